"""A script for cypher-shell that may be run again and again: one UNWIND for each batch."""

from __future__ import annotations

import json
from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING, Any

from relgraph.cypher.syntax.lexer import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import TextIO

    from relgraph.cypher.graph import PropertyGraph

    Row = dict[str, Any]

_BATCH = 500


def write_cypher(graph: PropertyGraph, stream: TextIO) -> None:
    """Write statements that merge all nodes, then all edges, by data set and id."""
    stream.write(
        "CREATE CONSTRAINT relgraph_entity IF NOT EXISTS\n"
        "FOR (n:Entity) REQUIRE (n.dataset, n.id) IS UNIQUE;\n"
    )
    for labels, rows in _nodes(graph):
        first = "Dataset" if "Dataset" in labels else "Entity"
        names = "".join(f":{quoted(label)}" for label in labels)
        text = f"MERGE (n:{first} {{dataset: row.dataset, id: row.id}}) SET n = row SET n{names}"
        _statements(stream, rows, text)
    for number, table in enumerate(graph.tables):
        rows = [_edge(graph, (number, row)) for row in range(len(table.source))]
        text = (
            "MATCH (a:Entity {dataset: row.data.dataset, id: row.source}) "
            "MATCH (b:Entity {dataset: row.data.dataset, id: row.target}) "
            f"MERGE (a)-[r:{quoted(table.name)} "
            "{dataset: row.data.dataset, id: row.data.id}]->(b) SET r = row.data"
        )
        _statements(stream, rows, text)


def _nodes(graph: PropertyGraph) -> Iterator[tuple[tuple[str, ...], list[Row]]]:
    by_labels: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    for node in range(graph.node_count):
        by_labels[tuple(sorted(graph.labels_of(node)))].append(graph.properties(node))
    yield from sorted(by_labels.items())


def _edge(graph: PropertyGraph, relation: tuple[int, int]) -> Row:
    source, target = (graph.property(end, "id") for end in graph.ends(relation))
    return {"source": source, "target": target, "data": graph.relation_properties(relation)}


def _statements(stream: TextIO, rows: list[Row], text: str) -> None:
    for start in range(0, len(rows), _BATCH):
        listed = ",\n".join(_literal(row) for row in rows[start : start + _BATCH])
        stream.write(f"UNWIND [\n{listed}\n] AS row\n{text};\n")


def _literal(value: Any) -> str:  # noqa: ANN401  # any property
    if isinstance(value, dict):
        return "{" + ", ".join(f"{quoted(k)}: {_literal(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return f"[{', '.join(map(_literal, value))}]"
    if isinstance(value, date):
        return f"date('{value.isoformat()}')"
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    return json.dumps(value)
