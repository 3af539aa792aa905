"""SKIP and LIMIT."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from msgspec import Struct

from relgraph.cypher.evaluate.compile import compiled
from relgraph.cypher.functions.signature import type_name
from relgraph.cypher.vectors.batch import Batch

if TYPE_CHECKING:
    from collections.abc import Iterator

    from relgraph.cypher.context import Context, Plan, Show
    from relgraph.cypher.syntax import tree


class Skip(Struct, frozen=True):
    """Without the first rows."""

    input: Plan
    count: tree.Expression

    def details(self, show: Show) -> str:
        """Return what EXPLAIN says of it."""
        return show(self.count)

    def run(self, context: Context, start: Batch) -> Iterator[Batch]:
        """Drop the first rows."""
        left = counted(self.count, "SKIP", context)
        for batch in context.run(self.input, start):
            drop = min(left, batch.size)
            left -= drop
            yield batch.take(np.arange(drop, batch.size)) if drop else batch


class Limit(Struct, frozen=True):
    """Only the first rows."""

    input: Plan
    count: tree.Expression

    def details(self, show: Show) -> str:
        """Return what EXPLAIN says of it."""
        return show(self.count)

    def run(self, context: Context, start: Batch) -> Iterator[Batch]:
        """Keep only the first rows, and ask for no more."""
        left = counted(self.count, "LIMIT", context)
        if not left:
            return
        for batch in context.run(self.input, start):
            keep = min(left, batch.size)
            left -= keep
            yield batch if keep == batch.size else batch.take(np.arange(keep))
            if not left:
                return


def counted(value: tree.Expression, word: str, context: Context) -> int:
    """Return the number that SKIP or LIMIT is given.

    Raises
    ------
    CypherRuntimeError
        For what is no whole number from 0.
    """
    [count] = compiled(value, context)(Batch(1)).values()
    if isinstance(count, bool) or not isinstance(count, int):
        raise context.fail(
            f"{word} takes a whole number, not {type_name(count)}", value.at, "InvalidArgumentType"
        )
    if count < 0:
        raise context.fail(f"{word} can't be negative", value.at, "NegativeIntegerArgument")
    return count
