"""Mappings for files that users have themselves, on small ones written from the codebooks."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import relgraph
from relgraph.importing.into import import_into
from relgraph.importing.recipes import recipes
from relgraph.tables.new import new_dataset

HERE = Path(__file__).parent / "templates"
FILES = {path.stem: path for path in sorted(HERE.iterdir()) if path.suffix in (".csv", ".xlsx")}


@pytest.fixture(scope="module", params=sorted(FILES))
def imported(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp(request.param) / "data"
    new_dataset(folder, "Template", "CC0")
    return request.param, folder, import_into(folder, request.param, [FILES[request.param]])


def multiset(rows):
    return sorted(json.dumps(row, sort_keys=True, ensure_ascii=False) for row in rows)


def test_a_template_makes_of_a_file_what_its_codebook_says(imported):
    name, folder, _ = imported
    graph = relgraph.open(folder)
    asked = json.loads((HERE / f"{name}.json").read_text("utf-8"))
    for query, expected in asked.items():
        found = graph.query(query)
        rows = [dict(zip(found.keys, record, strict=True)) for record in found.records]
        assert multiset(rows) == multiset(expected), query
    assert sum(map(len, asked.values())) > 3


def test_rows_at_fault_are_told_and_all_rows_are_accounted_for(imported):
    name, _, kept = imported
    [account] = kept.outcome.accounts
    assert account.read == account.loaded + account.skipped + account.rejected
    assert account.loaded > 0
    assert bool(account.rejected) == bool(kept.outcome.faults)
    again = import_into(kept.place.parent.parent, name, [FILES[name]])
    assert again.changes == (0, 0, 0, kept.outcome.graph.edge_count)


def test_each_template_is_shipped():
    assert set(FILES) <= set(recipes())
