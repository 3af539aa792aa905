"""Rows by their id: a text column whose texts all differ."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from relgraph.graph.columns import Column
    from relgraph.graph.words import Array, Words


@dataclass(frozen=True, slots=True)
class IdIndex:
    """The row of each id: ``rows[code]`` has the text ``words[code]``; -1 is none.

    ``ordered`` has the rows in the order of their ids.
    """

    rows: Array
    words: Words
    ordered: Array

    @classmethod
    def of(cls, column: Column | None) -> IdIndex | None:
        """Index a column; None where it holds no texts, or one of them twice.

        >>> from relgraph.graph.columns import column_of
        >>> index = IdIndex.of(column_of(["b", None, "a"]))
        >>> index.find("b"), index.ordered.tolist()
        (0, [2, 0])
        >>> IdIndex.of(column_of(["a", "a"])) is None
        True
        """
        if column is None or column.kind != "text" or column.words is None:
            return None
        known = np.flatnonzero(column.known()).astype(np.int32)
        rows = np.full(len(column.words), -1, np.int32)
        rows[column.data[known]] = known
        ordered = rows[rows >= 0]
        return cls(rows, column.words, ordered) if len(ordered) == len(known) else None

    def find(self, id: str) -> int:
        """Return the row of an id, or -1."""
        code = self.words.find(id)
        return -1 if code < 0 else int(self.rows[code])
