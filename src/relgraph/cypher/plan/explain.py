"""EXPLAIN and PROFILE: a plan as rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from relgraph.cypher import operators as op
from relgraph.cypher.plan.estimate import below, estimate
from relgraph.cypher.plan.show import Show
from relgraph.cypher.result import EXPLAINED

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from relgraph.cypher.context import Plan
    from relgraph.cypher.plan.planner import Ready
    from relgraph.cypher.profile import Profile
    from relgraph.graph.property_graph import PropertyGraph

PROFILED = (*EXPLAINED, "rows", "ms", "single values")


def explained(ready: Ready, graph: PropertyGraph, profile: Profile | None) -> list[list[Any]]:
    """Return a row for each operator, the last one first; what it reads from is indented below.

    With a profile a row has the rows that it gave, its own milliseconds, and for how many values
    there was no form for arrays.
    """
    show = Show(ready.names)
    rows = []
    for depth, plan in walk(ready.plan):
        row = [
            "  " * depth + type(plan).__name__,
            plan.details(show),
            round(estimate(plan, graph), 1),
        ]
        if profile is not None:
            measure = profile.of[id(plan)]
            row += [measure.rows, round(measure.seconds * 1000, 3), measure.calls]
        rows.append(row)
    return rows


def emptied(ready: Ready, passed: Mapping[int, int]) -> str:
    """Return where the last row was lost of a plan that gave none: what was asked of it there.

    ``passed`` has how many rows each operator gave, by what ``id()`` says of it. Where rows are
    grouped or counted, or joined of several plans, no one place can be named.
    """
    show, plan = Show(ready.names), ready.plan
    while True:
        inputs = below(plan)
        if len(inputs) != 1 or isinstance(plan, (op.Aggregate, op.Union)):
            return ""
        if passed.get(id(inputs[0])):
            return plan.details(show)
        [plan] = inputs


def walk(plan: Plan, depth: int = 0) -> Iterator[tuple[int, Plan]]:
    """Yield the operators of a plan, each after what reads from it, and how deep it stands."""
    yield depth, plan
    for each in below(plan):
        yield from walk(each, depth + 1)
