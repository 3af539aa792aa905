"""Every row with every item, in batches of a bounded size."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from relgraph.cypher.vectors.batch import MORSEL, Batch
from relgraph.cypher.vectors.making import part

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from relgraph.cypher.context import Context
    from relgraph.cypher.vectors.kinds import Vector
    from relgraph.graph.words import Array


def spans(context: Context, total: int) -> Iterator[tuple[int, int]]:
    """Cut a range into spans of some size, the first of which may be smaller."""
    begin, size = 0, context.first
    while begin < total:
        end = min(begin + size, total)
        yield begin, end
        begin, size = end, MORSEL


def crossed(context: Context, batch: Batch, items: Mapping[int, Vector]) -> Iterator[Batch]:
    """Yield each row of a batch with each item of some vectors of one length, row by row."""
    count = len(next(iter(items.values())))
    for begin, end in spans(context, batch.size * count):
        if batch.size == 1:
            parts = {slot: part(vector, begin, end) for slot, vector in items.items()}
            yield Batch(end - begin, parts, batch, np.zeros(end - begin, np.int64))
            continue
        numbers = np.arange(begin, end)
        rows = numbers // count
        at = numbers - rows * count
        own = {slot: _taking(vector, at) for slot, vector in items.items()}
        yield Batch(end - begin, own, batch, rows)


def _taking(vector: Vector, at: Array):  # type: ignore[no-untyped-def]  # noqa: ANN202
    return lambda: vector.take(at)


def pieces(counts: Array, limit: int) -> Iterator[tuple[int, int]]:
    """Cut rows with so many answers each into ranges of rows with up to ``limit`` answers.

    A row with more is a range of its own.

    >>> list(pieces(np.array([2, 2, 9, 1]), 4))
    [(0, 2), (2, 3), (3, 4)]
    """
    ends = np.cumsum(counts)
    if not len(ends) or ends[-1] <= limit:
        yield 0, len(ends)
        return
    begin, before = 0, 0
    while begin < len(ends):
        end = max(int(np.searchsorted(ends, before + limit, side="right")), begin + 1)
        yield begin, end
        begin, before = end, int(ends[end - 1])
