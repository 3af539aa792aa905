"""One row for each item of a list."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from msgspec import Struct

from relgraph.cypher.evaluate.compile import compiled
from relgraph.cypher.evaluate.lists import lists_of
from relgraph.cypher.operators.crossing import crossed, pieces
from relgraph.cypher.vectors.batch import MORSEL, Batch
from relgraph.cypher.vectors.kinds import Constant, Lists, Objects
from relgraph.cypher.vectors.making import from_values

if TYPE_CHECKING:
    from collections.abc import Iterator

    from relgraph.cypher.context import Context, Plan, Show
    from relgraph.cypher.syntax import tree
    from relgraph.cypher.vectors.kinds import Vector


class Unwind(Struct, frozen=True):
    """One row for each item of a list; null has none, any other value is one."""

    input: Plan
    source: tree.Expression
    slot: int

    def details(self, show: Show) -> str:
        """Return what EXPLAIN says of it."""
        return f"{show(self.source)} AS {show.slot(self.slot)}"

    def run(self, context: Context, start: Batch) -> Iterator[Batch]:
        """Yield one row for each item."""
        source = compiled(self.source, context)
        for batch in context.run(self.input, start):
            vector = source(batch)
            if isinstance(vector, Constant):
                items = from_values(_listed(vector.value))
                if len(items):
                    yield from crossed(context, batch, {self.slot: items})
                continue
            yield from self._items(batch, self._lists(vector, context))

    def _items(self, batch: Batch, lists: Lists) -> Iterator[Batch]:
        sizes = lists.sizes()
        for first, last in pieces(sizes, MORSEL):
            rows = np.repeat(np.arange(first, last), sizes[first:last])
            items = lists.items.take(np.arange(lists.starts[first], lists.starts[last]))
            yield Batch(len(rows), {self.slot: items}, batch, rows)

    def _lists(self, vector: Vector, context: Context) -> Lists:
        if vector.kind not in ("list", "textlist"):
            vector = Objects.of([_listed(value) for value in vector.values()])
        return lists_of(vector, self.source.at, context)


def _listed(value: object) -> list[object]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]
