"""Reports: the dossier of two actors or of one node, as the graph has it and not a word more."""

MOST = 12
"""Rows of a table of a dossier, unless all are asked for."""
