"""Dates on the edges of a networkx graph: texts and years are read, what was given is kept."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from relgraph.errors import Refused
from relgraph.graph.rows import rows_of
from relgraph.model.dates import DateFault, span

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from relgraph.graph.columns import Column
    from relgraph.model.dates import Dated

    Data = dict[str, Any]
    Edge = tuple[Any, Any, Data]

_ENDS = ("since", "until")
_COMPUTED = ("since_latest", "until_earliest", "ongoing")
_DATED: tuple[Dated, ...] = ("instant", "spell", "reporting period")


@dataclass
class Reading:
    """What became of the dates: the names that were read, how many were none, and the first."""

    names: set[str] = field(default_factory=set)
    computed: bool = False
    unread: int = 0
    first: str = ""


def read_dates(edges: Sequence[Edge]) -> Reading:
    """Read ``since`` and ``until`` of edges, in place.

    A text is EDTF, a whole number a year. The days that they may mean stand in ``since``,
    ``since_latest``, ``until_earliest`` and ``until``, as in a data set; what was given stands in
    ``since_edtf`` and ``until_edtf``. What is no date is an unknown one.

    Raises
    ------
    Refused
        When an edge has an attribute that is to be computed, and dates that need it.
    """
    found = Reading()
    taken = {name for _, _, data in edges for name in _COMPUTED if name in data}
    for source, target, data in edges:
        given = {name: data[name] for name in _ENDS if data.get(name) is not None}
        texts = [name for name, value in given.items() if type(value) is not date]
        where = f"edge {source!r} to {target!r}"
        clash = taken or {f"{name}_edtf" for name in texts} & data.keys()
        if texts and clash:
            raise Refused(f"{where}: {min(clash)} is computed of its dates: name it else")
        if given and not taken:
            found.computed = True
            _read(data, given, texts, found)
    return found


def _read(data: Data, given: Data, texts: list[str], found: Reading) -> None:
    """Put the days of one edge in the place of what was given."""
    if texts:
        for name, value in given.items():
            data[f"{name}_edtf"] = value
            del data[name]
    dated: Dated = next((each for each in _DATED if each == data.get("dated")), "spell")
    try:
        days = span(_text(given.get("since")), _text(given.get("until")), dated)
    except DateFault as error:
        found.unread += 1
        found.first = found.first or error.told
        return
    found.names.update(texts)
    bounds = {
        "since": days.since, "since_latest": days.since_latest,
        "until": days.until, "until_earliest": days.until_earliest,
    }  # fmt: skip
    data.update({name: day for name, day in bounds.items() if day is not None})
    if "until" in given:
        data["ongoing"] = days.ongoing


def _text(value: Any) -> str:  # noqa: ANN401  # whatever was given
    if type(value) is int:
        return f"{value:04}"
    return "" if value is None else str(value)


def given_dates(columns: Mapping[str, Column], size: int, first: Data) -> list[Data]:
    """Return the attributes of edges as they were before `read_dates`; ``first`` begins each."""
    kept = {name: column for name, column in columns.items() if name not in _COMPUTED}
    rows = rows_of(kept, size, first)
    texts = {name: f"{name}_edtf" for name in _ENDS}
    return [_given(row, texts) for row in rows] if kept.keys() & texts.values() else rows


def _given(row: Data, texts: Mapping[str, str]) -> Data:
    """Put what was given in the place of the days that it means."""
    given = {name: row.pop(text) for name, text in texts.items() if text in row}
    if given:
        for name in _ENDS:
            row.pop(name, None)
    return {**row, **given}
