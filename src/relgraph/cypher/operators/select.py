"""Some of the walks between two nodes: the shortest ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from relgraph.cypher.operators.hop import numbers
from relgraph.cypher.operators.repeat import Repeat
from relgraph.cypher.operators.walk import Walk
from relgraph.cypher.vectors.batch import joined
from relgraph.cypher.vectors.grouping import Groups
from relgraph.cypher.vectors.kinds import Lists
from relgraph.cypher.vectors.making import ordinals
from relgraph.cypher.vectors.sorting import stable_order

if TYPE_CHECKING:
    from collections.abc import Iterator

    from relgraph.cypher.context import Context, Plan, Show
    from relgraph.cypher.slots import Slot
    from relgraph.cypher.vectors.batch import Batch
    from relgraph.graph.words import Array


class Select(Struct, frozen=True):
    """For each row and each pair of ends the ``count`` shortest walks of the inner plan.

    ``groups`` are all those of the ``count`` smallest lengths. Where one part of the walk has no
    greatest length, lengths are tried one after the other.
    """

    input: Plan
    inner: Plan
    ordinal: int
    ends: tuple[int, int]
    relations: tuple[Slot, ...]
    kind: Literal["any", "shortest", "groups"]
    count: int

    def details(self, show: Show) -> str:
        """Return what EXPLAIN says of it."""
        return (
            f"{self.kind} {self.count} from {show.slot(self.ends[0])} to {show.slot(self.ends[1])}"
        )

    def run(self, context: Context, start: Batch) -> Iterator[Batch]:
        """Yield the rows of the walks that are chosen."""
        for given in context.run(self.input, start):
            outer = given.having({self.ordinal: ordinals(given.size)})
            found = self._found(context, outer)
            if found:
                whole = joined(found)
                yield whole.take(self._chosen(whole))

    def _found(self, context: Context, outer: Batch) -> list[Batch]:
        """Return all walks that may be chosen."""
        walks = [plan for plan in _below(self.inner) if isinstance(plan, (Walk, Repeat))]
        if len(walks) != 1 or walks[0].high is not None:
            return list(context.run(self.inner, outer))
        [walk] = walks
        found: list[Batch] = []
        length = walk.low
        while not (found and self._enough(outer, joined(found))):
            found += context.run(_of_length(self.inner, length), outer)
            context.meter.keep(sum(each.size for each in found))
            opened = _opened(replace(walk, low=length, high=length))
            if length and next(context.run(opened, outer), None) is None:
                break
            length += 1
        return found

    def _enough(self, outer: Batch, found: Batch) -> bool:
        """Return whether the ends of all rows are known, and each has walks enough."""
        fixed = all(numbers(outer[end]).min(initial=0) >= 0 for end in self.ends)
        rows = found[self.ordinal].data  # type: ignore[union-attr]  # numbers
        if not fixed or self.kind == "groups":
            lengths = self._lengths(found)
            pairs = np.unique(np.stack([rows, lengths]), axis=1)[0]
            return fixed and bool((np.bincount(pairs, minlength=outer.size) > self.count).all())
        return bool((np.bincount(rows, minlength=outer.size) >= self.count).all())

    def _lengths(self, rows: Batch) -> Array:
        total = np.zeros(rows.size, np.int64)
        for slot in self.relations:
            vector = rows[slot.number]
            total += vector.sizes() if isinstance(vector, Lists) else 1
        return total

    def _chosen(self, rows: Batch) -> Array:
        """Return the rows of the shortest walks of each row and each pair of ends, in order."""
        lengths = self._lengths(rows)
        keys = [rows[self.ordinal], *(rows[end] for end in self.ends)]
        pairs, _ = Groups(len(keys)).number(keys, rows.size)
        order = stable_order(lengths)
        order = order[stable_order(pairs[order])]
        pairs, lengths = pairs[order], lengths[order]
        place: Array
        begins: Array = np.concatenate(([True], pairs[1:] != pairs[:-1]))
        if self.kind == "groups":
            longer = np.concatenate(([True], lengths[1:] != lengths[:-1])) | begins
            place = np.cumsum(longer)
            place = place - np.maximum.accumulate(np.where(begins, place, 0))
        else:
            place = np.arange(len(order))
            place = place - np.maximum.accumulate(np.where(begins, place, 0))
        return np.sort(order[place < self.count])


def _below(plan: Any) -> Iterator[Any]:  # noqa: ANN401  # any operator
    """Walk the operators of a chain."""
    yield plan
    if hasattr(plan, "input"):
        yield from _below(plan.input)


def _of_length(plan: Any, length: int) -> Any:  # noqa: ANN401  # any operator
    """Return a chain with its one walk of a length."""
    if isinstance(plan, (Walk, Repeat)):
        return replace(plan, low=length, high=length)
    return replace(plan, input=_of_length(plan.input, length)) if hasattr(plan, "input") else plan


def _opened(walk: Walk | Repeat) -> Walk | Repeat:
    """Return a walk to wherever it leads."""
    if isinstance(walk, Repeat):
        return replace(walk, closed=False)
    return replace(walk, hop=replace(walk.hop, closed=False))
