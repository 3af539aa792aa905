"""A user's own networkx graph as a graph that relgraph can ask, select, draw and export.

What relgraph adds (labels, ids, names, days read from text) is listed in the graph's ``meta``
under ``own``, so that `relgraph.store.to_networkx` can hand back what was handed in.
"""

from __future__ import annotations

import warnings
from collections import Counter
from typing import TYPE_CHECKING, Any

from relgraph.errors import Refused
from relgraph.graph.gather import Gatherer
from relgraph.store.own_dates import Reading, read_dates
from relgraph.store.own_values import checked, plain_key, untupled

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import networkx as nx

    from relgraph.graph.property_graph import PropertyGraph

    Data = dict[str, Any]
    Edge = tuple[Any, Any, Data]

RELATED = "RELATED"


def from_networkx(graph: nx.Graph, *, type: str = "type") -> PropertyGraph:
    """Turn a networkx graph into columns with what selections and exports ask for.

    A node gets the text of its networkx name as ``id`` and ``name`` and the label ``Entity``; an
    edge its key, or its number, as ``id``, unless they have these. An undirected graph's edges
    are symmetric, and so are the types of a directed one whose arcs all come in equal pairs of
    one id. ``since`` and ``until`` may be texts (EDTF), years or dates. None is no value. The
    graph is left as it is.

    Parameters
    ----------
    type
        Name of the edge attribute that is the relationship type; an edge without it is RELATED.

    Raises
    ------
    Refused
        For a value that a graph cannot hold, and two nodes or edges of one id: something would
        be lost. The message says where it stands.

    Warns
    -----
    UserWarning
        When dates are read from texts, or cannot be and are taken as unknown, and when edges
        have no type.

    Examples
    --------
    >>> import networkx as nx
    >>> graph = nx.DiGraph([("CHN", "RUS", {"type": "TRADED_WITH", "value": 5})])
    >>> from_networkx(graph).edges["TRADED_WITH"].columns["value"].value(0)
    5
    """
    names = {node: _id(node, data) for node, data in graph.nodes(data=True)}
    _once("nodes", names.values())
    nodes = [_node(node, names[node], data) for node, data in graph.nodes(data=True)]
    edges, keys = _identified(graph)
    symmetric = _merge_pairs(edges, type) if graph.is_directed() else set()
    _once("edges", (data["id"] for _, _, data in edges))
    dates = read_dates(edges)
    tuples = {"nodes": untupled(data for _, data in nodes),
              "edges": untupled(data for *_, data in edges)}  # fmt: skip
    untyped = sum(data.get(type) is None for _, _, data in edges)
    gatherer = Gatherer()
    numbers = dict(zip(names, (gatherer.node(*node) for node in nodes), strict=True))
    types = set()
    for source, target, data in edges:
        name = _type(data.pop(type, None), source, target)
        gatherer.edge(name, numbers[source], numbers[target], data)
        types.add(name)
    _tell(untyped, len(edges), type, dates)
    own = {
        "nodes": {names[node]: plain_key(node) for node in names if names[node] != node},
        "graph": checked(graph.graph, "the graph"),
        "keys": keys,
        "type": type,
        "dates": dates.computed,
        "tuples": tuples,
    }
    kept = symmetric if graph.is_directed() else types
    return gatherer.graph({"own": own, "symmetric": sorted(kept)})


def _id(node: Any, data: Mapping[str, Any]) -> str:  # noqa: ANN401  # networkx takes any name
    plain_key(node)
    if "id" not in data or data["id"] == node:
        return str(node)
    if not isinstance(data["id"], str):
        raise Refused(f"node {node!r}: its id is no text, {data['id']!r}: name the attribute else")
    return data["id"]


def _once(what: str, ids: Iterable[str]) -> None:
    """Refuse an id that comes twice."""
    twice = [id for id, count in Counter(ids).items() if count > 1]
    if twice:
        raise Refused(f"two {what} have the id {twice[0]!r}: give each its own")


def _node(node: Any, id: str, data: Mapping[str, Any]) -> tuple[list[str], Data]:  # noqa: ANN401
    labels = data.get("labels", [])
    labels = [labels] if isinstance(labels, str) else labels
    if not isinstance(labels, (list, tuple)) or not all(isinstance(x, str) for x in labels):
        raise Refused(f"node {node!r}: labels are no list of texts: {labels!r}")
    rest = {key: value for key, value in data.items() if key != "labels"}
    found = {"name": str(node), **checked(rest, f"node {node!r}"), "id": id}
    return [*dict.fromkeys(["Entity", *labels])], found


def _identified(graph: nx.Graph) -> tuple[list[Edge], dict[str, Any]]:
    """List the edges, each with an id; give the keys of a multigraph that are no ids, by id."""
    multi = graph.is_multigraph()
    rows = list(graph.edges(keys=True, data=True) if multi else graph.edges(data=True))
    seen = Counter(row[2] for row in rows if multi and isinstance(row[2], str))
    edges: list[Edge] = []
    keys: dict[str, Any] = {}
    for at, (source, target, *key, data) in enumerate(rows):
        where = f"edge {source!r} to {target!r}"
        found = checked(data, where)
        if not isinstance(found.get("id", ""), str):
            raise Refused(f"{where}: its id is no text, {found['id']!r}: name the attribute else")
        found.setdefault("id", key[0] if key and seen[key[0]] == 1 else f"e{at}")
        if key and key[0] != found["id"]:
            keys[found["id"]] = plain_key(key[0])
        edges.append((source, target, found))
    return edges, keys


def _merge_pairs(edges: list[Edge], type: str) -> set[str]:
    """Keep one of each two arcs that are one symmetric edge, and name the types of such edges.

    That is how `relgraph.store.to_networkx.to_networkx` writes them: equal arcs of one
    id, one each way. A type is symmetric if all its arcs are such, loops aside.
    """
    first: dict[str, Edge] = {}
    paired: set[str] = set()
    for edge in edges:
        other = first.setdefault(edge[2]["id"], edge)
        if other is not edge and edge == (other[1], other[0], other[2]) and edge[0] != edge[1]:
            paired.add(edge[2]["id"])
    types = {_asserted(first[id][2], type) for id in paired}
    types -= {
        _asserted(data, type)
        for id, (source, target, data) in first.items()
        if id not in paired and source != target
    }
    ids = {id for id in paired if _asserted(first[id][2], type) in types}
    edges[:] = [e for e in edges if e[2]["id"] not in ids or first[e[2]["id"]] is e]
    return types


def _asserted(data: Data, type: str) -> str:
    """Return the type of an edge, or that which a claim claims."""
    return str(data.get("claims", data.get(type, RELATED)))


def _type(name: object, source: object, target: object) -> str:
    if name is None:
        return RELATED
    if not isinstance(name, str) or not name:
        raise Refused(f"edge {source!r} to {target!r}: its type is no text: {name!r}")
    return name


def _tell(untyped: int, count: int, type: str, dates: Reading) -> None:
    """Warn of what was guessed."""
    if untyped:
        said = f"relgraph: {untyped} of {count} edges have no {type!r}: they are {RELATED}"
        warnings.warn(f"{said} (type= names another attribute)", stacklevel=3)
    if dates.names:
        said = f"relgraph: {' and '.join(sorted(dates.names))} are read as dates (EDTF), from the"
        warnings.warn(f"{said} first day that they may mean to the last", stacklevel=3)
    if dates.unread:
        said = f"relgraph: the dates of {dates.unread} of {count} edges are read as unknown"
        warnings.warn(f"{said}: {dates.first}", stacklevel=3)
