"""Spells of a code whose holder changed meanwhile: a piece for each holder."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING

import numpy as np

from relgraph.importing.frame import Texts
from relgraph.importing.times import Ends, date_column

if TYPE_CHECKING:
    from collections.abc import Sequence

    from relgraph.graph.words import Array
    from relgraph.importing.frame import Frame
    from relgraph.store.registry import Held, Registry

Piece = tuple[int, int]
"""Ordinals of its first and last day; 0 is that of the whole."""


def cut(
    frame: Frame, since: Ends, until: Ends, span: tuple[Array, Array], way: str, registry: Registry
) -> tuple[Frame, Ends, Ends]:
    """Cut the rows in whose time a code passes from one node to another.

    COW's 345 is Serbia's until 1918, then Yugoslavia's: a spell from 1878 to 1941 is two.
    """
    scheme, _, template = way.partition(":")
    texts = frame.text(template)
    pieces: dict[int, list[Piece]] = {}
    for code, word in zip(*texts.used(), strict=True):
        held = registry.find(scheme, word) if word else []
        if len({each.node for each in held}) > 1:
            for row in np.flatnonzero(texts.codes == code).tolist():
                found = _pieces(held, int(span[0][row]), int(span[1][row]))
                if len(found) > 1:
                    pieces[row] = found
    if not pieces:
        return frame, since, until
    whole: list[Piece] = [(0, 0)]
    plan = [(row, piece) for row in range(len(frame)) for piece in pieces.get(row, whole)]
    rows = np.array([row for row, _ in plan], np.int64)
    starts = _with_days(since, rows, [first for _, (first, _) in plan])
    ends = _with_days(until, rows, [last for _, (_, last) in plan])
    return frame.take(rows), starts, ends


def _pieces(held: Sequence[Held], first: int, last: int) -> list[Piece]:
    """Return the pieces of a spell by who held the code, in their order."""
    within = sorted(
        (each for each in held if first and each.meets(first, last)),
        key=attrgetter("first"),
    )
    runs = [list(run) for _, run in groupby(within, key=attrgetter("node"))]
    return [
        (0 if at == 0 else run[0].first, 0 if at == len(runs) - 1 else run[-1].last)
        for at, run in enumerate(runs)
    ]


def _with_days(ends: Ends, rows: Array, days: Sequence[int]) -> Ends:
    """Return one end of some rows, on other days where a day is given."""
    old = ends.texts.take(rows)
    told = Texts.of([
        date.fromordinal(day).isoformat() if day else old[at] for at, day in enumerate(days)
    ])  # fmt: skip
    given = np.array(days) > 0
    found = replace(ends, texts=told, censored=np.where(given, 0, ends.censored[rows]))
    return replace(found, days=date_column(told, ends.days.sound[rows]))
