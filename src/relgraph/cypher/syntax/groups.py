"""The grammar of what is repeated in a path, and of which paths are wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from msgspec.structs import replace

from relgraph.cypher.syntax import tree

if TYPE_CHECKING:
    from relgraph.cypher.syntax.cursor import Cursor


def starts(cursor: Cursor) -> bool:
    """Return whether a path in parentheses stands here: ``((``, or ``(p = (``."""
    if not cursor.on("("):
        return False
    named = cursor.peek().kind in ("name", "quoted") and cursor.peek(2).text == "="
    return (cursor.peek().kind == "symbol" and cursor.peek().text == "(") or named


def anonymous(cursor: Cursor) -> tree.NodePattern:
    """Return the node at the end of a group that is not written."""
    return tree.NodePattern(None, None, None, cursor.token.start)


def quantifier(cursor: Cursor) -> tuple[int, int | None] | None:
    """Read how often: ``{2}``, ``{1,3}``, ``+``, ``*``; None if it does not say."""
    if cursor.take("+"):
        return 1, None
    if cursor.take("*"):
        return 0, None
    if not cursor.take("{"):
        return None
    low = _bound(cursor)
    high = low
    if cursor.take(","):
        high = _bound(cursor)
    elif low is None:
        cursor.fail("expected a number")
    if high is not None and high < (low or 0):
        cursor.fail(f"a walk of {low} to {high} steps can't be", detail="InvalidQuantifier")
    cursor.expect("}")
    return low or 0, high


def _bound(cursor: Cursor) -> int | None:
    return int(cursor.next().text, 0) if cursor.token.kind == "integer" else None


def quantified(cursor: Cursor, relation: tree.RelationPattern) -> tree.RelationPattern:
    """Read how often a relationship is walked, after its arrow."""
    begin = cursor.token.start
    length = quantifier(cursor)
    if length is None:
        return relation
    if relation.length is not None:
        cursor.fail("a length stands once", detail="InvalidRelationshipPattern", at=begin)
    return replace(relation, length=length, quantified=True)


def repeated(inner: tree.PatternPart, length: tuple[int, int | None]) -> tree.RelationPattern:
    """Return a group in the place of a relationship; of one plain step it is that."""
    [first, *_], last = inner.nodes, inner.nodes[-1]
    bare = all(
        (node.variable, node.labels, node.properties, node.where) == (None,) * 4
        for node in (first, last)
    )
    if bare and len(inner.relations) == 1 and inner.where is None:
        [relation] = inner.relations
        if relation.length is None:
            return replace(relation, length=length, quantified=True)
    return tree.RelationPattern(None, (), "out", length, None, inner.at, group=inner)


def selector(cursor: Cursor) -> tree.Selector | None:
    """Read which of all paths between two nodes are wanted; None for all."""
    at = cursor.token.start
    kind: Literal["any", "shortest", "groups"]
    if cursor.take_word("ALL", "SHORTEST"):
        kind, count = "groups", 1
    elif cursor.take_word("ANY", "SHORTEST"):
        kind, count = "shortest", 1
    elif cursor.take_word("SHORTEST"):
        kind, count = "shortest", _count(cursor, 0)
    elif cursor.take_word("ANY"):
        kind, count = "any", _count(cursor, 1)
    elif cursor.take_word("ALL"):
        _paths(cursor)
        return None
    else:
        return None
    _paths(cursor)
    if kind == "shortest" and (cursor.take_word("GROUP") or cursor.take_word("GROUPS")):
        kind, count = "groups", count or 1
    if not count:
        cursor.fail("SHORTEST takes how many: SHORTEST 1", at=at)
    return tree.Selector(kind, count)


def _count(cursor: Cursor, default: int) -> int:
    if cursor.token.kind != "integer":
        return default
    found = int(cursor.next().text, 0)
    return found or cursor.fail("expected a number from 1")


def _paths(cursor: Cursor) -> None:
    if not cursor.take_word("PATHS"):
        cursor.take_word("PATH")
