"""Separated values as Python's reader finds them: slow, and it knows the line of a row."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from relgraph.errors import FaultyFile

if TYPE_CHECKING:
    from collections.abc import Iterator

    from relgraph.importing.grammar import FileRule

_CELL = 1 << 20
"""Characters that a cell may have."""


def decoded(data: bytes, encoding: str, name: str) -> str:
    """Return the text of a file without its mark of byte order.

    Raises
    ------
    FaultyFile
        When it has bytes that the encoding does not have, with their line.
    """
    if b"\0" in data[:4096] and not encoding.lower().replace("-", "").startswith("utf16"):
        raise FaultyFile(name, 1, "is not a text: it has bytes of value 0")
    try:
        text = data.decode("utf-8-sig" if encoding.lower() in ("utf-8", "utf8") else encoding)
    except LookupError:
        raise FaultyFile(name, 0, f"no encoding {encoding!r} is known") from None
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise FaultyFile(
            name,
            line,
            f"byte {data[error.start]:#04x} is not {encoding}: name its encoding in the mapping",
        ) from None
    return text


class Dialect:
    """The rows of a separated file as Python's reader finds them: slow, and knows its place."""

    def __init__(self, rule: FileRule, text: str) -> None:
        self.rule = rule
        self.text = text
        self.before = rule.skip + (0 if rule.header else 1)

    def records(self) -> Iterator[tuple[int, list[str]]]:
        """Yield each record with the line that it begins on, the header too."""
        csv.field_size_limit(_CELL)
        lines = io.StringIO(self.text, newline="")
        for _ in range(self.rule.skip):
            lines.readline()
        reader = csv.reader(
            lines,
            delimiter=self.rule.delimiter,
            strict=self.rule.quoting,
            quoting=csv.QUOTE_MINIMAL if self.rule.quoting else csv.QUOTE_NONE,
        )
        line = 1 + self.rule.skip
        for record in reader:
            if record:
                yield line, record
            line = reader.line_num + 1 + self.rule.skip

    def header(self, name: str) -> list[str]:
        """Return the names of the columns.

        Raises
        ------
        FaultyFile
            When there is none, or a name stands twice.
        """
        if self.rule.header:
            return list(self.rule.header)
        try:
            line, header = next(self.records(), (1, []))
        except csv.Error as error:
            raise FaultyFile(name, 1, str(error)) from None
        header = [cell.strip() for cell in header]
        if not header:
            raise FaultyFile(name, line, "has no header")
        header = [cell or f"column{at}" for at, cell in enumerate(header, 1)]
        twice = next((cell for at, cell in enumerate(header) if cell in header[:at]), None)
        if twice is not None:
            raise FaultyFile(name, line, f"has two columns {twice!r}")
        return header

    def check(self, name: str, width: int, rows: int) -> None:
        """Refuse rows with too many cells, which pandas cuts off, or too few, which it fills up.

        Where nothing is quoted the separators of the whole file are counted: they are right if no
        row has too few or too many, or else a row with too few stands beside one with too many.
        """
        quoted = self.rule.quoting and '"' in self.text
        given = self.text.count(self.rule.delimiter)
        exact = given == (rows + (not self.rule.header)) * (width - 1)
        if (quoted or not exact or self.rule.skip) and (fault := self.fault(name, width)):
            raise fault

    def fault(self, name: str, width: int) -> FaultyFile | None:
        """Return the first row that has too few or too many cells, or is cut off in quotes."""
        fills = self.rule.short == "fill"
        try:
            for line, record in self.records():
                if len(record) > width or (len(record) < width and not fills):
                    return FaultyFile(
                        name, line, f"has {len(record)} cells, and the header {width}"
                    )
        except csv.Error as error:
            return FaultyFile(name, 0, f"cannot be read as separated values: {error}")
        return None

    def lines(self, wanted: set[int]) -> dict[int, int]:
        """Return the lines on which some rows, numbered from 0, begin."""
        found = {}
        records = self.records()
        if not self.rule.header:
            next(records, None)
        for row, (line, _) in enumerate(records):
            if row in wanted:
                found[row] = line
        return found
