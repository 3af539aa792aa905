"""Positions in a file, so that a map looks the same from one version to the next."""

from __future__ import annotations

import csv
from collections import Counter
from math import cos, inf, isfinite, pi, sin, sqrt
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
    rest = [y for id, (_, y) in placed.items() if id not in kept and id not in near]
    down = max(y for _, y in known) + 2 * _STEP - min(rest, default=0.0)
    beside: Counter[Position] = Counter()
    found: dict[str, Position] = {}
    for id, (x, y) in placed.items():
        if id in kept:
            found[id] = kept[id]
        elif id in near:
            xs, ys = zip(*near[id], strict=True)
            centre = (sum(xs) / len(xs), sum(ys) / len(ys))
            found[id] = _around(centre, beside[centre])
            beside[centre] += 1
        else:
            found[id] = (x, round(y + down, 1))
    return found


def _around(centre: Position, number: int) -> Position:
    """Give the places of a spiral, a step and more from each other."""
    angle = number * pi * (3 - sqrt(5))
    reach = _STEP * sqrt(number + 1)
    return round(centre[0] + reach * cos(angle), 1), round(centre[1] + reach * sin(angle), 1)
