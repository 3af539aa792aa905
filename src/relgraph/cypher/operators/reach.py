"""The nodes that walks of some length arrive at, each once for a row: breadth first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from msgspec import Struct

from relgraph.cypher.operators.expand import follow
from relgraph.cypher.operators.hop import numbers
from relgraph.cypher.operators.passing import Passing
from relgraph.cypher.vectors.batch import Batch
from relgraph.cypher.vectors.kinds import Nodes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from relgraph.cypher.context import Context, Plan, Show
    from relgraph.cypher.operators.walk import Walk
    from relgraph.graph.words import Array

_CELLS = 4_000_000
"""So many pairs of a row and a node are told apart at a time."""


class Reach(Struct, frozen=True):
    """The ends of the walks that begin at a row's node, from none or one step to so many.

    A walk to another node can be cut to one that meets no node twice, so that each node need be
    met but once. A walk back to its own beginning is a circle: without directions, one where two
    ways that set out by different relationships meet.
    """

    input: Plan
    walk: Walk

    def details(self, show: Show) -> str:
        """Return what EXPLAIN says of it."""
        return self.walk.details(show)

    def run(self, context: Context, start: Batch) -> Iterator[Batch]:
        """Yield each node that a row's source reaches, with the row."""
        most = max(_CELLS // max(context.graph.node_count, 1), 1)
        for given in context.run(self.input, start):
            known = np.flatnonzero(numbers(given[self.walk.hop.source]) >= 0)
            for at in range(0, len(known), most):
                yield _Search(self.walk, context, given.take(known[at : at + most])).reached()


class _Search:
    """The search of some rows. A cell is a row and a node; it keeps by which first step it was met.

    The nodes where rows begin are no cells to be met: what arrives there returns.
    """

    def __init__(self, walk: Walk, context: Context, batch: Batch) -> None:
        self.walk = walk
        self.context = context
        self.batch = batch
        self.passing = Passing(walk.tests, context, batch)
        self.nodes = numbers(batch[walk.hop.source])
        self.width = context.graph.node_count
        self.first = np.full(batch.size * self.width, -1, np.int32)
        self.depth = np.zeros(batch.size * self.width, np.int32)
        self.returns = np.zeros(batch.size, bool)

    def reached(self) -> Batch:
        """Return a row for each node that is reached."""
        own = np.arange(self.batch.size) * self.width + self.nodes
        found = list(self._levels()) if self.walk.high != 0 else []
        cells = np.concatenate([own if self.walk.low == 0 else own[self.returns], *found])
        self.context.meter.keep(len(cells))
        nodes = Nodes(self.context.graph, (cells % self.width).astype(np.int32))
        return Batch(len(cells), {self.walk.hop.target: nodes}, self.batch, cells // self.width)

    def _levels(self) -> Iterator[Array]:
        """Yield the cells that are met after each number of steps."""
        walk, graph = self.walk, self.context.graph
        ways = graph.steps(graph.numbered(walk.hop.types), walk.hop.direction)
        rows = self.passing.begun(np.arange(self.batch.size), self.nodes)
        nodes, level = self.nodes[rows], 0
        while len(rows) and (walk.high is None or level < walk.high):
            level += 1
            met = []
            for steps in ways:
                for given, at in follow(steps, nodes):
                    self.context.meter.check_time()
                    step = (rows[given], nodes[given], steps.others[at], steps.edges[at])
                    met.append(self._step(level, *step))
            cells = np.concatenate([np.zeros(0, np.int64), *met])
            yield cells
            rows, nodes = cells // self.width, cells % self.width

    def _step(self, level: int, rows: Array, nodes: Array, others: Array, edges: Array) -> Array:
        """Take steps, and return the cells that they are the first to meet."""
        if self.passing.tests:
            keep = self.passing.taken(rows, others, edges)
            rows, nodes, others, edges = rows[keep], nodes[keep], others[keep], edges[keep]
        cells = rows * self.width + others
        first = edges if level == 1 else self.first[rows * self.width + nodes]
        home = others == self.nodes[rows]
        new = np.flatnonzero((self.first[cells] < 0) & ~home)
        self.depth[cells[new]] = np.arange(len(new))  # of equal cells the last is kept
        new = new[self.depth[cells[new]] == np.arange(len(new))]
        self.first[cells[new]], self.depth[cells[new]] = first[new], level
        if self.walk.hop.direction == "both":
            most = len(self.first) if self.walk.high is None else self.walk.high
            met = (self.first[cells] != first) & (self.depth[cells] + level <= most)
            home = home & (others == nodes) | met & ~home
        self.returns[rows[home]] = True
        found: Array = cells[new]
        return found
