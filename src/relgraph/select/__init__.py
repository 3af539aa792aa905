"""A selection: what is wanted of a graph, and the view that it gives of it."""

from relgraph.select.selection import Selection
from relgraph.select.subgraph import edges_by_id, event_families, explain, figures, subgraph

__all__ = ["Selection", "edges_by_id", "event_families", "explain", "figures", "subgraph"]
