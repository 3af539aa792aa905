"""Days and times cut down to a unit, and parts of them set after that."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from relgraph.cypher.functions.temporal import making
from relgraph.cypher.functions.temporal.reading import UTC
from relgraph.graph.times import (
    DAY,
    HOUR,
    MINUTE,
    SECOND,
    DateTime,
    LocalDateTime,
    LocalTime,
    Time,
)

if TYPE_CHECKING:
    from collections.abc import Callable

_DAYS: dict[str, Callable[[date], date]] = {
    "millennium": lambda day: date(max(day.year // 1000 * 1000, 1), 1, 1),
    "century": lambda day: date(max(day.year // 100 * 100, 1), 1, 1),
    "decade": lambda day: date(max(day.year // 10 * 10, 1), 1, 1),
    "year": lambda day: date(day.year, 1, 1),
    "weekyear": lambda day: date.fromisocalendar(day.isocalendar().year, 1, 1),
    "quarter": lambda day: date(day.year, (day.month - 1) // 3 * 3 + 1, 1),
    "month": lambda day: day.replace(day=1),
    "week": lambda day: day - timedelta(days=day.weekday()),
    "day": lambda day: day,
}
_TICKS = {
    "day": DAY, "hour": HOUR, "minute": MINUTE, "second": SECOND,
    "millisecond": 1_000_000, "microsecond": 1000,
}  # fmt: skip


def truncated(kind: str, unit: str, value: Any, given: dict[str, Any]) -> Any:  # noqa: ANN401
    """Cut a time to a unit, as one of a kind, then set the given parts.

    Raises
    ------
    TypeError
        For a unit or a value that the kind does not have.
    ValueError
        For parts that do not fit.
    """
    unit = unit.lower()
    if unit not in _DAYS and unit not in _TICKS:
        raise ValueError(f"no unit {unit}")
    day = value if isinstance(value, date) else getattr(value, "day", None)
    clock = getattr(value, "ticks", 0)
    timed = kind in ("time", "localtime")
    if (kind == "date" and unit not in _DAYS) or (timed and unit not in _TICKS):
        raise TypeError(f"{kind} is not cut to {unit}")
    if day is None and not timed:
        raise TypeError(f"{kind} needs a day")
    ticks = clock // _TICKS[unit] * _TICKS[unit] if unit in _TICKS else 0
    if day is not None and unit in _DAYS:
        day = _DAYS[unit](day)
    fields = {**_coarser(unit, ticks, given), **given}
    return _KINDS[kind](day, ticks, value, fields)


def _coarser(unit: str, ticks: int, given: dict[str, Any]) -> dict[str, int]:
    """Keep the part of the second that is left beside finer ones that are given."""
    finer = {"millisecond": {"microsecond", "nanosecond"}, "microsecond": {"nanosecond"}}
    if not given.keys() & finer.get(unit, set()):
        return {}
    size = 1_000_000 if unit == "millisecond" else 1000
    return {unit: ticks % SECOND // size}


def _date(day: date, _ticks: int, _value: object, given: dict[str, Any]) -> date:
    return making.make_day({**given, "date": day})


def _local_time(_day: object, ticks: int, _value: object, given: dict[str, Any]) -> LocalTime:
    return making.make_local_time({**given, "time": LocalTime(ticks)})


def _time(_day: object, ticks: int, value: Any, given: dict[str, Any]) -> Time:  # noqa: ANN401
    made = making.make_local_time({**_unzoned(given), "time": LocalTime(ticks)})
    zone = making.zone_in(given)
    if zone is None:
        zone = getattr(value, "offset", UTC)
    return making.make_time({"time": made, "timezone": _named(zone)})


def _local_datetime(day: date, ticks: int, _value: object, given: dict[str, Any]) -> LocalDateTime:
    return making.make_local_datetime({**given, "datetime": LocalDateTime(day, ticks)})


def _datetime(day: date, ticks: int, value: Any, given: dict[str, Any]) -> DateTime:  # noqa: ANN401
    made = _local_datetime(day, ticks, value, _unzoned(given))
    zone = making.zone_in(given)
    if zone is None:
        zone = value.place if isinstance(value, DateTime) else UTC
    return DateTime.local(made.day, made.ticks, zone)


def _unzoned(given: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in given.items() if name != "timezone"}


def _named(zone: str | int) -> str:
    from relgraph.graph.times import offset_text

    return zone if isinstance(zone, str) else offset_text(zone)


_KINDS: dict[str, Callable[[Any, int, Any, dict[str, Any]], Any]] = {
    "date": _date,
    "localtime": _local_time,
    "time": _time,
    "localdatetime": _local_datetime,
    "datetime": _datetime,
}
