"""A number that the graph knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from relgraph.cypher.vectors.batch import Batch
from relgraph.cypher.vectors.kinds import Constant

if TYPE_CHECKING:
    from collections.abc import Iterator

    from relgraph.cypher.context import Context, Show


class Counted(Struct, frozen=True):
    """One row with a number that the graph knows."""

    slots: tuple[int, ...]
    number: int

    def details(self, show: Show) -> str:
        """Return what EXPLAIN says of it."""
        return f"{', '.join(map(show.slot, self.slots))} = {self.number}"

    def run(self, _context: Context, _start: Batch) -> Iterator[Batch]:
        """Yield the row."""
        yield Batch(1, {slot: Constant(self.number, 1) for slot in self.slots})
