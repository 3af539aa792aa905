"""Time, rows and items that a query may take; interruption, and readers in threads."""

from __future__ import annotations

import resource
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import networkx as nx
import numpy as np
import pytest
from samples import graph_of

from relgraph.cypher import run
from relgraph.cypher.limits import Limits
from relgraph.errors import CypherItemLimit, CypherRowLimit, CypherRuntimeError, CypherTimeout
from relgraph.graph.build import Edges, build
from relgraph.graph.columns import Column

SPOKES = [(at, (at + by) % 300, {"w": at}) for at in range(300) for by in range(1, 9)]
RING = graph_of([(["N"], {"id": f"n{at}"}) for at in range(300)], {"R": SPOKES})


@pytest.mark.parametrize(
    "query",
    [
        "MATCH p = (a)-[*]-(b) RETURN count(p)",
        "MATCH (a)--()--()--()--()--()--(b) RETURN count(*)",
        "MATCH (a), (b), (c), (d) RETURN count(*)",
        "MATCH (a) WHERE EXISTS { (a)-[*40..]->(b) WHERE b.id < 'n' } RETURN a",
        "UNWIND range(1, 1000000) AS a UNWIND range(1, 1000000) AS b RETURN sum(a * b)",
        "MATCH p = shortestPath((a {id: 'n0'})-[*]-(b {id: 'n9'})) WHERE length(p) > 99 RETURN p",
        "UNWIND range(1, 1000000) AS a UNWIND range(1, 100) AS b RETURN DISTINCT toString(a + b)",
    ],
)
def test_an_explosion_ends_at_its_time(query):
    started = time.monotonic()
    with pytest.raises(CypherTimeout):
        run(RING, query, limits=Limits(timeout=0.3))
    assert time.monotonic() - started < 6  # it ends; how soon on a busy machine is another thing


@pytest.mark.parametrize(
    ("query", "limits", "error"),
    [
        ("MATCH (a)--()--()--()--(b) RETURN a, b", Limits(rows=1000), CypherRowLimit),
        ("UNWIND range(1, 100) AS x RETURN x", Limits(rows=99), CypherRowLimit),
        ("MATCH (a)--()--()--()--(b) RETURN collect(b.id)", Limits(items=9999), CypherItemLimit),
        ("MATCH (a)--()--()--(b) RETURN a, b ORDER BY a.id", Limits(items=9999), CypherItemLimit),
        ("MATCH (a), (b) RETURN count(DISTINCT a.id + b.id)", Limits(items=9999), CypherItemLimit),
        ("MATCH (a), (b) WITH DISTINCT a, b RETURN 1 LIMIT 1000000", Limits(items=9999),
         CypherItemLimit),
        ("MATCH (a), (b) RETURN a.id + b.id AS k, count(*)", Limits(items=9999), CypherItemLimit),
    ],
)  # fmt: skip
def test_a_limit_holds_in_the_middle_and_has_its_own_error(query, limits, error):
    with pytest.raises(error):
        run(RING, query, limits=limits)


def test_an_answer_of_just_as_many_rows_and_items_is_given():
    found = run(RING, "UNWIND range(1, 100) AS x RETURN x", limits=Limits(rows=100, items=100))
    assert len(found) == 100


def test_a_range_of_too_many_numbers_is_refused():
    with pytest.raises(CypherRuntimeError, match="range"):
        run(RING, "RETURN size(range(1, 10000000000)) AS n")


def test_six_hops_over_two_million_relationships_stay_in_time_and_memory():
    dice = np.random.default_rng(17)
    ends = [dice.integers(0, 100_000, 2_000_000).astype(np.int32) for _ in range(2)]
    graph = build([["N"]] * 100_000, {"x": Column("int", np.arange(100_000))}, {"R": Edges(*ends)})
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started = time.monotonic()
    with pytest.raises(CypherTimeout):
        run(graph, "MATCH (a)-->()-->()-->()-->()-->()-->(b) RETURN a.x % 7, sum(b.x), count(*)",
            limits=Limits(timeout=3))  # fmt: skip
    assert time.monotonic() - started < 9
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 2_000_000  # kB


def test_an_interrupt_ends_a_query():
    program = (
        "import networkx, relgraph.cypher as c; print('begun', flush=True);"
        "c.run(networkx.complete_graph(40), 'MATCH (a)-[*]-(b) RETURN count(*)')"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as running:
        running.stdout.readline()
        running.send_signal(signal.SIGINT)
        _, errors = running.communicate(timeout=10)
    assert running.returncode != 0
    assert "KeyboardInterrupt" in errors


QUERIES = [
    "MATCH (a)-[r]->(b) WHERE b.id CONTAINS '7' RETURN a.id, r.w, b.id ORDER BY a.id, b.id",
    "MATCH (a)-->()-->(b) RETURN a.id, count(DISTINCT b) AS n ORDER BY n, a.id",
    "MATCH (a {id: 'n5'})-[*1..3]->(b) RETURN collect(DISTINCT b.id) AS ids",
    "MATCH p = shortestPath((a {id: 'n0'})-[*]-(b {id: 'n150'})) RETURN length(p)",
]


def test_readers_in_threads_get_what_one_gets():
    fresh = nx.MultiDiGraph()
    fresh.add_nodes_from((f"n{at}", {"labels": ["N"]}) for at in range(300))
    fresh.add_edges_from((f"n{at}", f"n{(at + by) % 300}", {"type": "R", "w": at})
                         for at in range(300) for by in range(1, 9))  # fmt: skip
    from relgraph.graph.networkx import from_networkx

    shared = from_networkx(fresh)
    wanted = [run(from_networkx(fresh), query).records for query in QUERIES]
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda query: run(shared, query).records, QUERIES * 8))
    assert found == wanted * 8
