"""Sorted distinct texts in one block of bytes."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

Array = np.ndarray[Any, np.dtype[Any]]
_LOOKS = 16
"""How many texts are decoded to find one among some ten thousand."""


@dataclass(frozen=True, slots=True)
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
        offsets = np.zeros(len(coded) + 1, np.int64)
        np.cumsum([len(word) for word in coded], out=offsets[1:])
        return cls(offsets, np.frombuffer(b"".join(coded), np.uint8))

    def __len__(self) -> int:
        return len(self.offsets) - 1

    def __getitem__(self, code: int) -> str:
        if code >= len(self):
            raise IndexError(code)
        part = self.blob[self.offsets[code] : self.offsets[code + 1]]
        return part.tobytes().decode("utf-8", "surrogatepass")

    def find(self, text: str) -> int:
        """Return the code of a text, or -1."""
        code = bisect_left(self, text)
        return code if code < len(self) and self[code] == text else -1

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

    def texts(self, codes: Array) -> list[str]:
        """Return the texts of codes, each distinct one decoded once.

        >>> Words.of(["b", "a"]).texts(np.array([1, 1, 0]))
        ['b', 'b', 'a']
        """
        wanted: list[int] = codes.tolist()
        known = dict.fromkeys(wanted)
        numbers = np.fromiter(known, np.int64, len(known))
        block: memoryview = self.blob.data  # slices of it are several times faster than of an array
        ends = zip(self.offsets[numbers].tolist(), self.offsets[numbers + 1].tolist(), strict=True)
        texts = (str(block[start:end], "utf-8", "surrogatepass") for start, end in ends)
        decoded = dict(zip(known, texts, strict=True))
        return [decoded[code] for code in wanted]
