"""Any networkx graph as columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from relgraph.errors import CypherRuntimeError
from relgraph.graph.gather import Gatherer

if TYPE_CHECKING:
    from collections.abc import Mapping

    import networkx as nx

    from relgraph.graph.property_graph import PropertyGraph


def from_networkx(graph: nx.Graph) -> PropertyGraph:
    """Turn any networkx graph into columns.

    The attribute ``labels`` (list of text) of a node are its labels, ``type`` of an edge its
    type (else ``RELATED``). A node without an attribute ``id`` gets its networkx name as ``id``;
    an undirected edge runs from its first end to its second.

    Raises
    ------
    CypherRuntimeError
        When ``labels`` is no list of text, or ``type`` no text.

    Examples
    --------
    >>> import networkx as nx
    >>> from_networkx(nx.DiGraph([("CHN", "RUS", {"value": 5})])).edges["RELATED"].columns
    {'value': Column(kind='int', data=array([5]), valid=None, words=None, codes=None)}
    """
    gatherer = Gatherer()
    numbers = {
        name: gatherer.node(_labels(name, data), _properties(name, data))
        for name, data in graph.nodes(data=True)
    }
    for source, target, data in graph.edges(data=True):
        name = data.get("type", "RELATED")
        if not isinstance(name, str):
            raise CypherRuntimeError(f"type of edge {source!r} to {target!r} is no text: {name!r}")
        rest = {key: value for key, value in data.items() if key != "type"}
        gatherer.edge(name, numbers[source], numbers[target], rest)
    return gatherer.graph()


def _labels(name: object, data: Mapping[str, Any]) -> list[str]:
    labels = data.get("labels", [])
    if not isinstance(labels, (list, tuple)) or not all(isinstance(x, str) for x in labels):
        raise CypherRuntimeError(f"labels of node {name!r} are no list of text: {labels!r}")
    return list(labels)


def _properties(name: object, data: Mapping[str, Any]) -> dict[str, Any]:
    rest = {key: value for key, value in data.items() if key != "labels"}
    if isinstance(name, (str, int)):
        rest.setdefault("id", name)
    return rest
