"""How many nodes a label has, and how many edges of a type its nodes have: from the columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from msgspec import Struct

if TYPE_CHECKING:
    from relgraph.graph.adjacency import Direction
    from relgraph.graph.property_graph import PropertyGraph
    from relgraph.graph.words import Array


class Statistics(Struct, frozen=True, eq=False):
    """Edges of each type (rows) that start from and lead to nodes of each set of labels."""

    graph: PropertyGraph
    out: Array
    into: Array

    @classmethod
    def of(cls, graph: PropertyGraph) -> Statistics:
        """Count the edges of a graph, once."""
        sets, codes = len(graph.label_sets), graph.label_code
        shape = (len(graph.tables), sets)
        out, into = np.zeros(shape, np.int64), np.zeros(shape, np.int64)
        for number, table in enumerate(graph.tables):
            out[number] = np.bincount(codes[table.source], minlength=sets)
            into[number] = np.bincount(codes[table.target], minlength=sets)
        return cls(graph, out, into)

    def nodes(self, label: str | None) -> int:
        """Return how many nodes have a label, or how many there are."""
        return self.graph.node_count if label is None else self.graph.count_label(label)

    def edges(self, types: tuple[int, ...]) -> int:
        """Return how many edges there are of some types."""
        return int(self.out[np.array(types, np.int64)].sum())

    def degree(self, label: str | None, types: tuple[int, ...], direction: Direction) -> float:
        """Return the mean number of steps from a node with a label over edges of some types."""
        has = [label is None or label in labels for labels in self.graph.label_sets]
        chosen = np.ix_(np.array(types, np.int64), np.flatnonzero(has))
        steps = 0
        if direction != "in":
            steps += int(self.out[chosen].sum())
        if direction != "out":
            steps += int(self.into[chosen].sum())
        return steps / max(self.nodes(label), 1)
