"""Queries with their answers: lines of *.cases, no code; a server agrees with all of them."""

from __future__ import annotations

from pathlib import Path

import pytest
import tck

from relgraph.cypher import run
from relgraph.cypher.changing.run import changes
from relgraph.cypher.query import changed
from relgraph.cypher.syntax.clauses import parse


def read_cases(path: Path):
    graph = None
    for block in path.read_text("utf-8").split("\n\n"):
        lines = [line for line in block.splitlines() if line and not line.startswith("#")]
        if lines and lines[0].startswith("graph:"):
            graph = lines[0].removeprefix("graph:")
        elif lines:
            rows = [[c.strip() for c in line.strip("| ").split(" | ")] for line in lines[2:]]
            yield pytest.param(graph, lines[0], lines[1], rows, id=f"{path.stem}: {lines[0]}")


CASES = [
    case for path in sorted(Path(__file__).parent.glob("*.cases")) for case in read_cases(path)
]


@pytest.mark.parametrize(("graph", "name", "query", "table"), CASES)
def test_a_query_has_the_answer_of_its_table(graph, name, query, table):
    found = tck.made(graph)
    result = changed(found, query)[1] if changes(parse(query)) else run(found, query)
    assert tck.compare(result, table, ordered=name.startswith("ordered:")) == "passed"
