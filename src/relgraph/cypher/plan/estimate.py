"""How many rows an operator will give, guessed from counts of labels, types and degrees."""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING, Any

from relgraph.cypher import operators as op
from relgraph.cypher.plan.statistics import Statistics
from relgraph.cypher.syntax import tree

if TYPE_CHECKING:
    from collections.abc import Callable

    from relgraph.cypher.context import Plan
    from relgraph.graph.property_graph import PropertyGraph

_EQUAL, _BETWEEN, _ANY = 0.1, 0.3, 0.5
_ITEMS = 10
"""How many items a list is taken to have."""


def below(plan: Plan) -> tuple[Plan, ...]:
    """Return the operators that an operator reads from."""
    if isinstance(plan, op.Union):
        return plan.inputs
    inner = (plan.inner,) if isinstance(plan, op.Optional) else ()
    return (*inner, plan.input) if hasattr(plan, "input") else ()


def estimate(plan: Plan, graph: PropertyGraph) -> float:
    """Guess the rows that a plan gives when it is begun with one."""
    return _Estimate(graph).rows(plan)


def selectivity(test: tree.Expression) -> float:
    """Guess the share of rows for which a test is true.

    >>> selectivity(tree.Comparison((tree.Variable("a"), tree.Literal_(1)), ("=",)))
    0.1
    """
    if isinstance(test, tree.Comparison):
        return _EQUAL if "=" in test.operators else _BETWEEN
    if isinstance(test, tree.Binary) and test.operator == "AND":
        return selectivity(test.left) * selectivity(test.right)
    return _ANY


class _Estimate:
    def __init__(self, graph: PropertyGraph) -> None:
        self.graph = graph
        self.statistics = graph.kept(Statistics)
        self.labels: dict[int, str | None] = {}

    def rows(self, plan: Any) -> float:  # noqa: ANN401  # any operator
        before = [self.rows(each) for each in reversed(below(plan))]
        given = before[0] if before else 1.0
        rule = _RULES.get(type(plan))
        return given if rule is None else rule(self, plan, given)

    def scan(self, plan: op.Scan, given: float) -> float:
        self.labels[plan.slot] = plan.label
        return given * self.statistics.nodes(plan.label)

    def expand(self, plan: Any, given: float) -> float:  # noqa: ANN401  # a step or a walk
        hop = plan.hop
        types = self.graph.numbered(hop.types)
        degree = self.statistics.degree(self.labels.get(hop.source), types, hop.direction)
        steps = degree
        if isinstance(plan, op.Walk):
            high = plan.high or plan.low + 3
            steps = sum(degree**length for length in range(plan.low, high + 1))
        share = 1 / max(self.graph.node_count, 1) if hop.closed else 1.0
        return given * steps * share

    def filter(self, plan: op.Filter, given: float) -> float:
        test = plan.test
        if isinstance(test, tree.HasLabels) and (names := test.labels.required()):
            share = self.statistics.nodes(names[0]) / max(self.graph.node_count, 1)
            return given * share
        return given * selectivity(test)

    def limit(self, plan: op.Limit, given: float) -> float:
        count = plan.count
        known = isinstance(count, tree.Literal_) and isinstance(count.value, int)
        return min(given, float(count.value)) if known else given  # type: ignore[attr-defined]


_RULES: dict[type, Callable[[_Estimate, Any, float], float]] = {
    op.Scan: _Estimate.scan,
    op.Expand: _Estimate.expand,
    op.Walk: _Estimate.expand,
    op.Filter: _Estimate.filter,
    op.Limit: _Estimate.limit,
    op.Unwind: lambda _self, plan, given: given * (
        len(plan.source.items) if isinstance(plan.source, tree.ListLiteral) else _ITEMS
    ),
    op.Aggregate: lambda _self, plan, given: sqrt(given) if plan.keys else 1.0,
    op.Distinct: lambda _self, _plan, given: max(sqrt(given), given / 10),
}  # fmt: skip
