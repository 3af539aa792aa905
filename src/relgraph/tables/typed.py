"""Typed columns: what the schema says of a cell depends on the type of its row."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from relgraph.model.quantity import Quantity
from relgraph.tables.among import weight
from relgraph.tables.cells import read_property
from relgraph.tables.coded import Coded, Values
from relgraph.tables.sound import probed, tidied

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from relgraph.graph.words import Array
    from relgraph.model.types import Property
    from relgraph.tables.batch import Batch
    from relgraph.tables.known import KnownNodes
    from relgraph.tables.sound import Read


class Typed:
    """Reads typed columns; the values of a column are shared by all types that have it.

    Parameters
    ----------
    types
        The typed properties of each type, in the order of their numbers.
    nodes
        The nodes that a cell may name.
    base
        The columns that are not typed.
    keep
        Whether texts are kept, too.
    """

    def __init__(
        self,
        types: Iterable[Mapping[str, Property]],
        nodes: KnownNodes,
        base: Iterable[str],
        *,
        keep: bool,
    ) -> None:
        self.types = tuple(types)
        self.nodes = nodes
        self.base = frozenset(base)
        self.keep = keep
        self.details = {name for type in self.types for name, prop in type.items() if prop.detail}
        self.values: dict[str, Values] = {}
        self._readers: dict[tuple[int, str], Coded] = {}

    def see(self, batch: Batch, kinds: Array) -> None:
        """Read the typed columns of a block whose rows have these types, -1 for none."""
        for column in batch.block.columns.keys() - self.base:
            if any(batch.block.cells(column)):
                self._see(batch, column, kinds)

    def _see(self, batch: Batch, column: str, kinds: Array) -> None:
        cells = batch.block.cells(column)
        known = self.values.setdefault(column, Values(more=2))
        codes = np.zeros(len(cells), np.int32)
        for kind in np.flatnonzero(np.bincount(kinds + 1)).tolist():
            rows = np.flatnonzero(kinds == kind - 1)
            some = cells if len(rows) == len(cells) else [cells[row] for row in rows.tolist()]
            prop = self.types[kind - 1].get(column) if kind else None
            if prop and (prop.type != "text" or self.keep):
                codes[rows] = self._reader(kind - 1, column, prop, known).codes(some)
                continue
            texts, unsound = tidied(some)
            batch.doubt(rows[unsound].tolist())
            batch.says(column if prop else f"{column} of others", texts, rows)
            if not prop:
                batch.doubt(rows[np.fromiter(map(bool, texts), bool, len(texts))].tolist())
        batch.put(column, codes, known)

    def judge(self, batch: Batch, kinds: Array) -> tuple[Array, Array, Array]:
        """Return the rows without a cell that their type needs, and a hash of what the cells mean.

        Of those whose column is not there it is the first of each type: the fault is one. What
        quantities and details say is left out of the hash; the third array is a mask of rows that
        have a quantity.
        """
        lacking = [np.zeros(0, np.int64)]
        for kind in np.flatnonzero(np.bincount(kinds + 1)[1:]).tolist():
            rows = np.flatnonzero(kinds == kind)
            needed = [column for column, prop in self.types[kind].items() if prop.required]
            for column in needed:
                there = column in batch.columns
                lacking.append(rows[~batch.filled(column)[rows]] if there else rows[:1])
        means = np.zeros(batch.size, np.int64)
        measured = np.zeros(batch.size, bool)
        for column in batch.columns & self.values.keys():
            value, quantity = self.values[column].table()[2:, batch.numbers[column]]
            if column not in self.details:
                means += (value + batch.numbers[f"{column}#"]) * weight(column)
            measured |= quantity.astype(bool)
        return np.concatenate(lacking), means, measured

    def _reader(self, kind: int, column: str, prop: Property, known: Values) -> Coded:
        found = self._readers.get((kind, column))
        if found is None:
            found = self._readers[kind, column] = Coded(self._read(column, prop), known)
        return found

    def _read(self, column: str, prop: Property) -> Read:
        return probed(
            column, lambda row: read_property(row, column, prop, self.nodes), _means, _measures
        )


def _means(value: object) -> int:
    return 0 if value is None or isinstance(value, Quantity) else hash((value,))


def _measures(value: object) -> int:
    return isinstance(value, Quantity)
