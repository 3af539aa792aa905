"""Shortest walks between two nodes, breadth first from both ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from relgraph.cypher.operators.expand import count_steps, follow
from relgraph.cypher.operators.hop import OPPOSITE
from relgraph.cypher.operators.passing import Passing

if TYPE_CHECKING:
    from relgraph.cypher.context import Context
    from relgraph.cypher.operators.walk import Walk
    from relgraph.cypher.vectors.batch import Batch
    from relgraph.graph.adjacency import Direction
    from relgraph.graph.steps import Steps
    from relgraph.graph.words import Array

_FAR = 2**31 - 1


class _Side:
    """The nodes reached from one end: how many steps away each is, and those reached last.

    ``trail`` has for each number of steps the nodes, the edges that led there, and from where.
    """

    def __init__(self, ways: tuple[Steps, ...], count: int, node: int) -> None:
        self.ways = ways
        self.steps = np.full(count, _FAR, np.int32)
        self.steps[node] = 0
        self.edge = np.array([node])
        self.trail: list[tuple[Array, Array, Array]] = []
        self.cost = count_steps(ways, self.edge)

    @property
    def depth(self) -> int:
        """Return how many steps have been taken."""
        return len(self.trail)

    def back(self, node: int) -> list[int]:
        """Return the edges from a node reached last to the end, one shortest way."""
        edges = []
        for nodes, led, before in reversed(self.trail):
            at = int(np.argmax(nodes == node))
            edges.append(int(led[at]))
            node = int(before[at])
        return edges


class Search:
    """The search of one row: which steps and nodes may be passed."""

    def __init__(self, walk: Walk, context: Context, one: Batch) -> None:
        self.walk = walk
        self.context = context
        self.passing = Passing(walk.tests, context, one)

    def between(self, source: int, target: int, *, every: bool) -> Array | None:
        """Return the edges of a shortest walk, or of all, a row each; None if there is none.

        The two ends are not the same.
        """
        ends = np.array([source, target])
        if len(self.passing.begun(np.zeros(2, int), ends)) < len(ends):
            return None
        direction = self.walk.hop.direction
        near, far = self._side(source, direction), self._side(target, OPPOSITE[direction])
        high = self.walk.high
        while near.edge.size and far.edge.size and (high is None or near.depth + far.depth < high):
            this, other = (near, far) if near.cost <= far.cost else (far, near)
            self._go_on(this)
            met = this.edge[other.steps[this.edge] != _FAR]
            if len(met) and not every:
                return np.array([near.back(met[0])[::-1] + far.back(met[0])], np.int32)
            if len(met):
                return self._told(near, far, met)
        return None

    def _side(self, node: int, direction: Direction) -> _Side:
        graph = self.context.graph
        ways = graph.steps(graph.numbered(self.walk.hop.types), direction)
        return _Side(ways, graph.node_count, node)

    def _steps(self, ways: tuple[Steps, ...], nodes: Array) -> list[tuple[Array, Array, Array]]:
        """Return the rows of some nodes, the nodes a step away and the edges that may be passed."""
        found = []
        for steps in ways:
            for rows, at in follow(steps, nodes):
                self.context.meter.check_time()
                others, edges = steps.others[at], steps.edges[at]
                if self.passing.tests:
                    keep = self.passing.taken(np.zeros(len(rows), int), others, edges)
                    rows, others, edges = rows[keep], others[keep], edges[keep]  # noqa: PLW2901
                found.append((rows, others, edges))
        return found

    def _go_on(self, side: _Side) -> None:
        """Take one step more from the nodes reached last."""
        fresh = []
        for rows, others, edges in self._steps(side.ways, side.edge):
            at = np.flatnonzero(side.steps[others] == _FAR)
            new, order = others[at], np.arange(len(at))
            side.steps[new] = order  # the last of equal ones is kept
            at = at[side.steps[new] == order]
            side.steps[new] = side.depth + 1
            fresh.append((others[at], edges[at], side.edge[rows[at]]))
        nodes, led, before = (np.concatenate(each) for each in zip(*fresh, strict=True))
        side.trail.append((nodes, led, before))
        side.edge, side.cost = nodes, count_steps(side.ways, nodes)

    def _told(self, near: _Side, far: _Side, met: Array) -> Array:
        """Follow all steps from where the two sides met to the one end, then to the other."""
        walks = np.zeros((len(met), 0), np.int32)
        at = met
        for depth in range(near.depth, 0, -1):
            rows, at, edges = self._nearer(near, far.ways, at, depth)
            walks, met = np.column_stack([edges, walks[rows]]), met[rows]
            self.context.meter.keep(len(walks))
        at = met
        for depth in range(far.depth, 0, -1):
            rows, at, edges = self._nearer(far, near.ways, at, depth)
            walks = np.column_stack([walks[rows], edges])
            self.context.meter.keep(len(walks))
        return walks

    def _nearer(
        self, side: _Side, ways: tuple[Steps, ...], at: Array, depth: int
    ) -> tuple[Array, Array, Array]:
        """Return the steps from some nodes to those that are one step nearer to an end."""
        found = []
        for rows, others, edges in self._steps(ways, at):
            keep = np.flatnonzero(side.steps[others] == depth - 1)
            found.append((rows[keep], others[keep], edges[keep]))
        rows, others, edges = (np.concatenate(each) for each in zip(*found, strict=True))
        return rows, others, edges
