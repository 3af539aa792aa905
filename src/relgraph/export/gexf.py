"""GEXF 1.3 for Gephi: spells in days, and a kind of its own for each parallel edge.

As Gephi reads it (measured with Gephi Toolkit 0.10.1): parallel edges of one kind are merged, so
each has another; an undated edge is always shown; ``end`` is inclusive and left out when open.
Mixed graphs say of each edge whether it is directed, and give no default. ``relation`` is the type,
CLAIMED for a claim, and partitions; ``asserted`` is what a claim claims; ``kind`` counts parallels.
`GEXF 1.3 schema <https://gexf.net/1.3/gexf.xsd>`_.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, Any

from relgraph.export.columns import EDGE_WORDS
from relgraph.export.drawn import is_symmetric
from relgraph.export.rows import edge_rows, node_rows
from relgraph.export.text import flat
from relgraph.export.xml import XmlWriter
from relgraph.model.text import dated_title

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import TextIO

    from relgraph.graph.property_graph import PropertyGraph

    Row = dict[str, Any]

_TYPES = {"bool": "boolean", "int": "long", "float": "double", "list": "liststring"}


def write_gexf(graph: PropertyGraph, stream: TextIO) -> None:
    """Write nodes and edges with all properties, edges with their spells."""
    nodes = list(node_rows(graph))
    edges = list(edge_rows(graph, (*EDGE_WORDS, "relation", "asserted")))
    for edge in edges:
        edge |= {"relation": edge["type"], "asserted": edge.get("claims", edge["type"])}
    columns = {"node": _columns(nodes), "edge": _columns(edges)}
    ways = {edge["id"]: _way(graph, edge) for edge in edges}
    default = {"defaultedgetype": next(iter(ways.values()))} if len({*ways.values()}) == 1 else {}
    out = XmlWriter(stream)
    with out.element("gexf", {"xmlns": "http://gexf.net/1.3", "version": "1.3"}):
        with out.element("meta"):
            out.leaf("description", {}, dated_title(graph.meta))
        with out.element("graph", {"mode": "dynamic", "timeformat": "date", **default}):
            _graph(out, nodes, edges, columns, ways, mixed=not default)
    out.close()


def _graph(
    out: XmlWriter,
    nodes: list[Row],
    edges: list[Row],
    columns: Mapping[str, dict[str, str]],
    ways: dict[str, str],
    *,
    mixed: bool,
) -> None:
    for domain, names in columns.items():
        with out.element("attributes", {"class": domain}):
            for name, kind in names.items():
                out.leaf("attribute", {"id": name, "title": name, "type": kind})
    with out.element("nodes"):
        for node in nodes:
            label = str(node.get("name", node["id"]))
            with out.element("node", {"id": node["id"], "label": label}):
                _values(out, columns["node"], node)
    with out.element("edges"):
        _edges(out, edges, columns["edge"], ways, mixed=mixed)


def _way(graph: PropertyGraph, edge: Row) -> str:
    plain = is_symmetric(graph, edge["type"], edge.get("claims"))
    return "undirected" if plain else "directed"


def _columns(rows: Iterable[Row]) -> dict[str, str]:
    """Return the GEXF type of each property."""
    found: dict[str, set[str]] = {}
    for row in rows:
        for name, value in row.items():
            found.setdefault(name, set()).add(type(value).__name__)
    return {
        name: _TYPES.get(next(iter(kinds)), "string") if len(kinds) == 1 else "string"
        for name, kinds in sorted(found.items())
    }


def _edges(
    out: XmlWriter, edges: list[Row], columns: dict[str, str], ways: dict[str, str], *, mixed: bool
) -> None:
    seen: Counter[tuple[str, ...]] = Counter()
    for edge in edges:
        way = ways[edge["id"]]
        ends = (edge["from"], edge["to"])
        pair = (edge["type"], *(sorted(ends) if way == "undirected" else ends))
        seen[pair] += 1
        attributes = {
            "id": edge["id"],
            "source": edge["from"],
            "target": edge["to"],
            "kind": edge["type"] if seen[pair] == 1 else f"{edge['type']}#{seen[pair]}",
            "label": edge["type"],
            **({"type": way} if mixed else {}),
        }
        with out.element("edge", attributes):
            _values(out, columns, edge)
            _spell(out, edge)


def _values(out: XmlWriter, columns: dict[str, str], row: Row) -> None:
    with out.element("attvalues"):
        for name, kind in columns.items():
            value = row.get(name)
            if value is not None:
                text = _list(value) if kind == "liststring" else flat(value)
                out.leaf("attvalue", {"for": name, "value": text})


def _list(items: list[Any]) -> str:
    """Write a list as Gephi parses it: items with commas or brackets in quotation marks."""
    texts = (flat(item) for item in items)
    quoted = (
        '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
        if set(text) & set(',[]"\\')
        else text
        for text in texts
    )
    return f"[{', '.join(quoted)}]"


def _spell(out: XmlWriter, edge: Row) -> None:
    ends = {"start": edge.get("since"), "end": edge.get("until")}
    known = {name: day.isoformat() for name, day in ends.items() if isinstance(day, date)}
    if known:
        with out.element("spells"):
            out.leaf("spell", known)
