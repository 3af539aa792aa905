"""Graphs as figures: facts, positions, and one HTML file that asks no network for anything."""

from relgraph.page.figure import Bands
from relgraph.page.folds import By
from relgraph.page.map import Map, View, draw

__all__ = ["Bands", "By", "Map", "View", "draw"]
