"""Nodes where an earlier map had them, and new ones beside them."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import pairwise
from math import cos, dist, pi, sin, sqrt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from relgraph.page.dyad import Band
    from relgraph.page.facts import Facts
    from relgraph.page.force import Position

_STEP = 46.0
"""Pixels between a new node and its neighbour that has a place already."""


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


def keep_in_bands(
    placed: Mapping[str, Position],
    bands: Sequence[Band],
    kept: Mapping[str, Position],
    poles: Collection[str],
) -> tuple[dict[str, Position], Sequence[Band]] | None:
    """Put the nodes of a dyad where they were kept, and each new one into its band.

    A band reaches from half way to the one above to half way to the one below, by the nodes in it
    that were kept. None when it has no such node, or when two would overlap: then nodes have left
    their rows, and there are no bands any more.
    """
    if all(kept.get(id) == place for id, place in placed.items()):
        return dict(placed), bands
    banded = {id: place for id, place in placed.items() if id not in poles}
    spans = [_span(band, banded, kept) for band in bands]
    known = [span for span in spans if span is not None]
    if not known or len(known) < len(bands):
        return None
    if any(below[0] <= above[1] for above, below in pairwise(known)):
        return None
    inner = [(above[1] + below[0]) / 2 for above, below in pairwise(known)]
    edges = [known[0][0] - _STEP / 2, *inner, known[-1][1] + _STEP]
    width = max([band.width for band in bands] + [x + _STEP for x, _ in kept.values()])
    found = [
        replace(band, top=round(top, 1), height=round(bottom - top, 1), width=width)
        for band, (top, bottom) in zip(bands, pairwise(edges), strict=True)
    ]
    places = {id: kept[id] for id in placed if id in kept}
    for id, (x, y) in placed.items():
        if id not in kept:
            old, new = next((o, n) for o, n in zip(bands, found, strict=True) if _in(y, o))
            spot = (x, round(new.top + (y - old.top) / old.height * new.height, 1))
            places[id] = _free(spot, places.values())
    return {id: places[id] for id in placed}, found


def _in(y: float, band: Band) -> bool:
    return band.top <= y < band.top + band.height


def _span(
    band: Band, placed: Mapping[str, Position], kept: Mapping[str, Position]
) -> tuple[float, float] | None:
    """Return the least and the greatest y at which nodes of a band were kept."""
    ys = [kept[id][1] for id, (_, y) in placed.items() if id in kept and _in(y, band)]
    return (min(ys), max(ys)) if ys else None


def _free(spot: Position, taken: Iterable[Position]) -> Position:
    """Return the spot, or the first of a spiral round it that stands clear of all others."""
    others = list(taken)
    number, found = 0, spot
    while any(dist(found, other) < _STEP / 2 for other in others):
        found, number = _around(spot, number), number + 1
    return found


def _around(centre: Position, number: int) -> Position:
    """Return the places of a spiral, a step and more from each other."""
    angle = number * pi * (3 - sqrt(5))
    reach = _STEP * sqrt(number + 1)
    return round(centre[0] + reach * cos(angle), 1), round(centre[1] + reach * sin(angle), 1)
