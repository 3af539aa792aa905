"""One row for each combination of keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from msgspec import Struct

from relgraph.cypher.evaluate.aggregating import Counter, Gatherer
from relgraph.cypher.evaluate.compile import compiled
from relgraph.cypher.operators.project import named
from relgraph.cypher.vectors.batch import MORSEL, Batch, joined
from relgraph.cypher.vectors.grouping import Groups
from relgraph.errors import CypherRuntimeError
from relgraph.graph.columns import Column

if TYPE_CHECKING:
    from collections.abc import Iterator

    from relgraph.cypher.context import Context, Plan, Show
    from relgraph.cypher.syntax import tree
    from relgraph.cypher.vectors.batch import Later
    from relgraph.cypher.vectors.kinds import Vector
    from relgraph.graph.words import Array

_FEWER = 4
"""Batches of so many times fewer rows than usual are joined."""


class Aggregate(Struct, frozen=True):
    """One row for each combination of the keys, with the aggregations over its rows."""

    input: Plan
    keys: tuple[tuple[int, tree.Expression], ...]
    calls: tuple[tuple[int, tree.Call], ...]

    def details(self, show: Show) -> str:
        """Return what EXPLAIN says of it."""
        return named([*self.keys, *self.calls], show)

    def run(self, context: Context, start: Batch) -> Iterator[Batch]:
        """Group rows by the keys and aggregate over each group; without keys there is one."""
        groups = Groups(len(self.keys))
        keys = [compiled(value, context) for _, value in self.keys]
        states = [_State(call, context, 2 if keys else 1) for _, call in self.calls]
        rows = Counter() if any(state.counts for state in states) else None
        for batch in _gathered(context.run(self.input, start)):
            numbers, new = groups.number([key(batch) for key in keys], batch.size)
            context.meter.keep(len(new))
            if rows is not None:
                rows.add(numbers)
            for state in states:
                state.add(numbers, batch)
        count = groups.count if self.keys else 1
        own: dict[int | str, Vector | Later] = {}
        if groups.count:
            vectors = groups.keys()
            own.update((slot, each) for (slot, _), each in zip(self.keys, vectors, strict=True))
        for (slot, _), state in zip(self.calls, states, strict=True):
            own[slot] = state.later(rows, count) if state.late else state.finish(rows, count)
        yield Batch(count, own)


def _gathered(batches: Iterator[Batch]) -> Iterator[Batch]:
    """Join small batches."""
    waiting: list[Batch] = []
    for batch in batches:
        if not waiting and _FEWER * batch.size >= MORSEL:
            yield batch
            continue
        waiting.append(batch)
        if sum(each.size for each in waiting) >= MORSEL:
            yield joined(waiting)
            waiting = []
    if waiting:
        yield joined(waiting)


class _State:
    """One aggregation on its way; the rows of each group are counted once for all of them."""

    def __init__(self, call: tree.Call, context: Context, keys: int) -> None:
        self.call = call
        self.context = context
        self.name = call.name.lower()
        self.arguments = [compiled(argument, context) for argument in call.arguments]
        self.kept = None if self.name == "count" else Gatherer(self.name)
        self.left_out = Counter()
        self.seen = Groups(keys) if call.distinct else None
        self.distinct = Counter()

    @property
    def counts(self) -> bool:
        """Return whether it asks how many rows there are."""
        return self.seen is None and self.name == "count"

    @property
    def late(self) -> bool:
        """Return whether it cannot fail, so that it may be made when it is read, if it is."""
        return self.name == "collect"

    def later(self, rows: Counter | None, count: int) -> Later:
        """Return what makes the aggregation."""
        return lambda: self.finish(rows, count)

    def add(self, groups: Array, batch: Batch) -> None:
        """Add some rows, those left out of which the argument is null."""
        if self.call.star:
            return
        vectors = [argument(batch) for argument in self.arguments]
        known = vectors[0].known()
        if not known.all():
            self.left_out.add(groups[~known])
            rows = np.flatnonzero(known)
            groups, vectors = groups[rows], [vector.take(rows) for vector in vectors]
        if self.seen is not None:
            keys = [Column("int", groups), vectors[0]]
            _, new = self.seen.number(keys[-self.seen.width :], len(groups))
            self.context.meter.keep(len(new))
            groups, vectors = groups[new], [vector.take(new) for vector in vectors]
            self.distinct.add(groups)
        if self.kept is not None:
            before = self.kept.size
            self.kept.add(groups, vectors)
            self.context.meter.keep(self.kept.size - before)

    def finish(self, rows: Counter | None, count: int) -> Vector:
        """Return the aggregation of each of so many groups; rows may have been counted."""
        counts = None
        if self.seen is not None:
            counts = self.distinct.finish(count)
        elif rows is not None:
            counts = rows.finish(count) - self.left_out.finish(count)
        if self.kept is None:
            return Column("int", _sure(counts))
        try:
            return self.kept.finish(count, counts)
        except CypherRuntimeError as error:
            raise self.context.fail(error.plain, self.call.at, error.detail) from None


def _sure(counts: Array | None) -> Array:
    assert counts is not None  # noqa: S101  # they are counted for what asks for them
    return counts
