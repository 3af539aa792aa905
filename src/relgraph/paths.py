"""Where the files are that relgraph ships, in a checkout and in an install."""

from __future__ import annotations

import os
from pathlib import Path

_PARTS = ("dataset.toml", "sources.csv", "nodes", "edges")
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
    """Give the folder or server to read when none is named.

    ``RELGRAPH_DB``, else ``./data`` if it looks like a data set, else the shipped data.
    """
    here = Path("data")
    found = here if any((here / part).exists() for part in _PARTS) else shipped("data")
    return os.environ.get("RELGRAPH_DB") or found
