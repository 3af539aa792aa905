"""Python values as parameters of a query."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

import numpy as np

from relgraph.errors import CypherRuntimeError
from relgraph.graph.times import SECOND, TIMES, DateTime, Duration, LocalDateTime, LocalTime, Time

if TYPE_CHECKING:
    from collections.abc import Mapping

_PLAIN = (type(None), bool, str)
_INT64 = 2**63
_MIDNIGHT = datetime.min.time()


def check_parameters(parameters: Mapping[str, Any]) -> dict[str, Any]:
    """Turn parameters into values of the language.

    Tuples, arrays and series become lists, numbers of numpy those of Python, what pandas has for a
    missing value null, a ``Timestamp`` or ``datetime64`` at midnight a date. Python's times,
    date-times and time deltas become those of Cypher.

    Raises
    ------
    CypherRuntimeError
        For a value that Cypher has no type for, and an integer of more than 64 bits.

    Examples
    --------
    >>> check_parameters({"ids": np.array(["CHN", "RUS"]), "n": np.int64(3)})
    {'ids': ['CHN', 'RUS'], 'n': 3}
    """
    return {name: _value(value, name) for name, value in parameters.items()}


def _foreign(value: Any) -> Any:  # noqa: ANN401  # any Python value may be given
    """Turn values of numpy and pandas into Python's; the latter is not loaded for it."""
    if isinstance(value, np.datetime64):
        value = value.astype("datetime64[us]").item()
        return value and _stamp(value)
    if isinstance(value, np.ndarray) and value.ndim:  # its tolist() makes integers of dates
        return list(value)
    if hasattr(value, "tolist"):
        return value.tolist()
    kind = type(value).__name__
    return (
        None if kind in ("NAType", "NaTType") else _stamp(value) if kind == "Timestamp" else value
    )


def _value(value: Any, name: str) -> Any:  # noqa: ANN401  # any Python value may be given
    value = _foreign(value)
    if isinstance(value, (*_PLAIN, *TIMES)) or type(value) in (float, date):
        return value
    if isinstance(value, (datetime, time, timedelta)):
        return _time(value)
    if isinstance(value, int) and -_INT64 <= value < _INT64:
        return value
    if isinstance(value, (list, tuple)):
        return [_value(item, name) for item in value]
    if isinstance(value, dict) and all(isinstance(key, str) for key in value):
        return {key: _value(item, name) for key, item in value.items()}
    raise CypherRuntimeError(f"the parameter ${name} has a value that Cypher does not: {value!r}")


def _stamp(value: datetime) -> date | datetime:
    """Take a time stamp at midnight, in no zone, for the day that it is."""
    plain = value.tzinfo is None and value.time() == _MIDNIGHT
    return value.date() if plain and not getattr(value, "nanosecond", 0) else value


def _time(value: datetime | time | timedelta) -> Any:  # noqa: ANN401  # one of Cypher's times
    """Turn Python's times into Cypher's; a pandas time stamp keeps its nanoseconds."""
    if isinstance(value, timedelta):
        whole = value.days * 86_400 + value.seconds
        return Duration.of(seconds=whole, nanoseconds=value.microseconds * 1000)
    offset = value.utcoffset()
    ticks = ((value.hour * 60 + value.minute) * 60 + value.second) * SECOND
    ticks += value.microsecond * 1000 + getattr(value, "nanosecond", 0)
    seconds = None if offset is None else round(offset.total_seconds())
    if isinstance(value, datetime):
        if seconds is None:
            return LocalDateTime(value.date(), ticks)
        zone = getattr(value.tzinfo, "key", "") or getattr(value.tzinfo, "zone", "") or ""
        return DateTime(value.date(), ticks, seconds, zone)
    return LocalTime(ticks) if seconds is None else Time(ticks, seconds)
