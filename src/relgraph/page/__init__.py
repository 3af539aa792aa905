"""Graphs as figures: facts, positions, and one HTML file that asks no network for anything."""

from relgraph.page.figure import Bands, View
from relgraph.page.folds import By
from relgraph.page.map import Map, draw
from relgraph.page.paper import Paper

__all__ = ["Bands", "By", "Map", "Paper", "View", "draw"]
