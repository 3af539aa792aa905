"""Properties, labels, types and ends, gathered from the columns of the graph."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np

from relgraph.cypher.evaluate.scalar import apply
from relgraph.cypher.functions.operators import property_of
from relgraph.cypher.vectors.kinds import Lists, Nodes, Relationships
from relgraph.cypher.vectors.making import (
    as_lists,
    from_values,
    merge,
    nulls,
    of_column,
    truths,
)
from relgraph.cypher.vectors.sorting import stable_order
from relgraph.graph.columns import Column
from relgraph.graph.words import Words

if TYPE_CHECKING:
    from collections.abc import Callable

    from relgraph.cypher.syntax.tree import Labels
    from relgraph.cypher.vectors.kinds import Vector
    from relgraph.graph.property_graph import PropertyGraph
    from relgraph.graph.words import Array

_EPOCH = 719_163
"""Ordinal of the first day of numpy's calendar."""


def property_vector(base: Vector, key: str) -> Vector:
    """Look up a property of nodes, relationships, maps or dates."""
    if isinstance(base, Nodes):
        return _of_known(base, lambda nodes: _of_nodes(nodes, key))
    if isinstance(base, Relationships):
        return _of_known(base, lambda edges: _of_edges(edges, key))
    if isinstance(base, Column) and base.kind == "date" and key in ("year", "month"):
        return _date_part(base, key)
    return apply(lambda value: property_of(value, key), (base,), len(base))


def _of_known(base: Any, look_up: Callable[[Any], Vector]) -> Vector:  # noqa: ANN401  # entities
    """Look up in the rows that are not null."""
    if not len(base) or base.numbers.min() >= 0:
        return look_up(base)
    rows = np.flatnonzero(base.known())
    return merge(len(base), [(rows, look_up(base.take(rows)))]) if len(rows) else nulls(len(base))


def _of_nodes(base: Nodes, key: str) -> Vector:
    column = base.graph.columns.get(key)
    return nulls(len(base)) if column is None else of_column(column, base.numbers)


def _of_edges(base: Relationships, key: str) -> Vector:
    """Look up type by type; most often there is one."""
    graph, numbers = base.graph, base.numbers
    if not len(numbers):
        return nulls(0)
    first = np.searchsorted(graph.first_edges, numbers.min(), side="right") - 1
    if numbers.max() < graph.first_edges[first + 1]:
        if base.run:
            return _of_run(graph, int(first), numbers, key)
        return _of_type(graph, int(first), numbers, key)
    types = base.types()
    ends = np.cumsum(np.bincount(types))
    parts = []
    for number, rows in enumerate(np.split(stable_order(types), ends[:-1])):
        if len(rows):
            parts.append((rows, _of_type(graph, number, numbers[rows], key)))
    return merge(len(base), parts)


def _of_run(graph: PropertyGraph, number: int, edges: Array, key: str) -> Vector:
    column = graph.tables[number].columns.get(key)
    if column is None:
        return nulls(len(edges))
    begin = int(edges[0] - graph.first_edges[number])
    return of_column(column, slice(begin, begin + len(edges)))


def _of_type(graph: PropertyGraph, number: int, edges: Array, key: str) -> Vector:
    column = graph.tables[number].columns.get(key)
    if column is None:
        return nulls(len(edges))
    return of_column(column, edges - graph.first_edges[number])


def _date_part(days: Column, key: str) -> Column:
    """Return the year or the month of days; of many days looked up in a table of them all."""
    data = days.data
    known = data if days.valid is None else data[days.valid]
    if not len(known):
        return Column("int", data.astype(np.int64), days.valid)
    least, most = int(known.min()), int(known.max())
    if most - least >= len(data):
        return Column("int", _parts(data, key), days.valid)
    table = _years(least, most) if key == "year" else _parts(np.arange(least, most + 1), key)
    return Column("int", table.take(data - least, mode="clip"), days.valid)  # null is any day


def _years(least: int, most: int) -> Array:
    """Return the year of each day from one to another."""
    years = range(date.fromordinal(least).year, date.fromordinal(most).year + 1)
    begins = [max(date(year, 1, 1).toordinal(), least) for year in years]
    return np.repeat(np.array(years), np.diff(begins, append=most + 1))


def _parts(ordinals: Array, key: str) -> Array:
    day = (ordinals - _EPOCH).astype("datetime64[D]")
    years = day.astype("datetime64[Y]").astype(np.int64)
    if key == "year":
        return years + 1970
    months: Array = day.astype("datetime64[M]").astype(np.int64) - years * 12 + 1
    return months


def has_labels(base: Nodes, labels: Labels) -> Vector:
    """Return whether nodes have labels: judged once for each set of labels."""
    graph = base.graph
    verdicts = np.array([labels.accept(each) for each in graph.label_sets] or [False], bool)
    known = base.known()
    if known.all():
        return truths(verdicts[graph.label_code[base.numbers]])
    found = np.zeros(len(base), bool)
    found[known] = verdicts[graph.label_code[base.numbers[known]]]
    return truths(found, known)


def _labels(base: Nodes) -> Vector:
    graph = base.graph
    sets = [list(each) for each in graph.label_sets]
    starts = np.cumsum([0, *map(len, sets)])
    lists = Lists(starts, from_values([label for each in sets for label in each]))
    return _of_known(base, lambda nodes: lists.take(graph.label_code[nodes.numbers]))


def _type(base: Relationships) -> Vector:
    names = [table.name for table in base.graph.tables]
    words = Words.of(names)
    codes = np.array([words.find(name) for name in names] or [0], np.int32)
    known = base.known()
    types = codes[np.where(known, base.types(), 0)]
    return Column("text", types, None if known.all() else known, words)


def _ends(base: Relationships) -> tuple[Array, Array]:
    return base.graph.ends_of(base.numbers)


def _start_node(base: Relationships) -> Vector:
    return Nodes(base.graph, _ends(base)[0])


def _end_node(base: Relationships) -> Vector:
    return Nodes(base.graph, _ends(base)[1])


def _number(base: Nodes | Relationships) -> Vector:
    known = base.known()
    return Column("int", base.numbers.astype(np.int64), None if known.all() else known)


def _size(base: Lists) -> Vector:
    return Column("int", base.sizes(), base.valid)


def _size_of_texts(base: Column) -> Vector:
    return _size(as_lists(base))


FORMS: dict[tuple[str, str], Callable[[Any], Vector]] = {
    ("labels", "node"): _labels,
    ("type", "relationship"): _type,
    ("startnode", "relationship"): _start_node,
    ("endnode", "relationship"): _end_node,
    ("id", "node"): _number,
    ("id", "relationship"): _number,
    ("size", "list"): _size,
    ("size", "textlist"): _size_of_texts,
}
"""Forms for arrays of functions of one argument, by name and kind."""
