"""The expressions inside expressions, and the names that are spoken of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from relgraph.cypher.syntax.tree.base import Expression, Syntax
from relgraph.cypher.syntax.tree.clauses import CallQuery
from relgraph.cypher.syntax.tree.expressions import Binary, Variable
from relgraph.cypher.syntax.tree.patterns import NodePattern, PatternPart, RelationPattern

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence


def rebuild(node: Expression, change: Callable[[Expression], Expression]) -> Expression:
    """Make the same expression with each expression directly inside it changed."""
    fields = {name: getattr(node, name) for name in node.__struct_fields__ if name != "at"}
    return replace(node, **{name: _change(value, change) for name, value in fields.items()})


def _change(value: Any, change: Callable[[Expression], Expression]) -> Any:  # noqa: ANN401  # any field
    if isinstance(value, Expression):
        return change(value)
    if isinstance(value, tuple):
        return tuple(_change(item, change) for item in value)
    return value


def children(node: Expression) -> tuple[Expression, ...]:
    """List the expressions directly inside an expression, those of its patterns left out."""
    return tuple(_walk_fields(getattr(node, name) for name in node.__struct_fields__))


def _walk_fields(values: object) -> list[Expression]:
    found: list[Expression] = []
    for value in values:  # type: ignore[attr-defined]  # an iterable of fields or tuple items
        if isinstance(value, Expression):
            found.append(value)
        elif isinstance(value, tuple):
            found.extend(_walk_fields(value))
    return found


def parts(value: object) -> Iterator[Syntax]:
    """Walk all that a part of a query is made of, in the order of its text."""
    waiting = [value]
    while waiting:
        each = waiting.pop()
        if isinstance(each, tuple):
            waiting.extend(reversed(each))
        elif isinstance(each, Syntax):
            yield each
            waiting.extend(getattr(each, name) for name in reversed(each.__struct_fields__))


def names_in(value: object) -> set[str]:
    """List all names that a part of a query speaks of, bound in it or not."""
    found: set[str | None] = set()
    for each in parts(value):
        if isinstance(each, Variable):
            found.add(each.name)
        elif isinstance(each, (NodePattern, RelationPattern, PatternPart)):
            found.add(each.variable)
        elif isinstance(each, CallQuery):
            found.update(each.names or ())
    return {name for name in found if name}


def names_of(part: PatternPart) -> list[str]:
    """List the names that a chain gives to its nodes and relationships, in their order."""
    return list(dict.fromkeys(each.variable for each in part.elements if each.variable))


def conjunction(tests: Sequence[Expression]) -> Expression | None:
    """Join tests by AND; None for none."""
    whole: Expression | None = None
    for test in tests:
        whole = test if whole is None else Binary("AND", whole, test)
    return whole


def walk(node: Expression) -> list[Expression]:
    """List an expression and all inside it, outermost first."""
    return [node, *(inner for child in children(node) for inner in walk(child))]
