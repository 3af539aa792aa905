"""Places in a row: names to slots, and expressions with slots for names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from relgraph.cypher.slots import Slot, SlotKind
from relgraph.cypher.syntax import tree

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Names = dict[str, Slot]
Place = Slot | tree.Variable
"""Where the value of a name is: in a slot, or in the item of a list that is looked at."""


class Slots:
    """Hands out the slots of a row."""

    def __init__(self) -> None:
        self.names: dict[int, str] = {}

    def new(self, kind: SlotKind, name: str = "") -> Slot:
        """Hand out the next slot, remembering what the query calls it."""
        number = len(self.names)
        self.names[number] = name
        return Slot(number, kind)


def place(
    value: tree.Expression,
    names: Mapping[str, Place],
    plan_inner: Callable[[Any, Mapping[str, Place]], tree.Expression],
) -> tree.Expression:
    """Put slots in place of names; ``plan_inner`` plans the patterns inside.

    A name that an expression gives to the items of a list stays as it is.
    """
    if isinstance(value, tree.Variable):
        return names.get(value.name, value)
    if isinstance(value, (tree.PatternTest, tree.Subquery)):
        return plan_inner(value, names)
    local = {getattr(value, field, None) for field in ("variable", "accumulator")}
    inner = {**names, **{name: tree.Variable(name) for name in local if name}}
    outside = [getattr(value, field, None) for field in ("source", "start")]

    def change(child: tree.Expression) -> tree.Expression:
        seen = names if any(child is part for part in outside) else inner
        return place(child, seen, plan_inner)

    return tree.rebuild(value, change)


def slots_in(value: tree.Expression) -> set[int]:
    """List the slots that an expression reads."""
    return {part.number for part in tree.walk(value) if isinstance(part, Slot)}


def conjuncts(test: tree.Expression | None) -> list[tree.Expression]:
    """Take a condition apart at its ANDs."""
    if test is None:
        return []
    if isinstance(test, tree.Binary) and test.operator == "AND":
        return [*conjuncts(test.left), *conjuncts(test.right)]
    return [test]
