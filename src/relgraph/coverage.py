"""What the sources of a data set cover, and whether all that they have of it is in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from relgraph.model.dates import days
from relgraph.model.records import Coverage

if TYPE_CHECKING:
    from datetime import date

    from relgraph.engine import Engine

_LINES = """
MATCH (d:Dataset) WHERE $dataset IS NULL OR d.id = $dataset
UNWIND d.coverage AS line RETURN line
"""
_IDS = "MATCH (n:Entity) WHERE n.id IN $ids AND NOT n:Source RETURN DISTINCT n.id"
_DECADES = """
MATCH ()-[r]->() WHERE r.since IS NOT NULL
RETURN coalesce(r.imported, '') AS imported, type(r) AS type, r.since.year / 10 * 10 AS decade,
       count(*) AS relations
ORDER BY imported, type, decade
"""
_COUNT = """
MATCH (a)-[r:{type}]->(b)
WHERE ($dataset IS NULL OR r.dataset = $dataset) AND $source IN r.source_ids
  AND (size($from) = 0 OR a.id IN $from) AND (size($to) = 0 OR b.id IN $to)
  AND coalesce(r.since <= $last, true) AND coalesce(r.until >= $first, true)
RETURN count(r)
"""


@dataclass(frozen=True, slots=True)
class Covered:
    """A line of ``coverage.csv``, how many assertions are in, and how many the source has."""

    line: Coverage
    found: int
    whole: int | None

    @property
    def met(self) -> bool | None:
        """Whether all is in; None where the line does not say how much there is."""
        return None if self.whole is None else self.found >= self.whole


def coverage(engine: Engine, dataset: str | None = None) -> list[Covered]:
    """Return each line of a data set's coverage with the assertions that are in.

    Counted are those of the line's type that cite its source and touch its period. Where the
    actors of a side (``CHN, RUS -> treaties``) are ids of nodes, it must be one of them.

    >>> import relgraph
    >>> [each.met for each in coverage(relgraph.open().engine) if each.met is False]
    []
    """
    texts = engine.run(_LINES, {"dataset": dataset}).records
    lines = [Coverage(*text.split("\t")) for (text,) in texts]
    return [
        Covered(line, _found(engine, line, dataset), int(line.rows) if line.rows else None)
        for line in lines
    ]


def _found(engine: Engine, line: Coverage, dataset: str | None) -> int:
    first, last = _day(line.since, 0), _day(line.until, 1)
    left, arrow, right = line.actors.partition("->")
    ends = [_ids(engine, side) for side in (left, right if arrow else left)]
    given = {
        "dataset": dataset, "source": line.source, "from": ends[0], "to": ends[1],
        "first": first, "last": last,
    }  # fmt: skip
    [[count]] = engine.run(_COUNT.format(type=f"`{line.type}`"), given).records
    return int(count)


def _day(text: str, which: int) -> date | None:
    """Return the first or the last day of a date; None where it is open."""
    return None if text in ("", "..") else (days(text).first, days(text).last)[which]


def _ids(engine: Engine, side: str) -> list[str]:
    """Return the ids of nodes that a side lists; none if any of its words is not one."""
    words = [word.strip() for word in side.split(",")]
    known = engine.run(_IDS, {"ids": words}).records
    return words if len(known) == len(set(words)) else []


_SHADES = " ░▒▓█"
_DRAWN = 240
"""Years that a map of decades goes back at most."""


def by_decade(engine: Engine, *, shaded: bool) -> tuple[list[str], list[list[Any]]]:
    """Return how many relations of each set and type begin in each decade: keys and rows.

    ``shaded`` ones have a mark a decade instead, the darker the more: each shade is ten times as
    many.

    >>> import relgraph
    >>> keys, rows = by_decade(relgraph.open().engine, shaded=False)
    >>> keys[:2], len(rows) > 20
    (['set', 'type'], True)
    """
    found = engine.run(_DECADES).records
    decades = sorted({row["decade"] for row in found})
    counts: dict[tuple[str, str], dict[int, int]] = {}
    for imported, type, decade, relations in found:
        counts.setdefault((imported or "curated", type), {})[decade] = relations
    if not shaded:
        keys = ["set", "type", *map(str, decades)]
        return keys, [
            [*key, *(own.get(each, 0) for each in decades)] for key, own in counts.items()
        ]
    last = decades[-1] if decades else 0
    first = max(decades[0], last - _DRAWN) if decades else 0
    drawn = [
        [*key, "".join(_shade(own.get(each, 0)) for each in range(first, last + 10, 10))]
        for key, own in counts.items()
    ]
    return ["set", "type", f"{first} to {last + 9}"], drawn


def _shade(count: int) -> str:
    return _SHADES[min(len(str(count)), len(_SHADES) - 1)] if count else _SHADES[0]
