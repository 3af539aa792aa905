"""Dates of a file, in whatever form it has them, as EDTF and the days it stands for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from relgraph.importing.frame import Frame, Texts, combined
from relgraph.importing.grammar import When
from relgraph.model.dates import DateFault, days
from relgraph.model.meant import OPEN
from relgraph.tables.bounds import DATED, Bounds, DateColumn, bounds

if TYPE_CHECKING:
    from collections.abc import Callable

    from relgraph.graph.words import Array
    from relgraph.importing.faults import Faults
    from relgraph.model.types import EdgeType

_HOURS = {"second": 1 / 3600, "minute": 1 / 60, "hour": 1.0, "day": 24.0}


@dataclass(frozen=True, slots=True)
class Ends:
    """One end of the edges of rows: EDTF texts, their days, and where the source stops looking."""

    texts: Texts
    days: DateColumn
    censored: Array


@dataclass(frozen=True, slots=True)
class Time:
    """When the edges of rows hold: the texts of both ends, and the days that follow."""

    since: Texts
    until: Texts
    bounds: Bounds


def timed(  # both ends and what they are judged by
    frame: Frame, type: EdgeType, since: Ends, until: Ends, source_day: int, faults: Faults
) -> Time:
    """Return when edges hold of which both ends are read."""
    size = len(frame)
    kind = np.full(size, DATED.index(type.dated))
    found = bounds(kind, since.days, until.days, np.full(size, source_day))
    unsound = np.flatnonzero(~found.sound & since.days.sound & until.days.sound)
    both = combined([since.texts, until.texts])
    faults.add(
        frame, unsound, "", Texts(both.codes, [f"{a} to {b}" for a, b in both.words]), "date-order",
        lambda text: f"{text} is no {type.dated}: the end lies before the start, or there is none",
    )  # fmt: skip
    if type.dated == "reporting period":
        faults.add(
            frame, np.flatnonzero(found.sound & (found.since == 0)), "", since.texts, "no-date",
            f"a {type.dated} needs its date",
        )  # fmt: skip
    earliest = np.where(
        (until.censored > 0) & found.sound, np.maximum(until.censored, found.since),
        found.until_earliest,
    )  # fmt: skip
    return Time(since.texts, until.texts, found._replace(until_earliest=earliest))


def read_end(frame: Frame, rule: str | When | None, faults: Faults) -> Ends:
    """Read one end of the edges of all rows."""
    when = When(text=rule) if isinstance(rule, str) else rule or When()
    raw = _parts(frame, when) if when.year else frame.text(when.text)
    edtf: dict[str, str] = {}
    wrong: dict[str, str] = {}
    read = partial(_read, when)
    for word in raw.used()[1]:
        try:
            edtf[word] = read(word)
        except (DateFault, ValueError, OverflowError) as error:
            wrong[word] = error.told if isinstance(error, DateFault) else str(error)
    faults.add(
        frame, np.flatnonzero(raw.mask(wrong.__contains__)), _column(when), raw, "bad-date",
        lambda text: f"{text!r} is no date: {wrong[text]}",
    )  # fmt: skip
    stops = {word: days(word).last.toordinal() for word in map(edtf.get, when.censored) if word}
    texts = raw.map(lambda word: edtf.get(word, ""))
    censored = _of_words(texts, lambda word: stops.get(word, 0))
    texts = texts.map(lambda word: "" if word in stops else word)
    return Ends(texts, date_column(texts, raw.mask(lambda word: word not in wrong)), censored)


def date_column(texts: Texts, sound: Array) -> DateColumn:
    """Return the days that EDTF texts may stand for."""
    given = texts.mask(bool)
    ongoing = texts.mask(lambda word: word == OPEN)
    ends = {word: days(word) for word in texts.words if word and word != OPEN}
    first = _of_words(texts, lambda word: ends[word].first.toordinal() if word in ends else 0)
    last = _of_words(texts, lambda word: ends[word].last.toordinal() if word in ends else 0)
    return DateColumn(sound, given, ongoing, first, last)


def _of_words(texts: Texts, number: Callable[[str], int]) -> Array:
    found: Array = np.fromiter(map(number, texts.words), np.int32, len(texts.words))[texts.codes]
    return found


def _column(when: When) -> str:
    from relgraph.importing.frame import columns_of

    return ", ".join(columns_of(when.text or when.year + when.month + when.day))


def _parts(frame: Frame, when: When) -> Texts:
    """Join year, month and day to EDTF; a part that is not known takes those below with it."""
    columns = [frame.text(part) for part in (when.year, when.month, when.day) if part]
    joined = combined(columns)
    words = []
    for parts in joined.words:
        known = []
        for width, part in zip((4, 2, 2), parts, strict=False):
            if part in when.unknown or not part:
                break
            known.append(part.zfill(width))
        words.append("-".join(known))
    return Texts(joined.codes, words).merged()


def _read(when: When, text: str) -> str:
    """Return a text as EDTF; raises `DateFault` or ValueError if it is no date."""
    if text in when.open:
        return OPEN
    if not text or text in when.unknown:
        return ""
    if when.epoch:
        hours = float(text) * _HOURS[when.unit]
        day = datetime.fromisoformat(when.epoch) + timedelta(hours=hours)
        return day.date().isoformat()
    faults = []
    for form in when.formats:
        try:
            return in_form(form, text)
        except (DateFault, ValueError) as error:
            faults.append(error)
    raise faults[0]


def in_form(form: str, text: str) -> str:
    """Return a text in one form as EDTF, as precise as the form; raises as `unfit` ones cannot.

    >>> in_form("yyyymm", "200107"), in_form("%B %Y", "July 2001")
    ('2001-07', '2001-07')
    """
    if form == "edtf":
        first, between, last = text.partition("..")
        if between and first and last:  # some day from the one to the other
            text = f"[{first}..{last}]"
        if text != OPEN:
            days(text)
        return text
    if form == "year":
        number = int(text)
        return date(number, 1, 1).isoformat()[:4]
    if form in ("yyyymm", "yyyymmdd"):
        if len(text) != len(form) or not text.isdigit():
            raise ValueError(f"expected {form}")
        parts = [text[:4], text[4:6], *([text[6:]] if form == "yyyymmdd" else [])]
        found = "-".join(parts)
        days(found)
        return found
    day = datetime.strptime(text, form).date().isoformat()  # noqa: DTZ007  # a day has no zone
    return day[: 10 if DAY & _directives(form) else 7 if MONTH & _directives(form) else 4]


YEAR, MONTH, DAY = frozenset("YGj"), frozenset("mbB"), frozenset("dj")
KNOWN_DIRECTIVES = YEAR | MONTH | DAY | frozenset("HIMSfpzZTaA%") - {"G"}
"""Directives of `time.strptime` that say which year, month and day, or nothing of them."""


def _directives(form: str) -> set[str]:
    return set(re.findall("%(.)", form))


def unfit(form: str) -> str:
    """Return why a format cannot be told; empty if it can.

    >>> unfit("%d/%m/%Y"), unfit("%d.%m.")
    ('', 'has no year (%Y)')
    """
    if form in ("edtf", "year", "yyyymm", "yyyymmdd"):
        return ""
    found = _directives(form)
    if not found:
        return "is none of edtf, year, yyyymm, yyyymmdd, and no format of strptime"
    if "Y" not in found:
        return "has no year (%Y)"
    if found - KNOWN_DIRECTIVES:
        return f"has %{min(found - KNOWN_DIRECTIVES)}, of which no day can be told"
    if "d" in found and not MONTH & found:
        return "has a day without a month"
    return ""
