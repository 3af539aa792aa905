"""Counts that the graph knows already: of all nodes, of those of a label, of relationships."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from msgspec.structs import replace

from relgraph.cypher import operators as op
from relgraph.cypher.operators.hop import OPPOSITE
from relgraph.cypher.plan.slots import slots_in
from relgraph.cypher.slots import Slot
from relgraph.cypher.syntax import tree

if TYPE_CHECKING:
    from relgraph.cypher.context import Plan
    from relgraph.graph.property_graph import PropertyGraph


def known_count(plan: op.Aggregate, graph: PropertyGraph) -> Plan:
    """Put the number in the place of a plan that only counts what one bare pattern matches.

    ``MATCH (n) RETURN count(n)`` and ``MATCH ()-[r:A|B]->() RETURN count(*)`` walk nothing.
    """
    if plan.keys or not all(call.star for _, call in plan.calls):
        return plan
    number = _matches(plan.input, graph)
    return plan if number is None else op.Counted(tuple(slot for slot, _ in plan.calls), number)


def degrees(plan: op.Aggregate, _graph: PropertyGraph) -> Plan:
    """Add up degrees where steps are counted, and nothing is asked of them or of their ends.

    ``MATCH (n)-[r]-() RETURN n, count(r)`` makes no row for each step, nor does the count of what
    an OPTIONAL MATCH of one step finds.
    """
    below, tests = plan.input, []
    while isinstance(below, op.Filter):
        tests.append(below.test)
        below = below.input
    read = {slot for value in [*tests, *(key for _, key in plan.keys)] for slot in slots_in(value)}
    degree = _degree(below, read)
    if degree is None or not plan.calls or not all(_counts(call, degree) for _, call in plan.calls):
        return plan
    found: Plan = degree
    for test in tests[::-1]:
        found = op.Filter(found, test)
    total = tree.Call("sum", (Slot(degree.hop.relation.number, "value"),))
    return op.Aggregate(found, plan.keys, tuple((slot, total) for slot, _ in plan.calls))


def _degree(step: Plan, read: set[int]) -> op.Degree | None:
    """Return what gives the degrees in the place of one step, of which some slots are read."""
    if isinstance(step, op.Optional) and isinstance(step.inner, op.Expand):
        found = op.Degree(step.input, step.inner.hop, kept=True)
        bare = isinstance(step.inner.input, op.Argument)
    elif isinstance(step, op.Expand):
        found, bare = op.Degree(step.input, step.hop, kept=False), True
    elif isinstance(step, op.ScanEdges):
        hop = step.hop
        if hop.target in read:
            back = OPPOSITE[hop.direction]
            hop = replace(hop, source=hop.target, target=hop.source, direction=back)
        found, bare = op.Degree(op.Scan(step.input, hop.source, None), hop, kept=False), True
    else:
        return None
    hop = found.hop
    asked = {hop.relation.number, hop.target} & read
    return found if bare and not (asked or hop.closed or hop.unlike) else None


def _counts(call: tree.Call, degree: op.Degree) -> bool:
    """Return whether an aggregation counts the steps of a degree."""
    if not degree.kept:
        return call.star
    if call.name.lower() != "count" or call.distinct or call.star:
        return False
    steps = {degree.hop.relation.number, degree.hop.target}
    [value] = call.arguments
    return isinstance(value, Slot) and value.number in steps


def binds(plan: Plan) -> frozenset[int]:
    """Return the slots that are never null in the rows of a plan: what its patterns bind."""
    if isinstance(plan, (op.Scan, op.Seek)):
        return binds(plan.input) | {plan.slot}
    if isinstance(plan, (op.Expand, op.Walk, op.ScanEdges, op.SeekEdges)):
        hop = plan.hop
        return binds(plan.input) | {hop.source, hop.relation.number, hop.target}
    if isinstance(plan, op.MakePath):
        below = binds(plan.input)
        return below | {plan.slot} if below.issuperset(plan.nodes) else below
    return binds(plan.input) if isinstance(plan, (op.Filter, op.Optional)) else frozenset()


def _matches(pattern: Plan, graph: PropertyGraph) -> int | None:
    """Return how many rows a bare pattern has; None where it is none."""
    if isinstance(pattern, op.Scan) and isinstance(pattern.input, op.Argument):
        return graph.node_count if pattern.label is None else graph.count_label(pattern.label)
    if not isinstance(pattern, op.ScanEdges) or not isinstance(pattern.input, op.Argument):
        return None
    hop = pattern.hop
    if hop.closed:
        return None
    tables = [graph.tables[number] for number in graph.numbered(hop.types)]
    count = sum(map(len, tables))
    if hop.direction != "both":
        return count
    loops = sum(int(np.count_nonzero(table.source == table.target)) for table in tables)
    return 2 * count - loops
