"""The map as a reader's browser sees it: drawn, silent, offline, the same each time."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from hashlib import sha256

import networkx as nx
import pytest
from opened import FREE, Opened, overlapping
from samples import ROOT

from relgraph import from_networkx
from relgraph.api import Graph

WEB = ROOT / "src/relgraph/page/web"


@pytest.fixture
def open_map(browser, tmp_path):
    opened = []

    def open_(graph: Graph, **how) -> Opened:
        path = tmp_path / "map.html"
        graph.map(path)
        opened.append(Opened(browser, path, **how))
        return opened[-1]

    yield open_
    for each in opened:
        each.close()


def energy() -> Graph:
    return Graph.at().between("CHN", "RUS").select(issue_areas=("energy",))


@pytest.mark.browser
@pytest.mark.parametrize("cut", ["whole", "dyad"])
def test_the_map_of_the_shipped_data_opens_silent_offline_and_drawn(cut, open_map, tmp_path):
    graph = Graph.at()
    opened = open_map(graph if cut == "whole" else graph.between("CHN", "RUS"), at="#view=map")
    assert opened.said == []
    assert opened.asked == [(tmp_path / "map.html").as_uri()]
    assert opened.colours() > 10
    assert opened.page.title() == "China–Russia relations"
    assert overlapping(opened.boxes()) == []


@pytest.mark.browser
def test_an_empty_graph_opens_without_a_message(open_map, small):
    for area in small.glob("edges/*.csv"):
        area.write_text(area.read_text("utf-8").splitlines()[0] + "\n", "utf-8")
    for family in small.glob("nodes/*.csv"):
        family.write_text(family.read_text("utf-8").splitlines()[0] + "\n", "utf-8")
    opened = open_map(Graph.at(small))
    assert opened.said == []
    assert opened.page.inner_text("#said").startswith("0 nodes, 0 relations: all relations")


def with_sixty_four_nodes() -> Graph:
    graph = nx.barabasi_albert_graph(64, 2, seed=3)
    names = {n: f"Joint commission number {n} on trade" for n in graph}
    nx.set_node_attributes(graph, names, "name")
    return from_networkx(graph)


@pytest.mark.browser
@pytest.mark.parametrize(("width", "height"), [(1280, 800), (390, 844)])
def test_no_label_meets_another_or_the_edge_of_the_map(open_map, width, height):
    opened = open_map(with_sixty_four_nodes(), width=width, height=height)
    boxes = opened.boxes()
    assert overlapping(boxes) == []
    box = opened.page.locator("#map").bounding_box()
    assert all(b["left"] >= 0 and b["right"] <= box["width"] for b in boxes)
    assert all(b["top"] >= 0 and b["bottom"] <= box["height"] for b in boxes)
    if width > 1000:
        assert len(boxes) >= 60


@pytest.mark.browser
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("width", "height"), [(1280, 800), (390, 844)])
@pytest.mark.parametrize("at", ["", "#view=table", "#view=map&node=yamal-lng&claims=1"])
def test_a_screen_is_drawn_accessible_and_no_wider_than_the_window(
    theme, width, height, at, open_map
):
    from axe_playwright_python.sync_playwright import Axe

    opened = open_map(energy(), width=width, height=height, at=at, color_scheme=theme)
    found = Axe().run(opened.page)
    assert found.violations_count == 0, found.generate_report()
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= width
    if "map" in at:
        assert opened.colours() > 10
    small = opened.page.evaluate(
        "() => [...document.querySelectorAll('button, input:not([type=checkbox]), summary')]"
        ".filter(e => e.checkVisibility()).map(e => [e.id, e.getBoundingClientRect()])"
        ".filter(([, r]) => r.height < 24 || r.width < 24).map(([id]) => id)"
    )
    assert [id for id in small if id] == []


@pytest.mark.browser
def test_the_policy_stops_a_script_and_the_test_would_see_one_run(small, tmp_path, browser):
    path = tmp_path / "map.html"
    Graph.at(small).map(path)
    page = path.read_text("utf-8").replace("</main>", "</main><script>window.ran = 1</script>")
    path.write_text(page, "utf-8")
    stopped = Opened(browser, path)
    assert stopped.page.evaluate("() => window.ran") is None
    assert "Content Security Policy" in stopped.said[0]
    stopped.close()
    path.write_text(FREE.sub("", page), "utf-8")
    free = Opened(browser, path)
    assert free.page.evaluate("() => window.ran") == 1
    free.close()


@pytest.mark.browser
def test_a_caller_s_graph_with_odd_shapes_is_drawn_and_left_as_it_was(open_map):
    graph = nx.MultiDiGraph()
    for _ in range(40):
        graph.add_edge("a", "b")
    graph.add_edge("a", "a")
    graph.add_edge("a", "a")
    graph.add_edge("b", "__proto__", since="not a date")
    graph.add_node("alone")
    before = graph.copy()
    opened = open_map(from_networkx(graph))
    assert nx.utils.graphs_equal(graph, before)
    assert opened.said == []
    assert opened.page.inner_text("#said").startswith("4 nodes, 43 relations: ")
    assert {box["text"] for box in opened.boxes()} == {"a", "b", "__proto__", "alone"}


@pytest.mark.browser
def test_fit_shows_forty_unfolded_curves_whole(open_map):
    graph = nx.MultiDiGraph()
    for _ in range(40):
        graph.add_edge("a", "b")
    opened = open_map(from_networkx(graph), at="#unfolded=b0", height=420)
    opened.page.emulate_media(reduced_motion="reduce")
    opened.page.click("#fit")
    edge = opened.page.evaluate(
        "() => { const c = document.querySelector('#map canvas'), x = c.getContext('2d');"
        "const rows = [0, c.height - 1].map(y => x.getImageData(0, y, c.width, 1).data);"
        "return rows.every(row => row.every((v, i) => v === row[i % 4])); }"
    )
    assert edge


@pytest.mark.browser
def test_one_node_and_the_first_and_last_years_are_drawn(open_map, small):
    one = nx.Graph()
    one.add_node("only")
    opened = open_map(from_networkx(one))
    assert (opened.said, [box["text"] for box in opened.boxes()]) == ([], ["only"])
    (small / "edges/diplomacy.csv").write_text(
        "id,type,from,to,since,until,sources\nold,PARTY_TO,CHN,treaty,0001,9999,paper\n", "utf-8"
    )
    opened = open_map(Graph.at(small))
    assert opened.said == []
    assert (opened.state("from"), opened.state("until")) == (1, 2020)


@pytest.mark.browser
def test_more_than_two_thousand_nodes_are_all_there_and_few_are_drawn(open_map):
    graph = nx.barabasi_albert_graph(2100, 2, seed=1)
    opened = open_map(from_networkx(graph))
    assert opened.page.inner_text("#said").startswith("2,100 nodes, ")
    assert "Folded by community" in opened.page.inner_text("#folds")
    assert opened.page.evaluate("relgraphMap.drawn()") < 100
    assert opened.said == []


@pytest.mark.browser
@pytest.mark.parametrize("folded", [False, True])
def test_firefox_opens_the_same_file_without_a_message(folded, small, tmp_path):
    firefox, folder = shutil.which("firefox-esr"), WEB / "node_modules/puppeteer-core"
    if firefox is None or not folder.is_dir():
        message = "needs Firefox and `npm install` in src/relgraph/page/web"
        assert "RELGRAPH_CI" not in os.environ, f"CI skips no test, and this one {message}"
        pytest.skip(message)
    path = tmp_path / "map.html"
    (from_networkx(nx.connected_caveman_graph(8, 20)) if folded else Graph.at(small)).map(path)
    line = ["node", "test/firefox.mjs", firefox, path.as_uri()]
    done = subprocess.run(line, cwd=WEB, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout == f"{8 if folded else 4} nodes drawn, 0 messages\n"


@pytest.mark.long
def test_the_same_graph_gives_the_same_bytes_in_every_process(folder, tmp_path):
    made = set()
    for seed in ("1", "2"):
        out = tmp_path / f"{seed}.html"
        line = [sys.executable, "-m", "relgraph", "map", "-o", str(out), "--db", str(folder)]
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        subprocess.run(line, check=True, capture_output=True, env=environment)
        made.add(out.read_bytes())
    assert len(made) == 1


@pytest.mark.parametrize(("nodes", "limit"), [(64, 1_000_000), (300, 1_700_000)])
def test_a_file_stays_small_enough_for_the_mail(nodes, limit):
    graph = Graph.at()
    text = (
        "MATCH (n:Entity)-[r]-(m:Entity) WITH n, count(*) AS c ORDER BY c DESC, n.id "
        f"LIMIT {nodes} WITH collect(n.id) AS ids "
        "MATCH (a:Entity)-[r]->(b:Entity) WHERE a.id IN ids AND b.id IN ids RETURN a, r, b"
    )
    drawn = graph.select(query=text).map()
    assert 0.9 * nodes < drawn.nodes <= nodes
    assert len(drawn.html.encode()) < limit


def test_the_page_names_no_file_or_address_to_load(small):
    page = Graph.at(small).map().html
    assert not re.search(r"<(link|img|iframe|script)[^>]+(src|href)=", page)


def test_the_vendored_library_is_the_one_that_its_list_says():
    listed = tomllib.loads((WEB / "vendor/vendor.toml").read_text("utf-8"))
    script = (WEB / "vendor/vis-network.js").read_bytes()
    assert sha256(script).hexdigest() == listed["sha256"]
    for package in listed["package"]:
        assert (WEB / "vendor" / package["text"]).read_text("utf-8").strip()
