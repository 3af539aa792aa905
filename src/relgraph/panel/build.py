"""Panels as data frames, with what each column is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from relgraph.errors import NotFound, Refused, did_you_mean
from relgraph.panel.measures import MEASURES, Context
from relgraph.panel.placing import Placing
from relgraph.panel.units import SYSTEMS, system
from relgraph.panel.zeros import rules
from relgraph.paths import shipped
from relgraph.store.cache import open_curated
from relgraph.store.registry import Registry

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import pandas as pd

    from relgraph.graph.property_graph import PropertyGraph
    from relgraph.graph.words import Array
    from relgraph.panel.units import Grain, System

Unit = Literal["dyad", "state"]
FIRST_YEAR = 1816
_LAG = re.compile(r"lag\((?P<name>[^,()]+)(?:,\s*(?P<by>[1-9][0-9]?))?\)")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a panel: its name, what it is, and what it is made of."""

    name: str
    definition: str
    source: str
    coverage: str


@dataclass(frozen=True, slots=True)
class Panel:
    """A panel: its rows as a data frame, and its columns."""

    frame: pd.DataFrame
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class _Rows:
    """The rows of a panel: codes of one or two states, and the period."""

    source: Array
    target: Array
    period: Array


def panel(  # noqa: PLR0913  # what a panel is
    graph: PropertyGraph, folder: Path | None, add: Sequence[str] = (), *,
    of: Sequence[str] = (), unit: Unit = "dyad", directed: bool = False, grain: Grain = "year",
    since: int = FIRST_YEAR, until: int | None = None, states: str = "cow",
) -> Panel:  # fmt: skip
    """Build a panel of the members of a system of states.

    Dyads are those whose members are both in the system on some same day of the period; states are
    told by their codes in it. A value is missing where no source covers it.

    Parameters
    ----------
    graph, folder
        The graph, and the folder that it was read from, whose imported sets say what they cover.
    add
        Columns: names of `MEASURES`, ``alliance:defence``, ``lag(trade, 1)``.
    of
        Ids of states, which all rows are of: of one its dyads with all others, of several those
        among them. Measures are of the whole graph. None are all states.
    unit
        A row a dyad and period, or a state and period: there a measure is summed over all others.
    states
        The list of members: ``cow`` or ``gw``.

    Raises
    ------
    NotFound
        For a column, or a system, that there is not.
    Refused
        For a column that cannot be had by quarter, or that several sets have.
    """
    for asked, allowed in ((unit, ("dyad", "state")), (grain, ("year", "quarter"))):
        if asked not in allowed:
            raise NotFound(f"no {asked!r}: there are {' and '.join(allowed)}")
    if states not in SYSTEMS:
        raise NotFound(f"no system of states {states!r}: there are {', '.join(SYSTEMS)}")
    until = until or SYSTEMS[states].year
    # what looks back must not depend on where the panel begins
    looks_back = any(name.strip().startswith(("lag(", "peace_years")) for name in add)
    begins = min(FIRST_YEAR, since) if looks_back and since <= until else since
    registry = Registry([graph, open_curated(shipped("data") / "states")])
    members = system(states, registry, graph, begins, until, grain)
    context = Context(Placing(members, graph), rules(folder, graph))
    rows = _dyads(members, directed=directed) if unit == "dyad" else _states(members)
    if of:
        rows = _of(rows, members, graph, of)
    columns, told = _keys(rows, members, graph, unit)
    for name in add:
        values, column = _column(name, context, rows, unit, directed=directed)
        columns[column.name] = values
        told.append(column)
    import pandas as pd

    frame = pd.DataFrame(columns)
    if begins < since:
        frame = frame[frame["year"] >= since].reset_index(drop=True)
    return Panel(frame, tuple(told))


def _dyads(members: System, *, directed: bool) -> _Rows:
    parts = []
    for period in range(len(members.periods)):
        a, b = np.nonzero(members.pairs(period))
        kept = slice(None) if directed else a < b
        parts.append((a[kept], b[kept], np.full(len(a[kept]), period)))
    source, target, periods = (np.concatenate(each) for each in zip(*parts, strict=True))
    order = np.lexsort((periods, target, source))
    return _Rows(source[order], target[order], periods[order])


def _states(members: System) -> _Rows:
    code, period = np.nonzero(members.inside)
    return _Rows(code, code, period)


def _of(rows: _Rows, members: System, graph: PropertyGraph, ids: Sequence[str]) -> _Rows:
    """Return the rows of one state, or those among several."""
    index = graph.node_ids
    own = np.isin(members.node, [index.find(id) if index else -1 for id in ids])
    ends = own[rows.source, rows.period], own[rows.target, rows.period]
    kept = ends[0] & ends[1] if len(ids) > 1 else ends[0] | ends[1]
    if not kept.any():
        raise NotFound(f"no row of {', '.join(ids)}: in these years the list has no such pair")
    return _Rows(rows.source[kept], rows.target[kept], rows.period[kept])


def _keys(
    rows: _Rows, members: System, graph: PropertyGraph, unit: Unit
) -> tuple[dict[str, Array | pd.Categorical], list[Column]]:
    """Return the columns that tell rows apart."""
    import pandas as pd

    codes = np.array([int(code) for code in members.codes])
    nodes = np.unique(members.node)
    names = pd.Index([graph.property(node, "id") if node >= 0 else "" for node in nodes.tolist()])
    ends = [("1", rows.source), ("2", rows.target)] if unit == "dyad" else [("", rows.source)]
    columns: dict[str, Array | pd.Categorical] = {}
    told = []
    for end, code in ends:
        columns[f"ccode{end}"] = codes[code]
        at = np.searchsorted(nodes, members.node[code, rows.period])
        columns[f"id{end}"] = pd.Categorical.from_codes(at.astype(np.int16), names)
        told += [
            Column(f"ccode{end}", "Code of the state in the list of members", "", ""),
            Column(f"id{end}", "Id of the state in the graph; empty if it is not in it", "", ""),
        ]
    parts = np.array(members.periods.names)[rows.period]
    for at, name in enumerate(("year", "quarter")[: parts.shape[1]]):
        columns[name] = parts[:, at]
        told.append(Column(name, f"The {name} of the row", "", ""))
    return columns, told


def _column(
    asked: str, context: Context, rows: _Rows, unit: Unit, *, directed: bool
) -> tuple[Array, Column]:
    lag = _LAG.fullmatch(asked.strip())
    if lag:
        values, column = _column(lag["name"], context, rows, unit, directed=directed)
        by = int(lag["by"] or 1)
        name = f"{column.name}_lag{by}"
        what = f"{column.name} of the same row {by} period{'s' * (by > 1)} before"
        return _lagged(values, rows, by), Column(name, what, column.source, column.coverage)
    name, _, rest = asked.strip().partition(":")
    if name not in MEASURES:
        raise NotFound(f"no column {asked!r}{did_you_mean(name, MEASURES)}")
    measure = MEASURES[name]
    if rest and not measure.suffix:
        raise NotFound(f"{name} has nothing that {rest!r} could mean: ask for {name}")
    if measure.yearly and context.placing.system.periods.grain != "year":
        raise Refused(f"{name} is known by year, and not by quarter: --grain year")
    if unit == "state" and measure.pairs:
        raise Refused(f"{name} is of two states: --unit dyad")
    values = measure.make(context, rest)
    definition = measure.definition
    if unit == "state":
        definition = measure.of_state or f"Sum over all others of whom it is known: {definition}"
        own = np.diagonal(values).T if measure.of_state else _added(values)
        values = own[rows.source, rows.period]
    elif directed or measure.symmetric:
        values = values[rows.source, rows.target, rows.period]
    else:
        ways = (values[rows.source, rows.target, rows.period],
                values[rows.target, rows.source, rows.period])  # fmt: skip
        values = measure.both(*ways)
        how = "The sum of" if measure.both is np.add else "The greater of"
        definition = f"{how} both ways, empty unless both are known: {definition}"
    return values, _told(asked, definition, measure.types, context)


def _added(values: Array) -> Array:
    """Add up a measure over all others; missing where nothing is known of any of them."""
    sums = np.nansum(values, axis=1)
    sums[np.isnan(values).all(axis=1)] = np.nan
    found: Array = sums
    return found


def _lagged(values: Array, rows: _Rows, by: int) -> Array:
    """Return the value of the same row so many periods before; NaN where there is no such row."""
    size, periods = int(rows.target.max(initial=0)) + 1, int(rows.period.max(initial=0)) + 1
    keys = (rows.source.astype(np.int64) * size + rows.target) * periods + rows.period
    at = np.searchsorted(keys, keys - by)
    same = (keys[at] == keys - by) & (rows.period >= by)
    return np.where(same, values[at], np.nan)


def _told(asked: str, definition: str, types: Sequence[str], context: Context) -> Column:
    graph = context.placing.graph
    sources = dict.fromkeys(
        id
        for type in types if type in graph.edges
        for id in sorted(graph.edges[type].columns["source_ids"].items())
    )  # fmt: skip
    covered = [
        f"{rule.imported}: nothing is a zero from {_day(rule.first)} to {_day(rule.last)}"
        for rule in context.rules if rule.type in types
    ]  # fmt: skip
    titles = [_title(graph, id) for id in sources if len(sources) <= 20]  # noqa: PLR2004  # a line
    return Column(asked.replace(":", "_"), definition, "; ".join(titles), "; ".join(covered))


def _title(graph: PropertyGraph, id: str) -> str:
    node = graph.node_ids.find(id) if graph.node_ids else -1
    return f"{graph.property(node, 'title')} ({id})" if node >= 0 else id


def _day(ordinal: int) -> str:
    from datetime import date

    return date.fromordinal(ordinal).isoformat()
