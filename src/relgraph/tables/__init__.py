"""Folders of CSV: read with the place of every cell, checked, turned into records."""
