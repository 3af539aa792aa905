"""The first row of each combination of values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from relgraph.cypher.vectors.grouping import Groups

if TYPE_CHECKING:
    from collections.abc import Iterator

    from relgraph.cypher.context import Context, Plan, Show
    from relgraph.cypher.slots import Slot
    from relgraph.cypher.vectors.batch import Batch


class Distinct(Struct, frozen=True):
    """The first row of each combination of slots."""

    input: Plan
    slots: tuple[Slot, ...]

    def details(self, show: Show) -> str:
        """Return what EXPLAIN says of it."""
        return show.all(self.slots)

    def run(self, context: Context, start: Batch) -> Iterator[Batch]:
        """Keep the rows that begin a new combination."""
        groups = Groups(len(self.slots))
        for batch in context.run(self.input, start):
            _, new = groups.number([batch[slot.number] for slot in self.slots], batch.size)
            context.meter.keep(len(new))
            yield batch.take(new)
