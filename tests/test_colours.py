"""Colours by one thing at a time, told apart by readers who do not see red and green."""

from __future__ import annotations

from itertools import combinations

import pytest
from coloraide import Color
from opened import Opened
from samples import ROOT

from relgraph.api import Graph

pytestmark = pytest.mark.browser
SWATCHES = (
    "[...document.querySelectorAll('#colour-key path')].map((path) => path.getAttribute('fill'))"
)


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    folder = tmp_path_factory.mktemp("page")
    dyad = Graph.at(ROOT / "data").between("CHN", "RUS")
    dyad.map(folder / "dyad.html")
    dyad.select(issue_areas=("energy",)).map(folder / "energy.html")
    return folder


@pytest.mark.parametrize(("theme", "ground"), [("light", "#fbfbfa"), ("dark", "#12171d")])
@pytest.mark.parametrize("by", ["area", "kind", "type", "rank"])
def test_eight_hues_at_most_are_told_apart_with_and_without_green(
    by, theme, ground, browser, pages
):
    path = pages / "dyad.html"
    opened = Opened(browser, path, at=f"#view=map&colour={by}", color_scheme=theme)
    hues = opened.page.evaluate(SWATCHES)
    opened.close()
    assert 3 <= len(hues) <= 8
    assert len(set(hues)) == len(hues)
    for one, other in combinations(map(Color, hues), 2):
        assert one.delta_e(other, method="2000") >= 10
        # Machado, Oliveira and Fernandes 2009: what a reader without green receptors sees
        assert one.filter("deutan").delta_e(other.filter("deutan"), method="2000") >= 10
    assert min(Color(hue).contrast(ground) for hue in hues) >= 3


def test_a_map_of_one_area_is_coloured_by_what_its_relations_are(browser, pages):
    opened = Opened(browser, pages / "energy.html", at="#view=map")
    assert opened.state("colour") == "type"
    assert "Signed" in opened.page.inner_text("#colour-key")
    opened.page.select_option("#colour", "kind")
    assert "Companies" in opened.page.inner_text("#colour-key")
    assert opened.page.evaluate("location.hash").endswith("colour=kind")
    opened.close()
