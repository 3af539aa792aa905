"""What a day, a time or a duration tells by a name."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from relgraph.graph.times import (
    SECOND,
    DateTime,
    Duration,
    LocalDateTime,
    LocalTime,
    Time,
    offset_text,
)

if TYPE_CHECKING:
    from collections.abc import Callable

DAYS: dict[str, Callable[[date], int]] = {
    "year": lambda day: day.year,
    "month": lambda day: day.month,
    "day": lambda day: day.day,
    "quarter": lambda day: (day.month + 2) // 3,
    "week": lambda day: day.isocalendar().week,
    "weekYear": lambda day: day.isocalendar().year,
    "dayOfWeek": lambda day: day.isoweekday(),
    "weekDay": lambda day: day.isoweekday(),
    "ordinalDay": lambda day: day.timetuple().tm_yday,
    "dayOfQuarter": lambda day: (day - date(day.year, (day.month - 1) // 3 * 3 + 1, 1)).days + 1,
}
CLOCKS: dict[str, Callable[[Any], int]] = {
    "hour": lambda value: value.hour,
    "minute": lambda value: value.minute,
    "second": lambda value: value.second,
    "millisecond": lambda value: value.nanosecond // 1_000_000,
    "microsecond": lambda value: value.nanosecond // 1000,
    "nanosecond": lambda value: value.nanosecond,
}
_OFFSETS: dict[str, Callable[[Any], Any]] = {
    "timezone": lambda value: getattr(value, "zone", "") or offset_text(value.offset),
    "offset": lambda value: offset_text(value.offset),
    "offsetMinutes": lambda value: _quotient(value.offset, 60),
    "offsetSeconds": lambda value: value.offset,
}
_OF_DATETIME: dict[str, Callable[[Any], int]] = {
    "epochMillis": lambda value: value.instant // 1_000_000,
    "epochSeconds": lambda value: value.instant // SECOND,
}
_DURATIONS: dict[str, Callable[[Duration], int]] = {
    "years": lambda value: _quotient(value.months, 12),
    "quarters": lambda value: _quotient(value.months, 3),
    "months": lambda value: value.months,
    "weeks": lambda value: _quotient(value.days, 7),
    "days": lambda value: value.days,
    "hours": lambda value: _quotient(value.seconds, 3600),
    "minutes": lambda value: _quotient(value.seconds, 60),
    "seconds": lambda value: value.seconds,
    "milliseconds": lambda value: value.seconds * 1000 + value.nanoseconds // 1_000_000,
    "microseconds": lambda value: value.seconds * 1_000_000 + value.nanoseconds // 1000,
    "nanoseconds": lambda value: value.seconds * SECOND + value.nanoseconds,
    "quartersOfYear": lambda value: _remainder(_quotient(value.months, 3), 4),
    "monthsOfYear": lambda value: _remainder(value.months, 12),
    "monthsOfQuarter": lambda value: _remainder(value.months, 3),
    "daysOfWeek": lambda value: _remainder(value.days, 7),
    "minutesOfHour": lambda value: _remainder(_quotient(value.seconds, 60), 60),
    "secondsOfMinute": lambda value: _remainder(value.seconds, 60),
    "millisecondsOfSecond": lambda value: value.nanoseconds // 1_000_000,
    "microsecondsOfSecond": lambda value: value.nanoseconds // 1000,
    "nanosecondsOfSecond": lambda value: value.nanoseconds,
}  # fmt: skip


def _quotient(number: int, by: int) -> int:
    """Divide towards zero."""
    return abs(number) // by * (-1 if number < 0 else 1)


def _remainder(number: int, by: int) -> int:
    """Return what is left, with the sign of the number."""
    return number - _quotient(number, by) * by


def _of_day(call: Callable[[date], int]) -> Callable[[Any], int]:
    return lambda value: call(value.day)


_OF_DAY = {name: _of_day(call) for name, call in DAYS.items()}
PARTS: dict[type, dict[str, Callable[[Any], Any]]] = {
    date: DAYS,
    LocalTime: CLOCKS,
    Time: {**CLOCKS, **_OFFSETS},
    LocalDateTime: {**_OF_DAY, **CLOCKS},
    DateTime: {**_OF_DAY, **CLOCKS, **_OFFSETS, **_OF_DATETIME},
    Duration: _DURATIONS,
}
"""What a value of each type tells, by name."""
