"""The edges that one rule makes of the rows of one file."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from relgraph.importing.times import Time

if TYPE_CHECKING:
    from collections.abc import Mapping

    from relgraph.graph.words import Array
    from relgraph.importing.frame import Frame
    from relgraph.importing.grammar import EdgeRule
    from relgraph.importing.values import Typed


class Years(NamedTuple):
    """The first and the last year of each row, where years become spells."""

    first: Array
    last: Array


@dataclass(frozen=True, slots=True)
class Part:
    """The edges that one rule makes of rows of one file; ``used`` are the rows that are in them."""

    rule: EdgeRule
    frame: Frame
    source: Array
    target: Array
    time: Time | None
    years: Years | None
    properties: Mapping[str, Typed]
    hashes: Array
    used: Array

    def take(self, rows: Array) -> Part:
        """Return some of the edges."""
        return replace(
            self, frame=self.frame.take(rows), source=self.source[rows], target=self.target[rows],
            time=_taken(self.time, rows) if self.time else None,
            years=Years(*(each[rows] for each in self.years)) if self.years else None,
            properties={name: each.take(rows) for name, each in self.properties.items()},
            hashes=self.hashes[rows],
        )  # fmt: skip


def _taken(time: Time, rows: Array) -> Time:
    bounds = type(time.bounds)(*(each[rows] for each in time.bounds))
    return Time(time.since.take(rows), time.until.take(rows), bounds)
