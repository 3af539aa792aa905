"""Cells of sources: what follows from the sources that rows cite, whole columns at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from relgraph.model.assertions import UNRELIABLE
from relgraph.tables.cells import is_id, read_citations
from relgraph.tables.coded import Values
from relgraph.tables.sound import probed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from relgraph.graph.words import Array
    from relgraph.model.records import Source


class Rests(NamedTuple):
    """What rows rest on, by the codes of their lists of sources.

    Whether they cite any, and unreliable ones alone; whether one of them can correct a claim;
    whether they have several publishers; the newest day of a source, an ordinal or 0.
    """

    cites: Array
    unreliable: Array
    corrects: Array
    corroborated: Array
    day: Array


class Cited:
    """Reads cells of sources; ``lists`` has the ids that rows cite, by code.

    >>> from relgraph.tables.cited import Cited
    >>> Cited({}).read(["paper#p. 1"])
    (array([1], dtype=int32), [()], [0])
    """

    def __init__(self, sources: Mapping[str, Source]) -> None:
        self.sources = sources
        self.lists = Values(more=5)
        self._codes: dict[tuple[str, ...], int] = {}
        self._alone = {id: self._code((id,)) for id in sources if is_id(id)}
        self._probe = probed("sources", lambda row: read_citations(row, sources))

    def read(self, cells: Sequence[str]) -> tuple[Array, list[tuple[str, ...]], list[int]]:
        """Return the codes of the lists, the citations of each row, and the rows at fault."""
        met: dict[str, tuple[int, tuple[str, ...], bool]] = {}
        found = []
        for cell in cells:
            known = met.get(cell)
            if known is None:
                known = met[cell] = self._read(cell)
            found.append(known)
        codes, citations, sound = zip(*found, strict=True) if found else ((), (), ())
        faulty = [row for row, fine in enumerate(sound) if not fine]
        return np.array(codes, np.int32), list(citations), faulty

    def rests(self, codes: Array) -> Rests:
        """Return what follows from the sources of rows."""
        cites, unreliable, corrects, corroborated, day = self.lists.table()[codes, 2:].T
        return Rests(cites == 1, unreliable == 1, corrects == 1, corroborated == 1, day)

    def _read(self, cell: str) -> tuple[int, tuple[str, ...], bool]:
        source, mark, locator = cell.partition("#")
        code = self._alone.get(source)
        if (
            code
            and locator == locator.strip()
            and ";" not in locator
            and bool(mark) == bool(locator)
        ):
            return code, (cell,), True
        citations, sound, _ = self._probe(cell)
        ids = tuple(citation.source for citation in citations)
        return self._code(ids), tuple(map(str, citations)), sound and bool(cell)

    def _code(self, ids: tuple[str, ...]) -> int:
        code = self._codes.get(ids)
        if code is None:
            code = self._codes[ids] = self._add([self.sources[id] for id in ids])
        return code

    def _add(self, cited: Sequence[Source]) -> int:
        unreliable = [source.reliability in UNRELIABLE for source in cited]
        corrects = any(
            source.access == "read" and not weak
            for source, weak in zip(cited, unreliable, strict=True)
        )
        publishers = {source.publisher for source in cited}
        day = max((source.day.toordinal() for source in cited if source.day), default=0)
        more = (bool(cited), all(unreliable), corrects, len(publishers) > 1, day)
        return self.lists.add([source.id for source in cited] or None, (1, 0, *more))
