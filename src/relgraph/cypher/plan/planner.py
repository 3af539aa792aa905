"""Resolved queries to plans, clause by clause."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from relgraph.cypher import operators as op
from relgraph.cypher.plan.matching import Matching
from relgraph.cypher.plan.rewrites import rewritten
from relgraph.cypher.plan.slots import Names, Place, Slots, place
from relgraph.cypher.semantics.aggregation import aggregates, is_aggregation
from relgraph.cypher.semantics.names import projected
from relgraph.cypher.slots import Exists, PathOf, Slot, Whole
from relgraph.cypher.syntax import tree

if TYPE_CHECKING:
    from collections.abc import Mapping

    from relgraph.cypher.context import Plan
    from relgraph.graph.property_graph import PropertyGraph


class Ready(Struct, frozen=True):
    """A whole plan, the slots and names of its columns, and the names of all slots."""

    plan: Plan
    columns: tuple[tuple[str, Slot], ...]
    names: Mapping[int, str]


_PATH = " path"


def build(query: tree.Query, graph: PropertyGraph) -> Ready:
    """Plan a resolved query for a graph."""
    ready = Planner(graph).query(query)
    return replace(ready, plan=rewritten(ready.plan, graph))


class Planner:
    """One query on its way to a plan."""

    def __init__(self, graph: PropertyGraph) -> None:
        self.graph = graph
        self.slots = Slots()
        self.names: Names = {}

    def query(self, query: tree.Query) -> Ready:
        """Plan all parts of a UNION."""
        plans = [(self.single(part), dict(self.names)) for part in query.parts]
        if len(plans) == 1:
            plan, names = plans[0]
            return Ready(plan, self._columns(query.parts[0], names), self.slots.names)
        first = [item.name for item in self._final(query.parts[0]).items]
        common = [self.slots.new("value", name) for name in first]
        inputs = tuple(
            op.Project(
                plan,
                tuple(
                    (slot.number, Whole(names[name]))
                    for slot, name in zip(common, first, strict=True)
                ),
            )
            for plan, names in plans
        )
        union: Plan = op.Union(inputs)
        if not query.union_all:
            union = op.Distinct(union, tuple(common))
        return Ready(union, tuple(zip(first, common, strict=True)), self.slots.names)

    def _final(self, part: tree.SingleQuery) -> tree.Projection:
        last = part.clauses[-1]
        assert isinstance(last, tree.Projection)  # noqa: S101  # the grammar sees to it
        return last

    def _columns(self, part: tree.SingleQuery, names: Names) -> tuple[tuple[str, Slot], ...]:
        return tuple((item.name, names[item.name]) for item in self._final(part).items)

    def single(self, part: tree.SingleQuery) -> Plan:
        """Plan the clauses of one query."""
        self.names = {}
        plan: Plan = op.Argument()
        for clause in part.clauses:
            if isinstance(clause, tree.Match):
                plan = self.match(plan, clause)
            elif isinstance(clause, tree.Unwind):
                source = self.place(clause.source, self.names)
                slot = self.slots.new("value", clause.variable)
                plan = op.Unwind(plan, source, slot.number)
                self.names[clause.variable] = slot
            else:
                plan = self.projection(plan, clause)
        return plan

    def place(self, value: tree.Expression, names: Mapping[str, Place]) -> tree.Expression:
        """Put slots in place of names, plans in place of patterns."""
        return place(value, names, self._plan_test)

    def _plan_test(self, test: tree.PatternTest, names: Mapping[str, Place]) -> tree.Expression:
        used = tree.names_in(test)
        known = {
            name: at if isinstance(at, Slot) else self.slots.new("value", name)
            for name, at in names.items()
            if name in used
        }
        reads = tuple((slot.number, names[name]) for name, slot in known.items())
        ordinal = self.slots.new("value").number
        if test.parts[0].shortest:
            return self._path_of(test, known, reads, ordinal)
        matching = Matching(self.graph, self.slots, known, self.place)
        plan = matching.plan(op.Argument(), test.parts, test.where)
        return Exists(rewritten(plan, self.graph), reads, ordinal, _may_go_on(plan), at=test.at)

    def _path_of(
        self,
        test: tree.PatternTest,
        known: Names,
        reads: tuple[tuple[int, Place], ...],
        ordinal: int,
    ) -> tree.Expression:
        """Plan a shortest walk as a value: its path is bound to a name that no query has."""
        matching = Matching(self.graph, self.slots, known, self.place)
        [part] = test.parts
        plan = matching.plan(op.Argument(), (replace(part, variable=_PATH),), None)
        every = part.shortest == "all"
        return PathOf(rewritten(plan, self.graph), reads, ordinal, known[_PATH], every, at=test.at)

    def match(self, plan: Plan, clause: tree.Match) -> Plan:
        """Plan a MATCH or OPTIONAL MATCH."""
        matching = Matching(self.graph, self.slots, self.names, self.place)
        if not clause.optional:
            return matching.plan(plan, clause.parts, clause.where)
        ordinal = self.slots.new("value")
        plan = matching.unwrap(plan, clause.parts)  # a row that finds nothing keeps its names
        inner = matching.plan(op.Argument(), clause.parts, clause.where)
        return op.Optional(plan, inner, ordinal.number)

    def projection(self, plan: Plan, clause: tree.Projection) -> Plan:
        """Plan a WITH or RETURN."""
        before = dict(self.names)
        grouped = any(aggregates(item.expression) for item in clause.items)
        plan, after = self._grouped(plan, clause) if grouped else self._plain(plan, clause)
        if clause.distinct:
            plan = op.Distinct(plan, tuple(after.values()))
        visible = after if grouped or clause.distinct else {**before, **after}
        if clause.order:
            keys = tuple(
                (self.place(projected(key.expression, clause), visible), key.descending)
                for key in clause.order
            )
            plan = op.Sort(plan, keys)
        if clause.skip:
            plan = op.Skip(plan, self.place(clause.skip, {}))
        if clause.limit:
            plan = op.Limit(plan, self.place(clause.limit, {}))
        if clause.where:
            plan = op.Filter(plan, self.place(projected(clause.where, clause), visible))
        self.names = after
        return plan

    def _output(self, value: tree.Expression, name: str) -> Slot:
        """Assign a projected expression its slot: a bare name keeps the kind of what it names."""
        return self.slots.new(value.kind if isinstance(value, Slot) else "value", name)

    def _plain(self, plan: Plan, clause: tree.Projection) -> tuple[Plan, Names]:
        after: Names = {}
        items = []
        for item in clause.items:
            value = self.place(item.expression, self.names)
            after[item.name] = self._output(value, item.name)
            items.append((after[item.name].number, value))
        return op.Project(plan, tuple(items)), after

    def _grouped(self, plan: Plan, clause: tree.Projection) -> tuple[Plan, Names]:
        keys: dict[tree.Expression, Slot] = {}
        calls: dict[tree.Expression, Slot] = {}
        for item in clause.items:
            value = self.place(item.expression, self.names)
            if not aggregates(item.expression):
                keys.setdefault(value, self._output(value, item.name))
        after: Names = {}
        items = []
        for item in clause.items:
            value = self.place(item.expression, self.names)
            value = self._lift(value, keys, calls)
            after[item.name] = self._output(value, item.name)
            items.append((after[item.name].number, value))
        aggregate = op.Aggregate(
            plan,
            tuple((slot.number, key) for key, slot in keys.items()),
            tuple((slot.number, call) for call, slot in calls.items()),  # type: ignore[misc]
        )
        return op.Project(aggregate, tuple(items)), after

    def _lift(
        self,
        value: tree.Expression,
        keys: dict[tree.Expression, Slot],
        calls: dict[tree.Expression, Slot],
    ) -> tree.Expression:
        """Put the slots of keys and aggregations in their places inside an expression."""
        if value in keys:
            return keys[value]
        if is_aggregation(value):
            if value not in calls:
                calls[value] = self.slots.new("value")
            return calls[value]
        return tree.rebuild(value, lambda child: self._lift(child, keys, calls))


def _may_go_on(plan: Plan) -> bool:
    """Return whether a plan has walks, which may go on for long after the first answer."""
    below = getattr(plan, "input", None)
    return isinstance(plan, op.Walk) or (below is not None and _may_go_on(below))
