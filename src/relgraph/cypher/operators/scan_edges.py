"""All relationships of some types, with their ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from msgspec import Struct

from relgraph.cypher.operators.crossing import crossed
from relgraph.cypher.operators.hop import Hop, numbers, unlike
from relgraph.cypher.vectors.kinds import Nodes, Relationships

if TYPE_CHECKING:
    from collections.abc import Iterator

    from relgraph.cypher.context import Context, Plan, Show
    from relgraph.cypher.vectors.batch import Batch
    from relgraph.cypher.vectors.kinds import Vector
    from relgraph.graph.property_graph import PropertyGraph
    from relgraph.graph.words import Array


class ScanEdges(Struct, frozen=True):
    """All relationships of the types of a hop, each way that it may be walked, for each row."""

    input: Plan
    hop: Hop

    def details(self, show: Show) -> str:
        """Return what EXPLAIN says of it."""
        return self.hop.details(show)

    def run(self, context: Context, start: Batch) -> Iterator[Batch]:
        """Yield each relationship with its ends, type by type; a loop is walked once."""
        graph, hop = context.graph, self.hop
        for batch in context.run(self.input, start):
            for number in graph.numbered(hop.types):
                for items in self._ways(graph, number):
                    for found in crossed(context, batch, items):
                        yield self._fresh(found)

    def _ways(self, graph: PropertyGraph, number: int) -> Iterator[dict[int, Vector]]:
        hop, table = self.hop, graph.tables[number]
        first, last = graph.first_edges[number], graph.first_edges[number + 1]
        edges = np.arange(first, last, dtype=np.int32)
        source, target = table.source, table.target
        if hop.direction != "in":
            at = np.flatnonzero(source == target) if hop.closed else slice(None)
            yield self._items(graph, edges[at], source[at], target[at])
        if hop.direction != "out" and not (hop.closed and hop.direction == "both"):
            loops = hop.closed or hop.direction == "both"
            at = np.flatnonzero((source == target) == hop.closed) if loops else slice(None)
            yield self._items(graph, edges[at], target[at], source[at])

    def _items(
        self, graph: PropertyGraph, edges: Array, source: Array, target: Array
    ) -> dict[int, Vector]:
        run = len(edges) > 0 and bool(edges[-1] - edges[0] == len(edges) - 1)  # they ascend
        return {
            self.hop.source: Nodes(graph, source),
            self.hop.target: Nodes(graph, target),
            self.hop.relation.number: Relationships(graph, edges, run),
        }

    def _fresh(self, found: Batch) -> Batch:
        """Leave out relationships that their rows have used already."""
        keep = unlike(self.hop, found, numbers(found[self.hop.relation.number]))
        return found if keep is None else found.take(np.flatnonzero(keep))
