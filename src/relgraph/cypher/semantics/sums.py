"""Sums of figures that are not to be added: of several series."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from relgraph.cypher.syntax import tree

if TYPE_CHECKING:
    from collections.abc import Iterator

    from relgraph.cypher.semantics.parts import Pieces
    from relgraph.graph.property_graph import PropertyGraph

_ADDING = ("sum", "avg")
_TELLING = ("counts", "series", "reporter", "id")
"""Properties that tell series apart: who asks for one knows what is added."""


def mixed_series(pieces: Pieces, graph: PropertyGraph) -> tuple[str, ...]:
    """Return what a query adds that belongs to several series, as far as its text tells."""
    types = {
        element.variable: element.types or tuple(graph.edges)
        for element in pieces.elements
        if isinstance(element, tree.RelationPattern) and element.variable
    }
    return tuple(dict.fromkeys(_mixed(pieces, graph, types)))


def _mixed(
    pieces: Pieces, graph: PropertyGraph, types: dict[str, tuple[str, ...]]
) -> Iterator[str]:
    asked = set(_asked(pieces))
    for call in pieces.expressions:
        if not isinstance(call, tree.Call) or call.name.lower() not in _ADDING:
            continue
        [value] = call.arguments
        if not isinstance(value, tree.Property) or not isinstance(value.base, tree.Variable):
            continue
        name, key = value.base.name, value.key
        for type in types.get(name, ()):
            series = [] if name in asked else _series(graph, type, key)
            if len(series) > 1:
                yield (
                    f"{call.name}({name}.{key}) adds up {len(series)} series of {type} "
                    f"({', '.join(series)}): ask for {name}.counts, or for one {name}.series"
                )


def _asked(pieces: Pieces) -> Iterator[str | None]:
    """Return the relationships of which a query asks what tells series apart."""
    for value in pieces.expressions:
        if isinstance(value, tree.Property) and isinstance(value.base, tree.Variable):
            yield value.base.name if value.key in _TELLING else None
    for element in pieces.elements:
        if isinstance(element.properties, tree.MapLiteral):
            keys = {key for key, _ in element.properties.items}
            yield None if keys.isdisjoint(_TELLING) else element.variable


def _series(graph: PropertyGraph, type: str, key: str) -> list[str]:
    """Return the series of the edges of a type that have a figure, the default one as itself."""
    default = graph.meta.get("series", {}).get(type) or "its own"
    found: set[str] = set()
    for table in graph.tables:
        figures, series = table.columns.get(key), table.columns.get("series")
        if table.name != type or figures is None or series is None or series.words is None:
            continue
        there = series.known() & figures.known()
        found.update(series.words.texts(np.unique(series.data[there])))
        if (figures.known() & ~series.known()).any():
            found.add(default)
    return sorted(found)
