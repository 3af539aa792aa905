"""A graph that is being changed: what is new, other or gone, beside the graph as it was."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from relgraph.errors import CypherRuntimeError
from relgraph.graph.adjacency import Csr
from relgraph.graph.edges import EdgeTable
from relgraph.graph.property_graph import PropertyGraph
from relgraph.graph.splice import spliced
from relgraph.graph.version import Version

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from relgraph.graph.adjacency import Relation
    from relgraph.graph.columns import Column
    from relgraph.graph.words import Array

_GONE = "the query has deleted this: it has neither properties nor labels any more"


class Draft:
    """Changes to a graph, one by one; the graph itself stays as it is.

    Nodes and edges keep their numbers until it is finished; new ones come after the others.

    >>> from relgraph.graph.gather import Gatherer
    >>> draft = Draft(Gatherer().graph())
    >>> china = draft.create_node(["State"], {"id": "CHN"})
    >>> draft.finish().graph.properties(china)
    {'id': 'CHN'}
    """

    elements = None

    def __init__(self, base: PropertyGraph) -> None:
        self.base = base
        self.node_count = base.node_count
        self.names = [table.name for table in base.tables]
        self.sizes = [len(table) for table in base.tables]
        self.new_ends: dict[Relation, tuple[int, int]] = {}
        self.labels: dict[int, tuple[str, ...]] = {}
        self.node_values: dict[int, dict[str, Any]] = {}
        self.edge_values: dict[Relation, dict[str, Any]] = {}
        self.gone_nodes: dict[int, None] = {}
        self.gone_edges: dict[Relation, None] = {}
        self._touching: dict[int, list[Relation]] = {}
        self.changes = 0

    def create_node(self, labels: Iterable[str], properties: Mapping[str, Any]) -> int:
        """Add a node, and return its number."""
        number = self.node_count
        self.node_count += 1
        self.changes += 1
        self.labels[number] = tuple(dict.fromkeys(labels))
        self.node_values[number] = {k: v for k, v in properties.items() if v is not None}
        return number

    def create_edge(
        self, name: str, source: int, target: int, properties: Mapping[str, Any]
    ) -> Relation:
        """Add an edge, and return its type and row."""
        for end in (source, target):
            if end in self.gone_nodes:
                raise CypherRuntimeError(_GONE, detail="DeletedEntityAccess")
        if name not in self.names:
            self.names.append(name)
            self.sizes.append(0)
        number = self.names.index(name)
        key = (number, self.sizes[number])
        self.sizes[number] += 1
        self.changes += 1
        self.new_ends[key] = (source, target)
        self.edge_values[key] = {k: v for k, v in properties.items() if v is not None}
        for end in {source, target}:
            self._touching.setdefault(end, []).append(key)
        return key

    def _is_new(self, number: int) -> bool:
        return number >= self.base.node_count

    def there(self, number: int) -> None:
        """Refuse to look at a node that is deleted."""
        if number in self.gone_nodes:
            raise CypherRuntimeError(_GONE, detail="DeletedEntityAccess")

    def labels_of(self, number: int) -> tuple[str, ...]:
        """Return the labels of a node."""
        self.there(number)
        known = self.labels.get(number)
        return self.base.labels_of(number) if known is None else known

    def properties(self, number: int) -> dict[str, Any]:
        """Return all properties of a node that are not null."""
        self.there(number)
        old = {} if self._is_new(number) else self.base.properties(number)
        return _known({**old, **self.node_values.get(number, {})})

    def property(self, number: int, key: str) -> Any:  # noqa: ANN401  # any value
        """Return a node's property; None is null."""
        self.there(number)
        changed = self.node_values.get(number, {})
        if key in changed or self._is_new(number):
            return changed.get(key)
        return self.base.property(number, key)

    def there_edge(self, key: Relation) -> None:
        """Refuse to look at an edge that is deleted."""
        if key in self.gone_edges:
            raise CypherRuntimeError(_GONE, detail="DeletedEntityAccess")

    def relation_properties(self, key: Relation) -> dict[str, Any]:
        """Return all properties of an edge that are not null."""
        self.there_edge(key)
        old = {} if key in self.new_ends else self.base.relation_properties(key)
        return _known({**old, **self.edge_values.get(key, {})})

    def relation_property(self, key: Relation, name: str) -> Any:  # noqa: ANN401  # any value
        """Return an edge's property; None is null."""
        self.there_edge(key)
        changed = self.edge_values.get(key, {})
        if name in changed or key in self.new_ends:
            return changed.get(name)
        return self.base.relation_property(key, name)

    def type_of(self, key: Relation) -> str:
        """Return the name of an edge's type, also of one that is deleted."""
        return self.names[key[0]]

    def ends(self, key: Relation) -> tuple[int, int]:
        """Return the start and the end node of an edge."""
        return self.new_ends[key] if key in self.new_ends else self.base.ends(key)

    def edge_of(self, key: Relation) -> int:
        """Return a number of an edge: new ones come after all others."""
        if key not in self.new_ends:
            return self.base.edge_of(key)
        return self.base.edge_count + list(self.new_ends).index(key)

    def set_node(self, number: int, key: str, value: Any) -> None:  # noqa: ANN401  # any value
        """Set a property of a node; None takes it away."""
        self.there(number)
        self.changes += 1
        self.node_values.setdefault(number, {})[key] = value

    def set_edge(self, at: Relation, key: str, value: Any) -> None:  # noqa: ANN401  # any value
        """Set a property of an edge; None takes it away."""
        self.there_edge(at)
        self.changes += 1
        self.edge_values.setdefault(at, {})[key] = value

    def set_labels(self, number: int, labels: Sequence[str], *, add: bool) -> None:
        """Add labels to a node, or take them away."""
        old = self.labels_of(number)
        new = (*old, *labels) if add else tuple(each for each in old if each not in labels)
        self.changes += 1
        self.labels[number] = tuple(dict.fromkeys(new))

    def delete_edge(self, key: Relation) -> None:
        """Delete an edge."""
        self.changes += 1
        self.gone_edges[key] = None

    def delete_node(self, number: int, *, detach: bool) -> None:
        """Delete a node, and its edges if it is detached."""
        self.changes += 1
        if detach:
            for key in self.edges_at(number):
                self.gone_edges[key] = None
        self.gone_nodes[number] = None

    def edges_at(self, number: int) -> Iterator[Relation]:
        """List the edges of a node that are there."""
        if not self._is_new(number):
            base = self.base
            for steps in base.steps(base.numbered(()), "both"):
                edges = steps.edges[steps.starts[number] : steps.starts[number + 1]]
                yield from (k for k in map(base.key_of, edges.tolist()) if k not in self.gone_edges)
        yield from (key for key in self._touching.get(number, ()) if key not in self.gone_edges)

    def check(self) -> None:
        """Refuse a draft in which a node is gone whose edges are not."""
        for number in self.gone_nodes:
            edge = next(self.edges_at(number), None)
            if edge is not None:
                raise CypherRuntimeError(
                    f"a node can't be deleted that still has relationships ({self.type_of(edge)}): "
                    "delete them first, or write DETACH DELETE",
                    detail="DeleteConnectedNode",
                )

    def finish(self) -> Version:
        """Return the changed graph: what is not touched is shared with the one that was."""
        self.check()
        nodes = _places(self.node_count, self.gone_nodes)
        sets, codes = self._label_codes()
        columns = self._columns(self.base.columns, self.node_count, self.node_values, nodes)
        tables, edges = self._tables(nodes)
        graph = PropertyGraph(sets, codes if nodes is None else codes[nodes >= 0], columns,
                              tables, self.base.meta)  # fmt: skip
        return Version(graph, nodes, edges)

    def _label_codes(self) -> tuple[tuple[tuple[str, ...], ...], Array]:
        sets = {labels: at for at, labels in enumerate(self.base.label_sets)}
        codes = np.concatenate([
            self.base.label_code, np.zeros(self.node_count - self.base.node_count, np.int32)
        ])  # fmt: skip
        for number, labels in self.labels.items():
            codes[number] = sets.setdefault(labels, len(sets))
        return tuple(sets), codes

    def _columns(
        self, base: Mapping[str, Column], size: int, values: Mapping[int, Mapping[str, Any]],
        places: Array | None,
    ) -> dict[str, Column]:  # fmt: skip
        changes: dict[str, dict[int, Any]] = {}
        for row, changed in values.items():
            for key, value in changed.items():
                changes.setdefault(key, {})[row] = value
        found = {}
        for key in dict.fromkeys((*base, *changes)):
            column = spliced(base.get(key), size, changes.get(key, {}))
            column = column if places is None else column.take(np.flatnonzero(places >= 0))
            if column.known().any() or key not in changes:
                found[key] = column
        return found

    def _tables(self, nodes: Array | None) -> tuple[dict[str, EdgeTable], dict[int, Array]]:
        tables, moved = {}, {}
        count = self.node_count if nodes is None else int((nodes >= 0).sum())
        for number, name in enumerate(self.names):
            gone = {row for at, row in self.gone_edges if at == number}
            old = self.base.tables[number] if number < len(self.base.tables) else None
            size = self.sizes[number]
            places = _places(size, gone)
            if places is not None:
                moved[number] = places
            values = {row: v for (at, row), v in self.edge_values.items() if at == number}
            columns = self._columns(old.columns if old else {}, size, values, places)
            tables[name] = self._table(number, old, columns, places, nodes, count)
        return tables, moved

    def _table(
        self, number: int, old: EdgeTable | None, columns: Mapping[str, Column],
        places: Array | None, nodes: Array | None, count: int,
    ) -> EdgeTable:  # fmt: skip
        size, name = self.sizes[number], self.names[number]
        if old is not None and size == len(old) and places is None and nodes is None:
            same = old

            def kept(way: str) -> Csr:
                csr = same.out if way == "out" else same.into
                more = np.full(count - same.nodes, csr.starts[-1])
                return Csr(np.concatenate([csr.starts, more]), csr.rows)

            return EdgeTable(name, size, lambda: (same.source, same.target), columns, count, kept)
        new = [self.new_ends[number, row] for row in range(len(old) if old else 0, size)]
        ends = []
        for at in (0, 1):
            whole = np.array([pair[at] for pair in new], np.int32)
            if old is not None:
                whole = np.concatenate([old.target if at else old.source, whole])
            if places is not None:
                whole = whole[places >= 0]
            ends.append(whole if nodes is None else nodes[whole].astype(np.int32))
        source, target = ends
        return EdgeTable(name, len(source), lambda: (source, target), columns, count)


def _places(size: int, gone: Iterable[int]) -> Array | None:
    """Return the place of each row once some are gone, -1 for those; None if none are."""
    rows = list(gone)
    if not rows:
        return None
    left = np.ones(size, bool)
    left[rows] = False
    return np.where(left, np.cumsum(left) - 1, -1)


def _known(values: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value is not None}
