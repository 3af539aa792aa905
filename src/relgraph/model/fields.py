"""The fields that every edge and every node has, in one table each.

The tables drive reading and writing CSV, building graphs, and the way back; their order is that
of the columns of a file and of an export. What only some types have is in the schema.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Form = Literal["text", "id", "choice", "list", "citations", "own", "follows"]
"""How a cell is read: ``own`` by its reader alone, ``follows`` from the other fields."""

CLAIMED = "CLAIMED"
"""Type of the edges that are claims; what they claim is their property ``claims``."""


@dataclass(frozen=True, slots=True)
class Field:
    """A field in a record, in CSV and in a graph.

    Parameters
    ----------
    name
        Path of the attribute in a record; empty for what only a graph has.
    column, property
        Name in CSV and in a graph; empty for what has none there.
    form
        How it is read.
    choices, default
        What a choice may be, and what an empty cell means.
    """

    name: str
    column: str = ""
    property: str = ""
    form: Form = "text"
    choices: tuple[str, ...] = ()
    default: str = ""


STATUSES = ("actual", "planned", "contracted", "announced")
RANKS = ("preferred", "normal", "deprecated")
CONFIDENCES = ("high", "medium", "low")
EDGE_FIELDS = (
    Field("id", "id", "id", "id"),
    Field("type", "type", "", "own"),
    Field("source", "from", "", "own"),
    Field("target", "to", "", "own"),
    Field("issue_area", "", "issue_area", "own"),
    Field("span.since", "", "since", "follows"),
    Field("span.until", "", "until", "follows"),
    Field("span.since_latest", "", "since_latest", "follows"),
    Field("span.until_earliest", "", "until_earliest", "follows"),
    Field("since", "since", "since_edtf"),
    Field("until", "until", "until_edtf"),
    Field("span.ongoing", "", "ongoing", "follows"),
    Field("", "", "dated", "follows"),
    Field("citations", "sources", "sources", "citations"),
    Field("", "", "source_ids", "follows"),
    Field("status", "status", "status", "choice", STATUSES, "actual"),
    Field("rank", "rank", "rank", "choice", RANKS, "normal"),
    Field("confidence", "confidence", "confidence", "choice", CONFIDENCES),
    Field("fact", "fact", "fact"),
    Field("series", "series", "series"),
    Field("", "", "counts", "follows"),
    Field("", "", "verdict", "follows"),
    Field("", "", "claims", "follows"),
    Field("superseded_by", "superseded_by", "superseded_by", "list"),
    Field("note", "note", "note"),
    Field("", "", "dataset", "follows"),
    Field("", "", "imported", "follows"),
    Field("", "", "row", "follows"),
)
NODE_FIELDS = (
    Field("id", "id", "id", "id"),
    Field("kind", "kind", "", "own"),
    Field("", "", "kind", "follows"),
    Field("", "", "family", "follows"),
    Field("", "", "claims", "follows"),
    Field("name", "name", "name", "own"),
    Field("aliases", "aliases", "aliases", "list"),
    Field("rank", "rank", "", "choice", ("normal", "deprecated"), "normal"),
    Field("note", "note", "note"),
    Field("", "", "dataset", "follows"),
    Field("", "", "imported", "follows"),
)
"""After ``name`` come the names in the languages of the schema: ``name_zh``."""
SOURCE_FIELDS = (
    "id", "title", "publisher", "author", "published", "language", "url", "kind", "reliability",
    "access", "licence",
)  # fmt: skip
"""Texts of a source: attribute, column and property in one."""

EDGE_COLUMNS = tuple(field.column for field in EDGE_FIELDS if field.column)
EDGE_PROPERTIES = tuple(field.property for field in EDGE_FIELDS if field.property)
NODE_PROPERTIES = tuple(field.property for field in NODE_FIELDS if field.property)
TAKEN = frozenset({
    *EDGE_COLUMNS, *EDGE_PROPERTIES, *NODE_PROPERTIES, "kind", "aliases", "rank",
    "names", "short_name", "codes", "labels", "source", "target", "key",
})  # fmt: skip
"""Names that a property of a type cannot have."""
