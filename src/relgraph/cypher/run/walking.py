"""Walks of several steps: depth first, no relationship twice, no step that cannot arrive."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relgraph.cypher.run.kernels import kernel
from relgraph.cypher.run.stepping import relationships_used, type_numbers

if TYPE_CHECKING:
    from collections.abc import Iterator

    from relgraph.cypher.plan import operators as op
    from relgraph.cypher.run.context import Batch, Context, Row
    from relgraph.graph.adjacency import Direction, Relation

_OPPOSITE: dict[Direction, Direction] = {"out": "in", "in": "out", "both": "both"}


def walk(plan: op.Walk, context: Context, start: Batch) -> Iterator[Batch]:
    """Yield each walk from a row's source, to its target if that is known."""
    hop = plan.hop
    used = relationships_used(hop)

    def rows() -> Iterator[Row]:
        walker = _Walker(plan, context)
        for row in context.rows(plan.input, start):
            if row[hop.source] is None or (hop.closed and row[hop.target] is None):
                continue
            for steps, other in walker.walks(row, used(row)):
                out = row.copy()
                out[hop.relation.number] = steps[::-1] if plan.backwards else steps
                out[hop.target] = other
                yield out

    return context.batches(rows())


class _Walker:
    """Walks of one operator: which relationships and nodes may be passed, and how far."""

    CHECK_EVERY = 4096

    def __init__(self, plan: op.Walk, context: Context) -> None:
        self.plan = plan
        self.context = context
        self.types = type_numbers(plan.hop.types, context)
        self.step_test = kernel(plan.step_test, context) if plan.step_test else None
        self.node_test = kernel(plan.node_test, context) if plan.node_test else None
        self.visited = 0
        self.distances: dict[int, dict[int, int]] = {}

    def walks(self, row: Row, taken: set[Relation]) -> Iterator[tuple[list[Relation], int]]:
        """Walk from a row's source; ``taken`` are the relationships not to use again."""
        low, high = self.plan.low, self.plan.high
        source, target = row[self.plan.hop.source], row[self.plan.hop.target]
        closed = self.plan.hop.closed
        far = self._distances(target) if closed else None
        row = row.copy()
        if low == 0 and (not closed or source == target):
            yield [], source
        if high == 0 or not self._passes_node(row, source):
            return
        steps: list[Relation] = []
        stack = [self._next(row, source, taken)]
        while stack:
            found = next(stack[-1], None)
            if found is None:
                stack.pop()
                if steps:
                    taken.discard(steps.pop())
                continue
            relation, other = found
            steps.append(relation)
            taken.add(relation)
            if len(steps) >= low and (not closed or other == target):
                yield list(steps), other
            left = None if high is None else high - len(steps)
            if left == 0 or (far is not None and not _can_arrive(far, other, left)):
                taken.discard(steps.pop())
            else:
                stack.append(self._next(row, other, taken))

    def _next(self, row: Row, node: int, taken: set[Relation]) -> Iterator[tuple[Relation, int]]:
        direction = self.plan.hop.direction
        for relation, other in self.context.graph.relations(node, self.types, direction):
            self.visited += 1
            if self.visited % self.CHECK_EVERY == 0:
                self.context.check_time()
            if relation in taken:
                continue
            row[self.plan.step.number] = relation
            if self.step_test is not None and self.step_test(row) is not True:
                continue
            if self._passes_node(row, other):
                yield relation, other

    def _passes_node(self, row: Row, node: int) -> bool:
        row[self.plan.reached.number] = node
        return self.node_test is None or self.node_test(row) is True

    def _distances(self, target: int) -> dict[int, int]:
        """Count the steps from each node to a target, as far as the walk may go, breadth first."""
        if target not in self.distances:
            direction = _OPPOSITE[self.plan.hop.direction]
            far, edge, steps = {target: 0}, [target], 0
            while edge and (self.plan.high is None or steps < self.plan.high):
                steps += 1
                near = (
                    other
                    for node in edge
                    for _, other in self.context.graph.relations(node, self.types, direction)
                )
                edge = [other for other in dict.fromkeys(near) if other not in far]
                far.update(dict.fromkeys(edge, steps))
                self.context.check_time()
            self.distances[target] = far
        return self.distances[target]


def _can_arrive(far: dict[int, int], node: int, left: int | None) -> bool:
    return node in far and (left is None or far[node] <= left)
