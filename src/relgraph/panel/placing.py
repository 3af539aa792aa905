"""Edges placed in a panel: their ends by code, and the periods that they touch."""

from __future__ import annotations

from functools import cached_property
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


class Placing:
    """Places the edges of a graph among the members of a system of states."""

    def __init__(self, system: System, graph: PropertyGraph) -> None:
        self.system = system
        self.graph = graph

    @cached_property
    def _codes(self) -> tuple[Array, Array]:
        """The number of each node among states, and by state and period its codes (two at most)."""
        nodes = np.unique(self.system.node[self.system.node >= 0])
        number = np.full(self.graph.node_count + 1, -1, np.int32)
        number[nodes] = np.arange(len(nodes))
        found = np.full((2, len(nodes), len(self.system.periods)), -1, np.int16)
        for code, of_code in enumerate(self.system.node):
            at = np.flatnonzero(of_code >= 0)
            state = number[of_code[at]]
            second = found[0, state, at] >= 0
            found[second.astype(np.int8), state, at] = code
        return number, found

    def spans(self, table: EdgeTable) -> tuple[Array, Array]:
        """Return the first and the last period that each edge touches; none if first > last.

        A spell whose end is not known is taken up to the day up to which it is known to hold.
        """
        size = len(table)

        def day(key: str) -> Array:
            column = table.columns.get(key)
            if column is None:
                return np.zeros(size, np.int64)
            return np.where(column.known(), column.data, 0).astype(np.int64)

        since, until, still = day("since"), day("until"), day("until_earliest")
        last = np.where(until > 0, until, np.where(still > 0, still, since))
        first = np.where(since > 0, since, last)
        low, high = self.system.periods.touched(first, last)
        return np.where(first > 0, low, 1), np.where(first > 0, high, 0)

    def placed(self, table: EdgeTable, mask: Array | None = None) -> Placed:
        """Place edges of a table, or those of a mask, whose ends are both members."""
        rows, period = self._expanded(table, mask)
        found = []
        for a in (0, 1):
            for b in (0, 1):
                source = self._code(a, table.source[rows], period)
                target = self._code(b, table.target[rows], period)
                at = np.flatnonzero((source >= 0) & (target >= 0))
                found.append(Placed(rows[at], source[at], target[at], period[at]))
        return Placed(*(np.concatenate(each) for each in zip(*found, strict=True)))

    def of_source(self, table: EdgeTable, mask: Array | None = None) -> Placed:
        """Place edges by their source alone, as those to events and organisations are."""
        rows, period = self._expanded(table, mask)
        found = []
        for a in (0, 1):
            source = self._code(a, table.source[rows], period)
            at = np.flatnonzero(source >= 0)
            found.append(Placed(rows[at], source[at], table.target[rows[at]], period[at]))
        return Placed(*(np.concatenate(each) for each in zip(*found, strict=True)))

    def _expanded(self, table: EdgeTable, mask: Array | None) -> tuple[Array, Array]:
        """Return each edge once for each period that it touches."""
        low, high = self.spans(table)
        high = np.minimum(high, len(self.system.periods) - 1)
        many = np.maximum(high - low + 1, 0)
        if mask is not None:
            many = np.where(mask, many, 0)
        starts = offsets(many)
        rows = np.repeat(np.arange(len(table)), many)
        return rows, np.arange(starts[-1]) - np.repeat(starts[:-1] - low, many)

    def _code(self, which: int, nodes: Array, period: Array) -> Array:
        number, codes = self._codes
        state = number[nodes]
        return np.where(state >= 0, codes[which, state, period], -1)
