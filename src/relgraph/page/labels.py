"""Labels of a drawing: broken into lines, and placed so that none meets another or a node."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING
from unicodedata import east_asian_width

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

LINE = 14.0
"""Height of a line, in pixels."""
_ACROSS, _LINES = 22, 3
_GAP = 2.0
_CELL = 48.0
"""Side of the squares by which boxes near each other are found, in pixels."""

Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""
_Cell = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A node that wants a label: its centre, the radius of its symbol, its name."""

    x: float
    y: float
    radius: float
    name: str
    size: float = 12.0
    must: bool = False
    """Whether it may cover nodes where nothing else is left."""


def wrap(name: str, lines: int = _LINES) -> list[str]:
    """Break a name into lines, between words where it can; the end of one too long is left out.

    >>> wrap("Agreement on the eastern route")
    ['Agreement on the', 'eastern route']
    """
    words = " ".join(name.split())
    room = lines * _ACROSS - 4 * (lines - 1)
    if len(words) > room:
        words = f"{_head(words, room - 1)}…"
    found: list[str] = []
    while len(words) > _ACROSS and len(found) < lines - 1:
        line = _head(words, _ACROSS)
        found.append(line)
        words = words[len(line) :].strip()
    return [*found, words]


def _head(text: str, most: float) -> str:
    space = text.rfind(" ", 0, int(most) + 1)
    return text[: space if space > most / 3 else int(most)].strip()


def width(text: str, size: float) -> float:
    """Estimate the width of a text in a sans-serif face, in pixels: there is no font to measure.

    >>> width("中国", 12)
    24.0
    """
    ems = sum(1.0 if east_asian_width(letter) in "WF" else 0.57 for letter in text)
    return round(ems * size, 1)


def place_labels(
    wanted: Iterable[Wanted], taken: Iterable[Box], frame: Box
) -> list[tuple[list[str], Box] | None]:
    """Place labels below, above, right or left of their nodes; the first get the best places.

    Returns for each its lines and box, or None where there is no room.
    """
    labels = list(wanted)
    boxes: defaultdict[_Cell, list[Box]] = defaultdict(list)
    named: defaultdict[_Cell, list[Box]] = defaultdict(list)
    for box in [*taken, *(_around(w.x, w.y, w.radius, w.radius) for w in labels)]:
        _take(box, boxes)
    found: list[tuple[list[str], Box] | None] = []
    for label in labels:
        lines = wrap(label.name)
        size = (max(width(line, label.size) for line in lines), LINE * len(lines))
        free = (each for each in _candidates(label, *size) if _free(each, boxes, frame))
        place = next(free, None)
        if place is None and label.must:
            free = (each for each in _candidates(label, *size) if _free(each, named, frame))
            place = next(free, None)
        if place is not None:
            _take(place, boxes)
            _take(place, named)
        found.append((lines, place) if place is not None else None)
    return found


def _candidates(label: Wanted, wide: float, high: float) -> list[Box]:
    x, y, gap = label.x, label.y, label.radius + _GAP
    dx, dy = wide / 2, high / 2
    centres = [
        (x, y + gap + dy), (x, y - gap - dy), (x + gap + dx, y), (x - gap - dx, y),
        (x + gap / 2 + dx, y + gap + dy), (x - gap / 2 - dx, y + gap + dy),
    ]  # fmt: skip
    return [_around(a, b, dx, dy) for a, b in centres]


def _around(x: float, y: float, dx: float, dy: float) -> Box:
    return (x - dx, y - dy, x + dx, y + dy)


def _cells(box: Box) -> Iterator[_Cell]:
    """Return the squares that a box reaches into."""
    left, top, right, bottom = (int(side // _CELL) for side in box)
    return product(range(left, right + 1), range(top, bottom + 1))


def _take(box: Box, boxes: defaultdict[_Cell, list[Box]]) -> None:
    for cell in _cells(box):
        boxes[cell].append(box)


def _free(box: Box, boxes: defaultdict[_Cell, list[Box]], frame: Box) -> bool:
    """Return whether a box lies in the frame and meets no other."""
    left, top, right, bottom = box
    inside = left >= frame[0] and top >= frame[1] and right <= frame[2] and bottom <= frame[3]
    return inside and not any(
        left < other[2] and other[0] < right and top < other[3] and other[1] < bottom
        for cell in _cells(box)
        for other in boxes[cell]
    )
