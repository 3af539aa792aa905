"""Rows of several plans."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterator

    from relgraph.cypher.context import Context, Plan, Show
    from relgraph.cypher.vectors.batch import Batch


class Union(Struct, frozen=True):
    """Rows of several plans, one after the other, each from its own slots into common ones."""

    inputs: tuple[Plan, ...]

    def details(self, _show: Show) -> str:
        """Return what EXPLAIN says of it."""
        return ""

    def run(self, context: Context, start: Batch) -> Iterator[Batch]:
        """Yield the rows of one plan after the other."""
        for plan in self.inputs:
            yield from context.run(plan, start)
