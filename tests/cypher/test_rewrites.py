"""Rewrites of plans: pairs of texts, and the same answers with them as without."""

from __future__ import annotations

import random
from collections import Counter

import pytest
from counted import CountWriter
from queries import IdWriter, NullWriter, Writer, a_graph
from samples import LONG, graph_of

from relgraph.cypher import run
from relgraph.cypher.plan import rewrites
from relgraph.errors import CypherError

GRAPH = graph_of(
    [(["A"], {"id": "a"}), (["A", "B"], {"id": "b"}), (["B"], {"id": "c"}), (["C"], {"id": "d"})]
    * 1
    + [(["C"], {"id": f"c{at}"}) for at in range(20)],
    {"R": [(0, 1, {"w": 1}), (0, 2, {"w": 2})], "S": [(3, 0, {}), (1, 2, {})]},
)


def outline(query):
    """The operators of a plan, the first one first, each with what it does."""
    rows = [f"{row[0].strip()} {row[1]}".strip() for row in run(GRAPH, f"EXPLAIN {query}")]
    return [row for row in rows[::-1] if row != "Argument"]  # what a plan is begun with


@pytest.mark.parametrize(
    ("query", "other"),
    [
        # a label that all ends of a type have is not tested
        ("MATCH (a:A)-[r:R]->(b:B) RETURN b", "MATCH (a)-[r:R]->(b) RETURN b"),
        # what a seek found is not tested again
        ("MATCH (a {id: 'a'}) WHERE a.id = 'a' RETURN a", "MATCH (a {id: 'a'}) RETURN a"),
        # what is never null is counted as rows
        ("MATCH (a:A)-[r:R]->(b) RETURN a.id, count(r) AS n",
         "MATCH (a:A)-[r:R]->(b) RETURN a.id, count(*) AS n"),
        ("MATCH p = (a:A)-[r:R]->(b) RETURN count(p) AS n",
         "MATCH p = (a:A)-[r:R]->(b) RETURN count(*) AS n"),
        # the order of the parts of a chain is nothing
        ("MATCH (b)<-[r:R]-(a:A {id: 'a'}) RETURN b", "MATCH (a:A {id: 'a'})-[r:R]->(b) RETURN b"),
    ],
)  # fmt: skip
def test_two_texts_have_one_plan(query, other):
    assert outline(query) == outline(other)


@pytest.mark.parametrize(
    ("query", "plan"),
    [
        ("MATCH (a)-[r:R]->(b) RETURN r", ["ScanEdges (a)-[r:R]->(b)", "Project r"]),
        ("MATCH (a {id: 'a'})-[r]-(b {id: 'b'}) RETURN r",
         ["Seek a.id = 'a'", "Seek b.id = 'b'", "Expand (a)-[r]-(b), both ends known",
          "Project r"]),
        ("MATCH (a:A {id: 'a'}) RETURN a", ["Seek a:A, a.id = 'a'", "Project a"]),
        ("MATCH (a:C) RETURN a.id AS id LIMIT 2", ["Scan a:C", "Limit 2", "Project a.id AS id"]),
        ("MATCH (a:C) RETURN a.id AS id ORDER BY id SKIP 1 LIMIT 2",
         ["Scan a:C", "Project a.id AS id", "Sort id, the first 2 + 1", "Skip 1", "Limit 2"]),
        ("MATCH (a:C) WITH a, a.id AS id WHERE a.x = 1 RETURN id",
         ["Scan a:C", "Filter a.x = 1", "Project a, a.id AS id", "Project id"]),
        ("MATCH (a:C) WITH a.id AS id WHERE id = 'c1' RETURN id",
         ["Scan a:C", "Project a.id AS id", "Filter id = 'c1'", "Project id"]),
        ("MATCH (a:C) RETURN count(a) AS n", ["Counted _1 = 21", "Project _1 AS n"]),
        # steps that are counted make no rows, with or without a test of where they begin
        ("MATCH (a:C)-[r]-() RETURN a.id, count(r) AS n",
         ["Scan a", "Degree (a)-[r]-(_1)", "Filter a:C", "Aggregate a.id, sum(r) AS _5",
          "Project a.id, _5 AS n"]),
        ("MATCH (a)-[r:R]->(b) RETURN b, count(*) AS n",
         ["Scan b", "Degree (b)<-[r:R]-(a)", "Aggregate b, sum(r) AS _5", "Project b, _5 AS n"]),
        ("MATCH (a:A) OPTIONAL MATCH (a)-[r:R]->(b) RETURN a, count(b) AS n",
         ["Scan a:A", "Degree (a)-[r:R]->(b), none too", "Aggregate a, sum(r) AS _6",
          "Project a, _6 AS n"]),
        # walks of which only the ends are told apart meet each node once
        ("MATCH (a {id: 'a'})-[*1..3]->(b) RETURN count(DISTINCT b) AS n",
         ["Seek a.id = 'a'", "Reach (a)-[_2*1..3]->(b)", "Aggregate count(DISTINCT b) AS _5",
          "Project _5 AS n"]),
        ("MATCH (a:C)-[*0..]-(b:A) RETURN DISTINCT b.id",
         ["Scan b:A", "Reach (b)-[_2*0..]-(a)", "Filter a:C", "Project b.id", "Distinct b.id"]),
        ("MATCH (a:C)-[*2..]->(b) RETURN DISTINCT b.id",
         ["Scan a:C", "Walk (a)-[_2*2..]->(b)", "Project b.id", "Distinct b.id"]),
        ("OPTIONAL MATCH (a:A)-[r:R]->(b:C) RETURN count(b) AS n",
         ["ScanEdges (a)-[r:R]->(b)", "Filter b:C", "Optional", "Aggregate count(b) AS _4",
          "Project _4 AS n"]),
    ],
)  # fmt: skip
def test_a_text_has_its_plan(query, plan):
    assert outline(query) == plan


def answer(graph, query):
    try:
        return Counter(repr(record) for record in run(graph, query).records)
    except CypherError as error:
        return type(error).__name__


def test_answers_are_the_same_without_rewrites(monkeypatch):
    dice = random.Random(17)
    for _ in range(60 if LONG else 6):
        nodes, edges = a_graph(dice)
        for name, rows in edges.items():
            for at, row in enumerate(rows):
                row[2]["id"] = f"{name}{at}"
        writers = (Writer(dice), NullWriter(dice), IdWriter(dice), CountWriter(dice))
        queries = [writer.query() for _ in range(30) for writer in writers]
        queries = [query for query in queries if "LIMIT" not in query and "shortest" not in query]
        rewritten = [answer(graph_of(nodes, edges), query) for query in queries]
        with monkeypatch.context() as patched:
            patched.setattr(rewrites, "REWRITES", ())
            plain = [answer(graph_of(nodes, edges), query) for query in queries]
        for query, one, other in zip(queries, rewritten, plain, strict=True):
            assert (query, one) == (query, other)
