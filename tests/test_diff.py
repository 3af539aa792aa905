"""What changed between two states of a data set: called right, complete, from git, on a map."""

from __future__ import annotations

import csv
import io
import json
import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as st
from opened import Opened
from platformdirs import user_cache_path
from samples import SMALL, graph_of, write_folder

from relgraph.errors import NotFound, Refused
from relgraph.report.changes import changes
from relgraph.report.diff import Diff, compare

ECONOMY = SMALL["edges/economy.csv"]
DIPLOMACY = SMALL["edges/diplomacy.csv"]
BASED = "based,BASED_IN,gazprom,RUS,1993,..,paper#p. 2,,\n"
SIGNED = "chn-signed,SIGNED,CHN,treaty,2001-07-16,,paper#p. 1,,"
EDITS = {
    "added": ("edges/economy.csv", f"{ECONOMY}new,OWNS,RUS,gazprom,1993,,paper#p. 9,,\n"),
    "removed": ("edges/economy.csv", ECONOMY.replace(BASED, "")),
    "ended": ("edges/economy.csv", ECONOMY.replace("1993,..,", "1993,2024,")),
    "re-sourced": ("edges/economy.csv", ECONOMY.replace("paper#p. 2", "paper#p. 3")),
    "changed": ("edges/economy.csv", ECONOMY.replace("~100", "~101")),
    "corrected": (
        "edges/diplomacy.csv",
        DIPLOMACY.replace(f"{SIGNED},,,\n", f"{SIGNED}deprecated,,rus-signed,\n"),
    ),
}


@pytest.mark.parametrize("how", EDITS)
def test_a_relation_that_differs_is_called_by_how_it_does(how, tmp_path):
    name, text = EDITS[how]
    old = write_folder(tmp_path / "old", SMALL)
    new = write_folder(tmp_path / "new", {**SMALL, name: text})
    found = [each for each in compare(str(old), str(new)).changes if not each.node]
    assert how in {each.how for each in found}
    assert {each.how for each in found} <= {how, "changed", "corrected"}
    back = [each.how for each in compare(str(new), str(old)).changes if not each.node]
    assert back
    assert compare(str(old), str(old)).changes == []


values = st.one_of(st.integers(0, 3), st.text("ab", max_size=2), st.booleans())
properties = st.dictionaries(st.sampled_from(["note", "rank", "value", "sources"]), values)


@st.composite
def graphs(draw):
    """A small graph whose nodes and edges have ids, of few, so that two share some."""
    ids = draw(st.lists(st.sampled_from("abcd"), min_size=1, unique=True))
    nodes = [
        ([draw(st.sampled_from(["State", "Firm"]))], {"id": id, **draw(properties)}) for id in ids
    ]
    edges = {}
    for id in draw(st.lists(st.sampled_from("stuvwxyz"), unique=True)):
        ends = [draw(st.integers(0, len(ids) - 1)) for _ in "ab"]
        row = (*ends, {"id": id, **draw(properties), "sources": ["p"]})
        edges.setdefault(draw(st.sampled_from(["OWNS", "SIGNED"])), []).append(row)
    return ids, nodes, edges


def state_of(ids, nodes, edges):
    """All of a graph, by id, as JSON has it."""
    return {
        **{data["id"]: {"labels": sorted(labels), "properties": data} for labels, data in nodes},
        **{
            data["id"]: {"type": type, "from": ids[a], "to": ids[b], "properties": data}
            for type, rows in edges.items()
            for a, b, data in rows
        },
    }


@given(graphs(), graphs())
def test_the_changes_applied_to_the_old_give_the_new(tmp_path_factory, old, new):
    made = [graph_of(nodes, edges) for _, nodes, edges in (old, new)]
    path = tmp_path_factory.mktemp("diff") / "changes.json"
    Diff(("old", "new"), (made[0], made[1]), changes(*made)).save(path)
    state = state_of(*old)
    for each in json.loads(path.read_text("utf-8"))["changes"]:
        assert state.get(each["id"]) == each["before"]
        if each["after"] is None:
            del state[each["id"]]
        else:
            state[each["id"]] = each["after"]
    assert state == state_of(*new)


def git(folder, *arguments):
    subprocess.run(
        ["git", "-c", "user.name=x", "-c", "user.email=x@example.org", "-C", folder, *arguments],
        check=True, capture_output=True,
    )  # fmt: skip


@pytest.fixture
def repository(tmp_path):
    data = write_folder(tmp_path / "repository" / "data", SMALL)
    git(data.parent, "init", "-q")
    git(data.parent, "add", ".")
    git(data.parent, "commit", "-q", "-m", "first")
    write_folder(data, {EDITS["re-sourced"][0]: EDITS["re-sourced"][1]})
    git(data.parent, "commit", "-q", "-a", "-m", "second")
    return data


def test_two_revisions_of_git_are_compared_and_nothing_is_left(repository, command):
    before = sorted(repository.parent.rglob("*.csv"))
    cached = set(user_cache_path("relgraph").glob("*"))
    said = command("diff", "HEAD~1", "HEAD", "--db", repository, "--format", "csv")
    assert said.code == 0
    (row,) = csv.DictReader(io.StringIO(said.out))
    assert (row["change"], row["id"]) == ("re-sourced", "based")
    assert (row["was"], row["is"]) == ("sources: paper#p. 2", "sources: paper#p. 3")
    assert row["what"] == "Gazprom based in Russia"
    assert "from HEAD~1 to HEAD: 1 relation re-sourced" in said.err
    assert sorted(repository.parent.rglob("*.csv")) == before
    assert set(user_cache_path("relgraph").glob("*")) == cached


@pytest.mark.parametrize("name", ["no-such", "--exec=x", "HEAD~9"])
def test_what_is_no_revision_is_refused_by_its_name(name, repository):
    with pytest.raises(NotFound, match=f"'{name}' is no data set and no revision"):
        compare(name, "HEAD", db=str(repository))


def test_two_days_tell_what_began_and_what_ended_after_the_one_and_until_the_other(tmp_path):
    folder = write_folder(tmp_path / "data", {**SMALL, EDITS["ended"][0]: EDITS["ended"][1]})
    found = compare("2000", "2024", db=str(folder), by_day=True)
    told = [(each.how, each.id) for each in found.changes]
    # the claim, and the figures of a year, are none of it
    assert told == [("began", "chn-signed"), ("began", "rus-signed"), ("ended", "based")]
    found = compare("1992", "2001-07-16", db=str(folder), by_day=True)
    assert [each.id for each in found.changes] == ["based", "chn-signed", "rus-signed"]
    assert compare("2001-07-16", "2002", db=str(folder), by_day=True).changes == []


@pytest.mark.parametrize(("old", "new"), [("soon", "2020"), ("2021", "2020"), ("2020", "2020")])
def test_days_that_are_none_or_in_the_wrong_order_are_refused(old, new, tmp_path):
    folder = write_folder(tmp_path / "data", SMALL)
    with pytest.raises(Refused):
        compare(old, new, db=str(folder), by_day=True)


def test_a_folder_that_is_no_data_set_does_not_hide_a_revision(repository, monkeypatch):
    monkeypatch.chdir(repository.parent)
    (repository.parent / "HEAD").mkdir()
    assert [each.how for each in compare("HEAD~1", "HEAD", db="data").changes] == ["re-sourced"]


@pytest.mark.browser
def test_a_map_of_what_differs_is_coloured_and_switched_by_how(browser, repository, tmp_path):
    path = tmp_path / "changes.html"
    compare("HEAD~1", "HEAD", db=str(repository)).save(path)
    opened = Opened(browser, path, at="#view=map")
    assert opened.page.inner_text("#areas-title") == "Changes"
    assert opened.page.inner_text("#areas").split() == ["re-sourced", "1"]
    assert opened.page.inner_text("#colour option >> nth=0") == "changes"
    assert opened.relations() == 1
    opened.close()


def test_changes_have_no_other_form(tmp_path, repository):
    with pytest.raises(NotFound, match=r"\.csv"):
        compare("HEAD~1", "HEAD", db=str(repository)).save(tmp_path / "x.csv")
