"""What a query may take: time, rows of the answer, items that it keeps on its way."""

from __future__ import annotations

import time
from dataclasses import dataclass

from relgraph.errors import CypherItemLimit, CypherRowLimit, CypherTimeout


@dataclass(frozen=True, slots=True)
class Limits:
    """The bounds of one query; None is none.

    Parameters
    ----------
    timeout
        Seconds.
    rows
        Rows of the answer.
    items
        Values that are kept until an operator has seen all its rows: those of ``collect()``, of
        groups, of sorted rows, of the answer itself. The usual bound keeps a query under some
        2 GB; a server has its own.
    """

    timeout: float | None = None
    rows: int | None = None
    items: int | None = 20_000_000


USUAL = Limits()


class Meter:
    """What one run has taken of its limits."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._started = time.monotonic()
        self._rows = 0
        self._items = 0

    def milliseconds(self) -> float:
        """Return how long the run has lasted."""
        return (time.monotonic() - self._started) * 1000

    def check_time(self) -> None:
        """Stop a run whose time is over."""
        timeout = self.limits.timeout
        if timeout is not None and time.monotonic() - self._started > timeout:
            raise CypherTimeout("the query took longer than it was given")

    def count_rows(self, count: int) -> None:
        """Stop a run whose answer has more rows than it may."""
        self._rows += count
        most = self.limits.rows
        if most is not None and self._rows > most:
            raise CypherRowLimit(f"the answer has more than the {most:,} rows that it may have")

    def keep(self, count: int) -> None:
        """Stop a run that keeps more items than it may."""
        self._items += count
        most = self.limits.items
        if most is not None and self._items > most:
            raise CypherItemLimit(
                f"the query keeps more than the {most:,} items that it may keep: "
                "ask for fewer rows, or raise the limit"
            )
