"""A graph in columns as a plain networkx graph."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Literal

from relgraph.graph.rows import rows_of
from relgraph.model.fields import CLAIMED
from relgraph.store.own_dates import given_dates
from relgraph.store.own_values import key_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    import networkx as nx

    from relgraph.graph.edges import EdgeTable
    from relgraph.graph.property_graph import PropertyGraph

    Data = dict[str, Any]
    Arc = tuple[int, int, Data]

Extra = Literal["claims", "figures", "sources"]
_ARGUMENTS = frozenset({"self", "u_for_edge", "v_for_edge", "key"})
"""What networkx calls its own arguments: an attribute of that name takes the slower way."""
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
    """Return a plain networkx graph.

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

    Examples
    --------
    >>> import relgraph
    >>> chosen = relgraph.open().select(types="HAS_DIPLOMATIC_RELATIONS_WITH")
    >>> drawn = chosen.to_networkx()
    >>> drawn.has_edge("CHN", "RUS") and drawn.has_edge("RUS", "CHN")
    True
    """
    import networkx as nx

    kinds = {(True, True): nx.MultiDiGraph, (True, False): nx.DiGraph,
             (False, True): nx.MultiGraph, (False, False): nx.Graph}  # fmt: skip
    own = graph.meta.get("own")
    made = kinds[directed, multigraph]()
    made.graph.update(own["graph"] if own else {"title": graph.meta.get("title", "")})
    with _collector_paused():
        drawing = _Drawing(graph, made)
        if edges is None:
            drawing.add_nodes(include)
        wanted = None if edges is None else set(edges)
        arcs = _weighed(_arcs(graph, wanted, include), weight, merged=not multigraph)
        drawing.add_arcs(_both_ways(graph, arcs) if directed else arcs)
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


def _tupled(graph: PropertyGraph, what: str, rows: list[Data]) -> list[Data]:
    """Make tuples of what was a tuple in a graph of one's own."""
    names = graph.meta.get("own", {}).get("tuples", {}).get(what, ())
    for data in rows if names else ():
        data.update({key: tuple(data[key]) for key in names if key in data})
    return rows


def _arcs(
    graph: PropertyGraph, wanted: set[str] | None, include: Collection[Extra]
) -> Iterator[Arc]:
    """Walk the edges that are wanted: their ends and their attributes."""
    figures = frozenset(() if "figures" in include else graph.meta.get("figures", ()))
    for table in graph.tables:
        if wanted is None and table.name == CLAIMED and "claims" not in include:
            continue
        rows = _tupled(graph, "edges", _attributes(graph, table))
        ends = zip(table.source.tolist(), table.target.tolist(), rows, strict=True)
        for source, target, data in ends:
            if wanted is None:
                keep = not figures or data.get("claims", table.name) not in figures
            else:
                keep = data.get("id") in wanted
            if keep:
                yield source, target, data


def _attributes(graph: PropertyGraph, table: EdgeTable) -> list[Data]:
    """Return the attributes of edges, those of a graph of one's own as they were given."""
    own = graph.meta.get("own")
    if own is None or not own["dates"]:
        first = {own["type"] if own else "type": table.name}
        return rows_of(table.columns, len(table), first)
    return given_dates(table.columns, len(table), {own["type"]: table.name})


def _weighed(arcs: Iterable[Arc], weight: str | None, *, merged: bool) -> Iterator[Arc]:
    """Weigh arcs, and leave out those that have none or do not count."""
    for source, target, data in arcs:
        value = 1 if weight is None else data.get(weight)
        if value is None or (merged and weight is not None and data.get("counts") is False):
            continue
        yield source, target, {**data, "weight": value} if merged or weight is not None else data


def _both_ways(graph: PropertyGraph, arcs: Iterable[Arc]) -> Iterator[Arc]:
    """Follow each symmetric edge by its arc back."""
    symmetric = frozenset(graph.meta.get("symmetric", ()))
    own = graph.meta.get("own", {"type": "type"})
    for source, target, data in arcs:
        yield source, target, data
        if data.get("claims", data[own["type"]]) in symmetric and source != target:
            yield target, source, data


class _Drawing:
    """A networkx graph that is being filled."""

    def __init__(self, graph: PropertyGraph, made: nx.Graph) -> None:
        self.graph = graph
        self.made = made
        own = graph.meta.get("own", {"nodes": {}, "keys": {}})
        self.keys = own["keys"]
        self.data = _tupled(graph, "nodes", rows_of(graph.columns, graph.node_count))
        ids = (data.get("id", node) for node, data in enumerate(self.data))
        given = own["nodes"]
        self.names = [key_of(given.get(id, id)) for id in ids] if given else list(ids)
        sets, codes = graph.label_sets, graph.label_code.tolist()
        for data, code in zip(self.data, codes, strict=True):
            data["labels"] = list(sets[code])

    def add_nodes(self, include: Collection[Extra]) -> None:
        """Add all nodes but the data set, sources and claimed ones that are not included."""
        hidden = ["Dataset", *(label for label, extra in _AROUND.items() if extra not in include)]
        shown = (~self.graph.labelled(*hidden)).nonzero()[0].tolist()
        self._add(shown)

    def _add(self, nodes: Iterable[int]) -> None:
        self.made.add_nodes_from([(self.names[node], self.data[node]) for node in nodes])

    def add_arcs(self, arcs: Iterable[Arc]) -> None:
        """Add arcs and the nodes at their ends."""
        if not self.made.is_multigraph():
            self._merge(arcs)
            return
        found = list(arcs)
        self._add_ends(found)
        for source, target, data in found:
            id = data.get("id")
            key = key_of(self.keys.get(id, id)) if self.keys else id
            self._add_edge(self.names[source], self.names[target], key, data)

    def _add_edge(self, source: Any, target: Any, key: Any, data: Data) -> None:  # noqa: ANN401
        if _ARGUMENTS.isdisjoint(data):
            self.made.add_edge(source, target, key, **data)
        else:
            self.made.add_edges_from([(source, target, key, data)])

    def _add_ends(self, arcs: Iterable[Arc]) -> None:
        ends = dict.fromkeys(end for source, target, _ in arcs for end in (source, target))
        self._add([node for node in ends if self.names[node] not in self.made])

    def _merge(self, arcs: Iterable[Arc]) -> None:
        """Let parallel arcs fall together."""
        merged: dict[tuple[int, int], Data] = {}
        for source, target, data in arcs:
            ends = (source, target)
            if not self.made.is_directed() and ends[::-1] in merged:
                ends = ends[::-1]
            before = merged.setdefault(ends, {"weight": 0, "edges": []})
            before["weight"] += data["weight"]
            before["edges"].append(data.get("id"))
        self._add_ends((*ends, data) for ends, data in merged.items())
        names = self.names
        self.made.add_edges_from((names[a], names[b], data) for (a, b), data in merged.items())
