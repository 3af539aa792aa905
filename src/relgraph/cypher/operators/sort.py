"""Rows in order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from relgraph.cypher.evaluate.compile import compiled
from relgraph.cypher.vectors.batch import joined
from relgraph.cypher.vectors.sorting import combined, order_codes, stable_order

if TYPE_CHECKING:
    from collections.abc import Iterator

    from relgraph.cypher.context import Context, Plan, Show
    from relgraph.cypher.syntax import tree
    from relgraph.cypher.vectors.batch import Batch
    from relgraph.graph.words import Array


@dataclass(frozen=True, slots=True)
class Sort:
    """Rows in order; equal ones stay as they came."""

    input: Plan
    keys: tuple[tuple[tree.Expression, bool], ...]

    def details(self, show: Show) -> str:
        """Return what EXPLAIN says of it."""
        return ", ".join(show(key) + " DESC" * down for key, down in self.keys)

    def run(self, context: Context, start: Batch) -> Iterator[Batch]:
        """Order all rows."""
        batches = list(context.run(self.input, start))
        if not batches:
            return
        whole = joined(batches)
        codes = []
        for value, descending in self.keys:
            code = order_codes(compiled(value, context)(whole))
            codes.append(~code if descending else code)
        yield whole.take(ordered(codes))


def ordered(codes: list[Array]) -> Array:
    """Return rows ordered by the first of some codes, then by the next."""
    whole = combined(codes)
    if whole is not None:
        return stable_order(whole)
    rows = stable_order(codes[-1])
    for each in codes[-2::-1]:
        rows = rows[stable_order(each[rows])]
    return rows
