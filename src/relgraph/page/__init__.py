"""Graphs as figures: facts, positions, and one HTML file that asks no network for anything."""

from relgraph.page.map import Bands, Map, draw

__all__ = ["Bands", "Map", "draw"]
