"""Files whose cells have types, as frames of text."""

from __future__ import annotations

import io
import json
import math
import warnings
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

import numpy as np

from relgraph.errors import FaultyFile, Refused
from relgraph.importing.frame import Frame, Texts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from relgraph.importing.grammar import FileRule

LIST = "\n"
"""What parts the items of a list in a cell."""


def cell_text(value: Any) -> str:  # noqa: ANN401  # any value of a typed file
    """Return a typed value as text: a whole float is its integer, nothing is empty.

    >>> cell_text(365.0), cell_text(None), cell_text(1e-05), cell_text(date(2001, 7, 16))
    ('365', '', '0.00001', '2001-07-16')
    """
    if value is None or type(value).__name__ in ("NAType", "NaTType"):
        return ""
    if isinstance(value, (bool, np.bool_)):
        return "true" if value else "false"
    if isinstance(value, (float, np.floating)):
        if math.isnan(value):
            return ""
        return np.format_float_positional(value, trim="-") if math.isfinite(value) else str(value)
    if isinstance(value, datetime) and value.time() == time() and value.tzinfo is None:
        return value.date().isoformat()
    if isinstance(value, (date, datetime, time)):
        return value.isoformat()
    if isinstance(value, (list, tuple, np.ndarray)):
        return LIST.join(map(cell_text, value))
    return str(value)


def frame_of(columns: Mapping[str, Iterable[Any]]) -> Frame:
    """Return a frame of typed columns of one length."""
    found = {
        str(name): Texts.of([cell_text(value) for value in values])
        for name, values in columns.items()
    }
    size = len(next(iter(found.values()))) if found else 0
    return Frame(found, np.arange(size))


def _excel(rule: FileRule, name: str, data: bytes) -> Frame:
    try:
        import openpyxl
    except ImportError:
        raise Refused(f"{name}: reading Excel needs pip install 'relgraph[import]'") from None
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
        formulas = openpyxl.load_workbook(io.BytesIO(data))
    except Exception as error:  # noqa: BLE001  # whatever the reader makes of a broken file
        raise FaultyFile(name, 0, f"cannot be read as Excel (.xlsx): {error}") from None
    if rule.sheet and rule.sheet not in book.sheetnames:
        raise FaultyFile(
            name, 0, f"has no sheet {rule.sheet!r}: it has {', '.join(book.sheetnames)}"
        )
    sheet = rule.sheet or book.sheetnames[0]
    for own, told in zip(book[sheet].iter_rows(), formulas[sheet].iter_rows(), strict=True):
        for cell, formula in zip(own, told, strict=True):
            if cell.value is None and formula.data_type == "f":
                what = f"{cell.coordinate} has a formula whose value is not kept"
                raise FaultyFile(name, cell.row or 0, f"{what}: save the file in Excel once")
    rows = [list(row) for row in book[sheet].iter_rows(values_only=True)][rule.skip :]
    header = list(rule.header) or [cell_text(cell).strip() for cell in (rows[0] if rows else [])]
    body = rows if rule.header else rows[1:]
    return _by_rows(name, header, [row for row in body if any(cell is not None for cell in row)])


def _by_rows(name: str, header: Sequence[str], rows: Sequence[Sequence[Any]]) -> Frame:
    named = [cell or f"column{at}" for at, cell in enumerate(header, 1)]
    twice = next((cell for at, cell in enumerate(named) if cell in named[:at]), None)
    if twice is not None or not named:
        raise FaultyFile(name, 1, f"has two columns {twice!r}" if twice else "has no header")
    return frame_of({column: [row[at] for row in rows] for at, column in enumerate(named)})


def _stata(_rule: FileRule, name: str, data: bytes) -> Frame:
    """Read a Stata file: days as dates, the missing value ``.`` as nothing, ``.a`` as its name."""
    import pandas as pd

    def read(*, dates: bool) -> pd.DataFrame:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UnicodeWarning)  # a file of before Stata 14
            return pd.read_stata(
                io.BytesIO(data), convert_categoricals=False, convert_dates=dates,
                convert_missing=not dates,
            )  # fmt: skip

    try:
        named, dated = read(dates=False), read(dates=True)
    except Exception as error:  # noqa: BLE001  # whatever the reader makes of a broken file
        raise FaultyFile(name, 0, f"cannot be read as Stata: {error}") from None
    columns = {}
    for column in named.columns:
        is_date = dated[column].dtype.kind == "M"
        values = (dated if is_date else named)[column].tolist()
        columns[column] = [None if str(value) == "." else value for value in values]
    return frame_of(columns)


def _r(_rule: FileRule, name: str, data: bytes) -> Frame:
    try:
        import rdata
    except ImportError:
        raise Refused(f"{name}: reading .rds needs pip install 'relgraph[import]'") from None
    try:
        found = rdata.read_rds(io.BytesIO(data))
    except Exception as error:  # noqa: BLE001  # whatever the reader makes of a broken file
        raise FaultyFile(name, 0, f"cannot be read as an R object: {error}") from None
    if not hasattr(found, "columns"):
        raise FaultyFile(name, 0, "holds no data frame")
    return frame_of({column: found[column].tolist() for column in found.columns})


def _parquet(_rule: FileRule, name: str, data: bytes) -> Frame:
    try:
        from pyarrow import ArrowException, parquet
    except ImportError:
        raise Refused(f"{name}: reading Parquet needs pip install 'relgraph[parquet]'") from None
    try:
        table = parquet.read_table(io.BytesIO(data))
    except (ArrowException, OSError, ValueError) as error:
        raise FaultyFile(name, 0, f"cannot be read as Parquet: {error}") from None
    return frame_of({column: table[column].to_pylist() for column in table.column_names})


def _json_lines(_rule: FileRule, name: str, data: bytes) -> Frame:
    rows = []
    for line, text in enumerate(data.splitlines(), 1):
        if text.strip():
            rows.append(_object(name, line, text))
    return _by_keys(rows)


def _object(name: str, line: int, text: bytes) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise FaultyFile(name, line, f"is not JSON: {error}") from None
    if not isinstance(found, dict):
        raise FaultyFile(name, line, "is no JSON object")
    return found


def _json(_rule: FileRule, name: str, data: bytes) -> Frame:
    try:
        found = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise FaultyFile(name, getattr(error, "lineno", 0), f"is not JSON: {error}") from None
    if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
        raise FaultyFile(name, 1, "is no list of JSON objects")
    return _by_keys(found)


def _by_keys(rows: Sequence[Mapping[str, Any]]) -> Frame:
    """Return objects as rows; what lies inside one is a column ``outer.inner``."""
    flat = [dict(_flat(row, "")) for row in rows]
    names = list(dict.fromkeys(name for row in flat for name in row))
    return frame_of({name: [row.get(name) for row in flat] for name in names})


def _flat(value: Mapping[str, Any], prefix: str) -> Iterable[tuple[str, Any]]:
    for key, each in value.items():
        if isinstance(each, dict):
            yield from _flat(each, f"{prefix}{key}.")
        elif isinstance(each, list) and any(isinstance(item, (dict, list)) for item in each):
            yield f"{prefix}{key}", json.dumps(each, ensure_ascii=False)
        else:
            yield f"{prefix}{key}", each


READERS: dict[str, Callable[[FileRule, str, bytes], Frame]] = {
    "xlsx": _excel,
    "dta": _stata,
    "rds": _r,
    "parquet": _parquet,
    "jsonl": _json_lines,
    "json": _json,
}
