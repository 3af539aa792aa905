"""Push 100,000 edges beside a naive MERGE for each row, and the queries of selections on a hub.

RELGRAPH_DB=neo4j://… RELGRAPH_NEO4J_PASSWORD=… python benchmarks/push.py

The database must be empty.
"""

from __future__ import annotations

import os
import sys
import time
from typing import TYPE_CHECKING

from relgraph.engine.embedded import Embedded
from relgraph.engine.server import Server, credentials
from relgraph.graph.gather import Gatherer
from relgraph.model.schema import read_schema
from relgraph.paths import shipped
from relgraph.select import Selection, subgraph
from relgraph.sync.diff import local_state
from relgraph.sync.push import push

if TYPE_CHECKING:
    from relgraph.graph.property_graph import PropertyGraph

DATASET = "33333333-3333-4333-8333-333333333333"
EDGES, NODES, HUB, NAIVE = 100_000, 20_000, 40_000, 2_000


def a_graph() -> PropertyGraph:
    """Make a graph of one data set: a hub of 40,000 edges, and 60,000 more."""
    schema = (shipped("graph") / "schema.toml").read_text("utf-8")
    gatherer = Gatherer()
    labels = ["Entity", "Actor", "State"]
    for at in range(NODES):
        about = {"id": f"n{at}", "name": f"N {at}", "kind": "State", "dataset": DATASET}
        gatherer.node(labels, about)
    gatherer.node(
        ["Dataset"], {"id": DATASET, "dataset": DATASET, "title": "Bench", "schema": schema}
    )
    for at in range(EDGES):
        ends = (0, 1 + at % (NODES - 1)) if at < HUB else (at % NODES, (at * 7 + 1) % NODES)
        data = {"id": f"e{at}", "dataset": DATASET, "issue_area": "economy", "note": f"row {at}"}
        gatherer.edge("TRADED_WITH", *ends, data)
    return gatherer.graph(read_schema(shipped("graph") / "schema.toml").meta("Bench"))


def naive(server: Server, graph: PropertyGraph) -> float:
    """Merge some rows one by one, as scripts do; give the seconds that all would take."""
    state = local_state(graph)
    text = (
        "MERGE (a:Entity {dataset: $dataset, id: $source}) MERGE (b:Entity {dataset: $dataset, "
        "id: $target}) MERGE (a)-[r:TRADED_WITH {id: $id}]->(b) SET r += $data"
    )
    started = time.perf_counter()
    for edge in list(state.edges.values())[-NAIVE:]:
        given = {"dataset": DATASET, "source": edge.source, "target": edge.target,
                 "id": edge.properties["id"], "data": edge.properties}  # fmt: skip
        server.run(text, given, write=True)
    return (time.perf_counter() - started) / NAIVE * EDGES


def main() -> None:
    """Print seconds for push and naive MERGE, then for each selection on both engines."""
    server = Server.connect(os.environ["RELGRAPH_DB"], credentials())
    if server.run("MATCH (n) RETURN count(n) AS n").records[0]["n"]:
        sys.exit("the database holds something: give an empty one")
    graph = a_graph()
    started = time.perf_counter()
    push(server, graph)
    pushed = time.perf_counter() - started
    merged = naive(server, graph)
    print(f"push, {EDGES} edges:            {pushed:7.1f} s")
    print(f"MERGE row by row (of {NAIVE}):   {merged:7.1f} s   {merged / pushed:.1f} times as long")
    for name, selection in {
        "around the hub, 1 hop": Selection(around="n0"),
        "around a neighbour, 2 hops": Selection(around="n5", hops=2),
        "between hub and neighbour": Selection(between=("n0", "n5")),
        "all of a type": Selection(types=("TRADED_WITH",)),
        "all of an area and a kind": Selection(issue_areas=("economy",), kinds=("State",)),
        "as of a year, near the hub": Selection(around="n0", as_of="2021"),
        "since and until": Selection(since="2019", until="2020"),
    }.items():
        for place, engine in (("embedded", Embedded(graph)), ("server", server)):
            started = time.perf_counter()
            found = subgraph(engine, selection)
            seconds = time.perf_counter() - started
            print(f"{name:28} {place:9} {seconds:6.2f} s   {found.edge_count} edges")
    server.close()


if __name__ == "__main__":
    main()
