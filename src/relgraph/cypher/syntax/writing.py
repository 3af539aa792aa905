"""The grammar of the clauses that change a graph."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relgraph.cypher.syntax import tree
from relgraph.cypher.syntax.expressions import postfix
from relgraph.cypher.syntax.patterns import part, parts

if TYPE_CHECKING:
    from collections.abc import Callable

    from relgraph.cypher.syntax.cursor import Cursor

    Rule = Callable[[Cursor], tree.Expression]


def clause(cursor: Cursor, expression: Rule) -> tree.Write | None:
    """Read a clause that changes the graph, if one stands here."""
    at = cursor.token.start
    if cursor.take_word("CREATE") or cursor.take_word("INSERT"):
        return tree.Create(parts(cursor, expression), at)
    if cursor.take_word("MERGE"):
        return _merge(cursor, expression, at)
    if cursor.take_word("SET"):
        return tree.Set(_items(cursor, expression), remove=False, at=at)
    if cursor.take_word("REMOVE"):
        return tree.Set(_removed(cursor), remove=True, at=at)
    for words in (("DELETE",), ("DETACH", "DELETE"), ("NODETACH", "DELETE")):
        if cursor.take_word(*words):
            return _delete(cursor, expression, at, detach=words[0] == "DETACH")
    if cursor.take_word("FOREACH"):
        return _foreach(cursor, expression, at)
    return None


def _merge(cursor: Cursor, expression: Rule, at: int) -> tree.Merge:
    pattern = part(cursor, expression)
    items: dict[str, list[tree.SetItem]] = {"CREATE": [], "MATCH": []}
    while cursor.take_word("ON"):
        word = next((word for word in items if cursor.take_word(word)), "")
        if not word:
            cursor.fail("expected CREATE or MATCH")
        cursor.expect_word("SET")
        items[word] += _items(cursor, expression)
    return tree.Merge(pattern, tuple(items["CREATE"]), tuple(items["MATCH"]), at)


def _items(cursor: Cursor, expression: Rule) -> tuple[tree.SetItem, ...]:
    found = [_item(cursor, expression)]
    while cursor.take(","):
        found.append(_item(cursor, expression))
    return tuple(found)


def _item(cursor: Cursor, expression: Rule) -> tree.SetItem:
    at = cursor.token.start
    target = postfix(cursor)
    if isinstance(target, tree.HasLabels):
        return tree.SetItem(target.operand, ":", None, _plain(cursor, target), at)
    if cursor.take("+="):
        return tree.SetItem(target, "+=", expression(cursor), (), at)
    cursor.expect("=")
    return tree.SetItem(target, "=", expression(cursor), (), at)


def _plain(cursor: Cursor, target: tree.HasLabels) -> tuple[str, ...]:
    """Return labels that are to be set: only names joined by colons or & can be."""
    found = target.labels
    if found.operator not in ("name", "and") or any(p.operator != "name" for p in found.parts):
        cursor.fail("expected labels", at=target.at)
    return tuple(found.required())


def _removed(cursor: Cursor) -> tuple[tree.SetItem, ...]:
    found = []
    while True:
        at = cursor.token.start
        target = postfix(cursor)
        if isinstance(target, tree.HasLabels):
            found.append(tree.SetItem(target.operand, ":", None, _plain(cursor, target), at))
        elif isinstance(target, (tree.Property, tree.Subscript)):
            found.append(tree.SetItem(target, "=", tree.Literal_(None), (), at))
        else:
            cursor.fail("expected a property or labels", at=at)
        if not cursor.take(","):
            return tuple(found)


def _delete(cursor: Cursor, expression: Rule, at: int, *, detach: bool) -> tree.Delete:
    values = [expression(cursor)]
    while cursor.take(","):
        values.append(expression(cursor))
    for value in values:
        if isinstance(value, tree.HasLabels):
            cursor.fail("labels are taken away by REMOVE", detail="InvalidDelete", at=value.at)
    return tree.Delete(tuple(values), detach, at)


def _foreach(cursor: Cursor, expression: Rule, at: int) -> tree.Foreach:
    cursor.expect("(")
    variable = cursor.name("a variable")
    cursor.expect_word("IN")
    source = expression(cursor)
    cursor.expect("|")
    clauses: list[tree.Write] = []
    while (found := clause(cursor, expression)) is not None:
        clauses.append(found)
    if not clauses:
        cursor.fail("expected a clause that changes the graph")
    cursor.expect(")")
    return tree.Foreach(variable, source, tuple(clauses), at)
