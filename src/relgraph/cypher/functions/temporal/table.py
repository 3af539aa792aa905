"""The functions of days, times and durations, by name."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from relgraph.cypher.functions.signature import Function, function, refuse
from relgraph.cypher.functions.temporal import durations, making, reading
from relgraph.cypher.functions.temporal.truncating import truncated
from relgraph.errors import CypherRuntimeError
from relgraph.graph.times import DateTime, Duration, LocalDateTime, LocalTime, Time

if TYPE_CHECKING:
    from collections.abc import Callable

_FAULTS = (ValueError, KeyError, TypeError, OverflowError)
_READ: dict[str, Callable[[str], Any]] = {
    "date": reading.day_of,
    "localtime": reading.local_time_of,
    "time": reading.time_of,
    "localdatetime": reading.local_datetime_of,
    "datetime": reading.datetime_of,
}
_MAKE: dict[str, Callable[[dict[str, Any]], Any]] = {
    "date": making.make_day,
    "localtime": making.make_local_time,
    "time": making.make_time,
    "localdatetime": making.make_local_datetime,
    "datetime": making.make_datetime,
}
_PARTS = {
    "date": making.DAY_PARTS | {"date", "datetime"},
    "localtime": making.CLOCK_PARTS | {"time", "datetime"},
    "time": making.CLOCK_PARTS | {"time", "datetime", "timezone"},
    "localdatetime": making.DAY_PARTS | making.CLOCK_PARTS | {"date", "time", "datetime"},
    "datetime": making.DAY_PARTS | making.CLOCK_PARTS
    | {"date", "time", "datetime", "timezone", "epochSeconds", "epochMillis"},
}  # fmt: skip
_TIMED = (LocalTime, Time, LocalDateTime, DateTime)
_DATED = (date, LocalDateTime, DateTime)
_BASES: dict[str, tuple[tuple[type, ...], str]] = {
    "date": (_DATED, "date"),
    "localtime": (_TIMED, "time"),
    "time": (_TIMED, "time"),
    "localdatetime": ((LocalDateTime, DateTime), "datetime"),
    "datetime": ((LocalDateTime, DateTime), "datetime"),
}
_INSTANTS = (*_TIMED, date)


def _refused(name: str, value: object, error: Exception) -> CypherRuntimeError:
    shown = str(value) if isinstance(value, (*_INSTANTS, Duration)) else repr(value)
    why = f": {error}" if str(error) and str(error) != value else ""
    return CypherRuntimeError(
        f"{name}() makes nothing of {shown}{why}", detail="InvalidArgumentValue"
    )


def _of(name: str, value: object) -> Any:  # noqa: ANN401  # a value of the name's type
    bases, base = _BASES[name]
    if not isinstance(value, (str, dict, *bases)):
        refuse(f"{name}()", "a text, a map or another time", value)
    try:
        if isinstance(value, str):
            return _READ[name](value)
        given = value if isinstance(value, dict) else {base: value}
        if any(part is None for part in given.values()):
            return None
        unknown = given.keys() - _PARTS[name]
        if not given:
            raise ValueError("no part is given")
        if unknown:
            raise ValueError(f"no part {min(unknown)}")
        return _MAKE[name](given)
    except _FAULTS as error:
        raise _refused(name, value, error) from None


def _now(name: str, clock: int, zone: object = None) -> Any:  # noqa: ANN401  # of the name's type
    """Return the time of the statement, in UTC or another zone."""
    if zone is not None and not isinstance(zone, str):
        refuse(f"{name}()", "the name of a time zone", zone)
    try:
        moment = DateTime.at(clock, reading.UTC if zone is None else reading.zone_named(zone))
    except ValueError as error:
        raise _refused(name, zone, error) from None
    return _of(name, moment)


def _made(name: str) -> Function:
    def call(*values: object, clock: int = 0) -> Any:  # noqa: ANN401  # of the name's type
        if not values:
            return _now(name, clock)
        [value] = values
        if isinstance(value, dict) and value.keys() == {"timezone"}:
            return _now(name, clock, value["timezone"])
        return _of(name, value)

    return Function(call, (0, 1), clocked=True)


def _clock(name: str) -> Function:
    def call(*zone: object, clock: int = 0) -> Any:  # noqa: ANN401  # of the name's type
        return _now(name, clock, *zone)

    return Function(call, (0, 1), clocked=True)


def _truncate(name: str, unit: object, value: object, given: object = None) -> Any:  # noqa: ANN401
    if not isinstance(unit, str):
        refuse(f"{name}.truncate()", "the name of a unit", unit)
    if not isinstance(value, _INSTANTS):
        refuse(f"{name}.truncate()", "a day or a time", value)
    if not isinstance(given, (dict, type(None))):
        refuse(f"{name}.truncate()", "a map of parts", given)
    try:
        return truncated(name, unit, value, given or {})
    except _FAULTS as error:
        raise _refused(f"{name}.truncate", value, error) from None


def _duration(value: object) -> Duration:
    if not isinstance(value, (str, dict)):
        refuse("duration()", "a text or a map", value)
    try:
        if isinstance(value, str):
            return durations.duration_of(value)
        unknown = value.keys() - durations.UNITS
        if unknown or not value:
            raise ValueError(f"no unit {min(unknown, default='')}")
        if not all(type(each) in (int, float) for each in value.values()):
            raise TypeError("each is a number")
        return durations.duration_in(value)
    except _FAULTS as error:
        raise _refused("duration", value, error) from None


def _between(unit: str, one: object, other: object) -> Duration:
    for value in (one, other):
        if not isinstance(value, _INSTANTS):
            refuse("a duration", "two days or times", value)
    return durations.between(one, other, unit)


def _from_epoch(seconds: object, nanoseconds: object) -> DateTime:
    for value in (seconds, nanoseconds):
        if isinstance(value, bool) or not isinstance(value, int):
            refuse("datetime.fromEpoch()", "whole numbers", value)
    assert isinstance(seconds, int)  # noqa: S101  # just checked
    assert isinstance(nanoseconds, int)  # noqa: S101  # just checked
    return _at_epoch(seconds * 1_000_000_000 + nanoseconds)


def _from_epoch_millis(milliseconds: object) -> DateTime:
    if isinstance(milliseconds, bool) or not isinstance(milliseconds, int):
        refuse("datetime.fromEpochMillis()", "a whole number", milliseconds)
    return _at_epoch(milliseconds * 1_000_000)


def _at_epoch(instant: int) -> DateTime:
    try:
        return DateTime.at(instant, reading.UTC)
    except _FAULTS:
        raise CypherRuntimeError("years go from 1 to 9999", detail="InvalidArgumentValue") from None


TEMPORAL: dict[str, Function] = {
    **{name: _made(name) for name in _READ},
    **{
        f"{name}.{which}": _clock(name)
        for name in _READ
        for which in ("transaction", "statement", "realtime")
    },
    **{f"{name}.truncate": function(partial(_truncate, name), 2, 3) for name in _READ},
    "duration": function(_duration),
    "duration.between": function(partial(_between, ""), 2),
    "duration.inmonths": function(partial(_between, "months"), 2),
    "duration.indays": function(partial(_between, "days"), 2),
    "duration.inseconds": function(partial(_between, "seconds"), 2),
    "timestamp": Function(lambda *, clock: clock // 1_000_000, (0, 0), clocked=True),
    "datetime.fromepoch": function(_from_epoch, 2),
    "datetime.fromepochmillis": function(_from_epoch_millis),
}
