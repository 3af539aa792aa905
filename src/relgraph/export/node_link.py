"""Node-link JSON, as ``networkx.node_link_graph(data, edges="edges")`` reads it; loses nothing.

Dates are ISO texts; ``graph.dates`` names the properties that hold nothing else. A date among
other values is tagged, as in ``{"$date": "2019-06-05"}``, and so is a number that JSON does not
have (``{"$float": "nan"}``). A property called as a word of the format is set apart (``key_``).
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from relgraph.export.names import put_back, set_apart
from relgraph.graph.gather import Gatherer
from relgraph.graph.rows import edge_rows, node_ids, rows_of
from relgraph.graph.tagged import from_json, to_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import TextIO

    from relgraph.graph.columns import Column
    from relgraph.graph.property_graph import PropertyGraph

_ENDS = ("source", "target", "key")
_NODE_WORDS, _EDGE_WORDS = ("labels",), (*_ENDS, "type")


def write_node_link(graph: PropertyGraph, stream: TextIO) -> None:
    """Write all nodes and edges, sources, claims and figures included."""
    dates = {
        "nodes": _date_names([graph.columns]),
        "edges": _date_names(table.columns for table in graph.tables),
    }
    head = {"directed": True, "multigraph": True, "graph": {**graph.meta, "dates": dates}}
    stream.write(to_json(head)[:-1])
    _write_list(stream, "nodes", _nodes(graph), dates["nodes"])
    _write_list(stream, "edges", _edges(graph), dates["edges"])
    stream.write("}\n")


def _write_list(
    stream: TextIO, name: str, rows: Iterator[dict[str, Any]], dates: list[str]
) -> None:
    stream.write(f',\n"{name}": [')
    for at, row in enumerate(rows):
        for key in dates:
            if key in row:
                row[key] = row[key].isoformat()
        stream.write(",\n" if at else "\n")
        stream.write(to_json(row))
    stream.write("\n]")


def _date_names(tables: Iterable[Mapping[str, Column]]) -> list[str]:
    kinds: dict[str, set[str]] = {}
    for columns in tables:
        for name, column in columns.items():
            kinds.setdefault(name, set()).add(column.kind)
    return sorted(name for name, found in kinds.items() if found == {"date"})


def _nodes(graph: PropertyGraph) -> Iterator[dict[str, Any]]:
    for node, data in enumerate(rows_of(graph.columns, graph.node_count)):
        labels = list(graph.labels_of(node))
        yield {"id": node, **set_apart(data, _NODE_WORDS), "labels": labels}


def _edges(graph: PropertyGraph) -> Iterator[dict[str, Any]]:
    ids = node_ids(graph)
    for at, (type, source, target, data) in enumerate(edge_rows(graph)):
        yield {
            "source": ids[source],
            "target": ids[target],
            "key": data.get("id", f"edge {at}"),
            "type": type,
            **set_apart(data, _EDGE_WORDS),
        }


def read_node_link(stream: TextIO) -> PropertyGraph:
    """Read what `write_node_link` wrote, type for type."""
    tree = from_json(stream.read())
    meta = dict(tree["graph"])
    dates = meta.pop("dates")
    gatherer = Gatherer()
    numbers = {
        node["id"]: gatherer.node(node["labels"], _properties(node, _NODE_WORDS, dates["nodes"]))
        for node in tree["nodes"]
    }
    for edge in tree["edges"]:
        ends = numbers[edge["source"]], numbers[edge["target"]]
        gatherer.edge(edge["type"], *ends, _properties(edge, _EDGE_WORDS, dates["edges"]))
    return gatherer.graph(meta)


def _properties(
    row: Mapping[str, Any], without: tuple[str, ...], dates: list[str]
) -> dict[str, Any]:
    found = put_back({key: value for key, value in row.items() if key not in without}, without)
    for key in dates:
        if isinstance(found.get(key), str):
            found[key] = date.fromisoformat(found[key])
    return found
