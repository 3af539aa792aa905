"""Positions of nodes, computed here so that a page opens drawn."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import networkx as nx

Position = tuple[float, float]
Points = np.ndarray[Any, np.dtype[np.float64]]
SEED = 7
_SPACE = 150.0
"""Pixels between neighbours, about."""
_MANY = 1000
"""Nodes from which springs between all pairs take too long."""


def positions(nodes: Sequence[str], pairs: Iterable[tuple[str, str]]) -> dict[str, Position]:
    """Place nodes by force-directed layout, the same each time: x and y in pixels.

    Each connected part by itself, by Kamada and Kawai (1989), or Fruchterman and Reingold (1991)
    where it has over 1,000 nodes; the largest on top, the others in rows below it.

    >>> positions(["a", "b"], [("a", "b")]) == positions(["a", "b"], [("a", "b")])
    True
    """
    import networkx as nx

    graph = nx.Graph()
    graph.add_nodes_from(nodes)
    graph.add_edges_from(sorted(tuple(sorted(pair)) for pair in pairs))
    order = {name: at for at, name in enumerate(nodes)}
    parts = sorted(
        (sorted(part, key=order.__getitem__) for part in nx.connected_components(graph)),
        key=lambda part: (-len(part), order[part[0]]),
    )
    return _in_rows([_place(graph, part) for part in parts])


def _place(graph: nx.Graph, part: list[str]) -> dict[str, Position]:
    """Place one connected part, its corner at the origin."""
    import igraph

    number = {name: at for at, name in enumerate(part)}
    edges = {tuple(sorted((number[a], number[b]))) for a, b in graph.subgraph(part).edges}
    drawn = igraph.Graph(len(part), sorted(edges))
    dice = random.Random(SEED)  # noqa: S311  # a layout, not a secret
    start = [(dice.uniform(0, 10), dice.uniform(0, 10)) for _ in part]
    if len(part) <= _MANY:
        layout = drawn.layout_kamada_kawai(seed=start)
    else:
        igraph.set_random_number_generator(dice)
        layout = drawn.layout_fruchterman_reingold(seed=start, niter=300)
        igraph.set_random_number_generator(random)
    points = np.array(layout.coords, float) * _SPACE
    if len(part) <= _MANY:
        points = _apart(points, np.array(drawn.degree(), float))
    points -= points.min(axis=0)
    return {
        name: (round(float(x), 2), round(float(y), 2))
        for name, (x, y) in zip(part, points, strict=True)
    }


def _apart(points: Points, degrees: Points) -> Points:
    """Push nodes apart that overlap; a node takes more room the more neighbours it has."""
    room = 14 + 7 * np.sqrt(degrees)
    needed = room[:, None] + room[None, :]
    for _ in range(60):
        way = points[:, None, :] - points[None, :, :]
        distance = np.hypot(way[..., 0], way[..., 1])
        np.fill_diagonal(distance, np.inf)
        short = np.clip(needed - distance, 0, None)
        push = way / np.maximum(distance, 0.01)[..., None] * short[..., None]
        points = points + push.sum(axis=1) * 0.3
    return points


def _in_rows(parts: list[dict[str, Position]]) -> dict[str, Position]:
    """Put parts beside each other in rows as wide as the first of them."""
    placed: dict[str, Position] = {}
    width = max((x for x, _ in parts[0].values()), default=0) if parts else 0
    left = top = height = 0.0
    for part in parts:
        right = max(x for x, _ in part.values())
        if left and left + right > width:
            left, top, height = 0.0, top + height + _SPACE, 0.0
        for name, (x, y) in part.items():
            placed[name] = (round(left + x, 2), round(top + y, 2))
        height = max(height, *(y for _, y in part.values()))
        left += right + 1.5 * _SPACE
    return placed
