"""Dates as precise as their source: EDTF level 1 text, and the days it may stand for.

The notation is that of the Library of Congress, *Extended Date/Time Format (EDTF) Specification*
(ISO 8601-2:2019), levels 0 and 1, and one of a set of level 2, as far as a single date in the
years 1 to 9999 goes.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

from relgraph.model.meant import OPEN, meant, years

Dated = Literal["instant", "spell", "reporting period"]
Holding = Literal["certain", "possible", "no"]

_FORM = re.compile(
    r"(?P<year>\d{4}|\d{3}X|\d{2}XX)(?:-(?P<month>\d{2}|XX)(?:-(?P<day>\d{2}|XX))?)?(?P<mark>[~?%])?",
    re.ASCII,
)
_ONE_OF = re.compile(r"\[(?P<first>[^\[\].]+)\.\.(?P<last>[^\[\].]+)\]")
_SEASON_STARTS = {21: 3, 22: 6, 23: 9, 24: 12}


class DateFault(ValueError):
    """Text that is not a date of the model; ``suggestion`` may hold what was meant.

    Where a span was meant that is its start, and ``until`` its end. ``code`` is that of the fault
    which it is in a file.
    """

    def __init__(
        self, message: str, suggestion: str = "", until: str = "", *, code: str = "bad-date"
    ) -> None:
        self.suggestion = suggestion
        self.until = until
        self.code = code
        super().__init__(message)

    @property
    def told(self) -> str:
        """The message with its suggestion, for where no file is at fault."""
        until = f" to {self.until!r}" if self.until else ""
        return (
            f"{self} (did you mean {self.suggestion!r}{until}?)" if self.suggestion else str(self)
        )


@dataclass(frozen=True, slots=True)
class Days:
    """The first and the last day that a date may stand for, both included."""

    first: date
    last: date


def _month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _shift_month(day: date, months: int) -> date:
    """First day of the month so many months away, kept within the years 1 to 9999."""
    at = min(max(day.year * 12 + day.month - 1 + months, 12), 9999 * 12 + 11)
    return date(at // 12, at % 12 + 1, 1)


def _years(low: int, high: int) -> Days:
    return Days(date(max(low, 1), 1, 1), date(min(high, 9999), 12, 31))


def _season(year: int, season: int, *, wide: bool) -> Days:
    """Three months of the northern hemisphere; winter runs into the next year."""
    start = date(year, _SEASON_STARTS[season], 1)
    first = _shift_month(start, -3) if wide else start
    last = _shift_month(start, 5 if wide else 2)
    return Days(first, _month_end(last.year, last.month))


def _years_of(text: str, *, wide: bool) -> Days:
    unknown = text.count("X")
    unit = 10**unknown
    low = int(text.replace("X", "0"))
    return _years(low - unit * wide, low + unit - 1 + unit * wide)


def _month_of(year: int, month: int, *, wide: bool) -> Days:
    first = date(year, month, 1)
    if not wide:
        return Days(first, _month_end(year, month))
    last = _shift_month(first, 1)
    return Days(_shift_month(first, -1), _month_end(last.year, last.month))


def _day_of(year: int, month: int, day: int, *, wide: bool) -> Days:
    exact = date(year, month, day)
    one = timedelta(days=1)
    if not wide:
        return Days(exact, exact)
    return Days(max(exact, date.min + one) - one, min(exact, date.max - one) + one)


@lru_cache(maxsize=1 << 16)
def days(text: str, *, seasons: bool = False) -> Days:
    """Return the first and the last day that a date of EDTF level 1 may stand for.

    ``~``, ``?`` and ``%`` widen it by one unit of its precision. With ``seasons``, 21 to 24 in
    place of a month are the three months that begin in March, June, September and December;
    without, ``2019-21`` is refused, since it is more often meant for a span of years. Of level 2
    there is one of a set, ``[1961..1965]``: some day from the first to the last.

    Raises
    ------
    DateFault
        For anything that is not one date in the years 1 to 9999.

    Examples
    --------
    >>> days("2019-02")
    Days(first=datetime.date(2019, 2, 1), last=datetime.date(2019, 2, 28))
    >>> days("2019~").first.isoformat(), days("195X").last.isoformat()
    ('2018-01-01', '1959-12-31')
    """
    if one_of := _ONE_OF.fullmatch(text):
        return _one_of(text, days(one_of["first"]), days(one_of["last"]))
    match = _FORM.fullmatch(text)
    if not match:
        raise _fault(text)
    year, month, day, mark = match.group("year", "month", "day", "mark")
    if year == "0000":
        raise DateFault("the year 0000 lies outside the years 1 to 9999")
    span = None if seasons or day else years(text.rstrip("~?%"))
    if span and month and not "01" <= month <= "12":
        raise DateFault(f"{text!r} {span.what}", span.since, span.until)
    try:
        return _bounds(year, month, day, wide=mark is not None)
    except ValueError:
        known = re.sub(r"(-00)+$", "", text)  # how databases write a month or day that is unknown
        raise DateFault(f"{text!r} is no day of the calendar", known * (known != text)) from None


def _one_of(text: str, first: Days, last: Days) -> Days:
    if last.last < first.first:
        raise DateFault(f"{text!r} falls: write the earlier date first")
    return Days(first.first, last.last)


def _fault(text: str) -> DateFault:
    """Return what is wrong with a text, and what it may mean, if that is a date itself."""
    found = meant(text)
    try:
        for part in (found.since, found.until):
            if part not in ("", OPEN):
                days(part, seasons=True)
    except DateFault:
        return DateFault(f"{text!r} is no day of the calendar")
    code = "unknown-date" if found.unknown else "bad-date"
    return DateFault(f"{text!r} {found.what}", found.since, found.until, code=code)


def _bounds(year: str, month: str | None, day: str | None, *, wide: bool) -> Days:
    if "X" in year:
        if month not in (None, "XX") or day not in (None, "XX"):
            raise ValueError
        return _years_of(year, wide=wide)
    if month is None or month == "XX":
        if day not in (None, "XX"):
            raise ValueError
        return _years_of(year, wide=wide)
    if int(month) in _SEASON_STARTS and day is None:
        return _season(int(year), int(month), wide=wide)
    if day is None or day == "XX":
        return _month_of(int(year), int(month), wide=wide)
    return _day_of(int(year), int(month), int(day), wide=wide)


@dataclass(frozen=True, slots=True)
class Span:
    """When an edge holds: outer bounds, inner bounds, and whether it goes on.

    ``since`` to ``until`` are the earliest start and the latest end; between ``since_latest``
    and ``until_earliest`` it holds for certain. None is unknown (or, for ``until`` of an
    ongoing edge, unbounded).
    """

    since: date | None = None
    since_latest: date | None = None
    until: date | None = None
    until_earliest: date | None = None
    ongoing: bool = False


def span(
    since: str,
    until: str,
    dated: Dated,
    source_date: date | None = None,
    *,
    seasons: bool = False,
) -> Span:
    """Turn the cells ``since`` and ``until`` of a row into the bounds of an edge.

    Parameters
    ----------
    since, until
        EDTF text; ``..`` in ``until`` is "goes on", an empty cell is unknown.
    dated
        How the schema dates the type.
    source_date
        First possible day of the newest source: up to there an edge that goes on is known to hold.
    seasons
        Whether 21 to 24 in place of a month are seasons.

    Raises
    ------
    DateFault
        When a cell is no date, or ``until`` lies before ``since``, or an instant has an ``until``.

    Examples
    --------
    >>> span("2001-07-16", "", "instant").until.isoformat()
    '2001-07-16'
    >>> span("2012~", "..", "spell", date(2020, 1, 1)).until_earliest.isoformat()
    '2020-01-01'
    """
    if since == OPEN:
        raise DateFault("'..' (goes on) can stand in until only: leave an unknown start empty")
    start = days(since, seasons=seasons) if since else None
    end = days(until, seasons=seasons) if until and until != OPEN else None
    if start and end and end.last < start.first:
        raise DateFault(f"until ({until}) lies before since ({since})", code="date-order")
    if dated == "instant":
        return _instant(start, until)
    if dated == "reporting period":
        return _period(start, end, until)
    return _spell(start, end, source_date, ongoing=until == OPEN)


def _instant(start: Days | None, until: str) -> Span:
    if until:
        raise DateFault("an instant has no until: leave the cell empty")
    if start is None:
        return Span()
    return Span(start.first, start.last, start.last, start.first)


def _period(start: Days | None, end: Days | None, until: str) -> Span:
    if until == OPEN:
        raise DateFault("a reporting period ends: give its last year or month, or leave it empty")
    if start is None:
        if end is not None:
            raise DateFault("a reporting period with an until needs a since")
        return Span()
    last = (end or start).last
    return Span(start.first, start.first, last, last)


def _spell(
    start: Days | None, end: Days | None, source_date: date | None, *, ongoing: bool
) -> Span:
    since_latest = start.last if start else None
    until_earliest = end.first if end else (source_date if ongoing else None)
    if since_latest and end:
        since_latest = min(since_latest, end.last)
    if until_earliest and start:
        until_earliest = max(until_earliest, start.first)
    return Span(
        start.first if start else None,
        since_latest,
        end.last if end else None,
        until_earliest,
        ongoing,
    )


def holds(span: Span, first: date, last: date, *, dated: Dated) -> Holding:
    """Return whether an edge holds throughout the days from ``first`` to ``last``.

    A spell or period is ``certain`` when it holds on every day, ``possible`` when it may hold on
    some; an instant counts when it falls inside. A start or end that is not known is as late, or
    as early, as the other allows: a spell surely holds on the very day of its start.

    >>> holds(
    ...     span("2012-05-07", "2018-05-07", "spell"),
    ...     date(2015, 1, 1),
    ...     date(2015, 12, 31),
    ...     dated="spell",
    ... )
    'certain'
    """
    if (span.since and span.since > last) or (span.until and span.until < first):
        return "no"
    if dated == "instant":
        inside = span.since and span.until and first <= span.since and span.until <= last
        return "certain" if inside else "possible"
    held = span.since_latest or span.until or span.until_earliest
    still = span.until_earliest or span.since or span.since_latest
    sure = held and still and held <= first and last <= still
    return "certain" if sure else "possible"
