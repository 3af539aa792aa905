"""Figures for print: their size in millimetres and points, and what stands around a drawing."""

from __future__ import annotations

import re
import struct
from itertools import combinations

import pytest
from coloraide import Color
from lxml import etree
from samples import ROOT

from relgraph.api import Graph
from relgraph.errors import Refused
from relgraph.page import Paper
from relgraph.page.labels import width

SVG = "{http://www.w3.org/2000/svg}"
POINT = 25.4 / 72


@pytest.fixture(scope="module")
def energy():
    return Graph.at(ROOT / "data").between("CHN", "RUS").select(issue_areas=("energy",))


def drawn(graph, **how):
    return etree.fromstring(graph.map(**how).svg.encode())


@pytest.mark.parametrize(("wide", "font"), [(170, 7), (85, 6), (240, 10)])
@pytest.mark.parametrize("view", ["network", "time"])
def test_a_drawing_has_its_width_and_no_text_below_its_size(view, wide, font, energy):
    root = drawn(energy, view=view, paper=Paper(wide, font))
    assert root.get("width") == f"{wide}mm"
    _, _, across, down = map(float, root.get("viewBox").split())
    assert float(root.get("height").removesuffix("mm")) == pytest.approx(wide * down / across, 0.01)
    points = wide / across / POINT
    sizes = {float(text.get("font-size", 12)) for text in root.iter(f"{SVG}text")}
    assert min(sizes) * points == pytest.approx(font, 0.02)


@pytest.mark.parametrize("view", ["network", "time"])
def test_a_drawing_says_what_it_shows_as_of_when_and_what_it_rests_on(view, energy):
    root = drawn(energy, view=view, paper=Paper())
    texts = ["".join(text.itertext()) for text in root.iter(f"{SVG}text")]
    assert texts[0] == "China–Russia relations"
    assert "What links China and Russia, in energy; data as of 2026-11-29." in " ".join(texts)
    shown = [e for e in energy.map().figure.edges if not e["claim"] and "rival_of" not in e]
    cited = {source["id"] for edge in shown for source in edge["sources"]}
    foot = " ".join(texts[-3:])
    assert f"{len(shown)} relations, {len(cited)} sources to " in foot
    assert "claims" in foot.partition("Left out: ")[2]


def test_in_grey_no_two_kinds_of_line_are_alike(energy):
    root = drawn(energy, paper=Paper())
    keys = [path for path in root.iter(f"{SVG}path") if path.get("d").endswith("h12")]
    looks = [
        (Color(path.get("stroke")).convert("lab")["l"], float(path.get("stroke-width")))
        for path in keys
    ]
    assert len(looks) == 8
    for one, other in combinations(looks, 2):
        assert abs(one[0] - other[0]) >= 6 or abs(one[1] - other[1]) >= 0.7
    seen = {
        (path.get("stroke"), path.get("stroke-width"))
        for path in root.iter(f"{SVG}path")
        if path.get("stroke-opacity") == "1" and path.get("stroke-width") != "3"
    }
    assert seen <= {(path.get("stroke"), path.get("stroke-width")) for path in keys}


def test_names_that_have_no_room_are_counted(energy):
    figure = energy.map().figure
    root = drawn(energy, paper=Paper(85, 8))
    foot = "".join("".join(text.itertext()) + " " for text in root.iter(f"{SVG}text"))
    lacking, of = map(int, re.search(r"(\d+) of (\d+) names have no room", foot).groups())
    names = {node["short"] or node["name"] for node in figure.nodes}
    assert 0 < lacking < of <= len(figure.nodes)
    assert sum(name in foot for name in names) >= of - lacking - 5


@pytest.mark.parametrize("view", ["network", "time"])
def test_nothing_of_a_drawing_lies_beyond_its_paper(view, energy):
    root = drawn(energy, view=view, paper=Paper())
    _, _, across, _ = map(float, root.get("viewBox").split())
    margin = 20.0 if view == "time" else 0.0
    for text in root.iter(f"{SVG}text"):
        size = float(text.get("font-size", 12))
        wide, x = width("".join(text.itertext()), size), float(text.get("x", 0)) + margin
        anchor = {"middle": 0.5, "end": 1.0}.get(text.get("text-anchor"), 0.0)
        assert x - anchor * wide > -margin - 8
        assert x + (1 - anchor) * wide < across + margin + 8


def test_a_pdf_and_a_png_have_the_size_of_the_paper(energy, tmp_path):
    for ending in ("pdf", "png"):
        energy.map(tmp_path / f"figure.{ending}", paper=Paper(85, 6))
    pdf = (tmp_path / "figure.pdf").read_bytes()
    (across,) = re.search(rb"/MediaBox ?\[0 0 ([\d.]+) [\d.]+\]", pdf).groups()
    assert float(across) * POINT == pytest.approx(85, 0.001)
    png = (tmp_path / "figure.png").read_bytes()
    assert png.startswith(b"\x89PNG")
    assert struct.unpack(">I", png[16:20])[0] == pytest.approx(85 / 25.4 * 300, abs=1)


@pytest.mark.parametrize(("wide", "font"), [(0, 7), (5000, 7), (170, 1), (170, 99), (40, 24)])
def test_a_paper_that_none_has_is_refused(wide, font):
    with pytest.raises(Refused, match="mm"):
        Paper(wide, font)


def test_the_command_takes_millimetres_and_points(command, tmp_path):
    out = tmp_path / "figure.svg"
    said = command(
        "map", "--db", ROOT / "data", "--type", "OWNS", "--width", "85mm", "--font-size", "6pt",
        "-o", out,
    )  # fmt: skip
    assert said.code == 0
    assert 'width="85mm"' in out.read_text("utf-8")
    assert command("map", "--width", "wide", "-o", out).code == 2
