"""shortestPath and allShortestPaths."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from relgraph.cypher.evaluate.compile import compiled
from relgraph.cypher.evaluate.truth import truth_of
from relgraph.cypher.operators.between import Search
from relgraph.cypher.operators.hop import numbers
from relgraph.cypher.vectors.batch import Batch, joined
from relgraph.cypher.vectors.kinds import Lists, Relationships
from relgraph.errors import CypherRuntimeError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from relgraph.cypher.context import Context, Plan, Show
    from relgraph.cypher.operators.make_path import MakePath
    from relgraph.cypher.operators.walk import Walk
    from relgraph.cypher.syntax import tree

_SAME = (
    "shortestPath needs two nodes: here they are one and the same; "
    "write WHERE a <> b before it, or a length from 0: [*0..]"
)


class Shortest(Struct, frozen=True):
    """A shortest walk, or ``every`` one of that length, between two nodes that are known.

    ``walk`` says from where to where, over what, and what must hold of each step and node.
    ``tests`` speak of the whole walk, which ``path`` makes a path for them: the shortest one that
    passes them is looked for, one length after the other. Where the two nodes are one, a walk of
    some steps is an error, or, if ``circular``, a circle.
    """

    input: Plan
    walk: Walk
    every: bool
    tests: tuple[tree.Expression, ...]
    path: MakePath | None
    circular: bool = False

    def details(self, show: Show) -> str:
        """Return what EXPLAIN says of it."""
        tests = [f"with {show(test)}" for test in self.tests]
        return ", ".join(["all" if self.every else "one", self.walk.details(show), *tests])

    def run(self, context: Context, start: Batch) -> Iterator[Batch]:
        """Yield each row with its shortest walk, or walks; not the row if there is none."""
        hop = self.walk.hop
        for batch in context.run(self.input, start):
            sources, targets = numbers(batch[hop.source]), numbers(batch[hop.target])
            for row in np.flatnonzero((sources >= 0) & (targets >= 0)).tolist():
                one = batch.take(np.array([row]))
                source, target = int(sources[row]), int(targets[row])
                if source == target and self.walk.low and not self.circular:
                    raise CypherRuntimeError(_SAME, detail="InvalidArgumentValue")
                found = (
                    self._tested(context, one)
                    if self.tests or source == target
                    else self._found(context, one, source, target)
                )
                if found is not None:
                    yield found

    def _found(self, context: Context, one: Batch, source: int, target: int) -> Batch | None:
        edges = Search(self.walk, context, one).between(source, target, every=self.every)
        if edges is None:
            return None
        size, length = edges.shape
        lists = Lists(np.arange(size + 1) * length, Relationships(context.graph, edges.ravel()))
        return Batch(size, {self.walk.hop.relation.number: lists}, one, np.zeros(size, np.int64))

    def _tested(self, context: Context, one: Batch) -> Batch | None:
        """Try all walks of one length after the other, until some pass the tests."""
        high = context.graph.edge_count if self.walk.high is None else self.walk.high
        for length in range(self.walk.low, high + 1):
            asked = replace(self.walk, low=length, high=length)
            found = list(context.run(asked, one))
            passed = self._passing(context, joined(found)) if found else one.take(np.arange(0))
            if passed.size:
                return passed if self.every else passed.take(np.array([0]))
            hop = replace(self.walk.hop, closed=False)
            if next(context.run(replace(asked, hop=hop), one), None) is None:
                break
        return None

    def _passing(self, context: Context, batch: Batch) -> Batch:
        if self.path is not None:
            [batch] = context.run(self.path, batch)
        for test in self.tests:
            if batch.size:
                truth = truth_of(compiled(test, context)(batch), context.failing(test))
                batch = batch.take(np.flatnonzero(truth.true))
        return batch
