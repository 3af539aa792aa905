"""The map as a reader's browser sees it: drawn, silent, offline, and never running data."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys

import networkx as nx
import pytest

from relgraph.api import Graph
from relgraph.page.layout import positions
from relgraph.page.network import bends

HOSTILE = [
    "<script>window.ran = 1</script>",
    "</script><script>window.ran = 1</script>",
    "<img src=x onerror='window.ran = 1'>",
    "<svg onload='window.ran = 1'></svg>",
    "'\"><b onmouseover=window.ran=1>",
    "{{ 7 * 7 }}{% raw %}${window.ran = 1}",
    "javascript:window.ran=1",
    "<!--<script>",
    "]]>&lt;script&gt;",
    "\u2028window.ran = 1\u2029",
    "__proto__",
    "constructor",
    "\u202eevil",
    "x" * 10_000,
]


class Opened:
    """A page in Chromium, and all that it said and asked for."""

    def __init__(self, browser, path, *, width=1280, height=800):
        self.said: list[str] = []
        self.asked: list[str] = []
        self.page = browser.new_page(viewport={"width": width, "height": height})
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.goto(path.as_uri())
        self.page.wait_for_selector("body[data-ready]")

    def colours(self) -> int:
        """Count the different colours of the canvas: a blank one has one."""
        return self.page.evaluate(
            "() => { const c = document.querySelector('#map canvas');"
            "const d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data;"
            "const seen = new Set();"
            "for (let i = 0; i < d.length; i += 4) seen.add(d.slice(i, i + 4).join());"
            "return seen.size; }"
        )


@pytest.fixture
def open_map(browser, tmp_path):
    opened = []

    def open_(graph: Graph, **size) -> Opened:
        path = tmp_path / "map.html"
        graph.map(path)
        opened.append(Opened(browser, path, **size))
        return opened[-1]

    yield open_
    for each in opened:
        each.page.close()


@pytest.mark.browser
def test_the_map_of_the_shipped_data_opens_silent_offline_and_drawn(open_map, tmp_path):
    opened = open_map(Graph.at())
    assert opened.said == []
    assert opened.asked == [(tmp_path / "map.html").as_uri()]
    assert opened.colours() > 10
    assert opened.page.title() == "China–Russia relations"


@pytest.mark.browser
def test_an_empty_graph_and_one_edge_open_without_a_message(open_map, small):
    for area in small.glob("edges/*.csv"):
        area.write_text(area.read_text("utf-8").splitlines()[0] + "\n", "utf-8")
    opened = open_map(Graph.at(small))
    assert (opened.said, opened.page.inner_text("#count")) == (
        [], "0 nodes, 0 relations; claims are hidden",
    )  # fmt: skip


@pytest.mark.browser
def test_a_selected_node_tells_its_relations_dates_and_sources(open_map, small):
    (small / "edges/diplomacy.csv").write_text(
        "id,type,from,to,since,until,sources,note\n"
        "signed,SIGNED,CHN,treaty,2001-07-16,,paper#p. 1,A note\n", "utf-8"
    )  # fmt: skip
    (small / "edges/economy.csv").unlink()
    opened = open_map(Graph.at(small))
    box = opened.page.locator("#map").bounding_box()
    text = ""
    for share in range(2, 50):
        opened.page.mouse.click(box["x"] + box["width"] * share / 100, box["y"] + box["height"] / 2)
        text = opened.page.inner_text("#panel")
        if "SIGNED" in text:
            break
    assert "SIGNED" in text
    assert "2001-07-16" in text
    assert "A paper" in text
    assert "A note" in text
    assert opened.page.get_attribute("#panel a", "href") == "https://example.org/a"
    assert opened.said == []


@pytest.mark.browser
def test_a_kind_is_hidden_by_its_box_in_the_legend(open_map, small):
    opened = open_map(Graph.at(small))
    for box in opened.page.locator("#legend input").all():
        box.uncheck()
    assert opened.said == []
    opened.page.wait_for_function(
        "() => { const c = document.querySelector('#map canvas');"
        "const d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data;"
        "return d.every((v) => v === d[0]); }"
    )


@pytest.mark.browser
@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("policy", ["with its policy", "without it"])
def test_hostile_text_is_shown_and_never_runs(text, policy, small, tmp_path, browser):
    quoted = '"' + text.replace('"', '""') + '"'
    (small / "nodes/actors.csv").write_text(
        "id,kind,name,name_zh,aliases,note\n"
        f"CHN,State,{quoted},{quoted},{quoted},{quoted}\n",
        "utf-8",
    )  # fmt: skip
    (small / "edges/diplomacy.csv").write_text(
        f"id,type,from,to,since,until,sources,note\ns,SIGNED,CHN,treaty,2001,,{quoted_source(text)},"
        f"{quoted}\n", "utf-8"
    )  # fmt: skip
    (small / "edges/economy.csv").unlink()
    (small / "sources.csv").write_text(
        f"id,title,publisher,reliability,access\npaper,{quoted},{quoted},B,read\n", "utf-8"
    )
    (small / "dataset.toml").write_text(
        f"title = {json.dumps(text)}\nlicence = 'CC0'\n"
        "id = '11111111-1111-4111-8111-111111111111'\n",
        "utf-8",
    )
    path = tmp_path / "map.html"
    Graph.at(small).map(path)
    if policy == "without it":
        path.write_text(re.sub(r"<meta http-equiv.*?>", "", path.read_text("utf-8")), "utf-8")
    opened = Opened(browser, path)
    try:
        box = opened.page.locator("#map").bounding_box()
        for share in range(2, 50, 2):
            opened.page.mouse.click(
                box["x"] + box["width"] * share / 100, box["y"] + box["height"] / 2
            )
            if "SIGNED" in opened.page.inner_text("#panel"):
                break
        assert opened.page.evaluate("() => window.ran") is None
        shown = opened.page.text_content("h1")
        assert shown == text
        assert text.strip() in opened.page.text_content("#panel")
        assert opened.said == []
    finally:
        opened.page.close()


def quoted_source(text: str) -> str:
    locator = re.sub(r'[;#"\s]+', " ", text)
    return f'"paper#{locator}"'


@pytest.mark.browser
def test_the_policy_stops_a_script_and_the_test_would_see_one_run(small, tmp_path, browser):
    path = tmp_path / "map.html"
    Graph.at(small).map(path)
    page = path.read_text("utf-8").replace("</main>", "</main><script>window.ran = 1</script>")
    path.write_text(page, "utf-8")
    stopped = Opened(browser, path)
    assert stopped.page.evaluate("() => window.ran") is None
    assert "Content Security Policy" in stopped.said[0]
    stopped.page.close()
    path.write_text(re.sub(r"<meta http-equiv.*?>", "", page), "utf-8")
    free = Opened(browser, path)
    assert free.page.evaluate("() => window.ran") == 1
    free.page.close()


def test_the_same_graph_gives_the_same_bytes(small, tmp_path):
    graph = Graph.at(small)
    graph.map(tmp_path / "a.html")
    graph.map(tmp_path / "b.html")
    assert (tmp_path / "a.html").read_bytes() == (tmp_path / "b.html").read_bytes()


def test_claims_figures_and_sources_are_not_drawn(small, tmp_path):
    counts = Graph.at(small).map(tmp_path / "a.html")
    assert counts == {"nodes": 4, "edges": 5}
    assert '"claimed"' not in (tmp_path / "a.html").read_text("utf-8")


def test_the_page_names_no_file_or_address_to_load(small, tmp_path):
    page = tmp_path / "a.html"
    Graph.at(small).map(page)
    assert not re.search(r"<(link|img|iframe|script)[^>]+(src|href)=", page.read_text("utf-8"))


def test_parallel_edges_each_have_a_curve_of_their_own():
    edges = [{"from": "a", "to": "b"}] * 3 + [{"from": "b", "to": "a"}] * 2
    curves = []
    for edge, bend in zip(edges, bends(edges), strict=True):
        side = 1 if bend["smooth"]["type"] == "curvedCW" else -1
        towards = 1 if edge["from"] == "a" else -1
        curves.append(side * towards * bend["smooth"]["roundness"])
    assert len(set(curves)) == 5
    loops = bends([{"from": "a", "to": "a"}] * 3)
    assert len({loop["selfReference"]["size"] for loop in loops}) == 3


def test_positions_are_the_same_each_time_and_keep_nodes_apart():
    graph = nx.karate_club_graph()
    nodes = [str(node) for node in graph]
    pairs = [(str(a), str(b)) for a, b in graph.edges]
    placed = positions([*nodes, "alone", "alone too"], pairs)
    assert placed == positions([*nodes, "alone", "alone too"], pairs)
    assert len(placed) == 36
    spots = list(placed.values())
    nearest = min(
        ((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2) ** 0.5
        for at, a in enumerate(spots) for b in spots[:at]
    )  # fmt: skip
    assert nearest > 20


def test_a_large_graph_is_placed_too():
    graph = nx.barabasi_albert_graph(1200, 2, seed=1)
    pairs = [(str(a), str(b)) for a, b in graph.edges]
    nodes = [str(node) for node in graph]
    assert positions(nodes, pairs) == positions(nodes, pairs)
    assert positions([], []) == {}


def test_the_bytes_do_not_depend_on_the_process(folder, tmp_path):
    made = set()
    for seed in ("1", "2"):
        out = tmp_path / f"{seed}.html"
        line = [sys.executable, "-m", "relgraph", "map", "-o", str(out), "--db", str(folder)]
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        subprocess.run(line, check=True, capture_output=True, env=environment)
        made.add(out.read_bytes())
    assert len(made) == 1


def test_claims_are_drawn_when_they_are_asked_for(small, tmp_path):
    page = tmp_path / "a.html"
    counts = Graph.at(small).select(claims=True).map(page)
    assert counts == {"nodes": 4, "edges": 6}
    assert "1 of them claims (red)" in page.read_text("utf-8")
