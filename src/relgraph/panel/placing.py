"""Edges placed in a panel: their ends by code, and the periods that they touch."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from relgraph.graph.words import offsets

if TYPE_CHECKING:
    from relgraph.graph.edges import EdgeTable
    from relgraph.graph.property_graph import PropertyGraph
    from relgraph.graph.words import Array
    from relgraph.panel.units import System


class Placed(NamedTuple):
    """Edges in periods: the row of each in its table, the codes of its ends, the period."""

    rows: Array
    source: Array
    target: Array
    period: Array


class _Spans(NamedTuple):
    """Edges, or parts of them: rows of their table, ends, first and last days and periods."""

    rows: Array
    source: Array
    target: Array
    first: Array
    last: Array
    low: Array
    high: Array

    def take(self, rows: Array) -> _Spans:
        """Return some of them."""
        return _Spans(*(each[rows] for each in self))


class Placing:
    """Places the edges of a graph among the members of a system of states.

    An edge is that of the codes that its ends have on its days. What is a figure of a period is
    that of the last codes that they have in it.
    """

    def __init__(self, system: System, graph: PropertyGraph) -> None:
        self.system = system
        self.graph = graph

    def placed(self, table: EdgeTable, mask: Array | None = None) -> Placed:
        """Place edges of a table, or those of a mask, whose ends are both members."""
        spans = self._coded(self._spans(table, mask), table, "source")
        found = self._in_periods(self._coded(spans, table, "target"))
        kept = np.flatnonzero(self.system.inside[found.target, found.period])
        return Placed(*(each[kept] for each in found))

    def of_source(
        self, table: EdgeTable, mask: Array | None = None, *, certain: bool = False
    ) -> Placed:
        """Place edges by their source alone, as those to events and organisations are.

        ``certain`` ones are in the periods in which they surely hold.
        """
        spans = self._spans(table, mask, certain=certain)
        return self._in_periods(self._coded(spans, table, "source"))

    def _spans(self, table: EdgeTable, mask: Array | None, *, certain: bool = False) -> _Spans:
        """Return the days of edges.

        A spell whose end is not known is taken up to the day up to which it is known to hold.
        """
        size = len(table)

        def day(key: str) -> Array:
            column = table.columns.get(key)
            if column is None:
                return np.zeros(size, np.int64)
            return np.where(column.known(), column.data, 0).astype(np.int64)

        since, until, still = day("since"), day("until"), day("until_earliest")
        if certain:
            since = np.where(day("since_latest") > 0, day("since_latest"), since)
            until = np.where(still > 0, still, until)
        last = np.where(until > 0, until, np.where(still > 0, still, since))
        first = np.where(since > 0, since, last)
        if self._of_periods(table):
            last = np.maximum(last, day("since_latest"))
        good = (first > 0) & (first <= last)
        if certain:
            # who is seen in one year alone is in it, on whatever day
            periods = self.system.periods
            low, high = periods.touched(first, last)
            good = (first > 0) & (low <= high) & (low < len(periods)) & (high >= 0)
            first = periods.first[np.minimum(low, len(periods) - 1)]
            last = periods.last[np.maximum(high, 0)]
        rows = np.flatnonzero(good if mask is None else good & mask)
        first, last = first[rows], last[rows]
        low, high = self.system.periods.touched(first, last)
        return _Spans(rows, table.source[rows], table.target[rows], first, last, low, high)

    def _of_periods(self, table: EdgeTable) -> bool:
        return bool(self.graph.meta.get("dated", {}).get(table.name) == "reporting period")

    def _coded(self, spans: _Spans, table: EdgeTable, end: str) -> _Spans:
        """Put codes in the place of the nodes at one end: a part for each that it has then."""
        held = self.system.held
        nodes = getattr(spans, end)
        low, high = (np.searchsorted(held[:, 0], nodes, side=side) for side in ("left", "right"))
        part, at = _ranges(low, high - low)
        spans = spans.take(part)
        begins, ends = np.maximum(spans.first, held[at, 2]), np.minimum(spans.last, held[at, 3])
        kept = begins <= ends
        if self._of_periods(table):
            kept = _last_of(part, kept)
        else:
            low, high = self.system.periods.touched(begins, ends)
            spans = spans._replace(
                low=np.maximum(spans.low, low), high=np.minimum(spans.high, high)
            )
        return spans._replace(**{end: held[at, 1]}).take(np.flatnonzero(kept))

    def _in_periods(self, spans: _Spans) -> Placed:
        """Return each part once for each period that it touches."""
        high = np.minimum(spans.high, len(self.system.periods) - 1)
        part, period = _ranges(spans.low, np.maximum(high - spans.low + 1, 0))
        inside = self.system.inside[spans.source[part], period]
        part, period = part[inside], period[inside]
        return Placed(spans.rows[part], spans.source[part], spans.target[part], period)


def _ranges(starts: Array, sizes: Array) -> tuple[Array, Array]:
    """Return the numbers of ranges: which range each is of, and the number."""
    ends = offsets(sizes)
    which = np.repeat(np.arange(len(sizes)), sizes)
    return which, np.arange(ends[-1]) - np.repeat(ends[:-1] - starts, sizes)


def _last_of(part: Array, good: Array) -> Array:
    """Return a mask of the last good one of each part, which lie one after another."""
    rows = np.flatnonzero(good)
    found = np.zeros(len(part), bool)
    found[rows[np.append(part[rows][1:] != part[rows][:-1], True)[: len(rows)]]] = True
    return found
