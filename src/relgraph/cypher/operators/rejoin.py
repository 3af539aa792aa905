"""A relationship or walk that is known already."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from msgspec import Struct

from relgraph.cypher.operators.hop import Hop, numbers, unlike
from relgraph.cypher.vectors.batch import Batch
from relgraph.cypher.vectors.kinds import Nodes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from relgraph.cypher.context import Context, Plan, Show
    from relgraph.graph.adjacency import Relation
    from relgraph.graph.property_graph import PropertyGraph


class Rejoin(Struct, frozen=True):
    """A relationship or walk that is known must fit between two nodes; one may be unknown.

    ``backwards`` says that a walk is followed from its end.
    """

    input: Plan
    hop: Hop
    backwards: bool

    def details(self, show: Show) -> str:
        """Return what EXPLAIN says of it."""
        return f"{self.hop.details(show)}, known already"

    def run(self, context: Context, start: Batch) -> Iterator[Batch]:
        """Yield the rows in which it fits, once for each way in which it does."""
        for batch in context.run(self.input, start):
            if self.hop.relation.kind == "relationship":
                yield from self._steps(context.graph, batch)
            else:
                yield self._walks(context.graph, batch)

    def _steps(self, graph: PropertyGraph, batch: Batch) -> Iterator[Batch]:
        hop = self.hop
        edges, sources = numbers(batch[hop.relation.number]), numbers(batch[hop.source])
        fits = (edges >= 0) & (sources >= 0)
        types = np.searchsorted(graph.first_edges, edges, side="right") - 1
        fits &= np.isin(types, np.array(graph.numbered(hop.types), np.int64))
        fresh = unlike(hop, batch, edges)
        if fresh is not None:
            fits &= fresh
        first, last = graph.ends_of(edges)
        found = []
        if hop.direction != "in":
            found.append((fits & (first == sources), last))
        if hop.direction != "out":
            straight = fits & (last == sources)
            found.append(
                (straight & (first != last) if hop.direction == "both" else straight, first)
            )
        for mask, others in found:
            keep = mask & (numbers(batch[hop.target]) == others) if hop.closed else mask
            rows = np.flatnonzero(keep)
            yield batch.take(rows).having({hop.target: Nodes(graph, others[rows])})

    def _walks(self, graph: PropertyGraph, batch: Batch) -> Batch:
        hop = self.hop
        walks: list[Any] = batch[hop.relation.number].values()
        sources = numbers(batch[hop.source]).tolist()
        targets = numbers(batch[hop.target]).tolist() if hop.closed else None
        used = [each.values() for each in (batch[slot.number] for slot in hop.unlike)]
        rows, ends = [], []
        for row, (walk, source) in enumerate(zip(walks, sources, strict=True)):
            if walk is None or source < 0 or _meet(walk, [each[row] for each in used]):
                continue
            steps = [step.key for step in (walk[::-1] if self.backwards else walk)]
            for last in self._follow(graph, source, steps):
                if targets is None or targets[row] == last:
                    rows.append(row)
                    ends.append(last)
        ended = Nodes(graph, np.array(ends, np.int32))
        return Batch(len(rows), {hop.target: ended}, batch, np.array(rows, np.int64))

    def _follow(self, graph: PropertyGraph, source: int, steps: Sequence[Relation]) -> list[int]:
        """Find where a known walk leads to from a node: one place, or none."""
        at = [source]
        for step in steps:
            ways = self._ways(graph, step)
            at = [last for first, last in ways for here in at if first == here]
        return at

    def _ways(self, graph: PropertyGraph, relation: Relation) -> list[tuple[int, int]]:
        """List how a relationship may be walked; a loop only once."""
        if self.hop.types and graph.tables[relation[0]].name not in self.hop.types:
            return []
        first, last = graph.ends(relation)
        out, into = (first, last), (last, first)
        if self.hop.direction == "both":
            return [out] if first == last else [out, into]
        return [out if self.hop.direction == "out" else into]


def _meet(walk: list[Any], used: list[Any]) -> bool:
    """Return whether a walk has a relationship that was used already."""
    taken = [each if isinstance(each, list) else [each] for each in used]
    return any(step in each for step in walk for each in taken)
