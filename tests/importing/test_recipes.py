"""Every recipe on the real file of the field: known answers, and the account of its rows."""

from __future__ import annotations

import shutil
from collections import defaultdict
from datetime import date
from pathlib import Path

import pytest
from importing.known import DATASETS, FILES, KNOWN

import relgraph
from relgraph.conflicts import conflicts
from relgraph.coverage import coverage
from relgraph.importing.into import import_into
from relgraph.importing.recipes import recipes
from relgraph.paths import shipped
from relgraph.store.cache import open_folder
from relgraph.tables.new import new_dataset

pytestmark = [pytest.mark.shared, pytest.mark.xdist_group("datasets")]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    found = tmp_path_factory.mktemp("all") / "data"
    new_dataset(found, "All recipes", "see the sources")
    return found


@pytest.fixture(scope="module")
def imported(folder):
    return {
        name: import_into(folder, name, [DATASETS / each for each in files])
        for name, files in FILES.items()
    }


@pytest.fixture(scope="module")
def graph(folder, imported):
    return relgraph.open(folder)


def plain(row):
    """A row as pandas counts: one value alone, dates as texts."""
    values = tuple(str(each) if isinstance(each, date) else each for each in row)
    return values[0] if len(values) == 1 else values


@pytest.mark.parametrize("name", KNOWN)
def test_a_recipe_has_the_answers_that_plain_pandas_has(name, graph):
    found = [(query, list(map(plain, graph.query(query).records)), list(known))
             for query, known in KNOWN[name]()]  # fmt: skip
    assert [each for each in found if each[1] != each[2]] == []
    assert len(found) >= 5


@pytest.mark.parametrize("name", KNOWN)
def test_the_rows_read_are_those_loaded_skipped_and_rejected(name, imported):
    for account in imported[name].outcome.accounts:
        assert account.read == account.loaded + account.skipped + account.rejected
        assert account.loaded > account.rejected
    assert all(check.holds for check in imported[name].outcome.checks)


@pytest.mark.parametrize("name", ["cow-states", "cow-mid", "unsc-vetoes"])
def test_a_second_import_changes_nothing(name, folder, imported):
    before = {path.name: path.read_bytes() for path in imported[name].place.iterdir()}
    again = import_into(folder, name, [DATASETS / each for each in FILES[name]])
    edges = again.outcome.graph.edge_count
    assert again.changes == (0, 0, 0, edges)
    assert {path.name: path.read_bytes() for path in again.place.iterdir()} == before


def test_all_shipped_recipes_are_tried_here_or_as_templates():
    templates = Path(__file__).parent / "templates"
    assert set(recipes()) == set(KNOWN) | {path.stem for path in templates.glob("*.json")}


def test_leaders_and_treaties_of_the_shipped_data_are_listed_beside_imported_ones(tmp_path):
    folder = tmp_path / "data"
    shutil.copytree(shipped("data"), folder)
    for name in ("archigos", "treaties"):
        import_into(folder, name, [DATASETS / each for each in FILES[name]])
    found = conflicts(open_folder(folder), agreeing=True)
    voices = defaultdict(set)
    for each in found:
        voices[each.type, each.source].add(each.voice)
    leaders = [source for (type, source), _ in voices.items() if type == "HOLDS_OFFICE"]
    assert sorted(leaders) == [
        "boris-yeltsin", "deng-xiaoping", "hu-jintao", "jiang-zemin", "mikhail-gorbachev",
        "vladimir-putin", "xi-jinping",
    ]  # fmt: skip
    assert voices["HOLDS_OFFICE", "hu-jintao"] == {"curated", "archigos"}
    assert [each.since for each in found if each.type == "PARTY_TO" and each.source == "RUS"
            and each.target == "good-neighbourliness-treaty-2001"] == ["2002-02-28"] * 2  # fmt: skip


def test_coverage_counts_what_is_in_where_it_is_told_in_words(graph):
    covered = {(each.line.source, each.line.type): each for each in coverage(graph.engine)}
    [[expected]] = graph.query(
        "MATCH ()-[r:PARTY_TO {imported: 'treaties'}]->() "
        "WHERE r.since.year <= 2023 RETURN count(r)"
    ).records
    assert covered["treaties", "PARTY_TO"].found == expected > 40_000
