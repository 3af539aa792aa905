"""A CSV file in blocks: cells by column, and the rows of a block once more, with their places."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, replace
from itertools import islice, takewhile
from typing import TYPE_CHECKING, BinaryIO

import numpy as np

from relgraph.faults import Fault
from relgraph.tables.header import read_header
from relgraph.tables.row import Row
from relgraph.tables.rows import BOM, Lines, of_width, records, tidy

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from pathlib import Path

    from relgraph.tables.row import Layout, Report

_BYTES = 1 << 15
"""How much is read at once: some hundred rows, which stay in the processor's cache."""
_FEW, _MOST = 128, 1 << 20
"""Lines up to which more is read, and bytes up to which, as where a cell is still open."""
_ROWS = 1024
_COMMA, _LINE_END = b",\n"


@dataclass(frozen=True, slots=True)
class Block:
    """Some records of a file, by column; ``odd`` are those that have another width.

    The block begins at a byte and on a line, where ``skip`` records come before its own, and is so
    many bytes long; 0 where it was read with care.
    """

    at: int
    length: int
    line: int
    skip: int
    size: int
    columns: dict[str, Sequence[str]]
    odd: list[int]

    def cells(self, column: str) -> Sequence[str]:
        """Return the cells of a column; those of one that is not there are empty."""
        found = self.columns.get(column)
        return ("",) * self.size if found is None else found


class Sheet:
    """A CSV file: UTF-8 with or without BOM, LF or CRLF; empty rows are passed over.

    What is wrong with the file as a whole is reported when its blocks are read.
    """

    def __init__(self, file: Path, layout: Layout, report: Report) -> None:
        self.file = file
        self.layout = layout
        self.report = report
        self.numbers: dict[str, int] = {}
        self.width = 0

    def blocks(self) -> Iterator[Block]:
        """Read the file in memory that does not grow with it.

        After a fault of quoting or encoding the rest of the file is not read.
        """
        try:
            with self.file.open("rb") as stream:
                yield from self._blocks(stream)
        except OSError as error:
            self.report(_unreadable(self.layout, error))

    def rows(self, block: Block, wanted: Collection[int]) -> Iterator[tuple[int, Row]]:
        """Read the rows of a block that are wanted, and their number in it.

        A cell loses the space around it; what is wrong with a row as text is reported.
        """
        try:
            with self.file.open("rb") as stream:
                stream.seek(block.at)
                for number, (line, cells) in enumerate(self._records(stream, block)):
                    if number in wanted:
                        row = Row(self.layout.path, line, cells, self.numbers, self.report)
                        yield number, tidy(row, self.width)
        except OSError as error:
            self.report(_unreadable(self.layout, error))

    def _records(self, stream: BinaryIO, block: Block) -> Iterator[tuple[int, list[str]]]:
        """Read the records of a block once more; all at once where each has a line of its own."""
        raw = stream.read(block.length)
        found = _parsed(raw, block.at) if raw else None
        if found and len(found) == len(raw.splitlines()) and all(map(any, found)):
            return enumerate(found[block.skip :], block.line + block.skip)
        stream.seek(block.at)
        lines = Lines(stream, self.layout.path, self.report, block.line)
        return islice(records(lines), block.skip, block.skip + block.size)

    def _blocks(self, stream: BinaryIO) -> Iterator[Block]:
        at, line = 0, 1
        while raw := _whole_records(stream):
            plain = _plain(raw, self.width) if self.width else None
            if plain:
                yield Block(at, len(raw), line, 0, len(plain[0]), self._named(plain), [])
                at, line = at + len(raw), line + len(plain[0])
                continue
            found = _parsed(raw, at)
            if found is None:
                stream.seek(at)
                yield from self._with_care(Lines(stream, self.layout.path, self.report, line))
                return
            block = self._block(at, line, found)
            if not self.numbers and self.width:
                return
            yield replace(block, length=len(raw))
            at, line = at + len(raw), line + raw.count(b"\n")
        if not self.width:
            self.report(_headless(self.layout))

    def _with_care(self, lines: Lines) -> Iterator[Block]:
        """Read record by record, where something is wrong, or a quotation mark opens no cell."""
        found = records(lines)
        while True:
            at, line = lines.stream.tell(), lines.number + 1
            some = list(islice(found, _ROWS if self.width else 1))
            if not some and not self.width and not lines.broken:
                self.report(_headless(self.layout))
            if not some:
                return
            block = self._block(at, some[0][0], [cells for _, cells in some])
            if not self.numbers:
                return
            yield replace(block, line=line)

    def _block(self, at: int, line: int, found: list[list[str]]) -> Block:
        """Take records, of which the first of the file is its header."""
        full = [cells for cells in found if any(cells)]
        skip = 0
        if full and not self.width:
            before = takewhile(lambda cells: not any(cells), found)
            begins = line + sum(1 + sum(cell.count("\n") for cell in cells) for cells in before)
            self.width = len(full[0])
            self.numbers = read_header(full[0], self.layout, begins, self.report)
            skip = 1
            del full[0]
        odd = [row for row, cells in enumerate(full) if len(cells) != self.width]
        for row in odd:
            full[row] = of_width(full[row], self.width) or full[row][: self.width]
        columns: list[Sequence[str]] = list(zip(*full, strict=True)) if full else [()] * self.width
        return Block(at, 0, line, skip, len(full), self._named(columns), odd)

    def _named(self, columns: Sequence[Sequence[str]]) -> dict[str, Sequence[str]]:
        return {name: columns[number] for name, number in self.numbers.items()}


def _whole_records(stream: BinaryIO) -> bytes:
    """Read some lines; a cell that is open at their end is read to where it is closed."""
    raw = stream.read(_BYTES)
    while 0 < len(raw) < _MOST and raw.count(b"\n") < _FEW and (more := stream.read(_BYTES)):
        raw += more
    raw += stream.readline()
    marks = raw.count(b'"')
    if marks % 2:
        parts, size = [raw], len(raw)
        while marks % 2 and size < _MOST and (more := stream.readline()):
            parts.append(more)
            size += len(more)
            marks += more.count(b'"')
        raw = b"".join(parts)
    return raw


def _plain(raw: bytes, width: int) -> list[list[str]] | None:
    """Return the columns of lines that have so many cells and no quotation mark, and no empty row.

    They need only be split; None if they are not such.
    """
    if b'"' in raw or b"\0" in raw or len(raw) > csv.field_size_limit():
        return None
    plain = raw.replace(b"\r\n", b"\n")
    letters = np.frombuffer(plain, np.uint8)
    marks = letters[(letters == _COMMA) | (letters == _LINE_END)]
    if b"\r" in plain or not plain.endswith(b"\n") or len(marks) % width:
        return None
    rows = marks.reshape(-1, width)
    if (rows[:, -1] != _LINE_END).any() or (rows[:, :-1] != _COMMA).any():
        return None
    try:
        cells = plain.decode()[:-1].replace("\n", ",").split(",")
    except UnicodeDecodeError:
        return None
    return [cells[at::width] for at in range(width)] if all(cells[::width]) else None


def _parsed(raw: bytes, at: int) -> list[list[str]] | None:
    """Return the records of some lines; None if they are to be read with care."""
    if b"\0" in raw or raw.count(b'"') % 2:
        return None
    try:
        text = (raw.removeprefix(BOM) if at == 0 else raw).decode()
        return list(csv.reader(io.StringIO(text, newline="\n"), strict=True))
    except (UnicodeDecodeError, csv.Error):
        return None


def read_rows(file: Path, layout: Layout, report: Report) -> Iterator[Row]:
    """Read a CSV file row by row."""
    numbers: dict[str, int] | None = None
    width = 0
    try:
        with file.open("rb") as stream:
            lines = Lines(stream, layout.path, report, 1)
            for line, cells in records(lines):
                if numbers is None:
                    numbers, width = read_header(cells, layout, line, report), len(cells)
                    if not numbers:
                        return
                else:
                    yield tidy(Row(layout.path, line, cells, numbers, report), width)
            if numbers is None and not lines.broken:
                report(_headless(layout))
    except OSError as error:
        report(_unreadable(layout, error))


def _headless(layout: Layout) -> Fault:
    return Fault(layout.path, 1, 1, "", "no-header", "has no header row")


def _unreadable(layout: Layout, error: OSError) -> Fault:
    return Fault(layout.path, 1, 1, "", "unreadable", f"cannot be read: {error.strerror}")
