"""Expressions: whatever has a value."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from relgraph.cypher.syntax.tree.base import Expression, Syntax

if TYPE_CHECKING:
    from relgraph.cypher.syntax.tree.clauses import Query
    from relgraph.cypher.syntax.tree.labels import Labels
    from relgraph.cypher.syntax.tree.patterns import PatternPart


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


class LongList(Expression, frozen=True):
    """A list of very many literals, which is one value to all that looks at the query."""

    values: tuple[bool | int | float | str | None, ...]


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


class MapProjection(Expression, frozen=True):
    """``base {.key, .*, key: value}``: ``every`` says that all properties are in it."""

    base: Expression
    every: bool
    items: tuple[tuple[str, Expression], ...]


class TypeSpec(Syntax, frozen=True):
    """A type of values: its name, of a list that of its items, of a union all of it."""

    name: str
    nullable: bool = True
    parts: tuple[TypeSpec, ...] = ()


class IsType(Expression, frozen=True):
    """``x IS :: TYPE`` or, negated, ``x IS NOT :: TYPE``."""

    operand: Expression
    type: TypeSpec
    negated: bool


class IsNormalized(Expression, frozen=True):
    """``x IS NFC NORMALIZED`` or, negated, ``x IS NOT NORMALIZED``."""

    operand: Expression
    form: str
    negated: bool


Want = Literal["exists", "count", "collect"]


class PatternTest(Expression, frozen=True):
    """A chain as a predicate: ``(a)-[:SIGNED]->(b)``; ``EXISTS { … }`` may bind names.

    A shortest walk between two nodes that are known is a path, or with all of them a list. What is
    counted or collected in the place of a test says so; ``result`` is what is collected.
    """

    parts: tuple[PatternPart, ...]
    where: Expression | None = None
    subquery: bool = False
    want: Want = "exists"
    result: Expression | None = None


class Subquery(Expression, frozen=True):
    """``EXISTS { … }``, ``COUNT { … }`` or ``COLLECT { … }`` of a whole query."""

    query: Query
    want: Want
