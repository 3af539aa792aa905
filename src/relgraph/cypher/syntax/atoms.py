"""The grammar of atoms: literals, names, calls, CASE, comprehensions."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Literal

from relgraph.cypher.syntax import labels, patterns, tree

if TYPE_CHECKING:
    from collections.abc import Callable

    from relgraph.cypher.syntax.cursor import Cursor

    Rule = Callable[[Cursor], tree.Expression]

_INT64 = 2**63
_LONG = 256
_WORDS = {
    "TRUE": True, "FALSE": False, "NULL": None, "INF": math.inf, "INFINITY": math.inf,
    "NAN": math.nan,
}  # fmt: skip
_FORMS = ("NFC", "NFD", "NFKC", "NFKD")
_SIGNS = ("=", "<>", "<", "<=", ">", ">=")
_TESTS = ("IS", "STARTS", "ENDS", "CONTAINS", "IN")
_CLAUSES = ("OPTIONAL", "WITH", "UNWIND", "RETURN", "CALL")
_LITERALS, _ENDS = ("integer", "float", "string"), (",", "]", ")")
_QUANTIFIERS = ("ALL", "ANY", "NONE", "SINGLE")


def atom(cursor: Cursor, expression: Rule) -> tree.Expression:
    """Read an atom; ``expression`` is the rule for what stands inside it."""
    token = cursor.token
    if token.kind in ("integer", "float", "bad"):
        return number(cursor, negative=False)
    if token.kind == "string":
        return tree.Literal_(cursor.next().text, at=token.start)
    if token.kind == "parameter":
        return tree.Parameter(cursor.next().text, at=token.start)
    if token.kind in ("name", "quoted"):
        return _word(cursor, expression)
    if cursor.on("["):
        return _brackets(cursor, expression)
    if cursor.on("{"):
        return labels.map_literal(cursor, expression)
    if cursor.on("("):
        return _parentheses(cursor, expression)
    return cursor.fail("expected an expression")


def number(cursor: Cursor, *, negative: bool) -> tree.Expression:
    """Read a number; the sign belongs to it, so that the smallest integer can be written."""
    token = cursor.next()
    if token.kind == "bad":
        cursor.fail(f"{token.text} is not a number", detail="InvalidNumberLiteral", at=token.start)
    sign = -1 if negative else 1
    if token.kind == "float":
        value = sign * float(token.text)
        if value in (float("inf"), float("-inf")):
            cursor.fail(
                f"{token.text} is too large", detail="FloatingPointOverflow", at=token.start
            )
        return tree.Literal_(value, at=token.start)
    base = {"0x": 16, "0o": 8}.get(token.text[:2].lower(), 10)
    integer = sign * int(token.text, base)
    if not -_INT64 <= integer < _INT64:
        cursor.fail(
            f"{token.text} is too large an integer", detail="IntegerOverflow", at=token.start
        )
    return tree.Literal_(integer, at=token.start)


def _word(cursor: Cursor, expression: Rule) -> tree.Expression:
    token = cursor.token
    word = token.text.upper() if token.kind == "name" else ""
    called = cursor.peek().kind == "symbol" and cursor.peek().text == "("
    if word in _WORDS and not called:
        cursor.next()
        return tree.Literal_(_WORDS[word], at=token.start)
    if word == "CASE" and not called:
        return _case(cursor, expression)
    if word in ("EXISTS", "COUNT", "COLLECT") and cursor.peek().text == "{":
        return _subquery(cursor, expression, word)
    if word in ("SHORTESTPATH", "ALLSHORTESTPATHS") and called:
        return tree.PatternTest((patterns.part(cursor, expression),), at=token.start)
    if word in _QUANTIFIERS and called:
        return _quantifier(cursor, expression)
    if word == "REDUCE" and called:
        return _reduce(cursor, expression)
    return _call_or_variable(cursor, expression)


def _call_or_variable(cursor: Cursor, expression: Rule) -> tree.Expression:
    start = cursor.at
    token = cursor.next()
    name = token.text
    while cursor.on(".") and cursor.peek().kind in ("name", "quoted"):
        cursor.next()
        name += "." + cursor.next().text
    if cursor.on("("):
        return _call(cursor, expression, name, token.start)
    cursor.at = start + 1
    return tree.Variable(token.text, at=token.start)


def _call(cursor: Cursor, expression: Rule, name: str, at: int) -> tree.Expression:
    cursor.expect("(")
    if name.lower() == "count" and cursor.take("*"):
        cursor.expect(")")
        return tree.Call("count", (), star=True, at=at)
    if name.lower() == "trim" and (found := _trim(cursor, expression, at)) is not None:
        return found
    if name.lower() == "exists" and patterns.starts(cursor):
        part = patterns.part(cursor, expression)
        cursor.expect(")")
        return tree.PatternTest((part,), subquery=True, at=at)
    distinct = cursor.take_word("DISTINCT")
    arguments = _comma_list(cursor, expression, ")")
    if name.lower() == "normalize":
        arguments = tuple(map(_form, arguments))
    return tree.Call(name, arguments, distinct=distinct, at=at)


def _form(value: tree.Expression) -> tree.Expression:
    """Take the bare name of a form of Unicode for a text."""
    named = isinstance(value, tree.Variable) and value.name.upper() in _FORMS
    return tree.Literal_(value.name.upper(), at=value.at) if named else value  # type: ignore[attr-defined]


def _trim(cursor: Cursor, expression: Rule, at: int) -> tree.Expression | None:
    """Read ``trim(BOTH x FROM y)`` after its parenthesis; None for a plain call."""
    begin = cursor.at
    names = {"BOTH": "btrim", "LEADING": "ltrim", "TRAILING": "rtrim"}
    name = next((name for word, name in names.items() if cursor.take_word(word)), "")
    letters = None if cursor.on_word("FROM") else expression(cursor)
    if not cursor.take_word("FROM"):
        cursor.at = begin
        return None
    text = expression(cursor)
    cursor.expect(")")
    arguments = (text,) if letters is None else (text, letters)
    return tree.Call(name or "btrim", arguments, at=at)


def _comma_list(cursor: Cursor, rule: Rule, closing: str) -> tuple[tree.Expression, ...]:
    items: list[tree.Expression] = []
    if not cursor.on(closing):
        items.append(_item(cursor, rule))
        while cursor.take(","):
            items.append(_item(cursor, rule))
    cursor.expect(closing)
    return tuple(items)


def _item(cursor: Cursor, rule: Rule) -> tree.Expression:
    """Read an item of a list: one that is nothing but a literal needs no rules."""
    token = cursor.token
    if token.kind in _LITERALS and cursor.peek().text in _ENDS and cursor.peek().kind == "symbol":
        return atom(cursor, rule)
    return rule(cursor)


def _case(cursor: Cursor, expression: Rule) -> tree.Expression:
    at = cursor.next().start
    subject = None if cursor.on_word("WHEN") else expression(cursor)
    branches = []
    while cursor.take_word("WHEN"):
        tests = [_when(cursor, expression, subject)]
        while subject is not None and cursor.take(","):
            tests.append(_when(cursor, expression, subject))
        cursor.expect_word("THEN")
        then = expression(cursor)
        branches += [(test, then) for test in tests]
    if not branches:
        cursor.fail("expected WHEN")
    otherwise = expression(cursor) if cursor.take_word("ELSE") else None
    cursor.expect_word("END")
    if any(isinstance(test, _Judged) for test, _ in branches):
        assert subject is not None  # noqa: S101  # only then is a test judged
        plain = tuple((_plain(subject, test), then) for test, then in branches)
        return tree.Case(None, plain, otherwise, at=at)
    return tree.Case(subject, tuple(branches), otherwise, at=at)


class _Judged(tree.Expression, frozen=True):
    """A test that has its subject in it already: ``WHEN > 2``."""

    test: tree.Expression


def _plain(subject: tree.Expression, test: tree.Expression) -> tree.Expression:
    if isinstance(test, _Judged):
        return test.test
    return tree.Comparison((subject, test), ("=",), at=test.at)


def _when(cursor: Cursor, expression: Rule, subject: tree.Expression | None) -> tree.Expression:
    """Read a value to compare with, or, where there is a subject, a test of it."""
    token = cursor.token
    if subject is None or not (token.text in _SIGNS or token.text.upper() in _TESTS):
        return expression(cursor)
    if token.kind != "symbol":
        cursor.unsupported(f"WHEN {token.text} in a CASE with a subject (write CASE WHEN …)")
    sign = cursor.next().text
    return _Judged(tree.Comparison((subject, expression(cursor)), (sign,), at=token.start))


def _subquery(cursor: Cursor, expression: Rule, word: str) -> tree.Expression:
    """Read EXISTS, COUNT or COLLECT of a pattern or a whole query in braces."""
    at = cursor.next().start
    cursor.expect("{")
    want: tree.Want = word.lower()  # type: ignore[assignment]
    begin = cursor.at
    clause = any(map(cursor.on_word, _CLAUSES))
    if want != "collect" and (cursor.take_word("MATCH") or not clause):
        pattern = _bare(cursor, expression)
        if pattern is not None:
            return tree.PatternTest(*pattern, subquery=True, want=want, at=at)
        cursor.at = begin
    return tree.Subquery(cursor.query(open=want != "collect"), want, at=at)


def _bare(
    cursor: Cursor, expression: Rule
) -> tuple[tuple[tree.PatternPart, ...], tree.Expression | None] | None:
    """Read a pattern with its test to the closing brace; None where more follows."""
    parts = patterns.parts(cursor, expression)
    where = expression(cursor) if cursor.take_word("WHERE") else None
    return (parts, where) if cursor.take("}") else None


def projection(cursor: Cursor, expression: Rule, base: tree.Expression) -> tree.Expression:
    """Read what a map projection has in its braces."""
    at = cursor.expect("{").start
    every = False
    items: list[tuple[str, tree.Expression]] = []
    while not cursor.on("}"):
        if cursor.take("."):
            if cursor.take("*"):
                every = True
            else:
                key = cursor.name("a property")
                items.append((key, tree.Property(base, key, at=at)))
        else:
            start = cursor.token.start
            key = cursor.name("a key")
            value = expression(cursor) if cursor.take(":") else tree.Variable(key, at=start)
            items.append((key, value))
        if not cursor.take(","):
            break
    cursor.expect("}")
    return tree.MapProjection(base, every, tuple(items), at=at)


def _binding(cursor: Cursor, expression: Rule) -> tuple[str, tree.Expression]:
    variable = cursor.name("a variable")
    cursor.expect_word("IN")
    return variable, expression(cursor)


def _quantifier(cursor: Cursor, expression: Rule) -> tree.Expression:
    token = cursor.next()
    which: Literal["all", "any", "none", "single"] = token.text.lower()  # type: ignore[assignment]
    cursor.expect("(")
    variable, source = _binding(cursor, expression)
    cursor.expect_word("WHERE")
    test = expression(cursor)
    cursor.expect(")")
    return tree.Quantifier(which, variable, source, test, at=token.start)


def _reduce(cursor: Cursor, expression: Rule) -> tree.Expression:
    at = cursor.next().start
    cursor.expect("(")
    accumulator = cursor.name("a variable")
    cursor.expect("=")
    start = expression(cursor)
    cursor.expect(",")
    variable, source = _binding(cursor, expression)
    cursor.expect("|")
    step = expression(cursor)
    cursor.expect(")")
    return tree.Reduce(accumulator, start, variable, source, step, at=at)


def _brackets(cursor: Cursor, expression: Rule) -> tree.Expression:
    at = cursor.next().start
    follows = cursor.peek()
    if cursor.token.kind in ("name", "quoted") and follows.kind == "name":
        if follows.text.upper() == "IN":
            return _comprehension(cursor, expression, at)
    elif patterns.starts(cursor) or (follows.text == "=" and cursor.peek(2).text == "("):
        found = _pattern_comprehension(cursor, expression, at)
        if found is not None:
            return found
    items = _comma_list(cursor, expression, "]")
    if len(items) > _LONG and all(isinstance(item, tree.Literal_) for item in items):
        return tree.LongList(tuple(item.value for item in items), at=at)  # type: ignore[attr-defined]
    return tree.ListLiteral(items, at=at)


def _comprehension(cursor: Cursor, expression: Rule, at: int) -> tree.Expression:
    variable, source = _binding(cursor, expression)
    test = expression(cursor) if cursor.take_word("WHERE") else None
    result = expression(cursor) if cursor.take("|") else None
    cursor.expect("]")
    return tree.Comprehension(variable, source, test, result, at=at)


def _pattern_comprehension(cursor: Cursor, expression: Rule, at: int) -> tree.Expression | None:
    """Read a pattern and what is listed of each match; None if it is a list of conditions."""
    begin = cursor.at
    part = patterns.part(cursor, expression)
    where = expression(cursor) if cursor.take_word("WHERE") else None
    if not cursor.take("|"):
        cursor.at = begin
        return None
    result = expression(cursor)
    cursor.expect("]")
    return tree.PatternTest((part,), where, subquery=True, want="collect", result=result, at=at)


def _parentheses(cursor: Cursor, expression: Rule) -> tree.Expression:
    if patterns.starts(cursor):
        at = cursor.token.start
        return tree.PatternTest((patterns.part(cursor, expression),), at=at)
    cursor.expect("(")
    inner = expression(cursor)
    cursor.expect(")")
    return inner
