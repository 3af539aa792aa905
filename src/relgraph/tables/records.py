"""Rows to records: one function for each kind of file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relgraph.errors import nearest
from relgraph.model.dates import DateFault, Span, days
from relgraph.model.records import Coverage, DatedName, Edge, Node, Source
from relgraph.model.schema import EDGE_COLUMNS, NODE_COLUMNS, RANKS, STATUSES
from relgraph.tables import cells
from relgraph.tables.rows import Layout, Row

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

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
        day=_published(row),
    )


def _published(row: Row) -> date | None:
    try:
        return days(row["published"]).first if row["published"] else None
    except DateFault as error:
        row.fault("published", "bad-date", str(error), error.suggestion)
        return None


def read_node(row: Row, schema: Schema, family: str) -> Node | None:
    """Read a row of ``nodes/*.csv``; None when its kind is unknown."""
    kinds = [name for name, kind in schema.kinds.items() if kind.family == family]
    kind = cells.read_choice(row, "kind", kinds)
    node_id = cells.read_id(row)
    if kind not in kinds:
        return None
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
        properties=_properties(row, schema.kinds[kind].properties, kind, {}),
    )


def _properties(
    row: Row, wanted: Mapping[str, Property], type_name: str, nodes: Mapping[str, Node]
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
        if prop.required and not row[column]:
            row.fault(column, "missing", f"is empty: {type_name} needs it")
    return found


def read_edge(
    row: Row, schema: Schema, nodes: Mapping[str, Node], sources: Mapping[str, Source], area: str
) -> Edge | None:
    """Read a row of ``edges/*.csv``; None when its type is unknown."""
    edge_id = cells.read_id(row)
    type_name = cells.read_choice(row, "type", schema.edges)
    citations = cells.read_citations(row, sources)
    if not row["sources"]:
        row.fault("sources", "no-source", "is empty: an assertion needs a source")
    edge_type = schema.edges.get(type_name)
    if edge_type is None:
        return None
    _check_ends(row, schema, edge_type, nodes)
    dates = [source.day for source in _cited(citations, sources) if source.day]
    span = cells.read_span(row, edge_type.dated, max(dates, default=None))
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


def _check_ends(row: Row, schema: Schema, edge_type: EdgeType, nodes: Mapping[str, Node]) -> None:
    sides = (("from", edge_type.sources), ("to", edge_type.targets or edge_type.sources))
    for side, allowed in sides:
        node = nodes.get(row[side])
        if node is None:
            message = f"no node {row[side]!r}" if row[side] else "is empty"
            row.fault(side, "unknown-node", message, nearest(row[side], nodes))
        elif not schema.admits(node.kind, allowed):
            row.fault(
                side, "wrong-endpoint",
                f"{row['type']} runs {side} {' or '.join(allowed)}, and {node.id} is a {node.kind}",
            )  # fmt: skip
    if edge_type.figure and row["from"] != row["to"]:
        row.fault("to", "wrong-endpoint", f"{row['type']} is a figure: to must be {row['from']!r}")


def read_name(row: Row, nodes: Mapping[str, Node], sources: Mapping[str, Source]) -> DatedName:
    """Read a row of ``names.csv``."""
    return _dated_name(row, "name", row["language"], nodes, sources)


def read_code(row: Row, nodes: Mapping[str, Node], sources: Mapping[str, Source]) -> DatedName:
    """Read a row of ``codes.csv``."""
    return _dated_name(row, "code", cells.read_required(row, "scheme"), nodes, sources)


def _dated_name(
    row: Row, column: str, scheme: str, nodes: Mapping[str, Node], sources: Mapping[str, Source]
) -> DatedName:
    if row["node"] not in nodes:
        row.fault("node", "unknown-node", f"no node {row['node']!r}", nearest(row["node"], nodes))
    cells.read_span(row, "spell", None)
    return DatedName(
        row["node"],
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
    cells.read_span(row, "spell", None)
    return Coverage(*(row[column] for column in COVERAGE.columns))
