"""The rows of a procedure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from msgspec import Struct

from relgraph.cypher.evaluate.compile import compiled
from relgraph.cypher.vectors.batch import Batch
from relgraph.cypher.vectors.making import from_values

if TYPE_CHECKING:
    from collections.abc import Iterator

    from relgraph.cypher.context import Context, Plan, Show
    from relgraph.cypher.procedures import Procedure
    from relgraph.cypher.syntax import tree


class CallOf(Struct, frozen=True):
    """The rows of a procedure for each row, its fields in slots; without fields the row stays."""

    input: Plan
    name: str
    procedure: Procedure
    arguments: tuple[tree.Expression, ...]
    slots: tuple[tuple[int, int], ...]
    at: int

    def details(self, show: Show) -> str:
        """Return what EXPLAIN says of it."""
        return f"{self.name}({show.all(self.arguments)})"

    def run(self, context: Context, start: Batch) -> Iterator[Batch]:
        """Yield each row with each row of the procedure."""
        arguments = [compiled(value, context) for value in self.arguments]
        for batch in context.run(self.input, start):
            given = zip(*(each(batch).values() for each in arguments), strict=True)
            calls = list(given) if arguments else [()] * batch.size
            found = [list(self._rows(call, context)) for call in calls]
            if not self.procedure.outputs:
                yield batch
                continue
            rows = np.repeat(np.arange(batch.size), [len(each) for each in found])
            whole = [row for each in found for row in each]
            own = {slot: from_values([row[field] for row in whole]) for slot, field in self.slots}
            yield Batch(len(rows), own, batch, rows)

    def _rows(self, call: tuple[Any, ...], context: Context) -> Iterator[tuple[Any, ...]]:
        for value, (name, kind) in zip(call, self.procedure.inputs, strict=True):
            if not _fits(value, kind):
                raise context.fail(f"{name} is a {kind}", self.at, "InvalidArgumentType")
        yield from self.procedure.rows(context.graph, *call)


_TYPES: dict[str, tuple[type, ...]] = {
    "INTEGER": (int,), "FLOAT": (float, int), "NUMBER": (float, int), "STRING": (str,),
    "BOOLEAN": (bool,), "LIST": (list,), "MAP": (dict,),
}  # fmt: skip


def _fits(value: object, kind: str) -> bool:
    name = kind.rstrip("?")
    if value is None:
        return kind.endswith("?")
    return isinstance(value, _TYPES.get(name, (object,))) and (
        name in ("BOOLEAN", "ANY") or not isinstance(value, bool)
    )
