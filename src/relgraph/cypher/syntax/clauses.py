"""The grammar of clauses and queries."""

from __future__ import annotations

from typing import Any

from relgraph.cypher.syntax import tree
from relgraph.cypher.syntax.cursor import Cursor
from relgraph.cypher.syntax.expressions import expression
from relgraph.cypher.syntax.patterns import part
from relgraph.errors import nearest

_WRITES = ("CREATE", "MERGE", "SET", "DELETE", "DETACH", "REMOVE", "FOREACH", "INSERT")
_LATER = (
    "CALL",
    "LOAD",
    "USE",
    "SHOW",
    "START",
    "LET",
    "FINISH",
    "DROP",
    "ALTER",
)
_CLAUSES = ("MATCH", "OPTIONAL", "UNWIND", "WITH", "RETURN")


def parse(text: str) -> tree.Query:
    """Read a query.

    Raises
    ------
    CypherSyntaxError
        For text that is no Cypher, with line, column and a caret.
    CypherUnsupported
        For Cypher that relgraph does not speak yet, by name.

    Examples
    --------
    >>> parse("MATCH (n) RETURN n.name AS name LIMIT 3").parts[0].clauses[1].items[0].name
    'name'
    """
    cursor = Cursor(text)
    plan: Any = next((word for word in ("EXPLAIN", "PROFILE") if cursor.take_word(word)), "")
    parts = [_single(cursor)]
    kinds = set()
    while cursor.on_word("UNION"):
        at = cursor.next().start
        kinds.add(cursor.take_word("ALL"))
        if len(kinds) > 1:
            cursor.fail(
                "UNION and UNION ALL can't be mixed", detail="InvalidClauseComposition", at=at
            )
        parts.append(_single(cursor))
    cursor.take(";")
    if cursor.token.kind != "end":
        _unknown(cursor)
    return tree.Query(tuple(parts), union_all=kinds == {True}, text=text, plan=plan)


def _unknown(cursor: Cursor) -> None:
    word = cursor.token.text.upper()
    if word in _WRITES:
        cursor.unsupported(f"{word} (writing)")
    if word in _LATER:
        cursor.unsupported(word)
    hint = nearest(word, _CLAUSES) if cursor.token.kind == "name" else ""
    cursor.fail("expected a clause" + (f" (did you mean {hint}?)" if hint else ""))


def _single(cursor: Cursor) -> tree.SingleQuery:
    clauses: list[tree.Clause] = []
    while True:
        clause = _clause(cursor)
        if clause is None:
            break
        clauses.append(clause)
        if isinstance(clause, tree.Projection) and clause.final:
            break
    if not clauses and cursor.token.kind == "end":
        cursor.fail("expected a query")
    if not clauses or not (isinstance(clauses[-1], tree.Projection) and clauses[-1].final):
        if cursor.token.kind != "end" and not cursor.on_word("UNION") and not cursor.on(";"):
            _unknown(cursor)
        cursor.fail("a query must end with RETURN", detail="InvalidClauseComposition")
    return tree.SingleQuery(tuple(clauses))


def _clause(cursor: Cursor) -> tree.Clause | None:
    at = cursor.token.start
    if cursor.take_word("MATCH"):
        return _match(cursor, at, optional=False)
    if cursor.take_word("OPTIONAL", "MATCH"):
        return _match(cursor, at, optional=True)
    if cursor.take_word("UNWIND"):
        source = expression(cursor)
        cursor.expect_word("AS")
        return tree.Unwind(source, cursor.name("a variable"), at)
    if cursor.take_word("WITH"):
        return _projection(cursor, at, final=False)
    if cursor.take_word("RETURN"):
        return _projection(cursor, at, final=True)
    return None


def _match(cursor: Cursor, at: int, *, optional: bool) -> tree.Match:
    parts = [part(cursor, expression)]
    while cursor.take(","):
        parts.append(part(cursor, expression))
    if cursor.on_word("USING"):
        cursor.unsupported("USING (a hint to the planner)")
    where = expression(cursor) if cursor.take_word("WHERE") else None
    return tree.Match(optional, tuple(parts), where, at)


def _projection(cursor: Cursor, at: int, *, final: bool) -> tree.Projection:
    distinct = cursor.take_word("DISTINCT")
    star = cursor.take("*")
    items = []
    if not star or cursor.take(","):
        items.append(_item(cursor))
        while cursor.take(","):
            items.append(_item(cursor))
    order = _order(cursor)
    skip = expression(cursor) if cursor.take_word("SKIP") or cursor.take_word("OFFSET") else None
    limit = expression(cursor) if cursor.take_word("LIMIT") else None
    where = expression(cursor) if not final and cursor.take_word("WHERE") else None
    return tree.Projection(final, distinct, star, tuple(items), order, skip, limit, where, at)


def _item(cursor: Cursor) -> tree.Item:
    start = cursor.token.start
    value = expression(cursor)
    text = cursor.since(start)
    if cursor.take_word("AS"):
        return tree.Item(value, cursor.name("an alias"), aliased=True)
    name = value.name if isinstance(value, tree.Variable) else text
    return tree.Item(value, name, aliased=isinstance(value, tree.Variable))


def _order(cursor: Cursor) -> tuple[tree.SortItem, ...]:
    if not cursor.take_word("ORDER", "BY"):
        return ()
    items = [_sort_item(cursor)]
    while cursor.take(","):
        items.append(_sort_item(cursor))
    return tuple(items)


def _sort_item(cursor: Cursor) -> tree.SortItem:
    value = expression(cursor)
    if cursor.take_word("DESC") or cursor.take_word("DESCENDING"):
        return tree.SortItem(value, descending=True)
    if not cursor.take_word("ASC"):
        cursor.take_word("ASCENDING")
    return tree.SortItem(value, descending=False)
