"""DOT for graphviz. Above some hundred edges ``dot`` takes minutes: those ask for ``sfdp``."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from relgraph.export.rows import edge_rows, node_rows
from relgraph.model.fields import CLAIMED
from relgraph.model.text import dated_title, safe_text

if TYPE_CHECKING:
    from typing import TextIO

    from relgraph.graph.property_graph import PropertyGraph

_MANY = 300


def write_dot(graph: PropertyGraph, stream: TextIO) -> None:
    """Write names and types; parallel edges stay, symmetric ones have no arrow."""
    symmetric = set(graph.meta.get("symmetric", ()))
    edges = list(edge_rows(graph))
    title = _quoted(dated_title(graph.meta))
    stream.write(f"digraph {title} {{\n")
    if len(edges) > _MANY:
        stream.write("  layout=sfdp; overlap=prism;\n")
    for node in node_rows(graph):
        label = _quoted(str(node.get("name", node["id"])))
        stream.write(f"  {_quoted(node['id'])} [label={label}];\n")
    for edge in edges:
        asserted = edge.get("claims", edge["type"])
        plain = " dir=none" if asserted in symmetric else ""
        claim = edge["type"] == CLAIMED
        dashed = " style=dashed" if claim else ""
        label = f"{CLAIMED} {asserted}" if claim else asserted
        ends = f"{_quoted(edge['from'])} -> {_quoted(edge['to'])}"
        stream.write(f"  {ends} [label={_quoted(label)}{plain}{dashed}];\n")
    stream.write("}\n")


def _quoted(text: str) -> str:
    """Quote a text; graphviz reads entities and escapes in it."""
    escaped = html.escape(safe_text(text), quote=False).replace("\\", "\\\\").replace('"', '\\"')
    return '"' + escaped.replace("\n", "\\n").replace("\r", "") + '"'
