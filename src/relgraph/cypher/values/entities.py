"""Nodes, relationships and paths as a result holds them, with the driver's names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import ItemsView

    from relgraph.graph.adjacency import Relation
    from relgraph.graph.property_graph import PropertyGraph


def _same(one: Node | Relationship, other: Node | Relationship) -> bool:
    """Return whether two are one: of the same graph, or of the same server, and there the same."""
    here, there = one.graph.elements, other.graph.elements
    same = here.origin == there.origin if here and there else one.graph is other.graph
    return same and one.element_id == other.element_id


@dataclass(frozen=True, slots=True)
class Node:
    """A node of a graph; ``node["name"]`` and ``node.get("name")`` give its properties."""

    graph: PropertyGraph
    number: int

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Node) and _same(self, other)

    def __hash__(self) -> int:
        return hash(("node", self.element_id))

    def __repr__(self) -> str:
        labels = "".join(f":{label}" for label in self.graph.labels_of(self.number))
        return f"({labels} {self.graph.properties(self.number)})"

    @property
    def element_id(self) -> str:
        """Identity within this version of the graph, or on the server."""
        elements = self.graph.elements
        return elements.nodes[self.number] if elements else str(self.number)

    @property
    def labels(self) -> frozenset[str]:
        """Labels of the node."""
        return frozenset(self.graph.labels_of(self.number))

    @property
    def properties(self) -> dict[str, Any]:
        """All properties that are not null."""
        return self.graph.properties(self.number)

    def get(self, key: str) -> Any:  # noqa: ANN401  # a property may hold any value
        """Return a property, or None."""
        return self.graph.property(self.number, key)

    __getitem__ = get

    def items(self) -> ItemsView[str, Any]:
        """Properties as pairs."""
        return self.properties.items()


@dataclass(frozen=True, slots=True)
class Relationship:
    """A relationship of a graph."""

    graph: PropertyGraph
    key: Relation

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Relationship) and _same(self, other)

    def __hash__(self) -> int:
        return hash(("relationship", self.element_id))

    def __repr__(self) -> str:
        return f"[:{self.type} {self.properties}]"

    @property
    def element_id(self) -> str:
        """Identity within this version of the graph, or on the server."""
        elements = self.graph.elements
        return elements.edges[self.key] if elements else f"{self.key[0]}:{self.key[1]}"

    @property
    def type(self) -> str:
        """Name of the relationship type."""
        return self.graph.type_of(self.key)

    @property
    def start_node(self) -> Node:
        """Node that the relationship starts from."""
        return Node(self.graph, self.graph.ends(self.key)[0])

    @property
    def end_node(self) -> Node:
        """Node that the relationship leads to."""
        return Node(self.graph, self.graph.ends(self.key)[1])

    @property
    def properties(self) -> dict[str, Any]:
        """All properties that are not null."""
        return self.graph.relation_properties(self.key)

    def get(self, key: str) -> Any:  # noqa: ANN401  # a property may hold any value
        """Return a property, or None."""
        return self.graph.relation_property(self.key, key)

    __getitem__ = get

    def items(self) -> ItemsView[str, Any]:
        """Properties as pairs."""
        return self.properties.items()


@dataclass(frozen=True, slots=True)
class Path:
    """A walk: n + 1 nodes and the n relationships between them."""

    nodes: tuple[Node, ...]
    relationships: tuple[Relationship, ...]

    def __len__(self) -> int:
        return len(self.relationships)

    @property
    def start_node(self) -> Node:
        """First node."""
        return self.nodes[0]

    @property
    def end_node(self) -> Node:
        """Last node."""
        return self.nodes[-1]
