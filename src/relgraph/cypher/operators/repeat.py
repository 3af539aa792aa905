"""A group of steps, walked again and again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from msgspec import Struct

from relgraph.cypher.operators.hop import numbers, unlike_any
from relgraph.cypher.vectors.batch import Batch
from relgraph.cypher.vectors.kinds import Lists, Nodes, Relationships
from relgraph.cypher.vectors.making import ordinals

if TYPE_CHECKING:
    from collections.abc import Iterator

    from relgraph.cypher.context import Context, Plan, Show
    from relgraph.cypher.slots import Slot
    from relgraph.cypher.vectors.batch import Later, Place
    from relgraph.cypher.vectors.kinds import Vector
    from relgraph.graph.property_graph import PropertyGraph
    from relgraph.graph.words import Array

    Path = tuple[tuple[Array, ...], ...]


class Repeat(Struct, frozen=True):
    """A plan that is run from where it arrived, from ``low`` to ``high`` times.

    ``source`` and ``target`` are pairs of slots: outside, and in the inner plan. No relationship
    is met twice. ``steps`` are those of one round; ``relation`` gets those of all. ``lists`` are
    slots of a round, each with the slot that gets the list over all rounds.
    """

    input: Plan
    inner: Plan
    source: tuple[int, int]
    target: tuple[int, int]
    closed: bool
    low: int
    high: int | None
    backwards: bool
    steps: tuple[Slot, ...]
    relation: Slot
    lists: tuple[tuple[Slot, Slot], ...]
    unlike: tuple[Slot, ...]
    ordinal: int

    def details(self, show: Show) -> str:
        """Return what EXPLAIN says of it."""
        often = f"{{{self.low},{'' if self.high is None else self.high}}}"
        ends = f"({show.slot(self.source[0])}) to ({show.slot(self.target[0])})"
        return f"{ends} {often}{', both ends known' if self.closed else ''}"

    def run(self, context: Context, start: Batch) -> Iterator[Batch]:
        """Yield each walk from a row's source, to its target if that is known."""
        for given in context.run(self.input, start):
            nodes = numbers(given[self.source[0]])
            rows = np.flatnonzero(nodes >= 0)
            waiting: list[tuple[Array, Array, Path]] = [(rows, nodes[rows], ())]
            if self.low == 0:
                yield self._arrived(context.graph, given, rows, nodes[rows], ())
            while waiting:
                rows, nodes, path = waiting.pop()
                if self.high is not None and len(path) >= self.high:
                    continue
                for here, there, walked in self._round(context, given, rows, nodes, path):
                    context.meter.check_time()
                    if len(walked) >= self.low:
                        yield self._arrived(context.graph, given, here, there, walked)
                    waiting.append((here, there, walked))

    def _round(
        self, context: Context, given: Batch, rows: Array, nodes: Array, path: Path
    ) -> Iterator[tuple[Array, Array, Path]]:
        """Walk once more from where walks arrived."""
        own: dict[Place, Vector] = {
            self.source[1]: Nodes(context.graph, nodes),
            self.ordinal: ordinals(len(rows)),
        }
        for found in context.run(self.inner, Batch(len(rows), own, given, rows)):
            at = found[self.ordinal].data  # type: ignore[union-attr]  # numbers
            taken = [numbers(found[slot.number]) for slot in self.steps]
            listed = [numbers(found[slot.number]) for slot, _ in self.lists]
            keep = np.ones(found.size, bool)
            for edges in taken:
                for before in path:
                    for used in before[: len(self.steps)]:
                        keep &= used[at] != edges
                keep &= unlike_any(self.unlike, given.take(rows[at]), edges)
            chosen = np.flatnonzero(keep)
            if len(chosen):
                ends = numbers(found[self.target[1]])[chosen]
                old = tuple(tuple(each[at[chosen]] for each in before) for before in path)
                new = tuple(each[chosen] for each in (*taken, *listed))
                yield rows[at[chosen]], ends, (*old, new)

    def _arrived(
        self, graph: PropertyGraph, given: Batch, rows: Array, nodes: Array, path: Path
    ) -> Batch:
        if self.closed:
            keep = np.flatnonzero(nodes == numbers(given[self.target[0]])[rows])
            rows, nodes = rows[keep], nodes[keep]
            path = tuple(tuple(each[keep] for each in before) for before in path)
        told = path[::-1] if self.backwards else path
        count = len(self.steps)
        own: dict[Place, Vector | Later] = {
            self.target[0]: Nodes(graph, nodes),
            self.relation.number: _listed(
                graph, [each for one in told for each in one[:count]], len(rows), node=False
            ),
        }
        for at, (inner, outer) in enumerate(self.lists):
            arrays = [one[count + at] for one in told]
            node = inner.kind == "node"
            own[outer.number] = _listed(graph, arrays, len(rows), node=node)
        return Batch(len(rows), own, given, rows)


def _listed(graph: PropertyGraph, arrays: list[Array], size: int, *, node: bool) -> Lists:
    """Return a list a row of what stands in the arrays, the first one first."""
    starts = np.arange(size + 1) * len(arrays)
    items = np.stack(arrays, axis=1).ravel() if arrays else np.zeros(0, np.int32)
    items = items.astype(np.int32)
    return Lists(starts, Nodes(graph, items) if node else Relationships(graph, items))
