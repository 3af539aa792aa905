"""Graphs as one: nodes are one by their id, and edges of a type lie one after the other."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from relgraph.graph.columns import Column, column_of
from relgraph.graph.edges import EdgeTable
from relgraph.graph.property_graph import PropertyGraph
from relgraph.graph.words import Words, offsets

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from relgraph.graph.words import Array

    Part = tuple[Column | None, int]
    """A column, if there is one, and its number of rows."""


def constant(text: str, size: int) -> Column:
    """Return a column that says the same in all rows, which takes no memory.

    >>> constant("actual", 3).values()
    ['actual', 'actual', 'actual']
    """
    return Column("text", np.broadcast_to(np.int32(0), size), None, Words.of([text]))


def laid(parts: Sequence[Part]) -> Column | None:
    """Lay columns one after the other; None if there is none.

    >>> laid([(column_of(["b"]), 1), (None, 1), (column_of(["a"]), 1)]).values()
    ['b', None, 'a']
    """
    there = [column for column, _ in parts if column is not None]
    if not there:
        return None
    if len(parts) == 1:
        return there[0]
    kinds = {column.kind for column in there}
    if len(kinds) > 1 or kinds == {"object"}:
        return column_of([value for part in parts for value in _values(part)])
    known = [np.zeros(size, bool) if column is None else column.known() for column, size in parts]
    valid = np.concatenate(known)
    mask = None if valid.all() else valid
    [kind] = kinds
    if kind == "textlist":
        return _lists(parts, mask)
    if kind == "text":
        return _texts(parts, mask)
    data = [
        np.zeros(size, there[0].data.dtype) if column is None else column.data
        for column, size in parts
    ]
    return Column(kind, np.concatenate(data), mask)


def _values(part: Part) -> list[Any]:
    column, size = part
    return [None] * size if column is None else column.values()


def _texts(parts: Sequence[Part], valid: Array | None) -> Column:
    words, at = _merged(
        [part.words for part, _ in parts if part is not None and part.words is not None]
    )
    renumbered = iter(at)
    codes = []
    for column, size in parts:
        if column is None:
            codes.append(np.zeros(size, np.int32))
        else:
            number = next(renumbered)
            codes.append(number[column.data] if len(number) else column.data)
    if len(words) == 1 and valid is None:
        return Column("text", np.broadcast_to(np.int32(0), sum(map(len, codes))), None, words)
    return Column("text", np.concatenate(codes), valid, words)


def _lists(parts: Sequence[Part], valid: Array | None) -> Column:
    there = [column for column, _ in parts if column is not None]
    words, at = _merged([column.words for column in there if column.words is not None])
    sizes = [
        np.zeros(size, np.int64) if column is None else np.diff(column.data)
        for column, size in parts
    ]
    inner = [column.codes for column in there if column.codes is not None]
    codes = [number[each] if len(number) else each for each, number in zip(inner, at, strict=True)]
    return Column("textlist", offsets(np.concatenate(sizes)), valid, words, np.concatenate(codes))


def _merged(parts: Sequence[Words]) -> tuple[Words, list[Array]]:
    """Return the words of all parts, and for each part the new number of each of its words."""
    ordered = sorted(range(len(parts)), key=lambda at: parts[at][0] if len(parts[at]) else "")
    filled = [at for at in ordered if len(parts[at])]
    apart = all(parts[a][len(parts[a]) - 1] < parts[b][0] for a, b in pairwise(filled))
    if apart:
        numbers = [np.zeros(0, np.int32)] * len(parts)
        begin = 0
        for at in filled:
            numbers[at] = np.arange(begin, begin + len(parts[at]), dtype=np.int32)
            begin += len(parts[at])
        blob = np.concatenate([parts[at].blob for at in filled] or [np.zeros(0, np.uint8)])
        sizes = [np.diff(parts[at].offsets) for at in filled]
        return Words(offsets(np.concatenate(sizes or [np.zeros(0, np.int64)])), blob), numbers
    texts = [part.texts(np.arange(len(part))) for part in parts]
    words = Words.of(text for each in texts for text in each)
    everything = words.texts(np.arange(len(words)))
    code = dict(zip(everything, range(len(everything)), strict=True))
    return words, [np.array([code[text] for text in each], np.int32) for each in texts]


def union(
    graphs: Sequence[PropertyGraph], meta: Mapping[str, Any], same: Mapping[str, str] | None = None
) -> PropertyGraph:
    """Return some graphs as one; of nodes with one id the properties and labels of the first count.

    What has no id is another node in each. ``same`` has the ids of nodes that are another: its
    edges become that one's, if it is in a graph before.

    >>> from relgraph.graph.build import Edges, build
    >>> ids = column_of(["CHN"])
    >>> graph = build([["State"]], {"id": ids}, {"BORDERS": Edges.of([0], [0])})
    >>> both = union([graph, graph], {})
    >>> both.node_count, both.edge_count
    (1, 2)
    """
    numbers, kept = _numbered(graphs, same or {})
    sets: dict[tuple[str, ...], int] = {}
    codes = []
    for graph, rows in zip(graphs, kept, strict=True):
        own = [sets.setdefault(labels, len(sets)) for labels in graph.label_sets]
        codes.append(np.array(own, np.int32)[graph.label_code[rows]])
    names = dict.fromkeys(name for graph in graphs for name in graph.columns)
    columns = {}
    for name in names:
        parts = [
            (graph.columns[name].take(rows) if name in graph.columns else None, len(rows))
            for graph, rows in zip(graphs, kept, strict=True)
        ]
        if (column := laid(parts)) is not None:
            columns[name] = column
    label_code = np.concatenate(codes)
    types = dict.fromkeys(sorted(name for graph in graphs for name in graph.edges))
    edges = {name: _table(name, graphs, numbers, len(label_code)) for name in types}
    return PropertyGraph(tuple(sets), label_code, columns, edges, meta)


def _numbered(
    graphs: Sequence[PropertyGraph], same: Mapping[str, str]
) -> tuple[list[Array], list[Array]]:
    """Return the number in the union of each graph's nodes, and the rows that each adds to it."""
    known: dict[str, int] = {}
    size = 0
    numbers, kept = [], []
    for graph in graphs:
        column = graph.columns.get("id")
        ids = [None] * graph.node_count if column is None else column.values()
        own = np.empty(graph.node_count, np.int32)
        new = []
        for node, own_id in enumerate(ids):
            judged = same.get(own_id, own_id)
            id = judged if judged in known else own_id
            if id is None or id not in known:
                if id is not None:
                    known[id] = size
                own[node] = size
                size += 1
                new.append(node)
            else:
                own[node] = known[id]
        numbers.append(own)
        kept.append(np.array(new, np.int64))
    return numbers, kept


def _table(
    name: str, graphs: Sequence[PropertyGraph], numbers: Sequence[Array], nodes: int
) -> EdgeTable:
    tables = [
        (graph.edges[name], number)
        for graph, number in zip(graphs, numbers, strict=True)
        if name in graph.edges
    ]
    source = np.concatenate([number[table.source] for table, number in tables])
    target = np.concatenate([number[table.target] for table, number in tables])
    columns = {}
    for key in dict.fromkeys(key for table, _ in tables for key in table.columns):
        column = laid([(table.columns.get(key), len(table)) for table, _ in tables])
        if column is not None:
            columns[key] = column
    return EdgeTable(name, len(source), lambda: (source, target), columns, nodes)
