"""Arithmetic and the predicates of texts on vectors."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Any

import numpy as np

from relgraph.cypher.evaluate.scalar import apply
from relgraph.cypher.functions.operators import BINARY
from relgraph.cypher.vectors.kinds import Constant
from relgraph.cypher.vectors.making import truths
from relgraph.graph.columns import Column

if TYPE_CHECKING:
    from collections.abc import Callable

    from relgraph.cypher.vectors.kinds import Vector
    from relgraph.graph.words import Array, Words

_INT64 = 2**63
_NUMBERS = ("int", "float")


def calculate(sign: str, a: Vector, b: Vector) -> Vector:
    """Apply a binary operator row by row."""
    found = None
    if a.kind in _NUMBERS and b.kind in _NUMBERS and not _both_constant(a, b):
        found = _calculated(sign, a, b)
    elif sign in _TEXTS and isinstance(a, Column) and a.kind == "text":
        found = _TEXTS[sign](a, b.value) if isinstance(b, Constant) and b.kind == "text" else None
    return apply(BINARY[sign], (a, b), len(a)) if found is None else found


def _both_constant(a: Vector, b: Vector) -> bool:
    return isinstance(a, Constant) and isinstance(b, Constant)


def _calculated(sign: str, a: Any, b: Any) -> Vector | None:  # noqa: ANN401  # vectors of numbers
    """Calculate with arrays; None where a number might not fit, or be divided by 0."""
    masks = [each.valid for each in (a, b) if isinstance(each, Column) and each.valid is not None]
    valid = None if not masks else masks[0] if len(masks) == 1 else masks[0] & masks[1]
    one, other = (each.value if isinstance(each, Constant) else each.data for each in (a, b))
    whole = a.kind == b.kind == "int"
    data = _whole(sign, one, other, valid) if whole else _real(sign, one, other)
    return None if data is None else Column(_kind_of(data), data, valid)


def _kind_of(data: Array) -> Any:  # noqa: ANN401  # a kind of column
    return "int" if data.dtype.kind == "i" else "float"


def _most(numbers: Any) -> int:  # noqa: ANN401  # an array or one value
    if isinstance(numbers, int):
        return abs(numbers)
    return max(int(numbers.max()), -int(numbers.min())) if len(numbers) else 0


def _whole(sign: str, one: Any, other: Any, valid: Array | None) -> Array | None:  # noqa: ANN401
    if sign in ("+", "-"):
        fits = _most(one) + _most(other) < _INT64
    elif sign == "*":
        fits = _most(one) * _most(other) < _INT64
    else:
        fits = max(_most(one), _most(other)) < _INT64
    if not fits:
        return None
    if sign in ("/", "%"):
        zero = np.equal(other, 0)
        if np.any(zero if valid is None else zero & valid):
            return None
        other = np.where(zero, 1, other)
        quotient = np.abs(one) // np.abs(other)
        whole = quotient * np.where((np.asarray(one) < 0) == (other < 0), 1, -1)
        found: Array = whole if sign == "/" else np.fmod(one, other)
        return found
    return np.asarray(_WHOLE[sign](one, other)) if sign in _WHOLE else None


_WHOLE: dict[str, Callable[[Any, Any], Any]] = {
    "+": np.add, "-": np.subtract, "*": np.multiply,
}  # fmt: skip
_REAL: dict[str, Callable[[Any, Any], Any]] = {**_WHOLE, "/": np.divide, "%": np.fmod}


def _real(sign: str, one: Any, other: Any) -> Array | None:  # noqa: ANN401  # arrays or values
    if sign not in _REAL:
        return None
    with np.errstate(all="ignore"):  # what is no number is one of the language's values
        found: Array = _REAL[sign](np.asarray(one, np.float64), np.asarray(other, np.float64))
    return found


def _starts(column: Column, text: str) -> Column:
    """Find the codes of the words that begin with a text: they stand together."""
    words = column.words
    assert words is not None  # noqa: S101  # a column of texts has words
    low = bisect_left(words, text)
    high = bisect_left(words, (True,), low, key=lambda word: (not word.startswith(text),))
    return truths((column.data >= low) & (column.data < high), column.valid)


def _contains(column: Column, text: str) -> Column:
    words = column.words
    assert words is not None  # noqa: S101  # a column of texts has words
    return truths(_with(words, text, at_end=False)[column.data], column.valid)


def _ends(column: Column, text: str) -> Column:
    words = column.words
    assert words is not None  # noqa: S101  # a column of texts has words
    return truths(_with(words, text, at_end=True)[column.data], column.valid)


def _with(words: Words, text: str, *, at_end: bool) -> Array:
    """Return a mask of the words that have a text in them, searched in the bytes of all at once."""
    found = np.zeros(len(words) + 1, bool)  # a column without words has code 0 too
    wanted, block = text.encode("utf-8", "surrogatepass"), words.blob
    if not wanted:
        found[:] = True
    if not wanted or len(wanted) > len(block):
        return found
    at = np.flatnonzero(block[: len(block) - len(wanted) + 1] == wanted[0])
    for step in range(1, len(wanted)):
        at = at[block[at + step] == wanted[step]]
    ends = words.offsets[1:]
    codes = np.searchsorted(ends, at, side="right")
    left = ends[codes] - at - len(wanted)  # less than nothing if it reaches into the next word
    found[codes[left == 0 if at_end else left >= 0]] = True
    return found


_TEXTS: dict[str, Callable[[Column, str], Vector]] = {
    "STARTS WITH": _starts,
    "CONTAINS": _contains,
    "ENDS WITH": _ends,
}
