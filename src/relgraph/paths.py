"""Where the files are that relgraph ships, in a checkout and in an install."""

from __future__ import annotations

import os
from pathlib import Path

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


def _is_dataset(folder: Path) -> bool:
    tables = ("sources.csv", "nodes", "edges")
    return (folder / "dataset.toml").exists() or all((folder / part).exists() for part in tables)
