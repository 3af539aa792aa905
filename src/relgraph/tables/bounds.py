"""Dates of whole columns: what `relgraph.model.dates.span` returns, of many edges at once."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from relgraph.model.dates import DateFault, days
from relgraph.model.meant import OPEN
from relgraph.tables.coded import Coded, Values

if TYPE_CHECKING:
    from collections.abc import Iterable

    from relgraph.graph.words import Array
    from relgraph.model.types import EdgeType
    from relgraph.tables.batch import Batch

DATED = ("instant", "spell", "reporting period")
LAST_DAY = date.max.toordinal()


class Dates:
    """Reads the dates of edges of these types, by their numbers; -1 is none of them."""

    def __init__(self, types: Iterable[EdgeType]) -> None:
        known = list(types)
        self.dated = np.array([*(DATED.index(type.dated) for type in known), 0])
        self._seasons = np.array([*(type.seasons for type in known), False])
        self.values = Values(more=3)
        self._readers = {
            seasons: Coded(partial(_date, seasons=seasons), self.values)
            for seasons in (False, True)
        }

    def see(self, batch: Batch, types: Array) -> None:
        """Read both dates of a block whose rows have these types."""
        seasons = self._seasons[types]
        for name in ("since", "until"):
            cells = batch.block.cells(name)
            codes = self._readers[bool(seasons.any())].codes(cells)
            if seasons.any() and not seasons.all():
                plain = np.flatnonzero(~seasons)
                codes[plain] = self._readers[False].codes([cells[row] for row in plain.tolist()])
            batch.put(name, codes, self.values)

    def judge(self, batch: Batch, types: Array, source_day: Array) -> Bounds:
        """Return the days that follow from both dates of edges."""
        since, until = (self._ends(batch.numbers[name]) for name in ("since", "until"))
        return bounds(self.dated[types], since, until, source_day)

    def _ends(self, codes: Array) -> DateColumn:
        sound, _, first, last, ongoing = self.values.table()
        days = (each.astype(np.int32)[codes] for each in (first, last))
        return DateColumn((sound == 1)[codes], codes > 0, (ongoing == 1)[codes], *days)


class DateColumn(NamedTuple):
    """One end of many edges: sound, not empty, open, and the days it may stand for (0: unknown)."""

    sound: Array
    given: Array
    ongoing: Array
    first: Array
    last: Array


def _date(text: str, *, seasons: bool) -> tuple[str, bool, tuple[int, ...]]:
    if text == OPEN:
        return text, True, (0, 0, 1)
    try:
        found = days(text, seasons=seasons)
    except DateFault:
        return text, False, (0, 0, 0)
    return text, True, (found.first.toordinal(), found.last.toordinal(), 0)


class Bounds(NamedTuple):
    """The days between which edges hold, as ordinals (0: unknown), and which of them are sound."""

    sound: Array
    since: Array
    since_latest: Array
    until: Array
    until_earliest: Array
    ongoing: Array


def bounds(dated: Array, since: DateColumn, until: DateColumn, source_day: Array) -> Bounds:
    """Return the bounds of edges: ``dated`` are numbers in `DATED`, source days ordinals or 0.

    Of what is not sound nothing is known.
    """
    instant, spell, period = (dated == number for number in range(len(DATED)))
    starts, ends = since.first > 0, until.first > 0
    sound = since.sound & ~since.ongoing & (until.sound | instant)
    sound &= ~(instant & until.given) & ~(period & (until.ongoing | (ends & ~starts)))
    sound &= ~(starts & ends & (until.last < since.first))
    ends &= ~instant
    last = np.where(ends, until.last, 0)
    latest = np.where(period, since.first, since.last)
    latest = np.where(spell & starts & ends, np.minimum(latest, last), latest)
    earliest = np.where(ends, until.first, np.where(spell & until.ongoing, source_day, 0))
    earliest = np.where(starts & (earliest > 0), np.maximum(earliest, since.first), earliest)
    last = np.where(instant | (period & ~ends), since.last, last)
    earliest = np.where(instant, since.first, np.where(period, last, earliest))
    first, latest, last, earliest = (
        np.where(sound, days, 0) for days in (since.first, latest, last, earliest)
    )
    return Bounds(sound, first, latest, last, earliest, sound & spell & until.ongoing)
