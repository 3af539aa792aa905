"""How a pattern is matched: where to start, which way to go, which tests to make when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from relgraph.cypher import operators as op
from relgraph.cypher.operators.hop import OPPOSITE
from relgraph.cypher.plan import repeating, walking
from relgraph.cypher.plan.conditions import asks, has_names, ids_of, kind_of
from relgraph.cypher.plan.slots import Names, Slots, conjuncts, slots_in
from relgraph.cypher.plan.statistics import Statistics
from relgraph.cypher.syntax import tree

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from relgraph.cypher.context import Plan
    from relgraph.cypher.slots import Slot, SlotKind
    from relgraph.graph.property_graph import PropertyGraph

    Place = Callable[[tree.Expression, Mapping[str, Slot]], tree.Expression]

_NONE = ""
"""The name of no type at all."""
_CLEARLY = 0.85
"""Steps from the nodes of a label come in the order of the nodes: that is worth something."""


class Chain(Struct):
    """A part of a pattern with its slots."""

    part: tree.PatternPart
    nodes: list[Slot]
    relations: list[Slot]


class Matching:
    """One MATCH on its way to a plan.

    Parameters
    ----------
    graph
        Its counts decide where to start.
    slots, names
        Slots given out so far, names bound so far; both grow.
    place
        Puts slots in place of names in an expression.
    """

    def __init__(self, graph: PropertyGraph, slots: Slots, names: Names, place: Place) -> None:
        self.graph = graph
        self.statistics = graph.kept(Statistics)
        self.slots = slots
        self.names = names
        self.place = place
        self.bound = {slot.number for slot in names.values()}
        self.steps: list[Slot] = []
        self.tests: list[tree.Expression] = []

    def plan(
        self, start: Plan, parts: tuple[tree.PatternPart, ...], where: tree.Expression | None
    ) -> Plan:
        """Plan the parts one after the other, the cheapest start first."""
        plan = self.unwrap(start, parts)
        chains = [self.chain(part) for part in parts]
        for chain in chains:
            self.collect_tests(chain)
        self.tests.extend(self.placed(where))
        waiting = [c for c in chains if not (c.part.shortest or c.part.selector)]
        while waiting:
            _, chain = min(
                ((min(map(self._cost, chain.nodes)), chain) for chain in waiting),
                key=lambda pair: pair[0],
            )
            waiting.remove(chain)
            plan = self.match_chain(plan, chain)
        for chain in chains:
            if chain.part.shortest:
                plan = walking.shortest(self, plan, chain)
            if chain.part.selector:
                plan = walking.selected(self, plan, chain, chain.part.selector)
            if chain.part.variable:
                slot = self.names[chain.part.variable]
                plan = op.MakePath(
                    plan,
                    slot.number,
                    tuple(node.number for node in chain.nodes),
                    tuple(chain.relations),
                )
                plan = self.known(plan, slot)
        return self._filter(plan, self.tests)

    def unwrap(self, plan: Plan, parts: tuple[tree.PatternPart, ...]) -> Plan:
        """Assign names that hold any value a slot of the kind that the pattern says."""
        for part in parts:
            elements: list[tree.NodePattern | tree.RelationPattern]
            elements = [*part.nodes, *part.relations]
            for element in elements:
                old = self.names.get(element.variable or "")
                kind = kind_of(element)
                if old is not None and old.kind == "value" and kind != "value":
                    new = self.slots.new(kind, element.variable or "")
                    plan = op.Unwrap(plan, old, new)
                    self.names[element.variable or ""] = new
                    self.bound.add(new.number)
        return plan

    def chain(self, part: tree.PatternPart) -> Chain:
        """Give slots to what a part of the pattern has."""
        nodes = [self.slot(node.variable, "node") for node in part.nodes]
        relations = [self.slot(rel.variable, kind_of(rel)) for rel in part.relations]
        if part.variable:
            self.slot(part.variable, "value")
        for relation in part.relations:
            if relation.group is not None:
                repeating.slots_of(self, relation.group)
        return Chain(part, nodes, relations)

    def slot(self, name: str | None, kind: SlotKind) -> Slot:
        """Return the slot of a name, a new one for a name that has none, or for no name."""
        if name is None:
            return self.slots.new(kind)
        if name not in self.names:
            self.names[name] = self.slots.new(kind, name)
        return self.names[name]

    def collect_tests(self, chain: Chain) -> None:
        """Collect what the elements of a chain ask for."""
        for pattern, slot in zip(chain.part.nodes, chain.nodes, strict=True):
            if pattern.labels:
                self.tests.append(tree.HasLabels(slot, pattern.labels, at=pattern.at))
            self.tests.extend(self.property_tests(pattern.properties, slot))
            self.tests.extend(self.placed(pattern.where))
        for relation, slot in zip(chain.part.relations, chain.relations, strict=True):
            if relation.length is None:
                self.tests.extend(self.property_tests(relation.properties, slot))
                self.tests.extend(self.placed(relation.where))
        self.tests.extend(self.placed(chain.part.where))

    def placed(self, where: tree.Expression | None) -> list[tree.Expression]:
        """Return the tests of a WHERE, with slots for names."""
        return [self.place(test, self.names) for test in conjuncts(where)]

    def types(self, pattern: tree.RelationPattern) -> tuple[str, ...]:
        """Return the types that a relationship may have; none are all."""
        if pattern.kinds is None:
            return pattern.types
        fitting = [table.name for table in self.graph.tables if pattern.kinds.accept((table.name,))]
        return tuple(fitting) or (_NONE,)

    def property_tests(
        self, properties: tree.Expression | None, slot: Slot
    ) -> list[tree.Expression]:
        """Return the tests of the properties in a pattern's braces."""
        if not isinstance(properties, tree.MapLiteral):
            return []
        return [
            tree.Comparison(
                (tree.Property(slot, key, at=value.at), self.place(value, self.names)),
                ("=",),
                at=value.at,
            )
            for key, value in properties.items
        ]

    def _cost(self, slot: Slot) -> int:
        if slot.number in self.bound:
            return -1
        if self.seekable(slot):
            return 0
        labels = self._required_labels(slot)
        counts = [self.graph.count_label(label) for label in labels]
        return min(counts, default=self.graph.node_count) + 1

    def _required_labels(self, slot: Slot) -> list[str]:
        return [
            label
            for test in self.tests
            if isinstance(test, tree.HasLabels) and test.operand == slot
            for label in test.labels.required()
        ]

    def seekable(self, slot: Slot) -> tuple[str, tree.Expression] | None:
        """Find a test ``n.key = value`` whose value is known before the node is."""
        for test in self.tests:
            if not isinstance(test, tree.Comparison) or test.operators != ("=",):
                continue
            for this, other in (test.operands, test.operands[::-1]):
                if (
                    isinstance(this, tree.Property)
                    and this.base == slot
                    and slots_in(other) <= self.bound
                    and not has_names(other)
                ):
                    return this.key, other
        return None

    def _one(self, key: str, _value: tree.Expression) -> bool:
        """Return whether a property tells one node from all others."""
        return key == "id" and self.graph.node_ids is not None

    def match_chain(self, plan: Plan, chain: Chain) -> Plan:
        """Plan a chain from where it is cheapest to begin."""
        at = min(range(len(chain.nodes)), key=lambda index: self._cost(chain.nodes[index]))
        edge = self._seekable_edge(chain)
        if edge is not None and self._cost(chain.nodes[at]) > 0:
            plan = self._found_edges(plan, chain, *edge)
            return self._steps(plan, chain, edge[0], edge[0] + 1)
        scanned = self._scanned_edges(chain, at)
        if scanned is not None:
            plan = self._found_edges(plan, chain, scanned, None)
            return self._steps(plan, chain, scanned, scanned + 1)
        known = chain.nodes[at].number in self.bound
        plan = self.start(plan, chain.nodes[at])
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
            if slot.number in self.bound or chain.part.relations[index].length is not None:
                continue
            for test in self.tests:
                ids = ids_of(test, slot)
                if ids is not None and slots_in(ids) <= self.bound and not has_names(ids):
                    return index, ids
        return None

    def _scanned_edges(self, chain: Chain, at: int) -> int | None:
        """Find a relationship to start from: where its edges are fewer than nodes and their steps.

        ``at`` is the node that would be started from.
        """
        if not chain.relations or self._cost(chain.nodes[at]) <= 0:
            return None
        labels = self._required_labels(chain.nodes[at])
        label = min(labels, key=self.graph.count_label, default=None)
        found: list[tuple[float, int]] = []
        for index, (pattern, slot) in enumerate(
            zip(chain.part.relations, chain.relations, strict=True)
        ):
            if pattern.length is None and slot.number not in self.bound:
                types = self.graph.numbered(self.types(pattern))
                ways = 2 if pattern.direction == "both" else 1
                found.append((self.statistics.edges(types) * ways, index))
        if not found:
            return None
        edges, index = min(found)
        step = min(at, len(chain.relations) - 1)
        pattern = chain.part.relations[step]
        direction = pattern.direction if step == at else OPPOSITE[pattern.direction]
        types = self.graph.numbered(self.types(pattern))
        degree = self.statistics.degree(label, types, direction)
        share = 1.0 if label is None else _CLEARLY
        return index if edges < share * self._cost(chain.nodes[at]) * (1 + degree) else None

    def _found_edges(
        self, plan: Plan, chain: Chain, index: int, ids: tree.Expression | None
    ) -> Plan:
        pattern, relation = chain.part.relations[index], chain.relations[index]
        source, target = chain.nodes[index : index + 2]
        hop = op.Hop(
            source.number, relation, target.number, self.types(pattern), pattern.direction,
            closed=target.number == source.number, unlike=tuple(self.steps),
        )  # fmt: skip
        self.steps.append(relation)
        plan = op.ScanEdges(plan, hop) if ids is None else op.SeekEdges(plan, hop, ids)
        return self.known(plan, source, target, relation)

    def start(self, plan: Plan, slot: Slot) -> Plan:
        """Plan how a node is found that is not known yet."""
        if slot.number in self.bound:
            return plan
        seek = self.seekable(slot)
        if seek:
            self.tests = [test for test in self.tests if not asks(test, slot, seek)]
            return self.known(op.Seek(plan, slot.number, *seek), slot)
        labels = self._required_labels(slot)
        label = min(labels, key=self.graph.count_label, default=None)
        plain = tree.Labels("name", name=label or "")  # the scan is the test of it
        self.tests = [
            test
            for test in self.tests
            if not (
                isinstance(test, tree.HasLabels) and (test.operand, test.labels) == (slot, plain)
            )
        ]
        return self.known(op.Scan(plan, slot.number, label), slot)

    def _step(self, plan: Plan, chain: Chain, index: int, *, forwards: bool) -> Plan:
        pattern, relation = chain.part.relations[index], chain.relations[index]
        source, target = chain.nodes[index], chain.nodes[index + 1]
        direction = pattern.direction
        if not forwards:
            source, target = target, source
            direction = OPPOSITE[direction]
        seek = self.seekable(target)
        if (
            seek
            and target.number not in self.bound
            and (pattern.length is not None or self._one(*seek))
        ):
            plan = self.start(plan, target)
        if pattern.group is not None:
            return repeating.repeat(self, plan, chain, index, forwards=forwards)
        hop = op.Hop(
            source.number, relation, target.number, self.types(pattern), direction,
            closed=target.number in self.bound, unlike=tuple(self.steps),
        )  # fmt: skip
        self.steps.append(relation)
        if relation.number in self.bound:
            plan = op.Rejoin(plan, hop, not forwards)
        elif pattern.length is None:
            plan = op.Expand(plan, hop)
        else:
            plan = walking.walk(self, plan, chain, index, hop)
        return self.known(plan, target, relation)

    def known(self, plan: Plan, *slots: Slot) -> Plan:
        """Take slots for bound, and make the tests that have become possible, each once."""
        self.bound.update(slot.number for slot in slots)
        ready = [test for test in self.tests if slots_in(test) <= self.bound]
        self.tests = [test for test in self.tests if test not in ready]
        return self._filter(plan, ready)

    def _filter(self, plan: Plan, tests: list[tree.Expression]) -> Plan:
        for test in tests:
            plan = op.Filter(plan, test)
        return plan
