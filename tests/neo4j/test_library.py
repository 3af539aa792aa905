"""The library on a server: connections, and what is equal."""

from __future__ import annotations

import pytest

import relgraph
from relgraph.store.cache import open_folder
from relgraph.sync.push import push

pytestmark = pytest.mark.neo4j
QUERY = "MATCH (a {id: 'CHN'})-[r:SIGNED]->() RETURN a, r, elementId(a) AS id ORDER BY r.id"


def test_a_narrowed_copy_closes_nothing_and_the_block_closes_the_connection(
    neo4j_server, engine, small
):
    push(engine, open_folder(small))
    with relgraph.open(neo4j_server.uri) as graph:
        graph.between("CHN", "RUS").close()
        assert len(graph.query("MATCH (s:State) RETURN s")) == 2
        assert neo4j_server.uri in repr(graph)
        assert graph._repr_html_() is None
    with pytest.raises(relgraph.Refused, match=r"(?i)closed"):
        graph.query("RETURN 1")


def test_a_node_of_two_answers_is_one_and_none_of_a_folder(engine, small):
    push(engine, open_folder(small))
    first, second = engine.run(QUERY).records[0], engine.run(QUERY).records[0]
    assert first["a"] == second["a"]
    assert first["r"] == second["r"]
    assert len({first["a"], second["a"]}) == 1
    assert first["a"].element_id == first["id"]
    here = relgraph.open(small).query(QUERY).records[0]
    assert here["a"] != first["a"]
    assert here["r"] != first["r"]


def test_a_plan_of_the_server_is_told_in_rows_as_one_of_a_folder_is(engine, small):
    push(engine, open_folder(small))
    query = "MATCH (:State {id: 'CHN'})-[r:SIGNED]->(b) RETURN b.id AS id"
    told = engine.run(f"EXPLAIN {query}")
    here = relgraph.open(small).query(f"EXPLAIN {query}")
    assert told.keys == here.keys == ["operator", "details", "estimated rows"]
    assert told.records[0][:2] == ("ProduceResults", "id")
    assert [len(row[0]) - len(row[0].lstrip()) for row in told][:3] == [0, 2, 4]
    measured = engine.run(f"PROFILE {query}")
    assert measured.keys == [*told.keys, "rows", "db hits"]
    assert measured.records[0]["rows"] == len(engine.run(query).records) == 1
    assert sum(row["db hits"] for row in measured) > 0
