"""Tables of relations, nodes and sources for statistics programs and spreadsheets.

A list becomes a text with ``; `` between its parts, a value of no plain kind its JSON.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from relgraph.export.columns import columns_of
from relgraph.export.rows import edge_rows, node_rows
from relgraph.graph.tagged import to_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from relgraph.graph.property_graph import PropertyGraph

_SOURCE = ("id", "title", "publisher", "author", "published", "language", "url", "kind",
           "reliability", "access", "licence")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Flat:
    """A table: its name, its columns that hold anything, and its rows, None for no value."""

    name: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Any]]


def tables(graph: PropertyGraph) -> tuple[Flat, Flat, Flat]:
    """Return the relations, nodes and sources of a graph as tables.

    Relations have the names of their ends beside the ids; sources are no nodes here, and stand
    once each.

    >>> import relgraph
    >>> owned = relgraph.open().select(types="OWNS").subgraph()
    >>> [table.columns[:3] for table in tables(owned)][0]
    ['id', 'type', 'from']
    """
    nodes = list(node_rows(graph))
    names = {row.get("id"): row.get("name") or row.get("id") for row in nodes}
    edges = [
        {**row, "from_name": names.get(row["from"]), "to_name": names.get(row["to"])}
        for row in edge_rows(graph)
    ]
    first, *rest = ("id", "type", "from", "from_name", "to", "to_name")
    wanted = dict.fromkeys([first, *rest, *columns_of(graph, "edges")])
    sources = [row for row in nodes if "Source" in row["labels"]]
    others = [row for row in nodes if not {"Source", "Dataset"} & set(row["labels"])]
    return (
        _flat("relations", wanted, edges),
        _flat("nodes", columns_of(graph, "nodes"), others),
        _flat("sources", dict.fromkeys([*_SOURCE, *columns_of(graph, "nodes")]), sources),
    )


def _flat(name: str, wanted: Iterable[str], rows: Sequence[dict[str, Any]]) -> Flat:
    """Keep the columns that any row fills; all of an empty table."""
    filled = {key for row in rows for key, value in row.items() if value is not None}
    columns = [key for key in wanted if key in filled or not rows]
    return Flat(name, columns, [[plain(row.get(key)) for key in columns] for row in rows])


def plain(value: object) -> object:
    """Return a value of a plain kind: text, number, boolean, date or None.

    >>> plain(["a", "b"]), plain({"a": 1}), plain(2.5)
    ('a; b', '{"a": 1}', 2.5)
    """
    if value is None or isinstance(value, (str, bool, int, float, date)):
        return value
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        return "; ".join(value)
    return to_json(value)
