"""Durations: read, made of parts, measured between two times, added and multiplied.

A month is worth 2,629,746 seconds where a part of one must be told in days (an average month of
the Gregorian calendar), as in Neo4j.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from relgraph.graph.times import (
    DAY,
    MONTH,
    SECOND,
    DateTime,
    Duration,
    LocalDateTime,
    LocalTime,
    Time,
)

_DAY = 86_400
_NUMBER = r"[-+]?\d+(?:[.,]\d+)?"
_UNITS = re.compile(
    rf"(?P<sign>[-+])?P(?:(?P<years>{_NUMBER})Y)?(?:(?P<months>{_NUMBER})M)?"
    rf"(?:(?P<weeks>{_NUMBER})W)?(?:(?P<days>{_NUMBER})D)?"
    rf"(?:T(?:(?P<hours>{_NUMBER})H)?(?:(?P<minutes>{_NUMBER})M)?(?:(?P<seconds>{_NUMBER})S)?)?"
)
_AS_DATE = re.compile(
    r"P(\d{4})-?(\d\d)-?(\d\d)T(\d\d):?(\d\d):?(\d\d)(?:[.,](\d{1,9}))?|P(\d{4})-?(\d\d)-?(\d\d)"
)
_MONTHS = {"years": Fraction(12), "quarters": Fraction(3), "months": Fraction(1)}
_DAYS = {"weeks": Fraction(7), "days": Fraction(1)}
_SECONDS = {
    "hours": Fraction(3600), "minutes": Fraction(60), "seconds": Fraction(1),
    "milliseconds": Fraction(1, 1000), "microseconds": Fraction(1, 1_000_000),
    "nanoseconds": Fraction(1, SECOND),
}  # fmt: skip
UNITS = {*_MONTHS, *_DAYS, *_SECONDS}


def duration_of(text: str) -> Duration:
    """Read a duration as ISO 8601 writes it; only its last part may be a fraction.

    Raises
    ------
    ValueError
        For what is no duration.

    Examples
    --------
    >>> (
    ...     duration_of("P1Y6M").months,
    ...     str(duration_of("P0.75M")),
    ...     str(duration_of("P2012-02-02T14:37:21")),
    ... )
    (18, 'P22DT19H51M49.5S', 'P2012Y2M2DT14H37M21S')
    """
    if found := _AS_DATE.fullmatch(text):
        years, months, days, hours, minutes, seconds, part, *plain = found.groups()
        if plain[0]:
            years, months, days = plain
        rest = int((part or "0").ljust(9, "0"))
        whole = int(hours or 0) * 3600 + int(minutes or 0) * 60 + int(seconds or 0)
        return Duration.of(int(years) * 12 + int(months), int(days), whole, rest)
    match = _UNITS.fullmatch(text)
    given = {} if match is None else {k: v for k, v in match.groupdict().items() if v}
    sign = -1 if given.pop("sign", "+") == "-" else 1
    broken = any(re.search(r"[.,]", value) for value in [*given.values()][:-1])
    if not given or text.endswith("T") or broken:
        raise ValueError(text)
    return duration_in({k: sign * Fraction(v.replace(",", ".")) for k, v in given.items()})


def duration_in(parts: dict[str, Any]) -> Duration:
    """Return the duration of numbers of units; a part of a unit is told in smaller ones."""
    sums = [
        sum((Fraction(parts.get(name, 0)) * size for name, size in units.items()), Fraction(0))
        for units in (_MONTHS, _DAYS, _SECONDS)
    ]
    return _approximated(*sums)


def _approximated(months: Fraction, days: Fraction, seconds: Fraction) -> Duration:
    whole_months = int(months)
    days += (months - whole_months) * MONTH / _DAY
    whole_days = int(days)
    seconds += (days - whole_days) * _DAY
    return Duration.of(whole_months, whole_days, 0, int(seconds * SECOND))


def times(duration: Duration, by: float | Fraction) -> Duration:
    """Multiply a duration."""
    factor = Fraction(by)
    seconds = Fraction(duration.seconds * SECOND + duration.nanoseconds, SECOND)
    return _approximated(duration.months * factor, duration.days * factor, seconds * factor)


def added(one: Duration, other: Duration, sign: int = 1) -> Duration:
    """Add a duration to another, part by part, or take it away."""
    return Duration.of(
        one.months + sign * other.months, one.days + sign * other.days,
        one.seconds + sign * other.seconds, one.nanoseconds + sign * other.nanoseconds,
    )  # fmt: skip


def _later_day(day: date, months: int, days: int) -> date:
    """Add months, to the last day of one that is shorter, then days."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    last = (date(year + month // 11, (month + 1) % 12 + 1, 1) - timedelta(days=1)).day
    return date(year, month + 1, min(day.day, last)) + timedelta(days=days)


def later(value: Any, duration: Duration, sign: int = 1) -> Any:  # noqa: ANN401  # of one type
    """Add a duration to a day, time or date-time, or take it away: months, days, then seconds.

    >>> later(date(2020, 1, 31), Duration.of(months=1))
    datetime.date(2020, 2, 29)
    """
    months, days = sign * duration.months, sign * duration.days
    nanoseconds = sign * (duration.seconds * SECOND + duration.nanoseconds)
    if isinstance(value, LocalTime):
        return LocalTime((value.ticks + nanoseconds) % DAY)
    if isinstance(value, Time):
        return Time((value.ticks + nanoseconds) % DAY, value.offset)
    if isinstance(value, date):
        whole = abs(nanoseconds) // DAY * (-1 if nanoseconds < 0 else 1)
        return _later_day(value, months, days + whole)
    day = _later_day(value.day, months, days)
    if isinstance(value, LocalDateTime):
        return LocalDateTime.at(LocalDateTime(day, value.ticks).instant + nanoseconds)
    moved = DateTime.local(day, value.ticks, value.place, value.offset)
    return DateTime.at(moved.instant + nanoseconds, value.place)


def _on(value: Any, other: Any) -> Any:  # noqa: ANN401  # a date-time, as like the other as may be
    """Return a value as a date-time: what it lacks of day and zone is the other's."""
    dated = value.day if hasattr(value, "day") and hasattr(value, "ticks") else value
    day = dated if isinstance(dated, date) else _day_of(other)
    ticks = getattr(value, "ticks", 0)
    places = [each.place if isinstance(each, DateTime) else getattr(each, "offset", None)
              for each in (value, other)]  # fmt: skip
    if all(place is None for place in places):
        return LocalDateTime(day, ticks)
    own = places[0] if places[0] is not None else places[1]
    assert own is not None  # noqa: S101  # one of them is
    return DateTime.local(day, ticks, own, getattr(value, "offset", None))


def _day_of(value: Any) -> date:  # noqa: ANN401  # any time
    if isinstance(value, date):
        return value
    return value.day if isinstance(value, (LocalDateTime, DateTime)) else date(1970, 1, 1)


def _both_dated(a: object, b: object) -> bool:
    return all(isinstance(each, (date, LocalDateTime, DateTime)) for each in (a, b))


def between(a: Any, b: Any, unit: str = "") -> Duration:  # noqa: ANN401  # any two times
    """Measure from one time to another, in whole months, then days, then seconds.

    ``unit`` (months, days, seconds) asks for that alone. What has no day, or no zone, is taken
    for a time of the other's.

    >>> str(between(date(2020, 1, 31), date(2021, 3, 1)))
    'P1Y1M1D'
    """
    one, other = _on(a, b), _on(b, a)
    total = other.instant - one.instant
    if unit == "seconds":
        return Duration.of(nanoseconds=total)
    if not _both_dated(a, b):
        return Duration.of(nanoseconds=0 if unit else total)
    if isinstance(other, DateTime):
        other = DateTime.at(other.instant, one.place)
    if unit == "days":
        return Duration.of(days=_days(one, other))
    months = _months(one, other)
    if unit == "months":
        return Duration.of(months=months)
    one = later(one, Duration.of(months=months))
    days = _days(one, other)
    one = later(one, Duration.of(days=days))
    return Duration.of(months, days, 0, other.instant - one.instant)


def _days(one: Any, other: Any) -> int:  # noqa: ANN401  # date-times of one kind
    """Count whole days by the clocks of the zone."""
    local = _clock(other) - _clock(one)
    return abs(local) // DAY * (-1 if local < 0 else 1)


def _clock(value: Any) -> int:  # noqa: ANN401  # a date-time
    return LocalDateTime(value.day, value.ticks).instant


def _months(one: Any, other: Any) -> int:  # noqa: ANN401  # date-times of one kind
    count: int = (other.day.year - one.day.year) * 12 + other.day.month - one.day.month
    ends = (one.day.day, one.ticks), (other.day.day, other.ticks)
    if count > 0 and ends[1] < ends[0]:
        return count - 1
    return count + (count < 0 and ends[1] > ends[0])
