"""Cells with dates: when a row holds, and what was meant where that cannot be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relgraph.model.dates import DateFault, Span, days, span
from relgraph.model.meant import OPEN

if TYPE_CHECKING:
    from datetime import date

    from relgraph.model.dates import Dated
    from relgraph.tables.row import Row


def read_day(row: Row, column: str) -> date | None:
    """Read one date, and return the first day that it may stand for."""
    if not row[column]:
        return None
    try:
        return days(row[column]).first
    except DateFault as error:
        row.fault(column, error.code, str(error), _one_date(error))
        return None


def read_span(
    row: Row, dated: Dated, source_date: date | None, *, seasons: bool = False
) -> Span | None:
    """Read since and until as the type is dated."""
    if dated == "instant" and row["until"]:
        code = "until-of-instant" if row["until"] == row["since"] else "bad-date"
        row.fault("until", code, "an instant has no until: leave the cell empty")
    ends = ("since",) if dated == "instant" else ("since", "until")
    sound = [_read_end(row, column, dated, seasons=seasons) for column in ends]
    if not all(sound):
        return None
    until = row["until"] if dated != "instant" else ""
    try:
        return span(row["since"], until, dated, source_date, seasons=seasons)
    except DateFault as error:
        column = "since" if row["since"] == OPEN else "until"
        row.fault(column, error.code, str(error))
        return None


def _read_end(row: Row, column: str, dated: Dated, *, seasons: bool) -> bool:
    """Read one of the two cells by itself; tell whether it is a date, open or empty."""
    if row[column] in ("", OPEN):
        return True
    try:
        days(row[column], seasons=seasons)
    except DateFault as error:
        _report(row, column, error, dated)
        return False
    return True


def _report(row: Row, column: str, error: DateFault, dated: Dated) -> None:
    """Report a cell that is no date; a span that stands in one cell is two suggestions."""
    other = "until" if column == "since" else "since"
    if not error.until or dated == "instant" or (row[other] and row[other] != error.until):
        only = error.suggestion
        if error.until:
            only = _one_date(error) if dated == "instant" else _half(column, error)
        ends_here = only == OPEN and (column == "since" or dated != "spell")
        row.fault(column, error.code, str(error), "" if ends_here else only)
        return
    row.fault(column, "bad-date", str(error), _half(column, error))
    if row[other] != error.until:
        message = f"the other end of {row[column]!r} in {column} belongs here"
        row.fault(other, "bad-date", message, _half(other, error))


def _half(column: str, error: DateFault) -> str:
    return error.suggestion if column == "since" else error.until


def _one_date(error: DateFault) -> str:
    """Return the one date that has both ends of a span in it: their month, year or decade."""
    if not error.until or error.suggestion == OPEN:
        return "" if error.suggestion == OPEN else error.suggestion
    first, last = error.suggestion, error.until
    for length in (len("2019-06"), len("2019")):
        if first[:length] == last[:length] and min(len(first), len(last)) >= length:
            return first[:length]
    return f"{first[:3]}X" if first[:3] == last[:3] else ""
