"""Relations by time as rows, for a terminal or a spreadsheet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from relgraph.model.text import in_words
from relgraph.page.facts import Reader
from relgraph.report.told import by_start

if TYPE_CHECKING:
    from collections.abc import Sequence

    from relgraph.graph.property_graph import PropertyGraph

KEYS = ("dates", "from", "type", "to", "figures", "area", "standing", "sources", "id")
NARROW = ("dates", "what", "figures", "sources")
"""Columns of a row where there is little room."""


def timeline(graph: PropertyGraph) -> list[list[Any]]:
    """Return the relations of a graph by their start, undated ones last: a row of `KEYS` each.

    >>> import relgraph
    >>> rows = timeline(relgraph.open().between("CHN", "RUS").select(types="SIGNED").subgraph())
    >>> rows[0][:4]
    ['1950-02-14', 'China', 'SIGNED', '1950 Treaty']
    """
    reader = Reader(graph)
    names = {node["id"]: node["short"] or node["name"] for node in reader.nodes()}
    rows = []
    for edge in sorted(reader.edges(), key=by_start):
        standing = ["" if edge["status"] == "actual" else edge["status"], edge["verdict"]]
        cited = [f"{s['id']}#{s['locator']}".rstrip("#") for s in edge["sources"]]
        rows.append([
            edge["dates"], names[edge["from"]], edge["type"],
            "" if edge["figure"] else names[edge["to"]], edge["figures"], edge["area"],
            [*(["claim"] if edge["claim"] else []), *filter(None, standing)], cited, edge["id"],
        ])  # fmt: skip
    return rows


def narrow(row: Sequence[Any]) -> list[Any]:
    """Return a row of `timeline` with the columns of `NARROW`."""
    dates, source, type, target, figures, _, standing, sources, _ = row
    apart = [word for word in standing if word not in ("stated", "corroborated")]
    marks = f" ({', '.join(apart)})" if apart else ""
    return [dates, f"{source} {in_words(type)} {target}".rstrip() + marks, figures, sources]
