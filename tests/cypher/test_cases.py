"""Queries with their answers as a person worked them out: lines of *.cases, no code."""

from __future__ import annotations

from pathlib import Path

import pytest
import tck

from relgraph.cypher import run


def read_cases(path: Path):
    graph = None
    for block in path.read_text("utf-8").split("\n\n"):
        lines = [line for line in block.splitlines() if line and not line.startswith("#")]
        if lines and lines[0].startswith("graph:"):
            graph = lines[0].removeprefix("graph:")
        elif lines:
            rows = [[c.strip() for c in line.strip("| ").split(" | ")] for line in lines[2:]]
            yield pytest.param(graph, lines[0], lines[1], rows, id=lines[0])


CASES = [
    case for path in sorted(Path(__file__).parent.glob("*.cases")) for case in read_cases(path)
]


@pytest.mark.parametrize(("graph", "name", "query", "table"), CASES)
def test_a_query_has_the_answer_of_its_table(graph, name, query, table):
    maker = tck.Maker()
    maker.execute(graph)
    ordered = name.startswith("ordered:")
    scenario = tck.Scenario(name, [], query, {}, None, table, ordered, True, None)  # noqa: FBT003
    assert tck.compare(scenario, run(maker.graph(), query)) == "passed"
