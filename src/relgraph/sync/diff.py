"""What a data set is here and there, and what lies between."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from relgraph.graph.rows import edge_rows, node_ids, rows_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from relgraph.engine import Engine
    from relgraph.graph.property_graph import PropertyGraph

Properties = dict[str, Any]
V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class NodeState:
    """Labels and properties of a node."""

    labels: frozenset[str]
    properties: Properties


@dataclass(frozen=True, slots=True)
class EdgeState:
    """Type, ids of the ends, and properties of an edge."""

    type: str
    source: str
    target: str
    properties: Properties

    @property
    def place(self) -> tuple[str, str, str]:
        """What cannot change without the edge being another: its type and its ends."""
        return self.type, self.source, self.target


@dataclass(frozen=True, slots=True)
class State:
    """All nodes and edges of one data set, by id."""

    nodes: dict[str, NodeState] = field(default_factory=dict)
    edges: dict[str, EdgeState] = field(default_factory=dict)


def local_state(graph: PropertyGraph) -> State:
    """Return the state of a graph in columns."""
    ids = node_ids(graph)
    nodes = {
        ids[node]: NodeState(frozenset(graph.labels_of(node)), data)
        for node, data in enumerate(rows_of(graph.columns, graph.node_count))
    }
    edges = {
        data["id"]: EdgeState(type, ids[source], ids[target], data)
        for type, source, target, data in edge_rows(graph)
    }
    return State(nodes, edges)


def remote_state(engine: Engine, dataset: str) -> State:
    """Return the state of a data set on a server; what belongs to no data set is not seen."""
    given = {"dataset": dataset}
    rows = engine.run("MATCH (n:Entity {dataset: $dataset}) RETURN n", given).records
    rows += engine.run("MATCH (n:Dataset {id: $dataset}) RETURN n", given).records
    nodes = {row["n"]["id"]: NodeState(row["n"].labels, row["n"].properties) for row in rows}
    text = (
        "MATCH (a:Entity {dataset: $dataset})-[r {dataset: $dataset}]->(b:Entity) "
        "RETURN r.id AS id, type(r) AS type, a.id AS source, b.id AS target, properties(r) AS data"
    )
    edges = {
        id: EdgeState(type, source, target, data)
        for id, type, source, target, data in engine.run(text, given).records
    }
    return State(nodes, edges)


@dataclass(frozen=True, slots=True)
class Difference:
    """What must be done to make there what is here; an edge that moves is deleted and created."""

    create_nodes: dict[str, NodeState]
    update_nodes: dict[str, NodeState]
    delete_nodes: dict[str, NodeState]
    create_edges: dict[str, EdgeState]
    update_edges: dict[str, EdgeState]
    delete_edges: dict[str, EdgeState]
    same: int

    @property
    def changes(self) -> int:
        """Number of nodes and edges that change."""
        return (
            len(self.create_nodes)
            + len(self.update_nodes)
            + len(self.delete_nodes)
            + (len(self.create_edges) + len(self.update_edges) + len(self.delete_edges))
        )


def difference(here: State, there: State) -> Difference:
    """Compare two states."""
    moved = {
        id for id in here.edges.keys() & there.edges.keys()
        if here.edges[id].place != there.edges[id].place
    }  # fmt: skip
    nodes = _changed(here.nodes, there.nodes)
    edges = _changed(here.edges, there.edges)
    same = len(here.nodes.keys() & there.nodes.keys()) - len(nodes)
    same += len(here.edges.keys() & there.edges.keys()) - len(edges)
    return Difference(
        {id: here.nodes[id] for id in here.nodes.keys() - there.nodes.keys()},
        nodes,
        {id: there.nodes[id] for id in there.nodes.keys() - here.nodes.keys()},
        {id: here.edges[id] for id in (here.edges.keys() - there.edges.keys()) | moved},
        {id: edge for id, edge in edges.items() if id not in moved},
        {id: there.edges[id] for id in (there.edges.keys() - here.edges.keys()) | moved},
        same,
    )


def _changed(here: Mapping[str, V], there: Mapping[str, V]) -> dict[str, V]:
    return {key: here[key] for key in here.keys() & there.keys() if here[key] != there[key]}
