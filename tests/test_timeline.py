"""The years as a drawing for paper: lanes, marks, charts, and what a browser has of them."""

from __future__ import annotations

import csv
import re
from itertools import combinations

import pytest
from cases.hostile import HOSTILE
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from opened import Opened
from samples import ROOT

from relgraph.api import Graph
from relgraph.page.labels import width
from relgraph.page.timeline import Thing, _Axis, _lane, series, things

SVG = "{http://www.w3.org/2000/svg}"


def edge(id="a", **more):
    plain = {
        "id": id, "type": "SIGNED", "from": "CHN", "to": "treaty", "figure": False, "series": "",
        "symmetric": False, "bounds": ["2001-07-16"] * 4, "dated": "instant", "dates": "",
        "figures": [], "measures": [], "status": "actual",
    }  # fmt: skip
    return {**plain, **more}


def figures(year, value, **more):
    days = [f"{year}-01-01", f"{year}-01-01", f"{year}-12-31", f"{year}-12-31"]
    plain = {"type": "TRADED_WITH", "to": "RUS", "symmetric": True, "dated": "reporting period"}
    measures = [["value", value, "USD million"]]
    return edge(f"t{year}", bounds=days, measures=measures, **plain, **more)


NAMES = {"CHN": "China", "RUS": "Russia", "treaty": "2001 Treaty"}


def test_three_yearly_figures_are_a_series_and_half_a_year_beside_them_is_none_of_it():
    rows = [figures(2002, 20), figures(2001, 10), figures(2003, 30)]
    days = ["2004-01-01", "2004-01-01", "2004-06-30", "2004-06-30"]
    half = figures(2004, 9) | {"id": "half", "bounds": days}
    [(found, members)] = series([*rows, half, edge()], NAMES)
    assert [value for _, value in found.points] == [10, 20, 30]
    assert (found.label, found.unit) == ("Traded with · China – Russia · value", "USD million")
    assert half not in members
    assert series(rows[:2], NAMES) == []
    assert series([row | {"status": "planned"} for row in rows], NAMES) == []


def test_relations_of_one_thing_that_begin_together_are_one_and_others_say_who_and_whom():
    both = [edge("a"), edge("b", **{"from": "RUS"}), edge("c", bounds=["2011-07-16"] * 4)]
    alone = edge("d", type="EXPORTED_TO", to="RUS", figures=["commodity: coal"])
    found = things([*both, alone], {"treaty"}, NAMES)
    assert [thing.label for thing in found] == [
        "2001 Treaty", "China exported to Russia: coal", "2001 Treaty",
    ]  # fmt: skip


ROWS = st.tuples(st.integers(730000, 739000), st.integers(0, 3000), st.text("abc ", max_size=30))


@given(st.lists(ROWS, max_size=60))
def test_in_a_lane_no_thing_and_no_name_meets_another(rows):
    some = [
        Thing(f"x{label}", start, start, start + days, start + days, instant=days < 45, plan=False)
        for start, days, label in sorted(rows)
    ]
    lane = _lane([], some, _Axis(730000, 739500, 1060.0), 12)
    boxes = []
    for mark in lane["marks"]:
        if mark["label"]:
            named = width(mark["label"], 12)
            left = mark["x"] - 4 - named if mark["side"] == "left" else mark["x"]
            right = mark["x"] + mark["width"] + (4 + named if mark["side"] == "right" else 0)
            boxes.append((mark["y"], left, right))
    for one, other in combinations(boxes, 2):
        assert one[0] != other[0] or one[2] <= other[1] or other[2] <= one[1]
    assert len(lane["marks"]) == len(some)
    assert all(mark["y"] + 17 <= lane["height"] for mark in lane["marks"])


def test_the_dyad_has_a_lane_an_area_with_the_trade_of_the_tables(tmp_path):
    path = tmp_path / "years.svg"
    Graph.at().between("CHN", "RUS").map(path, view="time")
    root = etree.parse(path)
    said = ["".join(text.itertext()) for text in root.iter(f"{SVG}text")]
    with (ROOT / "data/edges/economy.csv").open(encoding="utf-8") as file:
        trade = {
            row["since"]: float(row["value"])
            for row in csv.DictReader(file)
            if row["type"] == "TRADED_WITH" and re.fullmatch(r"\d{4}", row["since"])
            and re.fullmatch(r"[\d.]+", row["value"]) and not row["series"] and not row["status"]
            and not row["id"].startswith("claim-") and row["rank"] != "deprecated"
        }  # fmt: skip
    newest = trade[max(trade)]
    assert any(
        f"Traded with · China – Russia · value, {newest:,.0f} USD million in {max(trade)}" in text
        for text in said
    )
    years = [int(text) for text in said if re.fullmatch(r"\d{4}", text)]
    assert years == sorted(years)
    assert years[0] < 2000 < years[-1]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_name_makes_a_well_formed_drawing(text, small):
    graph = Graph.at(small)
    drawn = graph.map(view="time")
    for node in drawn.figure.nodes:
        node["name"] = node["short"] = text
    root = etree.fromstring(drawn.svg.encode())
    assert not list(root.iter(f"{SVG}script"))


@pytest.mark.browser
def test_the_drawing_has_the_lanes_and_counts_of_the_page(browser, tmp_path):
    graph = Graph.at(ROOT / "data").between("CHN", "RUS")
    graph.map(tmp_path / "dyad.html")
    opened = Opened(browser, tmp_path / "dyad.html")
    shown = opened.page.locator("#times .lane-title").all_text_contents()
    opened.close()
    root = etree.fromstring(graph.map(view="time").svg.encode())
    titles = (text for text in root.iter(f"{SVG}text") if text.get("font-size") == "13")
    drawn = ["".join(text.itertext()) for text in titles]
    plain = [re.sub(r"^[▸▾] ", "", re.sub(r", \d+ as ticks", "", text)) for text in shown]
    assert [text.replace(" ", "") for text in drawn] == [text.replace(" ", "") for text in plain]
