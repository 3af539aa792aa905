"""Cytoscape JSON, for Cytoscape and cytoscape.js.

An edge id equal to a node id would drop the edge without a word, so ids of edges begin with
``edge:``; ``parent`` would make a compound node; nulls are left out.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from relgraph.export.tables import edge_rows, node_rows

if TYPE_CHECKING:
    from typing import TextIO

    from relgraph.cypher.graph import PropertyGraph


def write_cytoscape(graph: PropertyGraph, stream: TextIO) -> None:
    """Write nodes and edges with all properties."""
    nodes = [{"data": _data(row)} for row in node_rows(graph)]
    edges = [
        {"data": {
            **_data(row), "id": f"edge:{row['id']}", "edge_id": row["id"],
            "source": row["from"], "target": row["to"], "interaction": row["type"],
        }}
        for row in edge_rows(graph)
    ]  # fmt: skip
    tree = {
        "format_version": "1.0",
        "generated_by": "relgraph",
        "data": {"name": graph.meta.get("title", "")},
        "elements": {"nodes": nodes, "edges": edges},
    }
    json.dump(tree, stream, ensure_ascii=False, indent=1, default=lambda day: day.isoformat())
    stream.write("\n")


def _data(row: dict[str, Any]) -> dict[str, Any]:
    return {("parent_" if name == "parent" else name): value for name, value in row.items()}
