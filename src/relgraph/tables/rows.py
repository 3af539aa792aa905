"""CSV files as rows that know where they stand; what is wrong with a file as text is a fault."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, BinaryIO

from relgraph.faults import Fault
from relgraph.tables.header import read_header
from relgraph.tables.row import Row
from relgraph.tables.texts import check_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from relgraph.tables.row import Layout, Report

_BOM = b"\xef\xbb\xbf"
_FORMULA = ("=", "+", "@", "\t", "\r")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def read_rows(file: Path, layout: Layout, report: Report) -> Iterator[Row]:
    """Read a CSV file row by row, in memory that does not grow with it.

    UTF-8 with or without BOM, LF or CRLF; empty rows are passed over. A cell loses the space
    around it. After a fault of quoting or encoding the rest of the file is not read.
    """
    try:
        with file.open("rb") as stream:
            yield from _rows(stream, layout, report)
    except OSError as error:
        report(Fault(layout.path, 1, 1, "", "unreadable", f"cannot be read: {error.strerror}"))


def _rows(stream: BinaryIO, layout: Layout, report: Report) -> Iterator[Row]:
    lines = _Lines(stream, layout.path, report)
    numbers: dict[str, int] | None = None
    width = 0
    for line, cells in _records(lines, layout.path, report):
        if numbers is None:
            numbers, width = read_header(cells, layout, line, report), len(cells)
            if not numbers:
                return
        else:
            yield _row(cells, width, Row(layout.path, line, cells, numbers, report))
    if numbers is None and not lines.broken:
        report(Fault(layout.path, 1, 1, "", "no-header", "has no header row"))


def _records(lines: _Lines, path: str, report: Report) -> Iterator[tuple[int, list[str]]]:
    """Walk records that are not empty, each with the line that it begins on."""
    reader = csv.reader(lines, strict=True)
    while True:
        first = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            lines.broken = True
            report(Fault(path, first, 1, "", "quoting", _csv_message(str(error))))
            return
        if any(cells):
            yield first, cells


class _Lines:
    """Lines of a UTF-8 file; a byte that is none ends it with a fault."""

    def __init__(self, stream: BinaryIO, path: str, report: Report) -> None:
        self.stream = stream
        self.path = path
        self.report = report
        self.number = 0
        self.broken = False

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        raw = self.stream.readline()
        if not raw or self.broken:
            raise StopIteration
        self.number += 1
        if self.number == 1:
            raw = raw.removeprefix(_BOM)
            if raw.startswith(_UTF16) or b"\0" in raw[:200]:
                self._stop(1, 1, "is UTF-16: save it as CSV UTF-8")
        try:
            return raw.decode("utf-8")
        except UnicodeDecodeError as error:
            column = raw[: error.start].count(b",") + 1
            byte = raw[error.start]
            self._stop(
                self.number, column,
                f"is not UTF-8: byte 0x{byte:02x}; save it as CSV UTF-8",
            )  # fmt: skip
        raise StopIteration

    def _stop(self, line: int, column: int, message: str) -> None:
        self.broken = True
        self.report(Fault(self.path, line, column, "", "encoding", message))
        raise StopIteration


def _csv_message(message: str) -> str:
    if "new-line character" in message:
        return "has bare CR line ends (old Mac): save it with LF or CRLF"
    if "field larger" in message:
        return 'has a cell over 131,072 characters: is a closing " missing?'
    if "unexpected end" in message:
        return 'has a " that is never closed'
    return 'has a " inside a quoted cell: write it twice'


def _row(cells: list[str], width: int, row: Row) -> Row:
    """Tidy the cells of a record; what is wrong with their number or characters is reported."""
    if len(cells) != width:
        row = _of_width(cells, width, row)
        cells = list(row.cells)
    for name, at in row.numbers.items():
        if cells[at].startswith(_FORMULA):
            row.fault(
                name, "formula",
                f"begins with {cells[at][0]!r}, which a spreadsheet runs as a formula",
            )  # fmt: skip
        cells[at] = cells[at].strip()
        if not (cells[at].isascii() and cells[at].isprintable()):
            check_text(row, name, cells[at])
    return Row(row.path, row.line, cells, row.numbers, row.report, broken=row.broken)


def _of_width(cells: list[str], width: int, row: Row) -> Row:
    """Report a record that has not as many cells as the header, and how it may be meant.

    The record is read on as that, or, where nothing tells, as one of which only the id is known.
    """
    meant = _joined(cells, width) if len(cells) > width else cells + [""] * (width - len(cells))
    what = "is a comma unquoted?" if len(cells) > width else "are commas missing at its end?"
    message = f"has {len(cells)} cells, the header has {width}: {what}"
    line = "" if meant is None else _as_csv(meant)
    row.report(Fault(row.path, row.line, min(len(cells), width + 1), "", "width", message, line))
    kept = meant or cells[:width]
    return Row(row.path, row.line, kept, row.numbers, row.report, broken=meant is None)


def _joined(cells: list[str], width: int) -> list[str] | None:
    """Join cells that an unquoted comma parted: a part that begins with a space belongs before."""
    starts = [at for at, cell in enumerate(cells) if at and cell.startswith(" ") and cells[at - 1]]
    if len(starts) != len(cells) - width:
        return None
    joined: list[str] = []
    for at, cell in enumerate(cells):
        if at in starts:
            joined[-1] += f",{cell}"
        else:
            joined.append(cell)
    return joined


def _as_csv(cells: list[str]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="").writerow(cells)
    return out.getvalue()
