"""What all operators of one run share: graph, parameters, deadline, limits."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any, Protocol

from msgspec import Struct, field

from relgraph.cypher.limits import Limits, Meter
from relgraph.cypher.vectors.batch import MORSEL, Batch
from relgraph.errors import CypherRuntimeError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from relgraph.cypher.syntax import tree
    from relgraph.cypher.vectors.kinds import Vector
    from relgraph.graph.property_graph import PropertyGraph

    Evaluate = Callable[[Batch], Vector]
    Compile = Callable[[tree.Expression, "Context"], Evaluate]


class Show(Protocol):
    """Writes expressions and slots as Cypher."""

    def slot(self, number: int) -> str:
        """Return the name of a slot."""
        ...

    def all(self, values: Sequence[tree.Expression]) -> str:
        """Return expressions with commas between them."""
        ...

    def __call__(self, value: tree.Expression | None) -> str:
        """Return an expression, or nothing for none."""
        ...


class Plan(Protocol):
    """An operator with those below it."""

    def details(self, show: Show) -> str:
        """Return what EXPLAIN says of it, beside its name."""
        ...

    def run(self, context: Context, start: Batch) -> Iterator[Batch]:
        """Yield batches, begun with some rows."""
        ...


class Context(Struct, frozen=True):
    """One run of a plan.

    ``first`` is how many rows a scan hands on at first; ``watched`` measures an operator; ``clock``
    is when it began, in nanoseconds since 1970; ``passed`` counts the rows of each operator, by
    what ``id()`` says of it.
    """

    graph: PropertyGraph
    parameters: Mapping[str, Any]
    text: str = ""
    meter: Meter = field(default_factory=lambda: Meter(Limits()))
    first: int = MORSEL
    watched: Callable[[Plan, Iterator[Batch]], Iterator[Batch]] | None = None
    compiled: dict[int, Any] = field(default_factory=dict)
    clock: int = field(default_factory=time.time_ns)
    passed: dict[int, int] = field(default_factory=dict)

    def run(self, plan: Plan, start: Batch) -> Iterator[Batch]:
        """Run a plan, begun with these rows; batches without rows are left out."""
        batches = plan.run(self, start)
        for batch in batches if self.watched is None else self.watched(plan, batches):
            self.meter.check_time()
            if batch.size:
                self.passed[id(plan)] = self.passed.get(id(plan), 0) + batch.size
                yield batch

    def fail(self, message: str, at: int, detail: str) -> CypherRuntimeError:
        """Make the error for a value that does not fit, where the query says so."""
        return CypherRuntimeError(message, text=self.text, offset=at, detail=detail)

    def failing(self, value: tree.Expression) -> Callable[[str, str], CypherRuntimeError]:
        """Return what makes errors at the place of an expression."""
        return lambda message, detail: self.fail(message, value.at, detail)
