"""The same selection, export, map and command from the server as from the folder; and faults."""

from __future__ import annotations

import json
import os
from datetime import date

import neo4j
import networkx as nx
import pytest
from samples import LONG

from relgraph import from_networkx
from relgraph.api import Graph
from relgraph.cli.shell import Shell
from relgraph.cli.vocabulary import Vocabulary
from relgraph.engine.server import Server
from relgraph.errors import NotFound, Refused, ServerUnreachable
from relgraph.export import WRITERS
from relgraph.store.cache import open_folder
from relgraph.sync.push import push

pytestmark = pytest.mark.neo4j
SELECTIONS = {
    "everything": {},
    "with claims": {"claims": True},
    "between": {"between": ("CHN", "RUS")},
    "around": {"around": "yamal-lng", "hops": 2},
    "as of": {"as_of": "2021", "certain": True},
    "narrow": {"types": ("SIGNED", "OWNS"), "issue_areas": ("energy",), "since": "2010"},
}


@pytest.fixture
def both(engine, folder):
    """The folder and the server that it was pushed to."""
    push(engine, open_folder(folder))
    return Graph.at(folder), Graph(engine)


def test_each_selection_and_of_one_each_format_and_the_map_are_byte_for_byte_the_same(
    both, tmp_path
):
    for name, fields in SELECTIONS.items():
        endings = (*WRITERS, ".csv", ".html") if name == "between" or LONG else (".json",)
        for ending in endings:
            files = [written(graph.select(**fields), tmp_path / place / name, ending)
                     for graph, place in zip(both, ("here", "there"), strict=True)]  # fmt: skip
            assert files[0] == files[1], (name, ending)
            assert all(files[0].values())


def written(graph, folder, ending):
    """What an export or map writes: content by name."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"out{ending}"
    if ending == ".html":
        graph.map(path)
    else:
        graph.export(path)
    return {path.name: path.read_bytes() for path in folder.glob("*")}


def test_each_saved_query_gives_the_same_answer(both):
    from relgraph.cli.output import plain
    from relgraph.saved import saved_queries

    here, there = both
    for saved in saved_queries().values():
        answers = [
            sorted(str(unordered(plain(list(row)))) for row in found.records)
            for found in (graph.ask(saved, {}) for graph in (here, there))
        ]
        assert (saved.name, answers[0]) == (saved.name, answers[1])


def unordered(value):
    """Sort lists: the order inside collect() is nobody's promise."""
    return sorted(map(unordered, value), key=str) if isinstance(value, list) else value


def test_commands_read_from_the_server(both, neo4j_server, command):
    url = neo4j_server.uri
    shown = command("show", "中国", "--db", url)
    assert shown.code == 0
    assert '"id": "diplomatic-relations-1949-10-02"' in shown.out
    here = command("stats", "--type", "OWNS", "--db", "data").out
    assert command("stats", "--type", "OWNS", "--db", url).out == here


def test_the_shell_asks_and_completes_the_same_on_the_server(both, capsys):
    lines = (":param who CHN", "MATCH ({id: $who})-[r:SIGNED]->(t) RETURN count(t) AS n;")
    printed, known = [], []
    for graph in both:
        Shell(graph).run(iter(lines))
        printed.append(capsys.readouterr().out)
        words = Vocabulary(graph)
        known.append((words.names("сила сиб"), words.names("西伯"), "SIGNED" in dict(words.types)))
    assert printed[0] == printed[1]
    assert known[0] == known[1]
    assert all(known[0])


@pytest.mark.parametrize(
    "ask",
    [
        lambda graph: graph.changed("MATCH (n) DETACH DELETE n"),
        lambda graph: graph.query("MATCH (n) RETURN n", provenance=True),
    ],
    ids=["a change", "provenance"],
)
def test_what_only_a_folder_answers_is_refused_on_a_server_and_names_pull(ask, both, engine):
    before = engine.run("MATCH (n) RETURN count(n)").records
    with pytest.raises(Refused, match="relgraph pull"):
        ask(both[1])
    assert engine.run("MATCH (n) RETURN count(n)").records == before


def test_the_cypher_script_makes_the_same_data_set(small, driver, engine, tmp_path):
    from relgraph.sync.diff import remote_state

    push(engine, open_folder(small))
    here = Graph.at(small)
    dataset = here.query("MATCH (d:Dataset) RETURN d.id").records[0][0]
    before = remote_state(engine, dataset)
    here.export(tmp_path / "all.cypher")
    driver.execute_query("MATCH (n) DETACH DELETE n")
    for _ in range(2):
        for statement in (tmp_path / "all.cypher").read_text("utf-8").split(";\n"):
            if statement.strip():
                driver.execute_query(statement)
    assert remote_state(engine, dataset) == before


def test_a_user_walks_through_push_dry_run_and_pull(neo4j_server, command, folder, tmp_path):
    url = neo4j_server.uri
    dry = command("push", folder, "--db", url, "--dry-run")
    assert (dry.code, "would be created" in dry.err) == (0, True)
    assert command("push", folder, "--db", url).code == 0
    again = command("push", folder, "--db", url)
    assert "0 created, 0 updated, 0 deleted" in again.err
    assert command("pull", tmp_path / "copy", "--db", url).code == 0
    assert command("check", tmp_path / "copy").code == 0
    for area in ("military", "arms"):
        (folder / f"edges/{area}.csv").unlink()
    refused = command("push", folder, "--db", url)
    assert (refused.code, "say --yes" in refused.err) == (5, True)


def test_a_server_that_is_down_ends_in_exit_code_4(command, monkeypatch):
    monkeypatch.setenv("RELGRAPH_NEO4J_PASSWORD", "x")
    outcome = command("query", "RETURN 1", "--db", "bolt://127.0.0.1:1")
    assert (outcome.code, outcome.out) == (4, "")
    assert "does not answer" in outcome.err


def test_a_wrong_password_is_refused_and_never_shown(neo4j_server, command, monkeypatch):
    monkeypatch.setenv("RELGRAPH_NEO4J_PASSWORD", "a-wrong-secret")
    outcome = command("query", "RETURN 1", "--db", neo4j_server.uri)
    assert outcome.code == 5
    assert "refuses this user or password" in outcome.err
    assert "a-wrong-secret" not in outcome.err


def test_a_wrong_database_is_not_found(neo4j_server, command):
    outcome = command("query", "RETURN 1", "--db", neo4j_server.uri, "--database", "nowhere")
    assert outcome.code == 3


def test_an_empty_database_has_no_data_set(neo4j_server, command, tmp_path):
    outcome = command("map", "-o", tmp_path / "map.html", "--db", neo4j_server.uri)
    assert (outcome.code, "no data set" in outcome.err) == (3, True)


def test_a_query_that_takes_too_long_ends_at_its_time(engine):
    from relgraph.cypher.limits import Limits
    from relgraph.errors import CypherTimeout

    with pytest.raises(CypherTimeout):
        engine.run("UNWIND range(1, 100000) AS a UNWIND range(1, 100000) AS b RETURN count(*)",
                   limits=Limits(0.5))  # fmt: skip


def test_reading_may_not_write(engine):
    with pytest.raises(Refused):
        engine.run("CREATE (n) RETURN n")


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago"])
def test_a_clock_in_another_zone_changes_no_day(zone, engine, small, monkeypatch, tmp_path):
    import time

    from relgraph.sync.diff import local_state, remote_state

    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        graph = open_folder(small)
        push(engine, graph)
        assert remote_state(engine, "11111111-1111-4111-8111-111111111111") == local_state(graph)
    finally:
        monkeypatch.undo()
        time.tzset()


def test_without_a_password_or_a_terminal_it_is_said_what_to_set(
    neo4j_server, command, monkeypatch
):
    monkeypatch.delenv("RELGRAPH_NEO4J_PASSWORD")
    outcome = command("query", "RETURN 1", "--db", neo4j_server.uri)
    assert (outcome.code, "set RELGRAPH_NEO4J_PASSWORD" in outcome.err) == (5, True)


@pytest.mark.long
def test_a_push_that_is_broken_off_is_refused_while_nothing_may_be_written_and_finished_by_the_next(
    neo4j_server, engine, small, command, capsys, monkeypatch
):
    """The server is killed while a push runs, started again to be read only, then as it was."""
    from relgraph.sync.diff import local_state, remote_state

    monkeypatch.setattr("relgraph.sync.push.BATCH", 2)
    graph = open_folder(small)
    batches = []
    auth = neo4j.basic_auth(
        os.environ["RELGRAPH_NEO4J_USER"], os.environ["RELGRAPH_NEO4J_PASSWORD"]
    )
    driver = neo4j.GraphDatabase.driver(neo4j_server.uri, auth=auth, max_transaction_retry_time=1)

    def kill(done: int) -> None:
        batches.append(done)
        if len(batches) == 4:
            neo4j_server.kill()

    settings = neo4j_server.home / "conf/neo4j.conf"
    before = settings.read_text("utf-8")
    settings.write_text(before + "server.databases.default_to_read_only=true\n", "utf-8")
    try:
        with pytest.raises(ServerUnreachable, match="pushing again finishes") as error:
            push(Server(driver), graph, report=kill)
        assert len(str(error.value).splitlines()) == 1
        assert capsys.readouterr().err == ""
        neo4j_server.start()
        refused = command("push", small, "--db", neo4j_server.uri)
        assert (refused.code, "does not allow it" in refused.err) == (5, True)
        asked = command("query", "MATCH (n) RETURN count(n) AS n", "--db", neo4j_server.uri)
        assert json.loads(asked.out)["n"] == sum(batches)
    finally:
        driver.close()
        neo4j_server.kill()
        settings.write_text(before, "utf-8")
        neo4j_server.start()
    assert push(engine, graph).same == sum(batches)
    assert remote_state(engine, graph.property(graph.with_label("Dataset")[0], "id")) == (
        local_state(graph)
    )


def test_an_own_graph_is_a_script_that_neo4j_runs_and_that_touches_nobody_elses(
    small, driver, engine, tmp_path
):
    push(engine, open_folder(small))
    before = driver.execute_query("MATCH (n {id: 'CHN'}) RETURN properties(n) AS p").records[0]["p"]
    own = nx.MultiDiGraph()
    own.add_node("CHN", high=float("inf"), odd=float("nan"), texts=["a", ""], none=[], n=[1, 2])
    own.add_node("b", name='q"\\ ;\n; \u241e', x=2, day=date(2019, 6, 5), yes=True, empty="")
    own.add_edge("CHN", "b", type="TIED", since="2001", x=2.5)
    graph = from_networkx(own)
    graph.export(tmp_path / "own.cypher")
    for _ in range(2):
        for statement in (tmp_path / "own.cypher").read_text("utf-8").split(";\n"):
            if statement.strip():
                driver.execute_query(statement)
    text = "MATCH (n {id: 'CHN'}) WHERE n.high IS NULL RETURN properties(n) AS p"
    assert driver.execute_query(text).records[0]["p"] == before
    asked = (
        "MATCH (n)-[r:TIED]->(m) RETURN properties(n) AS n, properties(r) AS r, properties(m) AS m"
    )
    [there] = engine.run(asked).records
    [here] = graph.query(asked).records
    for one, other in zip(there, here, strict=True):
        one.pop("dataset")
        assert repr(sorted(one.items())) == repr(sorted(other.items()))


@pytest.mark.parametrize("value", [{"a": 1}, [[1]], [1, None], [1, "a"]])
def test_what_neo4j_cannot_hold_is_refused_by_name_before_a_file_is_there(value, tmp_path):
    own = nx.DiGraph()
    own.add_node("a", odd=value)
    with pytest.raises(Refused, match=r"node 'a', property 'odd': Neo4j holds no"):
        from_networkx(own).export(tmp_path / "own.cypher")
    assert not (tmp_path / "own.cypher").exists()


def test_a_selection_of_a_node_that_is_not_there_is_not_found(both):
    for graph in both:
        with pytest.raises(NotFound):
            graph.around("nowhere").subgraph()
