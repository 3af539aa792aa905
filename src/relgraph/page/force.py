"""Positions by forces, computed here so that a page opens drawn, and room made for labels."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from relgraph.page.facts import degrees
from relgraph.page.stress import stress_layout

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import networkx as nx

    from relgraph.page.facts import Facts

Position = tuple[float, float]
Points = np.ndarray[Any, np.dtype[np.float64]]
CELL = (136.0, 54.0)
"""Room that a node with its label takes, in pixels at the usual size."""
WINDOW = (1060.0, 620.0)
"""The map's own part of a window of usual size, in pixels."""
_SPACE = 150.0
"""Pixels between neighbours, about."""
_MANY = 1500
"""Nodes from which room for each label takes too long."""
_LABELLED = 150
"""With more nodes than this only the busiest are given the room of a label."""
_WHOLE = 1000
"""Nodes up to which all distances are compared; in more, those to some pivots and neighbours."""
_BARE = 30.0
_ROUNDS = 250
_LOOK = 10
"""Rounds after which it is looked again which nodes are near each other."""


def force(nodes: Sequence[Facts], edges: Sequence[Facts]) -> dict[str, Position]:
    """Place nodes by force-directed layout, the same each time: x and y in pixels.

    Each connected part by itself (`stress_layout`); the largest on top, the others in rows below
    it. Then nodes are pushed apart until their labels have room.

    >>> a, b = {"id": "a"}, {"id": "b"}
    >>> edge = {"from": "a", "to": "b", "claim": False}
    >>> force([a, b], [edge]) == force([a, b], [edge])
    True
    """
    placed = _connected(nodes, edges)
    if not 1 < len(placed) <= _MANY:
        return placed
    points = _apart(_filling(np.array(list(placed.values()))), _rooms(list(placed), edges))
    return _rounded(placed, points)


def crowd(nodes: Sequence[Facts], edges: Sequence[Facts]) -> dict[str, Position]:
    """Place many nodes by the same layout, stretched to a window, without room for each label."""
    placed = _connected(nodes, edges, whole=_LABELLED)
    return _rounded(placed, _filling(np.array(list(placed.values()))))


def _connected(
    nodes: Sequence[Facts], edges: Sequence[Facts], *, whole: int = _WHOLE
) -> dict[str, Position]:
    """Place each connected part by itself, and the parts in rows."""
    import networkx as nx

    graph = nx.Graph()
    graph.add_nodes_from(node["id"] for node in nodes)
    pairs = (sorted((edge["from"], edge["to"])) for edge in edges if edge["from"] != edge["to"])
    graph.add_edges_from(sorted(tuple(pair) for pair in pairs))
    order = {name: at for at, name in enumerate(graph)}
    parts = sorted(
        (sorted(part, key=order.__getitem__) for part in nx.connected_components(graph)),
        key=lambda part: (-len(part), order[part[0]]),
    )
    return _in_rows([_place(graph, part, whole) for part in parts])


def _rounded(names: Iterable[str], points: Points) -> dict[str, Position]:
    return {
        name: (round(x, 1), round(y, 1))
        for name, (x, y) in zip(names, points.tolist(), strict=True)
    }


def _place(graph: nx.Graph, part: list[str], whole: int) -> dict[str, Position]:
    """Place one connected part, its corner at the origin."""
    number = {name: at for at, name in enumerate(part)}
    edges = [(number[a], number[b]) for a, b in graph.subgraph(part).edges]
    points = stress_layout(len(part), edges, whole=whole) * _SPACE
    points -= points.min(axis=0)
    return {
        name: (round(float(x), 1), round(float(y), 1))
        for name, (x, y) in zip(part, points, strict=True)
    }


def _in_rows(parts: list[dict[str, Position]]) -> dict[str, Position]:
    """Put parts beside each other in rows as wide as the first of them."""
    placed: dict[str, Position] = {}
    width = max((x for x, _ in parts[0].values()), default=0) if parts else 0
    width = max(width, _SPACE * len(parts) ** 0.5)
    left = top = height = 0.0
    for part in parts:
        right = max(x for x, _ in part.values())
        if left and left + right > width:
            left, top, height = 0.0, top + height + _SPACE, 0.0
        for name, (x, y) in part.items():
            placed[name] = (round(left + x, 1), round(top + y, 1))
        height = max(height, *(y for _, y in part.values()))
        left += right + 1.5 * _SPACE
    return placed


def _rooms(names: list[str], edges: Sequence[Facts]) -> Points:
    """Return the width and height that each node needs."""
    busiest = {name for name, _ in degrees(edges).most_common(_LABELLED)}
    labelled = len(names) <= _LABELLED
    return np.array([CELL if labelled or name in busiest else (_BARE, _BARE) for name in names])


def _filling(points: Points) -> Points:
    """Stretch points to the shape of a window: labels are wide, and so are screens."""
    spans = np.maximum(np.ptp(points, axis=0), 1e-9)
    crowding = min(len(points), _LABELLED) * CELL[0] * CELL[1] * 1.4 / (WINDOW[0] * WINDOW[1])
    bare = max(len(points) - _LABELLED, 0) / _LABELLED
    shape = np.array(WINDOW) * max(1.0, crowding + bare) ** 0.5
    filled: Points = (points - points.min(axis=0)) * np.where(spans > 1.0, shape / spans, 1.0)
    return filled


def _apart(points: Points, rooms: Points) -> Points:
    """Push nodes apart whose rooms overlap, along the axis that needs the smaller step."""
    for at in range(_ROUNDS):
        if at % _LOOK == 0:
            one, other, needed = _near(points, rooms)
        way = points[one] - points[other]
        short = needed - np.abs(way)
        overlap = (short > 0.5).all(axis=1)  # noqa: PLR2004  # half a pixel is no overlap
        if not overlap.any():
            return points
        sideways = short[:, 0] / needed[:, 0] < short[:, 1] / needed[:, 1]
        step = np.where(overlap[:, None] & np.c_[sideways, ~sideways], short, 0.0)
        step *= np.where(way >= 0, 0.25, -0.25)
        points = points.copy()
        np.add.at(points, one, step)
        np.subtract.at(points, other, step)
    return points


def _near(points: Points, rooms: Points) -> tuple[Any, Any, Points]:
    """Return the pairs of nodes whose rooms may come to overlap soon, and the room of each pair."""
    needed = (rooms[:, None, :] + rooms[None, :, :]) / 2
    close = (np.abs(points[:, None, :] - points[None, :, :]) < needed + CELL[0]).all(axis=2)
    one, other = np.nonzero(np.triu(close, 1))
    return one, other, needed[one, other]


def pixel(places: Iterable[tuple[float, float]]) -> float:
    """Return the length that is one pixel when the whole figure just fits its window, about.

    >>> pixel([(0, 0), (2120, 100)])
    2.0
    """
    points = list(places)
    if not points:
        return 1.0
    spans = [max(axis) - min(axis) for axis in zip(*points, strict=True)]
    return float(max(1.0, spans[0] / WINDOW[0], spans[1] / WINDOW[1]))
