"""Graphs made of columns."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from relgraph.graph.edges import EdgeTable
from relgraph.graph.property_graph import PropertyGraph

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from relgraph.graph.columns import Column
    from relgraph.graph.words import Array


@dataclass(frozen=True, slots=True)
class Edges:
    """Edges of one type: numbers of their start and end nodes, and their columns."""

    source: Array
    target: Array
    columns: Mapping[str, Column] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        source: Sequence[int],
        target: Sequence[int],
        columns: Mapping[str, Column] | None = None,
    ) -> Edges:
        """Take numbers of nodes in lists."""
        return cls(np.array(source, np.int32), np.array(target, np.int32), columns or {})

    def ends(self) -> tuple[Array, Array]:
        """Return start and end nodes."""
        return self.source, self.target


def build(
    labels: Iterable[Sequence[str]],
    columns: Mapping[str, Column],
    edges: Mapping[str, Edges],
    meta: Mapping[str, Any] | None = None,
) -> PropertyGraph:
    """Build a graph of the labels of its nodes, their columns, and the edges of each type.

    Examples
    --------
    >>> from relgraph.graph.columns import column_of
    >>> g = build([["State"]], {"id": column_of(["CHN"])}, {"BORDERS": Edges.of([0], [0])})
    >>> g.node_count, g.edge_count
    (1, 1)
    """
    sets: dict[tuple[str, ...], int] = {}
    codes = np.array([sets.setdefault(tuple(each), len(sets)) for each in labels], np.int32)
    tables = {
        name: EdgeTable(name, len(each.source), each.ends, each.columns, len(codes))
        for name, each in edges.items()
    }
    return PropertyGraph(tuple(sets), codes, columns, tables, dict(meta or {}))
