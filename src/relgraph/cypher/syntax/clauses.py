"""The grammar of clauses and queries."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from relgraph.cypher.syntax import tree, writing
from relgraph.cypher.syntax.cursor import Cursor
from relgraph.cypher.syntax.expressions import expression
from relgraph.cypher.syntax.patterns import parts
from relgraph.errors import nearest

if TYPE_CHECKING:
    from collections.abc import Callable

_LATER = ("LOAD", "USE", "SHOW", "START", "LET", "DROP", "ALTER", "FILTER", "NEXT", "GRANT")
_CLAUSES = (
    "MATCH", "OPTIONAL", "UNWIND", "WITH", "RETURN", "CALL", "CREATE", "MERGE", "SET", "REMOVE",
    "DELETE", "FOREACH", "FINISH",
)  # fmt: skip
_ALONE = (("ORDER", "BY"), ("SKIP",), ("OFFSET",), ("LIMIT",))


def parse(text: str) -> tree.Query:
    """Read a query.

    Raises
    ------
    CypherSyntaxError
        For text that is no Cypher, with line, column and a caret.
    CypherUnsupported
        For Cypher that relgraph does not speak, by name.

    Examples
    --------
    >>> parse("MATCH (n) RETURN n.name AS name LIMIT 3").parts[0].clauses[1].items[0].name
    'name'
    """
    cursor = Cursor(text, _inner)
    plan: Any = next((word for word in ("EXPLAIN", "PROFILE") if cursor.take_word(word)), "")
    found = _query(cursor, plan)
    if cursor.take(";") and cursor.token.kind != "end":
        cursor.fail("one query at a time: this is a second one", at=cursor.token.start)
    if cursor.token.kind != "end":
        _unknown(cursor)
    return found


def _inner(cursor: Cursor, *, open: bool) -> tree.Query:
    """Read a query up to its brace; an ``open`` one need not end in RETURN."""
    found = _query(cursor, open=open)
    cursor.expect("}")
    return found


def _query(cursor: Cursor, plan: Any = "", *, open: bool = False) -> tree.Query:  # noqa: ANN401
    start = cursor.token.start
    found = [_single(cursor, open=open)]
    kinds = set()
    while cursor.on_word("UNION"):
        at = cursor.next().start
        kinds.add(cursor.take_word("ALL"))
        cursor.take_word("DISTINCT")
        if len(kinds) > 1:
            cursor.fail(
                "UNION and UNION ALL can't be mixed", detail="InvalidClauseComposition", at=at
            )
        found.append(_single(cursor, open=open))
    return tree.Query(tuple(found), kinds == {True}, cursor.text, plan, start)


def _unknown(cursor: Cursor) -> None:
    word = cursor.token.text.upper()
    if word in _LATER:
        cursor.unsupported(word)
    hint = nearest(word, _CLAUSES) if cursor.token.kind == "name" else ""
    cursor.fail("expected a clause" + (f" (did you mean {hint}?)" if hint else ""))


def _single(cursor: Cursor, *, open: bool) -> tree.SingleQuery:
    clauses: list[tree.Clause] = []
    finished = False
    while not finished:
        clause = _clause(cursor)
        if clause is None:
            finished = cursor.take_word("FINISH")
            break
        clauses.append(clause)
        finished = isinstance(clause, tree.Projection) and clause.final
    if not clauses and cursor.token.kind == "end":
        cursor.fail("expected a query")
    if not clauses or not (finished or open or _may_end(clauses)):
        if cursor.token.kind != "end" and not cursor.on_word("UNION") and not _closes(cursor):
            _unknown(cursor)
        cursor.fail("a query must end with RETURN", detail="InvalidClauseComposition")
    return tree.SingleQuery(tuple(clauses))


def _closes(cursor: Cursor) -> bool:
    return cursor.on(";") or cursor.on("}")


def _may_end(clauses: list[tree.Clause]) -> bool:
    """Return whether a query may end here without RETURN: in what changes the graph, or calls."""
    last = clauses[-1]
    if isinstance(last, tree.CallQuery):
        return all(part.last is None for part in last.query.parts)
    return isinstance(last, (tree.CallProcedure, tree.Create, tree.Set, tree.Merge, tree.Delete,
                             tree.Foreach))  # fmt: skip


def _clause(cursor: Cursor) -> tree.Clause | None:
    at = cursor.token.start
    for words, read in _READERS:
        if cursor.take_word(*words):
            return read(cursor, at)
    if any(cursor.on_word(*words) for words in _ALONE):
        return _ordered(cursor, at)
    return writing.clause(cursor, expression)


def _unwind(cursor: Cursor, at: int) -> tree.Unwind:
    source = expression(cursor)
    cursor.expect_word("AS")
    return tree.Unwind(source, cursor.name("a variable"), at)


def _match(cursor: Cursor, at: int, *, optional: bool) -> tree.Match:
    pattern = parts(cursor, expression)
    if cursor.on_word("USING"):
        cursor.unsupported("USING (a hint to the planner)")
    where = expression(cursor) if cursor.take_word("WHERE") else None
    return tree.Match(optional, pattern, where, at)


def _call(cursor: Cursor, at: int, *, optional: bool) -> tree.Clause:
    names = _imported(cursor) if cursor.on("(") else None
    if names is None and not cursor.on("{"):
        if optional:
            cursor.unsupported("OPTIONAL CALL of a procedure", at)
        return _procedure(cursor, at)
    cursor.expect("{")
    query = cursor.query(open=False)
    if cursor.on_word("IN"):
        cursor.unsupported("CALL in transactions")
    return tree.CallQuery(query, names, optional, at)


def _imported(cursor: Cursor) -> tuple[str, ...]:
    """Read the names that a subquery takes from outside; * is all."""
    cursor.expect("(")
    if cursor.take("*"):
        cursor.expect(")")
        return ("*",)
    names = []
    while not cursor.on(")"):
        names.append(cursor.name("a variable"))
        if not cursor.take(","):
            break
    cursor.expect(")")
    return tuple(names)


def _procedure(cursor: Cursor, at: int) -> tree.CallProcedure:
    name = cursor.name("the name of a procedure")
    while cursor.take("."):
        name += "." + cursor.name("the name of a procedure")
    arguments = None
    if cursor.take("("):
        given = []
        while not cursor.on(")"):
            given.append(expression(cursor))
            if not cursor.take(","):
                break
        cursor.expect(")")
        arguments = tuple(given)
    yields: tuple[tuple[str, str], ...] | None = None
    where = None
    if cursor.take_word("YIELD"):
        yields = _yields(cursor)
        where = expression(cursor) if cursor.take_word("WHERE") else None
    return tree.CallProcedure(name, arguments, yields, where, at)


def _yields(cursor: Cursor) -> tuple[tuple[str, str], ...] | None:
    """Read what a procedure gives, and under which names; None is all."""
    if cursor.take("*"):
        if cursor.token.kind != "end" and not _closes(cursor):
            cursor.fail("YIELD * stands in a call that is the whole query")
        return None
    found = []
    while True:
        if cursor.take("-"):
            return ()
        field = cursor.name("a field of the procedure")
        found.append((field, cursor.name("an alias") if cursor.take_word("AS") else field))
        if not cursor.take(","):
            return tuple(found)


def _projection(cursor: Cursor, at: int, *, final: bool) -> tree.Projection:
    distinct = cursor.take_word("DISTINCT")
    if not distinct and cursor.peek().text != "(":
        cursor.take_word("ALL")
    star = cursor.take("*")
    items = []
    if not star or cursor.take(","):
        items.append(_item(cursor))
        while cursor.take(","):
            items.append(_item(cursor))
    found = _ordered(cursor, at)
    where = expression(cursor) if not final and cursor.take_word("WHERE") else None
    return tree.Projection(
        final, distinct, star, tuple(items), found.order, found.skip, found.limit, where, at
    )


def _ordered(cursor: Cursor, at: int) -> tree.Projection:
    """Read ORDER BY, SKIP and LIMIT, which may also stand alone: then all names go on."""
    order = _order(cursor)
    skip = expression(cursor) if cursor.take_word("SKIP") or cursor.take_word("OFFSET") else None
    limit = expression(cursor) if cursor.take_word("LIMIT") else None
    return tree.Projection(
        final=False, distinct=False, star=True, items=(), order=order, skip=skip, limit=limit,
        where=None, at=at,
    )  # fmt: skip


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


_READERS: tuple[tuple[tuple[str, ...], Callable[[Cursor, int], tree.Clause]], ...] = (
    (("MATCH",), partial(_match, optional=False)),
    (("OPTIONAL", "MATCH"), partial(_match, optional=True)),
    (("UNWIND",), _unwind),
    (("WITH",), partial(_projection, final=False)),
    (("RETURN",), partial(_projection, final=True)),
    (("CALL",), partial(_call, optional=False)),
    (("OPTIONAL", "CALL"), partial(_call, optional=True)),
)
