"""Rows with equal values get the same number: what DISTINCT and grouping do, batch by batch."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from relgraph.cypher.values.order import group_key
from relgraph.cypher.vectors.kinds import Constant, Nodes, Relationships
from relgraph.cypher.vectors.making import concat, is_null
from relgraph.cypher.vectors.sorting import stable_order
from relgraph.graph.columns import Column

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from relgraph.cypher.vectors.kinds import Vector
    from relgraph.graph.words import Array

_FEW = 65_536
_DENSER = 16
"""A table of all codes is kept where there are up to this many for each row."""
_APART = 31
"""Bits by which numbers of single keys are moved, to make one number of two."""


class Codes:
    """Numbers whole numbers in the order in which they first appear."""

    def __init__(self) -> None:
        self.count = 0
        self._base = 0
        self._table: Array | None = None
        self._seen = np.zeros(0, np.int64)
        self._numbers = np.zeros(0, np.int64)

    def number(self, codes: Array) -> tuple[Array, Array]:
        """Return the number of each, and the rows at which a new one appears."""
        if not len(codes):
            return np.zeros(0, np.int64), np.zeros(0, np.int64)
        least, most = int(codes.min()), int(codes.max())
        if self._table is None and not self.count and _narrow(least, most, len(codes)):
            self._base = least
            self._table = np.full(max(most - least + 1, _FEW), -1, np.int64)
        table = self._table
        if table is None:
            return self._by_search(codes)
        if least < self._base or most >= self._base + len(table):
            self._search_instead(table)
            return self._by_search(codes)
        at = codes - self._base
        new = _first_rows(at, np.flatnonzero(table[at] < 0), len(table))
        table[at[new]] = np.arange(self.count, self.count + len(new))
        self.count += len(new)
        return table[at], new

    def _search_instead(self, table: Array) -> None:
        known = np.flatnonzero(table >= 0)
        self._seen, self._numbers = known + self._base, table[known]
        self._table = None

    def _by_search(self, codes: Array) -> tuple[Array, Array]:
        order = stable_order(codes)
        ordered = codes[order]
        begins = np.flatnonzero(np.concatenate(([True], ordered[1:] != ordered[:-1])))
        distinct, firsts = ordered[begins], order[begins]
        numbers = np.full(len(distinct), -1, np.int64)
        if len(self._seen):
            at = np.searchsorted(self._seen, distinct)
            at[at == len(self._seen)] = 0
            found = self._seen[at] == distinct
            numbers[found] = self._numbers[at[found]]
        lacking = np.flatnonzero(numbers < 0)
        by_row = lacking[np.argsort(firsts[lacking])]
        numbers[by_row] = np.arange(self.count, self.count + len(by_row))
        self.count += len(by_row)
        seen = np.concatenate([self._seen, distinct[lacking]])
        merged = stable_order(seen)
        self._seen = seen[merged]
        self._numbers = np.concatenate([self._numbers, numbers[lacking]])[merged]
        result = np.empty(len(codes), np.int64)
        result[order] = np.repeat(numbers, np.diff(np.append(begins, len(codes))))
        return result, firsts[by_row]


def _narrow(least: int, most: int, rows: int) -> bool:
    return most - least < max(_FEW, _DENSER * rows)


def _first_rows(codes: Array, rows: Array, bound: int) -> Array:
    """Return those of some rows where a code appears for the first time among them."""
    if not len(rows):
        return rows
    first = np.empty(bound, np.int64)
    first[codes[rows[::-1]]] = rows[::-1]
    found: Array = rows[first[codes[rows]] == rows]
    return found


class _Key:
    """Codes of one key, the same for equal values of all batches; 0 is null."""

    def __init__(self) -> None:
        self.sort: object = None
        self.bound: int | None = 1
        self.open = Codes()

    def codes(self, vector: Vector) -> Array | None:
        """Return whole numbers; None for values that cannot be told apart by numbers."""
        if is_null(vector):
            return np.zeros(len(vector), np.int64)
        found = _bounded(vector) or _open(vector)
        if found is None or self.sort not in (None, found[1]):
            return None
        codes, self.sort, bound = found
        valid = None if isinstance(vector, Constant) else vector.known()
        if bound is None:
            self.bound = None
            if valid is None or valid.all():
                return self.open.number(codes)[0] + 1
            numbers = np.zeros(len(codes), np.int64)
            numbers[valid] = self.open.number(codes[valid])[0] + 1
            return numbers
        self.bound = bound + 1
        return codes + 1 if valid is None else np.where(valid, codes + np.int64(1), 0)


Coded = tuple["Array", "Hashable", int | None]
"""Whole numbers, what those of other vectors must share to compare, and one above them all."""


def _bounded(vector: Vector) -> Coded | None:
    if isinstance(vector, Nodes):
        return vector.numbers, ("node", id(vector.graph)), vector.graph.node_count
    if isinstance(vector, Relationships):
        return vector.numbers, ("relationship", id(vector.graph)), vector.graph.edge_count
    if isinstance(vector, Constant):
        return np.zeros(len(vector), np.int64), ("constant", group_key(vector.value)), 1
    if isinstance(vector, Column) and vector.kind == "text" and vector.words is not None:
        return vector.data, ("text", id(vector.words)), len(vector.words)
    if isinstance(vector, Column) and vector.kind == "bool":
        return vector.data, "bool", 2
    return None


def _open(vector: Vector) -> Coded | None:
    if not isinstance(vector, Column):
        return None
    if vector.kind == "float":  # each NaN is a group of its own
        data = vector.data + 0.0
        return None if np.isnan(data).any() else (data.view(np.int64), "float", None)
    return (vector.data, vector.kind, None) if vector.kind in ("int", "date") else None


class Groups:
    """Numbers rows by the values of some keys, in the order in which they first appear."""

    def __init__(self, keys: int) -> None:
        self.count = 0
        self._firsts: list[list[Vector]] = []
        self._keys = [_Key() for _ in range(keys)]
        self._codes = Codes()
        self._pairs = [Codes() for _ in range(max(keys - 2, 0))]
        self._bounds: list[int | None] | None = None
        self._values: dict[Hashable, int] | None = None

    def number(self, keys: Sequence[Vector], size: int) -> tuple[Array, Array]:
        """Return the number of each row's group, and the rows at which a new one begins."""
        found = None if self._values is not None else self._plain(keys, size)
        numbers, new = self._by_value(keys) if found is None else found
        self.count += len(new)
        self._firsts.append([key.take(new) for key in keys])
        return numbers, new

    def keys(self) -> list[Vector]:
        """Return the keys of each group."""
        return [concat(parts) for parts in zip(*self._firsts, strict=True)]

    def _plain(self, keys: Sequence[Vector], size: int) -> tuple[Array, Array] | None:
        if not keys:
            new = np.arange(0 if self.count or not size else 1)
            return np.zeros(size, np.int64), new
        codes = [key.codes(vector) for key, vector in zip(self._keys, keys, strict=True)]
        bounds = [key.bound for key in self._keys]
        if len(keys) > 1 and self._bounds not in (None, bounds):
            return None  # what was null in all batches before has become something else
        self._bounds = bounds
        whole, bound = codes[0], bounds[0]
        for at, code in enumerate(codes[1:], 1):
            if whole is None or code is None:
                return None
            if at > 1:
                whole, bound = self._pairs[at - 2].number(whole)[0], None
            width = bounds[at]
            if bound and width and bound * width < 1 << _APART * 2:
                whole, bound = whole * width + code, bound * width
            else:
                whole, bound = (whole << _APART) | code, None
        return None if whole is None else self._codes.number(whole)

    def _by_value(self, keys: Sequence[Vector]) -> tuple[Array, Array]:
        """Tell groups apart by Python values, those that are there already first."""
        if self._values is None:
            before = list(zip(*(map(group_key, key.values()) for key in self.keys()), strict=True))
            self._values = {key: at for at, key in enumerate(before)}
        values = self._values
        rows = zip(*(map(group_key, key.values()) for key in keys), strict=True)
        numbers: list[int] = []
        new: list[int] = []
        for row, key in enumerate(rows):
            number = values.setdefault(key, len(values))
            if number == self.count + len(new):
                new.append(row)
            numbers.append(number)
        return np.array(numbers, np.int64), np.array(new, np.int64)
