"""Claims of a checked folder beside the rows that supersede them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from relgraph.model.claims import Statement, verdict
from relgraph.model.dates import Span
from relgraph.model.fields import STATUSES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from relgraph.model.claims import Verdict
    from relgraph.tables.edges import EdgeColumns

_DATES = ("since", "since_latest", "until", "until_earliest")


class Claims:
    """The claims of a folder that others supersede, and what those say."""

    def __init__(self, edges: EdgeColumns) -> None:
        self.edges = edges
        self.numbers = edges.numbers
        self.types = list(edges.schema.edges.items())
        self.claim = self.numbers["claim"].astype(bool)
        self._above: dict[object, set[object]] = {}

    def verdicts(self) -> Iterator[tuple[int, Verdict]]:
        """Return the row of each claim that is superseded, and what becomes of it."""
        rows = np.flatnonzero(self.claim & (self.numbers["superseded_by"] > 0))
        if not len(rows):
            return
        at = {id: row for row, id in enumerate(self.numbers["ids"].tolist())}
        self._above = self._belonging()
        listed = self.edges.lists.known.values
        for row in rows.tolist():
            ids = listed[self.numbers["superseded_by"][row]]
            corrections = [self._statement(at[hash(id)]) for id in ids]
            yield row, verdict(self._statement(row), corrections, self._belongs)

    def _belonging(self) -> dict[object, set[object]]:
        """Return what each node belongs to, as far as no claim says so."""
        found: dict[object, set[object]] = {}
        marked = np.array([type.belongs for _, type in self.types])
        rows = np.flatnonzero(marked[self.numbers["type"]] & ~self.claim)
        ends = (self.numbers[side][rows].tolist() for side in ("from", "to"))
        for part, whole in zip(*ends, strict=True):
            found.setdefault(part, set()).add(whole)
        return found

    def _belongs(self, part: object, whole: object) -> bool:
        """Return whether a node belongs to another, or to what belongs to it."""
        above = self._above.get(part, set())
        return whole in above or any(whole in self._above.get(each, ()) for each in above)

    def _statement(self, row: int) -> Statement:
        numbers, typed = self.numbers, self.edges.typed.values
        name, type = self.types[numbers["type"][row]]
        columns = (key for key, prop in type.properties.items() if not prop.detail)
        values = {key: typed[key].values[numbers[key][row]] for key in columns if key in typed}
        days = {key: numbers[key][row] for key in _DATES}
        dates = {key: date.fromordinal(day) if day else None for key, day in days.items()}
        statuses = self.edges.choices["status"].known.values
        return Statement(
            name,
            type.dated,
            (int(numbers["from"][row]), int(numbers["to"][row])),
            type.symmetric,
            statuses[numbers["status"][row]] or STATUSES[0],
            Span(**dates, ongoing=bool(numbers["ongoing"][row])),
            {key: value for key, value in values.items() if value is not None},
        )
