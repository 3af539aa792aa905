"""Values of expressions, put into slots."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from relgraph.cypher.evaluate.compile import compiled
from relgraph.cypher.slots import Slot

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from relgraph.cypher.context import Context, Evaluate, Plan, Show
    from relgraph.cypher.syntax import tree
    from relgraph.cypher.vectors.batch import Batch, Later
    from relgraph.cypher.vectors.kinds import Vector


class Project(Struct, frozen=True):
    """Values of expressions, put into slots."""

    input: Plan
    items: tuple[tuple[int, tree.Expression], ...]

    def details(self, show: Show) -> str:
        """Return what EXPLAIN says of it."""
        return named(self.items, show)

    def run(self, context: Context, start: Batch) -> Iterator[Batch]:
        """Put them there; another name for what is there is read when it is needed."""
        items = [
            (slot, compiled(value, context), isinstance(value, Slot)) for slot, value in self.items
        ]
        for batch in context.run(self.input, start):
            own: dict[int | str, Vector | Later] = {
                slot: _later(value, batch) if later else value(batch)
                for slot, value, later in items
            }
            yield batch.having(own)


def _later(value: Evaluate, batch: Batch) -> Later:
    return lambda: value(batch)


def named(items: Sequence[tuple[int, tree.Expression]], show: Show) -> str:
    """Return expressions with the names that they get."""
    parts = [(show(value), show.slot(slot)) for slot, value in items]
    return ", ".join(text if text == name else f"{text} AS {name}" for text, name in parts)
