"""Days, times and date-times made of maps of their parts.

The parts, and which of them a base value gives, are those of Neo4j's manual ("Temporal functions
- instant types"): what is coarser than a given part must be given too, or come from a base.
"""

from __future__ import annotations

from datetime import date
from typing import Any, NoReturn

from relgraph.cypher.functions.temporal.parts import DAYS
from relgraph.cypher.functions.temporal.reading import UTC, calendar_day, ticks_of, zone_named
from relgraph.graph.times import DAY, SECOND, DateTime, LocalDateTime, LocalTime, Time

_DAY_BASES, _CLOCK_BASES = ("date", "datetime"), ("time", "datetime")
_CALENDARS = {
    "week": ("year", "week", "dayOfWeek"),
    "dayOfWeek": ("year", "week", "dayOfWeek"),
    "ordinalDay": ("year", "ordinalDay"),
    "quarter": ("year", "quarter", "dayOfQuarter"),
    "dayOfQuarter": ("year", "quarter", "dayOfQuarter"),
}
_PLAIN = ("year", "month", "day")
_CLOCK = ("hour", "minute", "second")
_SUBSECONDS = ("millisecond", "microsecond", "nanosecond")
_NAMES = {"dayOfWeek": "weekday", "dayOfQuarter": "quarterday", "ordinalDay": "ordinal"}
DAY_PARTS = {*_PLAIN, "week", "dayOfWeek", "ordinalDay", "quarter", "dayOfQuarter"}
CLOCK_PARTS = {*_CLOCK, *_SUBSECONDS}


def _refuse(why: str) -> NoReturn:
    raise ValueError(why)


def _whole(given: dict[str, Any], name: str) -> int:
    value = given[name]
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError(f"{name} is a whole number")
    return value


def _day_in(value: Any) -> date:  # noqa: ANN401  # any value of the language
    if isinstance(value, date):
        return value
    if isinstance(value, (LocalDateTime, DateTime)):
        return value.day
    raise TypeError("a base has a day")


def make_day(given: dict[str, Any]) -> date:
    """Make a day of its parts, or of a base and some of them.

    >>> make_day({"year": 2019, "week": 23, "dayOfWeek": 3})
    datetime.date(2019, 6, 5)
    """
    bases = [given[name] for name in _DAY_BASES if given.get(name) is not None]
    base = _day_in(bases[0]) if bases else None
    calendar = next((names for name, names in _CALENDARS.items() if name in given), _PLAIN)
    parts: dict[str, int] = {}
    lacking = ""
    for name in calendar:
        if name in given:
            if lacking:
                _refuse(f"{lacking} must be given with {name}")
            parts[name] = _whole(given, name)
        elif base is not None:
            told = "weekYear" if name == "year" and "week" in calendar else name
            parts[name] = DAYS[told](base)
        else:
            lacking = lacking or name
    if "year" not in parts:
        _refuse("year must be given")
    foreign = DAY_PARTS & given.keys() - set(calendar)
    if foreign:
        _refuse(f"{' and '.join(sorted(foreign))} can't stand with {calendar[1]}")
    return calendar_day(
        {_NAMES.get(name, name): value for name, value in parts.items()}, lenient=True
    )


def make_ticks(given: dict[str, Any]) -> int:
    """Make a time of day of its parts, or of a base and some of them; midnight without any."""
    bases = [given[name] for name in _CLOCK_BASES if given.get(name) is not None]
    base = getattr(bases[0], "ticks", 0) if bases else None
    parts, lacking = [], ""
    for name in _CLOCK:
        if name in given:
            if lacking:
                _refuse(f"{lacking} must be given with {name}")
            parts.append(_whole(given, name))
        elif base is not None:
            parts.append(getattr(LocalTime(base), name))
        else:
            lacking = lacking or name
            parts.append(0)
    hour, minute, second = parts
    if not any(name in given for name in _SUBSECONDS):
        return ticks_of(hour, minute, second, LocalTime(base or 0).nanosecond)
    if lacking:
        _refuse(f"{lacking} must be given with parts of a second")
    return ticks_of(hour, minute, second, _subsecond(given))


def _subsecond(given: dict[str, Any]) -> int:
    """Add up parts of a second: a finer one is less than one of the next coarser that is given."""
    total, room = 0, SECOND
    for name, size in zip(_SUBSECONDS, (1_000_000, 1000, 1), strict=True):
        if name in given:
            value = _whole(given, name)
            if not 0 <= value * size < room:
                _refuse(f"{name} is out of range")
            total, room = total + value * size, size
    return total


def zone_in(given: dict[str, Any]) -> str | int | None:
    """Return the zone that the parts ask for, if any."""
    zone = given.get("timezone")
    if zone is None:
        return None
    if not isinstance(zone, str):
        raise TypeError("timezone is a text")
    return zone_named(zone)


def make_local_time(given: dict[str, Any]) -> LocalTime:
    """Make a time of day without an offset."""
    return LocalTime(make_ticks(given))


def make_time(given: dict[str, Any]) -> Time:
    """Make a time of day with an offset; one that a base has is moved to the one asked for."""
    base, own, zone = _zones(given)
    if isinstance(zone, str):
        at = base.day if isinstance(base, DateTime) else date.today()  # noqa: DTZ011
        zone = DateTime.local(at, 0, zone).offset
    made = Time(make_ticks(given), zone if own is None else own)
    ticks = (made.ticks + (zone - made.offset) * SECOND) % DAY
    return Time(ticks, zone)


def _zones(given: dict[str, Any]) -> tuple[Any, int | None, str | int]:
    """Return the base of a time of day, its offset, and the zone that it is to have."""
    base = next((given[name] for name in _CLOCK_BASES if given.get(name) is not None), None)
    own = getattr(base, "offset", None)
    asked = zone_in(given)
    if asked is None:
        place = base.place if isinstance(base, DateTime) else own
        return base, own, UTC if place is None else place
    return base, own, asked


def make_local_datetime(given: dict[str, Any]) -> LocalDateTime:
    """Make a date-time without a zone."""
    return LocalDateTime(make_day(given), make_ticks(given))


def make_datetime(given: dict[str, Any]) -> DateTime:
    """Make a date-time in a zone; one that a base has is moved to the one asked for."""
    base, own, zone = _zones(given)
    if "epochSeconds" in given or "epochMillis" in given:
        return _of_epoch(given, zone)
    day, ticks = make_day(given), make_ticks(given)
    if own is None:
        return DateTime.local(day, ticks, zone)
    place = base.place if isinstance(base, DateTime) else own
    made = DateTime.local(day, ticks, place, own)
    return made if zone == place else DateTime.at(made.instant, zone)


def _of_epoch(given: dict[str, Any], zone: str | int) -> DateTime:
    rest = {name for name in given if name not in ("timezone", *_SUBSECONDS)}
    if len(rest) > 1:
        _refuse("epochSeconds and epochMillis stand alone")
    [name] = rest
    instant = _whole(given, name) * (SECOND if name == "epochSeconds" else 1_000_000)
    return DateTime.at(instant + _subsecond(given), zone)
