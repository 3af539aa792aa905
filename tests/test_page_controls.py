"""Each control of the page, by mouse and by keyboard, and what a reader learns from it."""

from __future__ import annotations

import csv
import io
import json
import struct

import networkx as nx
import pytest
from lxml import etree
from opened import Opened
from samples import ROOT

from relgraph import from_networkx
from relgraph.api import Graph
from relgraph.page.facts import Reader

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def energy_page(tmp_path_factory):
    path = tmp_path_factory.mktemp("page") / "energy.html"
    Graph.at(ROOT / "data").between("CHN", "RUS").select(issue_areas=("energy",)).map(path)
    return path


@pytest.fixture(scope="module")
def window(browser, energy_page):
    page = Opened(browser, energy_page, at="#view=map")
    yield page
    page.close()


def told(graph: Graph) -> list[dict]:
    return Reader(graph.subgraph()).edges()


def press(opened: Opened, selector: str, how: str) -> None:
    if how == "mouse":
        opened.page.click(selector)
    else:
        opened.page.focus(selector)
        opened.page.keyboard.press("Space")


@pytest.mark.parametrize("how", ["mouse", "keyboard"])
@pytest.mark.parametrize(
    ("selector", "key", "before", "after"),
    [
        ("#claims", "claims", False, True),
        ("#rivals", "rivals", False, True),
        ("#undated", "undated", True, False),
        ("#possible", "possible", True, False),
        ("#areas input", "areas", [], ["energy"]),
        ("#areas-all", "areas", [], ["energy"]),
        ("#kinds input", "kinds", [], ["State"]),
        ("#as-table", "view", "map", "table"),
        ("#as-time", "view", "map", "time"),
        ("#unfold", "unfolded", [], ["b0"]),
        ("#theme", "theme", "auto", "light"),
        ("#next", "until", 2026, 1996),
        ("#back", "from", 1996, 2026),
        ("#play", "until", 2026, 1996),
    ],
)
def test_a_control_does_what_it_says(selector, key, before, after, how, opened):
    assert opened.state(key) == before
    press(opened, selector, how)
    assert opened.state(key) == after


@pytest.mark.parametrize("how", ["mouse", "keyboard"])
def test_what_a_control_changed_can_be_taken_back(how, opened):
    whole = opened.relations()
    press(opened, "#next", how)
    assert opened.relations() < whole
    press(opened, "#all-years", how)
    assert opened.relations() == whole
    press(opened, "#as-table", how)
    press(opened, "#as-map", how)
    assert opened.page.is_visible("#map")
    press(opened, "#fit", how)
    assert opened.state("view") == "map"


def test_playing_goes_on_year_by_year_and_stops_when_asked(opened):
    opened.go("years=1996-1996")
    opened.page.wait_for_selector("#years:text('1996')")
    opened.page.click("#play")
    opened.page.wait_for_selector("#years:text-matches('^(199[7-9]|20[0-9]{2})$')")
    opened.page.click("#play")
    assert opened.page.get_attribute("#play", "aria-label") == "Play"
    assert opened.state("from") == opened.state("until")


def test_the_handles_move_by_keyboard_and_never_pass_each_other(opened):
    opened.page.focus("#until")
    for _ in range(10):
        opened.page.keyboard.press("ArrowLeft")
    assert (opened.state("from"), opened.state("until")) == (1996, 2016)
    opened.page.focus("#from")
    opened.page.keyboard.press("End")
    assert (opened.state("from"), opened.state("until")) == (2026, 2026)
    opened.page.select_option("#mode", "started")
    assert "started in 2026" in opened.page.inner_text("#said")


def test_a_window_hides_ended_edges_and_shows_what_a_selection_in_python_has(browser, tmp_path):
    path = tmp_path / "map.html"
    energy = Graph.at(ROOT / "data").select(issue_areas=("energy",))
    energy.map(path)
    opened = Opened(browser, path)
    for first, last in ((1996, 2004), (2006, 2010), (2020, 2022)):
        opened.go(f"years={first}-{last}&undated=0&rivals=1")
        opened.page.wait_for_selector(f"#years:text('{first}–{last}')")
        rows = told(energy.select(since=str(first), until=str(last)))
        # what nobody dates is in view only in the years in which its source saw it going on
        rows = [
            row
            for row in rows
            if row["bounds"][0] or row["bounds"][3]
            or any(day and first <= int(day[:4]) <= last for day in row["bounds"][1:3])
        ]  # fmt: skip
        tied = {end for row in rows if not row["figure"] for end in (row["from"], row["to"])}
        ever = {e for row in told(energy) if not row["figure"] for e in (row["from"], row["to"])}
        # a figure about a thing that nothing ties in these years is not in view
        shown = [row for row in rows if not row["figure"] or row["from"] in tied
                 or row["from"] not in ever]  # fmt: skip
        assert opened.relations() == len(shown)
    opened.close()


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ("俄罗斯天然气", "Gazprom"),
        ("Газпром", "Gazprom"),
        ("Сила Сибири", "Power of Siberia gas pipeline"),
        ("亚马尔", "Yamal LNG"),
        ("cnpc", "China National Petroleum Corporation"),
    ],
)
def test_search_in_three_scripts_selects_and_the_panel_tells(asked, name, opened):
    assert opened.search(asked) == name
    assert opened.page.evaluate("document.querySelector('#announced').textContent").startswith(name)


def test_the_panel_says_what_each_row_says(opened):
    opened.page.click("#claims")
    opened.page.click("#rivals")
    opened.search("Yamal LNG")
    said = opened.page.inner_text("#reading")
    with (ROOT / "data/sources.csv").open(encoding="utf-8") as file:
        sources = {row["id"]: row for row in csv.DictReader(file)}
    with (ROOT / "data/edges/energy.csv").open(encoding="utf-8") as file:
        there = {node["id"] for node in opened.page.evaluate("relgraphMap.data.facts.nodes")}
        rows = [r for r in csv.DictReader(file) if r["to"] == "yamal-lng" and r["from"] in there]
    assert len(rows) >= 5
    for row in rows:
        assert f"{row['share']} per cent" in said or not row["share"]
        assert row["since"].rstrip("~") in said
        assert row["note"] in said
        for cited in row["sources"].split(";"):
            id, _, locator = cited.partition("#")
            assert sources[id]["title"] in said
            assert locator in said
    assert "Completed:" in said
    link = opened.page.locator("#reading a").first
    assert link.get_attribute("href").startswith("http")
    assert link.get_attribute("rel") == "noopener noreferrer"


def test_a_figure_about_one_thing_and_a_folded_edge_are_read_in_the_panel(opened):
    x, y = opened.page.evaluate(
        "() => { const box = document.querySelector('#map').getBoundingClientRect();"
        "const [a, b] = relgraphMap.data.poles.map(n => relgraphMap.place(n));"
        "return [box.x + (a.x * 0.7 + b.x * 0.3), box.y + (a.y * 0.7 + b.y * 0.3)]; }"
    )
    opened.page.mouse.click(x, y)
    assert opened.state("selected")["what"] == "pair"
    assert opened.page.inner_text("#panel-title") == "Russia – China"
    opened.search("Power of Siberia gas pipeline")
    assert "has capacity" in opened.page.inner_text("#reading")


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (390, 844)])
def test_a_tapped_node_and_its_neighbours_stay_clear_of_the_panel(
    width, height, browser, energy_page
):
    opened = Opened(browser, energy_page, width=width, height=height, at="#view=map")
    opened.page.mouse.click(*opened.place("Yamal LNG"))
    assert opened.page.inner_text("#panel-title") == "Yamal LNG"
    opened.page.wait_for_timeout(400)
    box = opened.page.locator("#map").bounding_box()
    for name in ("Yamal LNG", "Novatek", "Silk Road Fund", "China"):
        x, y = opened.place(name)
        assert box["x"] < x < box["x"] + box["width"]
        assert box["y"] < y < box["y"] + box["height"]
    assert "Yamal LNG" in {each["text"] for each in opened.boxes()}
    opened.close()


def test_the_map_is_walked_by_arrows_read_by_enter_and_left_by_escape(opened):
    opened.page.focus("#map")
    opened.page.keyboard.press("ArrowRight")
    seen = {opened.page.inner_text("#panel-title")}
    # a round may end where it began
    for key in (
        "ArrowRight",
        "ArrowDown",
        "ArrowLeft",
        "ArrowUp",
    ):  # a round may end where it began
        opened.page.keyboard.press(key)
        seen.add(opened.page.inner_text("#panel-title"))
    assert len(seen) > 2
    opened.page.keyboard.press("n")
    assert opened.state("near") is True
    opened.page.keyboard.press("Enter")
    assert opened.page.evaluate("document.activeElement.id") == "reading"
    opened.page.keyboard.press("Escape")
    assert opened.state("selected") is None
    opened.page.keyboard.press("/")
    assert opened.page.evaluate("document.activeElement.id") == "search"


def test_a_double_click_keeps_only_the_neighbourhood(opened):
    opened.page.mouse.dblclick(*opened.place("Gazprom"))
    assert opened.page.inner_text("#panel-title") == "Gazprom"
    assert opened.state("near") is True


def test_a_click_on_the_ground_does_not_swallow_the_next_on_a_node(opened):
    box = opened.page.locator("#map").bounding_box()
    opened.page.mouse.click(box["x"] + box["width"] - 8, box["y"] + box["height"] - 8)
    opened.page.mouse.click(*opened.place("Yamal LNG"))
    assert opened.page.inner_text("#panel-title") == "Yamal LNG"


def test_an_empty_view_says_so_and_gives_all_back(opened):
    whole = opened.relations()
    opened.page.click("#kinds-all")
    assert opened.relations() == 0
    assert "kinds switched off" in opened.page.inner_text("#said")
    opened.page.click("#show-all")
    assert opened.relations() == whole


def test_focus_stays_where_the_reader_is(opened):
    def focused():
        return opened.page.evaluate("document.activeElement.id")

    opened.search("Gazprom")
    assert focused() == "reading"
    opened.page.locator("#reading .title button.link:not(.plain)").first.press("Enter")
    assert focused() == "reading"
    opened.page.press("#close", "Enter")
    assert focused() == "map"
    opened.page.click("#as-table")
    opened.page.locator("#rows td.type button").first.press("Enter")
    assert opened.page.evaluate("document.activeElement.closest('tr') !== null")
    opened.page.keyboard.press("Escape")
    assert focused() == "scroller"


def test_a_picture_is_of_the_map_only(opened):
    opened.page.click("#as-table")
    opened.page.click("#export summary")
    assert opened.page.is_disabled("#as-png")
    assert opened.page.is_disabled("#as-svg")
    assert opened.page.is_enabled("#as-csv")


def test_it_prints_on_light_paper_and_is_itself_again_afterwards(opened, tmp_path):
    opened.go("theme=dark&node=yamal-lng")
    opened.page.wait_for_selector("html[data-theme=dark]")
    opened.page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert opened.page.get_attribute("html", "data-theme") == "light"
    opened.page.emulate_media(media="print")
    assert opened.page.locator("#map").bounding_box()["height"] < 600
    assert not opened.page.is_visible("#search")
    opened.page.emulate_media(media="screen")
    opened.page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert opened.page.get_attribute("html", "data-theme") == "dark"


def test_only_the_neighbourhood_is_kept_and_given_back(opened):
    whole = opened.relations()
    opened.search("Novatek")
    opened.page.click("#near")
    assert 0 < opened.relations() < whole
    assert "only the neighbourhood of \u2068Novatek" in opened.page.inner_text("#said")
    opened.page.click("#close")
    assert opened.relations() == whole


def test_every_relation_in_view_is_a_row_and_a_heading_sorts(opened):
    opened.page.click("#as-table")
    assert opened.page.locator("#rows tr").count() == opened.relations()
    opened.page.click("#columns button:text('From')")
    names = opened.page.locator("#rows td.from").all_inner_texts()
    assert names == sorted(names, key=str.casefold)
    assert opened.page.get_attribute("#columns th.from", "aria-sort") == "ascending"
    opened.page.click("#columns button:text('From')")
    assert opened.page.locator("#rows td.from").all_inner_texts()[0] == names[-1]
    opened.page.locator("#rows td.type button").first.press("Enter")
    assert opened.state("selected")["what"] == "edge"


def test_a_table_is_sifted_by_words_and_years_and_shows_ten_rows_a_screen(opened):
    opened.page.click("#as-table")
    whole = opened.page.locator("#rows tr").count()
    heights = opened.page.evaluate(
        "[...document.querySelectorAll('#rows tr')].map((row) => row.offsetHeight)"
    )
    room = opened.page.locator("#scroller").bounding_box()["height"]
    assert sum(sum(heights[: at + 1]) < room for at in range(len(heights))) >= 8
    opened.page.fill("#sift", "gazprom 2014")
    rows = opened.page.locator("#rows tr").all_inner_texts()
    assert 0 < len(rows) < whole
    assert all("Gazprom" in row and "2014" in row for row in rows)
    assert opened.page.inner_text("#sifted") == f"{len(rows)} rows of {whole}"
    opened.page.fill("#sift", "")
    assert opened.page.locator("#rows tr").count() == whole


def test_a_table_lists_the_claims_each_beside_what_corrects_it(opened):
    opened.page.click("#as-table")
    assert opened.page.locator("td.others").count() == 0
    opened.page.select_option("#standing", "claims")
    with (ROOT / "data" / "edges" / "energy.csv").open(encoding="utf-8") as file:
        claims = [row for row in csv.DictReader(file) if row["rank"] == "deprecated"]
    shown = opened.page.locator("#rows tr")
    assert 5 < shown.count() <= len(claims)
    assert opened.page.locator("td.others:empty").count() == 0
    row = opened.page.locator("#rows tr:has(td.type:has-text('delivers to'))", has_text="Yamal LNG")
    assert "Completed: Yamal LNG delivers to China, from 2018-07-19" in " ".join(
        row.inner_text().split()
    )
    row.locator("td.others button").first.click()
    selected = opened.state("selected")["number"]
    corrected_by = opened.page.evaluate(f"relgraphMap.data.facts.edges[{selected}].id")
    assert corrected_by == "yamal-lng-delivers-chn-2018"
    opened.page.select_option("#standing", "rivals")
    assert opened.page.locator("#rows tr:has-text('Another source has:')").count() > 0
    opened.page.select_option("#standing", "")
    assert opened.page.inner_text("#sifted") == ""


@pytest.mark.parametrize(("view", "tab"), [("network", "map"), ("time", "time")])
def test_a_page_opens_in_the_view_that_was_asked_for(view, tab, browser, tmp_path):
    path = tmp_path / "map.html"
    Graph.at(ROOT / "data").between("CHN", "RUS").select(issue_areas=("arms",)).map(path, view=view)
    opened = Opened(browser, path)
    assert opened.page.get_attribute(f"#as-{tab}", "aria-selected") == "true"
    opened.close()


def test_all_rows_of_a_long_table_can_be_reached(browser, tmp_path):
    path = tmp_path / "map.html"
    from_networkx(nx.gnm_random_graph(60, 450, seed=1)).map(path)
    opened = Opened(browser, path, at="#view=table")
    seen = opened.page.locator("#rows tr").count()
    while opened.page.is_enabled("#later"):
        opened.page.click("#later")
        seen += opened.page.locator("#rows tr").count()
    assert seen == 450
    opened.close()


def test_the_hash_opens_the_page_as_it_was(opened, browser, energy_page):
    opened.page.click("#claims")
    opened.page.click("#next")
    opened.page.click("#kinds input >> nth=3")
    opened.search("China")
    opened.page.click("#as-table")
    mark = opened.page.evaluate("location.hash")
    again = Opened(browser, energy_page, at=mark)
    for key in ("from", "until", "claims", "kinds", "selected", "view"):
        assert again.state(key) == opened.state(key)
    assert again.page.inner_text("#said") == opened.page.inner_text("#said")
    again.close()


@pytest.mark.parametrize("ending", ["csv", "json", "svg", "png"])
def test_an_export_of_the_view_parses_and_has_all_of_it(ending, opened, tmp_path):
    opened.page.click("#next")
    opened.page.click("#all-years")
    opened.page.click("#export summary")
    with opened.page.expect_download() as download:
        opened.page.click(f"#as-{ending}")
    assert download.value.suggested_filename == f"China-Russia-relations.{ending}"
    path = tmp_path / "out"
    download.value.save_as(path)
    if ending == "csv":
        rows = list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig"))))
        assert len(rows) == opened.relations()
        with (ROOT / "data/sources.csv").open(encoding="utf-8") as file:
            sources = {row["id"]: row for row in csv.DictReader(file)}
        for row in rows:
            cited = [sources[text.split("#")[0]] for text in row["sources"].split(";")]
            assert row["source_addresses"] == " | ".join(source["url"] for source in cited)
            assert all(source["title"] in row["source_titles"] for source in cited)
    elif ending == "json":
        graph = nx.node_link_graph(json.loads(path.read_text("utf-8")), edges="edges")
        assert graph.number_of_edges() == opened.relations()
    elif ending == "svg":
        root = etree.parse(path).getroot()
        texts = [text.text for text in root.iter("{http://www.w3.org/2000/svg}text")]
        assert "Yamal LNG" in texts
        assert texts[0] == "China–Russia relations"
        assert "what links China and Russia, in energy" in " ".join(texts[1:4])
        assert {"States", "Signed"} <= set(texts) or {"States", "Energy"} <= set(texts)
        left, top, wide, high = map(float, root.get("viewBox").split())
        for text in root.iter("{http://www.w3.org/2000/svg}text"):
            assert left <= float(text.get("x")) <= left + wide
            assert top <= float(text.get("y")) <= top + high
    else:
        assert path.read_bytes().startswith(b"\x89PNG\r\n")
        wide, high = struct.unpack(">II", path.read_bytes()[16:24])
        seen = opened.page.locator("#map").bounding_box()
        assert wide == round(seen["width"])
        assert high > seen["height"] + 60  # a title above and a legend below
