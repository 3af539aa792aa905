"""Rows to records: one function for each kind of file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from relgraph.errors import nearest
from relgraph.faults import Fault
from relgraph.model.dates import Span
from relgraph.model.fields import EDGE_COLUMNS, EDGE_FIELDS, NODE_FIELDS, SOURCE_FIELDS
from relgraph.model.records import Coverage, DatedName, Edge, Node, Source
from relgraph.tables import cells
from relgraph.tables.known import KnownNodes
from relgraph.tables.row import Layout, Row
from relgraph.tables.sound import probed
from relgraph.tables.spans import read_day, read_span
from relgraph.tables.texts import check_language, check_name, check_other_name

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from relgraph.model.fields import Field
    from relgraph.model.quantity import Quantity
    from relgraph.model.records import Citation
    from relgraph.model.types import EdgeType, Property, Schema
    from relgraph.tables.sound import Read

RELIABILITIES = ("A", "B", "C", "D", "E", "F")
ACCESSES = ("read", "catalogue", "memory")
SOURCES = Layout("sources.csv", SOURCE_FIELDS, ("id", "title", "reliability", "access"))
NAMES = Layout(
    "names.csv", ("node", "name", "language", "since", "until", "sources"), ("node", "name")
)
CODES = Layout(
    "codes.csv", ("node", "scheme", "code", "since", "until", "sources"), ("node", "scheme", "code")
)
COVERAGE = Layout(
    "coverage.csv",
    ("source", "type", "actors", "since", "until", "grain", "absence", "rows"),
    ("source", "type", "absence"),
)


def node_layout(path: str, schema: Schema, family: str) -> Layout:
    """Return the columns of a family's file."""
    typed = tuple(schema.node_properties(family))
    return Layout(path, (*schema.node_columns, *typed), ("id", "kind", "name"))


def edge_layout(path: str, schema: Schema) -> Layout:
    """Return the columns of an issue area's file."""
    return Layout(
        path,
        (*EDGE_COLUMNS, *schema.edge_properties()),
        ("id", "type", "from", "to", "since", "until", "sources"),
    )


def read_source(row: Row) -> Source:
    """Read a row of ``sources.csv``."""
    check_language(row, "language")
    found = {
        "id": cells.read_id(row),
        "title": cells.read_required(row, "title"),
        "url": cells.read_url(row, "url"),
        "reliability": cells.read_choice(row, "reliability", RELIABILITIES),
        "access": cells.read_choice(row, "access", ACCESSES),
    }
    rest = {column: row[column] for column in SOURCE_FIELDS if column not in found}
    return Source(**found, **rest, day=read_day(row, "published"))


def _read_fields(row: Row, fields: tuple[Field, ...]) -> dict[str, Any]:
    """Read what is read alike in every row, by the names of a record's attributes."""
    return {
        field.name: _READERS[field.form](row, field) for field in fields if field.form in _READERS
    }


_READERS: dict[str, Callable[[Row, Field], Any]] = {
    "text": lambda row, field: row[field.column],
    "id": lambda row, field: cells.read_id(row, field.column),
    "list": lambda row, field: cells.read_list(row, field.column),
    "choice": lambda row, field: cells.read_choice(row, field.column, field.choices, field.default),
}


def read_node(row: Row, schema: Schema, family: str) -> Node:
    """Read a row of ``nodes/*.csv``; its kind is what was probably meant, or empty."""
    found = _read_fields(row, NODE_FIELDS)
    kind = read_kind(row, schema, family)
    check_name(row, "name")
    for column in schema.name_columns:
        check_other_name(row, column)
    typed = schema.kinds[kind].properties if kind else None
    return Node(
        **found,
        kind=kind,
        family=family,
        name=cells.read_required(row, "name"),
        names={column: row[column] for column in schema.name_columns if row[column]},
        properties={}
        if typed is None
        else _properties(row, typed, kind, KnownNodes(lambda: ()), schema.node_columns),
    )


def read_kind(row: Row, schema: Schema, family: str) -> str:
    """Read the kind of a node; where it is none of the file's, the one that was meant."""
    text = row["kind"]
    kinds = [name for name, kind in schema.kinds.items() if kind.family == family]
    if text not in kinds and text in schema.kinds:
        other = schema.families[schema.kinds[text].family]
        message = f"a {text} stands in nodes/{other.file}.csv"
        row.fault("kind", "wrong-file", message)
        return text
    cells.read_choice(row, "kind", kinds)
    return text if text in kinds else nearest(text, kinds)


def _properties(
    row: Row,
    wanted: Mapping[str, Property],
    type_name: str,
    nodes: KnownNodes,
    base: tuple[str, ...],
) -> dict[str, str | int | float | bool | Quantity]:
    found = {}
    for column in row.numbers:
        if column in base or not row[column]:
            continue
        if column not in wanted:
            row.fault(
                column, "foreign-property", f"{type_name} has no property {column!r}",
                nearest(column, wanted),
            )  # fmt: skip
            continue
        value = cells.read_property(row, column, wanted[column], nodes)
        if value is not None:
            found[column] = value
    for column, prop in wanted.items():
        if prop.required and column not in row.numbers:
            message = f"no column {column!r}: {type_name} needs it"
            row.report(Fault(row.path, 1, 1, column, "missing-column", message))
        elif prop.required and not row[column]:
            row.fault(column, "missing", f"is empty: {type_name} needs it")
    return found


def read_type(row: Row, schema: Schema) -> str:
    """Read the type of an edge; where it is none, the one that was meant, or an empty text."""
    text = cells.read_choice(row, "type", schema.edges)
    return text if text in schema.edges else nearest(text, schema.edges)


def choice_of(field: Field) -> Read:
    """Return what reads a text of a field that is a choice: its value, soundness and hash."""
    return probed(field.column, lambda row: _READERS["choice"](row, field), hash)


def read_edge(
    row: Row, schema: Schema, nodes: KnownNodes, sources: Mapping[str, Source], area: str
) -> Edge | None:
    """Read a row of ``edges/*.csv``; None when nothing is like its type."""
    found = _read_fields(row, EDGE_FIELDS)
    type_name = read_type(row, schema)
    citations = cells.read_citations(row, sources)
    if not row["sources"]:
        row.fault("sources", "no-source", "is empty: an assertion needs a source")
    edge_type = schema.edges.get(type_name)
    if edge_type is None:
        for side in ("from", "to"):
            cells.read_node_id(row, side, nodes)
        return None
    _check_ends(row, schema, edge_type, nodes)
    dates = [source.day for source in _cited(citations, sources) if source.day]
    span = read_span(row, edge_type.dated, max(dates, default=None), seasons=edge_type.seasons)
    return Edge(
        **found,
        type=type_name,
        source=row["from"],
        target=row["to"],
        issue_area=area,
        span=span or Span(),
        citations=citations,
        properties=_properties(row, edge_type.properties, type_name, nodes, EDGE_COLUMNS),
    )


def _cited(citations: tuple[Citation, ...], sources: Mapping[str, Source]) -> list[Source]:
    return [sources[citation.source] for citation in citations]


def _check_ends(row: Row, schema: Schema, edge_type: EdgeType, nodes: KnownNodes) -> None:
    """Check that both ends are there and of kinds that the type joins, as far as that is known."""
    sides = (("from", edge_type.sources), ("to", edge_type.targets or edge_type.sources))
    ends = {side: nodes.get(cells.read_node_id(row, side, nodes)) for side, _ in sides}
    for side, allowed in sides:
        node = ends[side] or nodes.get(nodes.meant(row[side]))
        if node and node.kind and not schema.admits(node.kind, allowed):
            row.fault(
                side, "wrong-endpoint",
                f"{row['type']} runs {side} {' or '.join(allowed)}, and {node.id} is a {node.kind}",
            )  # fmt: skip
    if edge_type.figure and row["from"] != row["to"]:
        row.fault("to", "wrong-endpoint", f"{row['type']} is a figure: to must be {row['from']!r}")
    if not edge_type.figure and row["from"] and row["from"] == row["to"]:
        row.fault("to", "self-relation", f"{row['type']} runs from {row['from']} to itself")


def read_name(row: Row, nodes: KnownNodes, sources: Mapping[str, Source]) -> DatedName:
    """Read a row of ``names.csv``."""
    check_language(row, "language")
    check_name(row, "name", row["language"].partition("-")[0])
    return _dated_name(row, "name", row["language"], nodes, sources)


def read_code(row: Row, nodes: KnownNodes, sources: Mapping[str, Source]) -> DatedName:
    """Read a row of ``codes.csv``."""
    return _dated_name(row, "code", cells.read_required(row, "scheme"), nodes, sources)


def _dated_name(
    row: Row, column: str, scheme: str, nodes: KnownNodes, sources: Mapping[str, Source]
) -> DatedName:
    read_span(row, "spell", None)
    return DatedName(
        cells.read_node_id(row, "node", nodes),
        cells.read_required(row, column),
        scheme,
        row["since"],
        row["until"],
        cells.read_citations(row, sources),
    )


def read_coverage(row: Row, schema: Schema, sources: Mapping[str, Source]) -> Coverage:
    """Read a row of ``coverage.csv``."""
    if row["source"] not in sources:
        row.fault(
            "source", "unknown-source", f"no source {row['source']!r} in sources.csv",
            nearest(row["source"], sources),
        )  # fmt: skip
    cells.read_choice(row, "type", schema.edges)
    read_span(row, "spell", None)
    if row["rows"] and not row["rows"].isdecimal():
        row.fault("rows", "bad-number", f"{row['rows']!r} is not a whole number")
    return Coverage(*(row[column] for column in COVERAGE.columns))
