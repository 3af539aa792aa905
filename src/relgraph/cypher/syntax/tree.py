"""The syntax tree: frozen data. ``at`` is the offset in the query text and no part of equality."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True)
class Expression:
    """Anything that has a value."""

    at: int = field(compare=False, kw_only=True, default=0)


@dataclass(frozen=True, slots=True)
class Literal_(Expression):  # noqa: N801  # typing.Literal has the plain name
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


@dataclass(frozen=True, slots=True)
class Parameter(Expression):
    """``$name``."""

    name: str


@dataclass(frozen=True, slots=True)
class Variable(Expression):
    """A name that a clause bound."""

    name: str


@dataclass(frozen=True, slots=True)
class Property(Expression):
    """``base.key``."""

    base: Expression
    key: str


@dataclass(frozen=True, slots=True)
class Subscript(Expression):
    """``base[index]``."""

    base: Expression
    index: Expression


@dataclass(frozen=True, slots=True)
class Slice(Expression):
    """``base[first..last]``."""

    base: Expression
    first: Expression | None
    last: Expression | None


@dataclass(frozen=True, slots=True)
class ListLiteral(Expression):
    """``[a, b]``."""

    items: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class MapLiteral(Expression):
    """``{key: value}``."""

    items: tuple[tuple[str, Expression], ...]


@dataclass(frozen=True, slots=True)
class Unary(Expression):
    """``NOT x``, ``-x``, ``+x``."""

    operator: Literal["NOT", "-", "+"]
    operand: Expression


@dataclass(frozen=True, slots=True)
class Binary(Expression):
    """Arithmetic, AND, OR, XOR, IN, text predicates, ``=~``."""

    operator: str
    left: Expression
    right: Expression


@dataclass(frozen=True, slots=True)
class Comparison(Expression):
    """``a < b <= c``: all neighbours compared, joined by AND."""

    operands: tuple[Expression, ...]
    operators: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class IsNull(Expression):
    """``x IS NULL`` or, negated, ``x IS NOT NULL``."""

    operand: Expression
    negated: bool


@dataclass(frozen=True, slots=True)
class Labels:
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


@dataclass(frozen=True, slots=True)
class HasLabels(Expression):
    """``n:Label``, and for relationships ``r:TYPE``."""

    operand: Expression
    labels: Labels


@dataclass(frozen=True, slots=True)
class Call(Expression):
    """A function call; ``count(*)`` has the argument ``None``-less tuple and ``star``."""

    name: str
    arguments: tuple[Expression, ...]
    distinct: bool = False
    star: bool = False


@dataclass(frozen=True, slots=True)
class Case(Expression):
    """``CASE [subject] WHEN … THEN … ELSE … END``."""

    subject: Expression | None
    branches: tuple[tuple[Expression, Expression], ...]
    otherwise: Expression | None


@dataclass(frozen=True, slots=True)
class Comprehension(Expression):
    """``[x IN list WHERE test | result]``."""

    variable: str
    source: Expression
    test: Expression | None
    result: Expression | None


@dataclass(frozen=True, slots=True)
class Quantifier(Expression):
    """``all(x IN list WHERE test)``; also any, none, single."""

    which: Literal["all", "any", "none", "single"]
    variable: str
    source: Expression
    test: Expression


@dataclass(frozen=True, slots=True)
class Reduce(Expression):
    """``reduce(total = start, x IN list | step)``."""

    accumulator: str
    start: Expression
    variable: str
    source: Expression
    step: Expression


@dataclass(frozen=True, slots=True)
class NodePattern:
    """``(variable:Labels {properties})``."""

    variable: str | None
    labels: Labels | None
    properties: Expression | None
    at: int = field(compare=False, default=0)


@dataclass(frozen=True, slots=True)
class RelationPattern:
    """``-[variable:TYPE|TYPE *low..high {properties}]->``; ``length`` is None for a single step."""

    variable: str | None
    types: tuple[str, ...]
    direction: Literal["out", "in", "both"]
    length: tuple[int, int | None] | None
    properties: Expression | None
    at: int = field(compare=False, default=0)


@dataclass(frozen=True, slots=True)
class PatternPart:
    """One chain of a pattern: n nodes, n - 1 relationships, maybe a path variable.

    ``shortest`` says that one shortest walk is wanted, or all of them.
    """

    variable: str | None
    nodes: tuple[NodePattern, ...]
    relations: tuple[RelationPattern, ...]
    shortest: Literal["", "one", "all"] = ""
    at: int = field(compare=False, default=0)


@dataclass(frozen=True, slots=True)
class PatternTest(Expression):
    """A chain as a predicate: ``(a)-[:SIGNED]->(b)``; ``EXISTS { … }`` may bind names.

    A shortest walk between two nodes that are known is a path, or with all of them a list.
    """

    parts: tuple[PatternPart, ...]
    where: Expression | None = None
    subquery: bool = False


@dataclass(frozen=True, slots=True)
class Match:
    """``[OPTIONAL] MATCH pattern [WHERE test]``."""

    optional: bool
    parts: tuple[PatternPart, ...]
    where: Expression | None
    at: int = field(compare=False, default=0)


@dataclass(frozen=True, slots=True)
class Unwind:
    """``UNWIND list AS variable``."""

    source: Expression
    variable: str
    at: int = field(compare=False, default=0)


@dataclass(frozen=True, slots=True)
class Item:
    """One expression of a projection, its name, and whether the name was written."""

    expression: Expression
    name: str
    aliased: bool


@dataclass(frozen=True, slots=True)
class SortItem:
    """One key of ORDER BY."""

    expression: Expression
    descending: bool


@dataclass(frozen=True, slots=True)
class Projection:
    """``WITH`` or ``RETURN``, with all that may follow."""

    final: bool
    distinct: bool
    star: bool
    items: tuple[Item, ...]
    order: tuple[SortItem, ...]
    skip: Expression | None
    limit: Expression | None
    where: Expression | None
    at: int = field(compare=False, default=0)


Clause = Match | Unwind | Projection


@dataclass(frozen=True, slots=True)
class SingleQuery:
    """Clauses up to RETURN."""

    clauses: tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class Query:
    """One single query, or several joined by UNION (distinct) or UNION ALL.

    ``plan`` says that the plan is asked for, or the plan and what it took.
    """

    parts: tuple[SingleQuery, ...]
    union_all: bool
    text: str = field(compare=False)
    plan: Literal["", "EXPLAIN", "PROFILE"] = ""
    at: int = field(compare=False, default=0)


def rebuild(node: Expression, change: Callable[[Expression], Expression]) -> Expression:
    """Make the same expression with each expression directly inside it changed."""
    fields = {name: getattr(node, name) for name in node.__dataclass_fields__ if name != "at"}
    return replace(node, **{name: _change(value, change) for name, value in fields.items()})


def _change(value: Any, change: Callable[[Expression], Expression]) -> Any:  # noqa: ANN401  # any field
    if isinstance(value, Expression):
        return change(value)
    if isinstance(value, tuple):
        return tuple(_change(item, change) for item in value)
    return value


def children(node: Expression) -> tuple[Expression, ...]:
    """List the expressions directly inside an expression, those of its patterns left out."""
    return tuple(_walk_fields(getattr(node, name) for name in node.__dataclass_fields__))


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
