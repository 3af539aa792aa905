"""Stata's .dta (version 118: Unicode), by pandas."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any

from relgraph.export.flat import tables
from relgraph.model.text import dated_title

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import pandas as pd

    from relgraph.export.flat import Flat
    from relgraph.graph.property_graph import PropertyGraph

_NAME, _LABEL, _TEXT = 32, 80, 2045
"""Characters of a name and of a label of a variable, bytes of a text that is not long (Stata,
limits)."""
_CODED = ("type", "status", "rank", "verdict", "dated", "issue_area", "kind", "reliability",
          "access", "vote", "stance")  # fmt: skip
"""Columns of few words: numbers with value labels."""


def write_stata(graph: PropertyGraph, path: Path) -> list[Path]:
    """Write ``NAME-relations.dta``, ``NAME-nodes.dta`` and ``NAME-sources.dta``.

    Dates are Stata's days, columns of few words numbers with value labels, texts of more than
    2,045 bytes long ones (strL). A label of a variable has its whole name and its unit; a missing
    text is empty, as Stata has no other.
    """
    units = _units(graph)
    files = []
    for table in tables(graph):
        files.append(path.with_name(f"{path.stem}-{table.name}.dta"))
        frame, days, long = _frame(table)
        names = dict(zip(frame.columns, _named(table.columns), strict=True))
        labels = {
            names[column]: f"{column}{f' ({units[column]})' if units.get(column) else ''}"[:_LABEL]
            for column in frame.columns
        }
        frame.rename(columns=names).to_stata(
            files[-1], write_index=False, version=118, variable_labels=labels,
            convert_dates={names[day]: "td" for day in days},
            convert_strl=[names[each] for each in long],
            data_label=dated_title(graph.meta)[:_LABEL],
        )  # fmt: skip
    return files


def _units(graph: PropertyGraph) -> dict[str, str]:
    return {
        name: unit
        for of_type in graph.meta.get("units", {}).values()
        for name, unit in of_type.items()
    }


def _frame(table: Flat) -> tuple[pd.DataFrame, list[str], list[str]]:
    """Return the table, which of its columns are days, and which hold long texts."""
    import pandas as pd

    columns: dict[str, Any] = {}
    days, long = [], []
    values = list(zip(*table.rows, strict=True)) or [()] * len(table.columns)
    for name, cells in zip(table.columns, values, strict=True):
        kinds = {type(cell) for cell in cells if cell is not None}
        if kinds == {date}:
            days.append(name)
            columns[name] = pd.to_datetime(pd.Series(cells, dtype="object"))
        elif not cells or (kinds and kinds <= {int, float, bool}):
            columns[name] = pd.Series(cells, dtype="float64")
        else:
            texts = ["" if cell is None else str(cell) for cell in cells]
            if name in _CODED:
                columns[name] = pd.Categorical([text or None for text in texts])
                continue
            columns[name] = pd.Series(texts, dtype="object")
            if any(len(text.encode()) > _TEXT for text in texts):
                long.append(name)
    return pd.DataFrame(columns), days, long


def _named(columns: Sequence[str]) -> list[str]:
    """Return names that Stata takes: letters, digits and ``_``, 32 at most, each once.

    >>> _named(["from", "until earliest", "until_earliest"])
    ['from', 'until_earliest', 'until_earliest_2']
    """
    found: list[str] = []
    for column in columns:
        name = re.sub(r"\W", "_", column)
        name = (name if name[:1].isalpha() or name[:1] == "_" else f"_{name}")[:_NAME]
        tried, number = name, 2
        while tried in found:
            tried = f"{name[: _NAME - len(str(number)) - 1]}_{number}"
            number += 1
        found.append(tried)
    return found
