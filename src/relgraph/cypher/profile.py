"""What each operator of a run does: rows, time, and how many values were made one by one."""

from __future__ import annotations

import time
from collections import defaultdict
from typing import TYPE_CHECKING

from msgspec import Struct

from relgraph.cypher.evaluate.scalar import CALLS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from relgraph.cypher.context import Plan
    from relgraph.cypher.vectors.batch import Batch


class Measure(Struct):
    """Rows that an operator gave, its own seconds, and calls of functions for single values."""

    rows: int = 0
    seconds: float = 0.0
    calls: int = 0


class Profile:
    """Measures of the operators of one run, by what ``id()`` says of the operator."""

    def __init__(self) -> None:
        self.of: defaultdict[int, Measure] = defaultdict(Measure)
        self._at: list[int] = []
        self._since = time.perf_counter()

    def _spend(self) -> None:
        """Book the time since the last look to the operator that was at work."""
        now = time.perf_counter()
        if self._at:
            self.of[self._at[-1]].seconds += now - self._since
        self._since = now

    def _count(self, calls: int) -> None:
        if self._at:
            self.of[self._at[-1]].calls += calls

    def watched(self, plan: Plan, batches: Iterator[Batch]) -> Iterator[Batch]:
        """Yield the batches of an operator, and measure what it takes to make them."""
        while True:
            self._spend()
            self._at.append(id(plan))
            token = CALLS.set(self._count)
            try:
                batch = next(batches, None)
            finally:
                CALLS.reset(token)
                self._spend()
                self._at.pop()
            if batch is None:
                return
            self.of[id(plan)].rows += batch.size
            yield batch
