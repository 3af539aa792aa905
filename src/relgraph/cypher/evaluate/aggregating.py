"""Aggregations over groups: array forms of the frequent ones, and the rest group by group."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from relgraph.cypher.functions.aggregations import AGGREGATIONS
from relgraph.cypher.vectors.batch import MORSEL
from relgraph.cypher.vectors.kinds import Constant, Lists
from relgraph.cypher.vectors.making import concat, from_values, spread
from relgraph.cypher.vectors.sorting import stable_order
from relgraph.graph.columns import Column
from relgraph.graph.words import offsets

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from relgraph.cypher.vectors.kinds import Vector
    from relgraph.graph.words import Array

    Form = Callable[[Sequence[Array], Any, int, Array | None], Vector | None]

_INT64 = 2**63
_MANY = 1_000_000
_DEEP = 16


class Counter:
    """Counts the rows of each group as they come."""

    def __init__(self) -> None:
        self._counts = np.zeros(0, np.int64)

    def add(self, groups: Array) -> None:
        """Count some rows."""
        counts = np.bincount(groups, minlength=len(self._counts))
        counts[: len(self._counts)] += self._counts
        self._counts = counts

    def finish(self, count: int) -> Array:
        """Return the number of rows of each of so many groups."""
        whole = np.zeros(count, np.int64)
        whole[: len(self._counts)] = self._counts
        return whole


class Gatherer:
    """Keeps the values of each group, which are aggregated when all are there.

    Values are those of the first argument, none of them null; of the other arguments a group has
    those that stand beside its first value.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self.size = 0
        self._parts: list[tuple[Array, Sequence[Vector]]] = []

    def add(self, groups: Array, vectors: Sequence[Vector]) -> None:
        """Keep some rows; sums, least and greatest values of many are kept in their place."""
        if len(groups):
            self._parts.append((groups, vectors))
            self.size += len(groups)
            if self.size > _MANY and self.name in ("sum", "min", "max"):
                self._compact()

    def _compact(self) -> None:
        distinct = np.flatnonzero(np.bincount(np.concatenate([each for each, _ in self._parts])))
        number = np.zeros(distinct[-1] + 1, np.int64)
        number[distinct] = np.arange(len(distinct))
        parts = [(number[groups], vectors) for groups, vectors in self._parts]
        found = _by_form(self.name, parts, len(distinct))
        if found is not None and found.known().all():
            self._parts, self.size = [(distinct, [found])], len(distinct)

    def finish(self, count: int, counts: Array | None = None) -> Vector:
        """Return the aggregation of each of so many groups, and of so many values if known."""
        if not self._parts:
            blank = [0.5] * (AGGREGATIONS[self.name].arity[0] - 1)
            return from_values([AGGREGATIONS[self.name].call([], *blank) for _ in range(count)])
        found = _by_form(self.name, self._parts, count, counts)
        if found is not None:
            return found
        vector, *others = (concat(each) for each in zip(*(v for _, v in self._parts), strict=True))
        if isinstance(vector, Constant):
            vector = spread(vector)
        groups = np.concatenate([each for each, _ in self._parts])
        if self.name == "collect":
            return _collect(groups, vector, count)
        found = _by_form(self.name, [(groups, [vector])], count, counts)
        return _one_by_one(self.name, groups, vector, others, count) if found is None else found


def _by_form(
    name: str,
    parts: Sequence[tuple[Array, Sequence[Vector]]],
    count: int,
    counts: Array | None = None,
) -> Vector | None:
    """Aggregate columns of one kind by an array form; None if there is none for these values."""
    columns = [vectors[0] for _, vectors in parts]
    form = _FORMS.get((name, columns[0].kind))
    alike = {(each.kind, id(getattr(each, "words", None))) for each in columns}
    if form is None or len(alike) > 1 or not all(isinstance(each, Column) for each in columns):
        return None
    return form([each for each, _ in parts], columns, count, counts)


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
    starts = offsets(np.bincount(groups, minlength=count))
    if len(groups) and (groups[1:] < groups[:-1]).any():
        vector = vector.take(stable_order(groups))
    return Lists(starts, vector)


def _present(groups: Sequence[Array], count: int, counts: Array | None) -> Array:
    """Return which groups have a value."""
    if counts is not None:
        return counts > 0
    found = np.zeros(count, bool)
    for each in groups:
        found[each] = True
    return found


def _sum_of_integers(
    groups: Sequence[Array], columns: Sequence[Column], count: int, _counts: Array | None
) -> Vector | None:
    most = sum(
        max(abs(int(each.data.min())), abs(int(each.data.max()))) * len(each) for each in columns
    )
    if most >= _INT64:
        return None
    total = np.zeros(count, np.int64)
    for group, each in zip(groups, columns, strict=True):
        np.add.at(total, group, each.data)
    return Column("int", total)


def _sum_of_floats(
    groups: Sequence[Array], columns: Sequence[Column], count: int, counts: Array | None
) -> Vector | None:
    """Add floats in the order of the rows, as Neo4j does; a group without any is the integer 0."""
    if not _present(groups, count, counts).all():
        return None
    total = np.bincount(groups[0], columns[0].data, count)
    for group, each in zip(groups[1:], columns[1:], strict=True):
        np.add.at(total, group, each.data)
    return Column("float", total)


def _least(
    groups: Sequence[Array], columns: Sequence[Column], count: int, counts: Array | None
) -> Vector | None:
    return _extreme(np.minimum, groups, columns, _present(groups, count, counts))


def _greatest(
    groups: Sequence[Array], columns: Sequence[Column], count: int, counts: Array | None
) -> Vector | None:
    return _extreme(np.maximum, groups, columns, _present(groups, count, counts))


def _extreme(
    better: np.ufunc, groups: Sequence[Array], columns: Sequence[Column], some: Array
) -> Vector | None:
    """Find the least or the greatest value; texts go by their codes, which are in their order."""
    first = columns[0]
    if first.kind == "float" and any(np.isnan(each.data).any() for each in columns):
        return None
    found = np.zeros(len(some), first.data.dtype)
    pairs = list(zip(groups, columns, strict=True))
    for group, each in pairs:
        found[group] = each.data  # some value of the group, to begin with
    for group, each in pairs:
        better.at(found, group, each.data)
    return Column(first.kind, found, None if some.all() else some, first.words)


def _quick_mean(
    groups: Sequence[Array], columns: Sequence[Column], count: int, counts: Array | None
) -> Vector:
    total, sizes = np.zeros(count), np.zeros(count, np.int64)
    for group, each in zip(groups, columns, strict=True):
        total += np.bincount(group, each.data, count)
        sizes += np.bincount(group, minlength=count)
    some = _present(groups, count, counts)
    found = np.divide(total, sizes, out=np.zeros(count), where=sizes > 0)
    return Column("float", found, None if some.all() else some)


def _mean(
    groups: Sequence[Array], columns: Sequence[Column], count: int, counts: Array | None
) -> Vector | None:
    """Move the mean of each group by its values in turn, as Neo4j does: its last digits tell.

    Of more rows than a morsel the mean is the sum divided by the count: there the last digits are
    an accident of the order of the rows, in Neo4j too.
    """
    whole = np.concatenate(groups)
    if len(whole) > MORSEL:
        return _quick_mean(groups, columns, count, counts)
    values = np.concatenate([each.data for each in columns]).astype(np.float64)
    sizes = np.bincount(whole, minlength=count)
    most = int(sizes.max())
    if most * _DEEP > len(whole):  # few groups: level by level would take longer
        return None
    starts = offsets(sizes)[:-1]
    ordered = values[stable_order(whole)]
    found = np.zeros(count)
    left = np.flatnonzero(sizes)
    for level in range(most):
        left = left[sizes[left] > level]
        found[left] += (ordered[starts[left] + level] - found[left]) / (level + 1)
    some = _present(groups, count, counts)
    return Column("float", found, None if some.all() else some)


_FORMS: dict[tuple[str, str], Form] = {
    ("sum", "int"): _sum_of_integers,
    ("sum", "float"): _sum_of_floats,
    ("avg", "int"): _mean,
    ("avg", "float"): _mean,
    **{("min", kind): _least for kind in ("int", "float", "date", "bool", "text")},
    **{("max", kind): _greatest for kind in ("int", "float", "date", "bool", "text")},
}
"""What aggregates columns, with the groups of their rows, into so many groups."""
