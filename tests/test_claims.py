"""What becomes of a claim beside the rows that supersede it, and which figures count."""

from __future__ import annotations

import pytest
from samples import SMALL, write_folder

import relgraph
from relgraph.tables.folder import check_folder

HEAD = "id,type,from,to,since,until,sources,status,rank,fact,series,superseded_by,note"
NODES = {
    "nodes/actors.csv": (
        "id,kind,name\nCHN,State,China\nRUS,State,Russia\ncnpc,Company,CNPC\n"
        "pla,ArmedForce,PLA\nnavy,ArmedForce,Navy\n"
    ),
    "nodes/institutions.csv": "id,kind,name\nsco,IGO,SCO\n",
    "nodes/projects.csv": "id,kind,name\nyamal,Project,Yamal LNG\n",
    "nodes/events.csv": "id,kind,name\nvote,RollCall,A vote\ndrill,Exercise,An exercise\n",
}


def opened(tmp_path, rows, columns=""):
    files = {name: text for name, text in SMALL.items() if not name.startswith(("nodes", "edges"))}
    text = "\n".join([f"{HEAD},{columns}".rstrip(","), *rows, ""])
    return relgraph.open(
        write_folder(tmp_path / "set", {**files, **NODES, "edges/energy.csv": text})
    )


def verdict(tmp_path, columns, claim, *corrections):
    """The verdict on a claim: rows are ``TYPE,from,to,since,until,values``, as many as columns."""
    ids = [f"row-{number}" for number in range(len(corrections))]
    rows = [
        "seat,BASED_IN,cnpc,CHN,,..,paper,,,,,,",
        "navy,PART_OF,navy,pla,,..,paper,,,,,,",
        "pla,PART_OF,pla,CHN,,..,paper,,,,,,",
        "never,BASED_IN,cnpc,RUS,,..,paper,,deprecated,,,,",
    ]
    for id, row in zip(["claim", *ids], [claim, *corrections], strict=True):
        type, source, target, since, until, status, *values = row.split(",")
        known = "deprecated" if id == "claim" else ""
        by = ";".join(ids) if id == "claim" else ""
        cells = [id, type, source, target, since, until, "paper", status, known, "", "", by, ""]
        rows.append(",".join([*cells, *values]))
    size = max(row.count(",") for row in rows)
    rows = [row + "," * (size - row.count(",")) for row in rows]
    graph = opened(tmp_path, rows, columns)
    [[found]] = graph.query("MATCH ()-[c:CLAIMED {id: 'claim'}]->() RETURN c.verdict").records
    return found


@pytest.mark.parametrize(
    ("expected", "columns", "claim", "correction"),
    [
        ("confirmed", "share", "OWNS,CHN,yamal,2013,,,20", "OWNS,CHN,yamal,2013-05,,,20"),
        ("confirmed", "share", "OWNS,CHN,yamal,2013,,,~20", "OWNS,CHN,yamal,2013,,,19.5"),
        ("confirmed", "share", "OWNS,CHN,yamal,2013~,,,>15", "OWNS,CHN,yamal,2014,,,20"),
        ("completed", "share", "OWNS,CHN,yamal,2013,,,20", "OWNS,cnpc,yamal,2013,,,20"),
        ("completed", "share", "OWNS,CHN,yamal,,,,20", "OWNS,CHN,yamal,2013,,,20"),
        ("completed", "share", "OWNS,CHN,yamal,2013,,,", "OWNS,CHN,yamal,2013,,,20"),
        ("completed", "share", "OWNS,CHN,yamal,2013,,,20", "OWNS,CHN,yamal,2013,2019,,20"),
        ("corrected", "share", "OWNS,CHN,yamal,2013,,,20", "OWNS,CHN,yamal,2013,,,29.9"),
        ("corrected", "share", "OWNS,CHN,yamal,2013,,,20", "OWNS,CHN,yamal,2014,,,20"),
        ("corrected", "share", "OWNS,CHN,yamal,2013,,,20", "OWNS,CHN,yamal,,,,20"),
        ("corrected", "share", "OWNS,CHN,yamal,2013,,,20", "OWNS,CHN,yamal,2013,,,"),
        ("corrected", "share", "OWNS,CHN,yamal,2013,,,20", "OWNS,RUS,yamal,2013,,,20"),
        ("corrected", "share", "OWNS,CHN,yamal,2013,..,,20", "OWNS,CHN,yamal,2013,2019,,20"),
        ("corrected", "share", "OWNS,CHN,yamal,2013,,,20", "OWNS,CHN,yamal,2013,,planned,20"),
        ("completed", "share", "OWNS,CHN,yamal,2013,,planned,20", "OWNS,CHN,yamal,2013,,,20"),
        ("confirmed", "share", "OWNS,CHN,yamal,2013,,planned,", "OWNS,CHN,yamal,2013,,announced,"),
        ("confirmed", "share", "OWNS,CHN,yamal,2013-05,,,20", "OWNS,CHN,yamal,2013,,,20"),
        ("corrected", "share", "OWNS,CHN,yamal,2013-05~,,,", "OWNS,CHN,yamal,2013-06~,,,"),
        ("confirmed", "gas", "CARRIED,yamal,yamal,2023~,,,~16", "CARRIED,yamal,yamal,2022,,,15.5"),
        ("corrected", "gas", "CARRIED,yamal,yamal,2023,,,~16", "CARRIED,yamal,yamal,2022,,,15.5"),
        (
            "corrected",
            "share",
            "TRANSFERRED_ARMS_TO,RUS,CHN,2016,2020,,21",
            "TRANSFERRED_ARMS_TO,RUS,CHN,2017,2021,,21",
        ),
        ("corrected", "share", "OWNS,CHN,yamal,2013,,,", "PARTNER_IN,CHN,yamal,2013,,,"),
        ("confirmed", "vote", "VOTED,CHN,vote,2020,,,no", "VOTED,CHN,vote,2020-07-07,,,no"),
        ("corrected", "vote", "VOTED,CHN,vote,2020,,,no", "VOTED,CHN,vote,2020-07-07,,,abstain"),
        ("corrected", "seat", "MEMBER_OF,CHN,sco,2020,,,member", "MEMBER_OF,CHN,sco,2020,,,"),
        ("completed", "seat", "MEMBER_OF,CHN,sco,2020,,,", "MEMBER_OF,CHN,sco,2020,,,member"),
        ("confirmed", "value", "TRADED_WITH,CHN,RUS,2020,,,5", "TRADED_WITH,RUS,CHN,2020,,,5"),
        ("corrected", "value", "EXPORTED_TO,CHN,RUS,2020,,,5", "EXPORTED_TO,RUS,CHN,2020,,,5"),
        (
            "corrected",
            "commodity",
            "EXPORTED_TO,CHN,RUS,2020,,,wheat",
            "EXPORTED_TO,CHN,RUS,2020,,,barley",
        ),
        (
            "confirmed",
            "equipment",
            "PARTICIPATED_IN,CHN,drill,2020,,,bombers",
            "PARTICIPATED_IN,CHN,drill,2020,,,H-6",
        ),
    ],
)
def test_a_claim_is_confirmed_completed_or_corrected(
    tmp_path, expected, columns, claim, correction
):
    assert verdict(tmp_path, columns, claim, correction) == expected


@pytest.mark.parametrize(
    ("expected", "claimed", "force"),
    [("completed", "CHN", "navy"), ("completed", "pla", "CHN"), ("corrected", "RUS", "navy")],
)
def test_a_force_belongs_to_the_state_of_the_force_that_it_is_part_of(
    tmp_path, expected, claimed, force
):
    claim, other = (f"PARTICIPATED_IN,{who},drill,2020,,,5" for who in (claimed, force))
    assert verdict(tmp_path, "ships", claim, other) == expected


def test_of_several_corrections_the_best_tells(tmp_path):
    claim = "OWNS,CHN,yamal,2013,,,20"
    others = ["OWNS,RUS,yamal,2013,,,50.1", "OWNS,cnpc,yamal,2013,,,20"]
    assert verdict(tmp_path, "share", claim, *others) == "completed"


def test_a_deprecated_row_without_a_correction_is_refuted(tmp_path):
    assert verdict(tmp_path, "share", "OWNS,CHN,yamal,2013,,,20") == "refuted"


TOLD = {
    "twice": ["TRADED_WITH,CHN,RUS,2020,,{told},5,,,", "TRADED_WITH,RUS,CHN,2020,,{told},6,,,"],
    "of another detail": [
        "PARTICIPATED_IN,pla,drill,2020,2020,{told},,5,,tanks",
        "PARTICIPATED_IN,pla,drill,2020,2020,{told},,6,,guns",
    ],
}
UNTOLD = {
    "of another year": [
        "TRADED_WITH,CHN,RUS,2020,,{told},5,,,",
        "TRADED_WITH,CHN,RUS,2021,,{told},6,,,",
    ],
    "of more years": [
        "TRADED_WITH,CHN,RUS,2020,,{told},5,,,",
        "TRADED_WITH,CHN,RUS,2019,2020,{told},6,,,",
    ],
    "of another quantity": [
        "TRADED_WITH,CHN,RUS,2020,,{told},5,,,",
        "TRADED_WITH,CHN,RUS,2020,,{told},,,6,",
    ],
    "the other way": [
        "EXPORTED_TO,CHN,RUS,2020,,{told},5,,,",
        "EXPORTED_TO,RUS,CHN,2020,,{told},6,,,",
    ],
}
"""Pairs of rows; the braces are fact and series."""


@pytest.mark.parametrize(
    ("rows", "first", "second", "expected"),
    [
        *[pytest.param(rows, ",", ",", ["same-figure"], id=id) for id, rows in TOLD.items()],
        *[pytest.param(rows, ",", ",", [], id=id) for id, rows in UNTOLD.items()],
        pytest.param(TOLD["twice"], "f,", "f,", [], id="rivals"),
        pytest.param(TOLD["twice"], ",", ",customs-rus", [], id="two series"),
        pytest.param(TOLD["twice"], ",main", ",", ["same-figure"], id="the default series, named"),
    ],
)
def test_two_figures_of_one_key_are_rivals_or_a_fault(tmp_path, rows, first, second, expected):
    files = {name: text for name, text in SMALL.items() if not name.startswith(("nodes", "edges"))}
    lines = ["id,type,from,to,since,until,fact,series,value,troops,growth,equipment,sources"]
    lines += [
        f"row-{n},{row.format(told=told)},paper#{n}"
        for n, (row, told) in enumerate(zip(rows, (first, second), strict=True))
    ]
    place = write_folder(
        tmp_path / "set", {**files, **NODES, "edges/energy.csv": "\n".join([*lines, ""])}
    )
    assert [fault.code for fault in check_folder(place)] == expected


def test_a_fact_whose_other_rows_are_claims_is_lonely(tmp_path):
    files = {name: text for name, text in SMALL.items() if not name.startswith(("nodes", "edges"))}
    rows = (
        "id,type,from,to,since,until,sources,rank,fact,value\n"
        "one,TRADED_WITH,CHN,RUS,2020,,paper,,f,5\n"
        "claim,TRADED_WITH,CHN,RUS,2020,,rumour,deprecated,f,6\n"
    )
    place = write_folder(tmp_path / "set", {**files, **NODES, "edges/energy.csv": rows})
    assert [(fault.line, fault.code) for fault in check_folder(place)] == [(2, "lonely-fact")]


TRADE = "EXPORTED_TO,CHN,RUS,2020,,paper,{status},{rank},{fact},{series},,,{value}"


@pytest.mark.parametrize(
    ("counting", "rows"),
    [
        (["10"], [{}]),
        (["10"], [{"series": "main"}]),
        ([], [{"series": "customs-rus"}]),
        (["10"], [{"series": "main"}, {"series": "customs-rus", "value": "11"}]),
        ([], [{"fact": "x"}, {"fact": "x", "value": "11"}]),
        (["10"], [{"fact": "x", "rank": "preferred"}, {"fact": "x", "value": "11"}]),
        ([], [{"status": "planned"}]),
    ],
)
def test_only_figures_of_the_default_series_count(tmp_path, counting, rows):
    given = {"status": "", "rank": "", "fact": "", "series": "", "value": "10"}
    lines = [f"row-{n},{TRADE.format(**{**given, **row})}" for n, row in enumerate(rows)]
    graph = opened(tmp_path, lines, "value")
    found = graph.query("MATCH ()-[r:EXPORTED_TO]->() WHERE r.counts RETURN r.value_text").records
    assert [text for (text,) in found] == counting


@pytest.mark.parametrize(
    ("told", "query"),
    [
        (True, "MATCH ()-[r:EXPORTED_TO]->() RETURN sum(r.value)"),
        (True, "MATCH (a)-[r]->(b) WITH a, avg(r.value) AS mean RETURN mean"),
        (False, "MATCH ()-[r:EXPORTED_TO]->() WHERE r.counts RETURN sum(r.value)"),
        (False, "MATCH ()-[r:EXPORTED_TO {series: 'customs-rus'}]->() RETURN sum(r.value)"),
        (False, "MATCH ()-[r:EXPORTED_TO]->() RETURN r.series, sum(r.value)"),
        (False, "MATCH ()-[r:EXPORTED_TO]->() RETURN max(r.value)"),
        (False, "MATCH ()-[r:TRADED_WITH]->() RETURN sum(r.value)"),
    ],
)
def test_a_sum_across_series_gets_a_notice(tmp_path, told, query):
    given = {"status": "", "rank": "", "fact": "", "series": "", "value": "10"}
    lines = [
        f"row-{name},{TRADE.format(**{**given, 'series': name})}" for name in ("", "customs-rus")
    ]
    lines.append("turnover,TRADED_WITH,CHN,RUS,2020,,paper,,,,,,,5")
    notices = opened(tmp_path, lines, "value").query(query).summary.notices
    assert any("series of EXPORTED_TO (customs-rus, main)" in text for text in notices) == told
