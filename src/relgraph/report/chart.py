"""A series of figures as a line chart: an SVG whose axis begins at nought."""

from __future__ import annotations

from datetime import date
from math import ceil, floor, log10
from pathlib import Path
from typing import TYPE_CHECKING

from relgraph.page.render import template

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    Points = Sequence[tuple[float, float]]
    Frame = Mapping[str, Any]

TEMPLATES = Path(__file__).parent / "templates"
_WIDE, HIGH = 640, 140
_LEFT, _RIGHT, _TOP, _BOTTOM = 62, 14, 10, 26
_LINES = 4
_APART = 44
"""Pixels between the names of years at least."""


def chart(title: str, points: Points, colour: str, frame: Frame | None = None) -> str:
    """Return an SVG of values over days, which are proleptic Gregorian ordinals.

    With a ``frame`` (`relgraph.page.paper.framed`) it stands in that, as wide as it is.

    >>> 'role="img"' in chart("Gas", [(737425, 4.1), (737790, 10.4)], "#b57d00")
    True
    """
    days, values = [day for day, _ in points], [value for _, value in points]
    low, step, high = scale(min(0.0, *values), max(0.0, *values))
    first, last = min(days), max(days)
    wide = frame["whole"][0] if frame else _WIDE
    across = (wide - _LEFT - _RIGHT) / max(last - first, 1)
    up = (HIGH - _TOP - _BOTTOM) / (high - low)

    def x(day: float) -> float:
        return round(_LEFT + (day - first) * across, 1)

    def y(value: float) -> float:
        return round(HIGH - _BOTTOM - (value - low) * up, 1)

    steps = range(round((high - low) / step) + 1)
    return template("chart.svg", TEMPLATES).render(
        root="framed.svg" if frame else "bare.svg", frame=frame, title=title, width=wide,
        height=HIGH, left=_LEFT, colour=colour,
        lines=[(y(low + step * each), f"{low + step * each:,g}") for each in steps],
        ticks=[(x(day), year) for year, day in _years(first, last, across)],
        points=[(x(day), y(value)) for day, value in points],
    )  # fmt: skip


def scale(low: float, high: float) -> tuple[float, float, float]:
    """Return the lowest line, the step and the highest line of an axis that holds two values.

    >>> scale(0, 245.1)
    (0, 100, 300)
    >>> scale(0, 0)
    (0, 0.25, 1)
    """
    if low == high:
        return 0, 1 / _LINES, 1
    raw = (high - low) / _LINES
    size = 10 ** floor(log10(raw))
    step = next(each * size for each in (1, 2, 2.5, 5, 10) if each * size >= raw)
    tidy = int(step) if step == int(step) else step
    return floor(low / step) * tidy, tidy, ceil(high / step) * tidy


def _years(first: float, last: float, across: float) -> list[tuple[int, int]]:
    start, end = date.fromordinal(floor(first)).year, date.fromordinal(floor(last)).year
    steps = (1, 2, 5, 10, 20, 50)
    step = next((each for each in steps if each * 365.25 * across >= _APART), 100)
    days = ((year, date(year, 7, 2).toordinal()) for year in range(start, end + 1))
    return [(year, day) for year, day in days if first <= day <= last and year % step == 0]
