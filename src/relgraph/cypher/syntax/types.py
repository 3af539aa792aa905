"""The grammar of the names of types."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relgraph.cypher.syntax import tree

if TYPE_CHECKING:
    from relgraph.cypher.syntax.cursor import Cursor

_NAMES: tuple[tuple[tuple[str, ...], str], ...] = (
    (("BOOLEAN",), "BOOLEAN"), (("BOOL",), "BOOLEAN"),
    (("STRING",), "STRING"), (("VARCHAR",), "STRING"),
    (("SIGNED", "INTEGER"), "INTEGER"), (("INTEGER",), "INTEGER"), (("INT",), "INTEGER"),
    (("FLOAT",), "FLOAT"), (("DATE",), "DATE"), (("DURATION",), "DURATION"), (("POINT",), "POINT"),
    (("LOCAL", "TIME"), "LOCAL TIME"), (("TIME", "WITHOUT", "TIME", "ZONE"), "LOCAL TIME"),
    (("TIME", "WITHOUT", "TIMEZONE"), "LOCAL TIME"), (("ZONED", "TIME"), "ZONED TIME"),
    (("TIME", "WITH", "TIME", "ZONE"), "ZONED TIME"), (("TIME", "WITH", "TIMEZONE"), "ZONED TIME"),
    (("LOCAL", "DATETIME"), "LOCAL DATETIME"),
    (("TIMESTAMP", "WITHOUT", "TIME", "ZONE"), "LOCAL DATETIME"),
    (("TIMESTAMP", "WITHOUT", "TIMEZONE"), "LOCAL DATETIME"),
    (("ZONED", "DATETIME"), "ZONED DATETIME"),
    (("TIMESTAMP", "WITH", "TIME", "ZONE"), "ZONED DATETIME"),
    (("TIMESTAMP", "WITH", "TIMEZONE"), "ZONED DATETIME"),
    (("ANY", "NODE"), "NODE"), (("ANY", "VERTEX"), "NODE"), (("NODE",), "NODE"),
    (("VERTEX",), "NODE"), (("ANY", "RELATIONSHIP"), "RELATIONSHIP"),
    (("ANY", "EDGE"), "RELATIONSHIP"), (("RELATIONSHIP",), "RELATIONSHIP"),
    (("EDGE",), "RELATIONSHIP"), (("ANY", "MAP"), "MAP"), (("MAP",), "MAP"), (("PATH",), "PATH"),
    (("PROPERTY", "VALUE"), "PROPERTY VALUE"), (("ANY", "PROPERTY", "VALUE"), "PROPERTY VALUE"),
    (("NOTHING",), "NOTHING"), (("NULL",), "NULL"), (("ANY", "VALUE"), "ANY"), (("ANY",), "ANY"),
)  # fmt: skip
"""The words of a type, and the type; one that begins with another stands before it."""


def type_spec(cursor: Cursor) -> tree.TypeSpec:
    """Read a type, or several joined by |."""
    found = [_one(cursor)]
    while cursor.take("|"):
        found.append(_one(cursor))
    return found[0] if len(found) == 1 else tree.TypeSpec("UNION", parts=tuple(found))


def _one(cursor: Cursor) -> tree.TypeSpec:
    if cursor.take_word("LIST") or cursor.take_word("ARRAY"):
        return _ended(cursor, "LIST", _items(cursor))
    if cursor.on_word("ANY") and cursor.peek().text == "<":
        cursor.next()
        [inner] = _items(cursor)
        parts = inner.parts if inner.name == "UNION" else (inner,)
        return tree.TypeSpec("UNION", parts=parts)
    name = next((name for words, name in _NAMES if cursor.take_word(*words)), "")
    if not name:
        cursor.fail("expected the name of a type")
    return _ended(cursor, name, ())


def _items(cursor: Cursor) -> tuple[tree.TypeSpec, ...]:
    cursor.expect("<")
    inner = type_spec(cursor)
    cursor.expect(">")
    return (inner,)


def _ended(cursor: Cursor, name: str, parts: tuple[tree.TypeSpec, ...]) -> tree.TypeSpec:
    """Read what follows a type: it is a list of them, or it excludes null."""
    nullable = not (cursor.take_word("NOT", "NULL") or cursor.take("!"))
    found = tree.TypeSpec(name, nullable, parts)
    while cursor.take_word("LIST") or cursor.take_word("ARRAY"):
        nullable = not (cursor.take_word("NOT", "NULL") or cursor.take("!"))
        found = tree.TypeSpec("LIST", nullable, (found,))
    return found
