"""What all operators of one run share: graph, parameters, deadline, and batches of rows."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from relgraph.errors import CypherRuntimeError, CypherTimeout

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from relgraph.cypher.plan.operators import Plan
    from relgraph.graph.property_graph import PropertyGraph

    Operator = Callable[[Any, "Context", "Batch"], Iterator["Batch"]]

Row = list[Any]
BATCH = 1024


@dataclass(frozen=True, slots=True)
class Batch:
    """Some rows as slot columns: ``columns[slot]`` has ``size`` values, or is None if unfilled."""

    columns: tuple[Sequence[Any] | None, ...]
    size: int

    @classmethod
    def of(cls, rows: Sequence[Row], width: int) -> Batch:
        """Turn rows into columns."""
        if not rows:
            return cls((None,) * width, 0)
        return cls(tuple(zip(*rows, strict=True)), len(rows))

    def rows(self) -> list[Row]:
        """Turn columns into rows; a slot that is not filled is None."""
        if not self.columns:
            return [[] for _ in range(self.size)]
        blank = (None,) * self.size
        return [list(row) for row in zip(*(c or blank for c in self.columns), strict=True)]

    def take(self, keep: Sequence[int]) -> Batch:
        """Keep the rows of these numbers."""
        columns = (None if c is None else [c[at] for at in keep] for c in self.columns)
        return Batch(tuple(columns), len(keep))


@dataclass(frozen=True)
class Context:
    """One run of a plan."""

    graph: PropertyGraph
    parameters: Mapping[str, Any]
    operators: Mapping[type, Operator]
    width: int
    text: str = ""
    deadline: float | None = None
    compiled: dict[int, Any] = field(default_factory=dict)

    def check_time(self) -> None:
        """Stop a run whose time is over."""
        if self.deadline is not None and time.monotonic() > self.deadline:
            raise CypherTimeout("the query took longer than it was given")

    def run(self, plan: Plan, start: Batch) -> Iterator[Batch]:
        """Run a plan, begun with these rows."""
        return self.operators[type(plan)](plan, self, start)

    def rows(self, plan: Plan, start: Batch) -> Iterator[Row]:
        """Run a plan and walk its rows."""
        for batch in self.run(plan, start):
            self.check_time()
            yield from batch.rows()

    def batches(self, rows: Iterable[Row]) -> Iterator[Batch]:
        """Gather rows into batches."""
        gathered: list[Row] = []
        for row in rows:
            gathered.append(row)
            if len(gathered) == BATCH:
                self.check_time()
                yield Batch.of(gathered, self.width)
                gathered = []
        if gathered:
            yield Batch.of(gathered, self.width)

    def fail(self, message: str, at: int, detail: str) -> CypherRuntimeError:
        """Make the error for a value that does not fit, where the query says so."""
        return CypherRuntimeError(message, text=self.text, offset=at, detail=detail)
