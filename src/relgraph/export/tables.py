"""Nodes and edges as rows, and as a pair of CSV files."""

from __future__ import annotations

import csv
import json
import re
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from relgraph.cypher.graph import build

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from relgraph.cypher.graph import PropertyGraph

NODE_FIRST = ("id", "labels")
EDGE_FIRST = ("id", "type", "from", "to")
_NODE_USUAL = ("kind", "family", "name", "aliases", "note", "dataset")
_EDGE_USUAL = (
    "issue_area", "since", "until", "since_latest", "until_earliest", "since_edtf", "until_edtf",
    "ongoing", "dated", "status", "rank", "fact", "counts", "verdict", "claims", "superseded_by",
    "sources", "source_ids", "note", "dataset",
)  # fmt: skip


def node_rows(graph: PropertyGraph) -> Iterator[dict[str, Any]]:
    """Give each node's labels and properties."""
    for node in range(graph.node_count):
        yield {"labels": list(graph.labels_of(node)), **graph.properties(node)}


def edge_rows(graph: PropertyGraph) -> Iterator[dict[str, Any]]:
    """Give each edge's type, the ids of its ends, and its properties."""
    for number, table in enumerate(graph.tables):
        for row in range(len(table.source)):
            source, target = (graph.property(end, "id") for end in graph.ends((number, row)))
            data = graph.relation_properties((number, row))
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
    tables = [graph.columns] if of_nodes else [table.columns for table in graph.tables]
    rest = sorted({key for columns in tables for key in columns})
    return list(dict.fromkeys((*first, *(usual if graph.meta.get("dated") else ()), *rest)))


def write_csv_pair(graph: PropertyGraph, path: Path) -> list[Path]:
    """Write ``NAME-nodes.csv`` and ``NAME-edges.csv`` beside each other.

    Lists are JSON, dates ISO, booleans ``true`` and ``false``; an empty cell is null. A text
    that a spreadsheet would run as a formula, or that R and pandas would take for a missing
    value or a list, is written as JSON text, in quotation marks.
    """
    for name, first, rows in (
        ("nodes", NODE_FIRST, list(node_rows(graph))),
        ("edges", EDGE_FIRST, list(edge_rows(graph))),
    ):
        keys = dict.fromkeys((*first, *sorted({key for row in rows for key in row})))
        with path.with_name(f"{path.stem}-{name}.csv").open("w", encoding="utf-8", newline="") as f:
            writer = csv.writer(f, lineterminator="\n")
            writer.writerow(keys)
            writer.writerows(_cells(row, list(keys)) for row in rows)
    return [path.with_name(f"{path.stem}-{name}.csv") for name in ("nodes", "edges")]


def _cells(row: dict[str, Any], keys: Sequence[str]) -> list[str]:
    return [_cell(row.get(key)) for key in keys]


_DATES = ("since", "since_latest", "until", "until_earliest")


def read_csv_pair(path: Path) -> PropertyGraph:
    """Read the pair of files that `write_csv_pair` wrote, value for value and type for type."""
    tables = {}
    for name in ("nodes", "edges"):
        with path.with_name(f"{path.stem}-{name}.csv").open(encoding="utf-8", newline="") as f:
            tables[name] = [_known(row) for row in csv.DictReader(f)]
    numbers = {row["id"]: at for at, row in enumerate(tables["nodes"])}
    edges: dict[str, list[tuple[int, int, dict[str, Any]]]] = {}
    for row in tables["edges"]:
        ends = numbers[row.pop("from")], numbers[row.pop("to")]
        edges.setdefault(row.pop("type"), []).append((*ends, row))
    return build(((row.pop("labels"), row) for row in tables["nodes"]), edges)


def _known(row: dict[str, str]) -> dict[str, Any]:
    values = {key: _value(key, cell) for key, cell in row.items()}
    return {key: value for key, value in values.items() if value is not None}


def _value(column: str, cell: str) -> Any:  # noqa: ANN401  # any property
    if not cell:
        return None
    if column in _DATES:
        return date.fromisoformat(cell)
    doubtful = cell[0] in '"[{' or cell in ("true", "false") or _is_number(cell)
    return json.loads(cell) if doubtful else cell


_UNSAFE = ("=", "+", "@", "\t", "\r", "[", "{", '"')
_MISSING = {"", "NA", "NULL", "NaN", "nan", "null", "N/A", "None", "T", "F", "true", "false"}


def _cell(value: Any) -> str:  # noqa: ANN401  # any property
    if value is None:
        return ""
    if isinstance(value, str):
        doubtful = value.startswith(_UNSAFE) or value in _MISSING or _is_converted(value)
        return json.dumps(value, ensure_ascii=False) if doubtful else value
    if isinstance(value, date):
        return value.isoformat()
    return json.dumps(value, ensure_ascii=False)


def _is_converted(text: str) -> bool:
    """Tell whether a program would take a text for a number, or (``1/2``) for a date."""
    return _is_number(text) or re.fullmatch(r"\d+/\d+(/\d+)?", text) is not None


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
