"""Adjacency over some types: the steps from a node, whichever of them it takes, are one slice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from relgraph.graph.adjacency import Csr, Direction
    from relgraph.graph.edges import EdgeTable
    from relgraph.graph.words import Array

Part = tuple["Csr", "Array", int]
"""Adjacency of one type one way, the nodes at the other ends of its edges, its first number."""


@dataclass(frozen=True, slots=True, eq=False)
class Steps:
    """Node n has the steps ``starts[n]`` to ``starts[n + 1]``.

    ``edges`` are the numbers of the edges in the graph, ``others`` the nodes at their other ends.
    """

    starts: Array
    edges: Array
    others: Array

    @classmethod
    def of(cls, tables: Sequence[tuple[int, EdgeTable]], nodes: int, direction: Direction) -> Steps:
        """Merge types, each with its first number, by node, then type; a loop is one step."""
        parts: list[Part] = []
        for first, table in tables:
            if direction != "in":
                parts.append((table.out, table.target, first))
            if direction != "out":
                into = table.into if direction == "in" else _without_loops(table)
                parts.append((into, table.source, first))
        starts = sum((csr.starts for csr, _, _ in parts), np.zeros(nodes + 1, np.int64))
        edges, others = np.empty(starts[-1], np.int32), np.empty(starts[-1], np.int32)
        begin = starts[:-1].copy()
        for csr, ends, first in parts:
            sizes = np.diff(csr.starts)
            at = np.arange(len(csr.rows)) + np.repeat(begin - csr.starts[:-1], sizes)
            edges[at] = csr.rows + first
            others[at] = ends[csr.rows]
            begin += sizes
        return cls(starts, edges, others)


def _without_loops(table: EdgeTable) -> Csr:
    """Return the adjacency into nodes without the edges that start there too."""
    loops = np.flatnonzero(table.source == table.target)
    return table.into.without(loops, table.target[loops]) if len(loops) else table.into
