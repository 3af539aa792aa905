"""Files as frames of text: separated values here, typed files in `relgraph.importing.typed`."""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import warnings
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from relgraph.errors import FaultyFile, NotFound, did_you_mean
from relgraph.importing.dialect import Dialect, decoded
from relgraph.importing.frame import Frame, Texts

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from pathlib import Path

    from relgraph.importing.grammar import FileRule

_GZIP = b"\x1f\x8b"


Wanted = Callable[[str], bool]
"""Whether a column is used."""


class DataFrame(Protocol):
    """A data frame, of pandas or of polars."""

    @property
    def columns(self) -> Iterable[str]:
        """The names of its columns."""
        ...

    def __getitem__(self, column: Any, /) -> Any:  # noqa: ANN401  # a column of its own kind
        """Return a column."""
        ...


@dataclass(frozen=True, slots=True)
class Read:
    """A file that was read: rows in the columns that are wanted, all columns, and its parts."""

    frame: Frame
    header: tuple[str, ...]
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """One of the files that are read one after the other: it has the rows from ``first`` on.

    A data frame has no path, and is called as the mapping calls the file.
    """

    path: Path | None
    name: str
    sha256: str
    first: int
    rows: int


def read_files(rule: FileRule, paths: Sequence[Path], wanted: Wanted) -> Read:
    """Read the files of a rule one after the other, and those columns that are wanted.

    Raises
    ------
    NotFound
        When a file cannot be read.
    FaultyFile
        When it is not what the rule says: with file and line.
    """
    frames, parts, first = [], [], 0
    header: tuple[str, ...] = ()
    for path in paths:
        data = whole_bytes(path)
        header, found = _frame(rule, path, data, wanted)
        frame = missing(found, header, rule)
        parts.append(Part(path, path.name, hashlib.sha256(data).hexdigest(), first, len(frame)))
        frames.append(Frame(frame.columns, frame.rows + first))
        first += len(frame)
    return Read(
        joined(frames, [part.name for part in parts]),
        (*header, *rule.optional_columns),
        tuple(parts),
    )


def read_frame(rule: FileRule, name: str, data: DataFrame, wanted: Wanted) -> Read:
    """Read a data frame of pandas or polars as if it were a typed file."""
    from relgraph.importing.typed import cell_text, frame_of

    names = list(map(str, data.columns))
    twice = next((each for at, each in enumerate(names) if each in names[:at]), None)
    if twice is not None:
        raise FaultyFile(f"{name} (a data frame)", 0, f"has two columns {twice!r}")
    columns = {column: _listed(data[column]) for column in data.columns if wanted(str(column))}
    digest = hashlib.sha256()
    for column, values in columns.items():
        digest.update("\0".join([str(column), *map(cell_text, values)]).encode())
    header = tuple(map(str, data.columns))
    frame = missing(frame_of(columns), header, rule)
    return Read(
        frame,
        (*header, *rule.optional_columns),
        (Part(None, f"{name} (a data frame)", digest.hexdigest(), 0, len(frame)),),
    )


def _listed(column: Any) -> list[Any]:  # noqa: ANN401  # a column of pandas, or of polars
    if str(column.dtype).lower() == "float32":  # whose digits a float of Python makes more
        return list(column.to_numpy())
    found: list[Any] = column.tolist() if hasattr(column, "tolist") else column.to_list()
    return found


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


def _frame(
    rule: FileRule, path: Path, data: bytes, wanted: Wanted
) -> tuple[tuple[str, ...], Frame]:
    if rule.format == "csv":
        return _separated(rule, path.name, data, wanted)
    from relgraph.importing.typed import READERS

    found = READERS[rule.format](rule, path.name, data)
    columns = {_called(rule, name): each for name, each in found.columns.items()}
    chosen = {name: each for name, each in columns.items() if wanted(name)}
    return tuple(columns), Frame(chosen, found.rows)


def _called(rule: FileRule, column: str) -> str:
    return column.lower() if rule.lower else column


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


def missing(frame: Frame, header: Sequence[str], rule: FileRule) -> Frame:
    """Make the texts that mean nothing empty, and leave the space around texts out if asked."""
    unknown = rule.missing.keys() - {*header, *rule.optional_columns, "*"}
    if unknown:
        hint = did_you_mean(min(unknown), header)
        raise FaultyFile(rule.match, 0, f"has no column {min(unknown)!r}{hint}")
    everywhere = set(rule.missing.get("*", ()))
    columns = dict(frame.columns)
    for name in rule.optional_columns:
        columns.setdefault(name, Texts.constant("", len(frame)))
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


def _separated(
    rule: FileRule, name: str, data: bytes, wanted: Wanted
) -> tuple[tuple[str, ...], Frame]:
    text = decoded(data, rule.encoding, name)
    dialect = Dialect(rule, text)
    header = [_called(rule, column) for column in dialect.header(name)]
    chosen = [column for column in header if wanted(column)] or header[:1]
    import pandas as pd

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", pd.errors.ParserWarning)  # lost cells: check() tells
            found = pd.read_csv(
                io.BytesIO(text.encode()), sep=rule.delimiter, names=header, header=None,
                quoting=csv.QUOTE_MINIMAL if rule.quoting else csv.QUOTE_NONE,
                skiprows=dialect.before,
                dtype=object, keep_default_na=False, na_filter=False, index_col=False,
                usecols=chosen,
            )  # fmt: skip
    except pd.errors.EmptyDataError:
        found = pd.DataFrame({column: [] for column in header}, dtype=object)
    except (pd.errors.ParserError, ValueError, OverflowError) as error:
        raise dialect.fault(name, len(header)) or FaultyFile(name, 0, str(error)) from None
    dialect.check(name, len(header), len(found))
    columns = {}
    for column in chosen:  # as objects: categories that look like numbers would be numbers
        codes, words = pd.factorize(found[column])
        columns[column] = Texts(codes.astype(np.int32), words.tolist())
    return tuple(header), Frame(columns, np.arange(len(found)))
