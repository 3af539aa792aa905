"""Counts of a selection, and measures of its networkx graph."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from relgraph.errors import NotFound
from relgraph.store.to_networkx import to_networkx

if TYPE_CHECKING:
    from collections.abc import Iterator

    import networkx as nx

    from relgraph.graph.property_graph import PropertyGraph

_TOP = 10
_SHOWN = 5
_DEFINITIONS = {
    "nodes by kind": "nodes, sources left out",
    "edges by type": "assertions",
    "edges by issue area": "assertions",
    "edges by year": "assertions by the year of since",
    "edges by rank": "assertions",
    "edges by source": "assertions that cite the source",
    "degree": "edges at the node, parallel ones each, claims and figures left out",
    "betweenness": "share of shortest paths through the node (Freeman 1977), undirected, "
    "parallel edges once",
    "components": "nodes that hang together, undirected",
    "communities": "communities of greatest modularity, found greedily "
    "(Clauset, Newman, Moore 2004)",
}


@dataclass(frozen=True, slots=True)
class Measures:
    """Numbers by measure and by what they are of."""

    found: dict[str, list[tuple[str, float | int]]]

    def rows(self) -> list[list[Any]]:
        """Return a row a number: measure, of what, value, definition."""
        return [
            [measure, of, value, _DEFINITIONS[measure]]
            for measure, numbers in self.found.items()
            for of, value in numbers
        ]

    def _repr_html_(self) -> str:
        """Show the highest of each measure as a table in a notebook."""
        import pandas as pd

        said = [
            (name, ", ".join(f"{of} {value:,}" for of, value in _top(dict(numbers))[:_SHOWN]))
            for name, numbers in self.found.items()
        ]
        frame = pd.DataFrame(said, columns=["measure", "the highest"])
        return str(frame.to_html(index=False))


def measure(graph: PropertyGraph, *, backend: str | None = None) -> Measures:
    """Count and measure a graph.

    Parameters
    ----------
    backend
        Name of a networkx backend that computes betweenness and communities.

    Returns
    -------
    Measures
        Counts by kind, type, issue area, year, rank and source; the ten nodes of highest degree
        and betweenness (share from 0 to 1); sizes of components and communities.

    References
    ----------
    Freeman (1977), "A set of measures of centrality based on betweenness", Sociometry 40.
    Clauset, Newman, Moore (2004), "Finding community structure in very large networks",
    Physical Review E 70.

    Examples
    --------
    >>> import relgraph
    >>> measures = measure(relgraph.open().around("yamal-lng").subgraph())
    >>> dict(measures.found["edges by type"])["OWNS"]
    4
    """
    found: dict[str, list[tuple[str, float | int]]] = _counts(graph)
    drawn = to_networkx(graph, directed=False)
    found["degree"] = _top(dict(drawn.degree()))
    simple = _simple(drawn)
    found |= _networkx_measures(simple, {} if backend is None else {"backend": backend})
    return Measures({name: numbers for name, numbers in found.items() if numbers})


def _counts(graph: PropertyGraph) -> dict[str, list[tuple[str, float | int]]]:
    areas, ranks, days = (_of_edges(graph, key) for key in ("issue_area", "rank", "since"))
    years = Counter(str(day.year) if isinstance(day, date) else "unknown" for day in days)
    sources = Counter(id for cited in _of_edges(graph, "source_ids") for id in cited or ())
    types = Counter({table.name: len(table) for table in graph.tables})
    found: dict[str, list[tuple[str, Any]]] = {
        "nodes by kind": _kinds(graph).most_common(),
        "edges by type": types.most_common(),
        "edges by issue area": Counter(area or "" for area in areas).most_common(),
        "edges by year": sorted(years.items()),
        "edges by rank": Counter(rank or "" for rank in ranks).most_common(),
        "edges by source": _top(sources),
    }
    return found


def _kinds(graph: PropertyGraph) -> Counter[str]:
    shown = (~graph.labelled("Source", "Dataset")).nonzero()[0].tolist()
    return Counter(
        str(graph.property(node, "kind") or graph.property(node, "claims")) for node in shown
    )


def _of_edges(graph: PropertyGraph, key: str) -> Iterator[Any]:
    """Walk one property of all edges; None is null."""
    for table in graph.tables:
        column = table.columns.get(key)
        yield from [None] * len(table) if column is None else column.values()


def _top(values: dict[str, Any]) -> list[tuple[str, float | int]]:
    return sorted(values.items(), key=lambda pair: (-pair[1], pair[0]))[:_TOP]


def _simple(drawn: nx.Graph) -> nx.Graph:
    """Make the plain graph of who is tied to whom, loops and isolated nodes left out."""
    import networkx as nx

    return nx.Graph((a, b) for a, b in drawn.edges() if a != b)


def _networkx_measures(
    simple: nx.Graph, options: dict[str, Any]
) -> dict[str, list[tuple[str, float | int]]]:
    import networkx as nx

    if not simple.number_of_edges():
        return {}
    try:
        between = nx.betweenness_centrality(simple, **options)
    except ImportError as error:
        raise NotFound(f"no such networkx backend: {error}") from None
    components = sorted(map(len, nx.connected_components(simple)), reverse=True)
    communities = nx.community.greedy_modularity_communities(simple, **options)
    return {
        "betweenness": _top({name: round(value, 6) for name, value in between.items()}),
        "components": [(f"component {at}", size) for at, size in enumerate(components, 1)],
        "communities": [
            (f"community {at}: {', '.join(sorted(map(str, group))[:3])} …", len(group))
            for at, group in enumerate(communities, 1)
        ],
    }
