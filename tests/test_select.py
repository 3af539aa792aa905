"""Selections: against the dates' own logic, against networkx, and by hand."""

from __future__ import annotations

import json

import networkx as nx
import pytest
from samples import records_of

from relgraph.api import Graph
from relgraph.errors import NotFound, Refused
from relgraph.model.assertions import is_claim
from relgraph.model.dates import days, holds
from relgraph.paths import shipped

DATA = records_of(shipped("data"))
SOURCES = {source.id: source for source in DATA.sources}
GRAPH = Graph.at(shipped("data"))
SOUND = [edge for edge in DATA.edges if not is_claim(edge, SOURCES)]


def edges_of(graph: Graph) -> set[str]:
    store = graph.subgraph()
    return {
        store.relation_property((number, row), "id")
        for number, table in enumerate(store.tables)
        for row in range(len(table.source))
    }


@pytest.mark.parametrize("when", ["2021", "2019-06-05", "2012-05", "195X", "2014~", "2030"])
@pytest.mark.parametrize("certain", [False, True])
def test_as_of_selects_what_the_dates_say_holds(when, certain):
    first, last = days(when).first, days(when).last
    wanted = ("certain",) if certain else ("certain", "possible")
    expected = {
        edge.id for edge in SOUND
        if holds(edge.span, first, last, dated=DATA.schema.edges[edge.type].dated) in wanted
    }  # fmt: skip
    assert edges_of(GRAPH.as_of(when, certain=certain)) == expected
    if when == "2021":
        assert len(expected) > 10


@pytest.mark.parametrize(("since", "until"), [("2019", None), (None, "2001"), ("2010", "2012-06")])
def test_since_and_until_select_what_may_overlap(since, until):
    first = days(since).first if since else None
    last = days(until).last if until else None
    expected = {
        edge.id for edge in SOUND
        if not (first and edge.span.until and edge.span.until < first)
        and not (last and edge.span.since and edge.span.since > last)
    }  # fmt: skip
    assert edges_of(GRAPH.select(since=since, until=until)) == expected


@pytest.mark.parametrize("day", ["2019-06-05", "2021", "195X"])
def test_started_since_selects_what_may_have_begun_then_or_later(day):
    first = days(day).first
    expected = {e.id for e in SOUND if e.span.since_latest and e.span.since_latest >= first}
    assert len(expected) > 10
    assert edges_of(GRAPH.select(started_since=day)) == expected


@pytest.mark.parametrize("hops", [1, 2, 3])
@pytest.mark.parametrize("node", ["yamal-lng", "huawei", "CHN"])
def test_around_is_the_neighbourhood_that_networkx_finds(node, hops):
    whole = GRAPH.to_networkx(directed=False, include=("figures",))
    near = nx.single_source_shortest_path_length(whole, node, hops - 1)
    expected = {key for *_, key in whole.edges(near, keys=True)}
    assert edges_of(GRAPH.around(node, hops)) == expected


@pytest.mark.parametrize(
    ("fields", "test"),
    [
        ({"types": ("OWNS", "SIGNED")}, lambda e: e.type in ("OWNS", "SIGNED")),
        ({"issue_areas": ("arms",)}, lambda e: e.issue_area == "arms"),
        ({"source": "unsc-vetoes"}, lambda e: "unsc-vetoes" in {c.source for c in e.citations}),
    ],
)
def test_types_areas_and_sources_narrow(fields, test):
    expected = {edge.id for edge in SOUND if test(edge)}
    assert expected
    assert edges_of(GRAPH.select(**fields)) == expected


def test_claims_come_only_when_they_are_asked_for():
    claims = {edge.id for edge in DATA.edges} - {edge.id for edge in SOUND}
    assert not claims & edges_of(GRAPH)
    assert claims <= edges_of(GRAPH.select(claims=True))
    wrong = GRAPH.select(claims=True, types=("TRADED_WITH",))
    assert "claim-1-trade-chn-pol-2020" in edges_of(wrong)


def test_kinds_are_those_of_both_ends_and_lonely_nodes_stay():
    store = GRAPH.select(kinds=("Company",)).subgraph()
    kinds = {store.property(n, "kind") for n in range(store.node_count)
             if "Source" not in store.labels_of(n)}  # fmt: skip
    assert kinds == {"Company"}
    companies = [n for n in DATA.nodes if n.kind == "Company" and n.rank != "deprecated"]
    assert len(store.with_label("Company")) == len(companies)


@pytest.fixture
def dyad(small):
    """Two states, a navy and a company of one, an exercise, a treaty, and a third state."""
    (small / "nodes/actors.csv").write_text(
        "id,kind,name\nCHN,State,China\nRUS,State,Russia\nUSA,State,United States\n"
        "navy,ArmedForce,Navy\nfirm,Company,Firm\nother,Company,Other\ngazprom,Company,Gazprom\n",
        "utf-8",
    )
    (small / "nodes/events.csv").write_text("id,kind,name\ndrill,Exercise,Drill\n", "utf-8")
    (small / "edges/military.csv").write_text(
        "id,type,from,to,since,until,sources\n"
        "navy-of,PART_OF,navy,CHN,,..,paper\n"
        "navy-in,PARTICIPATED_IN,navy,drill,2020,,paper\n"
        "rus-in,PARTICIPATED_IN,RUS,drill,2020,,paper\n"
        "usa-in,PARTICIPATED_IN,USA,drill,2020,,paper\n"
        "firm-in,BASED_IN,firm,CHN,,..,paper\n"
        "other-in,BASED_IN,other,USA,,..,paper\n"
        "one-sided,SIGNED,USA,treaty,2001,,paper\n"
        "direct,FINANCED,firm,gazprom,2019,,paper\n", "utf-8"
    )  # fmt: skip
    return Graph.at(small)


def test_between_is_all_that_links_the_two_directly_or_through_one_thing(dyad):
    assert edges_of(dyad.between("CHN", "RUS")) == {
        "chn-signed", "rus-signed", "trade-a", "trade-b",   # direct, and through the treaty
        "navy-in", "rus-in", "navy-of",                     # the navy is China's
        "direct", "firm-in", "based",                       # the firm is China's, Gazprom Russia's
    }  # fmt: skip


def test_between_has_what_a_text_of_the_two_says_of_others_and_not_what_one_says_alone(dyad, small):
    before = edges_of(dyad.between("CHN", "RUS"))
    (small / "edges/security.csv").write_text(
        "id,type,from,to,since,until,sources,position\n"
        "of-usa,CONCERNS,treaty,USA,2001,,paper,\n"
        "alone,STATED_ON,CHN,USA,2001,,paper,against it\n", "utf-8"
    )  # fmt: skip
    found = edges_of(Graph.at(small).between("CHN", "RUS")) - before
    assert found == {"of-usa"}


def test_a_selection_leaves_the_graph_as_it_was(dyad):
    narrowed = dyad.between("CHN", "RUS").as_of("2020")
    assert dyad.selection.between is None
    assert narrowed.selection.as_of == "2020"
    assert edges_of(narrowed) < edges_of(dyad)


def test_a_query_selects_the_nodes_edges_and_paths_that_it_returns(dyad):
    found = dyad.select(query="MATCH p = (:ArmedForce)-[:PARTICIPATED_IN]->(e) RETURN p, e")
    assert edges_of(found) == {"navy-in"}
    store = found.subgraph()
    assert {store.property(n, "id") for n in range(store.node_count)} == {"navy", "drill", "paper"}


def test_what_is_not_there_or_no_date_is_named(dyad):
    with pytest.raises(NotFound, match="nowhere"):
        dyad.around("nowhere").subgraph()
    with pytest.raises(Refused, match="did you mean '2019-06-05'"):
        dyad.as_of("5/6/2019")
    with pytest.raises(Refused, match="not both"):
        dyad.select(as_of="2019", since="2018")
    with pytest.raises(Refused, match="not both"):
        dyad.around("CHN").between("CHN", "RUS")
    with pytest.raises(Refused, match="lies before"):
        dyad.select(since="2021", until="2010")
    with pytest.raises(Refused, match="expected 2019"):
        dyad.as_of("")
    with pytest.raises(Refused, match="there is nothing"):
        dyad.between("CHN", "China")
    with pytest.raises(Refused, match="from 1 to 5"):
        dyad.around("CHN", hops=0)
    with pytest.raises(Refused, match="around a node"):
        dyad.select(hops=2)
    with pytest.raises(Refused, match="goes with as-of"):
        dyad.select(certain=True)


def test_one_name_is_taken_for_a_tuple_of_it(dyad):
    assert dyad.select(types="SIGNED").selection.types == ("SIGNED",)
    assert edges_of(dyad.select(types="SIGNED")) == edges_of(dyad.select(types=["SIGNED"]))


def test_a_query_of_a_selection_is_refused_with_the_cure(dyad):
    narrowed = dyad.between("CHN", "RUS").as_of("2020")
    with pytest.raises(Refused, match=r"graph\.whole\.query.*r\.since <= \$last"):
        narrowed.query("MATCH (n) RETURN n")
    assert narrowed.whole.query("RETURN 1 AS one").records[0]["one"] == 1


def test_an_empty_data_frame_has_its_columns(dyad):
    nothing = dyad.select(as_of="0001", types="SIGNED")
    assert list(nothing.to_pandas().columns[:8]) == [
        "id", "type", "from", "to", "issue_area", "since", "until", "since_latest",
    ]  # fmt: skip
    assert list(nothing.to_pandas("nodes").columns[:4]) == ["id", "labels", "kind", "family"]
    assert list(dyad.whole.query("MATCH (n) WHERE false RETURN n.id AS id").to_pandas()) == ["id"]


@pytest.mark.parametrize(
    ("option", "name", "meant"),
    [
        ("--type", "SIGND", "SIGNED"),
        ("--kind", "Stat", "State"),
        ("--issue-area", "enrgy", "energy"),
        ("--source", "papr", "paper"),
    ],
)
def test_a_name_that_the_data_does_not_have_is_refused_and_the_nearest_named(
    option, name, meant, command, small
):
    outcome = command("stats", option, name, "--db", small)
    assert (outcome.code, outcome.out) == (3, "")
    assert f"did you mean '{meant}'?" in outcome.err


def test_the_commands_take_names_explain_and_refuse_two_ways_of_saying(command, tmp_path):
    out = tmp_path / "out.json"
    assert (
        command("export", "--around", "Ямал СПГ", "--hops", "1", out, "--db", shipped("data")).code
        == 0
    )
    nodes = {node["id"] for node in json.loads(out.read_text("utf-8"))["nodes"]}
    assert {"yamal-lng", "novatek"} <= nodes
    explained = command("map", "-o", tmp_path / "m.html", "--as-of", "2021", "--explain")
    assert "$first = date('2021-01-01')" in explained.out
    assert "MATCH (n:Entity)-[r]->(x:Entity)" in explained.out
    assert not (tmp_path / "m.html").exists()
    (tmp_path / "q.cypher").write_text("MATCH (n) RETURN n LIMIT 1", "utf-8")
    both = command("export", out, "--query", tmp_path / "q.cypher", "--type", "OWNS")
    assert (both.code, "stands alone" in both.err) == (2, True)


def test_stats_are_networkx_own_and_counts_by_hand(dyad, command, small):
    numbers = dyad.stats().found
    assert dict(numbers["nodes by kind"])["State"] == 3
    assert dict(numbers["edges by type"])["PARTICIPATED_IN"] == 3
    plain = nx.Graph((a, b) for a, b in dyad.to_networkx(directed=False).edges() if a != b)
    expected = nx.betweenness_centrality(plain)
    assert dict(numbers["betweenness"])["CHN"] == round(expected["CHN"], 6)
    assert numbers["components"] == [("component 1", 9)]
    assert dyad.stats(backend="networkx").found == numbers
    rows = [json.loads(line) for line in command("stats", "--db", small).out.splitlines()]
    assert all(row["definition"] for row in rows)


def test_a_selection_is_a_data_frame_of_edges_or_of_nodes(dyad):
    edges = dyad.select(types=("TRADED_WITH",)).to_pandas()
    assert list(edges["id"]) == ["trade-a", "trade-b"]
    assert list(edges["to"]) == ["RUS", "RUS"]
    nodes = dyad.select(kinds=("State",)).to_pandas("nodes")
    assert {"CHN", "RUS", "USA"} <= set(nodes["id"])
