"""Where the files are that relgraph ships, in a checkout and in an install."""

from __future__ import annotations

import os
import re
from pathlib import Path

_DEVICES = frozenset({
    "CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$",
    *(f"{port}{number}" for port in ("COM", "LPT") for number in "123456789¹²³"),
})  # fmt: skip
_PACKAGE = Path(__file__).resolve().parent


def shipped(name: str) -> Path:
    """Find the shipped folder ``data`` or ``graph``.

    A wheel has them inside the package; a checkout has them at its top, where an analyst looks.

    >>> (shipped("graph") / "schema.toml").is_file()
    True
    """
    inside = _PACKAGE / "_shipped" / name
    return inside if inside.is_dir() else _PACKAGE.parent.parent / name


def default_place() -> str | Path:
    """Return the folder or server to read when none is named.

    ``RELGRAPH_DB``, else the working folder or ``./data`` if it is a data set, else the shipped
    data. A folder is a data set by its ``dataset.toml``, or, should that be missing, by its
    tables.
    """
    here = next((place for place in (Path(), Path("data")) if _is_dataset(place)), None)
    return os.environ.get("RELGRAPH_DB") or here or shipped("data")


def not_portable(name: str) -> str:
    """Return why a file of this name cannot be on every system; empty if it can.

    Windows keeps the names of devices, whatever their ending; the rules are those of Microsoft,
    *Naming Files, Paths, and Namespaces*.

    >>> not_portable("con.csv"), not_portable("energy")
    ("'con' is the name of a device on Windows", '')
    """
    stem = name.split(".", maxsplit=1)[0].rstrip(" ")
    if stem.upper() in _DEVICES:
        return f"{stem!r} is the name of a device on Windows"
    found = re.search(r'[<>:"/\\|?*\x00-\x1f]', name)
    if found:
        return f"{found[0]!r} cannot stand in the name of a file on Windows"
    if name != name.rstrip(". "):
        return "a name of a file cannot end in a dot or space on Windows"
    return ""


def _is_dataset(folder: Path) -> bool:
    tables = ("sources.csv", "nodes", "edges")
    return (folder / "dataset.toml").exists() or all((folder / part).exists() for part in tables)
