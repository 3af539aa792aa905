"""Who had a code when, by the shipped table of states."""

from __future__ import annotations

from datetime import date

from relgraph.errors import NotFound, did_you_mean
from relgraph.model.dates import DateFault, days
from relgraph.paths import shipped
from relgraph.store.cache import open_curated
from relgraph.store.registry import FOREVER, Registry

Row = tuple[str, str, str, str, str]
"""A code, the id and name of who had it, since and until when; an empty date is an open one."""


def holders(code: str, day: str | None = None) -> list[Row]:
    """List who had a code: ever, or on some day of a day, month or year.

    Raises
    ------
    NotFound
        When nobody had it, or the scheme is not known.

    Examples
    --------
    >>> holders("cow:260", "1970")
    [('cow:260', 'DEU', 'Germany', '1955-05-05', '1990-10-02')]
    """
    scheme, mark, text = code.partition(":")
    registry = Registry([open_curated(shipped("data") / "states")])
    if not mark or scheme not in registry.schemes:
        hint = did_you_mean(scheme, registry.schemes) if mark else ""
        raise NotFound(f"{code!r} is no code: expected SCHEME:CODE, as in cow:365{hint}")
    held = registry.find(scheme, text)
    if not held:
        raise NotFound(f"nobody had the code {code}")
    wanted = held
    if day is not None:
        try:
            asked = days(day)
        except DateFault as error:
            raise NotFound(error.told) from None
        span = asked.first.toordinal(), asked.last.toordinal()
        wanted = [each for each in held if each.meets(*span)]
        if not wanted:
            spans = "; ".join(" ".join(_row(registry, code, each)[1:]) for each in held)
            raise NotFound(f"nobody had the code {code} on {day}: {spans}")
    return [_row(registry, code, each) for each in wanted]


def _row(registry: Registry, code: str, held: tuple[str, int, int]) -> Row:
    id, first, last = held
    graph, node = registry.places[id]
    since = date.fromordinal(first).isoformat() if first > FOREVER[0] else ""
    until = date.fromordinal(last).isoformat() if last < FOREVER[1] else ""
    return code, id, str(registry.graphs[graph].property(node, "name")), since, until
