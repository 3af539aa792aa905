"""Expressions of a plan as Cypher."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from relgraph.cypher.functions.texts import to_string
from relgraph.cypher.slots import Inner, PathOf, Slot, Whole
from relgraph.cypher.syntax import tree

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence


class Show:
    """Writes expressions, and slots by the names that a query gives them; others are ``_number``.

    >>> from relgraph.cypher.syntax.clauses import parse
    >>> value = parse("RETURN NOT n.x >= 2 AND 'a' IN n.names[0..3]").parts[0].clauses[0].items[0]
    >>> Show({})(value.expression)
    "NOT n.x >= 2 AND 'a' IN n.names[0..3]"
    """

    def __init__(self, names: Mapping[int, str]) -> None:
        self.names = names

    def slot(self, number: int) -> str:
        """Return the name of a slot."""
        return self.names.get(number) or f"_{number}"

    def __call__(self, value: tree.Expression | None) -> str:
        """Return an expression as Cypher, or nothing for none."""
        return "" if value is None else _WRITERS[type(value)](self, value)

    def all(self, values: Sequence[tree.Expression]) -> str:
        """Return expressions with commas between them."""
        return ", ".join(map(self, values))

    def inner(self, value: tree.Expression) -> str:
        """Return an operand, in parentheses if it has operators itself."""
        simple = not isinstance(value, (tree.Binary, tree.Comparison, tree.Unary, tree.IsNull))
        return self(value) if simple else f"({self(value)})"


def _literal(_show: Show, value: tree.Literal_) -> str:
    if isinstance(value.value, str):
        return "'" + value.value.replace("\\", "\\\\").replace("'", "\\'") + "'"
    return "null" if value.value is None else to_string(value.value)


def _logic(show: Show, value: tree.Binary) -> str:
    sides = [
        show(side) if isinstance(side, (tree.Comparison, tree.Unary)) or _same(side, value)
        or (value.operator in ("AND", "OR", "XOR") and isinstance(side, tree.Binary)
            and side.operator not in ("AND", "OR", "XOR"))
        else show.inner(side)
        for side in (value.left, value.right)
    ]  # fmt: skip
    return f" {value.operator} ".join(sides)


def _same(side: tree.Expression, value: tree.Binary) -> bool:
    return isinstance(side, tree.Binary) and side.operator == value.operator == "AND"


def _comparison(show: Show, value: tree.Comparison) -> str:
    text = show.inner(value.operands[0])
    for sign, operand in zip(value.operators, value.operands[1:], strict=True):
        text += f" {sign} {show.inner(operand)}"
    return text


def labels(value: tree.Labels) -> str:
    """Return a label expression as Cypher."""
    if value.operator == "name":
        return value.name
    if value.operator == "any":
        return "%"
    parts = [
        labels(part) if part.operator == "name" else f"({labels(part)})" for part in value.parts
    ]
    return (
        f"!{parts[0]}"
        if value.operator == "not"
        else {"and": "&", "or": "|"}[value.operator].join(parts)
    )


def _chain(show: Show, plan: Any) -> list[str]:  # noqa: ANN401  # any operator
    """Return what the operators of a plan do, the first one first."""
    before = _chain(show, plan.input) if hasattr(plan, "input") else []
    return [*before, *filter(None, [plan.details(show)])]


def _call(show: Show, value: tree.Call) -> str:
    inside = "*" if value.star else show.all(value.arguments)
    return f"{value.name}({'DISTINCT ' if value.distinct else ''}{inside})"


def _case(show: Show, value: tree.Case) -> str:
    branches = " ".join(f"WHEN {show(test)} THEN {show(then)}" for test, then in value.branches)
    subject = f" {show(value.subject)}" if value.subject else ""
    otherwise = f" ELSE {show(value.otherwise)}" if value.otherwise else ""
    return f"CASE{subject} {branches}{otherwise} END"


def _comprehension(show: Show, value: tree.Comprehension) -> str:
    test = f" WHERE {show(value.test)}" if value.test else ""
    result = f" | {show(value.result)}" if value.result else ""
    return f"[{value.variable} IN {show(value.source)}{test}{result}]"


def _map(show: Show, value: tree.MapLiteral) -> str:
    return "{" + ", ".join(f"{key}: {show(item)}" for key, item in value.items) + "}"


def _projection(show: Show, value: tree.MapProjection) -> str:
    items = [".*"] * value.every + [f"{key}: {show(item)}" for key, item in value.items]
    return f"{show(value.base)} {{{', '.join(items)}}}"


def _type(spec: tree.TypeSpec) -> str:
    if spec.name == "UNION":
        return " | ".join(map(_type, spec.parts))
    inside = f"<{_type(spec.parts[0])}>" if spec.parts else ""
    return f"{spec.name}{inside}{'' if spec.nullable else ' NOT NULL'}"


def _reduce(show: Show, value: tree.Reduce) -> str:
    start = f"{value.accumulator} = {show(value.start)}"
    return f"reduce({start}, {value.variable} IN {show(value.source)} | {show(value.step)})"


_WRITERS: dict[type, Callable[[Show, Any], str]] = {
    tree.Literal_: _literal,
    tree.LongList: lambda _show, value: f"[{len(value.values)} literals]",
    tree.Parameter: lambda _show, value: f"${value.name}",
    tree.Variable: lambda _show, value: value.name,
    tree.Property: lambda show, value: f"{show.inner(value.base)}.{value.key}",
    tree.Subscript: lambda show, value: f"{show.inner(value.base)}[{show(value.index)}]",
    tree.Slice: lambda show, v: f"{show.inner(v.base)}[{show(v.first)}..{show(v.last)}]",
    tree.ListLiteral: lambda show, value: f"[{show.all(value.items)}]",
    tree.MapLiteral: _map,
    tree.Unary: lambda show, v: f"{v.operator}{' ' * (v.operator == 'NOT')}" + (
        show(v.operand) if isinstance(v.operand, tree.Comparison) else show.inner(v.operand)
    ),
    tree.Binary: _logic,
    tree.Comparison: _comparison,
    tree.IsNull: lambda show, v: f"{show.inner(v.operand)} IS {'NOT ' * v.negated}NULL",
    tree.HasLabels: lambda show, value: f"{show.inner(value.operand)}:{labels(value.labels)}",
    tree.Call: _call,
    tree.Case: _case,
    tree.Comprehension: _comprehension,
    tree.Quantifier: lambda show, v: (
        f"{v.which}({v.variable} IN {show(v.source)} WHERE {show(v.test)})"
    ),
    tree.Reduce: _reduce,
    Slot: lambda show, value: show.slot(value.number),
    Whole: lambda show, value: show.slot(value.slot.number),
    PathOf: lambda show, value: f"path of {', '.join(_chain(show, value.plan))}",
    Inner: lambda show, value: (
        f"{value.want.upper()} {{ {', '.join(_chain(show, value.plan))} }}"
    ),
    tree.MapProjection: _projection,
    tree.IsType: lambda show, v: (
        f"{show.inner(v.operand)} IS {'NOT ' * v.negated}:: {_type(v.type)}"
    ),
    tree.IsNormalized: lambda show, v: (
        f"{show.inner(v.operand)} IS {'NOT ' * v.negated}{v.form} NORMALIZED"
    ),
}  # fmt: skip
