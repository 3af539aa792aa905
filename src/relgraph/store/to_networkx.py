"""A graph in columns as a plain networkx graph."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Literal

from relgraph.model.schema import CLAIMED
from relgraph.store.own_dates import give_back
from relgraph.store.own_values import key_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    import networkx as nx

    from relgraph.cypher.graph import EdgeTable, PropertyGraph

Extra = Literal["claims", "figures", "sources"]
_AROUND: dict[str, Extra] = {"Source": "sources", "Claimed": "claims"}


def to_networkx(  # the issue names five, the sixth asks for what is left out
    graph: PropertyGraph,
    edges: Iterable[str] | None = None,
    *,
    directed: bool = True,
    multigraph: bool = True,
    weight: str | None = None,
    include: Collection[Extra] = (),
) -> nx.Graph:
    """Make a plain networkx graph.

    Parameters
    ----------
    edges
        Ids of the edges wanted, with the nodes at their ends; None is all edges and nodes, but
        sources, claims and figures only if ``include`` names them.
    directed
        Whether arcs keep their direction; a symmetric edge then becomes an arc each way.
    multigraph
        Whether parallel edges stay apart, each under its id as key. Else they fall together:
        ``edges`` lists their ids, ``weight`` is their number or the sum of a property.
    weight
        The property that becomes ``weight``; edges without it are left out, and so are, where
        parallel edges fall together, those that do not count (rival figures, plans).

    Returns
    -------
    nx.MultiDiGraph, nx.DiGraph, nx.MultiGraph or nx.Graph
        Nodes by id, with all properties and ``labels`` as attributes.
    """
    import networkx as nx

    kinds = {(True, True): nx.MultiDiGraph, (True, False): nx.DiGraph,
             (False, True): nx.MultiGraph, (False, False): nx.Graph}  # fmt: skip
    own = graph.meta.get("own")
    made = kinds[directed, multigraph]()
    made.graph.update(own["graph"] if own else {"title": graph.meta.get("title", "")})
    wanted = None if edges is None else set(edges)
    symmetric = set(graph.meta.get("symmetric", ()))
    with _collector_paused():
        if wanted is None:
            _add_nodes(made, graph, include)
        for table in graph.tables:
            for source, target, data in _arcs(graph, table, wanted, include):
                asserted = data.get("claims", table.name)
                _add(made, graph, source, target, data, weight)
                if directed and asserted in symmetric and source != target:
                    _add(made, graph, target, source, data, weight)
    return made


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Pause the garbage collector: it would walk millions of new dicts again and again."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _name(graph: PropertyGraph, node: int) -> Any:  # noqa: ANN401  # an id, or the number
    """Return the name of a node: its id, or what a graph of one's own called it."""
    found = graph.property(node, "id")
    own = graph.meta.get("own", {"nodes": {}})
    return node if found is None else key_of(own["nodes"].get(found, found))


def _data(graph: PropertyGraph, node: int) -> dict[str, Any]:
    data = _tupled(graph, "nodes", graph.properties(node))
    return {**data, "labels": list(graph.labels_of(node))}


def _tupled(graph: PropertyGraph, what: str, data: dict[str, Any]) -> dict[str, Any]:
    """Make tuples of what was a tuple in a graph of one's own."""
    names = graph.meta.get("own", {}).get("tuples", {}).get(what, ())
    return {key: tuple(value) if key in names else value for key, value in data.items()}


def _add_nodes(made: nx.Graph, graph: PropertyGraph, include: Collection[Extra]) -> None:
    for node in range(graph.node_count):
        labels = graph.labels_of(node)
        hidden = any(extra not in include for label, extra in _AROUND.items() if label in labels)
        if not hidden and "Dataset" not in labels:
            _add_node(made, _name(graph, node), _data(graph, node))


def _add_node(made: nx.Graph, name: Any, data: dict[str, Any]) -> None:  # noqa: ANN401
    """Add a node whose attributes may be called as networkx calls its arguments."""
    if name not in made:
        made.add_node(name)
        made.nodes[name].update(data)


def _arcs(
    graph: PropertyGraph, table: EdgeTable, wanted: set[str] | None, include: Collection[Extra]
) -> Iterator[tuple[int, int, dict[str, Any]]]:
    number = graph.type_numbers[table.name]
    figures = set(graph.meta.get("figures", ()))
    if wanted is None and table.name == CLAIMED and "claims" not in include:
        return
    for row in range(len(table.source)):
        data = graph.relation_properties((number, row))
        figure = data.get("claims", table.name) in figures
        if wanted is None and figure and "figures" not in include:
            continue
        if wanted is None or data.get("id") in wanted:
            yield int(table.source[row]), int(table.target[row]), _given(graph, table.name, data)


def _given(graph: PropertyGraph, name: str, data: dict[str, Any]) -> dict[str, Any]:
    """Return the attributes of an edge, those of a graph of one's own as they were given."""
    own = graph.meta.get("own")
    if own is None:
        return {"type": name, **data}
    given = _tupled(graph, "edges", data)
    return {own["type"]: name, **(give_back(given) if own["dates"] else given)}


def _add(
    made: nx.Graph, graph: PropertyGraph, source: int, target: int,
    data: dict[str, Any], weight: str | None,
) -> None:  # fmt: skip
    value = 1 if weight is None else data.get(weight)
    merged = not made.is_multigraph()
    if value is None or (merged and weight is not None and data.get("counts") is False):
        return
    ends = _name(graph, source), _name(graph, target)
    for node, name in zip((source, target), ends, strict=True):
        _add_node(made, name, _data(graph, node))
    if not merged:
        own = graph.meta.get("own", {"keys": {}})
        key = key_of(own["keys"].get(data.get("id"), data.get("id")))
        made.add_edge(*ends, key=key)
        made.edges[(*ends, key)].update(data, **({} if weight is None else {"weight": value}))
        return
    before = made.get_edge_data(*ends, default={"weight": 0, "edges": []})
    made.add_edge(*ends, weight=before["weight"] + value, edges=[*before["edges"], data.get("id")])
