"""Nodes and edges as rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from relgraph.export.names import set_apart

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from relgraph.cypher.graph import PropertyGraph

NODE_FIRST = ("id", "labels")
EDGE_FIRST = ("id", "type", "from", "to")
NODE_WORDS = ("labels",)
EDGE_WORDS = ("type", "from", "to")
_NODE_USUAL = ("kind", "family", "name", "aliases", "note", "dataset")
_EDGE_USUAL = (
    "issue_area", "since", "until", "since_latest", "until_earliest", "since_edtf", "until_edtf",
    "ongoing", "dated", "status", "rank", "fact", "counts", "verdict", "claims", "superseded_by",
    "sources", "source_ids", "note", "dataset",
)  # fmt: skip


def node_rows(
    graph: PropertyGraph, words: Collection[str] = NODE_WORDS
) -> Iterator[dict[str, Any]]:
    """Walk each node's labels and properties, set apart from the words of a format."""
    for node in range(graph.node_count):
        yield {
            "labels": list(graph.labels_of(node)),
            **set_apart(graph.properties(node), words),
        }


def edge_rows(
    graph: PropertyGraph, words: Collection[str] = EDGE_WORDS
) -> Iterator[dict[str, Any]]:
    """Walk each edge's type, the ids of its ends, and its properties, set apart likewise."""
    for number, table in enumerate(graph.tables):
        for row in range(len(table.source)):
            source, target = (graph.property(end, "id") for end in graph.ends((number, row)))
            data = set_apart(graph.relation_properties((number, row)), words)
            yield {"type": table.name, "from": source, "to": target, **data}


def columns_of(graph: PropertyGraph, what: Literal["nodes", "edges"]) -> list[str]:
    """Return the names of the columns of a table, which do not depend on what is in it.

    First what every row has, then (in a graph with a schema) what any may have, then the rest by
    the alphabet.

    >>> from relgraph.cypher.graph import build
    >>> columns_of(build([], {}), "edges")
    ['id', 'type', 'from', 'to']
    """
    of_nodes = what == "nodes"
    first, usual = (NODE_FIRST, _NODE_USUAL) if of_nodes else (EDGE_FIRST, _EDGE_USUAL)
    words = NODE_WORDS if of_nodes else EDGE_WORDS
    rest = sorted(set_apart(kinds_of(graph, what), words))
    return list(dict.fromkeys((*first, *(usual if graph.meta.get("dated") else ()), *rest)))


def kinds_of(graph: PropertyGraph, what: Literal["nodes", "edges"]) -> dict[str, str]:
    """Return the kind of each property of nodes or edges; ``object`` is a mixture."""
    tables = [graph.columns] if what == "nodes" else [table.columns for table in graph.tables]
    kinds: dict[str, set[str]] = {}
    for columns in tables:
        for name, column in columns.items():
            kinds.setdefault(name, set()).add(column.kind)
    return {name: found.pop() if len(found) == 1 else "object" for name, found in kinds.items()}
