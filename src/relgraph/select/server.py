"""A selection of a graph on a server: queries, and the graph built of their answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from relgraph.cypher.values.entities import Node, Path, Relationship
from relgraph.errors import NotFound
from relgraph.graph.gather import Gatherer
from relgraph.graph.view import without
from relgraph.select.compiled import (
    belonging_text,
    edges_text,
    in_dataset,
    nodes_text,
    parameters,
    where,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from relgraph.engine import Engine
    from relgraph.graph.property_graph import PropertyGraph
    from relgraph.select.selection import Selection

    Meta = Mapping[str, Any]


def selected(engine: Engine, selection: Selection, meta: Meta) -> PropertyGraph:
    """Return what is selected, with the sources that it cites, ordered as a view is.

    Raises
    ------
    NotFound
        When a node that is named is not there.
    """
    given = {**parameters(selection), **selection.params}
    found = _Found()
    for row in engine.run(edges_text(selection, meta), given).records:
        found.gather(list(row))
    _add_alone(engine, selection, given, found)
    if selection.between and meta["belongs"]:
        ids = sorted({*found.ends(), *selection.named})
        text = belonging_text(selection, meta)
        for row in engine.run(text, {**parameters(selection), "ids": ids}).records:
            found.gather(list(row))
    _add_ends(engine, selection, found)
    if selection.whole:
        _add_rest(engine, selection, found)
    return found.graph(meta)


def figures(engine: Engine, selection: Selection, meta: Meta, ids: Iterable[str]) -> PropertyGraph:
    """Return the figures about nodes that a selection's conditions allow."""
    text = f"MATCH (a)-[r]->(a) WHERE a.id IN $ids AND {where(selection)} RETURN a, r"
    return _answer(engine, selection, meta, text, {**parameters(selection), "ids": list(ids)})


def edges_by_id(
    engine: Engine, selection: Selection, meta: Meta, ids: Iterable[str]
) -> PropertyGraph:
    """Return some edges, whatever the selection's other conditions."""
    text = f"MATCH (a)-[r]->(b) WHERE r.id IN $ids{in_dataset(selection, 'r')} RETURN a, r, b"
    return _answer(engine, selection, meta, text, {"ids": list(ids), "dataset": selection.dataset})


def _answer(
    engine: Engine, selection: Selection, meta: Meta, text: str, given: dict[str, Any]
) -> PropertyGraph:
    found = _Found()
    for row in engine.run(text, given).records:
        found.gather(list(row))
    _add_ends(engine, selection, found)
    return found.graph(meta)


def _add_alone(engine: Engine, selection: Selection, given: dict[str, Any], found: _Found) -> None:
    """Fetch the nodes that stay even without an edge."""
    text = nodes_text(selection)
    if text is None:
        return
    for row in engine.run(text, {**given, "named": list(selection.named)}).records:
        found.gather(row["n"])
    for name in selection.named:
        if name not in found.nodes:
            raise NotFound(f"no node {name!r}")


def _add_ends(engine: Engine, selection: Selection, found: _Found) -> None:
    """Fetch the nodes at the ends of edges, each once, and the sources that the edges cite."""
    lacking = sorted(found.ends() - found.nodes.keys())
    text = f"MATCH (n:Entity) WHERE n.id IN $ids{in_dataset(selection, 'n')}\nRETURN n"
    given = {"ids": lacking + sorted(found.cited()), "dataset": selection.dataset}
    for row in engine.run(text, given).records:
        found.gather(row["n"])


def _add_rest(engine: Engine, selection: Selection, found: _Found) -> None:
    """Add what no edge leads to: the data set itself, and sources that nothing cites."""
    text = "MATCH (n) WHERE (n:Source OR n:Dataset) AND ($dataset IS NULL OR n.dataset = $dataset)"
    for row in engine.run(f"{text}\nRETURN n", {"dataset": selection.dataset}).records:
        found.gather(row["n"])


class _Found:
    """Nodes by id and edges by id, with the ids of their ends."""

    def __init__(self) -> None:
        self.nodes: dict[str, tuple[list[str], dict[str, Any]]] = {}
        self.edges: dict[str, tuple[str, str, str, dict[str, Any]]] = {}

    def gather(self, value: object) -> None:
        """Keep what is a node, an edge or a path in a value."""
        if isinstance(value, Node) and value["id"] is not None:
            self.nodes[value["id"]] = (sorted(value.labels), value.properties)
        elif isinstance(value, Relationship):
            self._gather_edge([value])
        elif isinstance(value, Path):
            self.gather([None, *value.nodes, *value.relationships])
        elif isinstance(value, list) and value and isinstance(value[0], Relationship):
            self._gather_edge(value)
        elif isinstance(value, list):
            for item in value:
                self.gather(item)

    def _gather_edge(self, row: Sequence[Any]) -> None:
        """Keep an edge; where its ends' ids do not follow it they are looked up."""
        edge = row[0]
        ends = list(row[1:3])
        if len(ends) != 2 or not all(isinstance(end, str) for end in ends):  # noqa: PLR2004  # two ends
            ends = [edge.start_node["id"], edge.end_node["id"]]
            for item in row[1:]:
                self.gather(item)
        self.edges[edge["id"]] = (edge.type, *ends, edge.properties)

    def ends(self) -> set[str]:
        """Ids of all nodes at the ends of edges."""
        return {end for edge in self.edges.values() for end in edge[1:3]}

    def cited(self) -> set[str]:
        """Ids of all sources that edges cite."""
        return {id for edge in self.edges.values() for id in edge[3].get("source_ids", ())}

    def graph(self, meta: Meta) -> PropertyGraph:
        """Build the graph, ordered as a view is."""
        gatherer = Gatherer()
        numbers = {id: gatherer.node(*node) for id, node in self.nodes.items()}
        for name, source, target, data in self.edges.values():
            gatherer.edge(name, numbers[source], numbers[target], data)
        return without(gatherer.graph(meta), np.zeros(len(numbers), bool))
