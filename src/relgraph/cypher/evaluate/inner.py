"""Plans that are values: whether they give a row, how many, or what."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from relgraph.cypher.slots import Inner, PathOf, Slot
from relgraph.cypher.vectors.grouping import Groups
from relgraph.cypher.vectors.kinds import Constant, Lists, Nodes, Relationships
from relgraph.cypher.vectors.making import concat, merge, nulls, ordinals, truths
from relgraph.cypher.vectors.sorting import stable_order
from relgraph.graph.columns import Column
from relgraph.graph.words import offsets

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from relgraph.cypher.context import Compile, Context, Evaluate
    from relgraph.cypher.syntax import tree
    from relgraph.cypher.vectors.batch import Batch
    from relgraph.cypher.vectors.kinds import Vector
    from relgraph.graph.words import Array

_ALIKE = frozenset({"bool", "date", "int", "text"})
"""Kinds whose equal values are the same to every function: 3 and 3.0, or 0.0 and -0.0, are not."""


def told_apart(vectors: Sequence[Vector], size: int) -> tuple[Array, Array]:
    """Return numbers of rows, the same for rows that hold the same, and a row for each number."""
    if all(
        isinstance(each, (Nodes, Relationships, Constant))
        or (isinstance(each, Column) and each.kind in _ALIKE)
        for each in vectors
    ):
        return Groups(len(vectors)).number(vectors, size)
    rows = np.arange(size)
    return rows, rows


def reading(
    reads: Iterable[tuple[int, tree.Expression]], context: Context, compiled: Compile
) -> Callable[[Batch], Batch]:
    """Return what puts values where a plan reads them that are in no slot of the rows."""
    items = [
        (slot, compiled(at, context))
        for slot, at in reads
        if not (isinstance(at, Slot) and at.number == slot)
    ]
    return lambda batch: batch.having({slot: item(batch) for slot, item in items})


def started(batch: Batch, ordinal: int, *, alone: bool) -> Iterator[tuple[int, Batch]]:
    """Yield rows with their numbers to begin a plan with: all at once, or one by one."""
    numbered = batch.having({ordinal: ordinals(batch.size)})
    if not alone:
        yield 0, numbered
        return
    for row in range(batch.size):
        yield row, numbered.take(np.array([row]))


def inner(value: Inner, context: Context, compiled: Compile) -> Evaluate:
    """Answer EXISTS, COUNT or COLLECT, once for rows that read the same."""
    read = reading(value.reads, context, compiled)
    answer = {"exists": _exists, "count": _counted, "collect": _collected}[value.want]

    def evaluate(batch: Batch) -> Vector:
        given = read(batch)
        numbers, distinct = told_apart([given[slot] for slot, _ in value.reads], batch.size)
        return answer(value, context, given.take(distinct)).take(numbers)

    return evaluate


def _exists(value: Inner, context: Context, batch: Batch) -> Vector:
    found = np.zeros(batch.size, bool)
    one_by_one = value.alone or value.stepwise
    for row, part in started(batch, value.ordinal, alone=one_by_one):
        for rows in context.run(value.plan, part):
            if one_by_one:
                found[row] = True
                break
            found[_ordinals(rows, value)] = True
    return truths(found)


def _ordinals(rows: Batch, value: Inner) -> Array:
    found: Array = rows[value.ordinal].data  # type: ignore[union-attr]  # numbers
    return found


def _counted(value: Inner, context: Context, batch: Batch) -> Vector:
    counts = np.zeros(batch.size, np.int64)
    for row, part in started(batch, value.ordinal, alone=value.alone):
        for rows in context.run(value.plan, part):
            if value.alone:
                counts[row] += rows.size
            else:
                counts += np.bincount(_ordinals(rows, value), minlength=batch.size)
    return Column("int", counts)


def _collected(value: Inner, context: Context, batch: Batch) -> Vector:
    assert value.slot is not None  # noqa: S101  # what is collected has a slot
    numbers, vectors = [], []
    for row, part in started(batch, value.ordinal, alone=value.alone):
        for rows in context.run(value.plan, part):
            numbers.append(np.full(rows.size, row) if value.alone else _ordinals(rows, value))
            vectors.append(rows[value.slot.number])
            context.meter.keep(rows.size)
    of_row = np.concatenate([np.zeros(0, np.int64), *numbers])
    starts = offsets(np.bincount(of_row, minlength=batch.size))
    items = concat(vectors) if vectors else nulls(0)
    return Lists(starts, items.take(stable_order(of_row)))


def path_of(value: PathOf, context: Context, compiled: Compile) -> Evaluate:
    """Find a shortest path for each row, or all of them."""
    read = reading(value.reads, context, compiled)

    def evaluate(batch: Batch) -> Vector:
        numbered = read(batch).having({value.ordinal: ordinals(batch.size)})
        found = list(context.run(value.plan, numbered))
        rows = [each[value.ordinal].data for each in found]  # type: ignore[union-attr]  # numbers
        paths = [each[value.path.number] for each in found]
        if not value.every:
            nothing = (np.arange(batch.size), nulls(batch.size))
            return merge(batch.size, list(zip(rows, paths, strict=True)) or [nothing])
        counts = sum((np.bincount(each, minlength=batch.size) for each in rows),
                     np.zeros(batch.size, np.int64))  # fmt: skip
        return Lists(offsets(counts), concat(paths) if paths else nulls(0))

    return evaluate
