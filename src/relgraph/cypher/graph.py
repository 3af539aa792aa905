"""What a query runs on: nodes with label sets, relationship types with adjacency, columns.

One class serves the store, which maps it from disk, and any networkx graph, which
`from_networkx` turns into it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from relgraph.cypher.columns import Array, Column, column_of
from relgraph.errors import CypherRuntimeError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    import networkx as nx

Direction = Literal["out", "in", "both"]
Relation = tuple[int, int]
"""A relationship inside the engine: number of its type, row in that type."""


@dataclass(frozen=True, slots=True)
class Csr:
    """Rows of a relationship type by one end: node n has ``rows[starts[n]:starts[n + 1]]``."""

    starts: Array
    rows: Array

    @classmethod
    def of(cls, ends: Array, nodes: int) -> Csr:
        """Sort rows by the node at one end, keeping their order within a node."""
        starts = np.zeros(nodes + 1, np.int64)
        np.cumsum(np.bincount(ends, minlength=nodes), out=starts[1:])
        return cls(starts, np.argsort(ends, kind="stable").astype(np.int32))

    def of_node(self, node: int) -> list[int]:
        """List the rows of a node."""
        rows: list[int] = self.rows[self.starts[node] : self.starts[node + 1]].tolist()
        return rows


@dataclass(frozen=True, slots=True)
class EdgeTable:
    """All relationships of one type: ends, adjacency both ways, columns."""

    name: str
    source: Array
    target: Array
    out: Csr
    into: Csr
    columns: Mapping[str, Column]

    @classmethod
    def of(
        cls, name: str, ends: tuple[Array, Array], columns: Mapping[str, Column], nodes: int
    ) -> EdgeTable:
        """Build the adjacency of a type from its ends."""
        source, target = ends
        return cls(name, source, target, Csr.of(source, nodes), Csr.of(target, nodes), columns)


@dataclass(frozen=True, repr=False)
class PropertyGraph:
    """An immutable labelled property graph in columns.

    Parameters
    ----------
    label_sets, label_code
        The distinct sets of labels, and for each node the number of its set.
    columns
        Properties of nodes, one value a node.
    edges
        Relationship types by name.
    meta
        What the maker of the graph wants to remember about it (JSON).
    """

    label_sets: tuple[tuple[str, ...], ...]
    label_code: Array
    columns: Mapping[str, Column]
    edges: Mapping[str, EdgeTable]
    meta: Mapping[str, Any] = field(default_factory=dict)

    def __repr__(self) -> str:
        return f"<PropertyGraph of {self.node_count} nodes, {self.edge_count} relationships>"

    @property
    def node_count(self) -> int:
        """Number of nodes."""
        return len(self.label_code)

    @property
    def edge_count(self) -> int:
        """Number of relationships of all types."""
        return sum(len(table.source) for table in self.edges.values())

    @cached_property
    def tables(self) -> tuple[EdgeTable, ...]:
        """Relationship types by number."""
        return tuple(self.edges.values())

    @cached_property
    def type_numbers(self) -> dict[str, int]:
        """Number of each relationship type."""
        return {name: at for at, name in enumerate(self.edges)}

    def labels_of(self, node: int) -> tuple[str, ...]:
        """Give the labels of a node."""
        return self.label_sets[self.label_code[node]]

    def with_label(self, label: str) -> list[int]:
        """List the nodes that have a label, ascending."""
        sets = [at for at, labels in enumerate(self.label_sets) if label in labels]
        nodes: list[int] = np.flatnonzero(np.isin(self.label_code, sets)).tolist()
        return nodes

    def count_label(self, label: str) -> int:
        """Count the nodes that have a label."""
        return sum(
            int(size)
            for labels, size in zip(self.label_sets, self._set_sizes, strict=True)
            if label in labels
        )

    @cached_property
    def _set_sizes(self) -> Array:
        return np.bincount(self.label_code, minlength=len(self.label_sets))

    def seek(self, key: str, value: object) -> Sequence[int] | None:
        """List the nodes whose text property has this value; None when the column can't tell."""
        column = self.columns.get(key)
        if column is None:
            return []
        if not isinstance(value, str):
            return None
        return column.find(value)

    def property(self, node: int, key: str) -> Any:  # noqa: ANN401  # a property may hold any value
        """Give a node's property; None is null."""
        column = self.columns.get(key)
        return None if column is None else column.value(node)

    def properties(self, node: int) -> dict[str, Any]:
        """Give all properties of a node that are not null."""
        return _known(self.columns, node)

    def relation_property(self, relation: Relation, key: str) -> Any:  # noqa: ANN401  # any value
        """Give a relationship's property; None is null."""
        column = self.tables[relation[0]].columns.get(key)
        return None if column is None else column.value(relation[1])

    def relation_properties(self, relation: Relation) -> dict[str, Any]:
        """Give all properties of a relationship that are not null."""
        return _known(self.tables[relation[0]].columns, relation[1])

    def ends(self, relation: Relation) -> tuple[int, int]:
        """Give the start and the end node of a relationship."""
        table = self.tables[relation[0]]
        return int(table.source[relation[1]]), int(table.target[relation[1]])

    def relations(
        self, node: int, types: Sequence[int], direction: Direction
    ) -> Iterator[tuple[Relation, int]]:
        """Walk a node's relationships and the nodes at their other ends; a loop is met once."""
        for number in types:
            table = self.tables[number]
            if direction != "in":
                for row in table.out.of_node(node):
                    yield (number, row), int(table.target[row])
            if direction != "out":
                for row in table.into.of_node(node):
                    other = int(table.source[row])
                    if direction == "in" or other != node:
                        yield (number, row), other


def _known(columns: Mapping[str, Column], row: int) -> dict[str, Any]:
    values = ((key, column.value(row)) for key, column in columns.items())
    return {key: value for key, value in values if value is not None}


def build(
    nodes: Iterable[tuple[Sequence[str], Mapping[str, Any]]],
    edges: Mapping[str, Sequence[tuple[int, int, Mapping[str, Any]]]],
    meta: Mapping[str, Any] | None = None,
) -> PropertyGraph:
    """Build a graph of Python values.

    Parameters
    ----------
    nodes
        Labels and properties of each node.
    edges
        By type: number of the start node, number of the end node, properties.

    Examples
    --------
    >>> g = build([(["State"], {"id": "CHN"})], {"BORDERS": [(0, 0, {})]})
    >>> g.node_count, g.edge_count
    (1, 1)
    """
    label_sets: dict[tuple[str, ...], int] = {}
    codes, rows = [], []
    for labels, properties in nodes:
        codes.append(label_sets.setdefault(tuple(labels), len(label_sets)))
        rows.append(properties)
    tables = {
        name: EdgeTable.of(
            name,
            (
                np.fromiter((row[0] for row in of_type), np.int32, len(of_type)),
                np.fromiter((row[1] for row in of_type), np.int32, len(of_type)),
            ),
            _columns([row[2] for row in of_type]),
            len(rows),
        )
        for name, of_type in edges.items()
    }
    return PropertyGraph(
        tuple(label_sets), np.array(codes, np.int32), _columns(rows), tables, dict(meta or {})
    )


def _columns(rows: Sequence[Mapping[str, Any]]) -> dict[str, Column]:
    keys = dict.fromkeys(key for row in rows for key in row)
    return {key: column_of([row.get(key) for row in rows]) for key in keys}


def from_networkx(graph: nx.Graph) -> PropertyGraph:
    """Turn any networkx graph into columns.

    The attribute ``labels`` (list of text) of a node are its labels, ``type`` of an edge its
    relationship type (else ``RELATED``). A node without an attribute ``id`` gets its networkx
    name as ``id``; an undirected edge runs from its first end to its second.

    Raises
    ------
    CypherRuntimeError
        When ``labels`` is no list of text, or ``type`` no text.
    """
    numbers = {name: at for at, name in enumerate(graph.nodes)}
    nodes = [_networkx_node(name, data) for name, data in graph.nodes(data=True)]
    edges: dict[str, list[tuple[int, int, Mapping[str, Any]]]] = {}
    for source, target, data in graph.edges(data=True):
        rest = {key: value for key, value in data.items() if key != "type"}
        name = data.get("type", "RELATED")
        if not isinstance(name, str):
            raise CypherRuntimeError(f"type of edge {source!r} to {target!r} is no text: {name!r}")
        edges.setdefault(name, []).append((numbers[source], numbers[target], rest))
    return build(nodes, edges)


def _networkx_node(name: object, data: Mapping[str, Any]) -> tuple[list[str], dict[str, Any]]:
    labels = data.get("labels", [])
    if not isinstance(labels, (list, tuple)) or not all(isinstance(x, str) for x in labels):
        raise CypherRuntimeError(f"labels of node {name!r} are no list of text: {labels!r}")
    rest = {key: value for key, value in data.items() if key != "labels"}
    if isinstance(name, (str, int)):
        rest.setdefault("id", name)
    return list(labels), rest
