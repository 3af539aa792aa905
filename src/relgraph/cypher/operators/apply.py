"""A subquery for each row."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from msgspec import Struct

from relgraph.cypher.evaluate.compile import compiled
from relgraph.cypher.evaluate.inner import reading, started, told_apart
from relgraph.cypher.vectors.batch import Batch, joined
from relgraph.cypher.vectors.kinds import Constant
from relgraph.cypher.vectors.making import concat, nulls
from relgraph.cypher.vectors.sorting import stable_order
from relgraph.graph.words import offsets

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from relgraph.cypher.context import Context, Plan, Show
    from relgraph.cypher.syntax import tree
    from relgraph.cypher.vectors.kinds import Vector
    from relgraph.graph.words import Array


class Apply(Struct, frozen=True):
    """The rows of a subquery for each row, begun with what it ``reads``.

    A row without any is left out, unless rows are ``kept``.

    Rows that read the same are asked once. What carries no ``ordinal`` is run for one row at a
    time. ``results`` are the slots of what it returns.
    """

    input: Plan
    inner: Plan
    reads: tuple[tuple[int, tree.Expression], ...]
    ordinal: int
    alone: bool
    results: tuple[int, ...]
    kept: bool

    def details(self, show: Show) -> str:
        """Return what EXPLAIN says of it."""
        names = [show.slot(slot) for slot, _ in self.reads]
        how = ", row by row" if self.alone else ""
        return f"given {', '.join(names)}{how}" if names else "once"

    def run(self, context: Context, start: Batch) -> Iterator[Batch]:
        """Yield each row with each row of its subquery."""
        read = reading(self.reads, context, compiled)
        for batch in context.run(self.input, start):
            given = read(batch)
            numbers, distinct = told_apart([given[slot] for slot, _ in self.reads], batch.size)
            asked = given.take(distinct)
            found = list(self._answers(context, asked))
            yield self._crossed(batch, numbers, found, len(distinct))

    def _answers(self, context: Context, asked: Batch) -> Iterator[Batch]:
        for row, part in started(asked, self.ordinal, alone=self.alone):
            for found in context.run(self.inner, part):
                context.meter.keep(found.size)
                if self.alone:
                    yield found.having({self.ordinal: Constant(row, found.size)})
                else:
                    yield found

    def _crossed(self, batch: Batch, numbers: Array, found: list[Batch], asked: int) -> Batch:
        """Put the answers beside the rows that they are for, in the order of those."""
        if not found:
            own: dict[int | str, Vector] = {slot: nulls(batch.size) for slot in self.results}
            return batch.having(own) if self.kept else batch.take(np.zeros(0, np.int64))
        whole = joined(found)
        of_row = np.array(whole[self.ordinal].values(), np.int64)
        order = stable_order(of_row)
        counts = np.bincount(of_row, minlength=asked)
        starts = offsets(counts)
        sizes = counts[numbers]
        if self.kept:
            order = np.concatenate([order, [-1]])
        shown = np.maximum(sizes, 1) if self.kept else sizes
        rows = np.repeat(np.arange(batch.size), shown)
        at = np.arange(len(rows)) - np.repeat(offsets(shown)[:-1], shown) + starts[numbers][rows]
        if self.kept:
            at[(sizes == 0)[rows]] = len(order) - 1
        chosen = order[at]
        own_later = {slot: _taken(whole, slot, chosen) for slot in self.results}
        return Batch(len(rows), own_later, batch, rows)


def _taken(whole: Batch, slot: int, rows: Array) -> Callable[[], Vector]:
    """Return what gathers a slot; row -1 is null."""

    def take() -> Vector:
        vector = whole[slot]
        if len(rows) and rows.min() < 0:
            vector = concat([vector, nulls(1)])
            return vector.take(np.where(rows < 0, whole.size, rows))
        return vector.take(rows)

    return take
