"""Comparison of vectors, and membership in lists."""

from __future__ import annotations

import operator
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, Any

import numpy as np

from relgraph.cypher.evaluate.scalar import apply
from relgraph.cypher.evaluate.truth import Truth, quantified
from relgraph.cypher.functions.operators import COMPARISONS, contains
from relgraph.cypher.vectors.kinds import Constant, Lists, Nodes, Relationships
from relgraph.cypher.vectors.making import as_lists, concat, is_null, nulls, truths
from relgraph.graph.columns import Column

if TYPE_CHECKING:
    from collections.abc import Callable

    from relgraph.cypher.vectors.kinds import Vector
    from relgraph.graph.words import Array

_CALLS: dict[str, Callable[[Any, Any], Any]] = {
    "=": operator.eq, "<>": operator.ne, "<": operator.lt, "<=": operator.le,
    ">": operator.gt, ">=": operator.ge,
}  # fmt: skip
_MIRRORED = {"=": "=", "<>": "<>", "<": ">", "<=": ">=", ">": "<", ">=": "<="}
_EXACT = 2**53
RANKS = {
    "int": "number", "float": "number", "text": "text", "bool": "bool", "date": "date",
    "list": "list", "textlist": "list", "map": "map", "node": "node",
    "relationship": "relationship", "path": "path", "datetime": "datetime", "time": "time",
    "localdatetime": "localdatetime", "localtime": "localtime", "duration": "duration",
}  # fmt: skip


def compare(sign: str, a: Vector, b: Vector) -> Vector:
    """Compare two vectors row by row, as openCypher compares: what is unknown is null."""
    if is_null(a) or is_null(b):
        return nulls(len(a))
    found = None
    if not (isinstance(a, Constant) and isinstance(b, Constant)):
        one, other = RANKS.get(a.kind), RANKS.get(b.kind)
        if one and other and one != other:
            return _unlike(sign, a, b)
        found = KERNELS[one](sign, a, b) if one and other and one in KERNELS else None
    return apply(COMPARISONS[sign], (a, b), len(a), given_nulls=True) if found is None else found


def _valid(a: Vector, b: Vector) -> Array | None:
    masks = [
        each.valid
        for each in (a, b)
        if isinstance(each, (Column, Lists)) and each.valid is not None
    ]
    masks += [each.known() for each in (a, b) if isinstance(each, (Nodes, Relationships))]
    if not masks:
        return None
    return masks[0] if len(masks) == 1 else masks[0] & masks[1]


def _unlike(sign: str, a: Vector, b: Vector) -> Vector:
    """Compare what is of different types: never equal, and neither before the other."""
    if sign not in ("=", "<>"):
        return nulls(len(a))
    return truths(np.full(len(a), sign == "<>"), _valid(a, b))


def _raw(vector: Any) -> Any:  # noqa: ANN401  # an array or one value
    return vector.value if isinstance(vector, Constant) else vector.data


def _numbers(sign: str, a: Vector, b: Vector) -> Vector | None:
    """Compare numbers; an integer and a float exactly, so that large ones are left to Python."""
    one, other = _raw(a), _raw(b)
    if a.kind != b.kind and not _small(one if a.kind == "int" else other):
        return None
    return truths(_CALLS[sign](one, other), _valid(a, b))


def _small(numbers: Any) -> bool:  # noqa: ANN401  # an array or one value
    if isinstance(numbers, int):
        return -_EXACT <= numbers <= _EXACT
    return not len(numbers) or bool(numbers.min() >= -_EXACT and numbers.max() <= _EXACT)


def _dates(sign: str, a: Vector, b: Vector) -> Vector:
    one, other = (
        each.value.toordinal() if isinstance(each, Constant) else each.data  # type: ignore[union-attr]
        for each in (a, b)
    )
    return truths(_CALLS[sign](one, other), _valid(a, b))


def _bools(sign: str, a: Vector, b: Vector) -> Vector:
    return truths(_CALLS[sign](_raw(a), _raw(b)), _valid(a, b))


def _texts(sign: str, a: Vector, b: Vector) -> Vector | None:
    """Compare texts by their codes, which are in the order of the texts."""
    if isinstance(a, Constant):
        return _texts(_MIRRORED[sign], b, a)
    if isinstance(b, Constant):
        return truths(_text_codes(sign, a, b.value), _valid(a, b))
    if a.words is b.words:  # type: ignore[union-attr]  # two columns
        return truths(_CALLS[sign](_raw(a), _raw(b)), _valid(a, b))
    both = concat((a, b))
    assert isinstance(both, Column)  # noqa: S101  # two columns of texts make one
    return truths(_CALLS[sign](both.data[: len(a)], both.data[len(a) :]), _valid(a, b))


def _text_codes(sign: str, column: Any, text: str) -> Array:  # noqa: ANN401  # a column of texts
    words, codes = column.words, column.data
    if sign in ("=", "<>"):
        found: Array = _CALLS[sign](codes, words.find(text))
        return found
    at = bisect_left(words, text) if sign in ("<", ">=") else bisect_right(words, text)
    below: Array = codes < at
    return below if sign in ("<", "<=") else ~below


def _entities(sign: str, a: Any, b: Any) -> Vector | None:  # noqa: ANN401  # nodes or relationships
    if isinstance(a, Constant) or isinstance(b, Constant):
        return None
    if a.graph is not b.graph:
        return None
    return truths(_CALLS[sign](a.numbers, b.numbers), _valid(a, b))


KERNELS: dict[str, Callable[[str, Any, Any], Vector | None]] = {
    "number": _numbers,
    "date": _dates,
    "bool": _bools,
    "text": _texts,
    "node": _entities,
    "relationship": _entities,
}


def is_in(item: Vector, items: Vector) -> Vector:
    """Return whether each row's list has its item, as IN does."""
    if isinstance(items, Constant) and not isinstance(item, Constant):
        found = _in_constant(item, items.value)
    elif isinstance(items, Column) and items.kind == "textlist":
        found = _in_lists(item, as_lists(items))
    else:
        found = _in_lists(item, items) if isinstance(items, Lists) else None
    return apply(contains, (item, items), len(item), given_nulls=True) if found is None else found


def _in_constant(item: Vector, items: object) -> Vector | None:
    """Look in a list that is the same for all rows; None where no array can tell."""
    if not isinstance(items, list) or not isinstance(item, Column) or not items:
        return None
    known = [each for each in items if each is not None]
    if item.kind == "text" and all(isinstance(each, str) for each in known):
        found = item.equal_to(known)
    elif item.kind == "int" and all(type(each) is int for each in known):
        found = np.isin(item.data, np.array(known, np.int64)) & item.known()
    else:
        return None
    if len(known) == len(items):
        return truths(found, item.valid)
    return truths(found, found)  # what is not found may be what is unknown


def _in_lists(item: Vector, lists: Lists) -> Vector:
    rows = np.repeat(np.arange(len(lists)), lists.sizes())
    used = lists.items
    if lists.starts[0] != 0 or lists.starts[-1] != len(used):
        used = used.take(np.arange(lists.starts[0], lists.starts[-1]))
    same = compare("=", item.take(rows), used)
    starts = Lists(lists.starts - lists.starts[0], used, lists.valid)
    return quantified("any", _plain_truth(same), starts).vector()


def _plain_truth(vector: Vector) -> Truth:
    known = vector.known()
    if isinstance(vector, Column):
        yes = vector.data & known
    else:
        yes = np.fromiter((each is True for each in vector.values()), bool, len(vector))
    return Truth(yes, known & ~yes)
