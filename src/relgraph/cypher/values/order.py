"""Equality, comparison, order and grouping across types.

As openCypher 9 says (*Cypher Query Language Reference*, "Comparability, equality, orderability
and equivalence"), and Neo4j 5.26 does: null is unknown, an integer and a float compare exactly.
"""

from __future__ import annotations

import math
from datetime import date
from functools import cmp_to_key
from typing import TYPE_CHECKING, Any

from relgraph.cypher.values.entities import Node, Path, Relationship
from relgraph.graph.times import DateTime, Duration, LocalDateTime, LocalTime, Time

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable

_RANKS: dict[type, int] = {
    dict: 0, Node: 1, Relationship: 2, list: 3, Path: 4, DateTime: 5, LocalDateTime: 6,
    date: 7, Time: 8, LocalTime: 9, Duration: 10, str: 11, bool: 12, int: 13, float: 13,
    type(None): 14,
}  # fmt: skip
NUMBER_RANK = 13
_KEYS: dict[type, Callable[[Any], Any]] = {
    DateTime: lambda value: (value.instant, value.offset, value.zone),
    LocalDateTime: lambda value: value.instant,
    Time: lambda value: (value.instant, value.offset),
    LocalTime: lambda value: value.ticks,
    Duration: lambda value: (value.length, value.months, value.days),
}
"""What values are ordered by that have no order of their own."""


def rank(value: object) -> int:
    """Return the place of a value's type in the order that ORDER BY puts types."""
    known = _RANKS.get(type(value))
    if known is None:  # a subclass, as numpy's float is one of Python's
        known = next(number for kind, number in _RANKS.items() if isinstance(value, kind))
    return known


def all_of(truths: Iterable[bool | None]) -> bool | None:
    """Three-valued AND.

    >>> all_of([True, None]), all_of([None, False])
    (None, False)
    """
    unknown = False
    for truth in truths:
        if truth is False:
            return False
        unknown |= truth is None
    return None if unknown else True


def any_of(truths: Iterable[bool | None]) -> bool | None:
    """Three-valued OR."""
    unknown = False
    for truth in truths:
        if truth:
            return True
        unknown |= truth is None
    return None if unknown else False


def equal(a: object, b: object) -> bool | None:
    """Return whether two values are equal; None when that is unknown.

    >>> equal(1, 1.0), equal(1, "1"), equal([1, None], [1, 2]), equal(True, 1)
    (True, False, None, False)
    """
    if a is None or b is None:
        return None
    if rank(a) != rank(b):
        return False
    if isinstance(a, list) and isinstance(b, list):
        if len(a) != len(b):
            return False
        return all_of(equal(x, y) for x, y in zip(a, b, strict=True))
    if isinstance(a, dict) and isinstance(b, dict):
        if a.keys() != b.keys():
            return False
        return all_of(equal(a[key], b[key]) for key in a)
    return a == b


def less(a: object, b: object) -> bool | None:
    """Return whether a value lies before another of its type; None when they do not compare.

    >>> less(1, 2.5), less(1, "a"), less([1], [1, 0])
    (True, None, True)
    """
    if a is None or b is None or rank(a) != rank(b):
        return None
    if isinstance(a, list) and isinstance(b, list):
        return _less_list(a, b)
    if isinstance(a, dict) and isinstance(b, dict):
        return _less_map(a, b)
    if isinstance(a, (Node, Relationship)):
        return compare(a, b) < 0
    if isinstance(a, (Path, Duration)):
        return None
    key = _KEYS.get(type(a))
    before: bool = key(a) < key(b) if key else a < b  # type: ignore[operator]  # of one rank
    return before


def _less_list(a: list[Any], b: list[Any]) -> bool | None:
    for x, y in zip(a, b, strict=False):
        same = equal(x, y)
        if same is None:
            return None
        if not same:
            return less(x, y)
    return len(a) < len(b)


def _less_map(a: dict[str, Any], b: dict[str, Any]) -> bool | None:
    """Compare maps by how many keys they have, then by the keys, then by the values."""
    keys, others = sorted(a), sorted(b)
    if (len(keys), keys) != (len(others), others):
        return (len(keys), keys) < (len(others), others)
    return _less_list([a[key] for key in keys], [b[key] for key in keys])


def _flat(value: object) -> list[object]:
    """Spell out a value as things that order among themselves."""
    if isinstance(value, dict):
        keys = sorted(value)
        return [len(keys), *keys, *(value[key] for key in keys)]
    if isinstance(value, Path):
        ends = [
            part for pair in zip(value.nodes, value.relationships, strict=False) for part in pair
        ]
        return [*ends, value.nodes[-1]]
    return value if isinstance(value, list) else []


def compare(a: object, b: object) -> int:
    """Order any two values as ORDER BY does: negative, zero or positive; nulls come last.

    >>> sorted([None, 2, "a", True, 1.5, [1]], key=sort_key)
    [[1], 'a', True, 1.5, 2, None]
    """
    first, second = rank(a), rank(b)
    if first != second:
        return first - second
    if isinstance(a, (list, dict, Path)):
        left, right = _flat(a), _flat(b)
        parts = (compare(x, y) for x, y in zip(left, right, strict=False))
        return next((part for part in parts if part), len(left) - len(right))
    if isinstance(a, Node) and isinstance(b, Node):
        return a.number - b.number
    if isinstance(a, Relationship) and isinstance(b, Relationship):
        return (a.key > b.key) - (a.key < b.key)
    key = _KEYS.get(type(a))
    if key is not None:
        a, b = key(a), key(b)
    return _compare_plain(a, b) if a is not None else 0


def _compare_plain(a: Any, b: Any) -> int:  # noqa: ANN401  # numbers, texts, dates, booleans
    if a != a or b != b:  # noqa: PLR0124  # only NaN is not itself, and it comes last
        return int(a != a) - int(b != b)  # noqa: PLR0124
    return int(a > b) - int(a < b)


sort_key = cmp_to_key(compare)


def group_key(value: object) -> Hashable:
    """Return a key by which DISTINCT and grouping tell values apart.

    1 and 1.0 fall together, true stays apart from 1, null is a group, a NaN is a group of its own.

    >>> group_key(1) == group_key(1.0), group_key(True) == group_key(1)
    (True, False)
    """
    if isinstance(value, bool) or value is None or isinstance(value, str):
        return (type(value), value)
    if isinstance(value, float):
        return ("nan", object()) if math.isnan(value) else value
    if isinstance(value, list):
        return ("list", *map(group_key, value))
    if isinstance(value, dict):
        return ("map", frozenset((key, group_key(item)) for key, item in value.items()))
    return value  # integers, dates and entities hash as they are
