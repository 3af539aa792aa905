"""Mappings that somebody wrote for files of other layouts, without Python: read by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

import relgraph
from relgraph.importing.into import import_into
from relgraph.tables.new import new_dataset

HERE = Path(__file__).parent / "strangers"
PARTIES = "MATCH (s)-[r:{0}]->(t {{name: '{1}'}}) RETURN DISTINCT s.id, r.since_edtf ORDER BY s.id"
SOLD = "MATCH (a)-[r:EXPORTED_TO]->(b) RETURN a.id, b.id, r.since_edtf, r.value ORDER BY r.row"
HOSTED = (
    "MATCH (s)-[r:HOSTED]->(v) RETURN s.id, v.name_zh, r.since_edtf, r.until_edtf ORDER BY r.row"
)
LAYOUTS = {
    "alliances": (
        (7, 5, 0, 2),
        {
            PARTIES.format("SIGNED", "Sino-Soviet Treaty"): [
                ("CHN", "1950-02-14"), ("RUS", "1950-02-14"),
            ],
            PARTIES.format("SIGNED", "Bandung Club"): [("CIV", "1970-01-01")],
            "MATCH ()-[r:SIGNED]->({name: 'North Atlantic Treaty'}) RETURN count(r)": [(12,)],
            "MATCH (t:Treaty {name: 'Pact of Nowhere'}) RETURN count(t)": [(0,)],
        },
    ),
    "treatylist": (
        (10, 6, 0, 4),
        {
            PARTIES.format("PARTY_TO", "Treaty on Basics"): [
                ("CHN", "1992-12-18"), ("RUS", "1992-12-18"),
            ],
            PARTIES.format("PARTY_TO", "Two in one"): [("DEU", "1963-01-22"), ("FRA", "1963-01-22")],
            "MATCH ()-[r:PARTY_TO]->() WHERE r.until_edtf = '2021-07-16' RETURN count(r)": [(2,)],
            "MATCH (t:Treaty) RETURN count(t)": [(6,)],
        },
    ),
    "aussenhandel": (
        (6, 5, 1, 0),
        {
            SOLD: [
                ("RUS", "CHN", "2010", 58320.5), ("CHN", "RUS", "2010", 29612.75),
                ("DEU", "AUT", "2010", 1234.5), ("FRA", "CIV", "2011", 0.25),
                ("AUT", "TUR", "2011", 77.0),
            ],
        },
    ),
    "visits": (
        (6, 4, 0, 2),
        {
            HOSTED: [
                ("RUS", "国事访问", "2013-03-22", "2013-03-24"),
                ("CHN", "Государственный визит", "2014-05-20", "2014-05-21"),
                ("FRA", "国事访问", "2014-03-25", "2014-03-28"),
                ("VNM", "Официальный визит", "2013-11-12", "2013-11-12"),
            ],
        },
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_file_of_another_layout_is_imported_by_a_mapping_alone(name, tmp_path):
    counts, asked = LAYOUTS[name]
    new_dataset(tmp_path / "data", "Stranger", "CC0")
    kept = import_into(tmp_path / "data", str(HERE / f"{name}.toml"), [HERE / f"{name}.csv"])
    [account] = kept.outcome.accounts
    assert (account.read, account.loaded, account.skipped, account.rejected) == counts
    assert all(check.holds for check in kept.outcome.checks)
    graph = relgraph.open(tmp_path / "data")
    for query, expected in asked.items():
        assert [tuple(row) for row in graph.query(query).records] == expected
