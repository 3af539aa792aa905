"""The edges of a graph in columns that meet a selection, as a mask for each type."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from relgraph.model.fields import CLAIMED

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

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


class _Bound:
    """One bound of the edges of a type: where it is known, where it is a day, and which."""

    def __init__(self, table: EdgeTable, key: str) -> None:
        column = table.columns.get(key)
        size = len(table)
        self.known = np.zeros(size, bool) if column is None else column.known()
        if column is not None and column.kind == "date":
            self.days, self.is_day = column.data, self.known
        else:
            values = column.values() if column is not None and column.kind == "object" else []
            ordinals = [day.toordinal() if _is_day(day) else 0 for day in values] or [0] * size
            self.days = np.array(ordinals, np.int32)
            self.is_day = self.days > 0

    def from_(self, day: date) -> Array:
        """Tell where it lies on a day or later; what is no day lies nowhere, as in Cypher."""
        return self.is_day & (self.days >= day.toordinal())

    def to(self, day: date) -> Array:
        """Tell where it lies on a day or earlier."""
        return self.is_day & (self.days <= day.toordinal())


def _is_day(value: object) -> bool:
    return hasattr(value, "toordinal")


def _when(table: EdgeTable, period: Mapping[str, date], *, certain: bool) -> Array:
    first, last, started = (period.get(key) for key in ("first", "last", "started"))
    since, until = _Bound(table, "since"), _Bound(table, "until")
    holds = np.ones(len(table), bool)
    if started is not None:
        latest = _Bound(table, "since_latest")
        holds &= np.where(latest.known, latest.from_(started), since.from_(started))
    if first is not None:
        holds &= ~until.known | until.from_(first)
    if last is not None:
        holds &= ~since.known | since.to(last)
    if certain and first is not None and last is not None:
        inside = since.from_(first) & until.to(last)
        latest, earliest = _Bound(table, "since_latest"), _Bound(table, "until_earliest")
        throughout = latest.to(first) & earliest.from_(last)
        holds &= np.where(equal(table, "dated", "instant"), inside, throughout)
    return holds
