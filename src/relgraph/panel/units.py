"""Who is in the system of states when: codes and nodes by period, and the pairs of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

import numpy as np

from relgraph.errors import NotFound

if TYPE_CHECKING:
    from collections.abc import Sequence

    from relgraph.graph.property_graph import PropertyGraph
    from relgraph.graph.words import Array
    from relgraph.store.registry import Registry

Grain = Literal["year", "quarter"]
SYSTEMS = {"cow": date(2016, 12, 31), "gw": date(2017, 12, 31)}
"""The lists of members, and the last day that each of them knows."""


@dataclass(frozen=True, slots=True)
class Periods:
    """Consecutive years or quarters: their first and last days (ordinals), and names."""

    grain: Grain
    names: tuple[tuple[int, ...], ...]
    first: Array
    last: Array

    @classmethod
    def between(cls, since: int, until: int, grain: Grain) -> Periods:
        """Return all periods of some years.

        >>> Periods.between(1999, 2000, "quarter").names[-1]
        (2000, 4)
        """
        months = (1,) if grain == "year" else (1, 4, 7, 10)
        starts = [(year, month) for year in range(since, until + 1) for month in months]
        first = [date(year, month, 1).toordinal() for year, month in starts]
        last = [*first[1:], date(until, 12, 31).toordinal() + 1]
        names = [(y,) if grain == "year" else (y, (m + 2) // 3) for y, m in starts]
        return cls(grain, tuple(names), np.array(first), np.array(last) - 1)

    def __len__(self) -> int:
        return len(self.names)

    def touched(self, first: Array, last: Array) -> tuple[Array, Array]:
        """Return the first and the last period that spans of days touch; none if first > last."""
        low = np.searchsorted(self.last, first, side="left")
        high = np.searchsorted(self.first, last, side="right") - 1
        return low, high


@dataclass(frozen=True, slots=True)
class System:
    """Members of a system of states.

    ``inside`` has for each code (a row) and period (a column) whether it is a member on some day;
    ``node`` the node that it is first then, -1 for none in the graph. ``held`` has who had which
    code: node, code, first and last day, in order of nodes and days.
    """

    codes: tuple[str, ...]
    periods: Periods
    spells: Sequence[tuple[int, int, int]]
    inside: Array
    node: Array
    held: Array

    @property
    def main(self) -> Array:
        """Return where a code is the last that its node has in a period: figures of it are that's.

        Germany is 260 and then 255 in 1990: the trade of that year is that of 255.
        """
        found = self.inside.copy()
        for (node, code, _, last), (other, next_code, begins, _) in pairwise(self.held.tolist()):
            if node == other and code != next_code:
                period = int(np.searchsorted(self.periods.first, last, side="right")) - 1
                if period >= 0 and last <= self.periods.last[period] >= begins:
                    found[code, period] = False
        return found

    def pairs(self, period: int) -> Array:
        """Return which codes are members on a day on which the other is, too, in a period."""
        first, last = int(self.periods.first[period]), int(self.periods.last[period])
        found = np.zeros((len(self.codes), len(self.codes)), bool)
        live = [
            (code, max(start, first), min(end, last))
            for code, start, end in self.spells if start <= last and first <= end
        ]  # fmt: skip
        code, start, end = np.array(live, np.int64).reshape(-1, 3).T
        together = (start[:, None] <= end) & (start <= end[:, None])
        a, b = np.nonzero(together)
        found[code[a], code[b]] = True
        np.fill_diagonal(found, val=False)
        return found


def system(
    name: str, registry: Registry, graph: PropertyGraph, since: int, until: int, grain: Grain
) -> System:
    """Return the members of a system by the codes of states, and their nodes in a graph.

    A code is a member as long as somebody has it; the node is the one that has it on the first
    day of the period on which it is a member.

    Raises
    ------
    NotFound
        When the list, one of `SYSTEMS`, knows nothing of these years.
    """
    stop = SYSTEMS[name].toordinal()
    holders = {
        code: registry.find(name, code) for scheme, code in registry.codes() if scheme == name
    }
    codes = sorted(holders, key=int)
    if not 1 <= since <= min(until, SYSTEMS[name].year):
        raise NotFound(
            f"no years from {since} to {until}: the system {name} is known until {SYSTEMS[name]}"
        )
    periods = Periods.between(since, min(until, SYSTEMS[name].year), grain)
    inside = np.zeros((len(codes), len(periods)), bool)
    node = np.full(inside.shape, -1, np.int32)
    spells, had = [], []
    index = graph.node_ids
    for row, code in enumerate(codes):
        for each in sorted(holders[code], key=lambda one: one.first):
            end = min(each.last, stop)
            low, high = (int(at[0]) for at in periods.touched(*np.array([[each.first], [end]])))
            number = index.find(each.node) if index else -1
            inside[row, low : high + 1] = True
            free = node[row, low : high + 1] < 0
            node[row, low : high + 1][free] = number
            spells.append((row, each.first, end))
            had.append((number, row, each.first, end))
    held = np.array([each for each in had if each[0] >= 0], np.int64).reshape(-1, 4)
    held = held[np.lexsort((held[:, 2], held[:, 0]))]
    return System(tuple(codes), periods, spells, inside, node, held)
