"""What a pattern has bound so far, and which tests wait for what is not bound yet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from msgspec import Struct

from relgraph.cypher import operators as op
from relgraph.cypher.plan.conditions import asks, has_names
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


class Chain(Struct):
    """A part of a pattern with its slots."""

    part: tree.PatternPart
    nodes: list[Slot]
    relations: list[Slot]


class Matcher(Protocol):
    """Plans the parts of a pattern, which may have patterns inside."""

    bound: Bound

    def plan(
        self, start: Plan, parts: tuple[tree.PatternPart, ...], where: tree.Expression | None
    ) -> Plan:
        """Plan the parts one after the other."""
        ...

    def collect_tests(self, chain: Chain) -> None:
        """Collect what the elements of a chain ask for."""
        ...

    def match_chain(self, plan: Plan, chain: Chain) -> Plan:
        """Plan a chain from where it is cheapest to begin."""
        ...


class Bound:
    """Slots that are bound, and the tests that wait.

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
        self.known = {slot.number for slot in names.values()}
        self.steps: list[Slot] = []
        self.tests: list[tree.Expression] = []

    def like(self, names: Names) -> Bound:
        """Return what is bound by other names, on the same graph, in the same slots."""
        return Bound(self.graph, self.slots, names, self.place)

    def slot(self, name: str | None, kind: SlotKind) -> Slot:
        """Return the slot of a name, a new one for a name that has none, or for no name."""
        if name is None:
            return self.slots.new(kind)
        if name not in self.names:
            self.names[name] = self.slots.new(kind, name)
        return self.names[name]

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

    def cost(self, slot: Slot) -> int:
        """Return how many nodes must be looked at to find one; -1 if it is known."""
        if slot.number in self.known:
            return -1
        if self.seekable(slot):
            return 0
        labels = self.required_labels(slot)
        counts = [self.graph.count_label(label) for label in labels]
        return min(counts, default=self.graph.node_count) + 1

    def required_labels(self, slot: Slot) -> list[str]:
        """List the labels that a node must have."""
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
                    and slots_in(other) <= self.known
                    and not has_names(other)
                ):
                    return this.key, other
        return None

    def start(self, plan: Plan, slot: Slot) -> Plan:
        """Plan how a node is found that is not known yet."""
        if slot.number in self.known:
            return plan
        seek = self.seekable(slot)
        if seek:
            self.tests = [test for test in self.tests if not asks(test, slot, seek)]
            return self.now(op.Seek(plan, slot.number, *seek), slot)
        labels = self.required_labels(slot)
        label = min(labels, key=self.graph.count_label, default=None)
        plain = tree.Labels("name", name=label or "")  # the scan is the test of it
        self.tests = [
            test
            for test in self.tests
            if not (
                isinstance(test, tree.HasLabels) and (test.operand, test.labels) == (slot, plain)
            )
        ]
        return self.now(op.Scan(plan, slot.number, label), slot)

    def now(self, plan: Plan, *slots: Slot) -> Plan:
        """Take slots for bound, and make the tests that have become possible, each once."""
        self.known.update(slot.number for slot in slots)
        ready = [test for test in self.tests if slots_in(test) <= self.known]
        self.tests = [test for test in self.tests if test not in ready]
        return self.filtered(plan, ready)

    def filtered(self, plan: Plan, tests: list[tree.Expression]) -> Plan:
        """Make some tests."""
        for test in tests:
            plan = op.Filter(plan, test)
        return plan
