"""The subgraph that a selection gives, the same from every engine."""

from __future__ import annotations

import tomllib
from datetime import date
from typing import TYPE_CHECKING, Any

from relgraph.cypher.graph import build
from relgraph.cypher.values.entities import Node, Path, Relationship
from relgraph.engine.embedded import Embedded
from relgraph.errors import NotFound, did_you_mean
from relgraph.model.schema import CLAIMED, schema_of
from relgraph.select.selection import RETURN_EDGES
from relgraph.store.build import meta_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from relgraph.cypher.graph import PropertyGraph
    from relgraph.engine import Engine
    from relgraph.select.selection import Selection


def explain(selection: Selection, engine: Engine) -> str:
    """Give the texts that a selection compiles to, with their parameters as comments."""
    meta = _meta(engine, selection.dataset)
    texts = [selection.edges_text(meta["belongs"], meta.get("middles")), selection.nodes_text()]
    named = [name for name in (selection.around, *(selection.between or ())) if name]
    given = {**selection.parameters(), **({"named": named} if named else {})}
    comments = [f"// ${name} = {_literal(value)}" for name, value in given.items()]
    return "\n".join([*comments, ";\n".join(text for text in texts if text)])


def _literal(value: object) -> str:
    return f"date('{value}')" if isinstance(value, date) else repr(value)


def subgraph(engine: Engine, selection: Selection) -> PropertyGraph:
    """Give the selected nodes and edges, with the sources that they cite, as one graph.

    The same graph, in the same order, from every engine.

    Raises
    ------
    NotFound
        When a node that is named does not exist, or there is no data set.
    """
    meta = _meta(engine, selection.dataset)
    parameters = {**selection.parameters(), **selection.params}
    _check_names(engine, selection, meta)
    found = _Found()
    text = selection.edges_text(meta["belongs"], meta.get("middles"))
    rows = engine.run(text, parameters).records
    for row in rows:
        found.gather(list(row))
    _add_named(engine, selection, parameters, found)
    if selection.between and meta["belongs"]:
        _add_belonging(engine, selection, meta["belongs"], found)
    _add_ends(engine, selection, found)
    if selection.whole:
        _add_rest(engine, selection, found)
    return found.graph(meta)


def _check_names(engine: Engine, selection: Selection, meta: Mapping[str, Any]) -> None:
    """Refuse names of types, kinds, areas and sources that the data set does not have."""
    for what, asked, known in (
        ("edge type", selection.types, [*meta.get("dated", meta.get("types", ())), CLAIMED]),
        ("kind", selection.kinds, meta.get("kinds", ())),
        ("issue area", selection.issue_areas, meta.get("issue_areas", ())),
    ):
        for name in asked if known else ():
            if name not in known:
                raise NotFound(f"no {what} {name!r}{did_you_mean(name, known)}")
    if selection.source:
        text = "MATCH (s:Source) RETURN s.id ORDER BY s.id"
        ids = [row[0] for row in engine.run(text).records]
        if selection.source not in ids:
            raise NotFound(f"no source {selection.source!r}{did_you_mean(selection.source, ids)}")


def _add_named(
    engine: Engine, selection: Selection, parameters: dict[str, Any], found: _Found
) -> None:
    text = selection.nodes_text()
    if text is None:
        return
    named = [name for name in (selection.around, *(selection.between or ())) if name]
    for row in engine.run(text, {**parameters, "named": named}).records:
        found.gather(row["n"])
    for name in named:
        if name not in found.nodes:
            raise NotFound(f"no node {name!r}")


def _add_belonging(
    engine: Engine, selection: Selection, belongs: Iterable[str], found: _Found
) -> None:
    """Add the edges that tie what was found to the two ends that it belongs to."""
    text = (
        f"MATCH (x:Entity)-[r:{'|'.join(belongs)}]->(y:Entity)\n"
        f"WHERE x.id IN $ids AND y.id IN $ids AND {selection.where()}\n{RETURN_EDGES}"
    )
    ids = sorted({*found.ends(), *(selection.between or ())})
    for row in engine.run(text, {**selection.parameters(), "ids": ids}).records:
        found.gather(list(row))


def _add_ends(engine: Engine, selection: Selection, found: _Found) -> None:
    """Fetch the nodes at the ends of edges, each once, and the sources that the edges cite."""
    lacking = sorted(found.ends() - found.nodes.keys())
    text = f"MATCH (n:Entity) WHERE n.id IN $ids{selection.in_dataset('n')}\nRETURN n"
    parameters = {"ids": lacking + sorted(found.cited()), "dataset": selection.dataset}
    for row in engine.run(text, parameters).records:
        found.gather(row["n"])


def _add_rest(engine: Engine, selection: Selection, found: _Found) -> None:
    """Add what no edge leads to: the data set itself, and sources that nothing cites."""
    text = "MATCH (n) WHERE (n:Source OR n:Dataset) AND ($dataset IS NULL OR n.dataset = $dataset)"
    for row in engine.run(f"{text}\nRETURN n", {"dataset": selection.dataset}).records:
        found.gather(row["n"])


def _meta(engine: Engine, dataset: str | None) -> dict[str, Any]:
    text = "MATCH (d:Dataset) WHERE $dataset IS NULL OR d.id = $dataset RETURN d"
    rows = engine.run(text, {"dataset": dataset}).records
    if not rows and dataset is None and isinstance(engine, Embedded):
        return {"belongs": [], "types": list(engine.graph.edges), **engine.graph.meta}
    if len(rows) != 1:
        known = ", ".join(row["d"]["id"] for row in rows)
        what = f"several data sets, name one: {known}" if rows else "no data set"
        raise NotFound(f"the graph has {what}")
    data = rows[0]["d"]
    return meta_of(schema_of(tomllib.loads(data["schema"])), data["title"])


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

    def _gather_edge(self, row: list[Any]) -> None:
        """Keep an edge; where its ends' ids do not follow it they are looked up."""
        edge = row[0]
        ends = row[1:3]
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

    def graph(self, meta: Mapping[str, Any]) -> PropertyGraph:
        """Build the graph: nodes by id, edges by type and id."""
        ids = sorted(self.nodes)
        numbers = {id: number for number, id in enumerate(ids)}
        edges: dict[str, list[tuple[int, int, Mapping[str, Any]]]] = {}
        for name, id in sorted((edge[0], id) for id, edge in self.edges.items()):
            _, source, target, data = self.edges[id]
            edges.setdefault(name, []).append((numbers[source], numbers[target], data))
        nodes = [(labels, dict(sorted(data.items()))) for labels, data in map(self.nodes.get, ids)]  # type: ignore[misc]
        tables = {
            name: [(source, target, dict(sorted(data.items()))) for source, target, data in rows]
            for name, rows in edges.items()
        }
        return build(nodes, tables, meta)
