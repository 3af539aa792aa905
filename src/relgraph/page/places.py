"""Positions in a file, so that a map looks the same from one version to the next."""

from __future__ import annotations

import csv
from math import inf, isfinite
from typing import TYPE_CHECKING

from relgraph.errors import Fault, FaultyData

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from relgraph.page.facts import Facts
    from relgraph.page.force import Position

HEADER = ["id", "x", "y"]
_STEP = 46.0
"""Pixels between a new node and its neighbour that has a place already."""


def read_positions(path: Path) -> dict[str, Position]:
    """Read ``id,x,y``, in pixels, x to the right and y downwards; no file is no position.

    Raises
    ------
    FaultyData
        For another header, a row of another length, or what is no number, with file and line.
    """
    if not path.exists():
        return {}
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = csv.reader(file)
        header = next(rows, [])
        if header != HEADER:
            message = f"columns {','.join(header)!r}, expected 'id,x,y'"
            raise FaultyData([Fault(str(path), 1, 1, "", "positions", message)])
        return dict(_position(row, path, rows.line_num) for row in rows if row)


def _position(row: list[str], path: Path, line: int) -> tuple[str, Position]:
    expected = "expected an id and two numbers, as in CHN,10.5,-20"
    try:
        id, x, y = row
        place = (float(x), float(y))
    except ValueError:
        place = (inf, inf)
    if not all(map(isfinite, place)):
        fault = Fault(str(path), line, 1, "", "positions", f"{','.join(row)!r}: {expected}")
        raise FaultyData([fault])
    return id, place


def write_positions(path: Path, places: Mapping[str, Position]) -> None:
    """Write positions as `read_positions` reads them, in the order of the ids."""
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(HEADER)
        rows.writerows([id, *places[id]] for id in sorted(places))


def keep(
    placed: Mapping[str, Position], edges: Iterable[Facts], kept: Mapping[str, Position]
) -> dict[str, Position]:
    """Put nodes where they were kept; a new one beside the neighbours that were.

    A node without such a neighbour goes below all that was kept, where its layout has it.
    """
    near: dict[str, list[Position]] = {}
    for edge in edges:
        for one, other in ((edge["from"], edge["to"]), (edge["to"], edge["from"])):
            if one not in kept and other in kept:
                near.setdefault(one, []).append(kept[other])
    known = [kept[id] for id in placed if id in kept]
    if not known:
        return dict(placed)
    bottom = max(y for _, y in known) + 2 * _STEP
    found: dict[str, Position] = {}
    for at, (id, (x, y)) in enumerate(placed.items()):
        if id in kept:
            found[id] = kept[id]
        elif id in near:
            xs, ys = zip(*near[id], strict=True)
            ring = _STEP * (1 + at % 3)
            found[id] = (round(sum(xs) / len(xs) + ring, 1), round(sum(ys) / len(ys) + ring, 1))
        else:
            found[id] = (x, round(y + bottom, 1))
    return found
