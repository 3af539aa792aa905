"""A user's own networkx graph as a graph that relgraph can ask, select, draw and export."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relgraph.cypher import graph as columns

if TYPE_CHECKING:
    import networkx as nx


def from_networkx(graph: nx.Graph) -> columns.PropertyGraph:
    """Turn a networkx graph into columns with what selections and exports ask for.

    A node gets its networkx name as ``id`` and ``name`` (as text) and the label ``Entity``; an
    edge its key, or its number, as ``id``, unless they have these. The graph is left as it is.

    Raises
    ------
    CypherRuntimeError
        When ``labels`` of a node is no list of text, or ``type`` of an edge no text.
    """
    import networkx as nx

    named = {node: str(data.get("id", node)) for node, data in graph.nodes(data=True)}
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
    return columns.from_networkx(made)
