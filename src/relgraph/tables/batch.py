"""Some thousand rows of a file in columns: read in small blocks, and judged all at once.

A block is as large as the processor's cache, where reading cells is fast; arithmetic on whole
columns is fast where they are long.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from relgraph.graph.blocks import Numbers
from relgraph.tables.among import weight
from relgraph.tables.coded import hashes
from relgraph.tables.sound import tidied

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from relgraph.graph.words import Array
    from relgraph.tables.coded import Coded, Values
    from relgraph.tables.sheet import Block

_EVERY = slice(None)
FULL = 1 << 15
"""Rows from which on a batch is judged."""


class Batch:
    """Columns of numbers, block by block: codes of cells by column, and hashes of texts.

    Rows that say the same in all columns have the same content, whatever their ids.
    """

    def __init__(self) -> None:
        self.numbers = Numbers()
        self.columns: set[str] = set()
        self._coded: dict[str, Values] = {}
        self._hashed: set[str] = set()
        self._found: dict[str, Array] = {}
        self._unsound: list[int] = []

    @property
    def size(self) -> int:
        """Number of rows."""
        return self.numbers.size

    def begin(self, block: Block) -> None:
        """Begin a block."""
        self.block = block
        self.columns |= block.columns.keys()
        self._found = {}
        self._unsound = [*block.odd]

    def end(self) -> None:
        """End a block."""
        if self._unsound:
            suspect = np.zeros(self.block.size, bool)
            suspect[self._unsound] = True
            self._found["suspect"] = suspect
        self.numbers.add(self.block.size, self._found)

    def texts(self, column: str) -> Sequence[str]:
        """Read a column as texts, and return them without the space around them."""
        texts, unsound = tidied(self.block.cells(column))
        self._unsound += unsound
        self.says(column, texts)
        return texts

    def codes(self, column: str, reader: Coded) -> Array:
        """Read a column as codes, and return them."""
        codes = reader.codes(self.block.cells(column))
        self.put(column, codes, reader.known)
        return codes

    def put(self, column: str, codes: Array, known: Values | None = None) -> None:
        """Take a column of numbers, which may be codes of values."""
        self._found[column] = codes
        if known:
            self._coded[column] = known

    def says(self, column: str, texts: Sequence[str], rows: Array | slice = _EVERY) -> None:
        """Take what a column says as it stands, in all or in some rows of the block."""
        if any(texts):
            said = self._found.setdefault(f"{column}#", np.zeros(self.block.size, np.int64))
            said[rows] = hashes(texts)
            self._hashed.add(column)

    def doubt(self, rows: Iterable[int]) -> None:
        """Take some rows of the block for ones that need a look of their own."""
        self._unsound += rows

    def filled(self, column: str) -> Array:
        """Return a mask of the rows in which a column is not empty."""
        found: Array = (self.numbers[column] != 0) | (self.numbers[f"{column}#"] != 0)
        return found

    def judged(self) -> tuple[Array, Array]:
        """Return a mask of the rows that need a look, and a hash of what each row says."""
        suspect = self.numbers["suspect"].astype(bool)
        content = np.zeros(self.size, np.int64)
        for column in self._hashed - {"id"}:
            content += self.numbers[f"{column}#"] * weight(column)
        for column, known in self._coded.items():
            sound, said = known.table()[:2]
            codes = self.numbers[column]
            if codes.any() or not sound[0]:
                suspect |= sound[codes] == 0
                content += said[codes] * weight(column)
        return suspect, content
