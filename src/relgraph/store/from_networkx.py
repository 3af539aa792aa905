"""A user's own networkx graph as a graph that relgraph can ask, select, draw and export."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from relgraph.cypher import graph as columns
from relgraph.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Iterable

    import networkx as nx


def from_networkx(graph: nx.Graph) -> columns.PropertyGraph:
    """Turn a networkx graph into columns with what selections and exports ask for.

    A node gets its networkx name as ``id`` and ``name`` (as text) and the label ``Entity``; an
    edge its key, or its number, as ``id``, unless they have these. An undirected graph's edges are
    symmetric. The graph is left as it is.

    Raises
    ------
    CypherRuntimeError
        When ``labels`` of a node is no list of text, or ``type`` of an edge no text.
    Refused
        When two nodes, or two edges, have the same id: one of them would be lost.

    Examples
    --------
    >>> import networkx as nx
    >>> from_networkx(nx.path_graph(3)).meta["symmetric"]
    ['RELATED']
    """
    import networkx as nx

    named = {node: str(data.get("id", node)) for node, data in graph.nodes(data=True)}
    _once("nodes", named.values())
    made = nx.MultiDiGraph() if graph.is_directed() else nx.MultiGraph()
    for node, data in graph.nodes(data=True):
        labels = [*dict.fromkeys(["Entity", *data.get("labels", ())])]
        made.add_node(
            named[node], **{"name": str(node), **data, "id": named[node], "labels": labels}
        )
    keyed = graph.is_multigraph()
    edges = graph.edges(keys=True, data=True) if keyed else graph.edges(data=True)
    for at, (source, target, *key, data) in enumerate(edges):
        name = str(key[0]) if key and isinstance(key[0], str) else f"e{at}"
        made.add_edge(named[source], named[target], key=at, **{"id": name, **data})
    _once("edges", (data["id"] for *_, data in made.edges(data=True)))
    found = columns.from_networkx(made)
    if graph.is_directed():
        return found
    return replace(found, meta={**found.meta, "symmetric": sorted(t.name for t in found.tables)})


def _once(what: str, ids: Iterable[object]) -> None:
    """Refuse an id that comes twice."""
    seen: set[object] = set()
    for id in ids:
        if id in seen:
            raise Refused(f"two {what} have the id {id!r}: give each its own")
        seen.add(id)
