"""Graphs as pages: facts, positions, and one HTML file that asks no network for anything."""
