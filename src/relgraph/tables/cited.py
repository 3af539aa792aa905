"""Cells of sources: what follows from the sources that rows cite, whole columns at once."""

from __future__ import annotations

import re
from itertools import repeat
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from relgraph.model.assertions import UNRELIABLE
from relgraph.tables.cells import is_id, read_citations
from relgraph.tables.sound import probed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from relgraph.graph.words import Array
    from relgraph.model.records import Source


_HEADS = re.compile(r"([^#|]*)[^|]*\|")
"""Of each of some texts that a | ends, what stands before its first #."""


class Citations(NamedTuple):
    """The citations of rows, all in a line.

    The numbers of their sources, -1 for a row without one, their texts, and how many each row has
    of both; the rows whose cell is at fault.
    """

    sources: Array
    texts: list[str]
    sizes: Array
    faulty: list[int]


class Rests(NamedTuple):
    """What rows rest on.

    Whether they cite a source, and unreliable ones alone; whether one of them can correct a claim;
    whether they have several publishers; the newest day of a source, an ordinal or 0.
    """

    cites: Array
    unreliable: Array
    corrects: Array
    corroborated: Array
    day: Array


class Cited:
    """Reads cells of sources.

    >>> Cited({}).read(["paper#p. 1"])
    Citations(sources=array([-1], dtype=int32), texts=[''], sizes=array([1]), faulty=[0])
    """

    def __init__(self, sources: Mapping[str, Source]) -> None:
        numbers = {id: number for number, id in enumerate(sources)}
        self._numbers = numbers
        self._alone = {id: number for id, number in numbers.items() if is_id(id)}
        self._probe = probed("sources", lambda row: read_citations(row, sources))
        publishers: dict[str, int] = {}
        rows = [
            (
                each.reliability in UNRELIABLE,
                each.access == "read" and each.reliability not in UNRELIABLE,
                publishers.setdefault(each.publisher, len(publishers)),
                each.day.toordinal() if each.day else 0,
            )
            for each in sources.values()
        ]
        self._known = np.array([*rows, (1, 0, -1, 0)], np.int64)

    def read(self, cells: Sequence[str]) -> Citations:
        """Return the citations of cells that have no space around them."""
        joined = "|".join([*cells, ""])
        heads = _HEADS.findall(joined)
        if len(heads) != len(cells) or not joined.isascii() or "# " in joined or "#|" in joined:
            return self._several(cells, [-1] * len(cells), range(len(cells)))
        found = list(map(self._alone.get, heads, repeat(-1)))
        if -1 in found or ";" in joined:
            odd = [
                row
                for row, (cell, number) in enumerate(zip(cells, found, strict=True))
                if number < 0 or ";" in cell
            ]
            return self._several(cells, found, odd)
        return Citations(np.array(found, np.int32), list(cells), np.ones(len(cells), int), [])

    def rests(self, citations: Citations) -> Rests:
        """Return what follows from the sources of each row."""
        if not len(citations.sizes):
            return Rests(*(np.zeros(0, bool),) * 4, np.zeros(0, np.int64))
        starts = np.cumsum(citations.sizes) - citations.sizes
        unreliable, corrects, publisher, day = self._known[citations.sources].T
        first = np.minimum.reduceat(publisher, starts)
        return Rests(
            citations.sources[starts] >= 0,
            np.minimum.reduceat(unreliable, starts) > 0,
            np.maximum.reduceat(corrects, starts) > 0,
            np.maximum.reduceat(publisher, starts) > first,
            np.maximum.reduceat(day, starts),
        )

    def _several(self, cells: Sequence[str], found: list[int], odd: Sequence[int]) -> Citations:
        """Read the odd cells one by one, and put their citations among those of the others."""
        numbers: list[int] = []
        texts: list[str] = []
        faulty: list[int] = []
        sizes = np.ones(len(cells), int)
        done = 0
        for row in odd:
            numbers += found[done:row]
            texts += cells[done:row]
            done = row + 1
            own, sound = self._read(cells[row])
            if not sound:
                faulty.append(row)
            numbers += [number for number, _ in own] or [-1]
            texts += [text for _, text in own] or [""]
            sizes[row] = len(own) or 1
        numbers += found[done:]
        texts += cells[done:]
        return Citations(np.array(numbers, np.int32), texts, sizes, faulty)

    def _read(self, cell: str) -> tuple[list[tuple[int, str]], bool]:
        """Return the numbers and texts of the citations of a cell, and whether it is sound."""
        found = []
        for part in cell.split(";"):
            text = part.strip()
            source, mark, locator = text.partition("#")
            number = self._alone.get(source, -1)
            if number < 0 or locator != locator.strip() or bool(mark) != bool(locator):
                citations, sound, _ = self._probe(cell)
                numbered = [(self._numbers[each.source], str(each)) for each in citations]
                return numbered, sound and bool(cell)
            found.append((number, text))
        return found, True
