"""Figures before any browser: places, bands, curves, rivals, drawings, positions in files."""

from __future__ import annotations

import re
from dataclasses import replace
from math import dist

import networkx as nx
import pytest
from cases.hostile import HOSTILE
from lxml import etree

from relgraph import from_networkx
from relgraph.api import Graph
from relgraph.errors import FaultyData, NotFound
from relgraph.model.text import safe_text
from relgraph.page.curves import bends, bundles
from relgraph.page.dyad import regions
from relgraph.page.facts import dates_text
from relgraph.page.figure import figure, mark_rivals
from relgraph.page.force import force
from relgraph.page.labels import Wanted, place_labels
from relgraph.page.map import Map
from relgraph.page.palette import words
from relgraph.page.scope import scope
from relgraph.select import Selection

SVG = "{http://www.w3.org/2000/svg}"


def edge(source, target, type="SIGNED", **rest):
    return {"from": source, "to": target, "type": type, "claim": False, **rest}


def test_parallel_edges_each_have_a_curve_of_their_own():
    edges = [edge("a", "b")] * 3 + [edge("b", "a")] * 2
    curves = []
    for each, bend in zip(edges, bends(edges), strict=True):
        side = 1 if bend["smooth"]["type"] == "curvedCW" else -1
        towards = 1 if each["from"] == "a" else -1
        curves.append(side * towards * bend["smooth"]["roundness"])
    assert len(set(curves)) == 5
    loops = bends([edge("a", "a")] * 3)
    assert len({loop["selfReference"]["size"] for loop in loops}) == 3


def test_four_parallel_edges_stay_four_curves_and_more_fold():
    four = [edge("a", "b")] * 4
    assert bundles(four) == []
    assert len({str(bend) for bend in bends(four)}) == 4
    assert bundles([*four, edge("a", "b"), edge("a", "c"), edge("a", "a")]) == [[0, 1, 2, 3, 4]]


def test_forces_place_the_same_graph_the_same_way_and_leave_room_for_labels():
    graph = nx.karate_club_graph()
    nodes = [{"id": str(node)} for node in [*graph, "alone", "alone too"]]
    edges = [edge(str(a), str(b)) for a, b in graph.edges]
    placed = force(nodes, edges)
    assert placed == force(nodes, edges)
    assert len(placed) == 36
    spots = list(placed.values())
    for at, (x, y) in enumerate(spots):
        assert all(abs(x - a) > 100 or abs(y - b) > 40 for a, b in spots[:at])


@pytest.mark.parametrize("count", [0, 1, 2, 1200])
def test_any_number_of_nodes_is_placed(count):
    graph = nx.path_graph(count)
    nodes = [{"id": str(node)} for node in graph]
    edges = [edge(str(a), str(b)) for a, b in graph.edges]
    placed = force(nodes, edges)
    assert placed == force(nodes, edges)
    assert len(set(placed.values())) == count


def test_what_touches_both_sides_stands_between_and_the_rest_outside():
    ids = ["CHN", "RUS", "cnpc", "gazprom", "treaty", "project", "ours", "theirs", "far", "adrift"]
    edges = [
        edge("cnpc", "CHN", "PART_OF"),
        edge("gazprom", "RUS", "PART_OF"),
        edge("CHN", "treaty"),
        edge("RUS", "treaty"),
        edge("cnpc", "project", "OWNS"),
        edge("gazprom", "project", "OWNS"),
        edge("cnpc", "ours", "OWNS"),
        edge("RUS", "theirs"),
        edge("far", "theirs"),
    ]
    found = regions([{"id": id} for id in ids], edges, ("CHN", "RUS"), {"PART_OF"})
    assert {id for id in ids if found[id] == "left"} == {"CHN", "cnpc", "ours"}
    assert {id for id in ids if found[id] == "right"} == {"RUS", "gazprom", "theirs", "far"}
    assert {id for id in ids if found[id] == "between"} == {"treaty", "project", "adrift"}


@pytest.mark.parametrize("bands", ["issue area", "kind"])
def test_a_dyad_has_its_poles_apart_and_each_node_in_a_band_oldest_first(bands):
    drawn = Graph.at().between("CHN", "RUS").map(bands=bands).figure
    places = drawn.places
    names = {node["id"]: node for node in drawn.nodes}
    assert drawn.poles == ("CHN", "RUS")
    assert len(set(places.values())) == len(drawn.nodes)
    tops = [band.top for band in drawn.bands]
    assert tops == sorted(tops)
    kinds = {words(node["kind"]) for node in drawn.nodes if node["id"] not in drawn.poles}
    areas = {each["area"] for each in drawn.edges}
    found = {band.title for band in drawn.bands}
    assert found == kinds if bands == "kind" else found <= areas
    for band in drawn.bands:
        inside = [
            id for id, (_, y) in places.items()
            if band.top <= y < band.top + band.height and id not in drawn.poles
        ]  # fmt: skip
        assert inside
        if bands == "kind":
            assert {words(names[id]["kind"]) for id in inside} == {band.title}
    treaties = [id for id in places if names[id]["kind"] == "Treaty"]
    assert all(places["CHN"][0] < places[id][0] < places["RUS"][0] for id in treaties)


def test_one_issue_area_alone_is_banded_by_kind():
    drawn = Graph.at().between("CHN", "RUS").select(issue_areas=("energy",)).map().figure
    assert "contract" in {band.title for band in drawn.bands}


def test_all_but_one_of_rival_values_name_the_one_that_stays():
    base = {"claim": False, "rank": "normal", "fact": "f", "sources": []}
    edges = [
        {**base, "id": "b"}, {**base, "id": "a"}, {**base, "id": "c", "rank": "preferred"},
        {**base, "id": "d", "claim": True}, {**base, "id": "e", "fact": ""},
        {**base, "id": "f", "rank": "preferred"},
    ]  # fmt: skip
    mark_rivals(edges)
    rivals = {each["id"]: each.get("rival_of") for each in edges}
    assert rivals == {"a": "c", "b": "c", "c": None, "d": None, "e": None, "f": None}


def test_among_equals_the_most_reliable_source_stays():
    base = {"claim": False, "rank": "normal", "fact": "f"}
    edges = [
        {**base, "id": "a", "sources": [{"reliability": "D"}]},
        {**base, "id": "b", "sources": [{"reliability": "D"}, {"reliability": "B"}]},
    ]
    mark_rivals(edges)
    assert [each.get("rival_of") for each in edges] == ["b", None]


def test_claims_are_on_the_map_with_corrections_from_outside_the_selection(small):
    drawn = Graph.at(small).select(types=("SIGNED",)).map()
    assert sum(each["claim"] for each in drawn.figure.edges) == 1
    rows = small / "edges/diplomacy.csv"
    rows.write_text(rows.read_text("utf-8").replace("chn-signed,claim", "trade-a,claim"), "utf-8")
    [correction] = Graph.at(small).select(types=("SIGNED",)).map().figure.corrections
    assert (correction["id"], correction["ends"]) == ("trade-a", ["China", "Russia"])


def test_figures_about_one_thing_are_told_not_drawn():
    drawn = Graph.at().between("CHN", "RUS").map().figure
    told = {each["id"] for each in drawn.edges if each["figure"]}
    assert "yamal-lng-in-operation-2017" in told


def test_an_svg_parses_with_each_node_named_and_no_label_on_another(tmp_path):
    path = tmp_path / "energy.svg"
    drawn = Graph.at().between("CHN", "RUS").select(issue_areas=("energy",)).map(path)
    root = etree.parse(path).getroot()
    named = {title.text for title in root.iter(f"{SVG}title")}
    shown = {node["name"] for node in drawn.figure.nodes} & named
    assert {"Yamal LNG", "China", "Gazprom"} <= shown
    texts = [text.text for text in root.iter(f"{SVG}text")]
    assert {"contract", "Yamal LNG"} <= set(texts)
    assert drawn.svg == path.read_text("utf-8")


def test_every_arrow_of_an_svg_stands_at_the_edge_of_the_node_that_it_points_at():
    root = etree.fromstring(Graph.at().map(fold="none").svg.encode())
    arrows = [path.get("d") for path in root.iter(f"{SVG}path") if "marker-end" in path.attrib]
    assert len(arrows) > 300
    nodes = [
        tuple(map(float, re.findall(r"-?[\d.]+", use.get("transform"))))
        for use in root.iter(f"{SVG}use")
    ]
    for course in (each for each in arrows if "c" not in each):
        x, y = map(float, re.findall(r"-?[\d.]+", course)[-2:])
        away, size = min(
            (abs(((x - a) ** 2 + (y - b) ** 2) ** 0.5 - r - 1), r) for a, b, r in nodes
        )
        assert away < 0.2 or size > 0


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_name_and_title_make_a_well_formed_svg(text):
    graph = nx.DiGraph()
    graph.add_edge("a", "b", issue_area=text)
    graph.nodes["a"].update(name=text, kind=text)
    drawn = from_networkx(graph).map()
    root = etree.fromstring(Map(replace(drawn.figure, title=text, scope=text)).svg.encode())
    assert root.find(f"{SVG}title").text == (safe_text(text).replace("\r", "\n") or None)
    assert not list(root.iter(f"{SVG}script"))


ODD = [7, 2.5, float("nan"), True, None, ["x", 1], {"a": 1}, (1, 2)]


@pytest.mark.parametrize("value", ODD, ids=repr)
def test_properties_of_any_type_are_read_as_text(value):
    graph = nx.MultiDiGraph()
    keys = ("name", "kind", "aliases", "codes", "note", "name_zh", "title")
    graph.add_node("a", **dict.fromkeys(keys, value))
    graph.add_node("b", name="B", kind="State")
    keys = (
        "issue_area", "status", "rank", "confidence", "note", "fact", "superseded_by", "since",
        "until",
    )  # fmt: skip
    graph.add_edge("a", "b", **dict.fromkeys(keys, value))
    graph.add_node("s", labels=["Source"], title=value, published=value)
    graph.add_edge("a", "s")
    drawn = from_networkx(graph).map()
    assert (drawn.nodes, drawn.edges) == (2, 1)
    assert "NaN" not in drawn.html.split('id="data">')[1].split("</script>")[0]
    assert etree.fromstring(drawn.svg.encode()) is not None


def test_claims_do_not_decide_where_a_node_stands():
    graph = nx.MultiDiGraph()
    for end in ("CHN", "RUS", "x", "y"):
        graph.add_node(end, kind="Treaty", labels=["Entity"])
    graph.add_edge("CHN", "x", type="SIGNED")
    graph.add_edge("RUS", "x", type="CLAIMED", claims="SIGNED")
    graph.add_edge("RUS", "y", type="CLAIMED", claims="SIGNED")
    drawn = figure(from_networkx(graph).subgraph(claims=True), poles=("CHN", "RUS"))
    assert drawn.places["x"][0] < drawn.places["CHN"][0]
    assert drawn.places["y"][0] > drawn.places["RUS"][0]


@pytest.mark.parametrize(
    ("one", "other", "newest"),
    [
        ("2020-05-01", "201X", '"newest":"2020-05-01","year":2020'),
        ("202X", "2019", '"newest":"202X","year":2029'),
        ("2026", "2026-05-20", '"newest":"2026-05-20","year":2026'),
        ("", "", '"newest":"","year":9998'),
    ],
)
def test_the_newest_source_is_the_latest_day_not_the_greatest_text(one, other, newest, small):
    sources = (small / "sources.csv").read_text("utf-8")
    sources = sources.replace("2020-05-01", one).replace(",2021,", f",{other},")
    (small / "sources.csv").write_text(sources, "utf-8")
    assert newest in Graph.at(small).map().html


def test_hostile_text_stays_text_in_an_svg(small):
    rows = (small / "nodes/actors.csv").read_text("utf-8").replace("China", "<script>x</script>")
    (small / "nodes/actors.csv").write_text(rows, "utf-8")
    root = etree.fromstring(Graph.at(small).map().svg.encode())
    assert not list(root.iter(f"{SVG}script"))
    assert any(text.text == "<script>x</script>" for text in root.iter(f"{SVG}text"))


def test_labels_of_a_drawing_meet_neither_each_other_nor_a_node():
    wanted = [Wanted(40 + 97 * n % 500, 20 + 61 * n % 300, 5, f"Name {n}") for n in range(40)]
    placed = [each[1] for each in place_labels(wanted, [], (0, 0, 560, 340)) if each]
    assert len(placed) > 20
    nodes = [(w.x - 5, w.y - 5, w.x + 5, w.y + 5) for w in wanted]
    for at, a in enumerate(placed):
        for b in [*placed[:at], *nodes]:
            assert not (a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3])


def test_positions_are_kept_and_a_new_node_stands_in_its_band(folder, tmp_path):
    kept = tmp_path / "positions.csv"
    graph = Graph.at(folder).between("CHN", "RUS").select(issue_areas=("energy",))
    first = graph.map(positions=kept).figure
    assert graph.map(positions=kept).figure == first
    rows = kept.read_text("utf-8").splitlines(keepends=True)
    new = ("novatek,", "arctic-lng-2,")
    kept.write_text("".join(row for row in rows if not row.startswith(new)), "utf-8")
    second = graph.map(positions=kept).figure
    moved = {id for id in first.places if first.places[id] != second.places[id]}
    assert moved <= {"novatek", "arctic-lng-2"}
    assert [band.title for band in second.bands] == [band.title for band in first.bands]
    kinds = {node["id"]: words(node["kind"]) for node in second.nodes}
    for id in ("novatek", "arctic-lng-2", "yamal-lng", "gazprom"):
        y = second.places[id][1]
        [band] = [band for band in second.bands if band.top <= y < band.top + band.height]
        assert band.title == kinds[id]
    spots = list(second.places.values())
    assert all(dist(a, b) > 20 for at, a in enumerate(spots) for b in spots[:at])
    assert kept.read_text("utf-8").count("novatek,") == 1


def test_bands_go_when_a_node_is_moved_out_of_its_own(folder, tmp_path):
    kept = tmp_path / "positions.csv"
    graph = Graph.at(folder).between("CHN", "RUS").select(issue_areas=("energy",))
    graph.map(positions=kept)
    rows = kept.read_text("utf-8").splitlines(keepends=True)
    row = "gazprom,1000,2000.5\n"
    kept.write_text("".join(row if r.startswith("gazprom,") else r for r in rows), "utf-8")
    second = graph.map(positions=kept).figure
    assert second.places["gazprom"] == (1000, 2000.5)
    assert second.bands == ()


def test_many_new_neighbours_of_a_kept_node_stand_apart_and_strangers_below(tmp_path):
    kept = tmp_path / "positions.csv"
    kept.write_text("id,x,y\nhub,0,0\n", "utf-8")
    graph = nx.star_graph(["hub", *(f"leaf {n}" for n in range(30))])
    graph.add_edge("far", "away")
    places = list(from_networkx(graph).map(positions=kept).figure.places.items())
    assert dict(places)["hub"] == (0, 0)
    assert min(dict(places)["far"][1], dict(places)["away"][1]) > 0
    for at, (_, a) in enumerate(places):
        assert all(dist(a, b) > 20 for _, b in places[:at])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("id;x;y\n", "positions.csv:1:1: columns 'id;x;y', expected 'id,x,y'"),
        (
            "id,x,y\nCHN,1,2\nRUS,east,2\n",
            "positions.csv:3:1: 'RUS,east,2': expected an id",
        ),
        ("id,x,y\nCHN,1\n", "positions.csv:2:1: 'CHN,1': expected"),
        ("id,x,y\nCHN,nan,1\n", "positions.csv:2:1: 'CHN,nan,1': expected"),
        ("id,x,y\nCHN,1,2\nCHN,3,4\n", "positions.csv:3:1: 'CHN' has a position already"),
    ],
)
def test_wrong_positions_are_refused_and_left_as_they_were(text, message, small, tmp_path):
    kept = tmp_path / "positions.csv"
    kept.write_text(text, "utf-8")
    with pytest.raises(FaultyData) as caught:
        Graph.at(small).map(tmp_path / "map.html", positions=kept)
    assert message in str(caught.value)
    assert kept.read_text("utf-8") == text
    assert not (tmp_path / "map.html").exists()


def test_positions_in_another_encoding_are_refused(small, tmp_path):
    kept = tmp_path / "positions.csv"
    kept.write_bytes("id,x,y\nÖst,1,2\n".encode("latin-1"))
    with pytest.raises(FaultyData, match="no UTF-8 at byte 7"):
        Graph.at(small).map(positions=kept)


def test_a_map_has_four_endings(small, tmp_path):
    with pytest.raises(NotFound, match=r"name it \.html, \.svg, \.pdf or \.png"):
        Graph.at(small).map(tmp_path / "map.gif")


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, "all relations"),
        ({"around": "CHN", "hops": 2}, "within 2 steps of China"),
        ({"types": ("OWNS", "SIGNED")}, "all relations, of type OWNS and SIGNED"),
        ({"source": "paper", "since": "2001"}, "all relations, citing A paper, from 2001"),
        ({"as_of": "2021", "certain": True}, "all relations, as of 2021, for certain"),
        ({"query": "MATCH (n) RETURN n"}, "what a query of its own returns"),
    ],
)  # fmt: skip
def test_a_selection_is_said_in_words(fields, said):
    assert scope(Selection(**fields), {"CHN": "China", "paper": "A paper"}) == said


def test_a_graph_without_ids_or_dates_is_a_figure_too():
    graph = nx.Graph()
    graph.add_edge((1, 2), (3, 4), since="soon")
    drawn = figure(from_networkx(graph).subgraph())
    assert [node["name"] for node in drawn.nodes] == ["(1, 2)", "(3, 4)"]
    assert drawn.edges[0]["bounds"] == [None] * 4
    assert dates_text({}, "spell") == "date unknown"
