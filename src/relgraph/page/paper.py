"""What frames a drawing for print: its size in millimetres and points, title, scope, sources."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from relgraph.errors import Refused
from relgraph.model.text import capital
from relgraph.page.labels import width
from relgraph.page.render import newest

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from relgraph.page.facts import Facts
    from relgraph.page.figure import Figure

TEXT = 12.0
"""Height of the least text of a drawing, in its own units."""
_POINT = 25.4 / 72
"""Millimetres of a point."""
_SIDE, _TITLE, _STEP = 20.0, 18.0, 16.0
_LEAST, _MOST = (40.0, 1000.0), (4.0, 24.0)
_ROOM = 340.0
"""Units that a drawing needs: two names, and the legend."""


@dataclass(frozen=True, slots=True)
class Paper:
    """How wide a drawing is in print, in millimetres, and how large its least text, in points.

    >>> Paper(170, 7).units
    826.1
    """

    width: float = 170.0
    font: float = 7.0

    def __post_init__(self) -> None:
        """Refuse what no paper has, and letters that leave no room for two names."""
        (narrow, wide), (small, large) = _LEAST, _MOST
        if not narrow <= self.width <= wide or not small <= self.font <= large:
            told = f"a figure is {narrow:g} to {wide:g} mm wide, its text {small:g} to {large:g} pt"
            raise Refused(f"{told}: not {self.width:g} mm and {self.font:g} pt")
        if self.units < _ROOM:
            told = (
                f"{self.width:g} mm has no room for two names of {self.font:g} pt beside each other"
            )
            raise Refused(f"{told}: {self.font * _ROOM * _POINT / TEXT:.0f} mm are the least")

    @property
    def units(self) -> float:
        """How many units of a drawing go to the width, so that its least text has its size."""
        return round(self.width / (self.font * _POINT / TEXT), 1)

    def size(self, wide: float, high: float) -> dict[str, str]:
        """Return width and height as an SVG has them, in millimetres."""
        height = self.width * high / wide
        return {"width": f"{self.width:g}mm", "height": f"{height:.2f}mm"}


def framed(
    figure: Figure, shown: Sequence[Facts], size: tuple[float, float], paper: Paper | None,
    told: Iterable[str] = (),
) -> dict[str, Any]:  # fmt: skip
    """Return what stands around a drawing of a size: a title, what it shows, what it rests on.

    ``shown`` are the relations that are drawn, ``told`` sentences on what is left out.
    """
    wide, high = size
    sources = {source["id"]: source for edge in shown for source in edge["sources"]}
    published, _ = newest(sources.values())
    rests = f"{len(shown)} relations, {len(sources)} sources"
    foot = [f"{rests}{f' to {published}' if published else ''}.", *told, _hidden(figure)]
    scope = capital(figure.scope) + ("" if figure.scope.endswith(".") else ".")
    head = [(line, _TITLE) for line in wrapped(figure.title, wide - 2 * _SIDE, _TITLE)]
    head += [(line, TEXT) for line in wrapped(scope, wide - 2 * _SIDE, TEXT)]
    feet = wrapped(" ".join(filter(None, foot)), wide - 2 * _SIDE, TEXT)
    top, texts = 10.0, []
    for line, letters in head:
        top += letters + 4
        texts.append({"text": line, "y": top, "size": letters})
    top += 8
    whole = top + high + _STEP * len(feet) + 8
    below = [
        {"text": line, "y": round(top + high + _STEP * (at + 1), 1)} for at, line in enumerate(feet)
    ]
    outer = paper.size(wide, whole) if paper else {"width": f"{wide:g}", "height": f"{whole:g}"}
    return {
        "title": figure.title, "scope": figure.scope, "outer": outer, "side": _SIDE,
        "whole": (round(wide, 1), round(whole, 1)), "top": top, "head": texts, "foot": below,
    }  # fmt: skip


def _hidden(figure: Figure) -> str:
    """Tell how many claims and rival values are left out."""
    claims = sum(edge["claim"] for edge in figure.edges)
    rivals = sum("rival_of" in edge for edge in figure.edges)
    said = [
        f"{count} {name}" for count, name in ((claims, "claims"), (rivals, "rival values")) if count
    ]
    return f"Left out: {', '.join(said)}." if said else ""


def wrapped(text: str, room: float, size: float) -> list[str]:
    """Break a text into lines that have room, between words; a longer word stands alone.

    >>> wrapped("one two three", 50, 12)
    ['one two', 'three']
    """
    lines: list[str] = []
    for word in text.split():
        if lines and width(f"{lines[-1]} {word}", size) <= room:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines
