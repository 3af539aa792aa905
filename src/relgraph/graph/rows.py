"""Columns as one dictionary a row, for formats and programs that read nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from relgraph.graph.columns import Column
    from relgraph.graph.property_graph import PropertyGraph


def rows_of(
    columns: Mapping[str, Column], size: int, first: Mapping[str, Any] | None = None
) -> list[dict[str, Any]]:
    """Return the properties of each row that are not null, a column decoded at a time.

    ``first`` is what every row begins with.

    >>> from relgraph.graph.columns import column_of
    >>> rows_of({"id": column_of(["CHN", "RUS"]), "area": column_of([None, 17.1])}, 2)
    [{'id': 'CHN'}, {'id': 'RUS', 'area': 17.1}]
    """
    rows: list[dict[str, Any]] = [{**(first or {})} for _ in range(size)]
    for name, column in columns.items():
        if column.valid is None:
            for row, value in zip(rows, column.values(), strict=True):
                row[name] = value
            continue
        known = np.flatnonzero(column.valid)
        for at, value in zip(known.tolist(), column.take(known).values(), strict=True):
            rows[at][name] = value
    return rows


def edge_rows(graph: PropertyGraph) -> Iterator[tuple[str, int, int, dict[str, Any]]]:
    """Walk all edges: their type, the numbers of their ends, and their properties."""
    for table in graph.tables:
        ends = zip(table.source.tolist(), table.target.tolist(), strict=True)
        rows = rows_of(table.columns, len(table))
        for (source, target), data in zip(ends, rows, strict=True):
            yield table.name, source, target, data


def node_ids(graph: PropertyGraph) -> list[Any]:
    """Return the id of each node, or its number where it has none."""
    column = graph.columns.get("id")
    ids = [None] * graph.node_count if column is None else column.values()
    return [node if id is None else id for node, id in enumerate(ids)]
