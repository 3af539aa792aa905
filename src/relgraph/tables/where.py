"""Which files of a folder hold rows of a kind or a type."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

_COLUMNS = ("kind", "type")


def files_of(folder: Path, names: Collection[str]) -> list[Path]:
    """Return the tables of nodes and edges that have rows of some kinds or types.

    >>> from relgraph.paths import shipped
    >>> [path.name for path in files_of(shipped("data"), ["Treaty"])]
    ['instruments.csv']
    """
    tables = [path for part in ("nodes", "edges") for path in sorted((folder / part).glob("*.csv"))]
    return [path for path in tables if not set(names).isdisjoint(_said(path))]


def _said(path: Path) -> Iterator[str]:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        for row in csv.DictReader(lines):
            yield from (row.get(column) or "" for column in _COLUMNS)
