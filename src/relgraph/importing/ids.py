"""Ids of imported edges: made of what an edge is about, so that a newer release finds it again."""

from __future__ import annotations

from hashlib import blake2b
from typing import TYPE_CHECKING

import numpy as np

from relgraph.graph.columns import Column
from relgraph.graph.words import Words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from relgraph.graph.words import Array
    from relgraph.importing.frame import Texts

_HEX = np.frombuffer(b"0123456789abcdef", np.uint8)
_DIGITS = 16


def hashed(parts: Sequence[Texts], size: int) -> Array:
    """Return a hash of 64 bits of the texts of each row, in their order."""
    found = np.zeros(size, np.uint64)
    for number, part in enumerate(parts):
        of_words = np.array(list(map(_hash, part.words)), np.uint64)
        found = mixed(found ^ mixed(of_words + np.uint64(number))[part.codes])
    return found


def _hash(text: str) -> int:
    digest = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big")


def mixed(values: Array) -> Array:
    """Spread the bits of numbers: the finaliser of splitmix64 (Steele, Lea, Flood 2014)."""
    values = values + np.uint64(0x9E3779B97F4A7C15)
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    found: Array = values ^ (values >> np.uint64(31))
    return found


def id_column(prefix: str, hashes: Array) -> Column:
    """Return the ids of distinct hashes as a column of texts, without making each of them.

    >>> id_column("cow-", np.array([255, 1], np.uint64)).values()
    ['cow-00000000000000ff', 'cow-0000000000000001']
    """
    order = np.argsort(hashes, kind="stable")
    ordered = hashes[order]
    head = np.frombuffer(prefix.encode(), np.uint8)
    width = len(head) + _DIGITS
    letters = np.empty((len(hashes), width), np.uint8)
    letters[:, : len(head)] = head
    for place in range(_DIGITS):
        nibble = (ordered >> np.uint64(4 * (_DIGITS - 1 - place))) & np.uint64(15)
        letters[:, len(head) + place] = _HEX[nibble.astype(np.int64)]
    codes = np.empty(len(hashes), np.int32)
    codes[order] = np.arange(len(hashes), dtype=np.int32)
    words = Words(np.arange(len(hashes) + 1, dtype=np.int64) * width, letters.ravel())
    return Column("text", codes, None, words)
