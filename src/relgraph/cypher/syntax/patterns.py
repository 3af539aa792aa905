"""The grammar of patterns: nodes, relationships, chains."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from msgspec.structs import replace

from relgraph.cypher.syntax import groups, labels, tree

if TYPE_CHECKING:
    from collections.abc import Callable

    from relgraph.cypher.syntax.cursor import Cursor

    Rule = Callable[[Cursor], tree.Expression]

_RESERVED = {"WHERE", "RETURN", "WITH", "MATCH", "OPTIONAL", "UNWIND", "ORDER", "UNION", "IS"}


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
        after = cursor.peek(2)
        return after.text in (")", ":", "{") or after.text.upper() in ("WHERE", "IS")
    return inner.text in (")", ":", "{")


def parts(cursor: Cursor, expression: Rule) -> tuple[tree.PatternPart, ...]:
    """Read chains with commas between them."""
    found = [part(cursor, expression)]
    while cursor.take(","):
        found.append(part(cursor, expression))
    return tuple(found)


def part(cursor: Cursor, expression: Rule) -> tree.PatternPart:
    """Read a chain, with its path variable if it has one."""
    at = cursor.token.start
    variable = None
    if cursor.token.kind in ("name", "quoted") and cursor.peek().text == "=":
        variable = cursor.name("a path variable")
        cursor.expect("=")
    if cursor.on_word("SHORTESTPATH") or cursor.on_word("ALLSHORTESTPATHS"):
        return _shortest(cursor, expression, variable, at)
    selector = groups.selector(cursor)
    chain = _chain(cursor, expression)
    return replace(chain, variable=variable, selector=selector, at=at)


def _chain(cursor: Cursor, expression: Rule) -> tree.PatternPart:
    """Read nodes and what lies between two of them: a relationship, or a group that is repeated."""
    at = cursor.token.start
    nodes: list[tree.NodePattern] = []
    relations: list[tree.RelationPattern] = []
    wheres: list[tree.Expression] = []
    while True:
        if groups.starts(cursor):
            _grouped(cursor, expression, nodes, relations, wheres)
        elif cursor.on("(") and len(nodes) == len(relations):
            nodes.append(_node(cursor, expression))
        elif (cursor.on("-") or cursor.on("<")) and len(nodes) > len(relations):
            relations.append(groups.quantified(cursor, _relation(cursor, expression)))
            if not cursor.on("("):
                cursor.expect("(")
        else:
            break
    if len(nodes) == len(relations):
        if not relations:
            cursor.expect("(")
        nodes.append(groups.anonymous(cursor))
    test = tree.conjunction(wheres)
    return tree.PatternPart(None, tuple(nodes), tuple(relations), at=at, where=test)


def _grouped(
    cursor: Cursor, expression: Rule, nodes: list[tree.NodePattern],
    relations: list[tree.RelationPattern], wheres: list[tree.Expression],
) -> None:  # fmt: skip
    """Read a chain in parentheses: it is repeated, or stands where it is."""
    inner, length = _group(cursor, expression)
    if length is None:
        if nodes:
            cursor.unsupported("a path in parentheses beside other parts of a path")
        nodes.extend(inner.nodes)
        relations.extend(inner.relations)
        wheres.extend(filter(None, [inner.where]))
        return
    if any(relation.length is not None for relation in inner.relations):
        cursor.unsupported("a walk inside a repeated path", at=inner.at)
    if len(nodes) == len(relations):
        nodes.append(groups.anonymous(cursor))
    relations.append(groups.repeated(inner, length))


def _group(
    cursor: Cursor, expression: Rule
) -> tuple[tree.PatternPart, tuple[int, int | None] | None]:
    """Read a chain in parentheses with its test, and how often it is walked; None is once."""
    cursor.expect("(")
    if cursor.token.kind in ("name", "quoted") and cursor.peek().text == "=":
        cursor.unsupported("a path variable inside a path in parentheses")
    inner = _chain(cursor, expression)
    where = expression(cursor) if cursor.take_word("WHERE") else None
    cursor.expect(")")
    return replace(inner, where=tree.conjunction([*filter(None, (inner.where, where))])), (
        groups.quantifier(cursor)
    )


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


def _variable(cursor: Cursor) -> str | None:
    if cursor.token.kind == "quoted":
        return cursor.next().text
    if cursor.token.kind == "name" and cursor.token.text.upper() not in _RESERVED:
        return cursor.next().text
    return None


def _properties(cursor: Cursor, expression: Rule) -> tree.Expression | None:
    if cursor.token.kind == "parameter":
        return tree.Parameter(cursor.next().text, at=cursor.token.start)
    return labels.map_literal(cursor, expression) if cursor.on("{") else None


def _node(cursor: Cursor, expression: Rule) -> tree.NodePattern:
    at = cursor.expect("(").start
    variable = _variable(cursor)
    labelled = cursor.on(":") or cursor.on_word("IS")
    wanted = labels.labels(cursor) if labelled else None
    properties = _properties(cursor, expression)
    where = expression(cursor) if cursor.take_word("WHERE") else None
    cursor.expect(")")
    return tree.NodePattern(variable, wanted, properties, at, where)


def _relation(cursor: Cursor, expression: Rule) -> tree.RelationPattern:
    at = cursor.token.start
    left = cursor.take("<")
    cursor.expect("-")
    variable: str | None = None
    types: tuple[str, ...] = ()
    length = properties = where = kinds = None
    if cursor.take("["):
        variable = _variable(cursor)
        if cursor.on(":") or cursor.on_word("IS"):
            types, kinds = _types(labels.labels(cursor))
        if cursor.on(".."):
            cursor.fail("a length begins with *", detail="InvalidRelationshipPattern")
        length = _length(cursor)
        properties = _properties(cursor, expression)
        where = expression(cursor) if cursor.take_word("WHERE") else None
        if where is not None and length is not None:
            cursor.unsupported("WHERE beside a length inside a relationship: write -[…]->{1,3}")
        cursor.expect("]")
    cursor.expect("-")
    right = cursor.take(">")
    direction: Literal["out", "in", "both"] = "both" if left == right else "in" if left else "out"
    return tree.RelationPattern(variable, types, direction, length, properties, at, where, kinds)


def _types(wanted: tree.Labels) -> tuple[tuple[str, ...], tree.Labels | None]:
    """Take a plain list of types for one; any other expression of them stays one."""
    if wanted.operator == "name":
        return (wanted.name,), None
    if wanted.operator == "or" and all(each.operator == "name" for each in wanted.parts):
        return tuple(each.name for each in wanted.parts), None
    return (), wanted


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
