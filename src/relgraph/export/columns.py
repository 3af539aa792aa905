"""The columns of a table of nodes or edges: their names, their order, their kinds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from relgraph.export.names import set_apart
from relgraph.model.fields import EDGE_PROPERTIES, NODE_PROPERTIES

if TYPE_CHECKING:
    from relgraph.graph.property_graph import PropertyGraph

    What = Literal["nodes", "edges"]

NODE_FIRST = ("id", "labels")
EDGE_FIRST = ("id", "type", "from", "to")
NODE_WORDS = ("labels",)
EDGE_WORDS = ("type", "from", "to")


def columns_of(graph: PropertyGraph, what: What) -> list[str]:
    """Return the names of the columns of a table, which do not depend on what is in it.

    First what every row has, then (in a graph with a schema) what any may have, then the rest by
    the alphabet.

    >>> from relgraph.graph.build import build
    >>> columns_of(build([], {}, {}), "edges")
    ['id', 'type', 'from', 'to']
    """
    of_nodes = what == "nodes"
    first, usual = (NODE_FIRST, NODE_PROPERTIES) if of_nodes else (EDGE_FIRST, EDGE_PROPERTIES)
    words = NODE_WORDS if of_nodes else EDGE_WORDS
    rest = sorted(set_apart(kinds_of(graph, what), words))
    return list(dict.fromkeys((*first, *(usual if graph.meta.get("dated") else ()), *rest)))


def kinds_of(graph: PropertyGraph, what: What) -> dict[str, str]:
    """Return the kind of each property of nodes or edges; ``object`` is a mixture."""
    tables = [graph.columns] if what == "nodes" else [table.columns for table in graph.tables]
    kinds: dict[str, set[str]] = {}
    for columns in tables:
        for name, column in columns.items():
            kinds.setdefault(name, set()).add(column.kind)
    return {
        name: kinds[name].pop() if len(kinds[name]) == 1 else "object" for name in sorted(kinds)
    }
