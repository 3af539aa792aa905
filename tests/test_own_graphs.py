"""Graphs of networkx: what comes in goes out equal, or is refused by name."""

from __future__ import annotations

import json
from datetime import date, datetime

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from relgraph import from_networkx
from relgraph.api import Graph
from relgraph.errors import NotFound, Refused
from relgraph.export.csv_files import read_csv
from relgraph.export.node_link import read_node_link
from relgraph.paths import shipped

ENDS = ("from", "to", "source", "target", "key", "id", "labels", "relation", "symmetric", "kind")


def there_and_back(graph):
    """What `to_networkx` makes of a graph, without what relgraph adds where nothing was."""
    multi = graph.is_multigraph()
    made = from_networkx(graph).to_networkx(
        directed=graph.is_directed(), include=("figures", "claims", "sources")
    )
    found = {node: dict(data) for node, data in made.nodes(data=True)}
    for node, data in found.items():
        for name in ("id", "name", "labels"):
            if name not in graph.nodes[node]:
                del data[name]
    edges = {}
    for source, target, key, data in made.edges(keys=True, data=True):
        given_ = graph.edges[(source, target, key) if multi else (source, target)]
        added = {"id", "type"} - given_.keys()
        kept = {name: value for name, value in data.items() if name not in added}
        ends = (source, target) if graph.is_directed() else frozenset((source, target))
        edges[ends, key] = kept
    return found, edges, made


def given_of(graph):
    edges = {}
    keyed = graph.edges(keys=True, data=True) if graph.is_multigraph() else graph.edges(data=True)
    for at, (source, target, *key, data) in enumerate(keyed):
        ends = (source, target) if graph.is_directed() else frozenset((source, target))
        edges[ends, key[0] if key else f"e{at}"] = {k: v for k, v in data.items() if v is not None}
    return {node: dict(data) for node, data in graph.nodes(data=True)}, edges


values = st.one_of(
    st.booleans(), st.integers(-(2**63), 2**63 - 1), st.floats(allow_nan=False), st.dates(),
    st.text(st.characters(codec="utf-8"), max_size=6), st.lists(st.integers(0, 9), max_size=3),
    st.dictionaries(st.sampled_from("ab"), st.integers(0, 9), max_size=2),
)  # fmt: skip
attributes = st.dictionaries(
    st.sampled_from(["x", "from", "to", "source", "target", "key", "relation", "note", "u", "v"]),
    values, max_size=4,
)  # fmt: skip
keys = st.sampled_from([0, 1, 2, "a", "b", (0, 1)])


@given(st.sampled_from([nx.MultiDiGraph, nx.MultiGraph]), st.data())
def test_nodes_keys_and_attributes_come_out_as_they_went_in(kind, data):
    graph = kind()
    for node in data.draw(st.lists(keys, min_size=1, max_size=4, unique_by=str)):
        graph.add_node(node)
        graph.nodes[node].update(data.draw(attributes))
    nodes = list(graph)
    for _ in range(data.draw(st.integers(0, 4))):
        ends = data.draw(st.sampled_from(nodes)), data.draw(st.sampled_from(nodes))
        key = graph.add_edge(*ends, key=data.draw(st.sampled_from([None, "k", "other"])))
        graph.edges[(*ends, key)].update(data.draw(attributes))
    nodes_out, edges_out, _ = there_and_back(graph)
    assert (nodes_out, edges_out) == given_of(graph)


def test_tuples_and_the_attributes_of_the_graph_come_out_as_they_were():
    graph = nx.grid_2d_graph(2, 2)
    graph.graph["title"] = "A grid"
    nx.set_node_attributes(graph, {node: node for node in graph}, "pos")
    nodes, _, made = there_and_back(graph)
    assert nodes[0, 1] == {"pos": (0, 1)}
    assert made.graph == {"title": "A grid"}
    assert set(made) == set(graph)


def test_what_relgraph_gives_is_taken_back():
    given_ = Graph.at(shipped("data")).to_networkx(include=("claims", "figures", "sources"))
    taken = from_networkx(given_)
    assert "ALLIED_WITH" in taken.subgraph().meta["symmetric"]
    back = taken.to_networkx(include=("claims", "figures", "sources"))
    assert nx.utils.graphs_equal(given_, back)


@pytest.mark.parametrize("name", ENDS)
def test_attributes_called_as_columns_are_keep_their_values_in_every_table(name, tmp_path):
    value = ["X"] if name == "labels" else "mine"
    graph = nx.MultiDiGraph()
    graph.add_edge("a", "b", type="R")
    graph.edges["a", "b", 0][name] = value
    own = from_networkx(graph)
    assert next(iter(own.to_networkx().edges(data=True)))[2][name] == value
    frame = own.to_pandas()
    column = f"{name}_" if name in ("from", "to") else name
    assert frame[column].iloc[0] == value
    assert list(frame[["type", "from", "to"]].iloc[0]) == ["R", "a", "b"]
    own.export(tmp_path / "g.json")
    tree = json.loads((tmp_path / "g.json").read_text("utf-8"))
    read = nx.node_link_graph(tree, edges="edges")
    assert next(iter(read.edges())) == ("a", "b")
    with (tmp_path / "g.json").open(encoding="utf-8") as stream:
        assert read_node_link(stream).relation_property((0, 0), name) == value
    own.export(tmp_path / "g.csv")
    assert read_csv(tmp_path / "g.csv").relation_property((0, 0), name) == value


@pytest.mark.parametrize(
    ("since", "until", "when", "holds"),
    [
        ("2001", "2010-06", "2005", True), ("2001", "2010-06", "2011", False),
        (2001, 2010, "2011", False), (2001, 2010, "2010", True), ("2001", "..", "2030", True),
        (date(2001, 7, 16), date(2002, 1, 1), "2001-07-15", False), ("2019~", None, "2018", True),
    ],
)  # fmt: skip
def test_dates_of_ones_own_graph_are_read_and_come_out_as_they_were(since, until, when, holds):
    graph = nx.DiGraph()
    graph.add_edge("a", "b", type="R", since=since, until=until)
    own = from_networkx(graph)
    assert own.as_of(when).to_networkx().number_of_edges() == int(holds)
    [(_, _, data)] = own.to_networkx().edges(data=True)
    assert (data["since"], data.get("until")) == (since, until)
    assert set(data) <= {"type", "id", "since", "until"}
    query = "MATCH ()-[r]->() WHERE r.since >= date('2001-01-01') RETURN r.since_edtf AS text"
    if not isinstance(since, date):
        assert own.query(query).records[0]["text"] == since


def test_what_is_guessed_is_said():
    graph = nx.DiGraph([("a", "b", {"since": "2001"})])
    with pytest.warns(UserWarning, match="relgraph: ") as said:
        from_networkx(graph)
    assert [str(each.message).split(":")[0] for each in said] == ["relgraph", "relgraph"]
    assert "1 of 1 edges have no 'type': they are RELATED" in str(said[0].message)
    assert "since are read as dates" in str(said[1].message)


@pytest.mark.parametrize(
    ("since", "told"),
    [
        ("circa 1990", "(did you mean '1990~'?)"),
        (2.5, "'2.5' is not a date"),
        (["x"], "not a date"),
    ],
)
def test_what_is_no_date_is_an_unknown_one_and_that_is_said(since, told):
    graph = nx.DiGraph([("a", "b", {"type": "R", "since": since})])
    with pytest.warns(UserWarning, match="1 of 1 edges are read as unknown") as said:
        own = from_networkx(graph)
    assert told in str(said[0].message)
    assert own.as_of("1990").to_networkx().number_of_edges() == 1
    assert own.as_of("1990", certain=True).to_networkx().number_of_edges() == 0
    [(_, _, data)] = own.to_networkx().edges(data=True)
    assert data["since"] == since


def test_the_relationship_type_is_the_attribute_that_is_named():
    graph = nx.DiGraph([("a", "b", {"type": 7, "relation": "OWNS"})])
    own = from_networkx(graph, type="relation")
    assert own.query("MATCH ()-[r:OWNS]->() RETURN r.type AS type").records[0]["type"] == 7
    [(_, _, data)] = own.to_networkx().edges(data=True)
    assert (data["type"], data["relation"]) == (7, "OWNS")


REFUSED = {
    "a set": ({1, 2}, "give a sorted list"),
    "a time": (datetime(2019, 6, 5, 10, 0), "give its date()"),  # noqa: DTZ001
    "a time stamp": (pd.Timestamp("2019-06-05"), "give its date()"),
    "half a character": ("a\ud800", "half of a character (U+D800)"),
    "a large number": (2**64, "more than 64 bits"),
    "bytes": (b"x", "give a text"),
    "an object": (object(), "holds no object"),
    "a tuple inside": ([(1, 2)], "give a list"),
    "a set inside": ({"a": {1}}, "sorted list"),
}


@pytest.mark.parametrize(("value", "cure"), REFUSED.values(), ids=REFUSED)
@pytest.mark.parametrize("on", ["node", "edge", "graph"])
def test_what_cannot_be_held_is_refused_with_its_place_and_cure(value, cure, on):
    graph = nx.DiGraph([("a", "b", {"type": "R"})])
    place = {"node": graph.nodes["a"], "edge": graph.edges["a", "b"], "graph": graph.graph}[on]
    place["odd"] = value
    with pytest.raises(Refused, match="attribute 'odd'") as error:
        from_networkx(graph)
    assert cure in str(error.value)


@pytest.mark.parametrize(
    ("attributes_", "message"),
    [
        ({1: "x"}, "no text: 1"),
        ({"id": 7}, "its id is no text, 7"), ({"type": 7}, "its type is no text"),
        ({"since": "2001", "since_edtf": "x"}, "since_edtf is computed"),
        ({"since": "2001", "ongoing": True}, "ongoing is computed"),
    ],
)  # fmt: skip
def test_what_cannot_be_told_apart_is_refused(attributes_, message):
    graph = nx.DiGraph([("a", "b")])
    graph.edges["a", "b"].update(attributes_)
    with pytest.raises(Refused, match=message):
        from_networkx(graph)


def test_values_of_numpy_are_held_and_one_label_is_a_label():
    graph = nx.DiGraph()
    graph.add_node("a", labels="State", n=np.int64(3), x=np.float64(0.5), t=np.bool_(1))
    found = from_networkx(graph).to_networkx().nodes["a"]
    assert (found["labels"], found["n"], found["x"], found["t"]) == (
        ["Entity", "State"],
        3,
        0.5,
        True,
    )


def test_a_graph_without_schema_is_selected_between_and_by_type():
    graph = nx.DiGraph()
    graph.add_edges_from([("a", "t"), ("b", "t"), ("a", "b"), ("a", "x")], type="TIED_TO")
    own = from_networkx(graph)
    assert {(s, t) for s, t, _ in own.between("a", "b").to_networkx().edges} == {
        ("a", "t"), ("b", "t"), ("a", "b"),
    }  # fmt: skip
    assert own.select(types="TIED_TO").to_networkx().number_of_edges() == 4
    with pytest.raises(NotFound, match="did you mean 'TIED_TO'"):
        own.select(types="TIED").subgraph()
    assert own.between("a", "b").map().nodes == 3


def test_a_folder_whose_schema_has_no_belongs_is_selected_between(small):
    (small / "schema.toml").write_text(
        '[families.Actor]\nfile = "actors"\ndefinition = ""\n[kinds.State]\nfamily = "Actor"\n'
        'definition = ""\n[families.Deal]\nfile = "deals"\ndefinition = ""\n[kinds.Deal]\n'
        'family = "Deal"\ndefinition = ""\n[edges.SIGNED]\nfrom = ["Actor"]\nto = ["Deal"]\n'
        'dated = "instant"\ndefinition = ""\n[issue_areas]\ndiplomacy = ""\n', "utf-8",
    )  # fmt: skip
    (small / "nodes/instruments.csv").unlink()
    (small / "edges/economy.csv").unlink()
    (small / "nodes/actors.csv").write_text("id,kind,name\nCHN,State,C\nRUS,State,R\n", "utf-8")
    (small / "nodes/deals.csv").write_text("id,kind,name\ntreaty,Deal,A deal\n", "utf-8")
    assert Graph.at(small).between("CHN", "RUS").to_networkx().number_of_edges() == 2
