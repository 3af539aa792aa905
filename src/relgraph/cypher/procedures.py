"""Procedures that a query may CALL: those of Neo4j that tell what there is, and one's own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from relgraph.graph.property_graph import PropertyGraph


class Procedure(Struct, frozen=True):
    """What a procedure takes and gives: names with types, and the function that gives its rows.

    A type is named as in Cypher (``INTEGER``, ``STRING``, ``NUMBER``, ``ANY``), ``?`` after it
    allows null. The function takes the graph and the arguments.
    """

    inputs: tuple[tuple[str, str], ...]
    outputs: tuple[tuple[str, str], ...]
    rows: Callable[..., Iterable[tuple[Any, ...]]]


def _labels(graph: PropertyGraph) -> list[tuple[str]]:
    used = [labels for labels, size in zip(graph.label_sets, graph.set_sizes, strict=True) if size]
    return [(label,) for label in sorted({label for labels in used for label in labels})]


def _types(graph: PropertyGraph) -> list[tuple[str]]:
    return [(table.name,) for table in graph.tables if len(table)]


def _keys(graph: PropertyGraph) -> list[tuple[str]]:
    tables = [graph.columns, *(table.columns for table in graph.tables)]
    return [(key,) for key in sorted({key for columns in tables for key in columns})]


PROCEDURES: Mapping[str, Procedure] = {
    "db.labels": Procedure((), (("label", "STRING"),), _labels),
    "db.relationshipTypes": Procedure((), (("relationshipType", "STRING"),), _types),
    "db.propertyKeys": Procedure((), (("propertyKey", "STRING"),), _keys),
}
"""The procedures that every graph answers."""
