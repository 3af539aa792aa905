"""Measures of dyads: arrays of source, target and period, NaN where nothing is known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from relgraph.errors import NotFound, Refused, did_you_mean
from relgraph.panel.zeros import covered

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from relgraph.graph.edges import EdgeTable
    from relgraph.graph.words import Array
    from relgraph.panel.placing import Placing
    from relgraph.panel.zeros import Rule

_WATER = {"up to 12": 2, "up to 24": 3, "up to 150": 4, "up to 400": 5}


@dataclass(frozen=True, slots=True)
class Context:
    """What measures are made of."""

    placing: Placing
    rules: Sequence[Rule]

    @property
    def shape(self) -> tuple[int, int, int]:
        """Numbers of codes, codes and periods."""
        system = self.placing.system
        return (len(system.codes), len(system.codes), len(system.periods))

    def table(self, type: str) -> EdgeTable | None:
        """Return the edges of a type, if there are any."""
        return self.placing.graph.edges.get(type)

    def zeros(self, *types: str, symmetric: bool = False) -> Array:
        """Return 0 where a source covers all these types, else NaN."""
        known = np.ones(self.shape, bool)
        for type in types:
            of_type = np.zeros(self.shape, bool)
            for rule in self.rules:
                if rule.type == type:
                    of_type |= covered(rule, self.placing.system, self.placing.graph)
            known &= of_type
        if symmetric:
            known |= known.transpose(1, 0, 2)
        return np.where(known, np.float32(0), np.float32(np.nan))


@dataclass(frozen=True, slots=True)
class Measure:
    """A column of a panel: what it is, the types that it is made of, and how it is made.

    A ``symmetric`` one is the same both ways; of another ``both`` makes one of the two ways in a
    panel that is not directed. ``make`` gets what stands behind the colon in ``alliance:defence``,
    a ``suffix``. A ``yearly`` one cannot be had by quarter. For a state it is added up over all
    others, or is what ``of_state`` says, which stands at the state and itself; one of ``pairs``
    is of two alone.
    """

    definition: str
    types: tuple[str, ...]
    make: Callable[[Context, str], Array]
    symmetric: bool = False
    suffix: bool = False
    yearly: bool = False
    pairs: bool = False
    of_state: str = ""
    both: Callable[[Array, Array], Array] = np.add


def _alliance(context: Context, obligation: str) -> Array:
    found = context.zeros("OBLIGED_TO")
    for type in ("OBLIGED_TO", "ALLIED_WITH"):
        table = context.table(type)
        if table is not None:
            mask = _having(table, "obligation", obligation) if obligation else None
            at = context.placing.placed(table, mask)
            found[at.source, at.target, at.period] = 1
            if type == "ALLIED_WITH":
                found[at.target, at.source, at.period] = 1
    return found


def _having(table: EdgeTable, key: str, text: str) -> Array:
    column = table.columns.get(key)
    if column is None or column.words is None or column.words.find(text) < 0:
        known = column.words.texts(np.arange(len(column.words))) if column and column.words else []
        raise NotFound(
            f"no {key} {text!r}{did_you_mean(text, known)}: there are {', '.join(known)}"
        )
    return column.equal_to([text])


def _summed(type: str, key: str) -> Callable[[Context, str], Array]:
    """Return what sums a figure of edges: of one set, for two count one thing twice."""

    def make(context: Context, imported: str) -> Array:
        table = context.table(type)
        found = context.zeros(type)
        if table is None or key not in table.columns:
            return found
        mask = _of_one_set(table, type, imported)
        column = table.columns[key]
        at = context.placing.placed(table, mask & column.known())
        sums = np.zeros(context.shape, np.float64)
        np.add.at(sums, (at.source, at.target, at.period), column.data[at.rows])
        there = np.zeros(context.shape, bool)
        there[at.source, at.target, at.period] = True
        inexact = context.placing.placed(table, mask & ~column.known())
        found[inexact.source, inexact.target, inexact.period] = np.nan
        return np.where(there, sums, found)

    return make


def _of_one_set(table: EdgeTable, type: str, imported: str) -> Array:
    """Return the edges of the one imported set that has the type, or of the one that is named."""
    column = table.columns.get("imported")
    names = column.words.texts(np.arange(len(column.words))) if column and column.words else []
    if imported and imported not in names:
        raise NotFound(f"{type} is not imported by {imported!r}: there are {', '.join(names)}")
    if not imported and len(names) > 1:
        first = names[0]
        raise Refused(f"{type} is in several sets, {', '.join(names)}: name one, as in {first!r}")
    if column is None:
        return np.ones(len(table), bool)
    return column.equal_to([imported or names[0]])


def _contiguity(context: Context, _rest: str) -> Array:
    found = context.zeros("CONTIGUOUS_TO", symmetric=True)
    water, land = context.table("CONTIGUOUS_BY_WATER_TO"), context.table("CONTIGUOUS_TO")
    if water is not None:
        for miles, number in reversed(_WATER.items()):
            if miles in water.columns["miles"].values():
                _both_ways(context, water, water.columns["miles"].equal_to([miles]), number, found)
    if land is not None:
        _both_ways(context, land, None, 1, found)
    return found


def _both_ways(
    context: Context, table: EdgeTable, mask: Array | None, number: int, found: Array
) -> None:
    at = context.placing.placed(table, mask)
    found[at.source, at.target, at.period] = number
    found[at.target, at.source, at.period] = number


def _mid(context: Context, _rest: str) -> Array:
    """Say who was on opposite sides of one dispute in a period."""
    found = context.zeros("DISPUTED_IN", symmetric=True)
    table = context.table("DISPUTED_IN")
    if table is None:
        return found
    sides = [
        context.placing.of_source(table, table.columns["side"].equal_to([side])) for side in "AB"
    ]
    periods = context.shape[2]
    keys = [each.target.astype(np.int64) * periods + each.period for each in sides]
    order = np.argsort(keys[1], kind="stable")
    low = np.searchsorted(keys[1][order], keys[0], side="left")
    high = np.searchsorted(keys[1][order], keys[0], side="right")
    for row in np.flatnonzero(high > low).tolist():
        others = order[low[row] : high[row]]
        a, period = sides[0].source[row], sides[0].period[row]
        found[a, sides[1].source[others], period] = 1
        found[sides[1].source[others], a, period] = 1
    return found


def _igo(context: Context, _rest: str) -> Array:
    """Count the organisations of which both surely are members in a period."""
    found = np.full(context.shape, np.nan, np.float32)
    table = context.table("MEMBER_OF")
    if table is None:
        return found
    imported = _of_one_set(table, "MEMBER_OF", "")
    at = context.placing.of_source(table, imported, certain=True)
    organisations, number = np.unique(at.target, return_inverse=True)
    system = context.placing.system
    member = np.zeros((context.shape[2], context.shape[0], len(organisations)), np.float32)
    member[at.period, at.source, number] = 1
    known = np.flatnonzero(member.any(axis=(1, 2)))
    for period in known.tolist():
        both = member[period] @ member[period].T
        inside = system.inside[:, period]
        found[:, :, period] = np.where(inside[:, None] & inside, both, np.nan)
    return found


def _votes(context: Context, _rest: str) -> Array:
    """Return the share of roll calls on which two voted alike, of those on which both voted."""
    found = np.full(context.shape, np.nan)
    table = context.table("VOTED")
    if table is None:
        return found
    imported = _of_one_set(table, "VOTED", "un-votes")
    cast = table.columns["vote"]
    at = context.placing.of_source(table, imported)
    assert cast.words is not None  # noqa: S101  # votes are texts
    order = np.argsort(at.period, kind="stable")
    bounds = np.searchsorted(at.period[order], np.arange(context.shape[2] + 1))
    for period in np.flatnonzero(np.diff(bounds)).tolist():
        rows = order[bounds[period] : bounds[period + 1]]
        calls, number = np.unique(at.target[rows], return_inverse=True)
        votes = np.zeros((len(cast.words), context.shape[0], len(calls)), np.float32)
        votes[cast.data[at.rows[rows]], at.source[rows], number] = 1
        alike = sum(each @ each.T for each in votes)
        took_part = votes.max(axis=0)
        both = took_part @ took_part.T
        with np.errstate(invalid="ignore", divide="ignore"):
            found[:, :, period] = np.where(both > 0, alike / both.astype(np.float64), np.nan)
    return found


def _events(context: Context, imported: str) -> Array:
    """Count the events from the one to the other."""
    table = context.table("ACTED_TOWARD")
    found = context.zeros("ACTED_TOWARD")
    if table is None:
        return found
    at = context.placing.placed(table, _of_one_set(table, "ACTED_TOWARD", imported))
    counts = np.zeros(context.shape, np.float32)
    np.add.at(counts, (at.source, at.target, at.period), 1)
    return np.where(counts > 0, counts, found)


def _peace(context: Context, _rest: str) -> Array:
    """Count the periods since the last dispute, or since the two are members together."""
    disputes = _mid(context, "")
    system = context.placing.system
    found = np.full(context.shape, np.nan, np.float32)
    count = np.zeros(context.shape[:2], np.float32)
    began = np.zeros(context.shape[:2], bool)
    fought = np.zeros(context.shape[:2], bool)
    for period in range(context.shape[2]):
        now = system.pairs(period)
        count = np.where(began & now & ~fought, count + 1, 0)
        known = now & ~np.isnan(disputes[:, :, period])
        found[:, :, period] = np.where(known, count, np.nan)
        fought = disputes[:, :, period] == 1
        began = now
    return found


MEASURES: dict[str, Measure] = {
    "alliance": Measure(
        "1 if the first owes the other an obligation of alliance on some day of the period "
        "(alliance:defence one of that kind), else 0", ("OBLIGED_TO", "ALLIED_WITH"), _alliance,
        suffix=True, yearly=True, both=np.maximum,
    ),
    "trade": Measure(
        "Exports of the first to the other in the year, USD million at current prices",
        ("EXPORTED_TO",), _summed("EXPORTED_TO", "value"), suffix=True,
        yearly=True,
    ),
    "arms": Measure(
        "Volume of major arms that the first transferred to the other in the year, SIPRI TIV "
        "million", ("TRANSFERRED_ARMS_TO",), _summed("TRANSFERRED_ARMS_TO", "tiv"),
        suffix=True, yearly=True,
    ),
    "votes": Measure(
        "Share of the roll calls of the UN General Assembly on which the two voted alike (yes, no "
        "or abstain), of those on which both voted", ("VOTED",), _votes, symmetric=True,
        pairs=True,
    ),
    "mid": Measure(
        "1 if the two were on opposite sides of one militarized interstate dispute in the year, "
        "whether they met or not, else 0", ("DISPUTED_IN",), _mid, symmetric=True, yearly=True,
    ),
    "contiguity": Measure(
        "1 a common border, 2 to 5 water of up to 12, 24, 150, 400 miles between them, 0 neither",
        ("CONTIGUOUS_TO", "CONTIGUOUS_BY_WATER_TO"), _contiguity, symmetric=True, pairs=True,
    ),
    "igo": Measure(
        "Number of intergovernmental organisations of which both surely are members in the year (a "
        "source that looks every five years leaves open when one began)", ("MEMBER_OF",), _igo,
        symmetric=True, yearly=True,
        of_state="Number of intergovernmental organisations of which it surely is a member",
    ),
    "events": Measure(
        "Number of coded events from the first to the other", ("ACTED_TOWARD",), _events,
        suffix=True,
    ),
    "peace_years": Measure(
        "Number of years since the last dispute of the two (mid), or since they are members "
        "together; in the year of a dispute the count up to it", ("DISPUTED_IN",), _peace,
        symmetric=True, yearly=True, pairs=True,
    ),
}  # fmt: skip
