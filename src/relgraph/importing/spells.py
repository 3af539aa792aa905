"""Years of one thing as spells: what a source that looks every so many years can tell."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from relgraph.importing.frame import Texts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from relgraph.graph.words import Array
    from relgraph.importing.grammar import Grain, Spells


@dataclass(frozen=True, slots=True)
class Merged:
    """Spells: the row that each begins with, and its first and last year."""

    rows: Array
    first: Array
    last: Array


def merged(group: Array, first: Array, last: Array, grain: Sequence[Grain]) -> Merged:
    """Merge the spans of years of each group that lie no more than the grain apart.

    >>> from relgraph.importing.grammar import Grain
    >>> years = np.array([1816, 1817, 1820])
    >>> found = merged(np.array([0, 0, 0]), years, years, [Grain(years=1)])
    >>> found.first.tolist(), found.last.tolist()
    ([1816, 1820], [1817, 1820])
    """
    if not len(group):
        return Merged(*(np.zeros(0, np.int64),) * 3)
    order = np.lexsort((last, first, group))
    groups, begins, ends = group[order], first[order], last[order]
    wide = int(ends.max()) + 1
    reached = np.maximum.accumulate(ends + groups * wide) - groups * wide
    new = np.ones(len(order), bool)
    new[1:] = (groups[1:] != groups[:-1]) | (begins[1:] - reached[:-1] > looks(reached[:-1], grain))
    starts = np.flatnonzero(new)
    ends_at = np.append(starts[1:], len(order)) - 1
    return Merged(order[starts], begins[starts], reached[ends_at])


def looks(years: Array, grain: Sequence[Grain]) -> Array:
    """Return how many years after each year the source looks again."""
    found = np.full(len(years), grain[-1].years)
    for each in reversed(grain):
        found[years < each.until] = each.years
    return found


def ends_of(found: Merged, rule: Spells) -> tuple[Texts, Texts, Array]:
    """Return both ends of spells as EDTF, and where the source stops looking (ordinals, or 0).

    A state that is seen every five years joined in one of the five up to the year in which it is
    first seen.
    """
    before = found.first - looks(found.first - 1, rule.grain) + 1
    after = found.last + looks(found.last, rule.grain) - 1
    day, stops = 0, np.zeros(len(found.last), bool)
    if rule.censored is not None:
        day, stops = date(rule.censored, 12, 31).toordinal(), found.last >= rule.censored
    since = Texts.of(list(map(_one_of, before.tolist(), found.first.tolist())))
    until = Texts.of([
        "" if stop else _one_of(*ends)
        for *ends, stop in zip(found.last.tolist(), after.tolist(), stops.tolist(), strict=True)
    ])  # fmt: skip
    return since, until, np.where(stops, day, 0)


def _one_of(first: int, last: int) -> str:
    return f"{last:04d}" if first == last else f"[{first:04d}..{last:04d}]"
