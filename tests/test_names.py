"""Names on a map: each node is named where there is room for it, and none meets another."""

from __future__ import annotations

import networkx as nx
import pytest
from opened import Opened, overlapping
from samples import ROOT

from relgraph import from_networkx
from relgraph.api import Graph

pytestmark = pytest.mark.browser


def named(opened: Opened) -> str:
    return " ".join(box["text"] for box in opened.boxes())


@pytest.mark.parametrize("areas", [("energy",), ("energy", "finance"), ("space", "cyber")])
def test_up_to_a_hundred_nodes_all_are_named_on_a_laptop(areas, browser, tmp_path):
    path = tmp_path / "map.html"
    Graph.at(ROOT / "data").select(issue_areas=areas).map(path)
    opened = Opened(browser, path, at="#view=map")
    assert 50 <= opened.page.evaluate("relgraphMap.drawn()") <= 120
    assert len(opened.boxes()) == opened.page.evaluate("relgraphMap.drawn()")
    assert overlapping(opened.boxes()) == []
    opened.close()


def test_a_hundred_and_fifty_nodes_are_all_named_on_a_laptop(browser, tmp_path):
    graph = nx.barabasi_albert_graph(150, 2, seed=3)
    nx.set_node_attributes(graph, {node: f"Joint commission {node}" for node in graph}, "name")
    path = tmp_path / "map.html"
    from_networkx(graph).map(path)
    opened = Opened(browser, path)
    assert len(opened.boxes()) == 150
    assert overlapping(opened.boxes()) == []
    opened.close()


def test_on_a_phone_the_poles_and_the_ten_largest_are_named(browser, tmp_path):
    path = tmp_path / "map.html"
    Graph.at(ROOT / "data").between("CHN", "RUS").map(path)
    opened = Opened(browser, path, at="#view=map", width=390, height=844)
    largest = opened.page.evaluate(
        "() => { const { data } = relgraphMap;"
        " return [...data.nodes].sort((a, b) => b.size - a.size).slice(0, 12)"
        "   .map(({ id }) => data.facts.nodes[id].short ?? data.facts.nodes[id].name); }"
    )
    shown = named(opened)
    assert [name for name in ("China", "Russia", *largest) if name not in shown] == []
    assert overlapping(opened.boxes()) == []
    opened.close()
