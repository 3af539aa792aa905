"""Sorted distinct texts in one block of bytes."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence

Array = np.ndarray[Any, np.dtype[Any]]
_REMEMBERED = 4096
_SORTED_AS_NUMBERS = 1 << 27
"""Bytes up to which texts are sorted as rows of numbers; it takes as much again."""
_LOOKS = 16
"""How many texts are decoded to find one among some ten thousand."""


def offsets(sizes: Sequence[int] | Array) -> Array:
    """Return where each of some parts begins, and where the last one ends.

    >>> offsets([2, 0, 3]).tolist()
    [0, 2, 2, 5]
    """
    starts = np.zeros(len(sizes) + 1, np.int64)
    np.cumsum(sizes, out=starts[1:])
    return starts


@dataclass(frozen=True)
class Words:
    """Sorted distinct texts; a text is decoded when it is asked for."""

    offsets: Array
    blob: Array

    @classmethod
    def of(cls, texts: Iterable[str]) -> Words:
        """Sort and pack texts.

        >>> Words.of(["b", "a", "b"]).find("b")
        1
        """
        coded = [text.encode("utf-8", "surrogatepass") for text in sorted(set(texts))]
        return cls._laid(coded)

    @classmethod
    def packed(cls, blob: Array, sizes: Array) -> tuple[Words, Array]:
        """Sort texts that lie one after the other, so many bytes each, and code each of them.

        >>> words, codes = Words.packed(np.frombuffer(b"babb", np.uint8), np.array([1, 2, 1]))
        >>> words.texts(codes)
        ['b', 'ab', 'b']
        """
        width = 8 * -(-int(sizes.max(initial=1)) // 8)
        if width * len(sizes) > _SORTED_AS_NUMBERS or not blob.all():
            return cls._of_pieces(blob, sizes)
        letters = np.zeros((len(sizes), width), np.uint8)
        there = np.arange(width) < sizes[:, None]
        letters[there] = blob
        keys = letters.view(">u8").astype(np.uint64)
        order = np.lexsort(keys.T[::-1])
        ordered = keys[order]
        first = np.ones(len(order), bool)
        first[1:] = (ordered[1:] != ordered[:-1]).any(axis=1)
        codes = np.empty(len(order), np.int32)
        codes[order] = np.cumsum(first) - 1
        chosen = order[first]
        return cls(offsets(sizes[chosen]), letters[chosen][there[chosen]]), codes

    @classmethod
    def _of_pieces(cls, blob: Array, sizes: Array) -> tuple[Words, Array]:
        ends = np.cumsum(sizes).tolist()
        data = blob.tobytes()
        pieces = [data[end - size : end] for end, size in zip(ends, sizes.tolist(), strict=True)]
        ordered = sorted(set(pieces))
        code = dict(zip(ordered, range(len(ordered)), strict=True))
        codes = np.fromiter(map(code.__getitem__, pieces), np.int32, len(pieces))
        return cls._laid(ordered), codes

    @classmethod
    def _laid(cls, ordered: Sequence[bytes]) -> Words:
        return cls(offsets(list(map(len, ordered))), np.frombuffer(b"".join(ordered), np.uint8))

    def __len__(self) -> int:
        return len(self.offsets) - 1

    def __getitem__(self, code: int) -> str:
        if code >= len(self):
            raise IndexError(code)
        part = self.blob[self.offsets[code] : self.offsets[code + 1]]
        return part.tobytes().decode("utf-8", "surrogatepass")

    @cached_property
    def _sought(self) -> Callable[[str], int]:
        return lru_cache(_REMEMBERED)(self._search)

    def _search(self, text: str) -> int:
        code = bisect_left(self, text)
        return code if code < len(self) and self[code] == text else -1

    def find(self, text: str) -> int:
        """Return the code of a text, or -1; the texts sought last are remembered."""
        return self._sought(text)

    def codes(self, texts: Collection[str]) -> list[int]:
        """Return the codes of those of some texts that are there; of many at once, not one by one.

        >>> Words.of(["b", "a"]).codes(["c", "b"])
        [1]
        """
        if len(texts) * _LOOKS < len(self):
            found = (self.find(text) for text in texts)
        else:
            everything = self.texts(np.arange(len(self)))
            known = dict(zip(everything, range(len(self)), strict=True))
            found = (known.get(text, -1) for text in texts)
        return [code for code in found if code >= 0]

    @cached_property
    def _decoded(self) -> tuple[Array, Array]:
        """Return the texts decoded so far by their codes, and a mask of which they are."""
        return np.empty(len(self), object), np.zeros(len(self), bool)

    def array(self, codes: Array) -> Array:
        """Return the texts of codes as an array of objects; each is decoded once and remembered."""
        texts, known = self._decoded
        lacking = codes[~known[codes]]
        if len(lacking):
            numbers = np.fromiter(dict.fromkeys(lacking.tolist()), np.int64)
            block: memoryview = self.blob.data  # its slices are faster than an array's
            begins, ends = self.offsets[numbers].tolist(), self.offsets[numbers + 1].tolist()
            texts[numbers] = [
                str(block[begin:end], "utf-8", "surrogatepass")
                for begin, end in zip(begins, ends, strict=True)
            ]
            known[numbers] = True
        return texts[codes]

    def texts(self, codes: Array) -> list[str]:
        """Return the texts of codes.

        >>> Words.of(["b", "a"]).texts(np.array([1, 1, 0]))
        ['b', 'b', 'a']
        """
        found: list[str] = self.array(codes).tolist()
        return found
