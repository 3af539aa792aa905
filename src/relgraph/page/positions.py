"""Positions in a file, so that a map looks the same from one version to the next."""

from __future__ import annotations

import csv
from math import inf, isfinite
from typing import TYPE_CHECKING

from relgraph.errors import FaultyData
from relgraph.faults import Fault

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from relgraph.page.force import Position

HEADER = ["id", "x", "y"]


def read_positions(path: Path) -> dict[str, Position]:
    """Read ``id,x,y``, in pixels, x to the right and y downwards; no file is no position.

    Raises
    ------
    FaultyData
        For another encoding or header, a row of another length, an id that comes twice, or what is
        no number, with file and line.
    """
    if not path.exists():
        return {}
    found: dict[str, Position] = {}
    try:
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError as wrong:
        raise _fault(path, 1, f"no UTF-8 at byte {wrong.start}: save it as UTF-8") from None
    rows = csv.reader(text.splitlines())
    header = next(rows, [])
    if header != HEADER:
        raise _fault(path, 1, f"columns {','.join(header)!r}, expected 'id,x,y'")
    for row in filter(None, rows):
        id, place = _position(row, path, rows.line_num)
        if id in found:
            raise _fault(path, rows.line_num, f"{id!r} has a position already")
        found[id] = place
    return found


def _fault(path: Path, line: int, message: str) -> FaultyData:
    return FaultyData([Fault(str(path), line, 1, "", "positions", message)])


def _position(row: list[str], path: Path, line: int) -> tuple[str, Position]:
    try:
        id, x, y = row
        place = (float(x), float(y))
    except ValueError:
        place = (inf, inf)
    if not all(map(isfinite, place)):
        expected = "expected an id and two numbers, as in CHN,10.5,-20"
        raise _fault(path, line, f"{','.join(row)!r}: {expected}")
    return id, place


def write_positions(path: Path, places: Mapping[str, Position]) -> None:
    """Write positions as `read_positions` reads them, in the order of the ids."""
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(HEADER)
        rows.writerows([id, *places[id]] for id in sorted(places))
