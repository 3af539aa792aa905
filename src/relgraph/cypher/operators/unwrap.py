"""A value that must be a node or a relationship."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from relgraph.cypher.evaluate.lists import lists_of
from relgraph.cypher.functions.signature import type_name
from relgraph.cypher.values.entities import Node, Relationship
from relgraph.cypher.vectors.making import from_values, is_null
from relgraph.errors import CypherRuntimeError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from relgraph.cypher.context import Context, Plan, Show
    from relgraph.cypher.slots import Slot
    from relgraph.cypher.vectors.batch import Batch
    from relgraph.cypher.vectors.kinds import Vector


class Unwrap(Struct, frozen=True):
    """A value that must be a node (or relationship), put into a slot of its own kind."""

    input: Plan
    source: Slot
    target: Slot

    def details(self, show: Show) -> str:
        """Return what EXPLAIN says of it."""
        return f"{show(self.source)} is a {self.target.kind}"

    def run(self, context: Context, start: Batch) -> Iterator[Batch]:
        """Put it there; null stays null."""
        for batch in context.run(self.input, start):
            yield batch.having(
                {self.target.number: self._typed(batch[self.source.number], context)}
            )

    def _typed(self, vector: Vector, context: Context) -> Vector:
        kind = self.target.kind
        if vector.kind == kind or is_null(vector):
            return vector
        wanted = {"node": Node, "relationship": Relationship, "relationships": list}[kind]
        for value in vector.values():
            if value is not None and not isinstance(value, wanted):
                raise CypherRuntimeError(
                    f"a pattern needs a {kind}, not {type_name(value)}",
                    detail="InvalidArgumentType",
                )
        if kind == "relationships":
            return lists_of(vector, self.source.at, context)
        return from_values(vector.values())
