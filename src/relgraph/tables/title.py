"""The title, licence, id, version and date of a data set."""

from __future__ import annotations

import tomllib
import uuid
from datetime import date
from types import NoneType
from typing import TYPE_CHECKING

from relgraph.faults import Fault
from relgraph.model.records import Dataset

if TYPE_CHECKING:
    from pathlib import Path

    from relgraph.model.types import Schema
    from relgraph.tables.row import Report


def read_title(folder: Path, schema: Schema, schema_text: str, report: Report) -> Dataset:
    """Read ``dataset.toml``, and return a data set that has no rows yet."""
    name = "dataset.toml"
    text, tree = "", {}
    try:
        text = (folder / name).read_text("utf-8-sig")
        tree = tomllib.loads(text)
        text = text or "\n"
    except FileNotFoundError:
        report(Fault(name, 1, 1, "", "missing", "no such file: title, licence and id"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        report(Fault(name, 1, 1, "", "toml", str(error)))
    values: dict[str, str] = {}
    for key in ("id", "title", "licence"):
        value = tree.get(key)
        values[key] = value if isinstance(value, str) else ""
        if text and not values[key]:
            line = _line_of(key, text)
            report(Fault(name, line, 1, key, "missing", "expected a text"))
    if values["id"] and not _is_uuid(values["id"]):
        message = f"{values['id']!r} is no UUID"
        report(Fault(name, _line_of("id", text), 1, "id", "bad-id", message))
    version, as_of = tree.get("version", ""), tree.get("as_of")
    if not isinstance(version, str):
        report(Fault(name, _line_of("version", text), 1, "version", "toml", "expected a text"))
    if type(as_of) not in (date, NoneType):
        what = "expected a day without quotes, as 2026-11-29"
        report(Fault(name, _line_of("as_of", text), 1, "as_of", "toml", what))
        as_of = None
    title, licence = values["title"], values["licence"]
    return Dataset(values["id"], title, licence, str(version), as_of, schema, schema_text)


def _line_of(key: str, text: str) -> int:
    """Find the line that sets a key at the top of a TOML text."""
    lines = enumerate(text.splitlines(), 1)
    return next((at for at, line in lines if line.partition("=")[0].strip() == key), 1)


def _is_uuid(text: str) -> bool:
    try:
        return str(uuid.UUID(text)) == text.lower()
    except ValueError:
        return False
