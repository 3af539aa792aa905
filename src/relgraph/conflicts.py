"""What several voices say of the same two, side by side: imported sets, and what is curated."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from relgraph.store.registry import FOREVER

if TYPE_CHECKING:
    from collections.abc import Iterator

    from relgraph.graph.edges import EdgeTable
    from relgraph.graph.property_graph import PropertyGraph
    from relgraph.graph.words import Array


class Statement(NamedTuple):
    """One of the statements of a conflict, which have a number together."""

    conflict: int
    type: str
    source: str
    target: str
    voice: str
    since: str
    until: str
    says: str
    cites: str


def conflicts(graph: PropertyGraph, *, agreeing: bool = False) -> list[Statement]:
    """List what different voices say of one type between the same two at the same time.

    A voice is an imported set, a series, or what is curated. Statements are of the same time if
    their spans overlap, or are linked by others that do. What has no date is left out, what is a
    part of another figure (series ``part:…``), what no other voice speaks of, and what says the
    same, unless ``agreeing``.
    """
    found: list[Statement] = []
    number = 0
    for table in graph.tables:
        for rows in _clusters(table, symmetric=table.name in graph.meta.get("symmetric", ())):
            said = {_said(graph, table, row) for row in rows}
            if len(said) > 1 or agreeing:
                number += 1
                found += [_statement(number, graph, table, row) for row in rows]
    return found


def _voices(table: EdgeTable) -> tuple[Array, list[str]]:
    """Return the voice of each edge, by number, and their names."""
    parts = []
    for key in ("imported", "series"):
        column = table.columns.get(key)
        parts.append(["" for _ in range(len(table))] if column is None else column.values())
    names: dict[str, int] = {}
    told = [" ".join(filter(None, pair)) for pair in zip(*parts, strict=True)]
    codes = [names.setdefault(name, len(names)) for name in told]
    return np.array(codes, np.int64), list(names)


def _clusters(table: EdgeTable, *, symmetric: bool) -> Iterator[list[int]]:
    """Yield the rows of each set of edges of several voices of one time between the same two."""
    imported = table.columns.get("imported")
    if not len(table) or (imported is not None and imported.data.strides == (0,)):
        return  # one set alone
    voice, names = _voices(table)
    if len(names) == 1:
        return
    a, b = table.source.astype(np.int64), table.target.astype(np.int64)
    low, high = (np.minimum(a, b), np.maximum(a, b)) if symmetric else (a, b)
    pair = low * (int(high.max()) + 1) + high
    order = np.lexsort((voice, pair))
    part = np.array([" part:" in f" {name}" for name in names], bool)
    order = order[(_dated(table) & ~part[voice])[order]]
    if not len(order):
        return
    begins = np.flatnonzero(np.diff(pair[order], prepend=-1))
    several = np.add.reduceat(
        np.concatenate([[1], (np.diff(voice[order]) != 0) | (np.diff(pair[order]) != 0)]), begins
    )
    ends = np.append(begins[1:], len(order))
    first, last = _span(table)
    for start, end in zip(begins[several > 1].tolist(), ends[several > 1].tolist(), strict=True):
        rows = order[start:end]
        rows = rows[_met(first[rows], last[rows], voice[rows])]
        rows = rows[np.lexsort((last[rows], first[rows]))]
        yield from _of_one_time(rows.tolist(), first, last)


def _met(first: Array, last: Array, voice: Array) -> Array:
    """Return a mask of the spans that one of another voice overlaps."""
    others = _overlaps(first, last)
    for each in np.unique(voice).tolist():
        own = voice == each
        others[own] -= _overlaps(first[own], last[own])
    return others > 0


def _overlaps(first: Array, last: Array) -> Array:
    """Return how many of the spans each of them overlaps, itself among them."""
    begun = np.searchsorted(np.sort(first), last, side="right")
    found: Array = begun - np.searchsorted(np.sort(last), first, side="left")
    return found


def _of_one_time(rows: list[int], first: Array, last: Array) -> Iterator[list[int]]:
    """Yield rows, which lie by their start, in runs of spans that overlap."""
    cluster: list[int] = []
    reached = -1
    for row in [*rows, None]:
        if row is None or (cluster and first[row] > reached):
            if cluster:
                yield cluster
            cluster, reached = [], -1
        if row is not None:
            cluster.append(row)
            reached = max(reached, int(last[row]))


def _span(table: EdgeTable) -> tuple[Array, Array]:
    """Return the days between which each edge may hold; what is not known is all time."""
    found = []
    for key, unknown in zip(("since", "until"), FOREVER, strict=True):
        column = table.columns.get(key)
        known = np.zeros(len(table), bool) if column is None else column.known()
        days = np.full(len(table), unknown) if column is None else column.data
        found.append(np.where(known, days, unknown))
    return found[0], found[1]


def _dated(table: EdgeTable) -> Array:
    """Return a mask of the edges of which a start or an end is known."""
    found = np.zeros(len(table), bool)
    for key in ("since", "until"):
        column = table.columns.get(key)
        if column is not None:
            found |= column.known()
    return found


def _properties(graph: PropertyGraph, table: EdgeTable, row: int) -> dict[str, Any]:
    return graph.relation_properties((graph.type_numbers[table.name], row))


_OWN = frozenset({
    "id", "issue_area", "since", "until", "since_latest", "until_earliest", "since_edtf",
    "until_edtf", "ongoing", "dated", "sources", "source_ids", "status", "rank", "confidence",
    "series", "counts", "verdict", "note", "dataset", "imported", "row", "fact", "superseded_by",
    "claims", "code",
})  # fmt: skip
"""What every edge has, and what tells voices apart."""


def _said(graph: PropertyGraph, table: EdgeTable, row: int) -> str:
    """Return what an edge says: its dates and its own properties, but not who says it."""
    own = _properties(graph, table, row)
    dates = (own.get("since_edtf", ""), own.get("until_edtf", ""))
    return f"{dates} {_figures(own)}"


def _figures(own: dict[str, Any]) -> str:
    return "; ".join(
        f"{key} {value}" for key, value in sorted(own.items())
        if key not in _OWN and not key.endswith(("_min", "_max", "_text"))
    )  # fmt: skip


def _statement(number: int, graph: PropertyGraph, table: EdgeTable, row: int) -> Statement:
    own = _properties(graph, table, row)
    ends = [str(graph.property(int(each[row]), "id")) for each in (table.source, table.target)]
    voice = " ".join(filter(None, (own.get("imported", "curated"), own.get("series", ""))))
    still = own.get("until_earliest")
    open_ = f"(at least {still})" if still and own.get("until") is None else ""
    until = own.get("until_edtf") or open_
    return Statement(
        number, table.name, ends[0], ends[1], voice, own.get("since_edtf", ""), until,
        _figures(own), "; ".join(own.get("sources", ())),
    )  # fmt: skip
