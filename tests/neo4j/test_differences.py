"""The embedded engine against a real Neo4j: generated queries on generated graphs.

Compared by value and type; in order where ORDER BY is total, as multisets else. A query that one
refuses and the other answers is a difference too.
"""

from __future__ import annotations

import random
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest
from compared import plain
from counted import CountWriter
from queries import IdWriter, NullWriter, Writer, a_graph
from samples import LONG, graph_of

from relgraph.cypher import run
from relgraph.cypher.changing.run import changes
from relgraph.cypher.syntax.clauses import parse
from relgraph.errors import CypherError, RelgraphError

pytestmark = pytest.mark.neo4j
SEED = 20261124
GRAPHS, QUERIES = (18, 90) if LONG else (2, 90)


def answer(ask, query):
    try:
        rows = [tuple(map(plain, record)) for record in ask(query).records]
    except CypherError as error:
        return "refused", str(error)
    except RelgraphError as error:
        return "failed", str(error)
    if "ORDER BY x" in query:
        return "rows", rows
    return "rows", Counter(rows)


def load(driver, nodes, edges):
    driver.execute_query("MATCH (n) DETACH DELETE n")
    for labels, data in nodes:
        driver.execute_query(
            f"CREATE (n{''.join(f':{label}' for label in labels)}) SET n = $d", d=data
        )
    for name, rows in edges.items():
        for source, target, data in rows:
            driver.execute_query(
                f"MATCH (a {{id: $a}}), (b {{id: $b}}) CREATE (a)-[r:{name}]->(b) SET r = $d",
                a=f"n{source}", b=f"n{target}", d=data,
            )  # fmt: skip


def loaded(driver, dice):
    """A graph whose relationships have ids, on the server and here."""
    nodes, edges = a_graph(dice)
    for name, rows in edges.items():
        for at, row in enumerate(rows):
            row[2]["id"] = f"{name}{at}"
    load(driver, nodes, edges)
    return graph_of(nodes, edges)


def test_generated_queries_agree(driver, engine):
    dice = random.Random(SEED)
    differences = []
    answered = 0
    for _ in range(GRAPHS):
        graph = loaded(driver, dice)
        writers = (Writer(dice), NullWriter(dice))
        queries = [writer.query() for _ in range(QUERIES) for writer in writers]
        with ThreadPoolExecutor(4) as pool:  # the server plans each text anew
            answers = list(pool.map(partial(answer, engine.run), queries))
        for query, theirs in zip(queries, answers, strict=True):
            ours = answer(lambda text: run(graph, text), query)  # noqa: B023  # asked at once
            answered += ours[0] == theirs[0] == "rows"
            if ours[0] != theirs[0] or (ours[0] == "rows" and ours[1] != theirs[1]):
                differences.append((query, ours, theirs))
    assert differences == []
    assert answered >= GRAPHS * 165


@pytest.mark.parametrize("kind", [IdWriter, CountWriter])
def test_generated_queries_for_ids_counts_and_ends_agree(kind, driver, engine):
    dice = random.Random(SEED + 1)
    differences, answered = [], 0
    for _ in range(GRAPHS // 2):
        graph = loaded(driver, dice)
        for query in [kind(dice).query() for _ in range(60)]:
            ours = answer(lambda text: run(graph, text), query)  # noqa: B023  # asked at once
            theirs = answer(engine.run, query)
            answered += ours[0] == theirs[0] == "rows"
            if ours[0] != theirs[0] or (ours[0] == "rows" and ours[1] != theirs[1]):
                differences.append((query, ours, theirs))
    assert differences == []
    assert answered >= 40 * (GRAPHS // 2)


def test_the_cases_that_people_worked_out_hold_on_the_server_too(driver, engine):
    import tck
    from test_cases import CASES

    made = None
    for case in CASES:
        text, name, query, table = case.values
        if text != made:
            driver.execute_query("MATCH (n) DETACH DELETE n")
            driver.execute_query(text)
        ordered = name.startswith("ordered:")
        writes = changes(parse(query))
        made = None if writes else text  # what a case changes is made anew for the next one
        result = engine.run(query, write=writes)
        assert (name, tck.compare(result, table, ordered=ordered)) == (name, "passed")
