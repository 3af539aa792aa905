"""The page of a dyad: what ties the two is one thing to open, and years show what was there."""

from __future__ import annotations

from math import hypot

import pytest
from axe_playwright_python.sync_playwright import Axe
from opened import Opened, overlapping
from samples import ROOT

from relgraph.api import Graph

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def dyad_page(tmp_path_factory):
    path = tmp_path_factory.mktemp("page") / "dyad.html"
    Graph.at(ROOT / "data").between("CHN", "RUS").map(path)
    return path


@pytest.fixture(scope="module")
def window(browser, dyad_page):
    page = Opened(browser, dyad_page, at="#view=map", reduced_motion="reduce")
    yield page
    page.close()


def ends(opened: Opened) -> tuple[dict, dict]:
    """Where the two poles stand, in pixels of the window."""
    box = opened.page.locator("#map").bounding_box()
    places = opened.page.evaluate(
        "['CHN', 'RUS'].map((id) => relgraphMap.place("
        "relgraphMap.data.facts.nodes.findIndex((node) => node.id === id)))"
    )
    return tuple({"x": box["x"] + at["x"], "y": box["y"] + at["y"]} for at in places)


def title(opened: Opened) -> str:
    return opened.page.inner_text("#panel-title")


def test_what_ties_the_two_answers_along_its_line_and_on_its_count(opened):
    hit = []
    for share in (0.2, 0.5, 0.8):
        for aside in (-10, 0, 10):
            one, other = ends(opened)
            x = one["x"] + share * (other["x"] - one["x"])
            y = one["y"] + share * (other["y"] - one["y"]) + aside
            opened.page.mouse.click(x, y)
            hit.append(opened.state("selected") or {"what": None})
            opened.page.keyboard.press("Escape")
            opened.page.click("#fit")
    assert {each["what"] for each in hit} <= {"pair", "node"}  # a node on the line is seen there
    assert [each["what"] for each in hit].count("pair") >= 8


def test_the_panel_of_the_two_tells_by_area_since_when_how_much_and_what_is_disputed(opened):
    one, other = ends(opened)
    opened.page.mouse.click((one["x"] + other["x"]) / 2, (one["y"] + other["y"]) / 2)
    said = opened.page.inner_text("#reading")
    assert said.startswith("China – Russia")
    for part in ("Latest figures", "Open disputes", "Diplomacy"):
        assert part in said
    assert opened.page.locator("#reading .area").count() >= 5
    opened.page.locator("#reading ul .link").first.click()
    assert opened.state("selected")["what"] == "edge"


def test_a_thousand_relations_are_grouped_and_filtered_in_a_few_screens(opened):
    opened.search("China")
    reading = opened.page.locator("#reading")
    height = reading.evaluate("(box) => box.scrollHeight / box.clientHeight")
    assert height < 8
    opened.page.fill("#reading .filter", "S-400")
    assert "with “S-400”" in opened.page.inner_text("#reading [role=status]")
    assert "S-400" in opened.page.inner_text("#reading .relation >> nth=0")


def test_a_year_shows_what_surely_or_maybe_was_and_nothing_undated(opened):
    opened.page.evaluate("document.getElementById('until').value = '1953'")
    opened.page.dispatch_event("#until", "input")
    opened.page.evaluate("document.getElementById('from').value = '1953'")
    opened.page.dispatch_event("#from", "input")
    assert (opened.state("from"), opened.state("undated")) == (1953, False)
    assert "Hidden: undated ones" in opened.page.inner_text("#said")
    opened.page.click("#as-table")
    rows = opened.page.inner_text("#rows")
    for name in ("Huawei", "BeiDou", "CIPS"):
        assert name not in rows
    assert "alliance" in rows.lower() or "allied with" in rows.lower()
    opened.page.click("#all-years")
    assert opened.state("undated") is True


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        ("zhongguo", "China"),
        ("Rusia", "Russia"),
        ("Gazpron", "Gazprom"),
        ("Xi Jinping", "Xi Jinping"),
        ("S-400", "relation"),
        ("disputed russia china", "relation"),
        ("1953 allied", "relation"),
    ],
)
def test_search_knows_other_letters_typing_errors_and_what_relations_say(asked, first, opened):
    opened.page.fill("#search", asked)
    assert first in opened.page.inner_text("#found li >> nth=0")


def test_the_first_arrow_down_chooses_the_first_that_was_found(opened):
    opened.page.fill("#search", "中国")
    first = opened.page.inner_text("#found li >> nth=0")
    opened.page.keyboard.press("ArrowDown")
    opened.page.keyboard.press("Enter")
    assert first.startswith(title(opened))


@pytest.mark.parametrize(
    ("view", "names"),
    [
        ("map", "() => relgraphMap.boxes().length"),
        ("time", "() => document.querySelectorAll('#times .thing text').length"),
    ],
)
def test_a_frame_that_loads_hidden_is_drawn_when_it_is_shown(view, names, browser, dyad_page):
    outer = dyad_page.with_name("outer.html")
    outer.write_text(
        f"<iframe style='display:none;width:1200px;height:700px' "
        f"src='{dyad_page.name}#view={view}'></iframe>",
        "utf-8",
    )
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.goto(outer.as_uri())
    frame = page.frames[1]
    frame.wait_for_load_state()
    page.evaluate("document.querySelector('iframe').style.display = 'block'")
    frame.wait_for_selector("body[data-ready]")
    frame.wait_for_selector("#said:text('China')")
    page.screenshot()  # a frame is painted before this returns
    assert frame.evaluate(names) > 20
    context.close()


def test_a_dyad_opens_along_the_years_and_its_views_are_tabs(browser, dyad_page):
    opened = Opened(browser, dyad_page)
    assert opened.page.is_visible("#times .lane-title")
    assert not opened.page.is_visible("#map")
    opened.page.focus("#as-time")
    seen = []
    for _ in range(3):
        opened.page.keyboard.press("ArrowRight")
        seen.append(opened.page.inner_text("[role=tab][aria-selected=true]"))
    assert seen == ["Network", "Table", "Time"]
    assert opened.page.evaluate("document.activeElement.id") == "as-time"
    opened.close()


def test_time_is_an_axis_with_a_lane_an_area_and_each_thing_opens(opened):
    opened.page.click("#as-time")
    lanes = opened.page.locator("#times .lane-title")
    assert lanes.count() >= 10
    years = [int(text) for text in opened.page.locator("#times .year").all_text_contents()]
    assert years == sorted(years)
    assert years[-1] >= 2024
    thing = opened.page.locator("#times .thing", has_text="EAEU–Belt 2015")
    thing.locator(".target").click()
    assert "Silk Road Economic Belt" in title(opened)
    assert "chosen" in thing.get_attribute("class")


def test_a_year_of_the_axis_and_a_bar_choose_it_and_a_point_of_a_chart_opens_its_figure(opened):
    opened.page.click("#as-time")
    opened.page.locator("#times .year", has_text="2016").click()
    assert (opened.state("from"), opened.state("until")) == (2016, 2016)
    opened.page.click("#all-years")
    bars = opened.page.locator("#bars rect.bin")
    bars.nth(bars.count() - 5).click()
    year = opened.state("from")
    assert 2015 < year < 2026
    opened.page.click("#all-years")
    dot = opened.page.locator("#times .dot").nth(3)
    said = dot.get_attribute("aria-label")
    dot.click()
    assert said.split(": ")[0] in opened.page.inner_text("#reading .dates >> nth=0")
    assert opened.state("selected")["what"] == "edge"


def test_claims_that_are_asked_for_stand_first(opened):
    opened.page.click("#as-time")
    opened.page.click("#claims")
    assert "Claims" in opened.page.locator("#times .lane-title").first.text_content()


def test_time_is_moved_and_unfolded_by_keyboard(opened):
    opened.page.click("#as-time")

    def axis():
        return opened.page.locator("#times .year").all_text_contents()

    whole = axis()
    opened.page.focus("#times")
    opened.page.keyboard.press("+")
    closer = axis()
    assert len(set(closer)) > 1
    assert closer != whole
    opened.page.keyboard.press("ArrowLeft")
    assert axis() != closer
    opened.page.keyboard.press("0")
    assert axis() == whole
    title = opened.page.locator("#times .lane-title").first
    things = opened.page.locator("#times .lane >> nth=0").locator(".thing text").count()
    title.focus()
    opened.page.keyboard.press("Enter")
    assert opened.page.locator("#times .lane >> nth=0").locator(".thing text").count() > things


def test_names_in_time_meet_no_other_name(opened):
    opened.page.click("#as-time")
    boxes = opened.page.evaluate(
        "[...document.querySelectorAll('#times .thing text')].map((text) => {"
        " const { left, right, top, bottom } = text.getBoundingClientRect();"
        " return { text: text.textContent, left, right, top: top + 3, bottom: bottom - 3 }; })"
    )
    assert len(boxes) > 30
    assert overlapping(boxes) == []


@pytest.mark.parametrize("view", ["#as-time", "#as-table", "#as-map"])
def test_no_view_has_a_finding_of_axe(view, opened):
    opened.page.click(view)
    found = Axe().run(opened.page)
    assert found.violations_count == 0, found.generate_report()


@pytest.fixture(scope="module")
def several(tmp_path_factory):
    folder = tmp_path_factory.mktemp("several")
    graph = Graph.at(ROOT / "data")
    graph.map(folder / "full.html")
    graph.between("CHN", "RUS").map(folder / "dyad.html")
    graph.between("CHN", "RUS").select(issue_areas=("energy",)).map(folder / "energy.html")
    return folder


def clear(lines, box, at, own) -> bool:
    """Whether a spot is on the map, and no other line or end of one is near it."""
    x, y = at
    if not (20 < x < box["width"] - 20 and 20 < y < box["height"] - 20):
        return False
    for line in lines:
        (a, b), wide = [(end["x"], end["y"]) for end in line["ends"]], 30
        if hypot(x - a[0], y - a[1]) < wide or hypot(x - b[0], y - b[1]) < wide:
            return False
        along = (b[0] - a[0], b[1] - a[1])
        length = hypot(*along)
        share = ((x - a[0]) * along[0] + (y - a[1]) * along[1]) / length**2
        off = abs((x - a[0]) * along[1] - (y - a[1]) * along[0]) / length
        if line is not own and -0.1 < share < 1.1 and off < wide:
            return False
    return True


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (390, 844)])
@pytest.mark.parametrize("name", ["dyad", "energy", "full"])
def test_lines_of_several_relations_answer_over_twenty_pixels_and_by_their_counts(
    name, width, height, browser, several
):
    opened = Opened(browser, several / f"{name}.html", at="#view=map", width=width, height=height)
    box = opened.page.locator("#map").bounding_box()
    lines = opened.page.evaluate("relgraphMap.lines()")
    tried = 0

    def press(line, x, y):
        opened.page.mouse.click(box["x"] + x, box["y"] + y)
        chosen = opened.state("selected")
        found = (chosen["what"], {chosen["number"], chosen.get("other")})
        assert found == ("pair", {line["from"], line["to"]})
        opened.page.evaluate("location.hash = 'view=map'")
        opened.page.wait_for_selector("#panel", state="hidden")
        opened.page.evaluate("relgraphMap.fit()")

    counted = [line for line in lines if line.get("count")]
    for line in counted[:5]:
        at = line["count"]
        press(line, (at["left"] + at["right"]) / 2, (at["top"] + at["bottom"]) / 2)
    assert counted or width < 600
    for line in lines:
        a, b = line["ends"]
        length = hypot(b["x"] - a["x"], b["y"] - a["y"])
        for share in (0.3, 0.5, 0.7):
            x, y = (a[axis] + share * (b[axis] - a[axis]) for axis in "xy")
            if length < 60 or not clear(lines, box, (x, y), line):
                continue
            across = ((b["y"] - a["y"]) / length, (a["x"] - b["x"]) / length)
            tried += 1
            for off in (-10, 10):
                press(line, x + off * across[0], y + off * across[1])
            break
        if tried == 5:
            break
    assert tried + len(counted) >= 1
    assert opened.said == []
    opened.close()
