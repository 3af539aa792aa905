"""One step along a relationship."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from msgspec import Struct

from relgraph.cypher.operators.crossing import pieces
from relgraph.cypher.operators.hop import OPPOSITE, Hop, numbers, unlike
from relgraph.cypher.vectors.batch import MORSEL, Batch
from relgraph.cypher.vectors.kinds import Nodes, Relationships
from relgraph.graph.columns import in_a_row

if TYPE_CHECKING:
    from collections.abc import Iterator

    from relgraph.cypher.context import Context, Plan, Show
    from relgraph.graph.property_graph import PropertyGraph
    from relgraph.graph.steps import Steps
    from relgraph.graph.words import Array


def follow(steps: Steps, nodes: Array) -> Iterator[tuple[Array, Array | slice]]:
    """Yield the rows of nodes, and their steps: an array of positions, or a slice of them.

    Steps are yielded in pieces of a bounded size; no node is null.
    """
    begins = steps.starts[nodes]
    counts = steps.starts[nodes + 1] - begins
    for first, last in pieces(counts, MORSEL):
        sizes = counts[first:last]
        rows = np.repeat(np.arange(first, last), sizes)
        if last - first == 1 or (last > first and in_a_row(nodes[first:last])):
            yield rows, slice(begins[first], begins[first] + len(rows))
            continue
        ends = np.cumsum(sizes)
        yield rows, np.arange(len(rows)) + np.repeat(begins[first:last] - (ends - sizes), sizes)


class Expand(Struct, frozen=True):
    """One step along a relationship; to a node that is known already if the hop is closed."""

    input: Plan
    hop: Hop

    def details(self, show: Show) -> str:
        """Return what EXPLAIN says of it."""
        return self.hop.details(show) + (", both ends known" if self.hop.closed else "")

    def run(self, context: Context, start: Batch) -> Iterator[Batch]:
        """Follow each fitting relationship one step."""
        hop, graph = self.hop, context.graph
        types = graph.numbered(hop.types)
        ways = graph.steps(types, hop.direction)
        back = graph.steps(types, OPPOSITE[hop.direction]) if hop.closed else ()
        for given in context.run(self.input, start):
            batch = _known(given, hop)
            sources = numbers(batch[hop.source])
            if hop.closed:
                targets = numbers(batch[hop.target])
                if count_steps(back, targets) < count_steps(ways, sources):
                    yield from self._closed(context, batch, back, (targets, sources))
                else:
                    yield from self._closed(context, batch, ways, (sources, targets))
                continue
            for steps in ways:
                for rows, at in follow(steps, sources):
                    yield self._found(graph, batch, steps, rows, at)

    def _found(
        self, graph: PropertyGraph, batch: Batch, steps: Steps, rows: Array, at: Array | slice
    ) -> Batch:
        found = Batch(
            len(rows),
            {
                self.hop.target: lambda: Nodes(graph, steps.others[at]),
                self.hop.relation.number: lambda: Relationships(graph, steps.edges[at]),
            },
            batch,
            rows,
        )
        if not self.hop.unlike:
            return found
        keep = unlike(self.hop, found, steps.edges[at])
        return found if keep is None or keep.all() else found.take(np.flatnonzero(keep))

    def _closed(
        self, context: Context, batch: Batch, ways: tuple[Steps, ...], ends: tuple[Array, Array]
    ) -> Iterator[Batch]:
        near, far = ends
        for steps in ways:
            for rows, at in follow(steps, near):
                keep = np.flatnonzero(steps.others[at] == far[rows])
                context.meter.check_time()
                edges = steps.edges[at][keep]
                relations = Relationships(context.graph, edges)
                found = Batch(len(keep), {self.hop.relation.number: relations}, batch, rows[keep])
                fresh = unlike(self.hop, found, edges)
                yield found if fresh is None else found.take(np.flatnonzero(fresh))


def _known(batch: Batch, hop: Hop) -> Batch:
    """Leave out rows from which, or to which, no step can be."""
    ends = (hop.source, hop.target) if hop.closed else (hop.source,)
    for end in ends:
        nodes = numbers(batch[end])
        if len(nodes) and nodes.min() < 0:
            batch = batch.take(np.flatnonzero(nodes >= 0))
    return batch


def count_steps(ways: tuple[Steps, ...], nodes: Array) -> int:
    """Return how many steps there are from some nodes."""
    return sum(int((steps.starts[nodes + 1] - steps.starts[nodes]).sum()) for steps in ways)
