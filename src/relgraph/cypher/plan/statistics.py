"""How many nodes a label has, and how many edges of a type its nodes have: from the columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from relgraph.graph.adjacency import Direction
    from relgraph.graph.property_graph import PropertyGraph
    from relgraph.graph.words import Array

Way = Literal["out", "into"]
_WAYS: dict[Direction, tuple[Way, ...]] = {
    "out": ("out",), "in": ("into",), "both": ("out", "into"),
}  # fmt: skip


class Statistics:
    """Edges of each type that start from, and lead to, nodes of each set of labels.

    Those of a type are counted when a query first speaks of it.
    """

    def __init__(self, graph: PropertyGraph) -> None:
        self.graph = graph
        self._counted: dict[tuple[int, Way], Array] = {}

    def counts(self, types: Iterable[int], way: Way) -> Array:
        """Return how many edges of types start from or lead to nodes of each set of labels."""
        sets = len(self.graph.label_sets)
        return sum((self._of(number, way) for number in types), np.zeros(sets, np.int64))

    def _of(self, number: int, way: Way) -> Array:
        found = self._counted.get((number, way))
        if found is None:
            table = self.graph.tables[number]
            ends = table.source if way == "out" else table.target
            codes = self.graph.label_code[ends]
            found = np.bincount(codes, minlength=len(self.graph.label_sets))
            self._counted[number, way] = found
        return found

    def nodes(self, label: str | None) -> int:
        """Return how many nodes have a label, or how many there are."""
        return self.graph.node_count if label is None else self.graph.count_label(label)

    def edges(self, types: tuple[int, ...]) -> int:
        """Return how many edges there are of some types."""
        return sum(len(self.graph.tables[number]) for number in types)

    def degree(self, label: str | None, types: tuple[int, ...], direction: Direction) -> float:
        """Return the mean number of steps from a node with a label over edges of some types."""
        if label is None:
            steps = self.edges(types) * (2 if direction == "both" else 1)
            return steps / max(self.graph.node_count, 1)
        has = np.array([label in labels for labels in self.graph.label_sets], bool)
        steps = sum(int(self.counts(types, way)[has].sum()) for way in _WAYS[direction])
        return steps / max(self.nodes(label), 1)
