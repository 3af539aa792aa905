"""What a new release of an imported set changes, edge by edge."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from relgraph.graph.joined import laid

if TYPE_CHECKING:
    from relgraph.graph.edges import EdgeTable
    from relgraph.graph.property_graph import PropertyGraph
    from relgraph.graph.words import Array

_OF_THE_FILE = frozenset({"id", "row", "sources"})
"""What may differ without the assertion being another."""


class Changes(NamedTuple):
    """Numbers of edges."""

    added: int
    changed: int
    removed: int
    same: int


def changes(old: PropertyGraph, new: PropertyGraph) -> Changes:
    """Count what is new, changed and gone, by the ids of edges."""
    total = Changes(0, 0, 0, 0)
    for name in old.edges.keys() | new.edges.keys():
        before, after = old.edges.get(name), new.edges.get(name)
        if before is None or after is None:
            found = Changes(len(after or ()), 0, len(before or ()), 0)
        else:
            found = _of_type(before, after, old, new)
        total = Changes(*(a + b for a, b in zip(total, found, strict=True)))
    return total


def _of_type(
    before: EdgeTable, after: EdgeTable, old: PropertyGraph, new: PropertyGraph
) -> Changes:
    size = len(before)
    ids = laid([(before.columns["id"], size), (after.columns["id"], len(after))])
    assert ids is not None  # noqa: S101  # edges have ids
    row = np.full(int(ids.data.max()) + 1, -1, np.int64)
    row[ids.data[:size]] = np.arange(size)
    at = row[ids.data[size:]]
    there, rows = at[at >= 0], np.flatnonzero(at >= 0)
    differs = np.zeros(len(rows), bool)
    for key in (before.columns.keys() | after.columns.keys()) - _OF_THE_FILE:
        column = laid([(before.columns.get(key), size), (after.columns.get(key), len(after))])
        assert column is not None  # noqa: S101  # one of them has it
        if column.kind in ("textlist", "object"):
            values = column.values()
            differs |= np.array(
                [
                    values[a] != values[size + b]
                    for a, b in zip(there.tolist(), rows.tolist(), strict=True)
                ],
                bool,
            )
            continue
        known = column.known()
        differs |= known[:size][there] != known[size:][rows]
        differs |= known[:size][there] & (column.data[:size][there] != column.data[size:][rows])
    for end in ("source", "target"):
        differs |= _ids(old, getattr(before, end)[there]) != _ids(new, getattr(after, end)[rows])
    changed = int(differs.sum())
    return Changes(len(after) - len(rows), changed, size - len(rows), len(rows) - changed)


def _ids(graph: PropertyGraph, nodes: Array) -> Array:
    found: Array = np.array(graph.columns["id"].values(), object)[nodes]
    return found
