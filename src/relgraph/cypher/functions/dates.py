"""Dates: made of text, of parts or of today, and their parts."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from relgraph.cypher.functions.signature import Function, function, refuse
from relgraph.errors import CypherRuntimeError

if TYPE_CHECKING:
    from collections.abc import Callable

_CALENDAR = re.compile(r"(\d{4})(?:-?(\d{2})(?:-?(\d{2}))?)?")
_WEEK = re.compile(r"(\d{4})-?W(\d{2})(?:-?(\d))?")
_ORDINAL = re.compile(r"(\d{4})-?(\d{3})")
PARTS: dict[str, Callable[[date], int]] = {
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


def _of_text(text: str) -> date:
    if match := _WEEK.fullmatch(text):
        return date.fromisocalendar(int(match[1]), int(match[2]), int(match[3] or 1))
    if match := _ORDINAL.fullmatch(text):
        return _of_parts({"year": int(match[1]), "ordinalDay": int(match[2])})
    if match := _CALENDAR.fullmatch(text):
        return date(int(match[1]), int(match[2] or 1), int(match[3] or 1))
    raise ValueError(text)


def _of_parts(parts: dict[str, Any]) -> date:
    given = dict(parts)
    base = given.pop("date", None)
    if base is not None:
        defaults = _defaults(base, given)
        given = {**defaults, **given}
    if "week" in given:
        year = given["year"] if "year" in given else given["weekYear"]
        return date.fromisocalendar(year, given["week"], given.get("dayOfWeek", 1))
    if "ordinalDay" in given:
        day = date(given["year"], 1, 1) + timedelta(days=given["ordinalDay"] - 1)
        if day.year != given["year"]:
            raise ValueError(given["ordinalDay"])
        return day
    if "quarter" in given:
        first = date(given["year"], given["quarter"] * 3 - 2, 1)
        return first + timedelta(days=given.get("dayOfQuarter", 1) - 1)
    return date(given["year"], given.get("month", 1), given.get("day", 1))


def _defaults(base: date, given: dict[str, Any]) -> dict[str, Any]:
    """Take from a base date the parts of the calendar that the given parts belong to."""
    if "week" in given or "dayOfWeek" in given:
        names = ("weekYear", "week", "dayOfWeek")
        parts = {name: PARTS[name](base) for name in names}
        return {**parts, "year": given.get("year", parts["weekYear"])}
    if "ordinalDay" in given:
        return {"year": base.year}
    if "quarter" in given or "dayOfQuarter" in given:
        return {name: PARTS[name](base) for name in ("year", "quarter", "dayOfQuarter")}
    return {name: PARTS[name](base) for name in ("year", "month", "day")}


def _date(value: object = ...) -> date:
    if value is ...:
        return date.today()  # noqa: DTZ011  # Cypher's date() is the machine's day
    if isinstance(value, date):
        return value
    if not isinstance(value, (str, dict)):
        refuse("date()", "a text, a map or a date", value)
    try:
        return _of_text(value) if isinstance(value, str) else _of_parts(value)
    except (ValueError, KeyError, TypeError, OverflowError):
        raise CypherRuntimeError(
            f"date() cannot make a day of {value!r}", detail="InvalidArgumentValue"
        ) from None


DATES: dict[str, Function] = {"date": function(_date, 0, 1)}
