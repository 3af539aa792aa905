"""The property graph that everything reads: nodes with label sets, typed edges, columns."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from relgraph.graph.index import IdIndex
from relgraph.graph.steps import Steps

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence

    from relgraph.graph.adjacency import Direction, Relation
    from relgraph.graph.columns import Column
    from relgraph.graph.edges import EdgeTable
    from relgraph.graph.words import Array


T = TypeVar("T")
_STEPS_KEPT = 64


@dataclass(frozen=True, slots=True)
class Elements:
    """What the nodes and edges of an answer are called where they live."""

    origin: Hashable
    nodes: Sequence[str]
    edges: Mapping[Relation, str]


@dataclass(frozen=True, eq=False, repr=False)
class PropertyGraph:
    """An immutable labelled property graph in columns.

    Parameters
    ----------
    label_sets, label_code
        The distinct sets of labels, and for each node the number of its set.
    columns
        Properties of nodes, one value a node.
    edges
        Edge types by name.
    meta
        What the maker of the graph wants to remember about it (JSON).
    elements
        Where nodes and edges come from, if they live elsewhere too (on a server).
    """

    label_sets: tuple[tuple[str, ...], ...]
    label_code: Array
    columns: Mapping[str, Column]
    edges: Mapping[str, EdgeTable]
    meta: Mapping[str, Any] = field(default_factory=dict)
    elements: Elements | None = None

    def __repr__(self) -> str:
        return f"<PropertyGraph of {self.node_count} nodes, {self.edge_count} relationships>"

    @property
    def node_count(self) -> int:
        """Number of nodes."""
        return len(self.label_code)

    @cached_property
    def edge_count(self) -> int:
        """Number of edges of all types."""
        return sum(map(len, self.edges.values()))

    @cached_property
    def tables(self) -> tuple[EdgeTable, ...]:
        """Edge types by number."""
        return tuple(self.edges.values())

    @cached_property
    def type_numbers(self) -> dict[str, int]:
        """Number of each edge type."""
        return {name: at for at, name in enumerate(self.edges)}

    def numbered(self, names: Iterable[str]) -> tuple[int, ...]:
        """Return the numbers of edge types that there are among some names; no names are all."""
        known = self.type_numbers
        return tuple(known[name] for name in dict.fromkeys(names or known) if name in known)

    def labels_of(self, node: int) -> tuple[str, ...]:
        """Return the labels of a node."""
        return self.label_sets[self.label_code[node]]

    def labelled(self, *labels: str) -> Array:
        """Return a mask of the nodes that have one of these labels."""
        has = [not set(labels).isdisjoint(of_set) for of_set in self.label_sets]
        found: Array = np.array(has, bool)[self.label_code]
        return found

    def with_label(self, label: str) -> list[int]:
        """List the nodes that have a label, ascending."""
        nodes: list[int] = np.flatnonzero(self.labelled(label)).tolist()
        return nodes

    def count_label(self, label: str) -> int:
        """Count the nodes that have a label."""
        return sum(
            int(size)
            for labels, size in zip(self.label_sets, self.set_sizes, strict=True)
            if label in labels
        )

    @cached_property
    def set_sizes(self) -> Array:
        """Number of nodes that have each set of labels."""
        return np.bincount(self.label_code, minlength=len(self.label_sets))

    @cached_property
    def node_ids(self) -> IdIndex | None:
        """Nodes by their property ``id``; None where they are no texts or come twice."""
        return IdIndex.of(self.columns.get("id"))

    @cached_property
    def edge_ids(self) -> tuple[IdIndex | None, ...]:
        """Edges of each type by their property ``id``, likewise."""
        return tuple(IdIndex.of(table.columns.get("id")) for table in self.tables)

    def seek(self, key: str, value: object) -> Sequence[int] | None:
        """List the nodes whose text property has this value; None when the column can't tell."""
        column = self.columns.get(key)
        if column is None:
            return []
        if not isinstance(value, str) or column.kind != "text":
            return None
        if key == "id" and self.node_ids:
            node = self.node_ids.find(value)
            return [node] if node >= 0 else []
        nodes: list[int] = np.flatnonzero(column.equal_to([value])).tolist()
        return nodes

    def seek_edges(self, types: Iterable[int], ids: Iterable[str]) -> list[Relation] | None:
        """List the edges of types with one of these ids, by type; None if an index is lacking."""
        wanted, found = list(ids), []
        for number in types:
            index = self.edge_ids[number]
            if index is None:
                if "id" in self.tables[number].columns:
                    return None
                continue
            found += [(number, row) for row in sorted(map(index.find, wanted)) if row >= 0]
        return found

    def property(self, node: int, key: str) -> Any:  # noqa: ANN401  # a property may hold any value
        """Return a node's property; None is null."""
        column = self.columns.get(key)
        return None if column is None else column.value(node)

    def properties(self, node: int) -> dict[str, Any]:
        """Return all properties of a node that are not null."""
        return _known(self.columns, node)

    def relation_property(self, relation: Relation, key: str) -> Any:  # noqa: ANN401  # any value
        """Return an edge's property; None is null."""
        column = self.tables[relation[0]].columns.get(key)
        return None if column is None else column.value(relation[1])

    def relation_properties(self, relation: Relation) -> dict[str, Any]:
        """Return all properties of an edge that are not null."""
        return _known(self.tables[relation[0]].columns, relation[1])

    def type_of(self, relation: Relation) -> str:
        """Return the name of an edge's type."""
        return self.tables[relation[0]].name

    def ends(self, relation: Relation) -> tuple[int, int]:
        """Return the start and the end node of an edge."""
        table = self.tables[relation[0]]
        return int(table.source[relation[1]]), int(table.target[relation[1]])

    @cached_property
    def first_edges(self) -> Array:
        """Number of the first edge of each type, and of all edges: edges are numbered by type."""
        return np.cumsum([0, *map(len, self.tables)])

    def key_of(self, edge: int) -> Relation:
        """Return the type and the row of an edge."""
        number = int(np.searchsorted(self.first_edges, edge, side="right")) - 1
        return number, edge - int(self.first_edges[number])

    def ends_of(self, edges: Array) -> tuple[Array, Array]:
        """Return the start and the end node of each edge; -1 has none, which is -1 too."""
        types = np.searchsorted(self.first_edges, edges, side="right") - 1
        source, target = np.full(len(edges), -1, np.int32), np.full(len(edges), -1, np.int32)
        for number in np.flatnonzero(np.bincount(types[types >= 0])).tolist():
            at = np.flatnonzero(types == number)
            rows, table = edges[at] - self.first_edges[number], self.tables[number]
            source[at], target[at] = table.source[rows], table.target[rows]
        return source, target

    def edge_of(self, key: Relation) -> int:
        """Return the number of an edge."""
        return int(self.first_edges[key[0]]) + key[1]

    def steps(self, types: tuple[int, ...], direction: Direction) -> tuple[Steps, ...]:
        """Return the adjacency over some types, merged when it is first asked for.

        It may be in several parts, in each of which a node may have steps.
        """
        return self._steps(types, direction)

    @cached_property
    def _steps(self) -> Callable[[tuple[int, ...], Direction], tuple[Steps, ...]]:
        def merged(types: tuple[int, ...], direction: Direction) -> tuple[Steps, ...]:
            tables = [(int(self.first_edges[number]), self.tables[number]) for number in types]
            return (Steps.of(tables, self.node_count, direction),)

        return lru_cache(_STEPS_KEPT)(merged)

    def kept(self, make: Callable[[PropertyGraph], T]) -> T:
        """Return what a function makes of the graph: once, and kept as long as the graph is."""
        if make not in self._kept:
            self._kept[make] = make(self)
        found: T = self._kept[make]
        return found

    @cached_property
    def _kept(self) -> dict[Any, Any]:
        return {}


def _known(columns: Mapping[str, Column], row: int) -> dict[str, Any]:
    values = ((key, column.value(row)) for key, column in columns.items())
    return {key: value for key, value in values if value is not None}
