"""Whether an edge holds on a day: one table for the dates, both ways to select, and the page.

The page's script reads the same table (`page/web/test/time.test.js`).
"""

from __future__ import annotations

from datetime import date

import pytest
from samples import ROOT, graph_of

from relgraph.cypher import run
from relgraph.model.dates import Span, holds
from relgraph.select import Selection
from relgraph.select.compiled import edges_text, parameters
from relgraph.select.embedded import selected

LINES = (ROOT / "tests/cases/holds.tsv").read_text("utf-8").splitlines()
CASES = [line.split("\t") for line in LINES if not line.startswith("#")]
BOUNDS = ("since", "since_latest", "until_earliest", "until")


def bounds_of(case):
    """The bounds of a case that are known."""
    days = zip(BOUNDS, case[1:5], strict=True)
    return {name: date.fromisoformat(day) for name, day in days if day != "-"}


def verdict_of(case):
    """What a selection makes of a case: undated ones may always hold."""
    return "possible" if case[6] == "undated" else case[6]


def graph_with(case):
    """Two states and one edge that is dated as a case is."""
    nodes = [(["Entity", "State"], {"id": id}) for id in "ab"]
    edge = {"id": "edge", "dated": case[0], **bounds_of(case)}
    return graph_of(nodes, {"JOINS": [(0, 1, edge)]}, {"belongs": [], "acts": []})


@pytest.mark.parametrize("case", CASES, ids=" ".join)
def test_dates_say_whether_an_edge_holds_on_a_day(case):
    day = date.fromisoformat(case[5])
    span = Span(**{"since": None, "until": None, **bounds_of(case)})
    assert holds(span, day, day, dated=case[0]) == verdict_of(case)


@pytest.mark.parametrize("certain", [False, True])
@pytest.mark.parametrize("case", CASES, ids=" ".join)
def test_a_mask_and_cypher_select_what_holds_on_a_day(case, certain):
    graph = graph_with(case)
    wanted = verdict_of(case) in (("certain",) if certain else ("certain", "possible"))
    asked = Selection(as_of=case[5], certain=certain)
    assert selected(graph, asked).edge_count == int(wanted)
    found = run(graph, edges_text(asked, graph.meta), parameters(asked))
    assert len(found) == int(wanted)
