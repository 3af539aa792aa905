"""Files as frames of text: separated values here, typed files in `relgraph.importing.typed`."""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import zlib
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from relgraph.errors import FaultyFile, NotFound, did_you_mean
from relgraph.importing.frame import Frame, Texts

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from pathlib import Path

    from relgraph.importing.mapping import FileRule

_GZIP = b"\x1f\x8b"
_CELL = 1 << 20
"""Characters that a cell may have."""


@dataclass(frozen=True, slots=True)
class Read:
    """A file that was read: its rows as a frame, its name, and a hash of its bytes."""

    frame: Frame
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """One of the files that are read one after the other: it has the rows from ``first`` on."""

    path: Path
    sha256: str
    first: int
    rows: int


def read_files(rule: FileRule, paths: Sequence[Path]) -> Read:
    """Read the files of a rule one after the other.

    Raises
    ------
    NotFound
        When a file cannot be read.
    FaultyFile
        When it is not what the rule says: with file and line.
    """
    frames, parts, first = [], [], 0
    for path in paths:
        data = whole_bytes(path)
        frame = missing(_frame(rule, path, data), rule)
        parts.append(Part(path, hashlib.sha256(data).hexdigest(), first, len(frame)))
        frames.append(Frame(frame.columns, frame.rows + first))
        first += len(frame)
    return Read(joined(frames, [part.path.name for part in parts]), tuple(parts))


def whole_bytes(path: Path) -> bytes:
    """Return the bytes of a file, of a gzip file those inside; raises as `read_files` does."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise NotFound(f"cannot read {path}: {error.strerror}") from None
    if not data.startswith(_GZIP):
        return data
    try:
        return gzip.decompress(data)
    except (OSError, EOFError, zlib.error) as error:
        raise FaultyFile(path.name, 0, f"is not a whole gzip file: {error}") from None


def _frame(rule: FileRule, path: Path, data: bytes) -> Frame:
    if rule.format == "csv":
        return _separated(rule, path.name, data)
    from relgraph.importing.typed import READERS

    return READERS[rule.format](rule, path.name, data)


def joined(frames: Sequence[Frame], names: Sequence[str]) -> Frame:
    """Lay frames one after the other; they must have the same columns."""
    if len(frames) == 1:
        return frames[0]
    for frame, name in zip(frames, names, strict=True):
        if list(frame.columns) != list(frames[0].columns):
            raise FaultyFile(name, 1, f"has other columns than {names[0]}")
    columns = {}
    for name in frames[0].columns:
        words: list[str] = []
        codes = []
        for frame in frames:
            codes.append(frame.columns[name].codes + len(words))
            words += frame.columns[name].words
        columns[name] = Texts(np.concatenate(codes).astype(np.int32), words).merged()
    return Frame(columns, np.concatenate([frame.rows for frame in frames]))


def missing(frame: Frame, rule: FileRule) -> Frame:
    """Make the texts that mean nothing empty, and leave the space around texts out if asked."""
    unknown = rule.missing.keys() - frame.columns.keys() - {"*"}
    if unknown:
        name = min(unknown)
        raise FaultyFile(
            rule.match, 0, f"has no column {name!r}{did_you_mean(name, frame.columns)}"
        )
    everywhere = set(rule.missing.get("*", ()))
    columns = dict(frame.columns)
    for name, texts in frame.columns.items():
        nothing = everywhere | set(rule.missing.get(name, ()))
        columns[name] = texts.map(partial(_cleaned, rule, nothing))
    return Frame(columns, frame.rows)


def _cleaned(rule: FileRule, nothing: Collection[str], text: str) -> str:
    found = text.strip() if rule.trim else text
    found = _whole(found) if rule.whole else found
    return "" if found in nothing else found


def _whole(text: str) -> str:
    """Write a whole number as one: a code of 365.0 is 365."""
    return text[:-2] if text.endswith(".0") and text[:-2].lstrip("-").isdigit() else text


def _separated(rule: FileRule, name: str, data: bytes) -> Frame:
    text = decoded(data, rule.encoding, name)
    dialect = Dialect(rule, text)
    header = dialect.header(name)
    import pandas as pd

    try:
        found = pd.read_csv(
            io.BytesIO(text.encode()), sep=rule.delimiter, names=header, header=None,
            skiprows=dialect.before, quoting=csv.QUOTE_MINIMAL if rule.quoting else csv.QUOTE_NONE,
            dtype=object, keep_default_na=False, na_filter=False, index_col=False,
        )  # fmt: skip
    except pd.errors.EmptyDataError:
        found = pd.DataFrame({column: [] for column in header}, dtype=object)
    except (pd.errors.ParserError, ValueError, OverflowError) as error:
        raise dialect.fault(name, len(header)) or FaultyFile(name, 0, str(error)) from None
    if rule.short == "refuse":
        dialect.check(name, len(header), len(found))
    columns = {}
    for column in header:  # as objects: pandas takes categories that look like numbers for numbers
        codes, words = pd.factorize(found.pop(column))
        columns[column] = Texts(codes.astype(np.int32), words.tolist())
    return Frame(columns, np.arange(len(next(iter(columns.values())))))


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
        """Refuse rows with too few cells, which pandas fills up without a word.

        Where nothing is quoted the separators of the whole file are counted: no row has too many,
        so none has too few if the sum is right.
        """
        if (self.rule.quoting and '"' in self.text) or (self.before and self.rule.skip):
            exact = False
        else:
            given = self.text.count(self.rule.delimiter)
            exact = given == (rows + (not self.rule.header)) * (width - 1)
        if not exact and (fault := self.fault(name, width)):
            raise fault

    def fault(self, name: str, width: int) -> FaultyFile | None:
        """Return the first row that has too few or too many cells, or is cut off in quotes."""
        try:
            for line, record in self.records():
                if len(record) != width:
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
