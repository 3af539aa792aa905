"""Plans made better: one list of rewrites, each a function of an operator and the graph."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from msgspec.structs import replace

from relgraph.cypher import operators as op
from relgraph.cypher.plan.counting import binds, degrees, known_count
from relgraph.cypher.plan.slots import slots_in
from relgraph.cypher.plan.statistics import Statistics
from relgraph.cypher.slots import Slot
from relgraph.cypher.syntax import tree

if TYPE_CHECKING:
    from collections.abc import Callable

    from relgraph.cypher.context import Plan
    from relgraph.graph.property_graph import PropertyGraph

    Rewrite = Callable[[Any, PropertyGraph], Plan]


def rewritten(
    plan: Any,  # noqa: ANN401  # any operator
    graph: PropertyGraph,
    *,
    traced: bool = False,  # any operator
) -> Plan:
    """Return a plan with all rewrites made, from what is read first upwards.

    Where it is to be ``traced``, those are left out that leave relationships out.
    """
    names = [name for name in ("input", "inner") if hasattr(plan, name)]
    changed: dict[str, Any] = {
        name: rewritten(getattr(plan, name), graph, traced=traced) for name in names
    }
    if isinstance(plan, op.Union):
        changed = {"inputs": tuple(rewritten(each, graph, traced=traced) for each in plan.inputs)}
    return _rewritten_alone(replace(plan, **changed) if changed else plan, graph, traced=traced)


def _rewritten_alone(
    plan: Any,  # noqa: ANN401  # any operator
    graph: PropertyGraph,
    *,
    traced: bool = False,  # any operator
) -> Plan:
    """Return an operator rewritten over what it reads from, which stays as it is."""
    for kind, rewrite in REWRITES:
        if isinstance(plan, kind) and not (traced and rewrite in LOSING):
            plan = rewrite(plan, graph)
    found: Plan = plan
    return found


def implied_labels(plan: op.Filter, graph: PropertyGraph) -> Plan:
    """Leave out a test of labels that all ends of the relationships before it have."""
    test = plan.test
    if not isinstance(test, tree.HasLabels) or not isinstance(test.operand, Slot):
        return plan
    maker = _maker(plan.input, test.operand.number)
    if maker is None:
        return plan
    hop: op.Hop = maker.hop
    statistics, types = graph.kept(Statistics), graph.numbered(hop.types)
    far = hop.target == test.operand.number
    counts = np.zeros(len(graph.label_sets), np.int64)
    if hop.direction == "both" or (hop.direction == "out") == far:
        counts += statistics.counts(types, "into")
    if hop.direction == "both" or (hop.direction == "in") == far:
        counts += statistics.counts(types, "out")
    has = [test.labels.accept(each) for each in graph.label_sets]
    return plan.input if all(has[at] for at in np.flatnonzero(counts)) else plan


def _maker(plan: Any, slot: int) -> Any:  # noqa: ANN401  # an operator with a hop
    """Return the operator that finds a node at the end of a relationship; None if another does."""
    while isinstance(plan, (op.Filter, op.Expand, op.ScanEdges)):
        if isinstance(plan, op.ScanEdges) and slot in (plan.hop.source, plan.hop.target):
            return plan
        if isinstance(plan, op.Expand) and slot == plan.hop.target and not plan.hop.closed:
            return plan
        plan = plan.input
    return None


def sought_labels(plan: op.Filter, _graph: PropertyGraph) -> Plan:
    """Ask for labels where nodes are sought by a property."""
    test, seek = plan.test, plan.input
    if not isinstance(test, tree.HasLabels) or not isinstance(seek, op.Seek) or seek.labels:
        return plan
    same = isinstance(test.operand, Slot) and test.operand.number == seek.slot
    return replace(seek, labels=test) if same else plan


def filter_first(plan: op.Filter, _graph: PropertyGraph) -> Plan:
    """Test before values are projected what speaks only of names that are passed on."""
    project = plan.input
    if not isinstance(project, op.Project):
        return plan
    passed = {slot: value for slot, value in project.items if isinstance(value, Slot)}
    made = {slot for slot, _ in project.items} - passed.keys()
    if slots_in(plan.test) & made or _has_plan(plan.test):
        return plan
    return replace(project, input=op.Filter(project.input, _renamed(plan.test, passed)))


def _has_plan(test: tree.Expression) -> bool:
    return any(hasattr(part, "plan") for part in tree.walk(test))


def _renamed(value: tree.Expression, names: dict[int, Slot]) -> tree.Expression:
    if isinstance(value, Slot):
        return names.get(value.number, value)
    return tree.rebuild(value, lambda child: _renamed(child, names))


def limit_first(plan: op.Limit, graph: PropertyGraph) -> Plan:
    """Project only the rows that are kept."""
    project = plan.input
    if not isinstance(project, op.Project):
        return plan
    return replace(project, input=_rewritten_alone(replace(plan, input=project.input), graph))


def top(plan: op.Limit, _graph: PropertyGraph) -> Plan:
    """Sort for the first rows only."""
    if isinstance(plan.input, op.Sort):
        return replace(plan, input=replace(plan.input, first=(plan.count,)))
    skip = plan.input
    if isinstance(skip, op.Skip) and isinstance(skip.input, op.Sort):
        first = (plan.count, skip.count)
        return replace(plan, input=replace(skip, input=replace(skip.input, first=first)))
    return plan


def count_rows(plan: op.Aggregate, _graph: PropertyGraph) -> Plan:
    """Count rows in the place of what is never null in them."""
    bound = binds(plan.input)
    calls = tuple(
        (slot, replace(call, arguments=(), star=True) if _never_null(call, bound) else call)
        for slot, call in plan.calls
    )
    return replace(plan, calls=calls)


def _never_null(call: tree.Call, bound: frozenset[int]) -> bool:
    if call.name.lower() != "count" or call.distinct or call.star:
        return False
    [value] = call.arguments
    return isinstance(value, Slot) and value.number in bound


def distinct_ends(plan: op.Aggregate | op.Distinct, _graph: PropertyGraph) -> Plan:
    """Search breadth first where walks are told apart by their ends alone."""
    if isinstance(plan, op.Aggregate) and not all(call.distinct for _, call in plan.calls):
        return plan
    made = [*plan.keys, *plan.calls] if isinstance(plan, op.Aggregate) else []
    read = {slot for _, value in made for slot in slots_in(value)}
    whole: Plan = _reaching(plan, read)
    return whole


def _reaching(plan: Any, read: set[int]) -> Any:  # noqa: ANN401  # any operator
    """Put a search in the place of a walk below, if nothing on the way to it reads its steps."""
    below = plan.input
    if isinstance(below, op.Walk):
        plain = not (below.hop.closed or below.hop.unlike) and below.low <= 1
        if plain and below.hop.relation.number not in read:
            return replace(plan, input=op.Reach(below.input, replace(below, input=op.Argument())))
    elif isinstance(below, op.Filter):
        return replace(plan, input=_reaching(below, read | slots_in(below.test)))
    elif isinstance(below, op.Project):
        inner = {slot for _, value in below.items for slot in slots_in(value)}
        return replace(plan, input=_reaching(below, read | inner))
    return plan


REWRITES: tuple[tuple[type, Rewrite], ...] = (
    (op.Filter, implied_labels),
    (op.Filter, sought_labels),
    (op.Filter, filter_first),
    (op.Aggregate, count_rows),
    (op.Aggregate, known_count),
    (op.Aggregate, degrees),
    (op.Aggregate, distinct_ends),
    (op.Distinct, distinct_ends),
    (op.Limit, limit_first),
    (op.Limit, top),
)
"""What is tried on each operator of a kind, in this order."""
LOSING: tuple[Rewrite, ...] = (known_count, degrees, distinct_ends)
"""Rewrites after which not all relationships that are matched are bound."""
