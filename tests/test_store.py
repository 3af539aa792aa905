"""The store: what goes in comes out, and a bad cache is only slow."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from collections import Counter
from datetime import date

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from platformdirs import user_cache_path
from samples import LONG, graph_of

from relgraph.errors import DamagedFile
from relgraph.graph.columns import column_of
from relgraph.graph.file import Unusable, load, save
from relgraph.graph.tagged import from_json, to_json
from relgraph.store.cache import open_folder
from relgraph.store.to_networkx import to_networkx

DATES = st.dates(date(1, 1, 1), date(9999, 12, 31))
FLOATS = st.floats(allow_nan=False)
PLAIN = st.one_of(
    st.booleans(), st.integers(), FLOATS, DATES, st.text(), st.lists(st.text()),
    st.lists(st.one_of(st.integers(), st.text())),
)  # fmt: skip
COLUMN = st.one_of(
    st.lists(st.one_of(st.none(), kind))
    for kind in (st.booleans(), st.integers(-(2**63), 2**63 - 1), FLOATS, DATES, st.text(),
                 st.lists(st.text(), min_size=1), PLAIN)
)  # fmt: skip


def typed(value):
    """A value beside its type, all the way down: 1, 1.0 and True are three."""
    if isinstance(value, dict):
        return {key: typed(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [typed(item) for item in value]
    return type(value), value


@given(COLUMN)
def test_a_column_gives_back_every_value_and_its_type(values):
    column = column_of(values)
    assert typed([column.value(row) for row in range(len(values))]) == typed(values)


@given(st.lists(st.text()), st.text())
def test_a_text_column_finds_the_rows_of_a_text(values, wanted):
    column = column_of(values)
    if column.kind == "text":
        assert np.flatnonzero(column.equal_to([wanted])).tolist() == [
            at for at, text in enumerate(values) if text == wanted
        ]


@given(PLAIN)
def test_json_of_values_of_several_types_is_lossless(value):
    assert typed(from_json(to_json(value))) == typed(value)


PROPERTIES = st.dictionaries(st.sampled_from(["id", "a", "b", "since"]), PLAIN, max_size=4)


@st.composite
def graphs(draw):
    """Graphs with parallel, opposite and self-loop edges, nulls and columns of mixed types."""
    labels = st.lists(st.sampled_from("ABC"), unique=True)
    nodes = draw(st.lists(st.tuples(labels, PROPERTIES), max_size=6))
    if not nodes:
        return graph_of([], {})
    ends = st.integers(0, len(nodes) - 1)
    rows = st.lists(st.tuples(ends, ends, PROPERTIES), max_size=8)
    edges = draw(st.dictionaries(st.sampled_from(["R", "S"]), rows))
    return graph_of(nodes, edges, {"title": draw(st.text())})


def contents(graph):
    nodes = [(graph.labels_of(n), graph.properties(n)) for n in range(graph.node_count)]
    edges = [
        (table.name, graph.ends((number, row)), graph.relation_properties((number, row)))
        for number, table in enumerate(graph.tables)
        for row in range(len(table.source))
    ]
    [steps] = graph.steps(tuple(range(len(graph.tables))), "both")
    around = [each.tolist() for each in (steps.starts, steps.edges, steps.others)]
    return nodes, edges, around, graph.meta


@given(graphs())
def test_a_saved_graph_is_the_graph_when_it_is_mapped(tmp_path_factory, graph):
    path = tmp_path_factory.mktemp("saved") / "x.graph"
    save(graph, path, "key")
    assert contents(load(path, "key")) == contents(graph)


def test_a_file_that_is_cut_changed_or_foreign_is_never_read(tmp_path):
    graph = graph_of(
        [(["A"], {"id": f"n{at}", "n": at}) for at in range(200)],
        {"R": [(at, at // 2, {"since": date(2020, 1, 1)}) for at in range(200)]},
    )
    path = tmp_path / "x.graph"
    save(graph, path, "key")
    sound, whole = path.read_bytes(), contents(graph)
    dice, verdicts = random.Random(8), Counter()
    for _ in range(10_000 if LONG else 1_500):
        broken = bytearray(sound)
        match dice.randrange(3):
            case 0:
                del broken[dice.randrange(len(broken)) :]
            case 1:
                broken[dice.randrange(len(broken))] ^= 1 << dice.randrange(8)
            case _:
                broken += b"more"
        path.write_bytes(bytes(broken))
        try:
            assert contents(load(path, "key")) == whole  # what fills up between arrays is nothing
            verdicts["read"] += 1
        except Unusable:
            verdicts["at opening"] += 1
        except DamagedFile as error:
            verdicts["at its use"] += 1
            assert str(error).startswith(f"{path} was changed")
            assert not path.exists()
    assert min(verdicts[each] for each in ("at opening", "at its use")) > 100
    path.write_bytes(sound)
    with pytest.raises(Unusable, match="other content"):
        load(path, "another key")


@pytest.fixture
def own_cache(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


def cached():
    return sorted(user_cache_path("relgraph").glob("*.graph"))


def test_a_changed_cell_of_the_same_length_is_seen_at_once(small):
    assert "Gazprom" in names(open_folder(small))
    path = small / "nodes/actors.csv"
    stat = path.stat()
    path.write_text(path.read_text("utf-8").replace("Gazprom", "Gazpram"), "utf-8")
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    assert "Gazpram" in names(open_folder(small))


def names(graph):
    return [graph.property(node, "name") for node in range(graph.node_count)]


def test_a_second_opening_reads_the_cache_and_not_the_rows(small, monkeypatch):
    first = contents(open_folder(small))
    monkeypatch.setattr("relgraph.tables.folder.read_folder", None)
    assert contents(open_folder(small)) == first


def test_a_settled_folder_is_known_by_size_and_time_without_being_read(small, monkeypatch):
    for path in small.rglob("*.*"):
        os.utime(path, (1_600_000_000, 1_600_000_000))
    own = small / "schema.toml"
    from relgraph.paths import shipped

    own.write_bytes((shipped("graph") / "schema.toml").read_bytes())
    os.utime(own, (1_600_000_000, 1_600_000_000))
    first = contents(open_folder(small))
    monkeypatch.setattr("relgraph.store.cache._content_key", None)
    assert contents(open_folder(small)) == first


@pytest.mark.usefixtures("own_cache")
def test_a_cut_cache_ends_in_a_rebuild(small):
    first = contents(open_folder(small))
    [path] = cached()
    path.write_bytes(path.read_bytes()[:-100])
    assert contents(open_folder(small)) == first
    assert cached() == [path]
    assert path.stat().st_size > 100


def test_a_cache_that_cannot_be_written_costs_nothing_but_time(small, monkeypatch, tmp_path):
    (tmp_path / "blocked").write_text("a file where the folder should be")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "blocked"))
    assert "China" in names(open_folder(small))


def test_two_processes_that_open_the_same_folder_agree(small):
    code = (
        "import relgraph, sys; graph = relgraph.open(sys.argv[1])\n"
        "print(len(graph.query('MATCH (n) RETURN n').records))"
    )
    both = [
        subprocess.Popen([sys.executable, "-c", code, str(small)], stdout=subprocess.PIPE)
        for _ in range(2)
    ]
    assert len({process.communicate()[0] for process in both}) == 1
    assert [process.returncode for process in both] == [0, 0]


@pytest.mark.usefixtures("own_cache")
def test_other_content_is_another_file_and_the_old_one_goes(small):
    mapped = open_folder(small)
    [before] = cached()
    path = small / "nodes/actors.csv"
    path.write_text(path.read_text("utf-8").replace("Gazprom", "Gazpram"), "utf-8")
    assert "Gazpram" in names(open_folder(small))
    [after] = cached()
    assert after != before
    assert "Gazprom" in names(mapped)  # who has mapped the old one reads on


@pytest.mark.usefixtures("own_cache")
def test_an_array_that_was_changed_ends_in_an_error_and_the_next_opening_makes_another(small):
    first = contents(open_folder(small))
    [path] = cached()
    sound = path.read_bytes()
    at = sound.rindex(b"Gazprom")
    path.write_bytes(sound[:at] + b"Gazpram" + sound[at + 7 :])
    with pytest.raises(DamagedFile, match="open the graph again"):
        contents(open_folder(small))
    assert contents(open_folder(small)) == first


@pytest.mark.usefixtures("own_cache")
def test_a_crash_while_the_cache_is_written_leaves_nothing_behind(small, monkeypatch):
    from pathlib import Path

    def crash(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", crash)
        with pytest.raises(KeyboardInterrupt):
            open_folder(small)
    assert list(user_cache_path("relgraph").iterdir()) == []
    assert "China" in names(open_folder(small))


class TestToNetworkx:
    @pytest.fixture
    def graph(self, small):
        return open_folder(small)

    def test_symmetric_edges_run_both_ways_and_keys_are_edge_ids(self, graph):
        made = to_networkx(graph)
        assert type(made) is nx.MultiDiGraph
        assert set(made.edges(keys=True)) == {
            ("CHN", "treaty", "chn-signed"), ("RUS", "treaty", "rus-signed"),
            ("CHN", "RUS", "trade-a"), ("RUS", "CHN", "trade-a"),
            ("CHN", "RUS", "trade-b"), ("RUS", "CHN", "trade-b"), ("gazprom", "RUS", "based"),
        }  # fmt: skip
        assert set(made.nodes) == {"CHN", "RUS", "gazprom", "treaty"}
        assert made.nodes["CHN"]["labels"] == ["Entity", "Actor", "State"]

    def test_undirected_keeps_one_of_them(self, graph):
        made = to_networkx(graph, directed=False)
        assert type(made) is nx.MultiGraph
        assert made.number_of_edges("CHN", "RUS") == 2

    def test_parallel_edges_fall_together_with_their_number_as_weight(self, graph):
        made = to_networkx(graph, directed=False, multigraph=False)
        assert made["CHN"]["RUS"] == {"weight": 2, "edges": ["trade-a", "trade-b"]}

    def test_a_weight_leaves_out_edges_without_it_and_rivals_are_not_summed(self, graph):
        weighted = to_networkx(graph, directed=False, weight="value_min")
        assert [d["weight"] for *_, d in weighted.edges(data=True)] == [90.0, 108.5]
        summed = to_networkx(graph, directed=False, multigraph=False, weight="value_min")
        assert summed.number_of_edges() == 0

    def test_claims_and_sources_are_there_when_asked_for(self, graph):
        made = to_networkx(graph, include=("claims", "sources"))
        assert made.edges["CHN", "treaty", "claimed"]["claims"] == "SIGNED"
        assert "paper" in made

    def test_a_claim_of_a_symmetric_type_runs_both_ways_too(self, small):
        with (small / "edges/economy.csv").open("a", encoding="utf-8") as stream:
            stream.write("wrong,TRADED_WITH,CHN,RUS,2019,,rumour#p. 1,,5\n")
        made = to_networkx(open_folder(small), ["wrong"])
        assert set(made.edges) == {("CHN", "RUS", "wrong"), ("RUS", "CHN", "wrong")}

    def test_named_edges_bring_their_ends_and_nothing_else(self, graph):
        made = to_networkx(graph, ["claimed"])
        assert set(made.nodes) == {"CHN", "treaty"}

    def test_an_algorithm_runs_on_it(self, graph):
        assert nx.shortest_path(to_networkx(graph, directed=False), "gazprom", "treaty") == [
            "gazprom", "RUS", "treaty",
        ]  # fmt: skip
