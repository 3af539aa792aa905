"""What was probably meant by a text that is none of many known ones."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING

from relgraph.errors import nearest

if TYPE_CHECKING:
    from collections.abc import Iterable

_FEW = 2_000
"""Words up to which each is compared."""
_COMMON = 1_000
"""Words that share a part from which on it does not tell them apart."""
_PART = 3


class Suggestions:
    """Looks for the nearest of many words among those that share a rare part with it.

    >>> Suggestions(f"row-{number}" for number in range(5_000)).nearest("rov-4321")
    'row-4321'
    """

    def __init__(self, words: Iterable[str]) -> None:
        self.words = list(words)
        self._met: dict[str, str] = {}

    def nearest(self, text: str) -> str:
        """Return the word that was probably meant, or an empty text."""
        if text not in self._met:
            few = len(self.words) <= _FEW
            self._met[text] = nearest(text, self.words if few else self._alike(text))
        return self._met[text]

    def _alike(self, text: str) -> list[str]:
        """Return the words that share the rarest parts with a text, and are some hundreds."""
        found: dict[int, None] = {}
        parts = {part: self._index.get(part, ()) for part in _parts(text)}
        for _, rows in sorted(parts.items(), key=lambda part: (len(part[1]), part[0])):
            if len(rows) > _COMMON or len(found) > _COMMON:
                break
            found |= dict.fromkeys(rows)
        return [self.words[row] for row in found]

    @cached_property
    def _index(self) -> dict[str, list[int]]:
        index: dict[str, list[int]] = defaultdict(list)
        for row, word in enumerate(self.words):
            for part in _parts(word):
                index[part].append(row)
        return dict(index)


def _parts(text: str) -> set[str]:
    """Return the parts of three letters of a text, its two ends among them."""
    padded = f"^{text.casefold()}$"
    return {padded[at : at + _PART] for at in range(len(padded) - _PART + 1)}
