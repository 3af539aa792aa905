"""Counts that the graph knows already: of all nodes, of those of a label, of relationships."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from relgraph.cypher import operators as op
from relgraph.cypher.slots import Slot

if TYPE_CHECKING:
    from relgraph.cypher.context import Plan
    from relgraph.cypher.syntax import tree
    from relgraph.graph.property_graph import PropertyGraph


def known_count(plan: op.Aggregate, graph: PropertyGraph) -> Plan:
    """Put the number in the place of a plan that only counts what one bare pattern matches.

    ``MATCH (n) RETURN count(n)`` and ``MATCH ()-[r:A|B]->() RETURN count(*)`` walk nothing.
    """
    bound = _bound(plan.input)
    if plan.keys or not all(_counts(call, bound) for _, call in plan.calls):
        return plan
    number = _matches(plan.input, graph)
    return plan if number is None else op.Counted(tuple(slot for slot, _ in plan.calls), number)


def _counts(call: tree.Call, bound: tuple[int, ...]) -> bool:
    """Return whether a call counts rows: ``count(*)``, or of what the pattern always binds."""
    if call.name.lower() != "count" or call.distinct:
        return False
    return call.star or any(
        isinstance(each, Slot) and each.number in bound for each in call.arguments
    )


def _bound(pattern: Plan) -> tuple[int, ...]:
    if isinstance(pattern, op.Scan):
        return (pattern.slot,)
    if isinstance(pattern, op.Expand):
        return (pattern.hop.source, pattern.hop.relation.number, pattern.hop.target)
    return ()


def _matches(pattern: Plan, graph: PropertyGraph) -> int | None:
    """Return how many rows a bare pattern has; None where it is none."""
    if isinstance(pattern, op.Scan) and isinstance(pattern.input, op.Argument):
        return graph.node_count if pattern.label is None else graph.count_label(pattern.label)
    if not isinstance(pattern, op.Expand) or not isinstance(pattern.input, op.Scan):
        return None
    scan, hop = pattern.input, pattern.hop
    if scan.label is not None or hop.closed or not isinstance(scan.input, op.Argument):
        return None
    names = dict.fromkeys(hop.types) if hop.types else graph.edges
    tables = [graph.edges[name] for name in names if name in graph.edges]
    count = sum(map(len, tables))
    if hop.direction != "both":
        return count
    loops = sum(int(np.count_nonzero(table.source == table.target)) for table in tables)
    return 2 * count - loops
