"""A folder as a data set: every file read in turn, every fault found, records handed on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relgraph.errors import FaultyData, FaultySchema, NotFound
from relgraph.faults import Fault
from relgraph.model.schema import read_schema
from relgraph.paths import shipped
from relgraph.tables.reader import Checked, FolderReader

if TYPE_CHECKING:
    from pathlib import Path

    from relgraph.model.types import Schema

_OF_A_FILE = (
    "unreadable",
    "encoding",
    "quoting",
    "separator",
    "no-header",
    "missing-column",
    "missing-file",
)


def read_folder(folder: Path) -> Checked:
    """Read a folder whose rows are all sound.

    Raises
    ------
    FaultyData
        With every fault of every file.
    FaultySchema, NotFound
        When the folder's schema cannot be used, or there is no such folder.
    """
    checked, found = _read(folder, keep=True)
    faults = [fault for fault in found if not fault.warning]
    if faults or checked is None:
        raise FaultyData(faults)
    return checked


def check_folder(folder: Path) -> list[Fault]:
    """Return every fault and warning of every file, causes before what follows from them.

    Whole columns are checked; a row at fault, or one that others may contradict, is read once more
    for its message. Memory holds some numbers of each edge, the texts of dates, quantities and the
    like once, and no notes.

    Raises
    ------
    NotFound
        When there is no such folder.
    """
    return _read(folder, keep=False)[1]


def _read(folder: Path, *, keep: bool) -> tuple[Checked | None, list[Fault]]:
    if not folder.is_dir():
        raise NotFound(f"no folder {folder}")
    faults: list[Fault] = []
    try:
        schema, schema_text = folder_schema(folder)
    except FaultySchema as error:
        return None, [
            Fault("schema.toml", 1, 1, key, "schema", what) for key, what in error.problems.items()
        ]
    checked = FolderReader(folder, schema, schema_text, faults.append).checked(keep=keep)
    return checked, in_order(faults)


def in_order(faults: list[Fault]) -> list[Fault]:
    """Return faults without what only follows from others, causes first, each once."""
    return sorted(dict.fromkeys(_without_consequences(faults)), key=_place)


def _place(fault: Fault) -> tuple[int, str, int, int]:
    """Order faults as files depend on each other, so that a cause stands before what follows."""
    folder = fault.path.partition("/")[0]
    order = ("dataset.toml", "schema.toml", "sources.csv", "nodes", "edges")
    rank = order.index(folder) if folder in order else len(order)
    return rank, fault.path, fault.line, fault.column


def _without_consequences(faults: list[Fault]) -> list[Fault]:
    """Leave out what only follows from a file that could not be read as a table."""
    broken = {fault.path for fault in faults if fault.code in _OF_A_FILE}
    hidden = set()
    if any(path.startswith("nodes/") for path in broken):
        hidden.add("unknown-node")
    if "sources.csv" in broken:
        hidden |= {"unknown-source", "weak-correction"}
    return [fault for fault in faults if fault.code not in hidden]


def schema_path(folder: Path) -> Path:
    """Find a folder's own ``schema.toml``, or the shipped one."""
    own = folder / "schema.toml"
    return own if own.is_file() else shipped("graph") / "schema.toml"


def folder_schema(folder: Path) -> tuple[Schema, str]:
    """Read a folder's own schema, or the shipped one, and its text."""
    path = schema_path(folder)
    return read_schema(path), path.read_text("utf-8-sig")
