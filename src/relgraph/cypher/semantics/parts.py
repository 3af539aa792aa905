"""What a query is made of, found wherever it stands: patterns and expressions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relgraph.cypher.syntax import tree

if TYPE_CHECKING:
    from collections.abc import Iterator

    Element = tree.NodePattern | tree.RelationPattern


def expressions(query: tree.Query) -> Iterator[tree.Expression]:
    """Walk all expressions of a query, with all inside them; those of inner patterns too."""
    for part in query.parts:
        for clause in part.clauses:
            for value in _of_clause(clause):
                yield from _walk(value)


def _walk(value: tree.Expression) -> Iterator[tree.Expression]:
    for inner in tree.walk(value):
        yield inner
        if isinstance(inner, tree.PatternTest):
            for element in _of_parts(inner.parts):
                if element.properties:
                    yield from _walk(element.properties)
            if inner.where:
                yield from _walk(inner.where)


def _of_clause(clause: tree.Clause) -> Iterator[tree.Expression]:
    if isinstance(clause, tree.Match):
        values = [element.properties for element in _of_parts(clause.parts)]
        values.append(clause.where)
    elif isinstance(clause, tree.Unwind):
        values = [clause.source]
    else:
        values = [item.expression for item in clause.items]
        values += [key.expression for key in clause.order]
        values.append(clause.where)
    yield from filter(None, values)


def _of_parts(parts: tuple[tree.PatternPart, ...]) -> Iterator[Element]:
    for part in parts:
        yield from part.nodes
        yield from part.relations


def elements(query: tree.Query) -> Iterator[Element]:
    """Walk the nodes and relationships of all patterns, inner ones too."""
    for part in query.parts:
        for clause in part.clauses:
            if isinstance(clause, tree.Match):
                yield from _of_parts(clause.parts)
    for value in expressions(query):
        if isinstance(value, tree.PatternTest):
            yield from _of_parts(value.parts)
