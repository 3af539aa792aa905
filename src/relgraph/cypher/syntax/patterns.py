"""The grammar of patterns: nodes, relationships, chains."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from msgspec.structs import replace

from relgraph.cypher.syntax import labels, tree

if TYPE_CHECKING:
    from collections.abc import Callable

    from relgraph.cypher.syntax.cursor import Cursor

    Rule = Callable[[Cursor], tree.Expression]

_RESERVED = {"WHERE", "RETURN", "WITH", "MATCH", "OPTIONAL", "UNWIND", "ORDER", "UNION"}


def starts(cursor: Cursor) -> bool:
    """Return whether a chain of at least one relationship stands here: ``(…)-`` or ``(…)<-``.

    Only a look-ahead to the closing parenthesis can tell ``(a)-[r]-(b)`` from ``(a) - (b)``.
    """
    if not cursor.on("("):
        return False
    depth = ahead = 0
    while cursor.peek(ahead).kind != "end":
        token = cursor.peek(ahead)
        if token.kind == "symbol":
            depth += (token.text in "([{") - (token.text in ")]}")
        ahead += 1
        if depth == 0:
            break
    after = [cursor.peek(ahead + step).text for step in range(3)]
    return _node_like(cursor) and (after[:2] in (["-", "["], ["-", "-"], ["<", "-"]))


def _node_like(cursor: Cursor) -> bool:
    inner = cursor.peek(1)
    if inner.kind in ("name", "quoted"):
        return cursor.peek(2).text in (")", ":", "{")
    return inner.text in (")", ":", "{")


def part(cursor: Cursor, expression: Rule) -> tree.PatternPart:
    """Read a chain, with its path variable if it has one."""
    at = cursor.token.start
    variable = None
    if cursor.token.kind in ("name", "quoted") and cursor.peek().text == "=":
        variable = cursor.name("a path variable")
        cursor.expect("=")
    if cursor.on_word("SHORTESTPATH") or cursor.on_word("ALLSHORTESTPATHS"):
        return _shortest(cursor, expression, variable, at)
    if cursor.on_word("ALL") or cursor.on_word("ANY") or cursor.on_word("SHORTEST"):
        cursor.unsupported("a path selector")
    _refuse_group(cursor)
    nodes = [_node(cursor, expression)]
    relations = []
    while cursor.on("-") or cursor.on("<"):
        relations.append(_relation(cursor, expression))
        if cursor.on("{") or cursor.on("+") or cursor.on("*"):
            cursor.unsupported("a quantified relationship")
        nodes.append(_node(cursor, expression))
    _refuse_group(cursor)
    if cursor.on("{"):
        cursor.unsupported("a quantified path pattern")
    return tree.PatternPart(variable, tuple(nodes), tuple(relations), at=at)


def _shortest(cursor: Cursor, expression: Rule, variable: str | None, at: int) -> tree.PatternPart:
    """Read shortestPath or allShortestPaths of one relationship between two nodes."""
    start = cursor.token.start
    word = cursor.next().text
    cursor.expect("(")
    inner = part(cursor, expression)
    cursor.expect(")")
    if len(inner.relations) != 1:
        cursor.fail(
            f"{word} takes one relationship between two nodes",
            detail="InvalidRelationshipPattern", at=start,
        )  # fmt: skip
    [relation] = inner.relations
    low, high = relation.length or (1, 1)
    if low > 1:
        cursor.fail(
            f"{word} takes a length from 0 or 1: ask for longer ones by WHERE length(p) >= {low}",
            detail="InvalidRelationshipPattern", at=relation.at,
        )  # fmt: skip
    if relation.properties:
        cursor.fail(
            f"{word} takes no properties in the pattern: write WHERE all(r IN relationships(p) …)",
            detail="InvalidRelationshipPattern", at=relation.at,
        )  # fmt: skip
    every: Literal["one", "all"] = "all" if word.upper() == "ALLSHORTESTPATHS" else "one"
    walked = replace(relation, length=(low, high))
    return tree.PatternPart(variable, inner.nodes, (walked,), every, at)


def _refuse_group(cursor: Cursor) -> None:
    """Refuse ``((x)--(y)){1,2}`` by name, at the start of a chain or after a node of it."""
    if cursor.on("(") and cursor.peek().text == "(":
        cursor.unsupported("a quantified path pattern")


def _variable(cursor: Cursor) -> str | None:
    if cursor.token.kind == "quoted":
        return cursor.next().text
    if cursor.token.kind == "name" and cursor.token.text.upper() not in _RESERVED:
        return cursor.next().text
    return None


def _properties(cursor: Cursor, expression: Rule) -> tree.Expression | None:
    if cursor.token.kind == "parameter":
        cursor.fail(
            "a parameter can't stand for all properties of a pattern",
            detail="InvalidParameterUse", at=cursor.token.start,
        )  # fmt: skip
    return labels.map_literal(cursor, expression) if cursor.on("{") else None


def _node(cursor: Cursor, expression: Rule) -> tree.NodePattern:
    at = cursor.expect("(").start
    variable = _variable(cursor)
    wanted = labels.labels(cursor) if cursor.on(":") else None
    properties = _properties(cursor, expression)
    if cursor.on_word("WHERE"):
        cursor.unsupported("WHERE inside a node pattern")
    cursor.expect(")")
    return tree.NodePattern(variable, wanted, properties, at)


def _relation(cursor: Cursor, expression: Rule) -> tree.RelationPattern:
    at = cursor.token.start
    left = cursor.take("<")
    cursor.expect("-")
    variable: str | None = None
    types: tuple[str, ...] = ()
    length = properties = None
    if cursor.take("["):
        variable = _variable(cursor)
        types = _types(cursor)
        if cursor.on(".."):
            cursor.fail("a length begins with *", detail="InvalidRelationshipPattern")
        length = _length(cursor)
        properties = _properties(cursor, expression)
        if cursor.on_word("WHERE"):
            cursor.unsupported("WHERE inside a relationship pattern")
        cursor.expect("]")
    cursor.expect("-")
    right = cursor.take(">")
    direction: Literal["out", "in", "both"] = "both" if left == right else "in" if left else "out"
    return tree.RelationPattern(variable, types, direction, length, properties, at)


def _types(cursor: Cursor) -> tuple[str, ...]:
    if not cursor.take(":"):
        return ()
    names = []
    while True:
        if cursor.on("!") or cursor.on("(") or cursor.on("%"):
            cursor.unsupported("an expression of relationship types other than A|B")
        names.append(cursor.name("a relationship type"))
        if cursor.on("&"):
            cursor.unsupported("an expression of relationship types other than A|B")
        if not cursor.take("|"):
            return tuple(names)
        cursor.take(":")


def _length(cursor: Cursor) -> tuple[int, int | None] | None:
    if not cursor.take("*"):
        return None
    low = _bound(cursor)
    if cursor.take(".."):
        return (1 if low is None else low), _bound(cursor)
    return (1, None) if low is None else (low, low)


def _bound(cursor: Cursor) -> int | None:
    if cursor.token.kind != "integer":
        if cursor.on("-"):
            cursor.fail("a length can't be negative", detail="InvalidRelationshipPattern")
        return None
    return int(cursor.next().text, 0)
