"""What each row of an answer rests on: plans that keep the relationships behind their rows.

The relationships of a row are those that its matches have bound; rows that are made of several,
by an aggregation or DISTINCT, have those of all. Where a pattern was looked for and not found, by
an OPTIONAL MATCH or in a condition, the row rests on an absence.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from relgraph.cypher import operators as op
from relgraph.cypher.operators.behind import Live
from relgraph.cypher.slots import Inner, PathOf, Slot
from relgraph.cypher.syntax import tree
from relgraph.errors import CypherUnsupported

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from relgraph.cypher.context import Plan
    from relgraph.cypher.plan.slots import Slots

    Rule = Callable[["Tracing", Any], tuple[Plan, Live]]


class Tracing:
    """A plan on its way to one that keeps what its rows rest on."""

    def __init__(self, slots: Slots) -> None:
        self.slots = slots

    def whole(self, plan: Plan) -> tuple[op.Behind, int, int]:
        """Return a plan whose rows have in two slots their relationships and their absences."""
        found, live = self.traced(plan)
        behind, absent = (self.slots.new("value").number for _ in range(2))
        return op.Behind(found, live, behind, absent), behind, absent

    def traced(self, plan: Any) -> tuple[Any, Live]:  # noqa: ANN401  # any operator
        """Return a plan that looses nothing, and where its relationships are."""
        rule = _RULES.get(type(plan))
        if rule is not None:
            return rule(self, plan)
        if not hasattr(plan, "input"):
            return plan, Live()
        below, live = self.traced(plan.input)
        values = list(_expressions(plan))
        below, live = self.witnessed(below, live, values)
        return replace(plan, input=below), live.having(*_bound(plan))

    def witnessed(
        self, plan: Plan, live: Live, values: Iterable[tree.Expression]
    ) -> tuple[Plan, Live]:
        """Put beside the rows what the patterns inside some expressions find."""
        items = [
            (self.slots.new("value").number, self._witness(part))
            for value in values
            for part in tree.walk(value)
            if isinstance(part, (Inner, PathOf))
        ]
        if not items:
            return plan, live
        slots = tuple(slot for slot, _ in items)
        return op.Project(plan, tuple(items)), replace(live, witnesses=(*live.witnesses, *slots))

    def _witness(self, value: Inner | PathOf) -> Inner:
        if any(isinstance(at, tree.Variable) for _, at in value.reads):
            raise CypherUnsupported(
                "what a pattern inside a list expression finds has no place among the sources: "
                "UNWIND the list; sources of it are not supported"
            )
        plan, behind, _ = self.whole(value.plan)
        alone = isinstance(value, Inner) and value.alone
        slot = Slot(behind, "value")
        return Inner(plan, value.reads, value.ordinal, "collect", slot, alone, stepwise=False)

    def aggregate(self, plan: op.Aggregate) -> tuple[Plan, Live]:
        """Join what the rows of each group rest on."""
        values = [value for _, value in (*plan.keys, *plan.calls)]
        below, live = self.traced(plan.input)
        below, live = self.witnessed(below, live, values)
        if not live.plain:
            behind, absent = (self.slots.new("value").number for _ in range(2))
            below = op.Behind(below, live, behind, absent)
            live = Live(lists=(behind,), absent=(absent,))
        lists = [(self.slots.new("value").number, slot) for slot in live.single]
        nested = [(self.slots.new("value").number, slot) for slot in live.lists]
        counted = self.slots.new("value").number
        absent_call = (
            tree.Call("max", (Slot(live.absent[0], "value"),)) if live.absent
            else tree.Call("count", (), star=True)
        )  # fmt: skip
        calls = (
            *plan.calls,
            *((new, tree.Call("collect", (Slot(old, "value"),))) for new, old in (*lists, *nested)),
            (counted, absent_call),
        )
        found = Live(
            lists=tuple(new for new, _ in lists), nested=tuple(new for new, _ in nested),
            counted=(counted,),
        )  # fmt: skip
        return replace(plan, input=below, calls=calls), found

    def distinct(self, plan: op.Distinct) -> tuple[Plan, Live]:
        """Join what equal rows rest on."""
        keys = tuple((slot.number, slot) for slot in plan.slots)
        return self.aggregate(op.Aggregate(plan.input, keys, ()))

    def optional(self, plan: op.Optional) -> tuple[Plan, Live]:
        """Mark the rows that found nothing."""
        below, before = self.traced(plan.input)
        inner, live = self.traced(plan.inner)
        found = self.slots.new("value").number
        inner = op.Project(inner, ((found, tree.Literal_(value=True)),))
        joined = replace(before.joined(live), found=(*before.found, *live.found, found))
        return replace(plan, input=below, inner=inner), joined

    def apply(self, plan: op.Apply) -> tuple[Plan, Live]:
        """Put what a subquery rests on beside its rows."""
        below, live = self.traced(plan.input)
        inner, behind, absent = self.whole(plan.inner)
        found = replace(plan, input=below, inner=inner, results=(*plan.results, behind, absent))
        return found, replace(
            live, lists=(*live.lists, behind),
            absent=(*live.absent, absent), found=(*live.found, *((absent,) if plan.kept else ())),
        )  # fmt: skip

    def union(self, plan: op.Union) -> tuple[Plan, Live]:
        """Put what the rows of each part rest on into the same slots."""
        behind, absent = (self.slots.new("value").number for _ in range(2))
        traced = [self.traced(each) for each in plan.inputs]
        inputs = tuple(op.Behind(each, live, behind, absent) for each, live in traced)
        return replace(plan, inputs=inputs), Live(lists=(behind,), absent=(absent,))

    def select(self, plan: op.Select) -> tuple[Plan, Live]:
        """Take the walks that are chosen."""
        below, live = self.traced(plan.input)
        return replace(plan, input=below), live.having(*plan.relations)


def _bound(plan: Any) -> tuple[Slot, ...]:  # noqa: ANN401  # any operator
    """Return the slots of the relationships that an operator binds."""
    if isinstance(plan, op.Shortest):
        return (plan.walk.hop.relation,)
    if isinstance(plan, op.Repeat):
        return (plan.relation,)
    return (plan.hop.relation,) if hasattr(plan, "hop") else ()


def _expressions(plan: Any) -> Iterable[tree.Expression]:  # noqa: ANN401  # any operator
    """Return the expressions that an operator evaluates for each row."""
    for name in ("test", "source", "value", "ids"):
        value = getattr(plan, name, None)
        if isinstance(value, tree.Expression):
            yield value
    if isinstance(plan, op.Project):
        yield from (value for _, value in plan.items)
    if isinstance(plan, op.Sort):
        yield from (value for value, _ in plan.keys)
    if isinstance(plan, op.CallOf):
        yield from plan.arguments


_RULES: dict[type, Rule] = {
    op.Aggregate: Tracing.aggregate,
    op.Distinct: Tracing.distinct,
    op.Optional: Tracing.optional,
    op.Apply: Tracing.apply,
    op.Union: Tracing.union,
    op.Select: Tracing.select,
}
