"""Days, times and zones as ISO 8601 writes them, and as Neo4j reads them."""

from __future__ import annotations

import re
from datetime import date, timedelta

from relgraph.graph.times import (
    HOUR,
    MINUTE,
    SECOND,
    DateTime,
    LocalDateTime,
    LocalTime,
    Time,
)
from relgraph.graph.zones import zone_of

UTC = 0
_DAY = re.compile(
    r"(?P<year>\d{4})"
    r"(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?|(?P<month_>\d\d)(?P<day_>\d\d)?"
    r"|-?W(?P<week>\d\d)(?:-?(?P<weekday>\d))?|-?Q(?P<quarter>\d)(?:-?(?P<quarterday>\d\d))?"
    r"|-?(?P<ordinal>\d{3}))?"
)
_CLOCK = re.compile(
    r"(?P<hour>\d\d)(?::(?P<minute>\d\d)(?::(?P<second>\d\d)(?:[.,](?P<part>\d{1,9}))?)?"
    r"|(?P<minute_>\d\d)(?:(?P<second_>\d\d)(?:[.,](?P<part_>\d{1,9}))?)?)?"
)
_OFFSET = re.compile(r"([+-])(\d\d)(?::?(\d\d)(?::?(\d\d))?)?")
_ZONED = re.compile(r"(?P<clock>[^Zz+\-\[]*)(?P<offset>[Zz]|[+-][\d:]+)?(?:\[(?P<zone>.+)\])?")
_MOST_OFFSET = 18 * 3600


def day_of(text: str) -> date:
    """Read a day: of a calendar, a week, a quarter or a year; what is left out is the first.

    Raises
    ------
    ValueError
        For what is no day.

    Examples
    --------
    >>> day_of("2015-W30-2"), day_of("2015-Q2-60"), day_of("2015202")
    (datetime.date(2015, 7, 21), datetime.date(2015, 5, 30), datetime.date(2015, 7, 21))
    """
    found = _DAY.fullmatch(text)
    if found is None:
        raise ValueError(text)
    given = {key.rstrip("_"): int(value) for key, value in found.groupdict().items() if value}
    return calendar_day(given)


def calendar_day(given: dict[str, int], *, lenient: bool = False) -> date:
    """Return the day of a year with a month, week, quarter or number; the first one by default.

    A ``lenient`` calendar has 53 weeks in each year and 92 days in each quarter, as Neo4j has for
    parts in a map: those that are too many are of the next.
    """
    year = given["year"]
    if "week" in given and lenient:
        _within(given["week"], 1, 53)
        first = date.fromisocalendar(year, 1, given.get("weekday", 1))
        return first + timedelta(weeks=given["week"] - 1)
    if "week" in given:
        return date.fromisocalendar(year, given["week"], given.get("weekday", 1))
    if "quarter" in given:
        _within(given["quarter"], 1, 4)
        first = date(year, given["quarter"] * 3 - 2, 1)
        following = date(year + given["quarter"] // 4, given["quarter"] % 4 * 3 + 1, 1)
        number = given.get("quarterday", 1)
        _within(number, 1, 92 if lenient else (following - first).days)
        return first + timedelta(days=number - 1)
    if "ordinal" in given:
        _within(given["ordinal"], 1, (date(year, 12, 31) - date(year, 1, 1)).days + 1)
        return date(year, 1, 1) + timedelta(days=given["ordinal"] - 1)
    return date(year, given.get("month", 1), given.get("day", 1))


def _within(value: int, low: int, high: int) -> None:
    if not low <= value <= high:
        raise ValueError(value)


def clock_of(text: str) -> int:
    """Read a time of day as nanoseconds."""
    found = _CLOCK.fullmatch(text)
    if found is None:
        raise ValueError(text)
    given = {key.rstrip("_"): value for key, value in found.groupdict().items() if value}
    hour, minute, second = (int(given.get(key, 0)) for key in ("hour", "minute", "second"))
    return ticks_of(hour, minute, second, int(given.get("part", "0").ljust(9, "0")))


def ticks_of(hour: int, minute: int, second: int, nanosecond: int) -> int:
    """Return the nanoseconds of a time of day.

    Raises
    ------
    ValueError
        For a part that no day has.
    """
    for value, most in ((hour, 23), (minute, 59), (second, 59), (nanosecond, SECOND - 1)):
        _within(value, 0, most)
    return hour * HOUR + minute * MINUTE + second * SECOND + nanosecond


def zone_named(text: str) -> str | int:
    """Read a zone: an offset in seconds, or the name of one that is known."""
    if text in ("Z", "z"):
        return UTC
    found = _OFFSET.fullmatch(text)
    if found is None:
        name = text.replace(" ", "_")
        zone_of(name)
        return name
    sign, *parts = found.groups()
    hours, minutes, seconds = (int(part or 0) for part in parts)
    whole = hours * 3600 + minutes * 60 + seconds
    _within(whole, 0, _MOST_OFFSET)
    return -whole if sign == "-" else whole


def local_time_of(text: str) -> LocalTime:
    """Read a time of day."""
    return LocalTime(clock_of(text))


def time_of(text: str, zone: str | int = UTC) -> Time:
    """Read a time of day with its offset, else at one."""
    found = _ZONED.fullmatch(text)
    if found is None or found["zone"] or not isinstance(zone, int):
        raise ValueError(text)
    offset = zone_named(found["offset"]) if found["offset"] else zone
    assert isinstance(offset, int)  # noqa: S101  # so the pattern has it
    return Time(clock_of(found["clock"]), offset)


def local_datetime_of(text: str) -> LocalDateTime:
    """Read a date-time without a zone."""
    day, sign, clock = text.partition("T")
    return LocalDateTime(day_of(day), clock_of(clock) if sign else 0)


def datetime_of(text: str, zone: str | int = UTC) -> DateTime:
    """Read a date-time with its offset or zone, else in one."""
    day, sign, rest = text.partition("T")
    if not sign:
        return DateTime.local(day_of(day), 0, zone)
    found = _ZONED.fullmatch(rest)
    if found is None:
        raise ValueError(text)
    offset = zone_named(found["offset"]) if found["offset"] else None
    ticks = clock_of(found["clock"])
    if found["zone"]:
        wanted = offset if isinstance(offset, int) else None
        read = DateTime.local(day_of(day), ticks, zone_named(found["zone"]), wanted)
        if wanted not in (None, read.offset):
            raise ValueError(f"{found['offset']} is not the offset of {found['zone']} then")
        return read
    return DateTime.local(day_of(day), ticks, zone if offset is None else offset)
