"""Large figures folded into parts: before any browser, and as a reader opens and closes them."""

from __future__ import annotations

import networkx as nx
import pytest
from axe_playwright_python.sync_playwright import Axe
from lxml import etree
from opened import Opened, overlapping
from samples import ROOT

from relgraph import from_networkx
from relgraph.api import Graph
from relgraph.errors import Refused
from relgraph.page.folds import closed

SVG = "{http://www.w3.org/2000/svg}"


def caves() -> Graph:
    """Twelve cliques of twenty nodes, each tied to the next by one edge."""
    return from_networkx(nx.connected_caveman_graph(12, 20))


def test_communities_are_the_cliques_and_the_same_each_time():
    drawn = caves().map().figure
    assert drawn.folds.by == "community"
    parts = {}
    for node, part in drawn.folds.of.items():
        parts.setdefault(part, set()).add(int(node) // 20)
    assert [len(cliques) for cliques in parts.values()] == [1] * 12
    assert caves().map().figure.places == drawn.places


@pytest.mark.parametrize(("by", "several"), [("issue area", "energy"), ("kind", "treaties")])
def test_the_shipped_data_folds_by_area_and_kind_and_its_hubs_stand_alone(by, several):
    drawn = Graph.at().map(fold=by).figure
    names = [group.name for group in drawn.folds.groups]
    assert several in names
    assert len(names) == len(set(names))
    assert {"CHN", "RUS"}.isdisjoint(drawn.folds.of)
    assert len(drawn.folds.of) > 900
    assert set(drawn.places) == {node["id"] for node in drawn.nodes}


def test_nodes_of_a_part_stand_within_its_reach():
    drawn = Graph.at().map().figure
    for node, part in drawn.folds.of.items():
        x, y = drawn.places[node]
        assert (x * x + y * y) ** 0.5 < drawn.folds.groups[part].reach


def test_a_drawing_for_paper_has_a_circle_a_part_and_each_line_between_parts():
    drawn = Graph.at().map().figure
    nodes, edges = closed(drawn.nodes, drawn.edges, drawn.folds)
    of = drawn.folds.of
    part = {node["id"]: of.get(node["id"], node["id"]) for node in drawn.nodes}
    outside = [edge for edge in drawn.edges if part[edge["from"]] != part[edge["to"]]]
    assert len(edges) == len(outside)
    assert len(nodes) == len(drawn.folds.groups) + len(drawn.nodes) - len(of)
    root = etree.fromstring(Graph.at().map().svg.encode())
    names = "".join(text.text or "" for text in root.iter(f"{SVG}text"))
    assert all(group.name.split()[0] in names for group in drawn.folds.groups)


def test_few_nodes_a_dyad_and_kept_places_are_not_folded_and_the_last_cannot_be(tmp_path):
    few = Graph.at().select(issue_areas=("energy",))
    assert len(few.map().figure.nodes) < 150
    places = tmp_path / "places.csv"
    drawn = (few.map(), Graph.at().between("CHN", "RUS").map(), Graph.at().map(positions=places))
    assert [each.figure.folds.groups for each in drawn] == [()] * 3
    with pytest.raises(Refused, match="keeps no positions"):
        Graph.at().map(positions=places, fold="kind")


@pytest.mark.parametrize(
    ("graph", "parts"),
    [(nx.star_graph(300), 0), (nx.empty_graph(200), 0), (nx.star_graph(2500), 1)],
)
def test_what_does_not_fall_into_parts_is_folded_only_when_it_is_very_large(graph, parts):
    assert len(from_networkx(graph).map().figure.folds.groups) == parts


@pytest.fixture(scope="module")
def folded_page(tmp_path_factory):
    path = tmp_path_factory.mktemp("page") / "folded.html"
    Graph.at(ROOT / "data").map(path)
    return path


@pytest.fixture(scope="module")
def window(browser, folded_page):
    page = Opened(browser, folded_page, reduced_motion="reduce")
    yield page
    page.close()


def spot(opened: Opened, name: str) -> tuple[float, float]:
    """Where a closed part stands, in pixels of the window."""
    x, y, box = opened.page.evaluate(
        "name => { const { data, place } = relgraphMap;"
        " const at = place(data.facts.nodes.length + data.groups.findIndex(([n]) => n === name));"
        " const { x, y } = document.querySelector('#map').getBoundingClientRect();"
        " return [at.x, at.y, { x, y }]; }",
        name,
    )
    return x + box["x"], y + box["y"]


def title(opened: Opened, text: str) -> tuple[float, float]:
    box = opened.page.locator("#map").bounding_box()
    at = next(each for each in opened.boxes() if each["text"] == text)
    return box["x"] + (at["left"] + at["right"]) / 2, box["y"] + (at["top"] + at["bottom"]) / 2


def texts(opened: Opened) -> set[str]:
    return {each["text"] for each in opened.boxes()}


@pytest.mark.browser
def test_each_part_opens_on_a_click_and_closes_by_its_name(opened):
    parts = [name for name, *_ in opened.page.evaluate("relgraphMap.data.groups")]
    assert len(parts) >= 10
    few = opened.page.evaluate("relgraphMap.drawn()")
    for name in parts:
        opened.page.mouse.click(*spot(opened, name))
        assert opened.state("open") == [name]
        assert opened.page.evaluate("relgraphMap.drawn()") > few
        opened.page.mouse.click(*title(opened, f"▾ {name}"))
        assert opened.state("open") == []
        assert opened.page.evaluate("relgraphMap.drawn()") == few


@pytest.mark.browser
def test_a_part_closes_though_something_in_it_is_selected_and_lets_go_of_it(opened):
    opened.search("Газпром")
    assert opened.state("open") == ["energy"]
    opened.page.mouse.click(*title(opened, "▾ energy"))
    assert opened.state("open") == []
    assert opened.state("selected") is None
    opened.go("open=energy&open=space&node=gazprom")
    opened.page.mouse.click(*title(opened, "▾ space"))
    assert opened.state("open") == ["energy"]
    assert opened.page.inner_text("#panel-title") == "Gazprom"


@pytest.mark.browser
def test_a_part_is_gone_to_and_opened_by_keyboard(opened):
    opened.page.focus("#map")
    for key in ("ArrowLeft", "ArrowDown", "ArrowRight", "ArrowUp") * 6:
        opened.page.keyboard.press(key)
        if opened.state("selected")["what"] == "group":
            break
    opened.page.keyboard.press("Enter")
    assert opened.page.evaluate("document.activeElement.id") == "reading"
    opened.page.keyboard.press("Tab")
    opened.page.keyboard.press("Enter")
    assert len(opened.state("open")) == 1
    assert "Fold it" in opened.page.inner_text("#reading")


@pytest.mark.browser
def test_what_ties_two_parts_says_how_many_and_lists_them(opened):
    one, other = spot(opened, "energy"), spot(opened, "finance")
    x, y = (0.6 * a + 0.4 * b for a, b in zip(one, other, strict=True))
    opened.page.mouse.click(x, y)
    assert opened.page.inner_text("#panel-title") == "energy – finance"
    drawn = Graph.at(ROOT / "data").map().figure
    names = [group.name for group in drawn.folds.groups]
    pair = {names.index("energy"), names.index("finance")}
    shown = [
        edge
        for edge in drawn.edges
        if {drawn.folds.of.get(edge["from"]), drawn.folds.of.get(edge["to"])} == pair
        and not edge["claim"]
        and "rival_of" not in edge
    ]
    assert f"{len(shown)} relations in view" in opened.page.inner_text("#reading")


@pytest.mark.browser
def test_what_is_found_is_seen_and_its_neighbourhood_is_what_the_panel_lists(opened):
    assert opened.search("Газпром") == "Gazprom"
    assert opened.state("open") == ["energy"]
    assert "Gazprom" in texts(opened)
    opened.page.click("#near")
    assert {"Gazprom", "Power of Siberia", "Russia"} <= texts(opened)
    said = opened.page.inner_text("#said")
    assert said.startswith(f"{opened.page.evaluate('relgraphMap.drawn()')} of ")
    listed = int(opened.page.inner_text("#reading .heading >> nth=0").split()[0])
    assert opened.relations() >= listed
    assert opened.page.evaluate(
        "() => { const { data, state } = relgraphMap; const at = state().selected.number;"
        " return data.facts.edges.filter((e) => e.figure && e.from !== at).length; }"
    )
    opened.page.click("#close")
    assert opened.state("near") is False


@pytest.mark.browser
@pytest.mark.parametrize(("width", "height"), [(1280, 800), (390, 844)])
@pytest.mark.parametrize("at", ["", "#open=energy", "#open=energy&open=space&node=gazprom&near=1"])
def test_a_folded_map_names_its_parts_and_has_no_finding(width, height, at, browser, folded_page):
    opened = Opened(browser, folded_page, width=width, height=height, at=at)
    assert overlapping(opened.boxes()) == []
    found = Axe().run(opened.page)
    assert found.violations_count == 0, found.generate_report()
    assert opened.page.evaluate("document.documentElement.scrollWidth") <= width
    if not at:
        parts = [name for name, *_ in opened.page.evaluate("relgraphMap.data.groups")]
        named = " ".join(texts(opened))
        assert [name for name in (*parts, "China", "Russia") if name not in named] == []
    opened.close()
