"""Rows in order, and the codes that vectors are ordered by."""

from __future__ import annotations

from functools import cmp_to_key
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from relgraph.cypher.values.order import compare
from relgraph.cypher.vectors.kinds import Constant

if TYPE_CHECKING:
    from collections.abc import Sequence

    from relgraph.cypher.vectors.kinds import Vector
    from relgraph.graph.words import Array

_BITS = 63
_SMALL = 1 << 16


def stable_order(codes: Array) -> Array:
    """Return the rows of whole numbers in ascending order, equal ones as they stand.

    Where number and row fit into 64 bits together they are sorted as one: a plain sort of numpy
    is several times faster than one that returns positions.

    >>> stable_order(np.array([2, 1, 2, 1])).tolist()
    [1, 3, 0, 2]
    """
    size = len(codes)
    if size == 0:
        return np.zeros(0, np.int64)
    least = int(codes.min())
    if int(codes.max()) - least < _SMALL:  # by two bytes at a time, which takes no comparison
        return np.argsort((codes - least).astype(np.uint16), kind="stable")
    low = size.bit_length()
    if (int(codes.max()) - least).bit_length() + low > _BITS:
        return np.argsort(codes, kind="stable")
    packed = codes.astype(np.int64)
    packed -= least
    packed <<= low
    packed |= np.arange(size)
    packed.sort()
    packed &= (1 << low) - 1
    return packed


def order_codes(vector: Vector) -> Array:
    """Return whole numbers that are ordered as ORDER BY orders the values: nulls come last."""
    if isinstance(vector, Constant):
        return np.zeros(len(vector), np.int64)
    if vector.kind in ("node", "relationship"):
        numbers = vector.numbers  # type: ignore[union-attr]  # what the kind says
        return np.where(numbers < 0, np.int64(2**31), numbers)
    make = {"int": _plain, "bool": _plain, "date": _plain, "text": _plain, "float": _float}
    codes = make[vector.kind](vector) if vector.kind in make else None
    return _ranks(vector) if codes is None else codes


def _plain(column: Vector) -> Array | None:
    data = column.data.astype(np.int64)  # type: ignore[union-attr]  # a typed column
    valid = column.valid  # type: ignore[union-attr]
    if valid is None or not len(data):
        return data
    most = int(data.max())
    return None if most == 2**63 - 1 else np.where(valid, data, most + 1)


def _float(column: Vector) -> Array:
    """Order the bits of floats as floats are; every NaN after all numbers, null after it."""
    data = column.data + 0.0  # type: ignore[union-attr]  # -0.0 becomes 0.0
    bits = data.view(np.int64)
    codes = np.where(bits < 0, ~bits | np.int64(-(2**63)), bits)
    codes[np.isnan(data)] = 2**63 - 2
    valid = column.valid  # type: ignore[union-attr]
    return codes if valid is None else np.where(valid, codes, 2**63 - 1)


def _ranks(vector: Vector) -> Array:
    """Rank values of any types by comparing them."""
    values: list[Any] = vector.values()

    def before(a: int, b: int) -> int:
        return compare(values[a], values[b])

    rows = sorted(range(len(values)), key=cmp_to_key(before))
    ranks = np.zeros(len(values), np.int64)
    steps = (compare(values[a], values[b]) != 0 for a, b in pairwise(rows))
    if rows:
        ranks[np.array(rows[1:], np.int64)] = np.cumsum(np.fromiter(steps, bool, len(rows) - 1))
    return ranks


def combined(codes: Sequence[Array]) -> Array | None:
    """Return several codes as one that is ordered by the first, then the next; None if too wide."""
    whole, width = np.zeros(len(codes[0]), np.int64), 1
    for each in codes:
        least = int(each.min()) if len(each) else 0
        span = (int(each.max()) - least if len(each) else 0) + 1
        width *= span
        if width >= 2**_BITS:
            return None
        whole = whole * span + (each - least)
    return whole
