"""The legend of a drawing: entries beside it, or below it where paper is narrow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from relgraph.page.labels import width
from relgraph.page.paper import TEXT

if TYPE_CHECKING:
    from collections.abc import Sequence

_STEP, _SIGN, _GAP = 20.0, 22.0, 18.0
_NARROW = 640.0
"""Units of a paper that has no room for a legend beside a drawing."""


def room(entries: Sequence[dict[str, Any]], wide: float | None) -> float:
    """Return how wide a legend beside a drawing is; 0 where it goes below it."""
    if wide is not None and wide < _NARROW:
        return 0.0
    return _SIGN + _GAP + max([90.0, *(width(each["name"], TEXT) for each in entries)])


def placed(
    entries: Sequence[dict[str, Any]], size: tuple[float, float], beside: float
) -> tuple[list[dict[str, Any]], float]:
    """Return the entries with their places, and how high drawing and legend are together."""
    if beside:
        found = [
            {**each, "x": size[0] + 8, "y": 30 + _STEP * at} for at, each in enumerate(entries)
        ]
        return found, max(size[1], _STEP * len(entries) + 40)
    x, y, found = _GAP, size[1], []
    for each in entries:
        wide = _SIGN + width(each["name"], TEXT) + _GAP
        if x > _GAP and x + wide > size[0]:
            x, y = _GAP, y + _STEP
        found.append({**each, "x": round(x, 1), "y": y})
        x += wide
    return found, y + _STEP
