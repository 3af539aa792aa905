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
from relgraph.page.labels import LINE, Wanted, place_labels, width
from relgraph.page.palette import OTHERS, line_colours, shared_colour
from relgraph.page.render import template

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from relgraph.page.facts import Facts
    from relgraph.page.figure import Figure
    from relgraph.page.force import Position
    from relgraph.page.palette import Palette

_MARGIN = (80.0, 60.0)
_LEGEND = 150.0
_BAND_TITLE = 12.0


def drawing(figure: Figure) -> str:
    """Draw a figure as it opens on a page: without claims and rival values, all folded that folds.

    Lengths are pixels; the legend of kinds stands on the right. Nodes that only hidden edges tie
    are left out, as on the page.
    """
    figure = _as_it_opens(figure)
    left_out = _ends(filter(_hidden, figure.edges))
    left_out -= _ends(filterfalse(_hidden, figure.edges)) | set(figure.poles)
    nodes = [node for node in figure.nodes if node["id"] not in left_out]
    at, scale, size = _frame(figure)
    bands = _bands(figure, at, scale)
    return template("figure.svg").render(
        title=figure.title,
        scope=figure.scope,
        width=size[0] + _LEGEND,
        height=size[1],
        bands=bands,
        edges=_edges(figure, at),
        nodes=_nodes(nodes, figure, at),
        labels=_labels(nodes, figure, at, (bands, size)),
        kinds=_legend(nodes, figure.palette),
        lines=_lines(figure),
        legend=size[0] + 10,
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
    return [{"name": name, "colour": colour} for colour, name in order]


def _frame(figure: Figure) -> tuple[Callable[[Position], Position], float, tuple[float, float]]:
    """Find how places become pixels of the drawing: a function, its scale, width and height."""
    xs, ys = zip(*figure.places.values(), strict=True) if figure.places else ((0.0,), (0.0,))
    left, top = min(xs), min(ys)
    spans = (max(xs) - left, max(ys) - top)
    for band in figure.bands:
        left, top = min(left, band.left), min(top, band.top)
        spans = (max(spans[0], band.width), max(spans[1], band.top + band.height - top))
    scale = 1 / pixel([(0.0, 0.0), spans])

    def at(place: Position) -> Position:
        x, y = (place[0] - left) * scale, (place[1] - top) * scale
        return round(x + _MARGIN[0], 1), round(y + _MARGIN[1], 1)

    size = (round(spans[0] * scale + 2 * _MARGIN[0]), round(spans[1] * scale + 2 * _MARGIN[1]))
    return at, scale, (min(size[0], WINDOW[0] + 2 * _MARGIN[0]), size[1])


def _bands(
    figure: Figure, at: Callable[[Position], Position], scale: float
) -> list[dict[str, Any]]:
    found = []
    for number, band in enumerate(figure.bands):
        x, y = at((band.left, band.top))
        wide, high = round(band.width * scale, 1), round(band.height * scale, 1)
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


def _edges(figure: Figure, at: Callable[[Position], Position]) -> list[dict[str, Any]]:
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
            "path": _path(start, end, bend if alone else {}),
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


def _path(start: Position, end: Position, bend: dict[str, Any]) -> str:
    """Write a straight line, a loop, or the curve that vis-network's ``BezierEdgeStatic`` makes."""
    (x, y), (to_x, to_y) = start, end
    if "selfReference" in bend:
        reach = bend["selfReference"]["size"]
        return f"M{x} {y}c{reach} {-2.2 * reach:.1f} {2.2 * reach:.1f} {-reach} 0 0"
    smooth = bend.get("smooth", {})
    if not smooth.get("enabled"):
        return f"M{x} {y}L{(x + to_x) / 2:.1f} {(y + to_y) / 2:.1f}L{to_x} {to_y}"
    share = smooth["roundness"] * 0.5 + 0.5
    turn = share if smooth["type"] == "curvedCW" else 1 - share
    angle = atan2(y - to_y, to_x - x) + turn * pi
    reach = share * hypot(to_x - x, to_y - y)
    via_x, via_y = x + reach * sin(angle), y + reach * cos(angle)
    # two curves, so that there is a vertex in the middle for the arrow
    first, last = ((x + via_x) / 2, (y + via_y) / 2), ((to_x + via_x) / 2, (to_y + via_y) / 2)
    middle = ((first[0] + last[0]) / 2, (first[1] + last[1]) / 2)
    points = [f"{a:.1f} {b:.1f}" for a, b in (first, middle, last)]
    return f"M{x} {y}Q{points[0]} {points[1]}Q{points[2]} {to_x} {to_y}"


def _nodes(
    nodes: list[Facts], figure: Figure, at: Callable[[Position], Position]
) -> list[dict[str, Any]]:
    sizes = node_size(figure)
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
    at: Callable[[Position], Position],
    room: tuple[list[dict[str, Any]], tuple[float, float]],
) -> list[dict[str, Any]]:
    """Place labels in the ``room`` that bands leave in a drawing of this width and height."""
    bands, size = room
    sizes, neighbours = node_size(figure), degrees(figure.edges)
    busiest = sorted(
        nodes, key=lambda n: (n["id"] not in figure.poles, -neighbours[n["id"]], n["id"])
    )
    wanted = [
        Wanted(*at(figure.places[node["id"]]), sizes(node["id"]), node["short"] or node["name"],
               15.0 if node["id"] in figure.poles else 12.0)
        for node in busiest
    ]  # fmt: skip
    placed = place_labels(wanted, [band["taken"] for band in bands], (0.0, 0.0, *size))
    return [
        {"lines": label[0], "x": round((label[1][0] + label[1][2]) / 2, 1),
         "y": round(label[1][1] + 11, 1), "step": LINE, "size": each.size}
        for each, label in zip(wanted, placed, strict=True) if label
    ]  # fmt: skip
