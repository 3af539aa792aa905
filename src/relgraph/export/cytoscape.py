"""Cytoscape JSON, for Cytoscape and cytoscape.js.

An edge id equal to a node id would drop the edge without a word, so ids of edges begin with
``edge:``; ``parent`` would make a compound node; nulls are left out.
"""

from __future__ import annotations

import json
import math
from datetime import date
from typing import TYPE_CHECKING, Any

from relgraph.export.columns import EDGE_WORDS, NODE_WORDS
from relgraph.export.rows import edge_rows, node_rows
from relgraph.model.text import dated_title

if TYPE_CHECKING:
    from typing import TextIO

    from relgraph.graph.property_graph import PropertyGraph


def write_cytoscape(graph: PropertyGraph, stream: TextIO) -> None:
    """Write nodes and edges with all properties."""
    nodes = [{"data": row} for row in node_rows(graph, (*NODE_WORDS, "parent"))]
    edges = [
        {"data": {
            **row, "id": f"edge:{row['id']}", "edge_id": row["id"],
            "source": row["from"], "target": row["to"], "interaction": row["type"],
        }}
        for row in edge_rows(graph, (*EDGE_WORDS, "source", "target", "interaction", "edge_id"))
    ]  # fmt: skip
    tree = {
        "format_version": "1.0",
        "generated_by": "relgraph",
        "data": {"name": dated_title(graph.meta)},
        "elements": {"nodes": nodes, "edges": edges},
    }
    text = json.dumps(_plain(tree), ensure_ascii=False, indent=1, allow_nan=False)
    stream.write(f"{text}\n")


def _plain(value: Any) -> Any:  # noqa: ANN401  # any property
    """Write dates, and numbers that JSON does not have, as texts."""
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, date) or (isinstance(value, float) and not math.isfinite(value)):
        return str(value)
    return value
