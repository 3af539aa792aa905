"""Nodes and edges that come one by one (JSON, networkx, an answer), gathered into columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from relgraph.graph.build import Edges, build
from relgraph.graph.columns import Column, column_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from relgraph.graph.property_graph import PropertyGraph


class _Rows:
    """The values of rows, by property."""

    def __init__(self) -> None:
        self.size = 0
        self.values: dict[str, tuple[list[int], list[Any]]] = {}

    def add(self, properties: Mapping[str, Any]) -> int:
        for name, value in properties.items():
            if value is not None:
                rows, values = self.values.setdefault(name, ([], []))
                rows.append(self.size)
                values.append(value)
        self.size += 1
        return self.size - 1

    def columns(self) -> dict[str, Column]:
        return {name: self._column(*found) for name, found in self.values.items()}

    def _column(self, rows: list[int], values: list[Any]) -> Column:
        whole: list[Any] = [None] * self.size
        for row, value in zip(rows, values, strict=True):
            whole[row] = value
        return column_of(whole)


class Gatherer:
    """Gathers a graph; a property that is None is none.

    >>> gatherer = Gatherer()
    >>> china = gatherer.node(["State"], {"id": "CHN"})
    >>> gatherer.edge("TRADED_WITH", china, gatherer.node([], {"id": "RUS"}), {"value": 5})
    0
    >>> gatherer.graph().relation_properties((0, 0))
    {'value': 5}
    """

    def __init__(self) -> None:
        self._labels: list[Sequence[str]] = []
        self._nodes = _Rows()
        self._ends: dict[str, tuple[list[int], list[int]]] = {}
        self._edges: dict[str, _Rows] = {}

    def node(self, labels: Sequence[str], properties: Mapping[str, Any]) -> int:
        """Add a node, and return its number."""
        self._labels.append(labels)
        return self._nodes.add(properties)

    def edge(self, type: str, source: int, target: int, properties: Mapping[str, Any]) -> int:
        """Add an edge between nodes of these numbers, and return its row in its type."""
        sources, targets = self._ends.setdefault(type, ([], []))
        sources.append(source)
        targets.append(target)
        return self._edges.setdefault(type, _Rows()).add(properties)

    def graph(self, meta: Mapping[str, Any] | None = None) -> PropertyGraph:
        """Build the graph of what was added."""
        edges = {
            name: Edges.of(*ends, self._edges[name].columns()) for name, ends in self._ends.items()
        }
        return build(self._labels, self._nodes.columns(), edges, meta)
