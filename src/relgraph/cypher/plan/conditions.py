"""What the tests and the elements of a pattern ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relgraph.cypher.syntax import tree

if TYPE_CHECKING:
    from relgraph.cypher.slots import Slot, SlotKind


def has_names(value: tree.Expression) -> bool:
    """Return whether an expression has names of its own, as a comprehension has."""
    return any(isinstance(part, tree.Variable) for part in tree.walk(value))


def asks(test: tree.Expression, slot: Slot, asked: tuple[str, tree.Expression]) -> bool:
    """Return whether a test is that a property of a slot has a value."""
    pair = (tree.Property(slot, asked[0]), asked[1])
    return isinstance(test, tree.Comparison) and test in (
        tree.Comparison(pair, ("=",)),
        tree.Comparison(pair[::-1], ("=",)),
    )


def ids_of(test: tree.Expression, slot: Slot) -> tree.Expression | None:
    """Return the ids that a test asks a relationship for: ``r.id = x``, ``r.id IN xs``."""
    if isinstance(test, tree.Comparison) and test.operators == ("=",):
        pairs = [test.operands, test.operands[::-1]]
    elif isinstance(test, tree.Binary) and test.operator == "IN":
        pairs = [(test.left, test.right)]
    else:
        return None
    return next(
        (
            ids
            for key, ids in pairs
            if isinstance(key, tree.Property) and key.base == slot and key.key == "id"
        ),
        None,
    )


def kind_of(element: tree.NodePattern | tree.RelationPattern) -> SlotKind:
    """Return what a slot of a node, of a relationship or of a walk holds."""
    if isinstance(element, tree.NodePattern):
        return "node"
    return "relationship" if element.length is None else "relationships"
