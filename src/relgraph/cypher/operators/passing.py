"""What must hold of each relationship and each node of a walk."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from relgraph.cypher.evaluate.compile import compiled
from relgraph.cypher.evaluate.truth import truth_of
from relgraph.cypher.vectors.batch import Batch
from relgraph.cypher.vectors.kinds import Nodes, Relationships

if TYPE_CHECKING:
    from relgraph.cypher.context import Context
    from relgraph.cypher.operators.walk import Walk
    from relgraph.cypher.vectors.kinds import Vector
    from relgraph.graph.words import Array


class Passing:
    """The tests of a walk, made of the steps of some rows."""

    def __init__(self, walk: Walk, context: Context, batch: Batch) -> None:
        self.graph = context.graph
        self.batch = batch
        tests = ((walk.step_test, walk.step.number), (walk.node_test, walk.reached.number))
        self.tests = [
            (compiled(test, context), context.failing(test), slot)
            for test, slot in tests
            if test is not None
        ]
        self.step = walk.step.number
        self.reached = walk.reached.number

    def begun(self, rows: Array, nodes: Array) -> Array:
        """Return which of some walks may begin where they do, each of a row of the batch."""
        return self._passed(rows, {self.reached: Nodes(self.graph, nodes)})

    def taken(self, rows: Array, nodes: Array, edges: Array) -> Array:
        """Return which of some steps may be taken, by the nodes that they reach and the edges."""
        own: dict[int, Vector] = {
            self.reached: Nodes(self.graph, nodes),
            self.step: Relationships(self.graph, edges),
        }
        return self._passed(rows, own)

    def _passed(self, rows: Array, own: dict[int, Vector]) -> Array:
        keep = np.arange(len(rows))
        for test, fail, slot in self.tests:
            if slot in own:
                batch = Batch(len(keep), {slot: own[slot].take(keep)}, self.batch, rows[keep])
                keep = keep[truth_of(test(batch), fail).true]
        return keep
