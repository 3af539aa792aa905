"""Records of a CSV file, each with its place; what is wrong with it as text is a fault."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from typing import TYPE_CHECKING, BinaryIO

from relgraph.faults import Fault
from relgraph.tables.texts import check_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from relgraph.tables.row import Report, Row

BOM = b"\xef\xbb\xbf"
FORMULA = ("=", "+", "@", "\t", "\r")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def records(lines: Lines) -> Iterator[tuple[int, list[str]]]:
    """Walk records that are not empty, each with the line that it begins on.

    After each of them the lines go on where the next one begins. After a fault of quoting or
    encoding the rest is not read.
    """
    reader = csv.reader(lines, strict=True)
    while True:
        first = lines.number + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            lines.broken = True
            fault = Fault(lines.path, first, 1, "", "quoting", _csv_message(str(error)))
            lines.report(fault)
            return
        if any(cells):
            yield first, cells


class Lines:
    """Lines of a UTF-8 file from one of them on; a byte that is none ends it with a fault."""

    def __init__(self, stream: BinaryIO, path: str, report: Report, line: int) -> None:
        self.stream = stream
        self.path = path
        self.report = report
        self.number = line - 1
        self.broken = False

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        raw = self.stream.readline()
        if not raw or self.broken:
            raise StopIteration
        self.number += 1
        if self.number == 1:
            raw = raw.removeprefix(BOM)
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


def tidy(row: Row, width: int) -> Row:
    """Tidy the cells of a record; what is wrong with their number or characters is reported.

    A record of another width is read on as what it may be meant for, or, where nothing tells, as
    one of which only the id is known.
    """
    broken = False
    if len(row.cells) != width:
        meant = of_width(row.cells, width)
        row.report(_other_width(row, width, meant))
        broken = meant is None
        row = replace(row, cells=meant or row.cells[:width])
    cells = list(row.cells)
    for name, at in row.numbers.items():
        if cells[at].startswith(FORMULA):
            row.fault(
                name, "formula",
                f"begins with {cells[at][0]!r}, which a spreadsheet runs as a formula",
            )  # fmt: skip
        cells[at] = cells[at].strip()
        if not (cells[at].isascii() and cells[at].isprintable()):
            check_text(row, name, cells[at])
    return replace(row, cells=cells, broken=broken)


def of_width(cells: Sequence[str], width: int) -> list[str] | None:
    """Return what a record of another width may be meant for; None where nothing tells."""
    if len(cells) > width:
        return _joined(cells, width)
    return [*cells, *[""] * (width - len(cells))]


def _other_width(row: Row, width: int, meant: list[str] | None) -> Fault:
    size = len(row.cells)
    what = "is a comma unquoted?" if size > width else "are commas missing at its end?"
    message = f"has {size} cells, the header has {width}: {what}"
    line = "" if meant is None else _as_csv(meant)
    return Fault(row.path, row.line, min(size, width + 1), "", "width", message, line)


def _joined(cells: Sequence[str], width: int) -> list[str] | None:
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
