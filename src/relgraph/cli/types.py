"""A schema as rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from relgraph.model.types import EdgeType, Family

if TYPE_CHECKING:
    from relgraph.model.types import Kind, Property, Schema

Rows = tuple[list[str], list[list[Any]]]


def types_rows(schema: Schema) -> Rows:
    """List all types: what they are, what they join, how they are dated."""
    rows: list[list[Any]] = [
        [name, "family", "", "", family.definition] for name, family in schema.families.items()
    ]
    rows += [
        [name, f"kind of {kind.family}", "", "", kind.definition]
        for name, kind in schema.kinds.items()
    ]
    rows += [
        [name, "edge", _ends(edge), edge.dated, edge.definition]
        for name, edge in schema.edges.items()
    ]
    rows += [
        [name, "issue area", "", "", area.definition] for name, area in schema.issue_areas.items()
    ]
    return ["type", "is", "joins", "dated", "definition"], rows


def _ends(edge: EdgeType) -> str:
    source = "|".join(edge.sources)
    if edge.figure:
        return f"{source} to itself"
    return f"{source} {'–' if edge.symmetric else '→'} {'|'.join(edge.targets)}"


def type_rows(schema: Schema, name: str) -> Rows:
    """List one type, then its properties.

    Raises
    ------
    NotFound
        When the schema has no such type; the nearest is named.
    """
    found = schema.find(name)
    rows = [[name, _summary(found), "", "", found.definition]]
    properties = {} if isinstance(found, Family) else found.properties
    rows += [
        [f"  {key}", prop.type, prop.unit, _bounds(prop), prop.definition]
        for key, prop in properties.items()
    ]
    return ["name", "is", "unit", "allowed", "definition"], rows


def _summary(found: Family | Kind | EdgeType) -> str:
    if isinstance(found, EdgeType):
        marks = [mark for mark in ("belongs", "speaks") if getattr(found, mark)]
        return ", ".join([_ends(found), found.dated, *marks])
    return f"nodes/{found.file}.csv" if isinstance(found, Family) else f"kind of {found.family}"


def _bounds(prop: Property) -> str:
    if prop.choices:
        return ", ".join(prop.choices)
    bounds = "" if prop.min is None and prop.max is None else f"{prop.min:g} to {prop.max:g}"
    return f"{bounds} required".strip() if prop.required else bounds
