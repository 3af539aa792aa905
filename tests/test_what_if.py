"""Changed copies of a graph, sources under rows, and what the command line says of both."""

from __future__ import annotations

import json

import networkx as nx
import pytest
from samples import SMALL, write_folder

import relgraph
from relgraph.errors import CypherError, CypherReadOnly, Refused
from relgraph.resting import rests


@pytest.fixture
def small(tmp_path):
    return write_folder(tmp_path / "small", SMALL)


SIGNED = "MATCH (n)-[:SIGNED]->() RETURN n.id AS id ORDER BY id"


def test_a_changed_copy_has_the_change_and_the_graph_has_not(small):
    graph = relgraph.open(small)
    changed = graph.changed(
        "MATCH ({id: 'CHN'})-[r:SIGNED]->() DELETE r; CREATE (:State {id: 'X'})"
    )
    assert [row["id"] for row in graph.query(SIGNED)] == ["CHN", "RUS"]
    assert [row["id"] for row in changed.query(SIGNED)] == ["RUS"]
    assert changed.query("MATCH (n {id: 'X'}) RETURN count(*) AS n").records == [(1,)]
    assert len(changed.to_pandas()) == len(graph.to_pandas()) - 1


def test_a_change_that_fails_changes_nothing(small):
    graph = relgraph.open(small)
    before = graph.query("MATCH (n) RETURN count(*) AS n").records
    with pytest.raises(CypherError, match="is not defined"):
        graph.changed("CREATE (:State {id: 'X'}); MATCH (n) SET m.x = 1")
    with pytest.raises(CypherError, match="can't hold"):
        graph.changed("MATCH (n) SET n.x = {a: 1}")
    assert graph.query("MATCH (n) RETURN count(*) AS n").records == before


def test_a_callers_networkx_graph_stays_as_it_was():
    own = nx.MultiDiGraph([("a", "b", {"type": "KNOWS"})])
    before = (dict(own.nodes(data=True)), list(own.edges(data=True, keys=True)))
    changed = relgraph.from_networkx(own).changed("MATCH (n) SET n.x = 1 WITH n DETACH DELETE n")
    assert changed.to_networkx().number_of_nodes() == 0
    assert (dict(own.nodes(data=True)), list(own.edges(data=True, keys=True))) == before


def test_a_selection_is_not_changed(small):
    with pytest.raises(Refused, match=r"graph\.whole"):
        relgraph.open(small).select(types="SIGNED").changed("MATCH (n) DELETE n")


def test_a_query_that_changes_names_the_files_to_edit(small, command):
    found = command("query", "MATCH (a)-[r:SIGNED]->(t:Treaty) DELETE r", "--db", small)
    assert found.code == 1
    assert "edges/diplomacy.csv" in found.err
    assert "nodes/instruments.csv" in found.err
    assert "--what-if" in found.err


def test_a_query_asks_the_changed_copy(small, command, tmp_path):
    file = tmp_path / "end.cypher"
    file.write_text("// the treaty ends\nMATCH ()-[r:SIGNED]->() DELETE r;\n", "utf-8")
    asked = ("query", SIGNED.replace("ORDER BY id", ""), "--db", small)
    assert command(*asked, "--format", "csv").out.split() == ["id", "CHN", "RUS"]
    assert command(*asked, "--what-if", file, "--format", "csv").out.split() == ["id"]


MARKED = {
    "a treaty of one paper": (SIGNED, [["a single publisher"], ["a single publisher"]]),
    "figures that rival": (
        "MATCH ()-[r:TRADED_WITH]->() RETURN r.id",
        [["a single publisher", "rival values"]] * 2,
    ),
    "a claim": ("MATCH ()-[r:CLAIMED]->() RETURN r.id", [["a single publisher", "claims"]]),
    "what is not there": (
        "MATCH (n:State) WHERE NOT (n)-[:OWNS]->() RETURN n.id",
        [["an absence"], ["an absence"]],
    ),
}


@pytest.mark.parametrize(("query", "marks"), MARKED.values(), ids=MARKED)
def test_rows_are_marked_by_what_they_rest_on(query, marks, small):
    found = rests(relgraph.open(small).query(query, provenance=True))
    assert [list(each.marks) for each in found] == marks


def test_sources_stand_under_their_rows_and_in_columns_of_their_own(small, command):
    asked = ("query", SIGNED, "--sources", "--db", small)
    told = command(*asked, "--format", "table").out
    assert "A paper, Press, p. 1, https://example.org/a (chn-signed)" in told
    rows = [json.loads(line) for line in command(*asked, "--format", "jsonl").out.splitlines()]
    assert [row["sources"][0]["title"] for row in rows] == ["A paper", "A paper"]
    assert rows[0]["relations"] == ["chn-signed"]
    header, first, *_ = command(*asked, "--format", "csv").out.splitlines()
    assert header == "id,rests_on,relations,sources"
    assert first.startswith("CHN,a single publisher,chn-signed,")


def test_a_query_that_changes_is_told_apart_from_one_that_reads(small):
    with pytest.raises(CypherReadOnly) as error:
        relgraph.open(small).query("MATCH (t:Treaty) SET t.name = 'x'")
    assert error.value.names == ("Treaty",)
