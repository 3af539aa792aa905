"""Some nodes and edges of a graph as a graph: the same columns, read through row numbers.

Nothing is copied but numbers. A column is gathered when it is first read, and its texts never.
"""

from __future__ import annotations

from functools import cache, partial
from typing import TYPE_CHECKING, Any

import numpy as np

from relgraph.graph.edges import EdgeTable
from relgraph.graph.lazy import Lazy
from relgraph.graph.property_graph import PropertyGraph

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from relgraph.graph.columns import Column
    from relgraph.graph.index import IdIndex
    from relgraph.graph.words import Array


def view(
    graph: PropertyGraph,
    nodes: Array,
    edges: Mapping[str, Array],
    meta: Mapping[str, Any] | None = None,
) -> PropertyGraph:
    """Return the view of some nodes and edges, ordered by their ids.

    What has no text as ``id`` comes after what has one, as it stands in the graph. Labels, types
    and properties are in the order of the alphabet; those that nothing in the view has are none.

    Parameters
    ----------
    nodes
        Mask of the nodes.
    edges
        Mask of the edges of each type; their ends are among the nodes. A type that is left out
        has none.
    meta
        What the view remembers instead of what the graph does.

    Examples
    --------
    >>> from relgraph.graph.build import Edges, build
    >>> from relgraph.graph.columns import column_of
    >>> ids = {"id": column_of(["RUS", "USA", "CHN"])}
    >>> graph = build([["State"]] * 3, ids, {"BORDERS": Edges.of([0, 0], [2, 1])})
    >>> found = view(graph, np.array([True, False, True]), {"BORDERS": np.array([True, False])})
    >>> found.properties(0), found.ends((0, 0))
    ({'id': 'CHN'}, (1, 0))
    """
    rows = _ordered(nodes, graph.node_ids)
    numbers = cache(partial(_numbers, rows, graph.node_count))
    tables = {
        name: _table(graph, name, edges[name], len(rows), numbers)
        for name in sorted(edges)
        if edges[name].any()
    }
    sets, codes = _labels(graph, rows)
    columns = _columns(graph.columns, rows)
    return PropertyGraph(sets, codes, columns, tables, graph.meta if meta is None else meta)


def without(graph: PropertyGraph, nodes: Array) -> PropertyGraph:
    """Return the view of all edges, and of all nodes but some that have none, ordered by id."""
    return view(graph, ~nodes, {table.name: np.ones(len(table), bool) for table in graph.tables})


def _ordered(mask: Array, index: IdIndex | None) -> Array:
    """Return the rows of a mask, by id; all of an index are its own array, and no new one."""
    if index is None:
        return np.flatnonzero(mask).astype(np.int32)
    inside = mask[index.ordered]
    if inside.all() and len(inside) == np.count_nonzero(mask):
        return index.ordered
    without = mask.copy()
    without[index.ordered] = False
    rest = np.flatnonzero(without).astype(np.int32)
    return np.concatenate([index.ordered[inside], rest])


def _numbers(rows: Array, count: int) -> Array:
    """Return the number in the view of each node of the graph."""
    numbers = np.full(count, -1, np.int32)
    numbers[rows] = np.arange(len(rows), dtype=np.int32)
    return numbers


def _table(
    graph: PropertyGraph, name: str, mask: Array, nodes: int, numbers: Callable[[], Array]
) -> EdgeTable:
    table = graph.edges[name]
    rows = _ordered(mask, graph.edge_ids[graph.type_numbers[name]])

    def ends() -> tuple[Array, Array]:
        return numbers()[table.source[rows]], numbers()[table.target[rows]]

    return EdgeTable(name, len(rows), ends, _columns(table.columns, rows), nodes)


def _columns(columns: Mapping[str, Column], rows: Array) -> Lazy[Column]:
    def known() -> list[str]:
        return [
            name
            for name in sorted(columns)
            if (valid := columns[name].valid) is None or valid[rows].any()
        ]

    return Lazy(known if len(rows) else list, lambda name: columns[name].take(rows))


def _labels(graph: PropertyGraph, rows: Array) -> tuple[tuple[tuple[str, ...], ...], Array]:
    """Sort the labels of each set, and drop the sets that are not used."""
    codes = graph.label_code[rows]
    used = np.flatnonzero(np.bincount(codes, minlength=len(graph.label_sets)))
    number = np.zeros(len(graph.label_sets), np.int32)
    number[used] = np.arange(len(used))
    return tuple(tuple(sorted(graph.label_sets[at])) for at in used), number[codes]
