"""Some rows of a run: vectors by slot, gathered only when they are read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from relgraph.cypher.vectors.making import concat, nulls

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from relgraph.cypher.vectors.kinds import Vector
    from relgraph.graph.words import Array

    Later = Callable[[], Vector]

Place = int | str
"""The number of a slot, or the name that an expression gives to the items of a list."""
MORSEL = 65_536
"""How many rows an operator hands on at a time, about."""


class Batch:
    """``size`` rows: vectors of their own, and the rest from rows of another batch.

    A slot that is not read costs nothing, so no operator needs to know which are read later.

    Parameters
    ----------
    size
        How many rows.
    own
        Vectors by slot, or functions that make them.
    source, rows
        The batch that has the other slots, and its row of each of these; all, if None.

    Examples
    --------
    >>> import numpy as np
    >>> from relgraph.cypher.vectors.making import from_values
    >>> batch = Batch(3, {0: from_values([1, 2, 3])}).take(np.array([2, 0]))
    >>> batch[0].values(), batch[1].values()
    ([3, 1], [None, None])
    """

    __slots__ = ("_own", "_rows", "_source", "size")

    def __init__(
        self,
        size: int,
        own: Mapping[Any, Vector | Later] | None = None,
        source: Batch | None = None,
        rows: Array | None = None,
    ) -> None:
        self.size = size
        self._own: dict[Place, Vector | Later] = dict(own or {})
        self._source = source
        self._rows = rows

    def __getitem__(self, place: Place) -> Vector:
        found = self._own.get(place)
        if found is None:
            if self._source is None:
                return nulls(self.size)
            found = self._source[place]
            if self._rows is not None:
                found = found.take(self._rows)
            self._own[place] = found
        elif callable(found):
            found = self._own[place] = found()
        return found

    def take(self, rows: Array) -> Batch:
        """Return some rows."""
        return Batch(len(rows), None, self, rows)

    def having(self, own: Mapping[Any, Vector | Later]) -> Batch:
        """Return the same rows with other vectors in some slots."""
        return Batch(self.size, own, self)


class Joined(Batch):
    """Batches one after the other; a slot is joined when it is read."""

    __slots__ = ("_parts",)

    def __init__(self, parts: Sequence[Batch]) -> None:
        super().__init__(sum(part.size for part in parts))
        self._parts = parts

    def __getitem__(self, place: Place) -> Vector:
        if place not in self._own:
            self._own[place] = concat([part[place] for part in self._parts])
        return super().__getitem__(place)


def joined(parts: Sequence[Batch]) -> Batch:
    """Return batches, of which there is one at least, as one."""
    return parts[0] if len(parts) == 1 else Joined(parts)
