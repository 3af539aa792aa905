"""Resolved queries to plans, clause by clause."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from relgraph.cypher import operators as op
from relgraph.cypher.plan.bound import Bound
from relgraph.cypher.plan.matching import Matching
from relgraph.cypher.plan.rewrites import rewritten
from relgraph.cypher.plan.slots import Names, Place, Slots, place
from relgraph.cypher.plan.tracing import Tracing
from relgraph.cypher.procedures import PROCEDURES
from relgraph.cypher.semantics.aggregation import aggregates, is_aggregation
from relgraph.cypher.semantics.names import projected, spelled_out
from relgraph.cypher.slots import Inner, PathOf, Slot, Whole
from relgraph.cypher.syntax import tree

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from relgraph.cypher.context import Plan
    from relgraph.cypher.procedures import Procedure
    from relgraph.graph.property_graph import PropertyGraph

    Columns = tuple[tuple[str, Slot], ...]


class Ready(Struct, frozen=True):
    """A whole plan, the slots and names of its columns, and the names of all slots.

    ``behind`` are the slots of what each row rests on, if that is wanted.
    """

    plan: Plan
    columns: Columns
    names: Mapping[int, str]
    behind: tuple[int, int] | None = None


_PATH = " path"
_LOSING = (op.Aggregate, op.Distinct, op.Skip, op.Limit)
"""What makes rows of several others, so that what they were begun with is lost."""


def build(
    query: tree.Query,
    graph: PropertyGraph,
    procedures: Mapping[str, Procedure] = PROCEDURES,
    *,
    traced: bool = False,
) -> Ready:
    """Plan a resolved query for a graph; a ``traced`` one keeps what its rows rest on."""
    planner = Planner(graph, procedures, traced=traced)
    plan, columns = planner.query(query)
    plan = rewritten(plan, graph, traced=traced)
    if not traced:
        return Ready(plan, columns, planner.slots.names)
    whole, *behind = Tracing(planner.slots).whole(plan)
    return Ready(whole, columns, planner.slots.names, (behind[0], behind[1]))


class Planner:
    """One query on its way to a plan.

    A query inside another begins with ``names``, in the slots of the same rows; those that are
    ``kept`` are never lost to a WITH.
    """

    def __init__(
        self,
        graph: PropertyGraph,
        procedures: Mapping[str, Procedure],
        slots: Slots | None = None,
        names: Names | None = None,
        *,
        kept: bool = False,
        traced: bool = False,
    ) -> None:
        self.graph = graph
        self.traced = traced
        self.procedures = procedures
        self.slots = slots or Slots()
        self.names: Names = dict(names or {})
        self.outer = dict(self.names)
        self.kept = self.outer if kept else {}

    def query(self, query: tree.Query) -> tuple[Plan, Columns]:
        """Plan all parts of a UNION, and return the slots of its columns."""
        plans = [(self.single(part), dict(self.names), part.last) for part in query.parts]
        plan, names, last = plans[0]
        if last is None:
            return (plan if len(plans) == 1 else op.Union(tuple(each for each, *_ in plans))), ()
        first = [item.name for item in last.items]
        if len(plans) == 1:
            return plan, tuple((name, names[name]) for name in first)
        common = [self.slots.new("value", name) for name in first]
        inputs = tuple(
            op.Project(
                plan,
                tuple(
                    (slot.number, Whole(names[name]))
                    for slot, name in zip(common, first, strict=True)
                ),
            )
            for plan, names, _ in plans
        )
        union: Plan = op.Union(inputs)
        if not query.union_all:
            union = op.Distinct(union, tuple(common))
        return union, tuple(zip(first, common, strict=True))

    def single(self, part: tree.SingleQuery) -> Plan:
        """Plan the clauses of one query."""
        self.names = dict(self.outer)
        return self.clauses(op.Argument(), part.clauses)

    def clauses(self, plan: Plan, clauses: Iterable[tree.Clause]) -> Plan:
        """Plan some clauses that follow others."""
        for clause in clauses:
            if isinstance(clause, tree.Match):
                plan = self.match(plan, clause)
            elif isinstance(clause, tree.Unwind):
                source = self.place(clause.source, self.names)
                slot = self.slots.new("value", clause.variable)
                plan = op.Unwind(plan, source, slot.number)
                self.names[clause.variable] = slot
            elif isinstance(clause, tree.CallQuery):
                plan = self.call(plan, clause)
            elif isinstance(clause, tree.CallProcedure):
                plan = self.procedure(plan, clause)
            elif isinstance(clause, tree.Projection):
                plan = self.projection(plan, clause)
            else:
                raise TypeError(clause)  # what changes the graph is no part of a plan
        return plan

    def place(self, value: tree.Expression, names: Mapping[str, Place]) -> tree.Expression:
        """Put slots in place of names, plans in place of patterns."""
        return place(value, names, self._plan_inner)

    def _plan_inner(
        self, value: tree.PatternTest | tree.Subquery, names: Mapping[str, Place]
    ) -> tree.Expression:
        used = tree.names_in(value)
        known = {
            name: at if isinstance(at, Slot) else self.slots.new("value", name)
            for name, at in names.items()
            if name in used
        }
        reads = tuple((slot.number, names[name]) for name, slot in known.items())
        ordinal = self.slots.new("value").number
        slot = None
        if isinstance(value, tree.Subquery):
            planner = Planner(
                self.graph, self.procedures, self.slots, known, kept=True, traced=self.traced
            )
            plan, columns = planner.query(value.query)
            slot = columns[0][1] if value.want == "collect" else None
        elif value.parts[0].shortest and value.want == "exists" and not value.subquery:
            return self._path_of(value, known, reads, ordinal)
        else:
            plan = self._matched(value.parts, value.where, known)
            if value.result is not None:
                slot = self.slots.new("value")
                plan = op.Project(plan, ((slot.number, self.place(value.result, known)),))
        return Inner(
            rewritten(plan, self.graph, traced=self.traced), reads, ordinal, value.want, slot,
            loses_rows(plan), _may_go_on(plan), at=value.at,
        )  # fmt: skip

    def _matched(
        self, parts: tuple[tree.PatternPart, ...], where: tree.Expression | None, known: Names
    ) -> Plan:
        matching = Matching(Bound(self.graph, self.slots, known, self.place))
        return matching.plan(op.Argument(), parts, where)

    def _path_of(
        self,
        test: tree.PatternTest,
        known: Names,
        reads: tuple[tuple[int, Place], ...],
        ordinal: int,
    ) -> tree.Expression:
        """Plan a shortest walk as a value: its path is bound to a name that no query has."""
        [part] = test.parts
        plan = self._matched((replace(part, variable=_PATH),), None, known)
        every = part.shortest == "all"
        return PathOf(
            rewritten(plan, self.graph, traced=self.traced),
            reads,
            ordinal,
            known[_PATH],
            every,
            at=test.at,
        )

    def match(self, plan: Plan, clause: tree.Match) -> Plan:
        """Plan a MATCH or OPTIONAL MATCH."""
        matching = Matching(Bound(self.graph, self.slots, self.names, self.place))
        if not clause.optional:
            return matching.plan(plan, clause.parts, clause.where)
        ordinal = self.slots.new("value")
        plan = matching.unwrap(plan, clause.parts)  # a row that finds nothing keeps its names
        inner = matching.plan(op.Argument(), clause.parts, clause.where)
        return op.Optional(plan, inner, ordinal.number)

    def call(self, plan: Plan, clause: tree.CallQuery) -> Plan:
        """Plan a subquery, and bind what it returns."""
        used = tree.names_in(clause.query) | set(clause.names or ())
        first = clause.query.parts[0].clauses[0]
        if clause.names is None and isinstance(first, tree.Projection) and first.star:
            used |= set(self.names)
        names = {name: slot for name, slot in self.names.items() if name in used}
        kept = clause.names is not None
        planner = Planner(
            self.graph, self.procedures, self.slots, names, kept=kept, traced=self.traced
        )
        inner, columns = planner.query(clause.query)
        ordinal = self.slots.new("value").number
        reads = tuple((slot.number, slot) for slot in names.values())
        self.names.update(columns)
        results = tuple(slot.number for _, slot in columns)
        return op.Apply(
            plan, inner, reads, ordinal, loses_rows(inner), results, kept=clause.optional
        )

    def procedure(self, plan: Plan, clause: tree.CallProcedure) -> Plan:
        """Plan a call of a procedure, and bind what it yields."""
        found = self.procedures[clause.name]
        arguments = tuple(self.place(value, self.names) for value in clause.arguments or ())
        fields = [name for name, _ in found.outputs]
        slots = []
        for field, name in clause.yields or ():
            self.names[name] = self.slots.new("value", name)
            slots.append((self.names[name].number, fields.index(field)))
        called: Plan = op.CallOf(plan, clause.name, found, arguments, tuple(slots), clause.at)
        if clause.where:
            called = op.Filter(called, self.place(clause.where, self.names))
        return called

    def projection(self, plan: Plan, clause: tree.Projection) -> Plan:
        """Plan a WITH or RETURN."""
        clause = spelled_out(clause, self.names)
        before = dict(self.names)
        grouped = any(aggregates(item.expression) for item in clause.items)
        plan, after = self._grouped(plan, clause) if grouped else self._plain(plan, clause)
        if clause.distinct:
            plan = op.Distinct(plan, tuple(after.values()))
        visible = after if grouped or clause.distinct else {**before, **after}
        visible = {**self.kept, **visible}
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
        self.names = {**self.kept, **after}
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
        values = [self.place(item.expression, self.names) for item in clause.items]
        for item, value in zip(clause.items, values, strict=True):
            if not aggregates(item.expression):
                keys.setdefault(value, self._output(value, item.name))
        after: Names = {}
        items = []
        for item, whole in zip(clause.items, values, strict=True):
            value = self._lift(whole, keys, calls)
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


def _inputs(plan: Plan) -> tuple[Plan, ...]:
    if isinstance(plan, op.Union):
        return plan.inputs
    below = getattr(plan, "input", None)
    return () if below is None else (below,)


def loses_rows(plan: Plan) -> bool:
    """Return whether a plan loses which row it was begun with on its way."""
    return isinstance(plan, _LOSING) or any(map(loses_rows, _inputs(plan)))


def _may_go_on(plan: Plan) -> bool:
    """Return whether a plan has walks, which may go on for long after the first answer."""
    return isinstance(plan, (op.Walk, op.Repeat)) or any(map(_may_go_on, _inputs(plan)))
