"""How walks of several steps are planned: all of them, the shortest ones, or some."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relgraph.cypher import operators as op
from relgraph.cypher.plan.slots import slots_in
from relgraph.cypher.syntax import tree

if TYPE_CHECKING:
    from collections.abc import Callable

    from relgraph.cypher.context import Plan
    from relgraph.cypher.plan.bound import Bound, Chain, Matcher
    from relgraph.cypher.slots import Slot


def walk(m: Bound, plan: Plan, chain: Chain, index: int, hop: op.Hop) -> op.Walk:
    """Plan a walk; what must hold of each step or node is tested while walking."""
    pattern = chain.part.relations[index]
    step, reached = m.slots.new("relationship"), m.slots.new("node")
    walked: set[tree.Expression] = {chain.relations[index]}
    step_tests = _of_step(m, pattern, step)
    node_tests: list[tree.Expression] = []
    if chain.part.variable and not chain.part.selector:
        path = m.names[chain.part.variable]
        walked.add(tree.Call("relationships", (path,)))
        nodes = tree.Call("nodes", (path,))
        node_tests = [test for _, test in _of_each(m, {nodes}, reached)]
    step_tests += [test for _, test in _of_each(m, walked, step)]
    backwards = hop.source != chain.nodes[index].number
    low, high = pattern.length or (1, None)
    return op.Walk(
        plan, hop, low, high, backwards, step, tree.conjunction(step_tests), reached,
        tree.conjunction(node_tests),
    )  # fmt: skip


def _of_step(m: Bound, pattern: tree.RelationPattern, step: Slot) -> list[tree.Expression]:
    """Return the tests that a pattern itself has for each step."""
    tests = m.property_tests(pattern.properties, step)
    if pattern.where is not None:
        names = {**m.names, pattern.variable: step} if pattern.variable else m.names
        tests.append(m.place(pattern.where, names))
    return tests


def shortest(m: Bound, plan: Plan, chain: Chain) -> Plan:
    """Plan a shortest walk, when both its ends and all that it must pass are known.

    What must hold of each step or node is tested on the way; other tests of the path or of its
    relationships are for the whole walk.
    """
    (source, target), [relation], [pattern] = chain.nodes, chain.relations, chain.part.relations
    for node in (source, target):
        plan = m.start(plan, node)
    step, reached = m.slots.new("relationship"), m.slots.new("node")
    walked: set[tree.Expression] = {relation}
    path = m.names.get(chain.part.variable or "")
    node_tests: list[tuple[tree.Expression, tree.Expression]] = []
    if path is not None:
        walked.add(tree.Call("relationships", (path,)))
        node_tests = _of_each(m, {tree.Call("nodes", (path,))}, reached)
    step_tests = _of_each(m, walked, step)
    made = {relation.number} | ({path.number} if path else set())
    met = [test for test, _ in step_tests + node_tests]
    whole = [
        test
        for test in m.tests
        if test not in met and slots_in(test) & made and slots_in(test) <= m.known | made
    ]
    m.tests = [test for test in m.tests if test not in met and test not in whole]
    walk = op.Walk(
        op.Argument(), _between(m, chain), *(pattern.length or (1, 1)), backwards=False, step=step,
        reached=reached, step_test=tree.conjunction([test for _, test in step_tests]),
        node_test=tree.conjunction([test for _, test in node_tests]),
    )  # fmt: skip
    ends = (source.number, target.number)
    made_path = op.MakePath(op.Argument(), path.number, ends, (relation,)) if path else None
    every = chain.part.shortest == "all"
    return m.now(op.Shortest(plan, walk, every, tuple(whole), made_path), relation)


def _between(m: Bound, chain: Chain) -> op.Hop:
    [pattern] = chain.part.relations
    return op.Hop(
        chain.nodes[0].number, chain.relations[0], chain.nodes[1].number, m.types(pattern),
        pattern.direction, closed=True, unlike=(),
    )  # fmt: skip


def selected(m: Bound, plan: Plan, chain: Chain, matching: Callable[[Bound], Matcher]) -> Plan:
    """Plan a chain of which only some of the walks between two nodes are wanted.

    Tests of the ends alone are made before, all others after that.
    """
    selector = chain.part.selector
    assert selector is not None  # noqa: S101  # it is called for chains with one
    pattern = chain.part.relations[0] if chain.part.relations else None
    plain = len(chain.relations) == 1 and pattern is not None and pattern.group is None
    if plain and selector.count == 1 and pattern is not None and pattern.length is not None:
        for node in chain.nodes:
            plan = m.start(plan, node)
        step, reached = m.slots.new("relationship"), m.slots.new("node")
        walk = op.Walk(
            op.Argument(), _between(m, chain), *pattern.length, backwards=False, step=step,
            reached=reached, step_test=tree.conjunction(_of_step(m, pattern, step)),
            node_test=None,
        )  # fmt: skip
        every = selector.kind == "groups"
        found = op.Shortest(plan, walk, every, (), None, circular=True)
        return m.now(found, chain.relations[0])
    return _searched(m, plan, chain, selector, matching)


def _searched(
    m: Bound, plan: Plan, chain: Chain, selector: tree.Selector,
    matching: Callable[[Bound], Matcher],
) -> Plan:  # fmt: skip
    for node in (chain.nodes[0], chain.nodes[-1]):
        if m.seekable(node):
            plan = m.start(plan, node)
    ends = {chain.nodes[0].number, chain.nodes[-1].number}
    own = {slot.number for slot in (*chain.nodes, *chain.relations)}
    matcher = matching(m.like(m.names))
    inner = matcher.bound
    inner.known = set(m.known)
    matcher.collect_tests(chain)
    of_ends = [t for t in m.tests if slots_in(t) <= m.known | ends and t not in inner.tests]
    given = [test for test in inner.tests if slots_in(test) & own]
    m.tests = [test for test in m.tests if test not in of_ends and test not in given]
    inner.tests += of_ends
    found = matcher.match_chain(op.Argument(), chain)
    for test in inner.tests:
        found = op.Filter(found, test)
    ordinal = m.slots.new("value").number
    select = op.Select(
        plan, found, ordinal, (chain.nodes[0].number, chain.nodes[-1].number),
        tuple(chain.relations), selector.kind, selector.count,
    )  # fmt: skip
    m.known |= inner.known
    return m.now(select, *chain.nodes, *chain.relations)


def _of_each(
    m: Bound, lists: set[tree.Expression], slot: Slot
) -> list[tuple[tree.Expression, tree.Expression]]:
    """Find tests that all (or none) of a list must pass, each with the test of one slot."""
    found: list[tuple[tree.Expression, tree.Expression]] = []
    for test in m.tests:
        if not isinstance(test, tree.Quantifier) or test.source not in lists:
            continue
        of_one = m.place(test.test, {test.variable: slot})
        if not slots_in(of_one) <= m.known | {slot.number}:
            continue
        if test.which == "all":
            found.append((test, of_one))
        elif test.which == "none":
            found.append((test, tree.Unary("NOT", of_one)))
    return found
