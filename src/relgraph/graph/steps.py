"""Adjacency over all types, so that a step over any edge is one slice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from relgraph.graph.adjacency import Csr, Direction, Relation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from relgraph.graph.edges import EdgeTable
    from relgraph.graph.words import Array


@dataclass(frozen=True, slots=True)
class Steps:
    """The steps from each node over edges of all types: a slice of these arrays a node.

    ``types`` and ``rows`` are the edges, ``others`` the nodes at their other ends.
    """

    starts: Array
    types: Array
    rows: Array
    others: Array

    @classmethod
    def of(cls, tables: Sequence[EdgeTable], nodes: int, direction: Direction) -> Steps:
        """Gather the steps one way, by node, then by type; a loop is one step of ``both``."""
        parts = [part for at, table in enumerate(tables) for part in _parts(at, table, direction)]
        none = np.zeros(0, np.int32)
        starts, others, types, rows = (
            np.concatenate([part[at] for part in parts]) if parts else none for at in range(4)
        )
        by_node = Csr.of(starts, nodes)
        return cls(by_node.starts, *(each[by_node.rows] for each in (types, rows, others)))

    def of_node(self, node: int) -> list[tuple[Relation, int]]:
        """List the edges of a node, each with the node at its other end."""
        part = slice(self.starts[node], self.starts[node + 1])
        keys = zip(self.types[part].tolist(), self.rows[part].tolist(), strict=True)
        return list(zip(keys, self.others[part].tolist(), strict=True))


def _parts(number: int, table: EdgeTable, direction: Direction) -> list[tuple[Array, ...]]:
    """Return ends, other ends, types and rows of a type's edges, once for each way."""
    size = len(table)
    types, rows = np.full(size, number, np.int32), np.arange(size, dtype=np.int32)
    parts: list[tuple[Array, ...]] = []
    if direction != "in":
        parts.append((table.source, table.target, types, rows))
    if direction != "out":
        keep = slice(None) if direction == "in" else table.source != table.target
        parts.append((table.target[keep], table.source[keep], types[keep], rows[keep]))
    return parts
