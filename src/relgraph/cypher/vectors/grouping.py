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
    from collections.abc import Callable, Hashable, Sequence

    from relgraph.cypher.vectors.kinds import Vector
    from relgraph.graph.words import Array

_FEW = 65_536
_DENSER = 16
"""A table of all codes is kept where there are up to this many for each row."""
_SOME = 4096
_RUN = 3


class Codes:
    """Numbers whole numbers in the order in which they first appear."""

    def __init__(self) -> None:
        self.count = 0
        self._rows = 0
        self._base = 0
        self._table: Array | None = None
        self._seen = np.zeros(0, np.int64)
        self._numbers = np.zeros(0, np.int64)

    def number(self, codes: Array) -> tuple[Array, Array]:
        """Return the number of each, and the rows at which a new one appears."""
        if not len(codes):
            return np.zeros(0, np.int64), np.zeros(0, np.int64)
        some = codes[:_SOME]
        if _RUN * np.count_nonzero(some[1:] != some[:-1]) >= len(some):
            return self._numbered(codes)
        heads = np.concatenate(([0], np.flatnonzero(codes[1:] != codes[:-1]) + 1))
        numbers, new = self._numbered(codes[heads])  # equal ones stand together: one will do
        return np.repeat(numbers, np.diff(heads, append=len(codes))), heads[new]

    def _numbered(self, codes: Array) -> tuple[Array, Array]:
        self._rows += len(codes)
        table = self._table_for(int(codes.min()), int(codes.max()))
        if table is None:
            return self._by_search(codes)
        return self._by_table(table, np.subtract(codes, self._base, dtype=np.int64))

    def _table_for(self, least: int, most: int) -> Array | None:
        """Return a table of all codes from one to another, if it is worth its size."""
        table = self._table
        if table is not None:
            last = self._base + len(table) - 1
            if self._base <= least and most <= last:
                return table
            least, most = min(least, self._base), max(most, last + len(table))
        elif self.count:
            return None
        if most - least >= max(_FEW, _DENSER * self._rows):
            self._search_instead()
            return None
        return self._fill(least, most)

    def _fill(self, least: int, most: int) -> Array:
        known, numbers = self._known()
        table = np.full(max(most - least + 1, _SOME), -1, np.int64)
        table[known - least] = numbers
        self._base, self._table = least, table
        return table

    def _known(self) -> tuple[Array, Array]:
        """Return the codes that have numbers, and those."""
        if self._table is None:
            return self._seen, self._numbers
        known = np.flatnonzero(self._table >= 0)
        return known + self._base, self._table[known]

    def recode(self, change: Callable[[Array], Array]) -> None:
        """Change all codes by a function that keeps their order; their numbers stay."""
        seen, self._numbers = self._known()
        self._seen, self._table = change(seen), None
        if len(self._seen) and self._seen[-1] - self._seen[0] < max(_FEW, _DENSER * self._rows):
            self._fill(int(self._seen[0]), int(self._seen[-1]))

    def _by_table(self, table: Array, at: Array) -> tuple[Array, Array]:
        """Look up, and number what is new: most often that is among the first rows."""
        numbers = table.take(at)
        found, some = [], _SOME
        while numbers.min() < 0:
            lacking = np.flatnonzero(numbers < 0)
            new = _first_rows(at, lacking[:some], len(table))
            table[at[new]] = np.arange(self.count, self.count + len(new))
            self.count += len(new)
            found.append(new)
            numbers[lacking] = table[at[lacking]]
            some = len(at)
        return numbers, np.concatenate([np.zeros(0, np.int64), *found])

    def _search_instead(self) -> None:
        self._seen, self._numbers = self._known()
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


def _first_rows(codes: Array, rows: Array, bound: int) -> Array:
    """Return those of some rows where a code appears for the first time among them."""
    if not len(rows):
        return rows
    first = np.empty(bound, np.int64)
    first[codes[rows[::-1]]] = rows[::-1]
    found: Array = rows[first[codes[rows]] == rows]
    return found


class Pairs:
    """Numbers pairs of numbers, both of which count from -1."""

    def __init__(self) -> None:
        self._width = 1
        self._codes = Codes()

    def number(self, ones: Array, others: Array) -> tuple[Array, Array]:
        """Return the number of each pair, and the rows at which a new one appears."""
        most = int(others.max()) + 1 if len(others) else 0
        if most >= self._width:
            old, self._width = self._width, 2 << most.bit_length()
            self._codes.recode(lambda codes: codes // old * self._width + codes % old)
        codes = ones + 1
        codes *= self._width
        codes += others
        codes += 1
        return self._codes.number(codes)


class _Key:
    """Numbers of one key, the same for equal values of all batches; -1 is null."""

    def __init__(self) -> None:
        self.sort: object = None
        self.numbers = Codes()

    def number(self, vector: Vector) -> tuple[Array, Array] | None:
        """Return numbers from 0, and the rows at which a new one appears, nulls aside.

        There are none for values that cannot be told apart by numbers.
        """
        none = np.zeros(0, np.int64)
        if is_null(vector):
            return np.full(len(vector), -1, np.int64), none
        found = _codes(vector)
        if found is None or self.sort not in (None, found[1]):
            return None
        codes, self.sort = found
        valid = None if isinstance(vector, Constant) else vector.known()
        if valid is None or valid.all():
            return self.numbers.number(codes)
        rows = np.flatnonzero(valid)
        known, new = self.numbers.number(codes[rows])
        numbers = np.full(len(codes), -1, np.int64)
        numbers[rows] = known
        return numbers, rows[new]


def _codes(vector: Vector) -> tuple[Array, Hashable] | None:
    """Return whole numbers, and what those of another vector must share to compare with them."""
    if isinstance(vector, (Nodes, Relationships)):
        return vector.numbers, (vector.kind, id(vector.graph))
    if isinstance(vector, Constant):
        return np.zeros(len(vector), np.int64), ("constant", group_key(vector.value))
    if not isinstance(vector, Column) or vector.kind == "textlist":
        return None
    if vector.kind == "text":
        return vector.data, ("text", id(vector.words))
    if vector.kind == "float":  # each NaN is a group of its own
        data = vector.data + 0.0
        return None if np.isnan(data).any() else (data.view(np.int64), "float")
    return vector.data, vector.kind


class Groups:
    """Numbers rows by the values of some keys, in the order in which they first appear."""

    def __init__(self, keys: int) -> None:
        self.width = keys
        self.count = 0
        self._firsts: list[list[Vector]] = []
        self._keys = [_Key() for _ in range(keys)]
        self._codes: Codes | None = None
        self._pairs = [Pairs() for _ in range(keys - 1)]
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
            return np.zeros(size, np.int64), np.arange(0 if self.count or not size else 1)
        found = [key.number(vector) for key, vector in zip(self._keys, keys, strict=True)]
        if len(keys) == 1:
            return None if found[0] is None else self._of_one(*found[0])
        known = [each[0] for each in found if each is not None]
        if len(known) < len(keys):
            return None
        whole = known[0]
        for pairs, each in zip(self._pairs, known[1:], strict=True):
            whole, new = pairs.number(whole, each)
        return whole, new

    def _of_one(self, numbers: Array, new: Array) -> tuple[Array, Array]:
        """Return the groups of one key: its numbers, or as they appear once null is among them."""
        if self._codes is None:
            if not len(numbers) or numbers.min() >= 0:
                return numbers, new
            self._codes = Codes()
            self._codes.number(np.arange(self.count))  # those that are groups already
        return self._codes.number(numbers)

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
