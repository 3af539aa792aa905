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
    from relgraph.cypher.slots import Slot
    from relgraph.cypher.syntax import tree
    from relgraph.cypher.vectors.kinds import Vector
    from relgraph.graph.words import Array


class Passing:
    """The tests of a walk, made of the steps of some rows.

    There are two slots, each with its test, if any: of a relationship, and of a node it leads to.
    """

    def __init__(
        self,
        tests: tuple[tuple[Slot, tree.Expression | None], ...],
        context: Context,
        batch: Batch,
    ) -> None:
        self.graph = context.graph
        self.batch = batch
        self.step, self.reached = (slot.number for slot, _ in tests)
        self.tests = [
            (compiled(test, context), context.failing(test), slot.number)
            for slot, test in tests
            if test is not None
        ]

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
