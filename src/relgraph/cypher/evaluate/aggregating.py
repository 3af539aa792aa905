"""Aggregations over groups: array forms of the frequent ones, and the rest group by group."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from relgraph.cypher.functions.aggregations import AGGREGATIONS
from relgraph.cypher.vectors.kinds import Constant, Lists
from relgraph.cypher.vectors.making import concat, from_values, spread
from relgraph.cypher.vectors.sorting import stable_order
from relgraph.graph.columns import Column

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from relgraph.cypher.vectors.kinds import Vector
    from relgraph.graph.words import Array

_INT64 = 2**63
_MANY = 1_000_000


class Counter:
    """Counts the rows of each group as they come."""

    def __init__(self) -> None:
        self.size = 0
        self._counts = np.zeros(0, np.int64)

    def add(self, groups: Array, _vectors: Sequence[Vector]) -> None:
        """Count some rows."""
        counts = np.bincount(groups, minlength=len(self._counts))
        counts[: len(self._counts)] += self._counts
        self._counts = counts

    def finish(self, count: int) -> Vector:
        """Return the number of rows of each of so many groups."""
        whole = np.zeros(count, np.int64)
        whole[: len(self._counts)] = self._counts
        return Column("int", whole)


class Gatherer:
    """Keeps the values of each group, which are aggregated when all are there.

    Values are those of the first argument, none of them null; of the other arguments a group has
    those that stand beside its first value.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self.size = 0
        self._groups: list[Array] = []
        self._vectors: list[Sequence[Vector]] = []

    def add(self, groups: Array, vectors: Sequence[Vector]) -> None:
        """Keep some rows; sums, least and greatest values of many are kept in their place."""
        if len(groups):
            self._groups.append(groups)
            self._vectors.append(vectors)
            self.size += len(groups)
            if self.size > _MANY and self.name in ("sum", "min", "max"):
                self._compact()

    def _compact(self) -> None:
        groups, vector, _ = self._whole()
        form = _FORMS.get((self.name, vector.kind))
        distinct = np.flatnonzero(np.bincount(groups))
        number = np.zeros(distinct[-1] + 1, np.int64)
        number[distinct] = np.arange(len(distinct))
        found = None if form is None else form(number[groups], vector, len(distinct))
        if found is not None and found.known().all():
            self._groups, self._vectors, self.size = [distinct], [[found]], len(distinct)

    def _whole(self) -> tuple[Array, Vector, list[Vector]]:
        vector, *others = (concat(each) for each in zip(*self._vectors, strict=True))
        if isinstance(vector, Constant):
            vector = spread(vector)
        return np.concatenate(self._groups), vector, others

    def finish(self, count: int) -> Vector:
        """Return the aggregation of each of so many groups."""
        if not self._groups:
            blank = [0.5] * (AGGREGATIONS[self.name].arity[0] - 1)
            return from_values([AGGREGATIONS[self.name].call([], *blank) for _ in range(count)])
        groups, vector, others = self._whole()
        form = _FORMS.get((self.name, vector.kind)) if self.name != "collect" else _collect
        found = None if form is None else form(groups, vector, count)
        return _one_by_one(self.name, groups, vector, others, count) if found is None else found


class Average:
    """Sums and counts the values of each group."""

    def __init__(self) -> None:
        self._sum = Gatherer("sum")
        self._count = Counter()

    @property
    def size(self) -> int:
        """Return how many values are kept."""
        return self._sum.size

    def add(self, groups: Array, vectors: Sequence[Vector]) -> None:
        """Keep some rows."""
        self._sum.add(groups, vectors)
        self._count.add(groups, vectors)

    def finish(self, count: int) -> Vector:
        """Return the mean of each of so many groups."""
        total, counts = self._sum.finish(count), self._count.finish(count)
        pairs = zip(total.values(), counts.values(), strict=True)
        return from_values([value / many if many else None for value, many in pairs])


def _one_by_one(
    name: str, groups: Array, vector: Vector, others: Sequence[Vector], count: int
) -> Vector:
    """Aggregate the Python values of each group."""
    lists = _collect(groups, vector, count)
    firsts = np.full(count, -1, np.int64)
    firsts[groups[::-1]] = np.arange(len(groups))[::-1]
    call, (arity, _) = AGGREGATIONS[name].call, AGGREGATIONS[name].arity
    blank = [0.5] * (arity - 1)
    extra = [each.values() for each in others]
    return from_values([
        call(values, *(blank if first < 0 else [each[first] for each in extra]))
        for values, first in zip(lists.values(), firsts.tolist(), strict=True)
    ])  # fmt: skip


def _collect(groups: Array, vector: Vector, count: int) -> Lists:
    starts = np.zeros(count + 1, np.int64)
    np.cumsum(np.bincount(groups, minlength=count), out=starts[1:])
    if len(groups) and (groups[1:] < groups[:-1]).any():
        vector = vector.take(stable_order(groups))
    return Lists(starts, vector)


def _sum_of_integers(groups: Array, column: Column, count: int) -> Vector | None:
    data = column.data
    if max(abs(int(data.min())), abs(int(data.max()))) * len(data) >= _INT64:
        return None
    total = np.zeros(count, np.int64)
    np.add.at(total, groups, data)
    return Column("int", total)


def _sum_of_floats(groups: Array, column: Column, count: int) -> Vector | None:
    """Add floats in the order of the rows, as Neo4j does; a group without any is the integer 0."""
    if np.bincount(groups, minlength=count).min() == 0:
        return None
    total = np.zeros(count, np.float64)
    np.add.at(total, groups, column.data)
    return Column("float", total)


def _least(groups: Array, column: Column, count: int) -> Vector | None:
    return _extreme(np.minimum, groups, column, count)


def _greatest(groups: Array, column: Column, count: int) -> Vector | None:
    return _extreme(np.maximum, groups, column, count)


def _extreme(better: Any, groups: Array, column: Column, count: int) -> Vector | None:  # noqa: ANN401
    """Find the least or the greatest value; texts go by their codes, which are in their order."""
    data = column.data
    if column.kind == "float" and np.isnan(data).any():
        return None
    found = np.zeros(count, data.dtype)
    found[groups] = data  # some value of the group, to begin with
    better.at(found, groups, data)
    some = np.bincount(groups, minlength=count) > 0
    return Column(column.kind, found, None if some.all() else some, column.words)


_FORMS: dict[tuple[str, str], Callable[[Array, Any, int], Vector | None]] = {
    ("sum", "int"): _sum_of_integers,
    ("sum", "float"): _sum_of_floats,
    **{("min", kind): _least for kind in ("int", "float", "date", "bool", "text")},
    **{("max", kind): _greatest for kind in ("int", "float", "date", "bool", "text")},
}
