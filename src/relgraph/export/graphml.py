"""GraphML, for igraph, R and yEd. Gephi reads neither kind nor time of it: GEXF is for Gephi.

`GraphML specification <http://graphml.graphdrawing.org/specification.html>`_; lists and dates are
texts, a missing text or number is left out, a missing boolean is never: igraph would read FALSE.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from relgraph.export.columns import EDGE_WORDS, NODE_WORDS
from relgraph.export.drawn import is_symmetric
from relgraph.export.rows import edge_rows, node_rows
from relgraph.export.text import flat
from relgraph.export.xml import XmlWriter
from relgraph.model.text import dated_title

if TYPE_CHECKING:
    from typing import TextIO

    from relgraph.graph.property_graph import PropertyGraph

_KEY = "-name"
_TYPES = {"bool": "boolean", "int": "long", "float": "double"}
_RENAMED = {"id": "relgraph_id", "from": "from_id", "to": "to_id", "name": "label"}
"""Names that igraph or R's ``as_data_frame`` use for their own attributes.

igraph's ``name`` is the key of a vertex and must be unique: it is the id, and names are labels.
"""


def write_graphml(graph: PropertyGraph, stream: TextIO) -> None:
    """Write nodes and edges with all properties; symmetric edges have an attribute that says so."""
    nodes = list(node_rows(graph, (*NODE_WORDS, "label", "relgraph_id")))
    edges = list(edge_rows(graph, (*EDGE_WORDS, "label", "symmetric", "from_id", "to_id")))
    for node in nodes:
        node[_KEY] = node["id"]
    for edge in edges:
        edge["symmetric"] = is_symmetric(graph, edge["type"], edge.get("claims"))
    keys = {**_keys("node", nodes), **_keys("edge", edges)}
    out = XmlWriter(stream)
    with out.element("graphml", {"xmlns": "http://graphml.graphdrawing.org/xmlns"}):
        out.leaf("desc", {}, dated_title(graph.meta))
        for (domain, name), (key, type_name) in keys.items():
            shown = "name" if name == _KEY else _RENAMED.get(name, name)
            out.leaf("key", {"id": key, "for": domain, "attr.name": shown, "attr.type": type_name})
        with out.element("graph", {"id": "G", "edgedefault": "directed"}):
            for node in nodes:
                _element(out, "node", {"id": node["id"]}, node, keys)
            for edge in edges:
                ends = {"id": edge["id"], "source": edge["from"], "target": edge["to"]}
                _element(out, "edge", ends, edge, keys)
    out.close()


def _keys(domain: str, rows: list[dict[str, Any]]) -> dict[tuple[str, str], tuple[str, str]]:
    types: dict[str, set[str]] = {}
    for row in rows:
        for name, value in row.items():
            types.setdefault(name, set()).add(type(value).__name__)
    return {
        (domain, name): (f"{domain[0]}_{name}", _TYPES.get(next(iter(found)), "string"))
        if len(found) == 1
        else (f"{domain[0]}_{name}", "string")
        for name, found in sorted(types.items())
    }


def _element(
    out: XmlWriter, domain: str, attributes: dict[str, str], row: dict[str, Any],
    keys: dict[tuple[str, str], tuple[str, str]],
) -> None:  # fmt: skip
    with out.element(domain, attributes):
        for (of, name), (key, type_name) in keys.items():
            value = row.get(name)
            if of == domain and (value is not None or type_name == "boolean"):
                out.leaf("data", {"key": key}, "false" if value is None else flat(value))
