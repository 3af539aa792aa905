"""Texts of a column by code, each of them read once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from relgraph.tables.rows import FORMULA
from relgraph.tables.sound import is_sound

if TYPE_CHECKING:
    from collections.abc import Sequence

    from relgraph.graph.words import Array
    from relgraph.tables.sound import Read


class Values:
    """Values by code, and numbers that are known of each: whether it is sound, its hash, more.

    Code 0 is the empty cell, which is sound and has the value None.
    """

    def __init__(self, more: int = 0) -> None:
        self.values: list[Any] = [None]
        self._table = np.zeros((2 + more, 64), np.int64)
        self._table[0, 0] = 1
        self._new: list[tuple[int, ...]] = []

    def add(self, value: Any, numbers: tuple[int, ...]) -> int:  # noqa: ANN401  # any value of a cell
        """Add a value and what is known of it, and return its code."""
        self.values.append(value)
        self._new.append(numbers)
        return len(self.values) - 1

    def table(self) -> Array:
        """Return the numbers of all values: soundness, hashes, and a row for each that is more."""
        size, kinds = len(self.values), len(self._table)
        if self._new:
            if size > self._table.shape[1]:
                grown = np.zeros((kinds, 2 * size), np.int64)
                grown[:, : self._table.shape[1]] = self._table
                self._table = grown
            self._table[:, size - len(self._new) : size] = np.array(self._new, np.int64).T
            self._new.clear()
        return self._table


class Coded(dict[str, int]):
    """Codes of the cells of a column, each of which is read when it is first met.

    Parameters
    ----------
    read
        Reads a text: its value, whether it is sound, and the numbers that the values have.
    known
        Where the values go; several readers may share them.
    empty
        Whether an empty cell is read too.
    """

    def __init__(self, read: Read, known: Values | None = None, *, empty: bool = False) -> None:
        self.read = read
        self.known = Values() if known is None else known
        if not empty:
            self[""] = 0

    def __missing__(self, cell: str) -> int:
        text = cell.strip()
        formula = cell.startswith(FORMULA)
        if text != cell and not formula:
            code = self[text]
        else:
            value, sound, more = self.read(text)
            sound = sound and not formula and is_sound(text)
            code = self.known.add(value, (sound, hash(text), *more))
        self[cell] = code
        return code

    def codes(self, cells: Sequence[str]) -> Array:
        """Return the codes of cells."""
        if not any(cells):
            return np.full(len(cells), self[""], np.int32)
        return np.fromiter(map(self.__getitem__, cells), np.int32, len(cells))


def hashes(texts: Sequence[str]) -> Array:
    """Return the hashes of texts; that of an empty one is 0."""
    if not any(texts):
        return np.zeros(len(texts), np.int64)
    return np.fromiter(map(hash, texts), np.int64, len(texts))


def folded(texts: Sequence[str]) -> Array:
    """Return hashes that are equal where texts differ in case only."""
    return hashes([text.casefold() for text in texts])
