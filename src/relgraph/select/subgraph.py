"""What a selection gives, the same from every engine: a view embedded, queries on a server."""

from __future__ import annotations

import tomllib
from datetime import date
from typing import TYPE_CHECKING, Any

from relgraph.engine.embedded import Embedded
from relgraph.errors import NotFound, did_you_mean
from relgraph.model.fields import CLAIMED
from relgraph.model.schema import schema_of
from relgraph.select import embedded, server
from relgraph.select.compiled import edges_text, nodes_text, parameters

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from relgraph.engine import Engine
    from relgraph.graph.property_graph import PropertyGraph
    from relgraph.select.selection import Selection


def explain(selection: Selection, engine: Engine) -> str:
    """Return the texts that a selection compiles to, with their parameters as comments."""
    texts = [edges_text(selection, _meta(engine, selection.dataset)), nodes_text(selection)]
    named = {"named": list(selection.named)} if selection.named else {}
    given = {**parameters(selection), **named}
    comments = [f"// ${name} = {_literal(value)}" for name, value in given.items()]
    return "\n".join([*comments, ";\n".join(text for text in texts if text)])


def _literal(value: object) -> str:
    return f"date('{value}')" if isinstance(value, date) else repr(value)


def subgraph(engine: Engine, selection: Selection) -> PropertyGraph:
    """Return the selected nodes and edges, with the sources that they cite, as one graph.

    The same graph, in the same order, from every engine. Of a graph in this process it is a
    view, which copies none of its values.

    Raises
    ------
    NotFound
        When a node that is named does not exist, or there is no data set.
    """
    meta = _meta(engine, selection.dataset)
    _check_names(engine, selection, meta)
    if isinstance(engine, Embedded):
        return embedded.selected(engine.graph, selection)
    return server.selected(engine, selection, meta)


def event_families(engine: Engine) -> set[str]:
    """Return the families of which the schema of any data set says that they ``happens``.

    >>> import relgraph
    >>> event_families(relgraph.open().engine)
    {'Event'}
    """
    if isinstance(engine, Embedded):
        return set(engine.graph.meta.get("happens", ()))
    schemas = engine.run("MATCH (d:Dataset) RETURN DISTINCT d.schema AS schema").records
    metas = (schema_of(tomllib.loads(row["schema"])).meta("") for row in schemas)
    return {name for meta in metas for name in meta["happens"]}


def figures(engine: Engine, selection: Selection, ids: Collection[str]) -> PropertyGraph:
    """Return the figures about nodes that meet a selection's conditions but its place."""
    if isinstance(engine, Embedded):
        return embedded.figures(engine.graph, selection, ids)
    return server.figures(engine, selection, _meta(engine, selection.dataset), ids)


def edges_by_id(engine: Engine, selection: Selection, ids: Collection[str]) -> PropertyGraph:
    """Return edges of a selection's data set by their ids, with their ends and sources."""
    if isinstance(engine, Embedded):
        return embedded.edges_by_id(engine.graph, selection, ids)
    return server.edges_by_id(engine, selection, _meta(engine, selection.dataset), ids)


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


def _meta(engine: Engine, dataset: str | None) -> Mapping[str, Any]:
    """Return what the schema of a data set says; a graph of this process remembers it."""
    if isinstance(engine, Embedded):
        return _own_meta(engine.graph, dataset)
    text = "MATCH (d:Dataset) WHERE $dataset IS NULL OR d.id = $dataset RETURN d"
    rows = engine.run(text, {"dataset": dataset}).records
    if len(rows) != 1:
        known = ", ".join(row["d"]["id"] for row in rows)
        what = f"several data sets, name one: {known}" if rows else "no data set"
        raise NotFound(f"the graph has {what}")
    data = rows[0]["d"]
    return schema_of(tomllib.loads(data["schema"])).meta(data["title"], data.get("as_of"))


def _own_meta(graph: PropertyGraph, dataset: str | None) -> Mapping[str, Any]:
    known = [graph.property(node, "id") for node in graph.with_label("Dataset")]
    if dataset is not None and dataset not in known:
        raise NotFound("the graph has no data set")
    return {"types": list(graph.edges), **graph.meta}
