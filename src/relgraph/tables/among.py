"""What holds between rows, whole columns at once: which rows others may contradict or repeat."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from relgraph.graph.words import Array


def weight(column: str) -> int:
    """Return an odd number by which what a column says is told from what others say."""
    return hash(column) | 1


def repeated(keys: Array) -> Array:
    """Return a mask of the rows whose key another row has.

    >>> repeated(np.array([5, 7, 5])).tolist()
    [True, False, True]
    """
    order = np.argsort(keys, kind="stable")
    same = keys[order[1:]] == keys[order[:-1]]
    found = np.zeros(len(keys), bool)
    found[order[1:][same]] = True
    found[order[:-1][same]] = True
    return found


def _groups(keys: Array) -> tuple[Array, Array]:
    """Return the rows ordered by their keys, and for each of them the number of its group."""
    order = np.argsort(keys, kind="stable")
    first = np.ones(len(keys), bool)
    first[1:] = keys[order[1:]] != keys[order[:-1]]
    return order, np.cumsum(first) - 1


def _of_groups(rows: Array, groups: Array, chosen: Array) -> Array:
    """Return the rows of the groups that a chosen one is in."""
    found: Array = rows[(np.bincount(groups, chosen) > 0)[groups]]
    return found


def overlapping(keys: Array, start: Array, end: Array) -> Array:
    """Return the rows that share a key with two spells that share a day; a start of 0 is no spell.

    >>> days = np.array([1, 5, 9]), np.array([5, 6, 9])
    >>> overlapping(np.array([3, 3, 3]), *days).tolist(), overlapping(np.arange(3), *days).tolist()
    ([0, 1, 2], [])
    """
    spells = np.flatnonzero((start > 0) & (end >= start))
    order = spells[np.lexsort((start[spells], keys[spells]))]
    same = keys[order[1:]] == keys[order[:-1]]
    groups = np.concatenate([order[:1] * 0, np.cumsum(~same)])
    met = np.zeros(len(order), bool)
    met[1:] = same & (start[order[1:]] <= end[order[:-1]])
    return _of_groups(order, groups, met)


class Facts:
    """Rows by the fact that they share; a key of 0 is none."""

    def __init__(self, facts: Array, about: Array, claim: Array) -> None:
        rows = np.flatnonzero(facts)
        order, self._groups = _groups(facts[rows])
        self._rows = rows[order]
        self._about = about[self._rows]
        self._open = ~claim[self._rows]

    def odd(self) -> Array:
        """Return the rows of facts that have but one, claims aside, or are not about the same."""
        alone = (np.bincount(self._groups)[self._groups] == 1) | (
            np.bincount(self._groups, self._open)[self._groups] == 1
        )
        other = np.zeros(len(self._rows), bool)
        other[1:] = (self._groups[1:] == self._groups[:-1]) & (self._about[1:] != self._about[:-1])
        return _of_groups(self._rows, self._groups, alone | other)

    def of(self, suspect: Array) -> Array:
        """Return the rows that share a fact with one of a mask."""
        return _of_groups(self._rows, self._groups, suspect[self._rows])


class Corrections:
    """Which rows name which others as their correction, by the hashes of ids."""

    def __init__(self, ids: Array, awaiting: Array, awaited: Array) -> None:
        self.awaiting = awaiting
        order = np.argsort(ids, kind="stable")
        at = np.minimum(np.searchsorted(ids[order], awaited), max(len(ids) - 1, 0))
        target = order[at] if len(ids) else np.zeros(len(awaited), np.int64)
        self.known = ids[target] == awaited if len(ids) else np.zeros(len(awaited), bool)
        self.target = target

    def odd(self, corrects: Array) -> Array:
        """Return the rows that name none, or one that cannot correct."""
        weak = ~self.known
        weak[self.known] = ~corrects[self.target[self.known]]
        found: Array = self.awaiting[weak]
        return found

    def of(self, suspect: Array) -> Array:
        """Return the rows that are named by one of a mask, and those that name one of it."""
        named = suspect[self.awaiting] & self.known
        naming = self.known.copy()
        naming[self.known] = suspect[self.target[self.known]]
        return np.concatenate([self.target[named], self.awaiting[naming]])


def closed(suspect: Array, facts: Facts, corrections: Corrections) -> Array:
    """Return a mask of some rows, and of all without which those cannot be judged."""
    found = suspect.copy()
    while True:
        before = int(found.sum())
        found[facts.of(found)] = True
        found[corrections.of(found)] = True
        if int(found.sum()) == before:
            return found
