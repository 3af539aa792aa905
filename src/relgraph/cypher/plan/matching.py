"""How a pattern is matched: where to start, which way to go, which tests to make when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relgraph.cypher import operators as op
from relgraph.cypher.operators.hop import OPPOSITE
from relgraph.cypher.plan import repeating, walking
from relgraph.cypher.plan.bound import Chain
from relgraph.cypher.plan.conditions import has_names, ids_of, kind_of
from relgraph.cypher.plan.slots import slots_in
from relgraph.cypher.syntax import tree

if TYPE_CHECKING:
    from relgraph.cypher.context import Plan
    from relgraph.cypher.plan.bound import Bound

_CLEARLY = 0.85
"""Steps from the nodes of a label come in the order of the nodes: that is worth something."""


class Matching:
    """One MATCH on its way to a plan, with what it has bound so far."""

    def __init__(self, bound: Bound) -> None:
        self.bound = bound

    def plan(
        self, start: Plan, parts: tuple[tree.PatternPart, ...], where: tree.Expression | None
    ) -> Plan:
        """Plan the parts one after the other, the cheapest start first."""
        plan = self.unwrap(start, parts)
        chains = [self.chain(part) for part in parts]
        for chain in chains:
            self.collect_tests(chain)
        self.bound.tests.extend(self.bound.placed(where))
        waiting = [c for c in chains if not (c.part.shortest or c.part.selector)]
        while waiting:
            _, chain = min(
                ((min(map(self.bound.cost, chain.nodes)), chain) for chain in waiting),
                key=lambda pair: pair[0],
            )
            waiting.remove(chain)
            plan = self.match_chain(plan, chain)
        for chain in chains:
            if chain.part.shortest:
                plan = walking.shortest(self.bound, plan, chain)
            if chain.part.selector:
                plan = walking.selected(self.bound, plan, chain, Matching)
            if chain.part.variable:
                slot = self.bound.names[chain.part.variable]
                plan = op.MakePath(
                    plan,
                    slot.number,
                    tuple(node.number for node in chain.nodes),
                    tuple(chain.relations),
                )
                plan = self.bound.now(plan, slot)
        return self.bound.filtered(plan, self.bound.tests)

    def unwrap(self, plan: Plan, parts: tuple[tree.PatternPart, ...]) -> Plan:
        """Assign names that hold any value a slot of the kind that the pattern says."""
        for part in parts:
            for element in part.elements:
                old = self.bound.names.get(element.variable or "")
                kind = kind_of(element)
                if old is not None and old.kind == "value" and kind != "value":
                    new = self.bound.slots.new(kind, element.variable or "")
                    plan = op.Unwrap(plan, old, new)
                    self.bound.names[element.variable or ""] = new
                    self.bound.known.add(new.number)
        return plan

    def chain(self, part: tree.PatternPart) -> Chain:
        """Give slots to what a part of the pattern has."""
        nodes = [self.bound.slot(node.variable, "node") for node in part.nodes]
        relations = [self.bound.slot(rel.variable, kind_of(rel)) for rel in part.relations]
        if part.variable:
            self.bound.slot(part.variable, "value")
        for relation in part.relations:
            if relation.group is not None:
                repeating.slots_of(self.bound, relation.group)
        return Chain(part, nodes, relations)

    def collect_tests(self, chain: Chain) -> None:
        """Collect what the elements of a chain ask for."""
        for pattern, slot in zip(chain.part.nodes, chain.nodes, strict=True):
            if pattern.labels:
                self.bound.tests.append(tree.HasLabels(slot, pattern.labels, at=pattern.at))
            self.bound.tests.extend(self.bound.property_tests(pattern.properties, slot))
            self.bound.tests.extend(self.bound.placed(pattern.where))
        for relation, slot in zip(chain.part.relations, chain.relations, strict=True):
            if relation.length is None:
                self.bound.tests.extend(self.bound.property_tests(relation.properties, slot))
                self.bound.tests.extend(self.bound.placed(relation.where))
        self.bound.tests.extend(self.bound.placed(chain.part.where))

    def _one(self, key: str, _value: tree.Expression) -> bool:
        """Return whether a property tells one node from all others."""
        return key == "id" and self.bound.graph.node_ids is not None

    def match_chain(self, plan: Plan, chain: Chain) -> Plan:
        """Plan a chain from where it is cheapest to begin."""
        at = min(range(len(chain.nodes)), key=lambda index: self.bound.cost(chain.nodes[index]))
        edge = self._seekable_edge(chain)
        if edge is not None and self.bound.cost(chain.nodes[at]) > 0:
            plan = self._found_edges(plan, chain, *edge)
            return self._steps(plan, chain, edge[0], edge[0] + 1)
        scanned = self._scanned_edges(chain, at)
        if scanned is not None:
            plan = self._found_edges(plan, chain, scanned, None)
            return self._steps(plan, chain, scanned, scanned + 1)
        known = chain.nodes[at].number in self.bound.known
        plan = self.bound.start(plan, chain.nodes[at])
        if known and not chain.relations:  # a step from null matches nothing by itself
            plan = op.Filter(plan, tree.IsNull(chain.nodes[at], negated=True))
        return self._steps(plan, chain, at, at)

    def _steps(self, plan: Plan, chain: Chain, first: int, last: int) -> Plan:
        """Plan the steps from two nodes of a chain (or one) to its ends."""
        for index in range(last, len(chain.relations)):
            plan = self._step(plan, chain, index, forwards=True)
        for index in range(first - 1, -1, -1):
            plan = self._step(plan, chain, index, forwards=False)
        return plan

    def _seekable_edge(self, chain: Chain) -> tuple[int, tree.Expression] | None:
        """Find a single relationship whose id is known before any node is, and the id or ids."""
        for index, slot in enumerate(chain.relations):
            if slot.number in self.bound.known or chain.part.relations[index].length is not None:
                continue
            for test in self.bound.tests:
                ids = ids_of(test, slot)
                if ids is not None and slots_in(ids) <= self.bound.known and not has_names(ids):
                    return index, ids
        return None

    def _scanned_edges(self, chain: Chain, at: int) -> int | None:
        """Find a relationship to start from: where its edges are fewer than nodes and their steps.

        ``at`` is the node that would be started from.
        """
        if not chain.relations or self.bound.cost(chain.nodes[at]) <= 0:
            return None
        labels = self.bound.required_labels(chain.nodes[at])
        label = min(labels, key=self.bound.graph.count_label, default=None)
        found: list[tuple[float, int]] = []
        for index, (pattern, slot) in enumerate(
            zip(chain.part.relations, chain.relations, strict=True)
        ):
            if pattern.length is None and slot.number not in self.bound.known:
                types = self.bound.graph.numbered(self.bound.types(pattern))
                ways = 2 if pattern.direction == "both" else 1
                found.append((self.bound.statistics.edges(types) * ways, index))
        if not found:
            return None
        edges, index = min(found)
        step = min(at, len(chain.relations) - 1)
        pattern = chain.part.relations[step]
        direction = pattern.direction if step == at else OPPOSITE[pattern.direction]
        types = self.bound.graph.numbered(self.bound.types(pattern))
        degree = self.bound.statistics.degree(label, types, direction)
        share = 1.0 if label is None else _CLEARLY
        return index if edges < share * self.bound.cost(chain.nodes[at]) * (1 + degree) else None

    def _found_edges(
        self, plan: Plan, chain: Chain, index: int, ids: tree.Expression | None
    ) -> Plan:
        pattern, relation = chain.part.relations[index], chain.relations[index]
        source, target = chain.nodes[index : index + 2]
        hop = op.Hop(
            source.number, relation, target.number, self.bound.types(pattern), pattern.direction,
            closed=target.number == source.number, unlike=tuple(self.bound.steps),
        )  # fmt: skip
        self.bound.steps.append(relation)
        plan = op.ScanEdges(plan, hop) if ids is None else op.SeekEdges(plan, hop, ids)
        return self.bound.now(plan, source, target, relation)

    def _step(self, plan: Plan, chain: Chain, index: int, *, forwards: bool) -> Plan:
        pattern, relation = chain.part.relations[index], chain.relations[index]
        source, target = chain.nodes[index], chain.nodes[index + 1]
        direction = pattern.direction
        if not forwards:
            source, target = target, source
            direction = OPPOSITE[direction]
        seek = self.bound.seekable(target)
        if (
            seek
            and target.number not in self.bound.known
            and (pattern.length is not None or self._one(*seek))
        ):
            plan = self.bound.start(plan, target)
        if pattern.group is not None:
            return repeating.repeat(self.bound, plan, chain, (index, forwards), Matching)
        hop = op.Hop(
            source.number, relation, target.number, self.bound.types(pattern), direction,
            closed=target.number in self.bound.known, unlike=tuple(self.bound.steps),
        )  # fmt: skip
        self.bound.steps.append(relation)
        if relation.number in self.bound.known:
            plan = op.Rejoin(plan, hop, not forwards)
        elif pattern.length is None:
            plan = op.Expand(plan, hop)
        else:
            plan = walking.walk(self.bound, plan, chain, index, hop)
        return self.bound.now(plan, target, relation)
