"""OPTIONAL MATCH."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from msgspec import Struct

from relgraph.cypher.vectors.batch import MORSEL, joined
from relgraph.cypher.vectors.making import ordinals
from relgraph.cypher.vectors.sorting import stable_order

if TYPE_CHECKING:
    from collections.abc import Iterator

    from relgraph.cypher.context import Context, Plan, Show
    from relgraph.cypher.vectors.batch import Batch


class Optional(Struct, frozen=True):
    """The rows of the inner plan, or the row itself with nulls where it gives none."""

    input: Plan
    inner: Plan
    ordinal: int

    def details(self, _show: Show) -> str:
        """Return what EXPLAIN says of it."""
        return ""

    def run(self, context: Context, start: Batch) -> Iterator[Batch]:
        """Yield the rows of the inner plan for each row, or the row itself.

        What fits into a few batches is put back into the order of the outer rows.
        """
        for given in context.run(self.input, start):
            outer = given.having({self.ordinal: ordinals(given.size)})
            alone = np.ones(outer.size, bool)
            waiting: list[Batch] = []
            for batch in context.run(self.inner, outer):
                alone[batch[self.ordinal].data] = False  # type: ignore[union-attr]  # integers
                waiting.append(batch)
                if sum(each.size for each in waiting) > MORSEL:
                    yield from waiting
                    waiting = []
            waiting.append(outer.take(np.flatnonzero(alone)))
            if len(waiting) == 1:
                yield waiting[0]
                continue
            whole = joined([each for each in waiting if each.size])
            yield whole.take(stable_order(whole[self.ordinal].data))  # type: ignore[union-attr]
