"""The figure as an SVG for a paper: the places, curves and bands of the page, in ink."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import filterfalse
from math import atan2, cos, hypot, pi, sin
from typing import TYPE_CHECKING, Any

from relgraph.page.curves import bends, bundles
from relgraph.page.facts import degrees
from relgraph.page.figure import node_size
from relgraph.page.folds import NOT_FOLDED, closed
from relgraph.page.force import WINDOW, pixel
from relgraph.page.key import placed, room
from relgraph.page.labels import LINE, Wanted, place_labels, width
from relgraph.page.palette import OTHERS, line_colours, line_widths, shared_colour
from relgraph.page.paper import framed
from relgraph.page.render import template

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from relgraph.page.facts import Facts
    from relgraph.page.figure import Figure
    from relgraph.page.force import Position
    from relgraph.page.palette import Palette
    from relgraph.page.paper import Paper

_MARGIN = (80.0, 60.0)
_BAND_TITLE = 12.0
_SHAPE = 0.8
"""Height of a figure on paper at least, as a share of its width."""


def drawing(figure: Figure, paper: Paper | None = None) -> str:
    """Draw a figure as it opens on a page: without claims and rival values, all folded that folds.

    Lengths are pixels, or units of the paper; the legend stands on the right. Nodes that only
    hidden edges tie are left out, as on the page; how many names have no room is told.
    """
    whole, figure = figure, _as_it_opens(figure)
    left_out = _ends(filter(_hidden, figure.edges))
    left_out -= _ends(filterfalse(_hidden, figure.edges)) | set(figure.poles)
    nodes = [node for node in figure.nodes if node["id"] not in left_out]
    entries = [*_legend(nodes, figure.palette), *_lines(figure)]
    beside = room(entries, paper.units if paper else None)
    at, size = _frame(figure, paper.units - beside if paper else None)
    sizes = _sizes(figure, size[0])
    bands = _bands(figure, at)
    labels = _labels(nodes, figure, (at, sizes), (bands, size))
    legend, high = placed(entries, size, beside)
    shown = [edge for edge in whole.edges if not _hidden(edge)]
    lacking = len(nodes) - len(labels)
    told = [f"{lacking} of {len(nodes)} names have no room."] if lacking else []
    return template("figure.svg").render(
        frame=framed(whole, shown, (size[0] + beside, high), paper, told),
        bands=bands,
        edges=_edges(figure, at, sizes),
        widths=line_widths() if paper else {},
        nodes=_nodes(nodes, figure, at, sizes),
        labels=labels,
        legend=legend,
    )


def _as_it_opens(figure: Figure) -> Figure:
    if not figure.folds.groups:
        return figure
    nodes, edges = closed(figure.nodes, figure.edges, figure.folds)
    return replace(
        figure, nodes=nodes, edges=edges, folds=NOT_FOLDED, places=dict(zip(
            (node["id"] for node in nodes), figure.opening(), strict=True)),
    )  # fmt: skip


def _hidden(edge: Facts) -> bool:
    return edge["claim"] or "rival_of" in edge


def _ends(edges: Iterable[Facts]) -> set[str]:
    return {end for edge in edges for end in (edge["from"], edge["to"])}


def _legend(nodes: Iterable[Facts], look: Palette) -> list[dict[str, str]]:
    kinds = sorted({node["kind"] for node in nodes if node["kind"]}, key=look.kind_order)
    styles = [(look.kind_label(kind), *look.kind_style(kind)) for kind in kinds]
    return [{"name": name, "colour": colour, "shape": shape} for name, colour, shape in styles]


def _lines(figure: Figure) -> list[dict[str, str]]:
    """Return what the colours of visible lines mean, the commonest first."""
    shown = [edge for edge in figure.edges if not edge["figure"] and not _hidden(edge)]
    counts = Counter(line_colours(figure.palette, shown).values())
    order = sorted(counts, key=lambda line: (line[1] == OTHERS, -counts[line]))
    return [{"name": name, "colour": colour, "shape": ""} for colour, name in order]


def _frame(
    figure: Figure, wide: float | None
) -> tuple[Callable[[Position], Position], tuple[float, float]]:
    """Find how places become pixels of the drawing: a function, and its width and height.

    With ``wide`` the drawing is as wide as that, else as it fits a window.
    """
    xs, ys = zip(*figure.places.values(), strict=True) if figure.places else ((0.0,), (0.0,))
    left, top = min(xs), min(ys)
    spans = (max(xs) - left, max(ys) - top)
    for band in figure.bands:
        left, top = min(left, band.left), min(top, band.top)
        spans = (max(spans[0], band.width), max(spans[1], band.top + band.height - top))
    scale = 1 / pixel([(0.0, 0.0), spans])
    if wide is not None:
        scale = (wide - 2 * _MARGIN[0]) / max(spans[0], 1.0)
    # names lie from left to right, so a flat figure on narrow paper needs height for them
    high = scale if wide is None else max(scale, _SHAPE * wide / max(spans[1], 1.0))

    def at(place: Position) -> Position:
        x, y = (place[0] - left) * scale, (place[1] - top) * high
        return round(x + _MARGIN[0], 1), round(y + _MARGIN[1], 1)

    size = (round(spans[0] * scale + 2 * _MARGIN[0]), round(spans[1] * high + 2 * _MARGIN[1]))
    return at, (wide or min(size[0], WINDOW[0] + 2 * _MARGIN[0]), size[1])


def _sizes(figure: Figure, wide: float) -> Callable[[str], float]:
    """Return the function from an id to the radius of its node: smaller on less paper."""
    usual, share = node_size(figure), min(1.0, wide / WINDOW[0])

    def size(id: str) -> float:
        return round(max(usual(id) * share, 3.0), 1)

    return size


def _bands(figure: Figure, at: Callable[[Position], Position]) -> list[dict[str, Any]]:
    found = []
    for number, band in enumerate(figure.bands):
        x, y = at((band.left, band.top))
        right, bottom = at((band.left + band.width, band.top + band.height))
        wide, high = round(right - x, 1), round(bottom - y, 1)
        middle = y + high / 2
        taken = (
            x + 8,
            middle - LINE / 2,
            x + 8 + width(band.title, _BAND_TITLE),
            middle + LINE / 2,
        )
        found.append({"title": band.title, "x": x, "y": y, "width": wide, "height": high,
                      "taken": taken, "filled": number % 2 == 0})  # fmt: skip
    return found


def _edges(
    figure: Figure, at: Callable[[Position], Position], sizes: Callable[[str], float]
) -> list[dict[str, Any]]:
    """Draw visible edges, each on the curve that it has on the page among all of its pair."""
    drawn = [edge for edge in figure.edges if not edge["figure"]]
    curves = list(zip(drawn, bends(drawn), strict=True))
    shown = [(edge, bend) for edge, bend in curves if not _hidden(edge)]
    edges = [edge for edge, _ in shown]
    folded = {number: members for members in bundles(edges) for number in members}
    look = line_colours(figure.palette, edges)
    found = []
    for number, (edge, bend) in enumerate(shown):
        members = folded.get(number, [number])
        if number != members[0]:
            continue
        alone = len(members) == 1
        start, end = at(figure.places[edge["from"]]), at(figure.places[edge["to"]])
        found.append({
            "path": _path(start, end, bend if alone else {}, sizes(edge["to"]) + 1),
            "colour": shared_colour([look[edges[member]["id"]][0] for member in members]),
            "arrow": alone and not edge["symmetric"],
            "dashes": _dashes(edge) if alone else "",
            "count": 0 if alone else len(members),
            "x": round((start[0] + end[0]) / 2, 1), "y": round((start[1] + end[1]) / 2 - 4, 1),
        })  # fmt: skip
    return found


def _dashes(edge: Facts) -> str:
    """Return the dashes that docs/map.md explains: dotted without a date, dashed if not done."""
    if not any(edge["bounds"]):
        return "1.5 3.5"
    return "9 5" if edge["status"] != "actual" else ""


def _path(start: Position, end: Position, bend: dict[str, Any], gap: float) -> str:
    """Write a straight line, a loop, or the curve that vis-network's ``BezierEdgeStatic`` makes.

    It ends a ``gap`` before the middle of the node that it goes to, where an arrow can be seen.
    """
    (x, y), (to_x, to_y) = start, end
    if "selfReference" in bend:
        reach = bend["selfReference"]["size"]
        return f"M{x} {y}c{reach} {-2.2 * reach:.1f} {2.2 * reach:.1f} {-reach} 0 0"
    smooth = bend.get("smooth", {})
    if not smooth.get("enabled"):
        return f"M{x} {y}L{_before(end, start, gap)}"
    share = smooth["roundness"] * 0.5 + 0.5
    turn = share if smooth["type"] == "curvedCW" else 1 - share
    angle = atan2(y - to_y, to_x - x) + turn * pi
    reach = share * hypot(to_x - x, to_y - y)
    via = (x + reach * sin(angle), y + reach * cos(angle))
    return f"M{x} {y}Q{via[0]:.1f} {via[1]:.1f} {_before(end, via, gap)}"


def _before(end: Position, via: Position, gap: float) -> str:
    """Return the point a ``gap`` before the end of a line that comes from ``via``."""
    away = hypot(end[0] - via[0], end[1] - via[1])
    share = min(gap / away, 0.5) if away else 0.0
    x, y = (at + (by - at) * share for at, by in zip(end, via, strict=True))
    return f"{x:.1f} {y:.1f}"


def _nodes(
    nodes: list[Facts],
    figure: Figure,
    at: Callable[[Position], Position],
    sizes: Callable[[str], float],
) -> list[dict[str, Any]]:
    found = []
    for node in nodes:
        colour, shape = figure.palette.kind_style(node["kind"])
        x, y = at(figure.places[node["id"]])
        found.append({"x": x, "y": y, "size": sizes(node["id"]),
                      "colour": node.get("colour", colour),
                      "shape": shape, "name": node["name"]})  # fmt: skip
    return found


def _labels(
    nodes: list[Facts],
    figure: Figure,
    placing: tuple[Callable[[Position], Position], Callable[[str], float]],
    room: tuple[list[dict[str, Any]], tuple[float, float]],
) -> list[dict[str, Any]]:
    """Place labels in the ``room`` that bands leave in a drawing of this width and height."""
    (at, sizes), (bands, size) = placing, room
    neighbours = degrees(figure.edges)
    busiest = sorted(
        nodes, key=lambda n: (n["id"] not in figure.poles, -neighbours[n["id"]], n["id"])
    )
    wanted = [
        Wanted(*at(figure.places[node["id"]]), sizes(node["id"]), node["short"] or node["name"],
               15.0 if node["id"] in figure.poles else 12.0, node["id"] in figure.poles)
        for node in busiest
    ]  # fmt: skip
    placed = place_labels(wanted, [band["taken"] for band in bands], (0.0, 0.0, *size))
    return [
        {"lines": label[0], "x": round((label[1][0] + label[1][2]) / 2, 1),
         "y": round(label[1][1] + 11, 1), "step": LINE, "size": each.size}
        for each, label in zip(wanted, placed, strict=True) if label
    ]  # fmt: skip
