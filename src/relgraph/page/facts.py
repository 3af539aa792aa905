"""What a reader is told of nodes and edges, as plain dictionaries."""

from __future__ import annotations

from collections import Counter
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from relgraph.graph.rows import edge_rows, rows_of
from relgraph.model.fields import CLAIMED

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from relgraph.graph.property_graph import PropertyGraph

Facts = dict[str, Any]
BOUNDS = ("since", "since_latest", "until_earliest", "until")
"""The outer and inner bounds of when an edge holds, in order of time."""


def dates_text(data: Mapping[str, Any], dated: str) -> str:
    """Return when an edge holds, in words, as precisely as its source.

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
    """Return the typed properties of an edge, quantities as the source has them, with units.

    >>> figures_text({"gas": 38.0, "gas_text": "38", "gas_min": 38.0}, {"gas": "bcm a year"})
    ['gas: 38 bcm a year']
    """
    said = []
    for name, unit in units.items():
        value = data.get(f"{name}_text", data.get(name))
        if value is not None:
            said.append(f"{name}: {_grouped(str(value)) if unit else value} {unit}".rstrip())
    return said


def _grouped(number: str) -> str:
    """Write a long whole number in groups of three; what is no such number stays as it is.

    >>> _grouped("400000"), _grouped("2019"), _grouped("~400000")
    ('400,000', '2019', '~400000')
    """
    return f"{int(number):,}" if number.isdecimal() and len(number) > 4 else number  # noqa: PLR2004


def measures(data: Mapping[str, Any], units: Mapping[str, str]) -> list[list[Any]]:
    """Return the quantities of an edge as name, number and unit, to draw them by.

    One that is not exact stands in the middle of its bounds, or at the one that it has.

    >>> measures({"gas_min": 38.0, "gas_max": 40.0}, {"gas": "bcm a year", "signatory": ""})
    [['gas', 39.0, 'bcm a year']]
    """
    found = []
    for name, unit in units.items():
        exact = data.get(name)
        bounds = [data[key] for key in (f"{name}_min", f"{name}_max") if data.get(key) is not None]
        if isinstance(exact, (int, float)) and not isinstance(exact, bool):
            found.append([name, exact, unit])
        elif exact is None and bounds:
            found.append([name, sum(bounds) / len(bounds), unit])
    return found


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


def _latin(names: Iterable[str]) -> list[str]:
    """Return names of other scripts in Latin letters, as one types them without that keyboard.

    >>> _latin(["Газпром", "中国", "Yamal LNG"])
    ['Gazprom', 'ZhongGuo']
    """
    from anyascii import anyascii

    written = ((name, anyascii(name).strip()) for name in names if not name.isascii())
    return list(dict.fromkeys(latin for name, latin in written if latin and latin != name))


def _of_source(data: Mapping[str, Any]) -> str:
    """Return of a document who published it, when, where, and what it is worth."""
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
    """Reads facts out of a graph, a column at a time."""

    def __init__(self, graph: PropertyGraph) -> None:
        self.graph = graph
        self.data = rows_of(graph.columns, graph.node_count)
        self.ids = [str(data.get("id", node)) for node, data in enumerate(self.data)]
        self.sources = {self.ids[node]: self.data[node] for node in graph.with_label("Source")}
        self._symmetric = frozenset(graph.meta.get("symmetric", ()))
        self._figures = frozenset(graph.meta.get("figures", ()))

    def nodes(self) -> list[Facts]:
        """Return all nodes that are no sources, and not the data set itself."""
        return [self.node(node) for node, drawn in enumerate(self._drawn) if drawn]

    @cached_property
    def _drawn(self) -> list[bool]:
        drawn: list[bool] = (~self.graph.labelled("Source", "Dataset")).tolist()
        return drawn

    @cached_property
    def _edges(self) -> list[tuple[int, int, Facts]]:
        """All edges with their ends, by type, then as the graph has them."""
        return [
            (source, target, self._edge(at, each))
            for at, each in enumerate(edge_rows(self.graph))
            for source, target in [each[1:3]]
        ]

    def edges(self) -> list[Facts]:
        """Return all edges between nodes that are drawn."""
        drawn = self._drawn
        return [edge for source, target, edge in self._edges if drawn[source] and drawn[target]]

    def node(self, number: int) -> Facts:
        """Return what is known of a node: names, kind, and all its properties."""
        data = self.data[number]
        source = "Source" in self.graph.labels_of(number)
        kind = "Source" if source else _text(data.get("kind", data.get("claims")))
        return {
            "id": self.ids[number],
            "name": _text(data.get("name")) or _text(data.get("title")) or self.ids[number],
            "short": _text(data.get("short_name")),
            "kind": kind,
            "names": [_text(data[key]) for key in self._name_columns if key in data],
            "aliases": _texts(data.get("aliases")),
            "latin": _latin([_text(data.get(key)) for key in self._name_columns]),
            "codes": _texts(data.get("codes")),
            "note": _of_source(data) if source else _text(data.get("note")),
        }

    @cached_property
    def _name_columns(self) -> list[str]:
        """Names in other languages: as the schema orders them; without one, what is called so."""
        known = self.graph.meta.get("names")
        return [key for key in known or sorted(self.graph.columns) if key.startswith("name_")]

    def _edge(self, at: int, row: tuple[str, int, int, dict[str, Any]]) -> Facts:
        """Return what an edge asserts: ends, dates, figures, sources, and what became of it."""
        name, source, target, data = row
        asserted = data.get("claims", name)
        units = self.graph.meta.get("units", {}).get(asserted, {})
        return {
            "id": _text(data.get("id", f"edge {at}")),
            "type": asserted,
            "claim": name == CLAIMED,
            "from": self.ids[source],
            "to": self.ids[target],
            "symmetric": asserted in self._symmetric,
            "dates": dates_text(data, data.get("dated", "spell")),
            "since": data.get("since"),
            "ongoing": bool(data.get("ongoing")),
            "bounds": [_iso(data.get(bound)) for bound in BOUNDS],
            "dated": data.get("dated", "spell"),
            "area": _text(data.get("issue_area")),
            "fact": _text(data.get("fact")),
            "series": _text(data.get("series")),
            "figure": asserted in self._figures,
            "figures": figures_text(data, {**units, "confidence": ""}),
            "measures": measures(data, units),
            "status": _text(data.get("status", "actual")),
            "rank": _text(data.get("rank", "normal")),
            "verdict": _text(data.get("verdict")),
            "superseded_by": _texts(data.get("superseded_by")),
            "note": _text(data.get("note")),
            "sources": [self.source(citation) for citation in _texts(data.get("sources"))],
        }

    def source(self, citation: str) -> Facts:
        """Return a source and where in it."""
        id, _, locator = citation.partition("#")
        data = self.sources.get(id, {})
        keys = ("title", "publisher", "published", "url", "reliability", "access")
        return {"id": id, "locator": locator, **{key: _text(data.get(key)) for key in keys}}

    def relations_of(self, number: int) -> list[Facts]:
        """Return all edges of a node, or that cite a source, oldest first, undated ones last."""
        if "Source" in self.graph.labels_of(number):
            found = self.edges()
        else:
            found = [edge for source, target, edge in self._edges if number in (source, target)]
        return sorted(
            found,
            key=lambda edge: (edge["since"] is None, str(edge["since"]), edge["type"], edge["id"]),
        )
