"""The relationships that each row rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from relgraph.cypher.operators.hop import numbers
from relgraph.cypher.vectors.kinds import Lists, Relationships
from relgraph.cypher.vectors.making import truths
from relgraph.cypher.vectors.sorting import stable_order
from relgraph.graph.words import offsets

if TYPE_CHECKING:
    from collections.abc import Iterator

    from relgraph.cypher.context import Context, Plan, Show
    from relgraph.cypher.slots import Slot
    from relgraph.cypher.vectors.batch import Batch
    from relgraph.cypher.vectors.kinds import Vector
    from relgraph.graph.property_graph import PropertyGraph
    from relgraph.graph.words import Array


class Live(Struct, frozen=True):
    """Where the relationships of a row are, and what says that something was not found.

    ``single`` slots have one, ``lists`` several, ``nested`` ones lists of lists. ``witnesses`` are
    nested, too: an empty one is an absence; so is null in a slot of ``found``, true in one of
    ``absent``, and in one of ``counted`` true, null or 0: a group of no rows.
    """

    single: tuple[int, ...] = ()
    lists: tuple[int, ...] = ()
    nested: tuple[int, ...] = ()
    witnesses: tuple[int, ...] = ()
    found: tuple[int, ...] = ()
    absent: tuple[int, ...] = ()
    counted: tuple[int, ...] = ()

    @property
    def plain(self) -> bool:
        """Whether rows have relationships and nothing else."""
        return not (self.nested or self.witnesses or self.found or self.absent or self.counted)

    def having(self, *slots: Slot) -> Live:
        """Return it with more slots of relationships."""
        single = [slot.number for slot in slots if slot.kind == "relationship"]
        lists = [slot.number for slot in slots if slot.kind != "relationship"]
        return replace(self, single=(*self.single, *single), lists=(*self.lists, *lists))

    def joined(self, other: Live) -> Live:
        """Return the slots of both."""
        names = self.__struct_fields__
        return Live(*((*getattr(self, name), *getattr(other, name)) for name in names))


class Behind(Struct, frozen=True):
    """Each row with its relationships, each once, and whether it rests on an absence."""

    input: Plan
    live: Live
    behind: int
    absent: int

    def details(self, _show: Show) -> str:
        """Return what EXPLAIN says of it."""
        return ""

    def run(self, context: Context, start: Batch) -> Iterator[Batch]:
        """Put them into their slots; they are gathered when they are read."""
        for batch in context.run(self.input, start):
            rests = _Rests(self.live, batch, context.graph)
            yield batch.having({self.behind: rests.lists, self.absent: rests.absences})


class _Rests:
    """What the rows of one batch rest on."""

    def __init__(self, live: Live, batch: Batch, graph: PropertyGraph) -> None:
        self.live = live
        self.batch = batch
        self.graph = graph

    def lists(self) -> Vector:
        """Return the relationships of each row."""
        live, size = self.live, self.batch.size
        pairs = [_of_single(self.batch[slot]) for slot in live.single]
        pairs += [_of_lists(self.batch[slot]) for slot in live.lists]
        pairs += [_of_nested(self.batch[slot]) for slot in (*live.nested, *live.witnesses)]
        none = np.zeros(0, np.int64)
        rows = np.concatenate([none, *(rows for rows, _ in pairs)])
        edges = np.concatenate([none, *(edges for _, edges in pairs)])
        codes = rows * max(self.graph.edge_count, 1) + edges
        chosen = np.arange(len(codes))
        if not (codes[1:] > codes[:-1]).all():  # most often they are in order, and each is once
            order = stable_order(codes)
            codes = codes[order]
            chosen = order[np.concatenate(([True], codes[1:] != codes[:-1]))]
        starts = offsets(np.bincount(rows[chosen], minlength=size))
        return Lists(starts, Relationships(self.graph, edges[chosen].astype(np.int32)))

    def absences(self) -> Vector:
        """Return which rows rest on what was not found."""
        live, batch = self.live, self.batch
        found = np.zeros(batch.size, bool)
        for slot in live.witnesses:
            found |= _sizes(batch[slot]) == 0
        for slot in live.found:
            found |= ~batch[slot].known()
        for slot in live.absent:
            found |= _among(batch[slot], (True,))
        for slot in live.counted:
            vector = batch[slot]
            none = _among(vector, (True, None)) if vector.kind != "int" else _among(vector, (0,))
            found |= none
        return truths(found)


def _among(vector: Vector, values: tuple[object, ...]) -> Array:
    """Return which rows have one of some values."""
    return np.fromiter((each in values for each in vector.values()), bool, len(vector))


def _of_single(vector: Vector) -> tuple[Array, Array]:
    edges = numbers(vector)
    rows = np.flatnonzero(edges >= 0)
    return rows, edges[rows].astype(np.int64)


def _sizes(vector: Vector) -> Array:
    return vector.sizes() if isinstance(vector, Lists) else np.zeros(len(vector), np.int64)


def _of_lists(vector: Vector) -> tuple[Array, Array]:
    if not isinstance(vector, Lists):
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    rows = np.repeat(np.arange(len(vector)), vector.sizes())
    edges = numbers(vector.items.take(np.arange(vector.starts[0], vector.starts[-1])))
    there = edges >= 0
    return rows[there], edges[there].astype(np.int64)


def _of_nested(vector: Vector) -> tuple[Array, Array]:
    if not isinstance(vector, Lists):
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    outer = np.repeat(np.arange(len(vector)), vector.sizes())
    inner = vector.items.take(np.arange(vector.starts[0], vector.starts[-1]))
    rows, edges = _of_lists(inner)
    return outer[rows], edges
