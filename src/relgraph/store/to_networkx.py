"""A graph in columns as a plain networkx graph."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Literal

from relgraph.model.schema import CLAIMED

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
    made = kinds[directed, multigraph](title=graph.meta.get("title", ""))
    wanted = None if edges is None else set(edges)
    symmetric = set(graph.meta.get("symmetric", ()))
    with _collector_paused():
        if wanted is None:
            _add_nodes(made, graph, include)
        for table in graph.tables:
            for source, target, data in _arcs(graph, table, wanted, include):
                _add(made, graph, source, target, data, weight)
                asserted = data.get("claims", table.name)
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
    found = graph.property(node, "id")
    return node if found is None else found


def _data(graph: PropertyGraph, node: int) -> dict[str, Any]:
    return {"labels": list(graph.labels_of(node)), **graph.properties(node)}


def _add_nodes(made: nx.Graph, graph: PropertyGraph, include: Collection[Extra]) -> None:
    for node in range(graph.node_count):
        labels = graph.labels_of(node)
        hidden = any(extra not in include for label, extra in _AROUND.items() if label in labels)
        if not hidden and "Dataset" not in labels:
            made.add_node(_name(graph, node), **_data(graph, node))


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
            yield int(table.source[row]), int(table.target[row]), {"type": table.name, **data}


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
        if name not in made:
            made.add_node(name, **_data(graph, node))
    if not merged:
        extra = {} if weight is None else {"weight": value}
        made.add_edge(*ends, key=data.get("id"), **data, **extra)
        return
    before = made.get_edge_data(*ends, default={"weight": 0, "edges": []})
    made.add_edge(*ends, weight=before["weight"] + value, edges=[*before["edges"], data.get("id")])
