"""The grammar of what patterns and expressions share: label expressions and maps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relgraph.cypher.syntax import tree

if TYPE_CHECKING:
    from collections.abc import Callable

    from relgraph.cypher.syntax.cursor import Cursor

    Rule = Callable[[Cursor], tree.Expression]


def map_literal(cursor: Cursor, expression: Rule) -> tree.Expression:
    """Read ``{key: value, …}``."""
    at = cursor.expect("{").start
    items = []
    while not cursor.on("}"):
        key = cursor.name("a key")
        cursor.expect(":")
        items.append((key, expression(cursor)))
        if not cursor.take(","):
            break
    cursor.expect("}")
    return tree.MapLiteral(tuple(items), at=at)


def labels(cursor: Cursor) -> tree.Labels:
    """Read a label expression from its colon (or IS) on: ``:A:B``, ``:A&B``, ``:A|B``, ``:!A``."""
    if not cursor.take_word("IS"):
        cursor.expect(":")
    parts = [_labels_or(cursor)]
    while cursor.take(":"):
        parts.append(_labels_or(cursor))
    return parts[0] if len(parts) == 1 else tree.Labels("and", tuple(parts))


def _labels_or(cursor: Cursor) -> tree.Labels:
    parts = [_labels_and(cursor)]
    while cursor.take("|"):
        cursor.take(":")
        parts.append(_labels_and(cursor))
    return parts[0] if len(parts) == 1 else tree.Labels("or", tuple(parts))


def _labels_and(cursor: Cursor) -> tree.Labels:
    parts = [_label(cursor)]
    while cursor.take("&"):
        parts.append(_label(cursor))
    return parts[0] if len(parts) == 1 else tree.Labels("and", tuple(parts))


def _label(cursor: Cursor) -> tree.Labels:
    if cursor.take("%"):
        return tree.Labels("any")
    if cursor.take("!"):
        return tree.Labels("not", (_label(cursor),))
    if cursor.take("("):
        inner = _labels_or(cursor)
        cursor.expect(")")
        return inner
    return tree.Labels("name", name=cursor.name("a label"))
