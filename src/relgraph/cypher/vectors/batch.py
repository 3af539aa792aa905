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

    __slots__ = ("_own", "_read", "_rows", "_source", "size")

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
        self._read: dict[Place | tuple[Place, str], Vector] = {}

    def __getitem__(self, place: Place) -> Vector:
        found = self._read.get(place)
        if found is None:
            given = self._own.get(place)
            if given is None:
                given = self._taken(place)
            found = self._read[place] = given() if callable(given) else given
        return found

    def _taken(self, place: Place) -> Vector:
        if self._source is None:
            return nulls(self.size)
        found = self._source[place]
        return found if self._rows is None else found.take(self._rows)

    def derived(self, place: Place, key: str, make: Callable[[Vector], Vector]) -> Vector:
        """Return what a function makes of a slot, under a key: once, where there are fewest rows.

        That is where the slot was filled, unless rows have been left out since.
        """
        at = (place, key)
        found = self._read.get(at)
        if found is None:
            found = self._read[at] = self._derived(place, key, make)
        return found

    def _derived(self, place: Place, key: str, make: Callable[[Vector], Vector]) -> Vector:
        source = self._source
        if place in self._own or source is None:
            return make(self[place])
        if source.size > self.size and (place, key) not in source._read:  # noqa: SLF001
            return make(self[place])
        found = source.derived(place, key, make)
        return found if self._rows is None else found.take(self._rows)

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

    def _taken(self, place: Place) -> Vector:
        return concat([part[place] for part in self._parts])

    def _derived(self, place: Place, key: str, make: Callable[[Vector], Vector]) -> Vector:
        return concat([part.derived(place, key, make) for part in self._parts])


def joined(parts: Sequence[Batch]) -> Batch:
    """Return batches, of which there is one at least, as one."""
    return parts[0] if len(parts) == 1 else Joined(parts)
