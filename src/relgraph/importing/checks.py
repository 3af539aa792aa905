"""Counts and sums of an import held against what somebody else has counted."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    from relgraph.graph.property_graph import PropertyGraph
    from relgraph.importing.grammar import Check


class Checked(NamedTuple):
    """A check, what it found, and whether that is what it should be; None if it was not made."""

    check: Check
    found: float
    holds: bool | None


def checked(check: Check, graph: PropertyGraph, rows: Mapping[str, int]) -> Checked:
    """Make a check; one that is of another release, by its number of rows, is not made."""
    if check.rows is not None and check.rows not in rows.values():
        return Checked(check, math.nan, None)
    table = graph.edges.get(check.type)
    if table is None:
        return Checked(check, 0, check.equals == 0)
    mask = np.ones(len(table), bool)
    for key, text in check.where.items():
        column = table.columns.get(key)
        mask &= np.zeros(len(table), bool) if column is None else column.equal_to([text])
    found: float = int(mask.sum())
    if check.sum:
        column = table.columns[check.sum]
        found = float(column.data[mask & column.known()].sum())
    return Checked(check, found, math.isclose(found, check.equals, rel_tol=1e-9))
