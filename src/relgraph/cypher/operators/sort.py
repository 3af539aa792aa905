"""Rows in order."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from msgspec import Struct

from relgraph.cypher.evaluate.compile import compiled
from relgraph.cypher.operators.cut import counted
from relgraph.cypher.vectors.batch import MORSEL, joined
from relgraph.cypher.vectors.sorting import combined, order_codes, stable_order

if TYPE_CHECKING:
    from collections.abc import Iterator

    from relgraph.cypher.context import Context, Plan, Show
    from relgraph.cypher.syntax import tree
    from relgraph.cypher.vectors.batch import Batch
    from relgraph.graph.words import Array

_AT_ONCE = 4 * MORSEL
_FEWER = 8
"""So many times fewer rows must be wanted for looking for them to pay."""


class Sort(Struct, frozen=True):
    """Rows in order; equal ones stay as they came. Only the ``first`` so many in sum, if given."""

    input: Plan
    keys: tuple[tuple[tree.Expression, bool], ...]
    first: tuple[tree.Expression, ...] = ()

    def details(self, show: Show) -> str:
        """Return what EXPLAIN says of it."""
        keys = ", ".join(show(key) + " DESC" * down for key, down in self.keys)
        return f"{keys}, the first {' + '.join(map(show, self.first))}" if self.first else keys

    def run(self, context: Context, start: Batch) -> Iterator[Batch]:
        """Order all rows, or find the first ones, which are kept as they come."""
        limit = (
            sum(counted(value, "LIMIT", context) for value in self.first) if self.first else None
        )
        waiting: list[Batch] = []
        for batch in context.run(self.input, start):
            waiting.append(batch)
            if limit is None:
                context.meter.keep(batch.size)
            if limit is not None and sum(each.size for each in waiting) > limit + _AT_ONCE:
                waiting = [self._sorted(context, waiting, limit)]
        if waiting:
            yield self._sorted(context, waiting, limit)

    def _sorted(self, context: Context, batches: list[Batch], limit: int | None) -> Batch:
        whole = joined(batches)
        codes = []
        for value, descending in self.keys:
            code = order_codes(compiled(value, context)(whole))
            codes.append(~code if descending else code)
        return whole.take(ordered(codes, limit))


def ordered(codes: list[Array], limit: int | None = None) -> Array:
    """Return rows ordered by the first of some codes, then by the next; the first ones of them."""
    if limit is not None and limit * _FEWER < len(codes[0]):
        rows = _candidates(codes, limit)
        return rows[ordered([each[rows] for each in codes])[:limit]]
    whole = combined(codes)
    if whole is not None:
        return stable_order(whole)[:limit]
    found = stable_order(codes[-1])
    for each in codes[-2::-1]:
        found = found[stable_order(each[found])]
    return found[:limit]


def _candidates(codes: list[Array], limit: int) -> Array:
    """Return rows, in their order, among which the first ones are: found by the first code."""
    if limit == 0:
        return np.zeros(0, np.int64)
    worst = np.partition(codes[0], limit - 1)[limit - 1]
    return np.flatnonzero(codes[0] <= worst)
