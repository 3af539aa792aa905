"""Vectors made of values, of columns, and of other vectors."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, TypeGuard

import numpy as np

from relgraph.cypher.values.entities import Node, Relationship
from relgraph.cypher.vectors.kinds import Constant, Lists, Nodes, Objects, Relationships, Vector
from relgraph.graph.columns import Column, column_of
from relgraph.graph.property_graph import PropertyGraph
from relgraph.graph.words import Words, offsets

if TYPE_CHECKING:
    from collections.abc import Sequence

    from relgraph.graph.words import Array

_DTYPES: dict[type, tuple[Any, type]] = {
    int: ("int", np.int64), float: ("float", np.float64), bool: ("bool", np.bool_),
}  # fmt: skip


def from_values(values: Sequence[Any]) -> Vector:
    """Pack Python values: into a typed vector if they are all of one type that has one.

    >>> from_values([1, None, 3]).kind, from_values([1, "a"]).kind
    ('int', 'any')
    """
    types = set(map(type, values)) - {type(None)}
    if len(types) != 1:
        return Objects.of(values) if types else Constant(None, len(values))
    [kind] = types
    if kind is Node or kind is Relationship:
        return _entities(values)
    if kind in _DTYPES:
        return _numbers(kind, values)
    return column_of(values) if kind is str or kind is date else Objects.of(values)


def _numbers(kind: type, values: Sequence[Any]) -> Vector:
    """Pack numbers or truth values; whole numbers that 64 bits do not hold stay objects."""
    name, dtype = _DTYPES[kind]
    valid = None
    if None in values:
        valid = np.fromiter((value is not None for value in values), bool, len(values))
        values = [kind() if value is None else value for value in values]
    try:
        return Column(name, np.fromiter(values, dtype, len(values)), valid)
    except OverflowError:
        return Objects.of(values)


def _entities(values: Sequence[Any]) -> Vector:
    graphs = {id(value.graph): value.graph for value in values if value is not None}
    if len(graphs) != 1:
        return Objects.of(values)
    [graph] = graphs.values()
    if not isinstance(graph, PropertyGraph):  # one that is being changed
        return Objects.of(values)
    first = next(value for value in values if value is not None)
    if isinstance(first, Node):
        nodes = [-1 if value is None else value.number for value in values]
        return Nodes(graph, np.array(nodes, np.int32))
    edges = [-1 if value is None else graph.edge_of(value.key) for value in values]
    return Relationships(graph, np.array(edges, np.int32))


def of_column(column: Column, rows: Array | slice) -> Vector:
    """Return some rows of a column of the graph."""
    if isinstance(rows, slice):
        if column.kind not in ("object", "textlist"):
            return column.part(rows)
        rows = np.arange(rows.start, rows.stop)
    if column.kind == "object":  # taken as texts, which are read as what they say
        valid = None if column.valid is None else column.valid[rows]
        return Objects.of(Column("object", column.data[rows], valid, column.words).values())
    return column.take(rows)


def part(vector: Vector, begin: int, end: int) -> Vector:
    """Return some rows that stand together; of numbers of nodes and edges nothing is copied."""
    if isinstance(vector, Relationships):
        return Relationships(vector.graph, vector.numbers[begin:end], vector.run)
    if isinstance(vector, Nodes):
        return Nodes(vector.graph, vector.numbers[begin:end])
    return vector.take(np.arange(begin, end))


def as_lists(column: Column) -> Lists:
    """Return a column of lists of texts as lists of a column of texts."""
    assert column.codes is not None  # noqa: S101  # a column of lists has codes
    return Lists(column.data, Column("text", column.codes, None, column.words), column.valid)


def is_null(vector: Vector) -> TypeGuard[Constant]:
    """Return whether a vector is null in all rows, known without looking."""
    return isinstance(vector, Constant) and vector.value is None


def nulls(size: int) -> Constant:
    """Return null in each row."""
    return Constant(None, size)


def ordinals(size: int) -> Column:
    """Return the number of each row."""
    return Column("int", np.arange(size))


def truths(mask: Array, valid: Array | None = None) -> Column:
    """Return truth values of a mask, and of what is known of it."""
    return Column("bool", mask, valid)


def spread(constant: Constant) -> Vector:
    """Return a constant as the vector of its kind, the value in each row."""
    if constant.kind in ("bool", "int", "float", "text", "date", "node", "relationship"):
        return from_values([constant.value]).take(np.zeros(constant.size, np.int64))
    data = np.empty(constant.size, object)
    for at in range(constant.size):
        data[at] = constant.value
    return Objects(data)


def concat(vectors: Sequence[Vector]) -> Vector:
    """Return vectors one after the other.

    >>> concat([from_values([1]), nulls(1), from_values([2])]).values()
    [1, None, 2]
    >>> concat([from_values(["b"]), from_values(["a"])]).values()
    ['b', 'a']
    """
    some = [vector for vector in vectors if len(vector)] or list(vectors[:1])
    if len(some) == 1:
        return some[0]
    if all(isinstance(each, Constant) for each in some):
        values = [(type(each.value), each.value) for each in some if isinstance(each, Constant)]
        if all(value[0] is values[0][0] and value[1] is values[0][1] for value in values):
            return Constant(values[0][1], sum(map(len, some)))
    some = [
        each if is_null(each) or not isinstance(each, Constant) else spread(each) for each in some
    ]
    some = [as_lists(each) if each.kind == "textlist" else each for each in some]  # type: ignore[arg-type]
    kinds = {each.kind for each in some if not is_null(each)}
    join = _JOINS.get(kinds.pop()) if len(kinds) == 1 else None
    if join is None:
        return Objects.of([value for each in some for value in each.values()])
    return join(some)


def _join_column(vectors: Sequence[Any]) -> Vector:
    kind = next(each.kind for each in vectors if not is_null(each))
    if kind == "text":
        vectors = _same_words(vectors)
    first = next(each for each in vectors if not is_null(each))
    blank = first.data[:1]
    data = np.concatenate(
        [np.resize(blank, len(each)) if is_null(each) else each.data for each in vectors]
    )
    sure = all(not is_null(each) and each.valid is None for each in vectors)
    valid = None if sure else np.concatenate([each.known() for each in vectors])
    return Column(kind, data, valid, first.words)


def _same_words(vectors: Sequence[Any]) -> Sequence[Any]:
    """Code columns of texts by the same words, if they are not yet."""
    texts = [each for each in vectors if not is_null(each)]
    if all(each.words is texts[0].words for each in texts):
        return vectors
    used = [np.flatnonzero(np.bincount(each.data[each.known()])) for each in texts]
    words = Words.of(
        text for each, codes in zip(texts, used, strict=True) for text in each.words.texts(codes)
    )
    found = []
    for each in vectors:
        if not is_null(each):
            codes = used.pop(0)
            numbers = np.zeros(len(each.words) + 1, np.int32)
            numbers[codes] = words.codes(each.words.texts(codes))
            each = Column("text", numbers[each.data], each.valid, words)  # noqa: PLW2901
        found.append(each)
    return found


def _join_numbers(vectors: Sequence[Any]) -> Vector:
    first = next(each for each in vectors if not is_null(each))
    if any(each.graph is not first.graph for each in vectors if not is_null(each)):
        return Objects.of([value for each in vectors for value in each.values()])
    numbers = np.concatenate(
        [np.full(len(each), -1, np.int32) if is_null(each) else each.numbers for each in vectors]
    )
    found: Vector = type(first)(first.graph, numbers)
    return found


def _join_lists(vectors: Sequence[Any]) -> Lists:
    lists = [
        Lists(np.zeros(len(each) + 1, np.int64), nulls(0), np.zeros(len(each), bool))
        if is_null(each)
        else each
        for each in vectors
    ]
    sizes = np.concatenate([each.sizes() for each in lists])
    used = [each.items.take(np.arange(each.starts[0], each.starts[-1])) for each in lists]
    starts = offsets(sizes)
    sure = all(each.valid is None for each in lists)
    valid = None if sure else np.concatenate([each.known() for each in lists])
    return Lists(starts, concat(used), valid)


_JOINS = {
    **dict.fromkeys(("bool", "int", "float", "date", "text"), _join_column),
    **dict.fromkeys(("node", "relationship"), _join_numbers),
    "list": _join_lists,
}


def merge(size: int, parts: Sequence[tuple[Array, Vector]]) -> Vector:
    """Return the vector that has each part's values at the part's rows, null elsewhere."""
    filled = sum(len(rows) for rows, _ in parts)
    if len(parts) == 1 and filled == size:
        return parts[0][1]
    vectors = [vector for _, vector in parts]
    if filled < size:
        vectors.append(nulls(size - filled))
        free = np.ones(size, bool)
        for rows, _ in parts:
            free[rows] = False
        places = np.concatenate([*(rows for rows, _ in parts), np.flatnonzero(free)])
    else:
        places = np.concatenate([rows for rows, _ in parts])
    at = np.empty(size, np.int64)
    at[places] = np.arange(size)
    return concat(vectors).take(at)
