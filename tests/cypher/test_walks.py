"""Walks that are pruned while walking give what walks that are filtered afterwards give."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples import graph_of

from relgraph.cypher import run
from relgraph.cypher.limits import Limits


@st.composite
def worlds(draw):
    """Small graphs with parallel, opposite and self-loop edges, and some marks to test."""
    size = draw(st.integers(1, 5))
    nodes = [(["N"], {"id": f"n{at}", "mark": draw(st.sampled_from([1, 2, None]))})
             for at in range(size)]  # fmt: skip
    ends = st.integers(0, size - 1)
    marks = st.fixed_dictionaries({"mark": st.sampled_from([1, 2, None])})
    rows = st.lists(st.tuples(ends, ends, marks), max_size=3)
    return graph_of(nodes, {"R": draw(rows), "S": draw(rows)})


LENGTHS = ["*1..3", "*0..2", "*2", "*..3", "*"]
ARROWS = [("-", "->"), ("<-", "-"), ("-", "-")]
TESTS = [
    "true",
    "all(r IN relationships(p) WHERE r.mark = 1)",
    "none(r IN relationships(p) WHERE r.mark = 1)",
    "all(n IN nodes(p) WHERE n.mark > 1)",
    "none(n IN nodes(p) WHERE n.mark = 2) AND none(r IN relationships(p) WHERE type(r) = 'S')",
    "any(n IN nodes(p) WHERE n.mark = 2)",
]


def walks(graph, query) -> Counter:
    return Counter(
        (*(relation.key for relation in record["p"].relationships), record["p"].end_node.number)
        for record in run(graph, query, limits=Limits(20)).records
    )


@pytest.mark.parametrize("length", LENGTHS)
@given(worlds(), st.sampled_from(ARROWS), st.sampled_from(TESTS))
def test_pruned_walks_are_the_filtered_ones(length, graph, arrow, test):
    left, right = arrow
    pattern = f"(a {{id: 'n0'}}){left}[{length}]{right}"
    pruned = f"MATCH p = {pattern}(b {{id: 'n0'}}) WHERE {test} RETURN p"
    filtered = f"MATCH p = {pattern}(b) WITH p, b WHERE b.id = 'n0' AND ({test}) RETURN p"
    assert walks(graph, pruned) == walks(graph, filtered)


@given(worlds(), st.sampled_from(ARROWS), st.sampled_from(TESTS))
def test_a_walk_is_the_same_from_either_end(graph, arrow, test):
    left, right = arrow
    query = f"MATCH p = (a:N){left}[*1..3]{right}(b:N {{id: 'n0'}}) WHERE {test} RETURN p"
    back = {"->": ("<-", "-"), "<-": ("-", "->")}.get(right if right == "->" else left, ("-", "-"))
    other = f"MATCH p = (b:N {{id: 'n0'}}){back[0]}[*1..3]{back[1]}(a:N) WHERE {test} RETURN p"
    keys = lambda found: Counter(  # noqa: E731
        frozenset(r.key for r in record["p"].relationships) for record in run(graph, found).records
    )
    assert keys(query) == keys(other)
