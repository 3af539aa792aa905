"""The syntax tree: frozen data. ``at`` is the offset in the query text and no part of equality."""

from __future__ import annotations

from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Literal

from msgspec import Struct
from msgspec.structs import replace

if TYPE_CHECKING:
    from collections.abc import Callable


class Syntax(Struct, frozen=True, eq=False):
    """Any part of a query. Two are equal if they say the same, wherever they stand."""

    def __eq__(self, other: object) -> bool:
        if self is other:
            return True
        kind = type(self)
        return kind is type(other) and _said(kind)(self) == _said(kind)(other)

    def __ne__(self, other: object) -> bool:  # a Struct's own one does not ask __eq__
        return not self == other

    def __hash__(self) -> int:
        kind = type(self)
        return hash((kind, _said(kind)(self)))


@cache
def _said(kind: type[Syntax]) -> Callable[[object], object]:
    """Return what reads the fields of a kind of syntax that say something."""
    return attrgetter(*[name for name in kind.__struct_fields__ if name not in {"at", "text"}])


class Expression(Syntax, frozen=True, kw_only=True):
    """Anything that has a value."""

    at: int = 0


class Literal_(Expression, frozen=True):  # noqa: N801  # typing.Literal has the plain name
    """A number, text, boolean or null."""

    value: bool | int | float | str | None

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, Literal_)
            and type(self.value) is type(other.value)
            and self.value == other.value
        )

    def __hash__(self) -> int:
        return hash((type(self.value), self.value))


class Parameter(Expression, frozen=True):
    """``$name``."""

    name: str


class Variable(Expression, frozen=True):
    """A name that a clause bound."""

    name: str


class Property(Expression, frozen=True):
    """``base.key``."""

    base: Expression
    key: str


class Subscript(Expression, frozen=True):
    """``base[index]``."""

    base: Expression
    index: Expression


class Slice(Expression, frozen=True):
    """``base[first..last]``."""

    base: Expression
    first: Expression | None
    last: Expression | None


class ListLiteral(Expression, frozen=True):
    """``[a, b]``."""

    items: tuple[Expression, ...]


class MapLiteral(Expression, frozen=True):
    """``{key: value}``."""

    items: tuple[tuple[str, Expression], ...]


class Unary(Expression, frozen=True):
    """``NOT x``, ``-x``, ``+x``."""

    operator: Literal["NOT", "-", "+"]
    operand: Expression


class Binary(Expression, frozen=True):
    """Arithmetic, AND, OR, XOR, IN, text predicates, ``=~``."""

    operator: str
    left: Expression
    right: Expression


class Comparison(Expression, frozen=True):
    """``a < b <= c``: all neighbours compared, joined by AND."""

    operands: tuple[Expression, ...]
    operators: tuple[str, ...]


class IsNull(Expression, frozen=True):
    """``x IS NULL`` or, negated, ``x IS NOT NULL``."""

    operand: Expression
    negated: bool


class Labels(Syntax, frozen=True):
    """A label expression: names joined by and, or; or one negated."""

    operator: Literal["name", "and", "or", "not"]
    parts: tuple[Labels, ...] = ()
    name: str = ""

    def accept(self, labels: tuple[str, ...]) -> bool:
        """Return whether a set of labels satisfies the expression."""
        if self.operator == "name":
            return self.name in labels
        if self.operator == "not":
            return not self.parts[0].accept(labels)
        judge = all if self.operator == "and" else any
        return judge(part.accept(labels) for part in self.parts)

    def required(self) -> list[str]:
        """List labels without which the expression is false."""
        if self.operator == "name":
            return [self.name]
        if self.operator == "and":
            return [name for part in self.parts for name in part.required()]
        return []


class HasLabels(Expression, frozen=True):
    """``n:Label``, and for relationships ``r:TYPE``."""

    operand: Expression
    labels: Labels


class Call(Expression, frozen=True):
    """A function call; ``count(*)`` has the argument ``None``-less tuple and ``star``."""

    name: str
    arguments: tuple[Expression, ...]
    distinct: bool = False
    star: bool = False


class Case(Expression, frozen=True):
    """``CASE [subject] WHEN … THEN … ELSE … END``."""

    subject: Expression | None
    branches: tuple[tuple[Expression, Expression], ...]
    otherwise: Expression | None


class Comprehension(Expression, frozen=True):
    """``[x IN list WHERE test | result]``."""

    variable: str
    source: Expression
    test: Expression | None
    result: Expression | None


class Quantifier(Expression, frozen=True):
    """``all(x IN list WHERE test)``; also any, none, single."""

    which: Literal["all", "any", "none", "single"]
    variable: str
    source: Expression
    test: Expression


class Reduce(Expression, frozen=True):
    """``reduce(total = start, x IN list | step)``."""

    accumulator: str
    start: Expression
    variable: str
    source: Expression
    step: Expression


class NodePattern(Syntax, frozen=True):
    """``(variable:Labels {properties})``."""

    variable: str | None
    labels: Labels | None
    properties: Expression | None
    at: int = 0


class RelationPattern(Syntax, frozen=True):
    """``-[variable:TYPE|TYPE *low..high {properties}]->``; ``length`` is None for a single step."""

    variable: str | None
    types: tuple[str, ...]
    direction: Literal["out", "in", "both"]
    length: tuple[int, int | None] | None
    properties: Expression | None
    at: int = 0


class PatternPart(Syntax, frozen=True):
    """One chain of a pattern: n nodes, n - 1 relationships, maybe a path variable.

    ``shortest`` says that one shortest walk is wanted, or all of them.
    """

    variable: str | None
    nodes: tuple[NodePattern, ...]
    relations: tuple[RelationPattern, ...]
    shortest: Literal["", "one", "all"] = ""
    at: int = 0


class PatternTest(Expression, frozen=True):
    """A chain as a predicate: ``(a)-[:SIGNED]->(b)``; ``EXISTS { … }`` may bind names.

    A shortest walk between two nodes that are known is a path, or with all of them a list.
    """

    parts: tuple[PatternPart, ...]
    where: Expression | None = None
    subquery: bool = False


class Match(Syntax, frozen=True):
    """``[OPTIONAL] MATCH pattern [WHERE test]``."""

    optional: bool
    parts: tuple[PatternPart, ...]
    where: Expression | None
    at: int = 0


class Unwind(Syntax, frozen=True):
    """``UNWIND list AS variable``."""

    source: Expression
    variable: str
    at: int = 0


class Item(Syntax, frozen=True):
    """One expression of a projection, its name, and whether the name was written."""

    expression: Expression
    name: str
    aliased: bool


class SortItem(Syntax, frozen=True):
    """One key of ORDER BY."""

    expression: Expression
    descending: bool


class Projection(Syntax, frozen=True):
    """``WITH`` or ``RETURN``, with all that may follow."""

    final: bool
    distinct: bool
    star: bool
    items: tuple[Item, ...]
    order: tuple[SortItem, ...]
    skip: Expression | None
    limit: Expression | None
    where: Expression | None
    at: int = 0


Clause = Match | Unwind | Projection


class SingleQuery(Syntax, frozen=True):
    """Clauses up to RETURN."""

    clauses: tuple[Clause, ...]


class Query(Syntax, frozen=True):
    """One single query, or several joined by UNION (distinct) or UNION ALL.

    ``plan`` says that the plan is asked for, or the plan and what it took.
    """

    parts: tuple[SingleQuery, ...]
    union_all: bool
    text: str
    plan: Literal["", "EXPLAIN", "PROFILE"] = ""
    at: int = 0


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


def names_in(test: PatternTest) -> set[str]:
    """List all names that a pattern test speaks of, bound in it or not."""
    elements: list[NodePattern | RelationPattern] = []
    for part in test.parts:
        elements += [*part.nodes, *part.relations]
    values = [e.properties for e in elements if e.properties]
    if test.where:
        values.append(test.where)
    names = {e.variable for e in elements if e.variable}
    for inner in (inner for value in values for inner in walk(value)):
        if isinstance(inner, Variable):
            names.add(inner.name)
        elif isinstance(inner, PatternTest):
            names |= names_in(inner)
    return names


def walk(node: Expression) -> list[Expression]:
    """List an expression and all inside it, outermost first."""
    return [node, *(inner for child in children(node) for inner in walk(child))]
