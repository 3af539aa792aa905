"""A selection is a query: what is wanted, compiled to Cypher, and the subgraph that it gives."""

from relgraph.select.selection import Selection
from relgraph.select.subgraph import explain, subgraph

__all__ = ["Selection", "explain", "subgraph"]
