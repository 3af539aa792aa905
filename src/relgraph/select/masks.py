"""The edges of a graph in columns that meet a selection, as a mask for each type."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from relgraph.model.fields import CLAIMED

if TYPE_CHECKING:
    from collections.abc import Mapping

    from relgraph.graph.edges import EdgeTable
    from relgraph.graph.property_graph import PropertyGraph
    from relgraph.graph.words import Array
    from relgraph.select.selection import Selection

Masks = dict[str, "Array"]


def fitting(graph: PropertyGraph, selection: Selection) -> Masks:
    """Return the edges that meet what `relgraph.select.compiled.where` says in Cypher."""
    period = selection.period()
    return {table.name: _fits(table, selection, period) for table in graph.tables}


def _fits(table: EdgeTable, selection: Selection, period: Mapping[str, date]) -> Array:
    if table.name == CLAIMED and not selection.claims:
        return np.zeros(len(table), bool)
    fits = np.ones(len(table), bool)
    if selection.types and table.name not in selection.types:
        fits &= equal(table, "claims", *selection.types)
    if selection.issue_areas:
        fits &= equal(table, "issue_area", *selection.issue_areas)
    if selection.source:
        cited = table.columns.get("source_ids")
        fits &= False if cited is None else cited.has_item(selection.source)
    if selection.dataset:
        fits &= equal(table, "dataset", selection.dataset)
    return fits & _when(table, period, certain=selection.certain) if period else fits


def equal(of: EdgeTable | PropertyGraph, key: str, *texts: str) -> Array | bool:
    """Return a mask of what has one of these texts as a property; False where nothing has any."""
    column = of.columns.get(key)
    return False if column is None else column.equal_to(texts)


@dataclass(frozen=True, slots=True)
class _Bound:
    """One bound of the edges of a type: where it is known, where it is a day, and which."""

    known: Array
    is_day: Array
    days: Array

    @classmethod
    def of(cls, table: EdgeTable, key: str) -> _Bound:
        """Read a property as a bound."""
        column, size = table.columns.get(key), len(table)
        if column is None:
            nowhere = np.zeros(size, bool)
            return cls(nowhere, nowhere, np.zeros(size, np.int32))
        if column.kind == "date":
            return cls(column.known(), column.known(), column.data)
        values = column.values() if column.kind == "object" else [None] * size
        days = np.array([v.toordinal() if isinstance(v, date) else 0 for v in values], np.int32)
        return cls(column.known(), days > 0, days)

    def from_(self, day: date) -> Array:
        """Return where it lies on a day or later; what is no day lies nowhere, as in Cypher."""
        return self.is_day & (self.days >= day.toordinal())

    def to(self, day: date) -> Array:
        """Return where it lies on a day or earlier."""
        return self.is_day & (self.days <= day.toordinal())


def _first(*bounds: _Bound) -> _Bound:
    """Return the first of some bounds that is known, as ``coalesce`` does."""
    found = bounds[-1]
    for bound in bounds[-2::-1]:
        found = _Bound(
            bound.known | found.known,
            np.where(bound.known, bound.is_day, found.is_day),
            np.where(bound.known, bound.days, found.days),
        )
    return found


def _when(table: EdgeTable, period: Mapping[str, date], *, certain: bool) -> Array:
    first, last, started = (period.get(key) for key in ("first", "last", "started"))
    since, until = (_Bound.of(table, key) for key in ("since", "until"))
    holds = np.ones(len(table), bool)
    if started is not None:
        holds &= _first(_Bound.of(table, "since_latest"), since).from_(started)
    if first is not None:
        holds &= ~until.known | until.from_(first)
    if last is not None:
        holds &= ~since.known | since.to(last)
    if certain and first is not None and last is not None:
        inside = since.from_(first) & until.to(last)
        latest = _Bound.of(table, "since_latest")
        earliest = _Bound.of(table, "until_earliest")
        held, still = _first(latest, until, earliest), _first(earliest, since, latest)
        throughout = held.to(first) & still.from_(last)
        holds &= np.where(equal(table, "dated", "instant"), inside, throughout)
    return holds
