"""Push and pull against a real server: nothing lost, nothing of others touched."""

from __future__ import annotations

import re
import shutil

import pytest
import row_by_row
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from samples import SMALL, records_of, write_folder

from relgraph.errors import Refused
from relgraph.store.cache import open_folder
from relgraph.sync.diff import local_state, remote_state
from relgraph.sync.pull import pull
from relgraph.sync.push import push

pytestmark = pytest.mark.neo4j
SMALL_ID = "11111111-1111-4111-8111-111111111111"
OTHER_ID = "22222222-2222-4222-8222-222222222222"


def everything(driver):
    """All nodes and relationships of a database, as plain values."""
    nodes = driver.execute_query("MATCH (n) RETURN labels(n) AS l, properties(n) AS p").records
    edges = driver.execute_query(
        "MATCH (a)-[r]->(b) RETURN type(r) AS t, properties(r) AS p, a.id AS a, b.id AS b"
    ).records
    return (
        sorted((sorted(r["l"]), sorted(map(str, r["p"].items()))) for r in nodes),
        sorted((r["t"], sorted(map(str, r["p"].items())), str(r["a"]), str(r["b"])) for r in edges),
    )


def same(one, two):
    """Whether two folders hold the same records."""
    a, b = records_of(one), records_of(two)
    for part in ("nodes", "edges", "sources", "names", "codes", "coverage"):
        assert sorted(getattr(a, part), key=str) == sorted(getattr(b, part), key=str)
    assert (a.id, a.title, a.licence, a.schema_text) == (b.id, b.title, b.licence, b.schema_text)


def test_push_makes_the_server_equal_and_a_second_changes_nothing(engine, small):
    graph = open_folder(small)
    first = push(engine, graph)
    whole = graph.node_count + graph.edge_count
    assert (first.created, first.updated, first.deleted) == (whole, 0, 0)
    assert remote_state(engine, SMALL_ID) == local_state(graph)
    second = push(engine, graph)
    assert (second.created, second.updated, second.deleted) == (0, 0, 0)
    assert second.same == first.created


def test_one_changed_row_changes_one_edge_and_a_gone_row_goes(engine, small):
    push(engine, open_folder(small))
    path = small / "edges/economy.csv"
    path.write_text(path.read_text("utf-8").replace("108.5", "109.5"), "utf-8")
    changed = push(engine, open_folder(small))
    assert (changed.created, changed.updated, changed.deleted) == (0, 1, 0)
    lines = path.read_text("utf-8").splitlines(keepends=True)
    path.write_text("".join(line for line in lines if not line.startswith("based")), "utf-8")
    gone = push(engine, open_folder(small))
    assert (gone.created, gone.updated, gone.deleted) == (0, 0, 1)
    assert remote_state(engine, SMALL_ID) == local_state(open_folder(small))


def test_an_edge_that_gets_another_type_or_end_is_another(engine, small):
    push(engine, open_folder(small))
    path = small / "edges/diplomacy.csv"
    text = path.read_text("utf-8").replace("rus-signed,SIGNED,RUS", "rus-signed,SIGNED,gazprom")
    path.write_text(text.replace("chn-signed,SIGNED,CHN,treaty,2001-07-16,,paper#p. 1,,,,",
                                 "chn-signed,SIGNED,CHN,treaty,2001-07-16,,paper#p. 1,,"
                                 "deprecated,,"),
                    "utf-8")  # fmt: skip
    push(engine, open_folder(small), yes=True)
    assert remote_state(engine, SMALL_ID) == local_state(open_folder(small))


def test_a_node_that_becomes_a_claim_loses_its_kind_as_label(engine, small):
    push(engine, open_folder(small))
    (small / "nodes/instruments.csv").write_text(
        "id,kind,name,rank\ntreaty,Treaty,The treaty,deprecated\n", "utf-8"
    )
    path = small / "edges/diplomacy.csv"
    path.write_text(path.read_text("utf-8").replace("paper#p. 1", "rumour#p. 1").replace(
        "deprecated,,chn-signed", "deprecated,,"), "utf-8")  # fmt: skip
    push(engine, open_folder(small), yes=True)
    assert remote_state(engine, SMALL_ID) == local_state(open_folder(small))


def test_a_loss_of_more_than_a_tenth_needs_a_yes(engine, small):
    push(engine, open_folder(small))
    before = remote_state(engine, SMALL_ID)
    (small / "edges/economy.csv").unlink()
    with pytest.raises(Refused, match="--yes"):
        push(engine, open_folder(small))
    assert remote_state(engine, SMALL_ID) == before
    assert push(engine, open_folder(small), dry_run=True).deleted == 3
    assert remote_state(engine, SMALL_ID) == before
    assert push(engine, open_folder(small), yes=True).deleted == 3


def test_foreign_data_and_another_data_set_with_the_same_ids_stay_as_they_are(
    engine, driver, small, tmp_path
):
    driver.execute_query(
        "CREATE (:Person {id: 'CHN', name: 'not ours'})-[:KNOWS {id: 'chn-signed'}]->"
        "(:Entity {id: 'x'})"
    )
    foreign = everything(driver)
    other = write_folder(tmp_path / "other", {
        **SMALL, "dataset.toml": SMALL["dataset.toml"].replace(SMALL_ID, OTHER_ID),
    })  # fmt: skip
    push(engine, open_folder(small))
    push(engine, open_folder(other))
    kept = remote_state(engine, SMALL_ID)
    # the other data set loses China and all that is said of it
    (other / "edges/economy.csv").unlink()
    (other / "edges/diplomacy.csv").unlink()
    actors = (other / "nodes/actors.csv").read_text("utf-8").splitlines(keepends=True)
    (other / "nodes/actors.csv").write_text("".join(a for a in actors if "CHN" not in a), "utf-8")
    push(engine, open_folder(other), yes=True)
    assert remote_state(engine, SMALL_ID) == kept
    pull(engine, tmp_path / "pulled", SMALL_ID)
    same(tmp_path / "pulled", small)
    for name in (SMALL_ID, OTHER_ID):
        driver.execute_query("MATCH (n {dataset: $name}) DETACH DELETE n", name=name)
    assert everything(driver) == foreign


def test_a_gone_node_that_somebody_else_holds_is_reported_and_stays(engine, driver, small):
    push(engine, open_folder(small))
    driver.execute_query(
        "MATCH (n:Entity {id: 'gazprom'}) CREATE (:Note {text: 'mine'})-[:ABOUT]->(n)"
    )
    actors = (small / "nodes/actors.csv").read_text("utf-8").splitlines(keepends=True)
    (small / "nodes/actors.csv").write_text(
        "".join(a for a in actors if "gazprom" not in a), "utf-8"
    )
    path = small / "edges/economy.csv"
    lines = path.read_text("utf-8").splitlines(keepends=True)
    path.write_text("".join(line for line in lines if not line.startswith("based")), "utf-8")
    outcome = push(engine, open_folder(small), yes=True)
    assert (outcome.held, outcome.deleted) == (("gazprom",), 1)
    [record] = driver.execute_query("MATCH (:Note)-[:ABOUT]->(n) RETURN n.id AS id").records
    assert record["id"] == "gazprom"


def test_the_shipped_data_comes_back_whole(engine, folder, tmp_path):
    push(engine, open_folder(folder))
    pull(engine, tmp_path / "pulled")
    same(tmp_path / "pulled", folder)
    with pytest.raises(Refused, match="nothing is written over"):
        pull(engine, tmp_path / "pulled")


TEXT = st.text(
    st.characters(blacklist_categories=("Cs", "Cc"), blacklist_characters=";#"), max_size=12
).map(lambda t: re.sub(r"^[=+@\s]+", "", t).strip())  # fmt: skip


@given(TEXT, TEXT, st.sampled_from(["20", ">20", "<0.5", "~4.5", "15.4..15.5", "0", "-1..3"]),
       st.sampled_from(["2019", "2019-06~", "195X", ""]),
       st.sampled_from(["..", "2021", ""]))  # fmt: skip
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_push_then_pull_is_lossless_for_any_row(
    engine, tmp_path_factory, name, note, share, since, until
):
    place = tmp_path_factory.mktemp("any")
    folder = write_folder(place / "given", SMALL)
    quoted = ['"' + text.replace('"', '""') + '"' for text in (name or "x", note)]
    (folder / "nodes/actors.csv").write_text(
        f"id,kind,name,name_zh,aliases\nCHN,State,{quoted[0]},{quoted[0]},{quoted[0]}\n"
        f"gazprom,Company,Gazprom,,\nRUS,State,Russia,,\n", "utf-8"
    )  # fmt: skip
    (folder / "edges/energy.csv").write_text(
        "id,type,from,to,since,until,sources,note,share\n"
        f"owned,OWNS,CHN,gazprom,{since},{until},paper#p. 1,{quoted[1]},"
        f"{share.replace('-1', '0')}\n",
        "utf-8",
    )
    (folder / "names.csv").write_text(
        f"node,name,language,since,until,sources\nCHN,{quoted[0]},zh,{since},,paper\n", "utf-8"
    )
    (folder / "coverage.csv").write_text(
        "source,type,actors,since,until,grain,absence\npaper,OWNS,CHN,2019,,year,unknown\n", "utf-8"
    )
    push(engine, open_folder(folder), yes=True)
    pull(engine, place / "pulled", SMALL_ID)
    same(place / "pulled", folder)
    shutil.rmtree(place)


def test_records_of_a_graph_are_those_that_it_was_built_of():
    from relgraph.paths import shipped

    dataset = row_by_row.records_of(shipped("data"))
    back = records_of(shipped("data"))
    for part in ("nodes", "edges", "sources", "names", "codes", "coverage"):
        assert sorted(getattr(back, part), key=str) == sorted(getattr(dataset, part), key=str)


def test_pull_writes_what_push_read_sorted_by_id_with_numbers_as_they_were_written(
    engine, small, tmp_path
):
    files = {
        "nodes/actors.csv": (
            "id,kind,name,name_zh,name_ru,short_name,short_name_zh,short_name_ru,"
            "aliases,rank,note,lat,lon\n"
            "CHN,State,China,中国,Китай,PRC,,,China,,,39.90,116\n"
            "RUS,State,Russia,,,,,,,,,55.750,37.0\n"
            "gazprom,Company,Gazprom,,Газпром,,,,,,,,\n"
        ),
        "edges/economy.csv": (
            "id,type,from,to,since,until,sources,status,rank,confidence,fact,series,"
            "superseded_by,note,value\n"
            "b-trade,TRADED_WITH,CHN,RUS,2020,,paper#t. 1,,,low,,,,,~100.50\n"
            "based,BASED_IN,gazprom,RUS,1993,..,paper#p. 2,,,,,,,,\n"
        ),
    }
    write_folder(small, files)
    push(engine, open_folder(small))
    pull(engine, tmp_path / "pulled", SMALL_ID)
    for name, text in files.items():
        assert (tmp_path / "pulled" / name).read_text("utf-8") == text


def test_a_node_that_changes_its_kind_loses_the_old_label(engine, driver, small):
    push(engine, open_folder(small))
    path = small / "nodes/instruments.csv"
    path.write_text(path.read_text("utf-8").replace("Treaty,", "Memorandum,"), "utf-8")
    push(engine, open_folder(small))
    labels = driver.execute_query("MATCH (n {id: 'treaty'}) RETURN labels(n) AS l").records[0]["l"]
    assert sorted(labels) == ["Entity", "Instrument", "Memorandum"]
