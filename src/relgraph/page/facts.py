"""What a reader is told of nodes and edges, as plain dictionaries."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, Any

from relgraph.model.schema import CLAIMED

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from relgraph.cypher.graph import PropertyGraph, Relation

Facts = dict[str, Any]
BOUNDS = ("since", "since_latest", "until_earliest", "until")
"""The outer and inner bounds of when an edge holds, in order of time."""


_UNDRAWN = frozenset({"Source", "Dataset"})


def dates_text(data: Mapping[str, Any], dated: str) -> str:
    """Say when an edge holds, in words, as precisely as its source.

    >>> dates_text({"since_edtf": "2012-05-07", "ongoing": True}, "spell")
    'since 2012-05-07'
    >>> dates_text({}, "spell")
    'date unknown'
    """
    since, until = data.get("since_edtf", ""), data.get("until_edtf", "")
    if dated != "spell" and since:
        return f"{since} to {until}" if until else since
    if data.get("ongoing"):
        return f"since {since}" if since else "ongoing, start unknown"
    if since and until:
        return since if since == until else f"{since} to {until}"
    if since:
        return f"from {since}, end unknown"
    return f"until {until}, start unknown" if until else "date unknown"


def figures_text(data: Mapping[str, Any], units: Mapping[str, str]) -> list[str]:
    """Say the typed properties of an edge, quantities as the source has them, with units.

    >>> figures_text({"gas": 38.0, "gas_text": "38", "gas_min": 38.0}, {"gas": "bcm a year"})
    ['gas: 38 bcm a year']
    """
    said = []
    for name, unit in units.items():
        value = data.get(f"{name}_text", data.get(name))
        if value is not None:
            said.append(f"{name}: {value} {unit}".rstrip())
    return said


def _iso(value: object) -> str | None:
    """Write a bound as YYYY-MM-DD; what a graph of somebody else has there may be no date."""
    return value.isoformat()[:10] if isinstance(value, date) else None


def _text(value: object) -> str:
    """Write a property as text: in somebody else's graph it may be a number, or NaN for none."""
    return "" if value is None or value != value else str(value)  # noqa: PLR0124  # NaN


def _texts(value: object) -> list[str]:
    """Write a list as texts, one text as a list of it."""
    return [
        _text(each)
        for each in (value if isinstance(value, (list, tuple)) else [value])
        if _text(each)
    ]


def _of_source(data: Mapping[str, Any]) -> str:
    """Say of a document who published it, when, where, and what it is worth."""
    worth = f"reliability {data.get('reliability', '?')}, {data.get('access', '?')}"
    parts = (data.get(key) for key in ("publisher", "published", "url"))
    return "; ".join([*filter(None, parts), worth])


def degrees(edges: Iterable[Facts]) -> Counter[str]:
    """Count the neighbours of each node; claims do not count.

    >>> degrees([{"from": "a", "to": "b", "claim": False}])["a"]
    1
    """
    pairs = {
        tuple(sorted((edge["from"], edge["to"])))
        for edge in edges
        if not edge["claim"] and edge["from"] != edge["to"]
    }
    return Counter(end for pair in sorted(pairs) for end in pair)


class Reader:
    """Reads facts out of a graph; sources are looked up once."""

    def __init__(self, graph: PropertyGraph) -> None:
        self.graph = graph
        self.sources = {
            graph.property(node, "id"): graph.properties(node)
            for node in graph.with_label("Source")
        }

    def _id(self, number: int) -> str:
        """Give the id of a node; one of somebody else's graph may have none."""
        return str(self.graph.properties(number).get("id", number))

    def _drawn(self, number: int) -> bool:
        return _UNDRAWN.isdisjoint(self.graph.labels_of(number))

    def nodes(self) -> list[Facts]:
        """Tell all nodes that are no sources, and not the data set itself."""
        return [self.node(number) for number in range(self.graph.node_count) if self._drawn(number)]

    def edges(self) -> list[Facts]:
        """Tell all edges between such nodes, by type, then as the graph has them."""
        graph = self.graph
        relations = [
            (at, row) for at, table in enumerate(graph.tables) for row in range(len(table.source))
        ]
        return [self.edge(each) for each in relations if all(map(self._drawn, graph.ends(each)))]

    def node(self, number: int) -> Facts:
        """Tell what is known of a node: names, kind, and all its properties."""
        data = self.graph.properties(number)
        labels = self.graph.labels_of(number)
        source = "Source" in labels
        kind = "Source" if source else _text(data.get("kind", data.get("claims")))
        return {
            "id": self._id(number),
            "name": _text(data.get("name")) or _text(data.get("title")) or self._id(number),
            "kind": kind,
            "names": [_text(data[key]) for key in ("name_zh", "name_ru") if key in data],
            "aliases": _texts(data.get("aliases")),
            "codes": _texts(data.get("codes")),
            "note": _of_source(data) if source else _text(data.get("note")),
        }

    def edge(self, relation: Relation) -> Facts:
        """Tell what an edge asserts: ends, dates, figures, sources, and what became of it."""
        graph = self.graph
        data = graph.relation_properties(relation)
        name = graph.tables[relation[0]].name
        asserted = data.get("claims", name)
        source, target = graph.ends(relation)
        return {
            "id": _text(data.get("id", f"{relation[0]}:{relation[1]}")),
            "type": asserted,
            "claim": name == CLAIMED,
            "from": self._id(source),
            "to": self._id(target),
            "symmetric": asserted in graph.meta.get("symmetric", ()),
            "dates": dates_text(data, data.get("dated", "spell")),
            "since": data.get("since"),
            "bounds": [_iso(data.get(bound)) for bound in BOUNDS],
            "dated": data.get("dated", "spell"),
            "area": _text(data.get("issue_area")),
            "fact": _text(data.get("fact")),
            "figure": asserted in graph.meta.get("figures", ()),
            "figures": figures_text(data, graph.meta.get("units", {}).get(asserted, {})),
            "status": _text(data.get("status", "actual")),
            "rank": _text(data.get("rank", "normal")),
            "verdict": _text(data.get("verdict")),
            "superseded_by": _texts(data.get("superseded_by")),
            "note": _text(data.get("note")),
            "sources": [self.source(citation) for citation in _texts(data.get("sources"))],
        }

    def source(self, citation: str) -> Facts:
        """Tell a source and where in it."""
        id, _, locator = citation.partition("#")
        data = self.sources.get(id, {})
        keys = ("title", "publisher", "published", "url", "reliability", "access")
        return {"id": id, "locator": locator, **{key: _text(data.get(key)) for key in keys}}

    def relations_of(self, number: int) -> list[Facts]:
        """Tell all edges of a node, or that cite a source, oldest first, undated ones last."""
        types = range(len(self.graph.tables))
        if "Source" in self.graph.labels_of(number):
            found = self.edges()
        else:
            walked = self.graph.relations(number, types, "both")
            found = [self.edge(relation) for relation, _ in walked]
        return sorted(
            found,
            key=lambda edge: (edge["since"] is None, str(edge["since"]), edge["type"], edge["id"]),
        )
