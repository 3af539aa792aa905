"""A workbook for Excel and LibreOffice, by xlsxwriter: the extra ``xlsx``."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from relgraph.errors import Refused
from relgraph.export.flat import tables
from relgraph.model.text import dated_title, safe_text

if TYPE_CHECKING:
    from pathlib import Path

    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from relgraph.export.flat import Flat
    from relgraph.graph.property_graph import PropertyGraph

_ROWS, _TEXT = 1_048_575, 32_767
"""Rows under the header, and characters of a cell, that a workbook has at most (Microsoft,
Excel specifications and limits)."""
_FIRST = date(1900, 3, 1)
"""The first day that every program reads alike: Excel has a 29 February 1900."""
_WIDE = {"id": 26, "note": 50, "title": 50, "url": 40, "sources": 40, "name": 34}


def write_excel(graph: PropertyGraph, path: Path, said: str = "") -> list[Path]:
    """Write ``.xlsx``: a sheet each of relations, nodes and sources, and one on what they are.

    Dates are dates (texts before 1 March 1900), texts are never formulas, headers stay in sight.

    Raises
    ------
    Refused
        When xlsxwriter is not installed, and for more rows or a longer text than a sheet has.
    """
    try:
        import xlsxwriter
    except ImportError:
        raise Refused("an .xlsx needs xlsxwriter: pip install 'relgraph[xlsx]'") from None
    _check_size(graph.edge_count, "relations")
    made = tables(graph)
    for table in made:
        _check(table)
    options = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
    with xlsxwriter.Workbook(str(path), options) as book:
        bold = book.add_format({"bold": True, "bottom": 1})
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for table in made:
            _fill(book.add_worksheet(table.name), table, bold, day)
        about = book.add_worksheet("about")
        about.set_column(0, 0, 16)
        about.set_column(1, 1, 90)
        facts = [
            ("data set", dated_title(graph.meta)), ("selection", said),
            *((table.name, f"{len(table.rows)} rows") for table in made),
        ]  # fmt: skip
        for at, (key, value) in enumerate(facts):
            about.write_string(at, 0, key, bold)
            about.write_string(at, 1, safe_text(value))
    return [path]


def _check_size(rows: int, what: str) -> None:
    if rows > _ROWS:
        raise Refused(f"{rows} {what}: a sheet has {_ROWS} rows at most, use .csv")


def _check(table: Flat) -> None:
    _check_size(len(table.rows), table.name)
    for row in table.rows:
        for column, value in zip(table.columns, row, strict=True):
            if isinstance(value, str) and len(value) > _TEXT:
                told = f"{table.name} {row[0]}: {column} has {len(value)} characters"
                raise Refused(f"{told}, and a cell {_TEXT} at most: use .csv")


def _fill(sheet: Worksheet, table: Flat, bold: Format, day: Format) -> None:
    for at, column in enumerate(table.columns):
        sheet.write_string(0, at, column, bold)
        sheet.set_column(at, at, _WIDE.get(column, 14))
    for down, row in enumerate(table.rows, 1):
        for at, value in enumerate(row):
            _write(sheet, down, at, value, day)
    sheet.freeze_panes(1, 1)
    if table.columns:
        sheet.autofilter(0, 0, len(table.rows), len(table.columns) - 1)


def _write(sheet: Worksheet, row: int, column: int, value: Any, day: Format) -> None:  # noqa: ANN401
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, date) and not isinstance(value, datetime) and value >= _FIRST:
        sheet.write_datetime(row, column, value, day)
    elif isinstance(value, (int, float)) and abs(value) < 2**53 and value == value:  # noqa: PLR0124
        sheet.write_number(row, column, value)
    elif value is not None:
        sheet.write_string(row, column, safe_text(str(value)))
