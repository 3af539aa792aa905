"""A version of a graph that was changed, and what became of its nodes and edges."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from relgraph.graph.adjacency import Relation
    from relgraph.graph.property_graph import PropertyGraph
    from relgraph.graph.words import Array


class Version:
    """A finished version: its graph, and where the nodes and edges of the draft are in it."""

    def __init__(
        self, graph: PropertyGraph, nodes: Array | None, edges: Mapping[int, Array]
    ) -> None:
        self.graph = graph
        self._nodes = nodes
        self._edges = edges

    def node(self, number: int) -> int:
        """Return the number of a node; -1 if it is gone."""
        return number if self._nodes is None else int(self._nodes[number])

    def edge(self, key: Relation) -> Relation | None:
        """Return the type and row of an edge; None if it is gone."""
        number, row = key
        if number not in self._edges:
            return key
        found = int(self._edges[number][row])
        return None if found < 0 else (number, found)
