"""Each export as the program that it is for reads it."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

import igraph
import networkx as nx
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from samples import SHARED, graph_of

from relgraph import from_networkx
from relgraph.api import Graph
from relgraph.errors import Refused
from relgraph.export import WRITERS
from relgraph.export.csv_files import read_csv, write_csv
from relgraph.export.node_link import read_node_link
from relgraph.model.text import safe_text

GEXF = "{http://gexf.net/1.3}"
HOSTILE = "a <b> & \"c\" 'd' ]]> {e} \u2028 \\ `f` $g ; // 中国 Ж"


@pytest.fixture
def exported(small, tmp_path):
    """Export the small data set, with a hostile note and name, as this ending."""
    quoted = '"' + HOSTILE.replace('"', '""') + '"'
    (small / "nodes/instruments.csv").write_text(f"id,kind,name\ntreaty,Treaty,{quoted}\n", "utf-8")
    with (small / "edges/diplomacy.csv").open("a", encoding="utf-8") as stream:
        stream.write(f"again,SIGNED,CHN,treaty,2005,,paper#p. 9,,,,,{quoted}\n")
        stream.write("party,PARTY_TO,CHN,treaty,2002-02-28,..,paper#p. 2,,,,,\n")

    def make(ending: str, **selection):
        path = tmp_path / f"out{ending}"
        Graph.at(small).select(**selection).export(path)
        return path

    return make


def test_graphml_keeps_parallel_edges_names_and_booleans_in_igraph_and_networkx(exported):
    path = exported(".graphml", claims=True)
    one, two = nx.read_graphml(path), igraph.Graph.Read_GraphML(str(path))
    assert one.number_of_edges("CHN", "treaty") == two.ecount() - 4 == 4
    assert one.nodes["treaty"]["label"] == HOSTILE
    assert sorted(two.vs["name"]) == sorted(two.vs["id"])
    assert two.vs.find(name="CHN").degree() == 6
    names = dict(zip(two.vs["id"], two.vs["label"], strict=True))
    assert (names["treaty"], names["CHN"]) == (HOSTILE, "China")
    ongoing = dict(zip(two.es["relgraph_id"], two.es["ongoing"], strict=True))
    assert (ongoing["party"], ongoing["again"]) == (True, False)
    symmetric = dict(zip(two.es["relgraph_id"], two.es["symmetric"], strict=True))
    assert (symmetric["trade-a"], symmetric["based"]) == (True, False)
    assert one.edges["CHN", "RUS", "trade-a"]["value_min"] == 90.0


def test_gexf_gives_each_parallel_edge_a_kind_of_its_own_and_its_spell(exported):
    tree = etree.parse(exported(".gexf"))
    edges = {edge.get("id"): edge for edge in tree.iter(f"{GEXF}edge")}
    assert {edges["chn-signed"].get("kind"), edges["again"].get("kind")} == {"SIGNED", "SIGNED#2"}
    assert (edges["trade-a"].get("type"), edges["based"].get("type")) == ("undirected", "directed")
    spell = edges["party"].find(f"{GEXF}spells/{GEXF}spell")
    assert dict(spell.attrib) == {"start": "2002-02-28"}
    spell = edges["again"].find(f"{GEXF}spells/{GEXF}spell")
    assert dict(spell.attrib) == {"start": "2005-01-01", "end": "2005-12-31"}
    labels = {node.get("id"): node.get("label") for node in tree.iter(f"{GEXF}node")}
    assert labels["treaty"] == HOSTILE
    values = {v.get("for"): v.get("value") for v in edges["trade-a"].iter(f"{GEXF}attvalue")}
    assert (values["relation"], values["since_edtf"]) == ("TRADED_WITH", "2020")
    assert {"paper", "rumour"}.isdisjoint(labels)
    assert tree.getroot()[1].get("timeformat") == "date"
    assert tree.getroot()[1].get("defaultedgetype") is None


@pytest.mark.shared
def test_gexf_is_valid_by_its_schema(exported):
    schema = etree.XMLSchema(etree.parse(SHARED / "formats/gexf-1.3/gexf.xsd"))
    schema.assertValid(etree.parse(exported(".gexf", claims=True)))


def test_cytoscape_keeps_ids_of_edges_apart_from_those_of_nodes(exported):
    tree = json.loads(exported(".cyjs").read_text("utf-8"))
    nodes = {node["data"]["id"] for node in tree["elements"]["nodes"]}
    edges = {edge["data"]["id"] for edge in tree["elements"]["edges"]}
    assert not nodes & edges
    assert {e["data"]["source"] for e in tree["elements"]["edges"]} <= nodes
    assert None not in {v for n in tree["elements"]["nodes"] for v in map(str, n["data"].values())}


@pytest.mark.skipif(shutil.which("dot") is None, reason="needs graphviz: apt-get install graphviz")
def test_dot_is_read_by_graphviz_with_all_parallel_edges(exported):
    path = exported(".dot")
    plain = subprocess.run(["dot", "-Tplain", path], capture_output=True, text=True, check=True)
    assert sum(line.startswith("edge ") for line in plain.stdout.splitlines()) == 8


def test_dot_quotes_what_is_hostile(exported):
    text = exported(".dot", claims=True).read_text("utf-8")
    assert 'label="CLAIMED SIGNED" style=dashed' in text
    assert "&lt;b&gt; &amp; " in text
    assert '\\"c\\"' in text


def test_the_csv_pair_is_read_by_pandas_and_keeps_doubtful_texts(exported):
    path = exported(".csv", claims=True)
    with path.with_name("out-edges.csv").open(encoding="utf-8", newline="") as stream:
        edges = {row["id"]: row for row in csv.DictReader(stream)}
    assert edges["again"]["note"] == HOSTILE
    assert (edges["party"]["ongoing"], edges["party"]["until"]) == ("true", "")
    assert json.loads(edges["claimed"]["superseded_by"]) == ["chn-signed"]
    with path.with_name("out-nodes.csv").open(encoding="utf-8", newline="") as stream:
        assert {row["name_zh"] for row in csv.DictReader(stream)} >= {"中国", "俄罗斯"}


@pytest.mark.parametrize(
    ("text", "plain"),
    [("NA", False), ("NULL", False), ("=1+1", False), ("+1", False), ("@x", False), ('"a"', False),
     ("002", True), ("2001", True), ("-0044", True), ("T", True), ("true", True), ("[x]", True)],
)  # fmt: skip
def test_a_text_is_quoted_in_csv_only_if_programs_would_run_it_or_lose_it(text, plain, tmp_path):
    graph = graph_of([(["Entity"], {"id": "a", "note": text})], {})
    write_csv(graph, tmp_path / "g.csv")
    with (tmp_path / "g-nodes.csv").open(encoding="utf-8", newline="") as stream:
        [row] = csv.DictReader(stream)
    assert row["note"] == (text if plain else json.dumps(text))
    assert read_csv(tmp_path / "g.csv").property(0, "note") == text


def test_quantities_in_csv_are_numbers_with_a_qualifier(small, tmp_path, command):
    with (small / "edges/economy.csv").open("a", encoding="utf-8") as stream:
        stream.write("more,TRADED_WITH,CHN,RUS,2021,,paper,,>56830\n")
        stream.write("range,TRADED_WITH,CHN,RUS,2022,,paper,,2..3.5\n")
    out = tmp_path / "g.csv"
    outcome = command("export", out, "--bom", "--db", small)
    assert outcome.err.count(".csv") == 3
    assert (tmp_path / "g-edges.csv").read_bytes().startswith("\ufeffid,".encode())
    frame = pd.read_csv(tmp_path / "g-edges.csv").set_index("id")
    assert frame["value_min"].dtype == frame["value"].dtype == "float64"
    assert frame["value_qualifier"].dropna().to_dict() == {
        "trade-a": "~",
        "more": ">",
        "range": "..",
    }
    assert frame.loc["more", "value_min"] == 56830
    columns = pd.read_csv(tmp_path / "g-columns.csv").set_index(["table", "column"])
    assert columns.loc[("edges", "value_min"), "unit"] == "USD million"


def test_claims_say_so_where_gephi_looks(exported):
    tree = etree.parse(exported(".gexf", claims=True))
    edges = {edge.get("id"): edge for edge in tree.iter(f"{GEXF}edge")}
    assert edges["claimed"].get("label") == "CLAIMED"
    values = {v.get("for"): v.get("value") for v in edges["claimed"].iter(f"{GEXF}attvalue")}
    assert (values["relation"], values["asserted"]) == ("CLAIMED", "SIGNED")


@pytest.mark.parametrize("ending", [".gexf", ".graphml", ".cyjs", ".dot"])
def test_sources_and_lonely_nodes_are_drawn_only_if_they_are_asked_for(
    ending, small, tmp_path, command
):
    with (small / "nodes/actors.csv").open("a", encoding="utf-8") as stream:
        stream.write("JPN,State,Japan,,,\n")
    out = tmp_path / f"g{ending}"
    outcome = command("export", out, "--db", small)
    assert "left out 1 isolates and 2 sources without relations: --include isolates" in outcome.err
    assert not {"Japan", "A rumour", "A paper"} & set(re.findall(r"[\w ]+", out.read_text("utf-8")))
    kept = command("export", out, "--db", small, "--include", "isolates", "--include", "sources")
    assert "left out" not in kept.err
    assert {"Japan", "A rumour"} <= set(re.findall(r"[\w ]+", out.read_text("utf-8")))


def test_what_a_program_cannot_hold_is_said_with_the_way_out(small, tmp_path, command):
    graphml = command("export", tmp_path / "g.graphml", "--db", small)
    assert "Gephi merges parallel edges of GraphML, 2 here: export .gexf" in graphml.err
    gexf = command("export", tmp_path / "g.gexf", "--db", small)
    assert "networkx reads no GEXF in which some edges are directed and some are not" in gexf.err
    assert "in Gephi partition edges by relation" in gexf.err


@pytest.mark.parametrize(
    ("types", "directed"), [(("SIGNED", "BASED_IN"), True), (("TRADED_WITH",), False)]
)
def test_networkx_reads_gexf_of_one_direction(exported, types, directed):
    path = exported(".gexf", types=types)
    read = nx.read_gexf(path, version="1.3")
    assert read.is_directed() is directed
    assert read.number_of_edges() == (4 if directed else 2)


def test_an_own_graph_with_infinity_makes_json_that_is_json(tmp_path):
    graph = nx.DiGraph()
    graph.add_node("a", high=float("inf"), none=float("nan"), listed=[1.5, float("-inf")])
    graph.add_edge("a", "b", type="R", weight=float("nan"))
    own = from_networkx(graph)
    for ending in (".json", ".cyjs"):
        own.export(tmp_path / f"g{ending}")
        text = (tmp_path / f"g{ending}").read_text("utf-8")
        json.loads(text, parse_constant=pytest.fail)
    with (tmp_path / "g.json").open(encoding="utf-8") as stream:
        back = read_node_link(stream)
    assert back.property(0, "high") == float("inf")
    assert back.property(0, "listed") == [1.5, float("-inf")]


@pytest.mark.parametrize("ending", WRITERS)
def test_an_export_is_the_same_each_time_and_of_an_empty_selection_too(ending, exported):
    assert exported(ending).read_bytes() == exported(ending).read_bytes()
    assert exported(ending, types=("OWNS",)).read_text("utf-8")


def test_the_csv_pair_of_the_shipped_data_comes_back_type_for_type(tmp_path):
    from test_store import contents, typed

    graph = Graph.at()
    graph.export(tmp_path / "all.csv")
    read, written = read_csv(tmp_path / "all.csv"), graph.subgraph(claims=True)
    assert typed(contents(read)[:3]) == typed(contents(written)[:3])


TEXTS = st.text(st.characters(blacklist_categories=("Cs",)), max_size=20)


@given(TEXTS, TEXTS)
def test_any_text_comes_back_from_graphml_gexf_and_csv_as_far_as_xml_has_its_characters(name, note):
    from relgraph.export.gexf import write_gexf
    from relgraph.export.graphml import write_graphml

    graph = graph_of(
        [(["Entity"], {"id": "a", "name": name}), (["Entity"], {"id": "b"})],
        {"R": [(0, 1, {"id": "e", "note": note}), (0, 1, {"id": "f", "note": note})]},
    )
    out = {write: io.StringIO() for write in (write_graphml, write_gexf)}
    for write, stream in out.items():
        write(graph, stream)
    kept = safe_text(note).replace("\r\n", "\n").replace("\r", "\n")
    read = nx.parse_graphml(out[write_graphml].getvalue())
    assert read.edges["a", "b", "f"].get("note", "") in (kept, kept.strip())
    tree = etree.fromstring(out[write_gexf].getvalue().encode())
    values = {v.get("value") for v in tree.iter(f"{GEXF}attvalue") if v.get("for") == "note"}
    folded = re.sub(r"[\t\n\r]", " ", safe_text(note).replace("\r\n", "\n"))
    assert values in ({folded}, {safe_text(note)})
    with tempfile.TemporaryDirectory() as place:
        write_csv(graph, Path(place) / "g.csv")
        back = read_csv(Path(place) / "g.csv")
    assert back.relation_property((0, 0), "note") == note


def test_a_users_own_networkx_graph_is_asked_selected_drawn_and_exported(tmp_path):
    own = nx.karate_club_graph()
    before = nx.to_dict_of_dicts(own)
    graph = from_networkx(own)
    graph.around("0").export(tmp_path / "near.graphml")
    near = nx.read_graphml(tmp_path / "near.graphml")
    assert near.number_of_edges() == own.degree(0)
    drawn = graph.map(tmp_path / "map.html")
    assert (drawn.nodes, drawn.edges) == (34, 78)
    assert all(edge["symmetric"] for edge in drawn.figure.edges)
    assert nx.to_dict_of_dicts(own) == before


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda g: (g.add_node(1), g.add_node("1")), "two nodes have the id '1'"),
        (
            lambda g: (g.add_edge(1, 2, id="x"), g.add_edge(2, 3, id="x")),
            "two edges have the id 'x'",
        ),
    ],
)
def test_a_networkx_graph_that_would_lose_something_is_refused(make, message):
    graph = nx.Graph()
    make(graph)
    with pytest.raises(Refused, match=message):
        from_networkx(graph)
