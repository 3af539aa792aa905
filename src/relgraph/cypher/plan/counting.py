"""Counts that the graph knows already: of all nodes, of those of a label, of relationships."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from relgraph.cypher import operators as op

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
