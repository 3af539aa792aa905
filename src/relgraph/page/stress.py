"""Positions whose distances are those of the graph, as far as a plane allows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from relgraph.graph.adjacency import Csr

if TYPE_CHECKING:
    from collections.abc import Sequence

Points = np.ndarray[Any, np.dtype[np.float64]]
Array = np.ndarray[Any, np.dtype[Any]]
_PIVOTS = 40
_ROUNDS = 60
_STILL = 5e-4
"""Share of the stress by which a round must lessen it to be followed by another."""


def stress_layout(count: int, edges: Sequence[tuple[int, int]], *, whole: int = 1000) -> Points:
    """Place the nodes of a connected graph; the unit is an edge, the same graph gives the same.

    Classical scaling to pivots (Brandes and Pich 2007) gives a start. Up to ``whole`` nodes stress
    majorization (Gansner, Koren and North 2004) follows; above, its sparse form, in which a node
    has its neighbours and the pivots for company (Ortmann, Klimenta and Brandes 2017).

    >>> points = stress_layout(3, [(0, 1), (1, 2)])
    >>> round(float(np.linalg.norm(points[0] - points[2])), 1)
    2.0
    """
    if count == 1:
        return np.zeros((1, 2))
    ends = np.array(sorted({(min(edge), max(edge)) for edge in edges}), np.int64).reshape(-1, 2)
    near = _Near(count, ends)
    pivots, distances = _pivots(near, count)
    points = _scaled(distances)
    if count <= whole:
        return _majorized(points, near.distances(np.arange(count)))
    return _sparse(points, ends, pivots, distances)


class _Near:
    """Neighbours of each node in one array."""

    def __init__(self, count: int, ends: Array) -> None:
        both = np.concatenate([ends, ends[:, ::-1]])
        around = Csr.of(both[:, 0], count)
        self.count = count
        self.others = both[around.rows, 1]
        self.starts = around.starts

    def steps_from(self, node: int) -> Array:
        """Return how many edges away each node is."""
        found = np.full(self.count, -1, np.int32)
        found[node] = 0
        rim = np.array([node])
        steps = 0
        while len(rim):
            steps += 1
            sizes = self.starts[rim + 1] - self.starts[rim]
            ends = np.cumsum(sizes)
            at = np.arange(ends[-1]) + np.repeat(self.starts[rim] - (ends - sizes), sizes)
            beyond = self.others[at]
            rim = np.unique(beyond[found[beyond] < 0])
            found[rim] = steps
        return found

    def distances(self, nodes: Array) -> Array:
        return np.array([self.steps_from(int(node)) for node in nodes], np.float32)


def _pivots(near: _Near, count: int) -> tuple[Array, Array]:
    """Return pivots far from each other, and the distances of all nodes to them."""
    chosen = [int(np.argmax(np.diff(near.starts)))]
    rows = [near.steps_from(chosen[0])]
    closest = rows[0].copy()
    while len(chosen) < min(_PIVOTS, count):
        chosen.append(int(np.argmax(closest)))
        rows.append(near.steps_from(chosen[-1]))
        closest = np.minimum(closest, rows[-1])
    return np.array(chosen), np.array(rows, np.float64)


def _scaled(distances: Array) -> Points:
    """Scale distances to pivots (rows) down to two dimensions."""
    squares = distances.T**2
    centred = squares - squares.mean(0) - squares.mean(1, keepdims=True) + squares.mean()
    _, axes = np.linalg.eigh(centred.T @ centred)
    points: Points = (
        centred @ axes[:, [-1, -2]] if axes.shape[1] > 1 else np.c_[centred, 0 * centred]
    )
    points *= np.where(points[np.argmax(np.abs(points), axis=0), [0, 1]] < 0, -1, 1)
    spread = np.linalg.norm(points - points.mean(0), axis=1).mean()
    points *= distances.mean() / 2 / max(spread, 1e-9)
    # nodes at the same distances from all pivots must not stand on one another
    turn = np.arange(len(points)) * np.pi * (3 - 5**0.5)
    points += 0.1 * np.c_[np.cos(turn), np.sin(turn)]
    return points


def _majorized(points: Points, wanted: Array) -> Points:
    weights = 1 / np.maximum(wanted, 1) ** 2
    np.fill_diagonal(weights, 0)
    total = weights.sum(1, keepdims=True)
    pull = weights * wanted
    last = np.inf
    placed = points.astype(np.float32)
    for _ in range(_ROUNDS):
        x, y = placed.T
        apart = np.hypot(x[:, None] - x, y[:, None] - y)
        np.maximum(apart, 1e-6, out=apart)
        stress = float((weights * (apart - wanted) ** 2).sum())
        if last - stress < _STILL * stress:
            break
        last = stress
        ratio = np.divide(pull, apart, out=apart)
        placed = (weights @ placed + ratio.sum(1, keepdims=True) * placed - ratio @ placed) / total
    return placed.astype(np.float64)


def _sparse(points: Points, ends: Array, pivots: Array, distances: Array) -> Points:
    count = len(points)
    closest = np.argmin(distances, axis=0)
    share = np.bincount(closest, minlength=len(pivots)) / 2
    one = np.r_[ends[:, 0], ends[:, 1], np.tile(np.arange(count), len(pivots))]
    other = np.r_[ends[:, 1], ends[:, 0], np.repeat(pivots, count)]
    wanted = np.r_[np.ones(2 * len(ends)), distances.ravel()]
    weights = np.r_[np.ones(2 * len(ends)), np.repeat(share, count)] / np.maximum(wanted, 1) ** 2
    kept = wanted > 0
    one, other, wanted, weights = one[kept], other[kept], wanted[kept], weights[kept]
    total = np.bincount(one, weights, minlength=count)
    for _ in range(_ROUNDS // 3):
        way = points[one] - points[other]
        apart = np.maximum(np.hypot(way[:, 0], way[:, 1]), 1e-6)
        goal = points[other] + way * (wanted / apart)[:, None]
        points = np.c_[
            np.bincount(one, weights * goal[:, 0], minlength=count) / total,
            np.bincount(one, weights * goal[:, 1], minlength=count) / total,
        ]
    return points
