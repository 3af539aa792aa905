"""A script for cypher-shell, Neo4j 5.26 or newer, that may be run again and again.

Rows are written column by column, a column as one text that ``split`` takes apart: a list of
literals takes Neo4j's parser four times as long, and a text for each type of edge is planned anew
(the shipped data on a server just started: 79 s before, 20 s so).
"""

from __future__ import annotations

import json
import uuid
from datetime import date
from itertools import count
from typing import TYPE_CHECKING, Any

from relgraph.cypher.syntax.lexer import quoted
from relgraph.errors import Refused
from relgraph.graph.rows import edge_rows, node_ids, rows_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import TextIO

    from relgraph.graph.property_graph import PropertyGraph

    Row = dict[str, Any]

_BATCH = 500
_OWN = uuid.UUID("6f1c7d1e-5a0b-4f0e-9f57-0c7c5b5a9d10")
"""Name space of the ids that graphs get which belong to no data set."""
_LABELS, _TYPE, _FROM, _TO = "-labels", "-type", "-from", "-to"
"""Names of what is no property; each column is called as its property with a hyphen before."""
_READERS: dict[type, str] = {
    str: "{}", date: "date({})", float: "toFloat({})", int: "toInteger({})", bool: "toBoolean({})",
}  # fmt: skip


def write_cypher(graph: PropertyGraph, stream: TextIO) -> None:
    """Write statements that merge all nodes, then all edges, by data set and id.

    A graph that belongs to no data set gets an id made of those of its nodes, so that it touches
    nobody else's.

    Raises
    ------
    Refused
        For a value that Neo4j has no property for: a map, a list in a list, a list with null.
    """
    nodes, edges = list(_nodes(graph)), list(_edges(graph))
    if any("dataset" not in row for row in nodes):
        made = str(uuid.uuid5(_OWN, "\n".join(sorted(row["id"] for row in nodes))))
        stream.write(f"// a graph of no data set: {made} is made of the ids of its nodes\n")
        nodes, edges = ([{"dataset": made, **row} for row in rows] for rows in (nodes, edges))
    marks = _marks([*nodes, *edges])
    stream.write(
        "CREATE CONSTRAINT relgraph_entity IF NOT EXISTS\n"
        "FOR (n:Entity) REQUIRE (n.dataset, n.id) IS UNIQUE;\n"
    )
    key = f"{{dataset: {_cell('dataset')}, id: {_cell('id')}}}"
    labels = f"SET n:$({_list(_cell(_LABELS), marks)})"
    for label in ("Dataset", "Entity"):
        rows = [row for row in nodes if ("Dataset" in row[_LABELS]) == (label == "Dataset")]
        _statements(stream, rows, marks, f"MERGE (n:{label} {key}) SET n = {{}} {labels}")
    ends = " ".join(
        f"MATCH ({name}:Entity {{dataset: {_cell('dataset')}, id: {_cell(end)}}})"
        for name, end in (("a", _FROM), ("b", _TO))
    )
    text = f"{ends}\nMERGE (a)-[r:$({_cell(_TYPE)}) {key}]->(b) SET r = {{}}"
    _statements(stream, edges, marks, text)


def _nodes(graph: PropertyGraph) -> Iterator[Row]:
    for node, row in enumerate(rows_of(graph.columns, graph.node_count)):
        _check(row, f"node {row.get('id')!r}")
        yield {**row, _LABELS: sorted(graph.labels_of(node))}


def _edges(graph: PropertyGraph) -> Iterator[Row]:
    ids = node_ids(graph)
    for type, source, target, row in edge_rows(graph):
        _check(row, f"edge {row.get('id')!r}")
        yield {**row, _TYPE: type, _FROM: ids[source], _TO: ids[target]}


def _check(row: Row, where: str) -> None:
    """Refuse what no property of Neo4j can hold."""
    for name, value in row.items():
        items = value if isinstance(value, list) else [value]
        kinds = {int if type(item) is float else type(item) for item in items}
        if kinds & {dict, list, type(None)} or len(kinds) > 1:
            what = "a map" if isinstance(value, dict) else "a list of such values"
            raise Refused(
                f"{where}, property {name!r}: Neo4j holds no {what}, {value!r}: leave it out, or "
                "make a text of it"
            )


def _marks(rows: Sequence[Row]) -> tuple[str, str, str]:
    """Choose characters that no text has: between rows, after the items of a list, for null."""
    used = {c for row in rows for value in row.values() for c in _characters(value)}
    free = (chr(code) for code in count(0x241E) if chr(code) not in used)
    return next(free), next(free), next(free)


def _characters(value: object) -> set[str]:
    items = value if isinstance(value, list) else [value]
    return {c for item in items if isinstance(item, str) and not item.isascii() for c in item}


def _cell(name: str) -> str:
    return f"{quoted(f'-{name}')}[i]"


def _list(cell: str, marks: tuple[str, str, str]) -> str:
    return f"split({cell}, '{marks[1]}')[..-1]"


def _statements(
    stream: TextIO, rows: Sequence[Row], marks: tuple[str, str, str], text: str
) -> None:
    for start in range(0, len(rows), _BATCH):
        part = rows[start : start + _BATCH]
        columns, values = [], []
        for name in sorted({key for row in part for key in row}):
            written, cell = _column([row.get(name) for row in part], marks)
            columns.append(f"{written} AS {quoted(f'-{name}')}")
            if name not in (_LABELS, _TYPE, _FROM, _TO):
                values.append(f"{quoted(name)}: {cell(_cell(name))}")
        listed = ",\n".join(columns)
        filled = text.replace("{}", f"{{{', '.join(values)}}}")
        stream.write(f"WITH {listed}\nUNWIND range(0, {len(part) - 1}) AS i\n{filled};\n")


def _column(values: Sequence[Any], marks: tuple[str, str, str]) -> tuple[str, Callable[[str], str]]:
    """Write a column as a literal, and give what makes a value of one of its cells."""
    between, _, null = marks
    kinds = {type(value) for value in values if value is not None}
    kind = next(iter(kinds))
    known = f"nullIf({{}}, '{null}')"
    if len(kinds) == 1 and kind in _READERS:
        texts = [null if value is None else _text(value) for value in values]
        whole = f"split({_quoted(between.join(texts))}, '{between}')"
        return whole, lambda cell: _READERS[kind].format(known.format(cell))
    if kinds == {list} and all(isinstance(x, str) for value in values for x in value or ()):
        texts = [null if v is None else "".join(f"{x}{marks[1]}" for x in v) for v in values]
        whole = f"split({_quoted(between.join(texts))}, '{between}')"
        return whole, lambda cell: _list(known.format(cell), marks)
    return f"[{', '.join(map(_literal, values))}]", lambda cell: cell


def _text(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return {"inf": "Infinity", "-inf": "-Infinity", "nan": "NaN"}.get(repr(value), repr(value))
    return str(value)


def _literal(value: Any) -> str:  # noqa: ANN401  # any property
    if isinstance(value, list):
        return f"[{', '.join(map(_literal, value))}]"
    if isinstance(value, date):
        return f"date('{value.isoformat()}')"
    if isinstance(value, float):
        return f"toFloat('{_text(value)}')"
    return _quoted(value) if isinstance(value, str) else json.dumps(value)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
