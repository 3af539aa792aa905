"""One value of a pair in a year: a number, 0 where nothing is a zero, None where nobody looked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from relgraph.errors import Ambiguous, NotFound, Refused, did_you_mean
from relgraph.panel.units import SYSTEMS, system
from relgraph.panel.zeros import codes_of, covered, rules
from relgraph.paths import shipped
from relgraph.store.cache import open_curated
from relgraph.store.registry import Registry
from relgraph.tables.folder import folder_schema

if TYPE_CHECKING:
    from pathlib import Path

    from relgraph.graph.edges import EdgeTable
    from relgraph.graph.property_graph import PropertyGraph
    from relgraph.graph.words import Array


def value(  # noqa: PLR0913  # what is asked
    graph: PropertyGraph, folder: Path | None, a: str, b: str, type: str, year: int, *,
    key: str = "", imported: str = "",
) -> float | None:  # fmt: skip
    """Return what the graph says of a pair and a type in a year.

    It is the figure ``key`` of the edge from ``a`` to ``b`` (of either way for a symmetric type),
    the sum if there are several; for a type without figures the number of edges that hold on some
    day of the year. Where there is none it is 0 if a source covers the pair in that year, and
    None if none does, or if an edge only may hold in that year.

    Parameters
    ----------
    a, b
        Ids of nodes.
    key
        The figure; without it the type's only one.
    imported
        The imported set; without it there must be one alone, or only what is curated.

    Raises
    ------
    NotFound
        For a node, type or figure that is not there.
    Ambiguous
        When several figures, or several sets, could be meant.
    Refused
        When the type does not join such two: a dispute joins a state and a dispute, not two states.
    """
    ends = [graph.node_ids.find(id) if graph.node_ids else -1 for id in (a, b)]
    for id, node in zip((a, b), ends, strict=True):
        if node < 0:
            raise NotFound(f"no node {id!r}")
    known = graph.meta.get("dated", {})
    if type not in known and type not in graph.edges:
        raise NotFound(f"no type {type!r}{did_you_mean(type, known)}")
    table = graph.edges.get(type)
    _check_set(graph, imported)
    if not 1 <= year <= 9999:  # noqa: PLR2004  # the years of dates
        raise NotFound(f"no year {year}: there are 1 to 9999")
    found = None if table is None else _edges(graph, table, ends[0], ends[1], year)
    figure = _figure(graph, type, key)
    if table is not None and found is not None and len(found):
        chosen = _of_set(table, found, imported, type)
        if len(chosen):
            return _number(table, chosen, figure) if _surely(table, chosen, year) else None
    if folder is None:
        return None
    _check_ends(graph, folder, ends, type)
    return 0.0 if _looked(graph, folder, ends, type, year, imported) else None


def _check_set(graph: PropertyGraph, imported: str) -> None:
    sets = graph.meta.get("imported", ())
    if imported and imported not in sets:
        raise NotFound(f"no imported set {imported!r}{did_you_mean(imported, sets)}")


def _check_ends(graph: PropertyGraph, folder: Path, ends: list[int], type: str) -> None:
    """Refuse two nodes that the type cannot join: that there is no edge is then no zero."""
    schema, _ = folder_schema(folder)
    of = schema.edges.get(type)
    if of is None:
        raise Refused(f"{type} is no type of the schema: nothing of it is a zero")
    sides = (of.sources, of.targets or of.sources)
    kinds = [str(graph.property(node, "kind")) for node in ends]
    ways = [kinds, kinds[::-1]] if of.symmetric else [kinds]
    if not any(all(map(schema.admits, way, sides)) for way in ways):
        told = " and ".join(" or ".join(side) for side in sides)
        raise Refused(f"{type} joins {told}, and not {' and '.join(kinds)}")


def _surely(table: EdgeTable, rows: Array, year: int) -> bool:
    """Return whether all of some edges hold on some day of a year whatever their dates mean."""
    from datetime import date

    since, until = (_days(table, key, rows) for key in ("since", "until"))
    latest, earliest = (_days(table, key, rows) for key in ("since_latest", "until_earliest"))
    begins, ends = np.where(latest > 0, latest, since), np.where(earliest > 0, earliest, until)
    ends = np.where(ends > 0, ends, begins)
    first, last = date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal()
    return bool(((begins <= last) & (ends >= first)).all())


def _edges(graph: PropertyGraph, table: EdgeTable, a: int, b: int, year: int) -> Array:
    """Return the edges of a pair that hold on some day of a year."""
    from datetime import date

    fits = (table.source == a) & (table.target == b)
    if table.name in graph.meta.get("symmetric", ()):
        fits |= (table.source == b) & (table.target == a)
    rows = np.flatnonzero(fits)
    first, last = date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal()
    since, until, still = (_days(table, key, rows) for key in ("since", "until", "until_earliest"))
    end = np.where(until > 0, until, np.where(still > 0, still, since))
    return rows[(since > 0) & (since <= last) & (end >= first)]


def _days(table: EdgeTable, key: str, rows: Array) -> Array:
    column = table.columns.get(key)
    if column is None:
        return np.zeros(len(rows), np.int64)
    return np.where(column.known()[rows], column.data[rows], 0)


def _figure(graph: PropertyGraph, type: str, key: str) -> str:
    """Return the name of the figure that is asked for; empty for a type that has none."""
    units = [name for name, unit in graph.meta.get("units", {}).get(type, {}).items() if unit]
    if key and key not in units:
        raise NotFound(f"{type} has no figure {key!r}{did_you_mean(key, units)}")
    table = graph.edges.get(type)
    there = [name for name in units if table is not None and name in table.columns]
    if not key and len(there) > 1:
        raise Ambiguous(f"{type} has several figures: name one", there)
    return key or (there[0] if there else "")


def _of_set(table: EdgeTable, rows: Array, imported: str, type: str) -> Array:
    column = table.columns.get("imported")
    values = [None if column is None else column.value(row) for row in rows.tolist()]
    names = [value or "" for value in values]
    if imported:
        chosen: Array = rows[np.array([name == imported for name in names], bool)]
        return chosen
    if len(set(names)) > 1:
        told = [name or "(what is curated)" for name in sorted(set(names))]
        raise Ambiguous(f"{type} of the two is in several sets: name one", told)
    return rows


def _number(table: EdgeTable, rows: Array, figure: str) -> float | None:
    if not figure:
        return float(len(rows))
    column = table.columns.get(figure)
    values = [] if column is None else [column.value(row) for row in rows.tolist()]
    known = [value for value in values if value is not None]
    return float(sum(known)) if known and len(known) == len(values) else None


def _looked(  # what is asked
    graph: PropertyGraph, folder: Path, ends: list[int], type: str, year: int, imported: str
) -> bool:
    """Return whether a source covers a pair in a year, so that nothing in it is a zero."""
    if year > SYSTEMS["cow"].year:
        return False
    registry = Registry([graph, open_curated(shipped("data") / "states")])
    members = system("cow", registry, graph, year, year, "year")
    codes = codes_of(members)
    symmetric = type in graph.meta.get("symmetric", ())
    for rule in rules(folder, graph):
        if rule.type == type and imported in ("", rule.imported):
            mask = covered(rule, members, graph)
            for a in codes.get(ends[0], ()):
                for b in codes.get(ends[1], ()):
                    if mask[a, b, 0] or (symmetric and mask[b, a, 0]):
                        return True
    return False
