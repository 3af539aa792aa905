"""A look at the columns of a block: which rows need a look of their own, and what they say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from relgraph.tables.among import weight
from relgraph.tables.coded import hashes
from relgraph.tables.sound import tidied

if TYPE_CHECKING:
    from collections.abc import Sequence

    from relgraph.graph.words import Array
    from relgraph.tables.coded import Coded
    from relgraph.tables.sheet import Block
    from relgraph.tables.typed import Typed


class Scan:
    """Marks the rows of a block that may be at fault, and sums up what each row says.

    Rows that say the same in all columns have the same ``content``, whatever their ids.
    """

    def __init__(self, block: Block) -> None:
        self.block = block
        self.suspect = np.zeros(block.size, bool)
        self.suspect[block.odd] = True
        self.content = np.zeros(block.size, np.int64)

    def texts(self, column: str, *, says: bool = True) -> Sequence[str]:
        """Return the cells of a column without the space around them."""
        texts, unsound = tidied(self.block.cells(column))
        self.suspect[unsound] = True
        if says:
            self.says(column, hashes(texts))
        return texts

    def codes(self, column: str, reader: Coded) -> Array:
        """Return the codes of the cells of a column."""
        codes = reader.codes(self.block.cells(column))
        known = reader.known.table()[codes]
        self.suspect |= known[:, 0] == 0
        self.says(column, known[:, 1])
        return codes

    def typed(
        self, columns: Sequence[str], reader: Typed, kinds: Array
    ) -> tuple[dict[str, Array], Array]:
        """Return the codes of typed columns, and a hash of what they mean.

        A row's kind says how its cells are read.
        """
        found, means = {}, np.zeros(self.block.size, np.int64)
        self.suspect[reader.lacking(self.block, kinds)] = True
        for column in columns:
            seen = reader.see(self.block, column, kinds)
            if seen:
                self.suspect |= seen.faulty
                self.says(column, seen.said)
                found[column] = seen.codes
                means += seen.means * weight(column)
        return found, means

    def says(self, column: str, hashed: Array) -> None:
        """Add what the cells of a column say, by its hashes."""
        self.content += hashed * weight(column)
