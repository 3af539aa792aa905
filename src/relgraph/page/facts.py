"""What a reader is told of nodes and edges, as plain dictionaries."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from relgraph.model.schema import CLAIMED

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from relgraph.cypher.graph import PropertyGraph, Relation

Facts = dict[str, Any]


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


def _of_source(data: Mapping[str, Any]) -> str:
    """Say of a document who published it, when, where, and what it is worth."""
    worth = f"reliability {data.get('reliability', '?')}, {data.get('access', '?')}"
    parts = (data.get(key) for key in ("publisher", "published", "url"))
    return "; ".join([*filter(None, parts), worth])


class Reader:
    """Reads facts out of a graph; sources are looked up once."""

    def __init__(self, graph: PropertyGraph) -> None:
        self.graph = graph
        self.sources = {
            graph.property(node, "id"): graph.properties(node)
            for node in graph.with_label("Source")
        }

    def node(self, number: int) -> Facts:
        """Tell what is known of a node: names, kind, and all its properties."""
        data = self.graph.properties(number)
        labels = self.graph.labels_of(number)
        name = data.get("name") or data.get("title") or str(data.get("id", number))
        return {
            "id": data.get("id", str(number)),
            "name": name,
            "kind": "Source" if "Source" in labels else data.get("kind", data.get("claims", "")),
            "names": [data[key] for key in ("name_zh", "name_ru") if key in data],
            "aliases": data.get("aliases", []),
            "codes": data.get("codes", []),
            "note": _of_source(data) if "Source" in labels else data.get("note", ""),
        }

    def edge(self, relation: Relation) -> Facts:
        """Tell what an edge asserts: ends, dates, figures, sources, and what became of it."""
        graph = self.graph
        data = graph.relation_properties(relation)
        name = graph.tables[relation[0]].name
        asserted = data.get("claims", name)
        source, target = graph.ends(relation)
        return {
            "id": data.get("id", f"{relation[0]}:{relation[1]}"),
            "type": asserted,
            "claim": name == CLAIMED,
            "from": graph.property(source, "id"),
            "to": graph.property(target, "id"),
            "symmetric": asserted in graph.meta.get("symmetric", ()),
            "dates": dates_text(data, data.get("dated", "spell")),
            "since": data.get("since"),
            "figures": figures_text(data, graph.meta.get("units", {}).get(asserted, {})),
            "status": data.get("status", "actual"),
            "rank": data.get("rank", "normal"),
            "verdict": data.get("verdict", ""),
            "superseded_by": data.get("superseded_by", []),
            "note": data.get("note", ""),
            "sources": [self.source(citation) for citation in data.get("sources", [])],
        }

    def source(self, citation: str) -> Facts:
        """Tell a source and where in it."""
        id, _, locator = citation.partition("#")
        data = self.sources.get(id, {})
        keys = ("title", "publisher", "published", "url", "reliability", "access")
        return {"id": id, "locator": locator, **{key: data.get(key, "") for key in keys}}

    def relations_of(self, number: int) -> list[Facts]:
        """Tell all edges of a node, or that cite a source, oldest first, undated ones last."""
        types = range(len(self.graph.tables))
        if "Source" in self.graph.labels_of(number):
            tables = enumerate(self.graph.tables)
            walked = [(at, row) for at, table in tables for row in range(len(table.source))]
        else:
            walked = [relation for relation, _ in self.graph.relations(number, types, "both")]
        found = [self.edge(relation) for relation in walked]
        return sorted(
            found,
            key=lambda edge: (edge["since"] is None, str(edge["since"]), edge["type"], edge["id"]),
        )

    def drawn(self) -> Iterator[Relation]:
        """Walk the edges that a map draws: those between two things, figures left out."""
        figures = self.graph.meta.get("figures", ())
        for number, table in enumerate(self.graph.tables):
            for row in range(len(table.source)):
                claimed = self.graph.relation_property((number, row), "claims")
                if (claimed or table.name) not in figures:
                    yield number, row
