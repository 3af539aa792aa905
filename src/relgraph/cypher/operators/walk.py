"""Walks of several steps: no relationship twice, no step that cannot arrive."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from msgspec import Struct

from relgraph.cypher.operators.expand import follow
from relgraph.cypher.operators.hop import OPPOSITE, Hop, numbers, unlike
from relgraph.cypher.operators.passing import Passing
from relgraph.cypher.vectors.batch import Batch
from relgraph.cypher.vectors.kinds import Lists, Nodes, Relationships

if TYPE_CHECKING:
    from collections.abc import Iterator

    from relgraph.cypher.context import Context, Plan, Show
    from relgraph.cypher.slots import Slot
    from relgraph.cypher.syntax import tree
    from relgraph.cypher.vectors.batch import Later, Place
    from relgraph.cypher.vectors.kinds import Vector
    from relgraph.graph.adjacency import Direction
    from relgraph.graph.property_graph import PropertyGraph
    from relgraph.graph.words import Array

_FEW = 16
"""For so many ends the steps to each are counted beforehand, or for any where walks have no end."""


class Walk(Struct, frozen=True):
    """From ``low`` to ``high`` steps, no relationship twice.

    ``step_test`` must hold of each relationship, put into ``step``; ``node_test`` of each node
    that is reached, put into ``reached``. ``backwards`` walks are told from their ends.
    """

    input: Plan
    hop: Hop
    low: int
    high: int | None
    backwards: bool
    step: Slot
    step_test: tree.Expression | None
    reached: Slot
    node_test: tree.Expression | None

    @property
    def tests(self) -> tuple[tuple[Slot, tree.Expression | None], ...]:
        """Return where a step, and where the node it leads to is put, each with its test."""
        return (self.step, self.step_test), (self.reached, self.node_test)

    def details(self, show: Show) -> str:
        """Return what EXPLAIN says of it."""
        length = f"*{self.low}..{'' if self.high is None else self.high}"
        tests = [f"each {show(test)}" for test in (self.step_test, self.node_test) if test]
        closed = ["both ends known"] if self.hop.closed else []
        return ", ".join([self.hop.details(show, length), *closed, *tests])

    def run(self, context: Context, start: Batch) -> Iterator[Batch]:
        """Yield each walk from a row's source, to its target if that is known."""
        for given in context.run(self.input, start):
            known = numbers(given[self.hop.source]) >= 0
            if self.hop.closed:
                known &= numbers(given[self.hop.target]) >= 0
            batch = given if known.all() else given.take(np.flatnonzero(known))
            if not self.hop.closed:
                yield from _Walker(self, context, batch, None).walks()
                continue
            targets = numbers(batch[self.hop.target])
            distinct = np.flatnonzero(np.bincount(targets)).tolist()
            if self.high is not None and len(distinct) > _FEW:
                yield from _Walker(self, context, batch, None).walks()
                continue
            for target in distinct:
                far = distances(
                    context, context.graph.numbered(self.hop.types),
                    OPPOSITE[self.hop.direction], target, self.high,
                )  # fmt: skip
                inner = batch.take(np.flatnonzero(targets == target))
                yield from _Walker(self, context, inner, far).walks()


def distances(
    context: Context, types: tuple[int, ...], direction: Direction, node: int, high: int | None
) -> Array:
    """Count the steps from each node to one, breadth first; as many as there are nodes for none."""
    graph = context.graph
    far = np.full(graph.node_count, graph.node_count, np.int32)
    far[node] = 0
    edge, count = np.array([node]), 0
    while len(edge) and (high is None or count < high):
        count += 1
        reached = np.zeros(graph.node_count, bool)
        for steps in graph.steps(types, direction):
            for _, at in follow(steps, edge):
                reached[steps.others[at]] = True
                context.meter.check_time()
        edge = np.flatnonzero(reached & (far == graph.node_count))
        far[edge] = count
    return far


class _Walker:
    """Walks of one batch: all of one length in a row, then those that go on from each piece."""

    def __init__(self, plan: Walk, context: Context, batch: Batch, far: Array | None) -> None:
        self.plan = plan
        self.context = context
        self.batch = batch
        self.far = far
        self.graph: PropertyGraph = context.graph
        self.passing = Passing(plan.tests, context, batch)
        self.targets = numbers(batch[plan.hop.target]) if plan.hop.closed else None
        self.ways = self.graph.steps(self.graph.numbered(plan.hop.types), plan.hop.direction)

    def walks(self) -> Iterator[Batch]:
        """Yield the walk without a step, where that is one, and all others."""
        plan, batch = self.plan, self.batch
        rows, nodes = np.arange(batch.size), numbers(batch[plan.hop.source])
        if plan.low == 0:
            yield self._arrived(rows, nodes, ())
        if plan.high == 0:
            return
        keep = self.passing.begun(rows, nodes)
        rows, nodes = rows[keep], nodes[keep]
        yield from self._extend(rows, nodes, ())

    def _extend(self, rows: Array, nodes: Array, path: tuple[Array, ...]) -> Iterator[Batch]:
        """Go one step on from walks, each of which has its row, its last node and its edges."""
        plan = self.plan
        length = len(path) + 1
        for steps in self.ways:
            for given, at in follow(steps, nodes):
                self.context.meter.check_time()
                others, edges = steps.others[at], steps.edges[at]
                keep = self._allowed(rows[given], others, edges, [each[given] for each in path])
                given = given[keep]  # noqa: PLW2901
                others, edges, here = others[keep], edges[keep], rows[given]
                walked = (*(each[given] for each in path), edges)
                if length >= plan.low:
                    yield self._arrived(here, others, walked)
                if plan.high is not None and length >= plan.high:
                    continue
                if self.far is not None:
                    left = self.graph.node_count if plan.high is None else plan.high - length + 1
                    on = np.flatnonzero(self.far[others] < left)
                    here, others = here[on], others[on]
                    walked = tuple(each[on] for each in walked)
                if len(here):
                    yield from self._extend(here, others, walked)

    def _allowed(self, rows: Array, others: Array, edges: Array, path: list[Array]) -> Array:
        keep = np.ones(len(edges), bool)
        for used in path:
            keep &= used != edges
        if self.plan.hop.unlike:
            fresh = unlike(self.plan.hop, self.batch.take(rows), edges)
            keep = keep if fresh is None else keep & fresh
        found = np.flatnonzero(keep)
        if self.passing.tests:
            found = found[self.passing.taken(rows[found], others[found], edges[found])]
        return found

    def _arrived(self, rows: Array, nodes: Array, path: tuple[Array, ...]) -> Batch:
        """Make the rows of walks that end where they may."""
        if self.targets is not None:
            keep = np.flatnonzero(nodes == self.targets[rows])
            rows, nodes, path = rows[keep], nodes[keep], tuple(each[keep] for each in path)
        plan, graph = self.plan, self.graph
        own: dict[Place, Vector | Later] = {
            plan.hop.target: Nodes(graph, nodes),
            plan.hop.relation.number: lambda: _lists(graph, path, len(rows), plan.backwards),
        }
        return Batch(len(rows), own, self.batch, rows)


def _lists(graph: PropertyGraph, path: tuple[Array, ...], size: int, backwards: bool) -> Lists:  # noqa: FBT001
    starts = np.arange(size + 1) * len(path)
    told = path[::-1] if backwards else path
    edges = np.stack(told, axis=1).ravel() if path else np.zeros(0, np.int32)
    return Lists(starts, Relationships(graph, edges))
