"""What comes block by block: numbers, and texts that are held as bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from relgraph.graph.columns import Column
from relgraph.graph.words import Words, offsets

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from relgraph.graph.words import Array


class Numbers:
    """Columns of numbers that come block by block; what a block lacks, or has 0 of, is 0.

    >>> numbers = Numbers()
    >>> numbers.add(2, {"a": np.array([1, 2])})
    >>> numbers.add(1, {"b": np.array([3])})
    >>> numbers["a"].tolist(), numbers["b"].tolist(), numbers["c"].tolist()
    ([1, 2, 0], [0, 0, 3], [0, 0, 0])
    """

    def __init__(self) -> None:
        self.size = 0
        self._parts: dict[str, list[tuple[int, Array]]] = {}

    def add(self, size: int, columns: Mapping[str, Array]) -> None:
        """Add a block of so many rows."""
        for name, column in columns.items():
            if column.any():
                self._parts.setdefault(name, []).append((self.size, column))
        self.size += size

    def __getitem__(self, name: str) -> Array:
        """Return a column of all rows; its parts are joined once."""
        parts = self._parts.get(name, [])
        if len(parts) == 1 and len(parts[0][1]) == self.size:
            return parts[0][1]
        whole = np.zeros(self.size, parts[0][1].dtype if parts else np.int32)
        for start, part in parts:
            whole[start : start + len(part)] = part
        self._parts[name] = [(0, whole)]
        return whole


class Texts:
    """Texts that come block by block; an empty one is null.

    >>> texts = Texts()
    >>> texts.add(["b", ""])
    >>> texts.add(["日"])
    >>> texts.column(4).values()
    ['b', None, '日', None]
    """

    def __init__(self) -> None:
        self._blobs: list[bytes] = []
        self._sizes: list[Array] = []

    def add(self, texts: Sequence[str]) -> None:
        """Add the texts of some rows."""
        joined = "".join(texts)
        if not joined:
            self.skip(len(texts))
            return
        sizes = map(len, texts if joined.isascii() else map(str.encode, texts))
        self._blobs.append(joined.encode())
        self._sizes.append(np.fromiter(sizes, np.int32, len(texts)))

    def skip(self, count: int) -> None:
        """Add so many rows without a text."""
        self._sizes.append(np.zeros(count, np.int32))

    def then(self, texts: Sequence[str]) -> Texts:
        """Return these texts with others after them."""
        found = Texts()
        found._blobs = [*self._blobs]
        found._sizes = [*self._sizes]
        found.add(texts)
        return found

    def column(self, size: int) -> Column | None:
        """Return the texts of so many rows, of which the last may lack; None if all are null."""
        sizes = np.concatenate([*self._sizes, np.zeros(0, np.int32)])
        known = np.zeros(size, bool)
        known[: len(sizes)] = sizes > 0
        if not known.any():
            return None
        words, codes = self._packed(sizes[sizes > 0])
        data = np.zeros(size, np.int32)
        data[known] = codes
        return Column("text", data, None if known.all() else known, words)

    def lists(self, lengths: Array) -> Column | None:
        """Return the texts, of which none is empty, as lists of so many each; no text is null."""
        if not lengths.any():
            return None
        words, codes = self._packed(np.concatenate(self._sizes))
        starts = offsets(lengths)
        known = lengths > 0
        return Column("textlist", starts, None if known.all() else known, words, codes)

    def _packed(self, sizes: Array) -> tuple[Words, Array]:
        return Words.packed(np.frombuffer(b"".join(self._blobs), np.uint8), sizes)
