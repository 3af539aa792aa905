"""The grammar of expressions, by precedence from OR down to atoms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relgraph.cypher.syntax import atoms, labels, tree, types

if TYPE_CHECKING:
    from collections.abc import Callable

    from relgraph.cypher.syntax.cursor import Cursor

_FORMS = ("NFC", "NFD", "NFKC", "NFKD")
_COMPARISONS = ("=", "<>", "<", "<=", ">", ">=")
_TEXT_TESTS = (("STARTS", "WITH"), ("ENDS", "WITH"), ("CONTAINS",), ("IN",))


def expression(cursor: Cursor) -> tree.Expression:
    """Read an expression."""
    return _words_chain(cursor, "OR", _xor)


def _words_chain(
    cursor: Cursor, word: str, inner: Callable[[Cursor], tree.Expression]
) -> tree.Expression:
    """Read operands with a word between them, as a tree that is no deeper than it must be."""
    operands, places = [inner(cursor)], []
    while cursor.on_word(word):
        places.append(cursor.next().start)
        operands.append(inner(cursor))
    return _balanced(word, operands, places)


def _balanced(word: str, operands: list[tree.Expression], places: list[int]) -> tree.Expression:
    if len(operands) == 1:
        return operands[0]
    middle = (len(operands) + 1) // 2
    left = _balanced(word, operands[:middle], places[: middle - 1])
    right = _balanced(word, operands[middle:], places[middle:])
    return tree.Binary(word, left, right, at=places[middle - 1])


def _xor(cursor: Cursor) -> tree.Expression:
    return _words_chain(cursor, "XOR", _and)


def _and(cursor: Cursor) -> tree.Expression:
    return _words_chain(cursor, "AND", _not)


def _not(cursor: Cursor) -> tree.Expression:
    if cursor.on_word("NOT"):
        at = cursor.next().start
        return tree.Unary("NOT", _not(cursor), at=at)
    return _comparison(cursor)


def _comparison(cursor: Cursor) -> tree.Expression:
    at = cursor.token.start
    operands = [_test(cursor)]
    operators = []
    while cursor.token.kind == "symbol" and cursor.token.text in _COMPARISONS:
        operators.append(cursor.next().text)
        operands.append(_test(cursor))
    if not operators:
        return operands[0]
    return tree.Comparison(tuple(operands), tuple(operators), at=at)


def _test(cursor: Cursor) -> tree.Expression:
    left = _sum(cursor)
    while True:
        at = cursor.token.start
        words = next((words for words in _TEXT_TESTS if cursor.take_word(*words)), None)
        if words:
            left = tree.Binary(" ".join(words), left, _sum(cursor), at=at)
        elif cursor.take("=~"):
            left = tree.Binary("=~", left, _sum(cursor), at=at)
        elif cursor.take_word("IS", "NULL"):
            left = tree.IsNull(left, negated=False, at=at)
        elif cursor.take_word("IS", "NOT", "NULL"):
            left = tree.IsNull(left, negated=True, at=at)
        elif cursor.on_word("IS") or _typed(cursor):
            left = _is(cursor, left, at)
        else:
            return left


def _typed(cursor: Cursor) -> bool:
    """Return whether ``::`` stands here, before the name of a type."""
    return cursor.on(":") and cursor.peek().text == ":" and cursor.peek().kind == "symbol"


def _is(cursor: Cursor, left: tree.Expression, at: int) -> tree.Expression:
    cursor.take_word("IS")
    negated = cursor.take_word("NOT")
    form = next((form for form in _FORMS if cursor.on_word(form, "NORMALIZED")), "")
    if cursor.take_word("NORMALIZED") or (form and cursor.take_word(form, "NORMALIZED")):
        return tree.IsNormalized(left, form or "NFC", negated, at=at)
    if not cursor.take_word("TYPED"):
        cursor.expect(":")
        cursor.expect(":")
    return tree.IsType(left, types.type_spec(cursor), negated, at=at)


def _symbols_chain(
    cursor: Cursor, symbols: str, inner: Callable[[Cursor], tree.Expression]
) -> tree.Expression:
    left = inner(cursor)
    while cursor.token.kind == "symbol" and cursor.token.text in symbols:
        token = cursor.next()
        left = tree.Binary(token.text, left, inner(cursor), at=token.start)
    return left


def _sum(cursor: Cursor) -> tree.Expression:
    left = _product(cursor)
    while cursor.token.kind == "symbol" and (cursor.token.text in "+-" or _joins(cursor)):
        token = cursor.next()
        if token.text == "|":
            cursor.next()
        sign = "||" if token.text == "|" else token.text
        left = tree.Binary(sign, left, _product(cursor), at=token.start)
    return left


def _joins(cursor: Cursor) -> bool:
    """Return whether ``||`` stands here, without a space in it."""
    follows = cursor.peek()
    return cursor.on("|") and follows.text == "|" and follows.start == cursor.token.stop


def _product(cursor: Cursor) -> tree.Expression:
    return _symbols_chain(cursor, "*/%", _power)


def _power(cursor: Cursor) -> tree.Expression:
    return _symbols_chain(cursor, "^", _sign)


def _sign(cursor: Cursor) -> tree.Expression:
    if cursor.on("-") or cursor.on("+"):
        token = cursor.next()
        if token.text == "-" and cursor.token.kind in ("integer", "float", "bad"):
            return _postfix(cursor, atoms.number(cursor, negative=True))
        operator = "-" if token.text == "-" else "+"
        return tree.Unary(operator, _sign(cursor), at=token.start)  # type: ignore[arg-type]
    return postfix(cursor)


def postfix(cursor: Cursor) -> tree.Expression:
    """Read an atom and what follows it: properties, subscripts, labels."""
    return _postfix(cursor, atoms.atom(cursor, expression))


def _postfix(cursor: Cursor, base: tree.Expression) -> tree.Expression:
    while True:
        at = cursor.token.start
        if cursor.take("."):
            base = tree.Property(base, cursor.name("a property"), at=at)
        elif cursor.take("["):
            base = _subscript(cursor, base, at)
        elif cursor.on(":") and not _typed(cursor):
            base = tree.HasLabels(base, labels.labels(cursor), at=at)
        elif cursor.on("{") and isinstance(base, tree.Variable):
            base = atoms.projection(cursor, expression, base)
        else:
            return base


def _subscript(cursor: Cursor, base: tree.Expression, at: int) -> tree.Expression:
    first = None if cursor.on("..") else expression(cursor)
    if cursor.take(".."):
        last = None if cursor.on("]") else expression(cursor)
        cursor.expect("]")
        return tree.Slice(base, first, last, at=at)
    cursor.expect("]")
    if first is None:
        cursor.fail("expected an index")
    return tree.Subscript(base, first, at=at)
