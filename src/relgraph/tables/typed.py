"""Typed columns: what the schema says of a cell depends on the type of its row."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from relgraph.model.quantity import Quantity
from relgraph.tables.cells import read_property
from relgraph.tables.coded import Coded, Values, hashes
from relgraph.tables.sound import probed, tidied

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from relgraph.graph.words import Array
    from relgraph.model.types import Property
    from relgraph.tables.known import KnownNodes
    from relgraph.tables.sheet import Block
    from relgraph.tables.sound import Read


class Seen(NamedTuple):
    """What was found in a typed column: codes of its values, rows at fault, hashes.

    ``said`` are the hashes of the texts, ``means`` those of the values as two spells compare
    them: of a quantity only that it is there.
    """

    codes: Array
    faulty: Array
    said: Array
    means: Array


class Typed:
    """Reads typed columns; the values of a column are shared by all types that have it.

    Parameters
    ----------
    types
        The typed properties of each type, in the order of their numbers.
    nodes
        The nodes that a cell may name.
    keep
        Whether texts are kept, too.
    """

    def __init__(
        self, types: Iterable[Mapping[str, Property]], nodes: KnownNodes, *, keep: bool
    ) -> None:
        self.types = tuple(types)
        self.nodes = nodes
        self.keep = keep
        self.values: dict[str, Values] = {}
        self._readers: dict[tuple[int, str], Coded] = {}

    def see(self, block: Block, column: str, kinds: Array) -> Seen | None:
        """Read a column of rows that have these types, -1 for none; None if it is empty."""
        cells = block.cells(column)
        if not any(cells):
            return None
        size = len(cells)
        codes, faulty = np.zeros(size, np.int32), np.zeros(size, bool)
        said, means = np.zeros(size, np.int64), np.zeros(size, np.int64)
        for kind in np.flatnonzero(np.bincount(kinds + 1)).tolist():
            rows = np.flatnonzero(kinds == kind - 1)
            some = cells if len(rows) == size else [cells[row] for row in rows.tolist()]
            prop = self.types[kind - 1].get(column) if kind else None
            if prop is None or (prop.type == "text" and not self.keep):
                texts, odd = tidied(some)
                said[rows] = hashes(texts)
                if prop is None:
                    faulty[rows] = said[rows] != 0
                else:
                    means[rows] = said[rows]
                    faulty[rows[odd]] = True
                continue
            reader = self._reader(kind - 1, column, prop)
            codes[rows] = found = reader.codes(some)
            sound, said[rows], means[rows] = reader.known.table()[found].T
            faulty[rows] = sound == 0
        return Seen(codes, faulty, said, means)

    def lacking(self, block: Block, kinds: Array) -> Array:
        """Return the rows without a cell that their type needs.

        Of those whose column is not there it is the first of each type: the fault is one.
        """
        found = [np.zeros(0, np.int64)]
        for kind in np.flatnonzero(np.bincount(kinds + 1)[1:]).tolist():
            rows = np.flatnonzero(kinds == kind)
            for column, prop in self.types[kind].items():
                if prop.required and column not in block.columns:
                    found.append(rows[:1])
                elif prop.required:
                    filled = map(bool, map(str.strip, block.cells(column)))
                    found.append(rows[~np.fromiter(filled, bool, block.size)[rows]])
        return np.concatenate(found)

    def _reader(self, kind: int, column: str, prop: Property) -> Coded:
        found = self._readers.get((kind, column))
        if found is None:
            values = self.values.setdefault(column, Values(more=1))
            found = self._readers[kind, column] = Coded(self._read(column, prop), values)
        return found

    def _read(self, column: str, prop: Property) -> Read:
        probe = probed(column, lambda row: read_property(row, column, prop, self.nodes))

        def read(text: str) -> tuple[object, bool, tuple[int, ...]]:
            value, sound, _ = probe(text)
            means = 0 if value is None else hash((column, _compared(value)))
            return value, sound, (means,)

        return read


def _compared(value: object) -> object:
    return "" if isinstance(value, Quantity) else value
