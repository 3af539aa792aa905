"""What is wanted of a graph: its fields, and what they may not be."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from relgraph.errors import Refused
from relgraph.model.dates import DateFault, days

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

_MOST_HOPS = 5


@dataclass(frozen=True, slots=True)
class Selection:
    """What is wanted of a graph; every field narrows it, none is everything but claims.

    Parameters
    ----------
    around, hops
        Id of a node, and how many steps from it an edge may lie.
    between
        Ids of two nodes: all that links them, directly or through one instrument, project,
        event, institution or measure, their own agencies, forces and companies included; and what
        such an instrument or institution says of others (edge types that ``speak``).
    types, kinds, issue_areas
        One name or several: of edge types, of the kinds at both ends, of issue areas.
    since, until
        EDTF: edges that may hold at some time from ``since`` to ``until``.
    started_since
        EDTF: edges that may have begun on its first day or later; an unknown start is none.
    as_of, certain
        EDTF: edges that may hold on some day of this day, month or year, or (certain) surely
        hold on every one. An edge of unknown date may always hold.
    claims
        Whether claims are wanted too.
    source, dataset
        Id of a source that must be cited, UUID of the data set.
    query, params
        A query instead of all that: the nodes, edges and paths that it returns.

    Raises
    ------
    Refused
        For a date that is none, and for what contradicts itself.
    """

    around: str | None = None
    hops: int = 1
    between: tuple[str, str] | None = None
    types: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    issue_areas: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    started_since: str | None = None
    as_of: str | None = None
    certain: bool = False
    claims: bool = False
    source: str | None = None
    dataset: str | None = None
    query: str | None = None
    params: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Take one name for a tuple of it, and refuse at once what contradicts itself."""
        for name in ("types", "kinds", "issue_areas"):
            value = getattr(self, name)
            object.__setattr__(self, name, (value,) if isinstance(value, str) else tuple(value))
        self._check()
        self.period()

    @property
    def whole(self) -> bool:
        """Whether everything is wanted, claims too."""
        return self == Selection(claims=True, dataset=self.dataset)

    @property
    def named(self) -> tuple[str, ...]:
        """Ids of the nodes that it is about; they are selected even without an edge."""
        return tuple(name for name in (self.around, *(self.between or ())) if name)

    @property
    def narrows_edges(self) -> bool:
        """Whether it asks for edges of some kind, so that a node alone is not meant."""
        return bool(
            self.query or self.types or self.issue_areas or self.since or self.until
            or self.started_since or self.as_of or self.source
        )  # fmt: skip

    def period(self) -> dict[str, date]:
        """Return the days that its dates mean: ``first``, ``last``, ``started``, where asked for.

        Raises
        ------
        Refused
            For a date that is none, or an end before its start.
        """
        found: dict[str, date] = {}
        try:
            if self.started_since is not None:
                found["started"] = days(self.started_since).first
            if self.since is not None or self.as_of is not None:
                found["first"] = days(str(self.since if self.as_of is None else self.as_of)).first
            if self.until is not None or self.as_of is not None:
                found["last"] = days(str(self.until if self.as_of is None else self.as_of)).last
        except DateFault as fault:
            raise Refused(fault.told) from None
        if "first" in found and "last" in found and found["first"] > found["last"]:
            raise Refused(f"until ({self.until}) lies before since ({self.since})")
        return found

    def _check(self) -> None:
        """Refuse what contradicts itself."""
        ends = self.between or ("", "-")
        wrong = {
            "a selection is as of a day, or since and until, not both":
                self.as_of is not None and (self.since, self.until) != (None, None),
            "a selection is around a node, or between two, not both":
                bool(self.around and self.between),
            f"between {ends[0]} and itself there is nothing": ends[0] == ends[1],
            f"hops go from 1 to {_MOST_HOPS}, not {self.hops}": not 1 <= self.hops <= _MOST_HOPS,
            "hops are counted around a node: name it": self.hops != 1 and not self.around,
            "certain goes with as-of: name the day or period": self.certain and self.as_of is None,
        }  # fmt: skip
        for message, applies in wrong.items():
            if applies:
                raise Refused(message)
