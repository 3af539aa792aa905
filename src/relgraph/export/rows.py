"""Nodes and edges as rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from relgraph.export.columns import EDGE_WORDS, NODE_WORDS
from relgraph.export.names import set_apart
from relgraph.graph import rows
from relgraph.graph.rows import node_ids, rows_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from relgraph.graph.property_graph import PropertyGraph


def node_rows(
    graph: PropertyGraph, words: Collection[str] = NODE_WORDS
) -> Iterator[dict[str, Any]]:
    """Walk each node's labels and properties, set apart from the words of a format."""
    for node, data in enumerate(rows_of(graph.columns, graph.node_count)):
        yield {"labels": list(graph.labels_of(node)), **set_apart(data, words)}


def edge_rows(
    graph: PropertyGraph, words: Collection[str] = EDGE_WORDS
) -> Iterator[dict[str, Any]]:
    """Walk each edge's type, the ids of its ends, and its properties, set apart likewise."""
    ids = node_ids(graph)
    for type, source, target, data in rows.edge_rows(graph):
        named = {"type": type, "from": ids[source], "to": ids[target]}
        yield {**named, **set_apart(data, words)}
