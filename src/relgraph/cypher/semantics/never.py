"""Conditions that no row of the data can meet: no fault, but never what was meant."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from relgraph.cypher.syntax import tree
from relgraph.errors import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from relgraph.cypher.semantics.parts import Pieces
    from relgraph.graph.columns import Column
    from relgraph.graph.property_graph import PropertyGraph

_OF_COLUMN: dict[str, str] = {
    "int": "number", "float": "number", "bool": "boolean", "date": "date", "text": "text",
    "textlist": "list",
}  # fmt: skip
_OF_PYTHON: dict[type, str] = {
    bool: "boolean", int: "number", float: "number", str: "text", date: "date", list: "list",
    dict: "map",
}  # fmt: skip
_OF_CALL: dict[str, str] = {
    "date": "date", "tostring": "text", "tointeger": "number", "tofloat": "number",
    "size": "number", "type": "text", "length": "number", "labels": "list", "keys": "list",
}  # fmt: skip
_PARTS = {"year", "month", "day", "week", "quarter"}
_OF_TEXT = ("STARTS WITH", "ENDS WITH", "CONTAINS", "=~")
_FLIPPED = {"=": "=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}
_MANY = 20_000
"""Distinct texts above which the nearest is not looked for."""


class Side(Struct, frozen=True):
    """One side of a comparison: its text, what it may be, its columns or its value.

    ``data`` says that it is of the data, not of the query.
    """

    text: str
    sorts: frozenset[str]
    columns: tuple[Column, ...] = ()
    value: Any = None
    data: bool = False


class Conditions:
    """The comparisons of a query, and the columns that its names stand for: found once."""

    def __init__(self, pieces: Pieces, graph: PropertyGraph) -> None:
        self.graph = graph
        self.columns: dict[str, list[Mapping[str, Column]]] = {}
        for element in pieces.elements:
            if element.variable:
                self.columns.setdefault(element.variable, []).extend(self._columns(element))
        self.asked = [pair for element in pieces.elements for pair in self._asked(element)]
        self.tests = [
            value
            for value in pieces.expressions
            if isinstance(value, (tree.Comparison, tree.Binary))
        ]

    def _asked(
        self, element: tree.NodePattern | tree.RelationPattern
    ) -> Iterator[tuple[Side | None, tree.Expression]]:
        """Walk the properties that a pattern asks for, and their values."""
        if isinstance(element.properties, tree.MapLiteral):
            for key, value in element.properties.items:
                name = f"{element.variable}.{key}" if element.variable else key
                yield _of_columns(name, key, self._columns(element)), value

    def _columns(
        self, element: tree.NodePattern | tree.RelationPattern
    ) -> list[Mapping[str, Column]]:
        if isinstance(element, tree.NodePattern):
            return [self.graph.columns]
        if element.length is not None:
            return []
        tables = self.graph.tables
        return [t.columns for t in tables if not element.types or t.name in element.types]

    def never(self, parameters: Mapping[str, Any], *, empty: bool) -> tuple[str, ...]:
        """Return which comparisons are never true of the data, and how they may be meant.

        ``empty`` says that there was no row: then texts that no property holds are named, too.
        """
        return tuple(dict.fromkeys(_Judge(self, parameters, empty=empty).told()))


class _Judge:
    """The conditions of a query with the parameters of one run."""

    def __init__(
        self, conditions: Conditions, parameters: Mapping[str, Any], *, empty: bool
    ) -> None:
        self.conditions = conditions
        self.columns = conditions.columns
        self.parameters = parameters
        self.empty = empty

    def told(self) -> Iterator[str]:
        for side, value in self.conditions.asked:
            yield from self._compared(side, "=", self._side(value))
        for value in self.conditions.tests:
            if isinstance(value, tree.Comparison):
                pairs = zip(value.operands, value.operators, value.operands[1:], strict=False)
                for left, operator, right in pairs:
                    yield from self._compared(self._side(left), operator, self._side(right))
            elif isinstance(value, tree.Binary):
                yield from self._binary(value)

    def _binary(self, value: tree.Binary) -> Iterator[str]:
        left, right = self._side(value.left), self._side(value.right)
        if value.operator in _OF_TEXT and left and left.columns and "text" not in left.sorts:
            yield (
                f"{left.text} is a {_words(left)}: {left.text} {value.operator} … is never true; "
                f"write toString({left.text}) {value.operator} …"
            )
        elif value.operator == "IN" and left and right:
            if right.columns and right.sorts == {"list"}:
                yield from self._in_list(left, right)
            elif left.columns and isinstance(right.value, list) and right.value:
                sorts = {_OF_PYTHON.get(type(item)) for item in right.value}
                if not sorts & left.sorts and None not in sorts:
                    sort = frozenset(filter(None, sorts))
                    yield _disjoint(left, "IN", Side(right.text, sort, value=right.value[0]))

    def _in_list(self, left: Side, right: Side) -> Iterator[str]:
        """Report a text that no list of the property has."""
        wanted = left.value
        if not isinstance(wanted, str) or _holds(right.columns, wanted):
            return
        start = f"no {right.text} has {left.text}: {left.text} IN {right.text} is never true"
        variable = right.text.partition(".")[0]
        others = [
            key
            for columns in self.columns.get(variable, ())
            for key, column in columns.items()
            if column.kind == "textlist" and _holds([column], wanted)
        ]
        if others:
            yield f"{start}; write {left.text} IN {variable}.{others[0]}"
        elif any(word.startswith(wanted) for word in _words_of(right.columns)):
            yield f"{start}; write any(x IN {right.text} WHERE x STARTS WITH {left.text})"
        else:
            yield f"{start}{did_you_mean(wanted, _words_of(right.columns))}"

    def _side(self, value: tree.Expression) -> Side | None:
        if isinstance(value, tree.Literal_):
            sort = _OF_PYTHON.get(type(value.value))
            return Side(_written(value.value), frozenset([sort] if sort else []), (), value.value)
        if isinstance(value, tree.Parameter) and value.name in self.parameters:
            given = self.parameters[value.name]
            sort = _OF_PYTHON.get(type(given))
            return Side(f"${value.name}", frozenset([sort] if sort else []), (), given)
        if isinstance(value, tree.Property) and isinstance(value.base, tree.Variable):
            name = value.base.name
            return _of_columns(f"{name}.{value.key}", value.key, self.columns.get(name, []))
        if isinstance(value, tree.Property) and value.key in _PARTS:
            base = self._side(value.base)
            return base and Side(f"{base.text}.{value.key}", frozenset(["number"]), data=True)
        if isinstance(value, tree.Call) and value.name.lower() in _OF_CALL:
            return Side(f"{value.name}(…)", frozenset([_OF_CALL[value.name.lower()]]))
        if isinstance(value, tree.LongList):
            return Side("[…]", frozenset(["list"]), (), list(value.values))
        if isinstance(value, tree.ListLiteral):
            items = [item.value for item in value.items if isinstance(item, tree.Literal_)]
            whole = items if len(items) == len(value.items) else None
            return Side("[…]", frozenset(["list"]), (), whole)
        return None

    def _compared(self, left: Side | None, operator: str, right: Side | None) -> Iterator[str]:
        if left is None or right is None or operator == "<>":
            return
        for this, sign, other in ((left, operator, right), (right, _FLIPPED[operator], left)):
            if this.data and not other.sorts and not other.data:
                null = "" if other.text == "null" else f"{other.text} is null: "
                yield f"{null}{this.text} {sign} {other.text} is never true; write IS NULL"
                return
            if this.data and this.sorts and other.sorts and not this.sorts & other.sorts:
                yield _disjoint(this, sign, other)
                return
            if self.empty and operator == "=" and this.columns and isinstance(other.value, str):
                yield from _absent(this, other)


def _of_columns(text: str, key: str, found: Iterable[Mapping[str, Column]]) -> Side | None:
    """Make the side of a property; None when it holds values of several kinds, or is not there."""
    columns = tuple(columns[key] for columns in found if key in columns)
    sorts = [_OF_COLUMN.get(column.kind) for column in columns]
    if not columns or None in sorts:
        return None
    return Side(text, frozenset(filter(None, sorts)), columns, data=True)


def _disjoint(this: Side, operator: str, other: Side) -> str:
    said = f"{this.text} is a {_words(this)}, {other.text} a {_words(other)}"
    cure = _cure(this, operator, other)
    return f"{said}: {this.text} {operator} {other.text} is never true{cure and f'; write {cure}'}"


def _cure(this: Side, operator: str, other: Side) -> str:
    match next(iter(this.sorts)), next(iter(other.sorts)):
        case "date", "text" if re.fullmatch(r"\d{4}(-\d\d){0,2}", str(other.value)):
            return f"date({other.text})"
        case "date", "number":
            return f"{this.text}.year {operator} {other.text}"
        case "text", "number" if other.value is not None:
            return f"'{other.value}'"
        case "text", "date":
            return f"date({this.text})"
        case "number", "text" if re.fullmatch(r"-?\d+(\.\d+)?", str(other.value)):
            return str(other.value)
        case "list", "text":
            return f"{other.text} IN {this.text}"
    return ""


def _absent(this: Side, other: Side) -> Iterator[str]:
    """Report a text that no value of the property is."""
    if this.sorts == {"text"} and not _holds(this.columns, other.value):
        few = sum(len(column.words or ()) for column in this.columns) <= _MANY
        near = did_you_mean(other.value, _words_of(this.columns)) if few else ""
        yield f"no {this.text} is {_written(other.value)}{near}"


def _holds(columns: Iterable[Column], text: str) -> bool:
    return any(column.words is not None and column.words.find(text) >= 0 for column in columns)


def _words_of(columns: Iterable[Column]) -> Iterator[str]:
    for column in columns:
        words = column.words
        yield from (words[at] for at in range(len(words))) if words else ()


def _words(side: Side) -> str:
    return " or a ".join(sorted(side.sorts))


def _written(value: object) -> str:
    if isinstance(value, str):
        return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'"
    return "null" if value is None else str(value).lower()
