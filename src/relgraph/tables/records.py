"""Rows to records: one function for each kind of file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relgraph.errors import Fault, nearest
from relgraph.model.dates import Span
from relgraph.model.records import Coverage, DatedName, Edge, Node, Source
from relgraph.model.schema import EDGE_COLUMNS, NODE_COLUMNS, RANKS, STATUSES
from relgraph.tables import cells
from relgraph.tables.known import KnownNodes
from relgraph.tables.rows import Layout, Row
from relgraph.tables.spans import read_day, read_span
from relgraph.tables.texts import check_language, check_name

if TYPE_CHECKING:
    from collections.abc import Mapping

    from relgraph.model.quantity import Quantity
    from relgraph.model.records import Citation
    from relgraph.model.schema import EdgeType, Property, Schema

RELIABILITIES = ("A", "B", "C", "D", "E", "F")
ACCESSES = ("read", "catalogue", "memory")
SOURCES = Layout(
    "sources.csv",
    ("id", "title", "publisher", "author", "published", "language", "url", "kind",
     "reliability", "access", "licence"),
    ("id", "title", "reliability", "access"),
)  # fmt: skip
NAMES = Layout(
    "names.csv", ("node", "name", "language", "since", "until", "sources"), ("node", "name")
)
CODES = Layout(
    "codes.csv", ("node", "scheme", "code", "since", "until", "sources"), ("node", "scheme", "code")
)
COVERAGE = Layout(
    "coverage.csv",
    ("source", "type", "actors", "since", "until", "grain", "absence"),
    ("source", "type", "absence"),
)


def node_layout(path: str, schema: Schema, family: str) -> Layout:
    """Give the columns of a family's file."""
    typed = tuple(schema.node_properties(family))
    return Layout(path, (*NODE_COLUMNS, *typed), ("id", "kind", "name"))


def edge_layout(path: str, schema: Schema) -> Layout:
    """Give the columns of an issue area's file."""
    return Layout(
        path,
        (*EDGE_COLUMNS, *schema.edge_properties()),
        ("id", "type", "from", "to", "since", "until", "sources"),
    )


def read_source(row: Row) -> Source:
    """Read a row of ``sources.csv``."""
    check_language(row, "language")
    return Source(
        id=cells.read_id(row),
        title=cells.read_required(row, "title"),
        publisher=row["publisher"],
        author=row["author"],
        published=row["published"],
        language=row["language"],
        url=cells.read_url(row, "url"),
        kind=row["kind"],
        reliability=cells.read_choice(row, "reliability", RELIABILITIES),
        access=cells.read_choice(row, "access", ACCESSES),
        licence=row["licence"],
        day=read_day(row, "published"),
    )


def read_node(row: Row, schema: Schema, family: str) -> Node:
    """Read a row of ``nodes/*.csv``; its kind is what was probably meant, or empty."""
    node_id = cells.read_id(row)
    kind = _kind(row, schema, family)
    check_name(row, "name")
    for column in row.numbers:
        if column.startswith("name_"):
            check_name(row, column, column.removeprefix("name_"))
    return Node(
        id=node_id,
        kind=kind,
        family=family,
        name=cells.read_required(row, "name"),
        name_zh=row["name_zh"],
        name_ru=row["name_ru"],
        aliases=cells.read_list(row, "aliases"),
        rank=cells.read_choice(row, "rank", ("normal", "deprecated"), "normal"),
        note=row["note"],
        properties=_properties(row, schema.kinds[kind].properties, kind, KnownNodes())
        if kind
        else {},
    )


def _kind(row: Row, schema: Schema, family: str) -> str:
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
    row: Row, wanted: Mapping[str, Property], type_name: str, nodes: KnownNodes
) -> dict[str, str | int | float | bool | Quantity]:
    found = {}
    base = {*NODE_COLUMNS, *EDGE_COLUMNS}
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


def read_edge(
    row: Row, schema: Schema, nodes: KnownNodes, sources: Mapping[str, Source], area: str
) -> Edge | None:
    """Read a row of ``edges/*.csv``; None when nothing is like its type."""
    edge_id = cells.read_id(row)
    type_name = cells.read_choice(row, "type", schema.edges)
    type_name = type_name if type_name in schema.edges else nearest(type_name, schema.edges)
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
        id=edge_id,
        type=type_name,
        source=row["from"],
        target=row["to"],
        issue_area=area,
        since=row["since"],
        until=row["until"],
        span=span or Span(),
        citations=citations,
        status=cells.read_choice(row, "status", STATUSES, "actual"),
        rank=cells.read_choice(row, "rank", RANKS, "normal"),
        fact=row["fact"],
        superseded_by=cells.read_list(row, "superseded_by"),
        note=row["note"],
        properties=_properties(row, edge_type.properties, type_name, nodes),
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
    return Coverage(*(row[column] for column in COVERAGE.columns))
