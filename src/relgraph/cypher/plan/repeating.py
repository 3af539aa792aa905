"""How a group of steps that is repeated is planned: as a plan of its own, run again and again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from relgraph.cypher import operators as op
from relgraph.cypher.syntax import tree

if TYPE_CHECKING:
    from collections.abc import Callable

    from relgraph.cypher.context import Plan
    from relgraph.cypher.plan.bound import Bound, Chain, Matcher
    from relgraph.cypher.slots import Slot

_FIRST, _LAST = " first", " last"
"""Names of the ends of a group that have none: no query can say them."""


def repeat(
    m: Bound, plan: Plan, chain: Chain, at: tuple[int, bool], matching: Callable[[Bound], Matcher]
) -> Plan:
    """Plan a group from the node before it, or backwards from the node after it.

    ``at`` is its number in the chain, and whether it is walked forwards.
    """
    index, forwards = at
    pattern = chain.part.relations[index]
    assert pattern.group is not None  # noqa: S101  # it is called for groups
    assert pattern.length is not None  # noqa: S101  # and those have a length
    group = _named(pattern.group)
    source, target = chain.nodes[index], chain.nodes[index + 1]
    if not forwards:
        source, target = target, source
    names = {name: slot for name, slot in m.names.items() if slot.number in m.known}
    begin = group.nodes[0 if forwards else -1].variable or ""
    names[begin] = m.slots.new("node", begin.strip())
    found = matching(m.like(names)).plan(op.Argument(), (group,), None)
    end = names[group.nodes[-1 if forwards else 0].variable or ""]
    relation = chain.relations[index]
    steps = tuple(names[each.variable or ""] for each in group.relations)
    lists = tuple(
        (names[name], m.names[name]) for name in tree.names_of(pattern.group) if name in m.names
    )
    low, high = pattern.length
    repeated = op.Repeat(
        plan, found, (source.number, names[begin].number), (target.number, end.number),
        closed=target.number in m.known, low=low, high=high, backwards=not forwards,
        steps=steps, relation=relation, lists=lists, unlike=tuple(m.steps),
        ordinal=m.slots.new("value").number,
    )  # fmt: skip
    m.steps.append(relation)
    return m.now(repeated, target, relation, *(outer for _, outer in lists))


def _named(group: tree.PatternPart) -> tree.PatternPart:
    """Give names to the ends and the relationships of a group that have none."""
    nodes = list(group.nodes)
    for at, name in ((0, _FIRST), (-1, _LAST)):
        nodes[at] = replace(nodes[at], variable=nodes[at].variable or name)
    relations = [
        replace(each, variable=each.variable or f" step {at}")
        for at, each in enumerate(group.relations)
    ]
    return replace(group, nodes=tuple(nodes), relations=tuple(relations))


def slots_of(m: Bound, group: tree.PatternPart) -> list[Slot]:
    """Give slots to the lists that the names of a group stand for outside of it."""
    relations = {each.variable for each in group.relations}
    return [
        m.slot(name, "relationships" if name in relations else "value")
        for name in tree.names_of(group)
    ]
