"""What a row rests on: a monotone query, asked of that alone, gives the row again."""

from __future__ import annotations

import random

import pytest
from queries import a_graph
from samples import LONG, graph_of

from relgraph.cypher import run
from relgraph.errors import CypherUnsupported
from relgraph.graph.draft import Draft

SEED = 20261130
MONOTONE = [
    "MATCH (a)-[r]->(b) RETURN a.id AS a, b.id AS b",
    "MATCH (a)-[r:R]-(b)-[q]-(c) RETURN DISTINCT a.id AS a, c.id AS c",
    "MATCH (a)-[:R|S*1..2]->(b) RETURN a.id AS a, b.id AS b",
    "MATCH (a) WHERE EXISTS { (a)-[:R]->(b) WHERE (b)-->() } RETURN a.id AS a",
    "MATCH (a)-[r]->() WITH DISTINCT a MATCH (a)<--(c) RETURN a.id AS a, c.id AS c",
    "MATCH (a)-->(b) RETURN a.id AS x UNION MATCH (c)<-[:S]-(d) RETURN d.id AS x",
    "MATCH (a) CALL (a) { MATCH (a)-->(m) RETURN m UNION MATCH (a)<--(m) RETURN m } RETURN m.id",
    "MATCH (a)((x)-[r]->(y)){1,2}(b) RETURN a.id AS a, b.id AS b",
    "MATCH (a)-[r]->(b) UNWIND [1, 2] AS n RETURN a.id AS a, n",
    "MATCH (a) WHERE COUNT { (a)-->() } > 1 RETURN a.id AS a",
    "MATCH (a) WHERE size([(a)--(b) | b.id]) > 0 RETURN a.id AS a",
    "MATCH (a)-[r]->(b), (b)-[q]->(c) WITH a, c WHERE a <> c RETURN a.id AS a, c.id AS c",
]


def only(graph, edges):
    """The graph with some of its edges, and all its nodes."""
    draft = Draft(graph)
    kept = set(edges.tolist())
    for edge in range(graph.edge_count):
        if edge not in kept:
            draft.delete_edge(graph.key_of(edge))
    return draft.finish().graph


@pytest.mark.parametrize("query", MONOTONE)
def test_a_monotone_query_on_what_a_row_rests_on_gives_the_row(query):
    dice = random.Random(SEED)
    seen = 0
    for _ in range(40 if LONG else 10):
        graph = graph_of(*a_graph(dice))
        found = run(graph, query, provenance=True)
        plain = run(graph, query)
        assert sorted(map(tuple, found.records)) == sorted(map(tuple, plain.records))
        behind = found.provenance
        for row, record in enumerate(found.records[:40]):
            edges = behind.edges[behind.starts[row] : behind.starts[row + 1]]
            assert record in run(only(graph, edges), query).records
            seen += 1
    assert seen > 5


TIES = graph_of(
    [(["State"], {"id": name}) for name in ("a", "b", "c", "d")],
    {
        "ALLIED": [(0, 1, {"id": "ab"}), (0, 2, {"id": "ac"}), (0, 1, {"id": "ab2"})],
        "VISITED": [(1, 2, {"id": "bc"}), (2, 2, {"id": "cc"})],
    },
)
CASES = {
    "each group has the relationships of all its rows": (
        "MATCH (a)-[r:ALLIED]->(b) RETURN a.id, count(*)",
        [(("a", 3), ["ab", "ac", "ab2"], False)],
    ),
    "a path has all its steps": (
        "MATCH p = (a {id: 'a'})-[*2]->(b {id: 'c'}) RETURN length(p)",
        [((2,), ["ab", "bc"], False), ((2,), ["ab2", "bc"], False), ((2,), ["ac", "cc"], False)],
    ),
    "what is not there is an absence": (
        "MATCH (n) WHERE NOT EXISTS { (n)-[:VISITED]->() } RETURN n.id",
        [(("a",), [], True), (("d",), [], True)],
    ),
    "an optional match that finds none is one, too": (
        "MATCH (n) WHERE n.id IN ['b', 'd'] OPTIONAL MATCH (n)-[v:VISITED]->() RETURN n.id, v.id",
        [(("b", "bc"), ["bc"], False), (("d", None), [], True)],
    ),
    "and so is a count of nothing": (
        "MATCH (n {id: 'd'})-[r]-() RETURN count(r)",
        [((0,), [], True)],
    ),
    "aggregates of aggregates keep it all": (
        "MATCH (a)-[r:ALLIED]->(b) WITH b, count(*) AS n RETURN max(n)",
        [((2,), ["ab", "ac", "ab2"], False)],
    ),
    "a shortest path has its steps": (
        "MATCH p = ANY SHORTEST (a {id: 'a'})-[:ALLIED|VISITED]->+(c {id: 'c'}) RETURN length(p)",
        [((1,), ["ac"], False)],
    ),
    "nodes alone rest on no relationship": (
        "MATCH (n {id: 'a'}) RETURN n.id",
        [(("a",), [], False)],
    ),
}


@pytest.mark.parametrize(("query", "expected"), CASES.values(), ids=CASES)
def test_what_a_row_rests_on_is_known(query, expected):
    found = run(TIES, query, provenance=True)
    told = [
        (tuple(record), [edge["id"] for edge in found.provenance.of_row(row)],
         bool(found.provenance.absent[row]))
        for row, record in enumerate(found.records)
    ]  # fmt: skip
    assert sorted(told, key=str) == sorted(expected, key=str)


def test_a_pattern_inside_a_list_expression_is_refused_by_name():
    query = "MATCH (n) RETURN [x IN [n] WHERE EXISTS { (x)-->() } | x.id]"
    with pytest.raises(CypherUnsupported, match="UNWIND the list"):
        run(TIES, query, provenance=True)
