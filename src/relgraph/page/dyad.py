"""The layout of a dyad: two poles, what joins them in bands between, what is one-sided outside."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import product
from math import ceil
from typing import TYPE_CHECKING

from relgraph.page.force import CELL, WINDOW

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from relgraph.page.facts import Facts
    from relgraph.page.force import Position
    from relgraph.page.palette import Palette

Region = str
LEFT, BETWEEN, RIGHT = "left", "between", "right"
_TITLE, _POLE = 96.0, 120.0
"""Width of a band's title and of the strip of a pole, in pixels at the usual size."""


@dataclass(frozen=True, slots=True)
class Band:
    """A strip across the figure for one issue area or kind; lengths as those of positions."""

    title: str
    left: float
    top: float
    width: float
    height: float


def dyad(
    nodes: Sequence[Facts],
    edges: Sequence[Facts],
    poles: tuple[str, str],
    belongs: Collection[str],
    palette: Palette,
    *,
    of_kind: bool = False,
) -> tuple[dict[str, Position], list[Band]]:
    """Place a dyad: positions of all nodes, and the bands from top to bottom.

    Between the poles stands what touches both sides, a side being a pole and all that belongs to
    it (edge types ``belongs``); outside stands what touches one side only. Within a band the
    oldest stands first, by row; undated ones last.

    >>> from relgraph.page.palette import Palette
    >>> nodes = [{"id": id, "kind": "Treaty", "name": id} for id in ("CHN", "RUS", "treaty")]
    >>> signed = {"to": "treaty", "type": "SIGNED", "area": "diplomacy", "claim": False}
    >>> edges = [{**signed, "from": id, "bounds": ["2001-07-16"]} for id in ("CHN", "RUS")]
    >>> placed, bands = dyad(nodes, edges, ("CHN", "RUS"), (), Palette({}, {}))
    >>> placed["CHN"][0] < placed["treaty"][0] < placed["RUS"][0], bands[0].title
    (True, 'diplomacy')
    """
    region = regions(nodes, edges, poles, belongs)
    areas = palette.area_order
    name_of = _kind_bands(nodes) if of_kind else areas_of(nodes, edges, belongs, areas)
    since = _starts(edges)
    cells: dict[str, dict[Region, list[str]]] = defaultdict(lambda: defaultdict(list))
    for node in sorted(nodes, key=lambda n: (since.get(n["id"], "9999~"), n["name"], n["id"])):
        if node["id"] not in poles:
            cells[name_of[node["id"]]][region[node["id"]]].append(node["id"])
    order = sorted(cells, key=palette.kind_order if of_kind else areas)
    title = palette.kind_label if of_kind else palette.area_label
    bands = [(title(name), cells[name]) for name in order]
    return _placed(bands, _columns([cells[name] for name in order]), poles)


def regions(
    nodes: Iterable[Facts],
    edges: Sequence[Facts],
    poles: tuple[str, str],
    belongs: Collection[str],
) -> dict[str, Region]:
    """Return the side that each node touches, or both; what touches none follows neighbours."""
    near: dict[str, set[str]] = defaultdict(set)
    owners: dict[str, set[str]] = defaultdict(set)
    for edge in edges:
        near[edge["from"]].add(edge["to"])
        near[edge["to"]].add(edge["from"])
        if edge["type"] in belongs:
            owners[edge["to"]].add(edge["from"])
    sides = [_own(pole, owners, {*poles} - {pole}) for pole in poles]
    sides = [sides[0] - sides[1], sides[1] - sides[0]]
    found = dict.fromkeys(sides[0], LEFT) | dict.fromkeys(sides[1], RIGHT)
    rest = [node["id"] for node in nodes if node["id"] not in found]
    while rest:
        settled = {id: side for id in rest if (side := _touched(near[id], found))}
        if not settled:
            return found | dict.fromkeys(rest, BETWEEN)
        found |= settled
        rest = [id for id in rest if id not in settled]
    return found


def _own(pole: str, owners: Mapping[str, set[str]], without: set[str]) -> set[str]:
    """Collect a pole and what belongs to it, step by step."""
    own, edge = {pole}, {pole}
    while edge:
        edge = {id for owner in edge for id in owners.get(owner, ())} - own - without
        own |= edge
    return own


def _touched(near: Iterable[str], found: Mapping[str, Region]) -> Region | None:
    sides = {found[id] for id in near if id in found}
    return BETWEEN if len(sides) > 1 else next(iter(sides), None)


def areas_of(
    nodes: Iterable[Facts],
    edges: Iterable[Facts],
    belongs: Collection[str],
    order: Callable[[str], tuple[int, str]],
) -> dict[str, str]:
    """Return the issue area of most edges of each node; whose actor it is counts little."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for edge in edges:
        for end in (edge["from"], edge["to"]):
            counts[end][edge["area"]] += 1 if edge["type"] in belongs else 100
    return {
        node["id"]: min(
            counts[node["id"]] or {"": 1},
            key=lambda area, of=counts[node["id"]]: (-of[area], order(area)),  # type: ignore[misc]
        )
        for node in nodes
    }


def _kind_bands(nodes: Iterable[Facts]) -> dict[str, str]:
    return {node["id"]: node["kind"] for node in nodes}


def _starts(edges: Iterable[Facts]) -> dict[str, str]:
    starts: dict[str, str] = {}
    for edge in edges:
        since = edge["bounds"][0]
        for end in (edge["from"], edge["to"]) if since else ():
            starts[end] = min(starts.get(end, since), since)
    return starts


def _rows(cells: Mapping[Region, list[str]], columns: Mapping[Region, int]) -> int:
    return max(ceil(len(cells.get(side, ())) / max(columns[side], 1)) for side in columns)


def _columns(bands: Sequence[Mapping[Region, list[str]]]) -> dict[Region, int]:
    """Choose how many columns each region gets: those that let the figure be largest."""
    most = {side: max((len(band.get(side, ())) for band in bands), default=0)
            for side in (LEFT, BETWEEN, RIGHT)}  # fmt: skip
    limits = {LEFT: 8, BETWEEN: 24, RIGHT: 8}
    choices = [range(min(most[side], 1), min(most[side], limits[side]) + 1) for side in most]

    def size(counts: tuple[int, ...]) -> float:
        columns = dict(zip(most, counts, strict=True))
        width = sum(counts) * CELL[0] + 2 * _POLE
        height = sum((_rows(band, columns) + 0.7) * CELL[1] for band in bands)
        return min((WINDOW[0] - _TITLE) / width, WINDOW[1] / max(height, 1.0))

    best = max(product(*choices), key=lambda counts: (size(counts), [-count for count in counts]))
    return dict(zip(most, best, strict=True))


def _placed(
    bands: Sequence[tuple[str, Mapping[Region, list[str]]]],
    columns: Mapping[Region, int],
    poles: tuple[str, str],
) -> tuple[dict[str, Position], list[Band]]:
    """Turn cells into positions; every other column stands half a row lower."""
    wide, high = CELL
    inner = sum(columns.values()) * wide + 2 * _POLE
    title = inner * _TITLE / (WINDOW[0] - _TITLE)
    starts = {LEFT: title, BETWEEN: title + columns[LEFT] * wide + _POLE}
    starts[RIGHT] = starts[BETWEEN] + columns[BETWEEN] * wide + _POLE
    placed: dict[str, Position] = {}
    found: list[Band] = []
    top = 0.0
    for name, cells in bands:
        height = (_rows(cells, columns) + 0.7) * high
        found.append(
            Band(
                name or "other",
                0.0,
                round(top, 1),
                round(title + inner, 1),
                round(height, 1),
            )
        )
        for side, ids in cells.items():
            for at, id in enumerate(ids):
                row, column = divmod(at, columns[side])
                x = starts[side] + (column + 0.5) * wide
                y = top + (row + 0.35 + 0.5 * (column % 2)) * high
                placed[id] = (round(x, 1), round(y, 1))
        top += height
    placed[poles[0]] = (round(starts[BETWEEN] - _POLE / 2, 1), round(top / 2, 1))
    placed[poles[1]] = (round(starts[RIGHT] - _POLE / 2, 1), round(top / 2, 1))
    return placed, found
