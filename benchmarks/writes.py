"""1,000 MERGEs by one UNWIND, and the first read after them, beside other engines.

Run it as ``python benchmarks/writes.py``, with the packages that benchmarks/cypher.py names. Half
of the nodes are there already. Each round goes on from the one before; relgraph makes a new version
of the graph in each, the others change theirs. Medians, in milliseconds.
"""

from __future__ import annotations

import json
import statistics
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import cypher_world as forms
from cypher_engines import Neo4j

if TYPE_CHECKING:
    from collections.abc import Callable

    from cypher_world import World

    Rows = list[tuple[Any, ...]]
    Ask = Callable[[str, dict[str, Any]], Rows]

ROUNDS = 7
MERGE = "UNWIND $ids AS id MERGE (n:Person {id: id}) RETURN count(n) AS n"
READ = "MATCH (n:Person) RETURN count(n) AS n, max(n.id) AS last"


def relgraph(world: World) -> Ask:
    """Return what asks relgraph, each change of a new version."""
    from relgraph.cypher import run
    from relgraph.cypher.query import changed

    state = [forms.relgraph_of(world)]

    def ask(text: str, values: dict[str, Any]) -> Rows:
        if text is MERGE:
            state[0], result = changed(state[0], text, values)
            return list(result)
        return list(run(state[0], text, values))

    return ask


def ladybug(world: World) -> Ask:
    """Return what asks Ladybug, in memory."""
    base = forms.ladybug_of(world)
    return lambda text, values: [tuple(row) for row in base.execute(text, values).get_all()]


def kglite(world: World) -> Ask:
    """Return what asks KGLite, on a graph that is not frozen."""
    graph = forms.kglite_of(world)

    def ask(text: str, values: dict[str, Any]) -> Rows:
        found = graph.cypher(text, params=values)
        return list(zip(*map(found.column, found.columns), strict=True))

    return ask


def neo4j(world: World) -> Ask:
    """Return what asks a Neo4j server over Bolt, whose ids are unique by a constraint."""
    engine = Neo4j(world)
    return lambda text, values: [tuple(row) for row in engine.session.run(text, values)]


def networkx(world: World) -> Ask:
    """Return what does the same to a networkx graph by hand."""
    graph = forms.networkx_of(world)

    def ask(text: str, values: dict[str, Any]) -> Rows:
        if text is MERGE:
            for node in values["ids"]:
                if node not in graph:
                    graph.add_node(node, label="Person", id=node)
            return [(len(values["ids"]),)]
        found = [node for node, label in graph.nodes(data="label") if label == "Person"]
        return [(len(found), max(found))]

    return ask


def measured(ask: Ask, there: list[str]) -> tuple[float, float, list[object]]:
    """Return the milliseconds of the MERGEs and of the read after them, and all answers."""
    times, answers = ([], []), []
    for turn in range(ROUNDS):
        ids = there[turn * 500 : turn * 500 + 500] + [f"new{turn}-{at:03}" for at in range(500)]
        for text, values, spent in ((MERGE, {"ids": ids}, times[0]), (READ, {}, times[1])):
            started = time.perf_counter()
            answers.append(ask(text, values))
            spent.append((time.perf_counter() - started) * 1000)
    return statistics.median(times[0]), statistics.median(times[1]), answers


def table(figures: dict[str, list[float]]) -> str:
    """Return the figures as Markdown."""
    lines = ["| Milliseconds | " + " | ".join(figures) + " |", "| --- |" + " ---: |" * len(figures)]
    for at, name in enumerate(("1,000 MERGEs", "the first read after them")):
        cells = " | ".join(f"{each[at]:.3g}" for each in figures.values())
        lines.append(f"| {name} | {cells} |")
    return "\n".join(lines)


def main() -> None:
    """Measure all engines that are installed, and keep the figures."""
    world = forms.make(1)
    there = list(world.nodes["Person"]["id"])
    figures, first = {}, None
    for make in (relgraph, networkx, ladybug, kglite, neo4j):
        try:
            ask = make(world)
        except ImportError as error:
            print(f"{make.__name__} is left out: {error}", file=sys.stderr)
            continue
        merged, read, answers = measured(ask, there)
        first = first or answers
        if answers != first:
            sys.exit(f"{make.__name__} answers differently: {answers[:4]}, not {first[:4]}")
        figures[make.__name__] = [merged, read]
        print(f"{make.__name__:10} {merged:10.2f} {read:10.2f}", flush=True)
    Path(__file__).with_suffix(".json").write_text(json.dumps(figures, indent=1) + "\n", "utf-8")
    print(table(figures))


if __name__ == "__main__":
    main()
