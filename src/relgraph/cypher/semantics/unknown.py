"""Names that a query speaks of and the graph does not have: no fault, but rarely meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relgraph.cypher.syntax import tree
from relgraph.errors import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from relgraph.cypher.graph import PropertyGraph

Name = tuple[str, str]


def notices(query: tree.Query, graph: PropertyGraph) -> tuple[str, ...]:
    """Say which labels, relationship types and properties of a query the graph does not have."""
    known = {
        "label": {label for labels in graph.label_sets for label in labels},
        "relationship type": set(graph.edges),
        "property": {*graph.columns, *(key for t in graph.tables for key in t.columns)},
    }
    known["label"] |= known["relationship type"]  # r:TYPE is written as a label
    clauses = [clause for part in query.parts for clause in part.clauses]
    bound = {f"property of {name}" for name in _bound(clauses)}
    named = dict.fromkeys(
        ("property", name) if what in bound else (what, name)
        for clause in clauses
        for what, name in _of_clause(clause)
    )
    return tuple(
        f"no {what} {name} in the data{did_you_mean(name, known[what])}"
        for what, name in named
        if what in known and name not in known[what]
    )


def _bound(clauses: Iterable[tree.Clause]) -> Iterator[str | None]:
    """Walk the names that patterns bind: only they have the properties of the graph."""
    for clause in clauses:
        for part in clause.parts if isinstance(clause, tree.Match) else ():
            yield from (node.variable for node in part.nodes)
            yield from (relation.variable for relation in part.relations)


def _of_clause(clause: tree.Clause) -> Iterator[Name]:
    if isinstance(clause, tree.Match):
        yield from _of_parts(clause.parts)
        values = [clause.where]
    elif isinstance(clause, tree.Unwind):
        values = [clause.source]
    else:
        values = [item.expression for item in clause.items]
        values += [key.expression for key in clause.order]
        values.append(clause.where)
    for value in filter(None, values):
        yield from _of_expression(value)


def _of_parts(parts: Iterable[tree.PatternPart]) -> Iterator[Name]:
    for part in parts:
        for node in part.nodes:
            yield from _of_labels(node.labels)
            yield from _of_map(node.properties)
        for relation in part.relations:
            yield from (("relationship type", name) for name in relation.types)
            yield from _of_map(relation.properties)


def _of_labels(labels: tree.Labels | None) -> Iterator[Name]:
    if labels is not None and labels.operator == "name":
        yield "label", labels.name
    for part in labels.parts if labels else ():
        yield from _of_labels(part)


def _of_map(properties: tree.Expression | None) -> Iterator[Name]:
    if isinstance(properties, tree.MapLiteral):
        yield from (("property", key) for key, _ in properties.items)


def _of_expression(value: tree.Expression) -> Iterator[Name]:
    for part in tree.walk(value):
        if isinstance(part, tree.Property) and isinstance(part.base, tree.Variable):
            yield f"property of {part.base.name}", part.key
        elif isinstance(part, tree.HasLabels):
            yield from _of_labels(part.labels)
        elif isinstance(part, tree.PatternTest):
            yield from _of_parts(part.parts)
            if part.where:
                yield from _of_expression(part.where)
