"""Shortest paths against networkx, and what shortestPath refuses."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples import graph_of

from relgraph.cypher import run
from relgraph.errors import CypherRuntimeError, CypherSyntaxError


@st.composite
def worlds(draw):
    """Sparse graphs with parallel, opposite and self-loop edges, as edges by type."""
    size = draw(st.integers(2, 9))
    ends = st.integers(0, size - 1)
    rows = st.lists(st.tuples(ends, ends), max_size=12)
    return size, {"R": draw(rows), "S": draw(rows)}


ARROWS = {("-", "->"): "out", ("<-", "-"): "in", ("-", "-"): "both"}


def drawn(size, edges, way):
    """The same graph for networkx, so that a step out of it is one of the pattern."""
    graph = nx.MultiGraph() if way == "both" else nx.MultiDiGraph()
    graph.add_nodes_from(range(size))
    rows = [row for each in edges.values() for row in each]
    graph.add_edges_from(row[::-1] if way == "in" else row for row in rows)
    return graph


@given(worlds(), st.sampled_from(sorted(ARROWS)), st.sampled_from(["", ":R"]))
def test_shortest_paths_are_those_of_networkx(world, arrow, types):
    size, edges = world
    graph = graph_of(
        [(["N"], {"id": at}) for at in range(size)],
        {name: [(*row, {}) for row in rows] for name, rows in edges.items()},
    )
    used = {"R": edges["R"]} if types else edges
    other = drawn(size, used, ARROWS[arrow])
    left, right = arrow
    ends = "MATCH (a), (b) WHERE a <> b MATCH p = "
    one = run(graph, f"{ends}shortestPath((a){left}[{types}*]{right}(b)) "
                     "RETURN a.id AS a, b.id AS b, length(p) AS n")  # fmt: skip
    lengths = {
        (a, b): n
        for a, far in nx.all_pairs_shortest_path_length(other)
        for b, n in far.items()
        if a != b
    }
    assert {(row["a"], row["b"]): row["n"] for row in one} == lengths
    assert len(one) == len(lengths)
    every = run(graph, f"{ends}allShortestPaths((a){left}[{types}*]{right}(b)) "
                       "RETURN a.id AS a, b.id AS b, [n IN nodes(p) | n.id] AS ids")  # fmt: skip
    found = Counter((row["a"], row["b"], tuple(row["ids"])) for row in every)
    wanted = Counter()
    for a, b in lengths:
        for ids in nx.all_shortest_paths(nx.DiGraph(other), a, b):
            ways = 1
            for step in pairwise(ids):
                ways *= other.number_of_edges(*step)
            wanted[a, b, tuple(ids)] = ways
    assert found == wanted


def test_a_path_from_a_node_to_itself_is_refused_with_the_cure():
    graph = graph_of([([], {"id": "a"})], {"R": [(0, 0, {})]})
    with pytest.raises(CypherRuntimeError, match="write WHERE a <> b before it"):
        run(graph, "MATCH p = shortestPath((a)-[*]-(a)) RETURN p")


@pytest.mark.parametrize(
    ("pattern", "column", "cure"),
    [
        ("(a)-[*2..]-(b)", 27, r"WHERE length\(p\) >= 2"),
        ("(a)-[* {x: 1}]-(b)", 27, r"all\(r IN relationships\(p\)"),
        ("(a)--(b)--(c)", 11, "one relationship between two nodes"),
        ("(a)", 11, "one relationship between two nodes"),
    ],
)
def test_what_shortest_path_does_not_take_is_refused_at_its_place(pattern, column, cure):
    with pytest.raises(CypherSyntaxError, match=cure) as error:
        run(graph_of([], {}), f"MATCH p = shortestPath({pattern}) RETURN p")
    assert error.value.column == column
