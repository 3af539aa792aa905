"""Names that a query speaks of and the graph does not have: no fault, but rarely meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relgraph.cypher.syntax import tree
from relgraph.errors import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from relgraph.cypher.semantics.parts import Pieces
    from relgraph.graph.property_graph import PropertyGraph

Name = tuple[str, str]


def unknown(pieces: Pieces, graph: PropertyGraph) -> tuple[str, ...]:
    """Return which labels, relationship types and properties of a query the graph does not have."""
    known = {
        "label": {label for labels in graph.label_sets for label in labels},
        "relationship type": set(graph.edges),
        "property": {*graph.columns, *(key for t in graph.tables for key in t.columns)},
    }
    known["label"] |= known["relationship type"]  # r:TYPE is written as a label
    named = dict.fromkeys([*_of_patterns(pieces), *_of_expressions(pieces)])
    return tuple(
        f"no {what} {name} in the data{did_you_mean(name, known[what])}"
        for what, name in named
        if name not in known[what]
    )


def _of_patterns(pieces: Pieces) -> Iterator[Name]:
    for element in pieces.elements:
        if isinstance(element, tree.NodePattern):
            yield from _of_labels(element.labels)
        else:
            yield from (("relationship type", name) for name in element.types)
        if isinstance(element.properties, tree.MapLiteral):
            yield from (("property", key) for key, _ in element.properties.items)


def _of_expressions(pieces: Pieces) -> Iterator[Name]:
    """Walk labels, and properties of names that patterns bind: only they have the graph's."""
    bound = {element.variable for element in pieces.elements}
    for value in pieces.expressions:
        if isinstance(value, tree.HasLabels):
            yield from _of_labels(value.labels)
        elif (
            isinstance(value, tree.Property)
            and isinstance(value.base, tree.Variable)
            and value.base.name in bound
        ):
            yield "property", value.key


def _of_labels(labels: tree.Labels | None) -> Iterator[Name]:
    if labels is not None and labels.operator == "name":
        yield "label", labels.name
    for part in labels.parts if labels else ():
        yield from _of_labels(part)
