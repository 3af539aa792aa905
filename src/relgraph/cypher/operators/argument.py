"""The rows that a plan is begun with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterator

    from relgraph.cypher.context import Context, Show
    from relgraph.cypher.vectors.batch import Batch


class Argument(Struct, frozen=True):
    """The rows that the plan is begun with."""

    def details(self, _show: Show) -> str:
        """Return what EXPLAIN says of it."""
        return ""

    def run(self, _context: Context, start: Batch) -> Iterator[Batch]:
        """Yield them."""
        yield start
