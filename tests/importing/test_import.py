"""Imports of small files: what is read how, what is rejected, what a second import does."""

from __future__ import annotations

import csv
import gzip
import json
import shutil
import textwrap

import msgspec
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import relgraph
from relgraph.errors import FaultyFile, FaultyMapping, FaultyRows, NotFound, Refused
from relgraph.importing.grammar import Mapping
from relgraph.importing.mapping import read_mapping
from relgraph.importing.recipes import recipes
from relgraph.paths import shipped
from relgraph.tables.new import new_dataset

HEAD = """
name = "small"
gives = "what a small file has"

[source]
id = "small-source"
title = "A small file"
publisher = "Press"
licence = "CC0"
citation = "Press. A small file."
published = "2020-05-01"
"""
TRADE = """
[files.flows]
match = "flows*"
{file}

[[tables]]
file = "flows"
{steps}
[[tables.edges]]
type = "EXPORTED_TO"
from = "cow:{{a}}"
to = "cow:{{b}}"
issue_area = "economy"
series = "small"
since = "{{year}}"
properties = {{ value = "{{value}}" }}
{edge}
"""
ROWS = "a,b,year,value\n710,365,2001,5\n365,710,2001,7\n710,365,2002,6\n"


@pytest.fixture
def folder(tmp_path):
    new_dataset(tmp_path / "data", "Data", "CC0")
    return tmp_path / "data"


@pytest.fixture
def tried(folder, tmp_path):
    """Import one file by the mapping of flows, or by another, and give what it made."""

    def run(content, *, file="", steps="", edge="", mapping=TRADE, name="flows.csv", **more):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        text = HEAD + mapping.format(file=file, steps=steps, edge=edge)
        (tmp_path / "small.toml").write_text(textwrap.dedent(text), "utf-8")
        return relgraph.import_into(folder, str(tmp_path / "small.toml"), [path], **more)

    return run


def asked(folder, query):
    return [tuple(row) for row in relgraph.open(folder).query(query).records]


VALUES = "MATCH (a)-[r:EXPORTED_TO]->(b) RETURN a.id, b.id, r.since.year, r.value ORDER BY r.row"
EXPECTED = [("CHN", "RUS", 2001, 5.0), ("RUS", "CHN", 2001, 7.0), ("CHN", "RUS", 2002, 6.0)]


@pytest.mark.parametrize(
    ("content", "file"),
    [
        (ROWS, ""),
        ("\ufeff" + ROWS, ""),
        (ROWS.replace("\n", "\r\n"), ""),
        (ROWS.replace("\n", "\r"), ""),
        (ROWS.rstrip("\n"), ""),
        (gzip.compress(ROWS.encode()), ""),
        (ROWS.replace(",", "\t"), 'delimiter = "\\t"'),
        (ROWS.replace("a,b,year,value\n", ""), 'header = ["a", "b", "year", "value"]'),
        ("A title\n\n" + ROWS, "skip = 2"),
        (ROWS.replace("710", '"710"'), ""),
        (ROWS.replace("710", "710.0").replace("365", "365.0"), "whole = true"),
        (ROWS.replace("710", " 710 "), "trim = true"),
        (ROWS.encode("utf-16"), 'encoding = "utf-16"'),
        (ROWS.replace("year", "année").encode("latin-1"), 'encoding = "latin-1"'),
        ("\n".join(json.dumps(row) for row in csv.DictReader(ROWS.splitlines())), 'format = "jsonl"'),
        (json.dumps(list(csv.DictReader(ROWS.splitlines()))), 'format = "json"'),
    ],
    ids=["plain", "BOM", "CRLF", "CR", "no last line end", "gzip", "tabs", "no header", "preamble",
         "quotes", "floats", "spaces", "UTF-16", "Latin-1", "JSON lines", "JSON"],
)  # fmt: skip
def test_a_file_is_read_as_its_rule_says(content, file, folder, tried):
    edge = 'note = "{année}"' if "latin" in file else ""
    mapping = TRADE.replace("{{year}}", "{{année}}") if edge else TRADE
    tried(content, file=file, edge=edge, mapping=mapping)
    assert asked(folder, VALUES) == EXPECTED


FRAME = pd.DataFrame({"a": [710.0, 365.0, 710.0], "b": [365.0, 710.0, 365.0],
                      "year": [2001, 2001, 2002], "value": [5.0, 7.0, 6.0]})  # fmt: skip
WRITERS = {
    "dta": lambda path: FRAME.to_stata(path, write_index=False),
    "parquet": FRAME.to_parquet,
    "xlsx": lambda path: FRAME.to_excel(path, sheet_name="Flows", index=False),
}


@pytest.mark.parametrize("form", WRITERS)
def test_a_typed_file_has_whole_numbers_as_codes(form, folder, tried, tmp_path):
    path = tmp_path / f"made.{form}"
    WRITERS[form](path)
    tried(path.read_bytes(), file=f'format = "{form}"', name=f"flows.{form}")
    assert asked(folder, VALUES) == EXPECTED


def test_an_r_data_frame_is_read(folder, tried, tmp_path):
    import rdata

    rdata.write_rds(tmp_path / "made.rds", FRAME)
    tried((tmp_path / "made.rds").read_bytes(), file='format = "rds"', name="flows.rds")
    assert asked(folder, VALUES) == EXPECTED


def test_a_missing_value_of_stata_keeps_its_name(folder, tried, tmp_path):
    from pandas.io.stata import StataMissingValue

    frame = FRAME.assign(value=[5.0, float("nan"), 6.0])
    frame.to_stata(tmp_path / "made.dta", write_index=False)
    assert str(StataMissingValue(101)) == "."
    tried((tmp_path / "made.dta").read_bytes(),
          file='format = "dta"\nmissing = { value = ["."] }', name="flows.dta")  # fmt: skip
    assert [row[3] for row in asked(folder, VALUES)] == [5.0, None, 6.0]


def test_data_frames_are_imported_by_the_name_of_their_file(folder, tmp_path):
    (tmp_path / "small.toml").write_text(HEAD + TRADE.format(file="", steps="", edge=""), "utf-8")
    relgraph.import_into(folder, str(tmp_path / "small.toml"), {"flows": FRAME})
    assert asked(folder, VALUES) == EXPECTED
    with pytest.raises(NotFound, match="no file 'flow' \\(did you mean 'flows'"):
        relgraph.import_into(folder, str(tmp_path / "small.toml"), {"flow": FRAME})


BROKEN = {
    "too few cells": ("a,b,year,value\n710,365,2001,5\n710,365,2002\n", "flows.csv:3: has 3 cells"),
    "too many cells": ("a,b,year,value\n710,365,2001,5,9\n", "flows.csv:2: has 5 cells"),
    "cut in quotes": ('a,b,year,value\n710,365,2001,"5\n', "flows.csv"),
    "binary": (b"\x00\x01\x02" * 50, "flows.csv:1: is not a text"),
    "wrong encoding": (b"a,b,year,value\n710,365,2001,5\n\xe9,1,2,3\n", "flows.csv:3: byte 0xe9"),
    "cut gzip": (gzip.compress(ROWS.encode())[:-9], "flows.csv: is not a whole gzip"),
    "a column twice": ("a,a,year,value\n1,2,3,4\n", "flows.csv:1: has two columns 'a'"),
    "empty": ("", "flows.csv:1: has no header"),
}


@pytest.mark.parametrize(("content", "told"), BROKEN.values(), ids=BROKEN)
def test_a_broken_file_is_refused_with_its_place_and_nothing_is_written(
    content, told, folder, tried
):
    with pytest.raises(FaultyFile) as error:
        tried(content)
    assert told in str(error.value)
    assert not (folder / "imported").exists()


@pytest.mark.parametrize(
    ("form", "content"),
    [("dta", b"no"), ("parquet", b"no"), ("xlsx", b"no"), ("rds", b"no"), ("json", b"{"),
     ("jsonl", b"[1]"), ("json", b"[1]")],
)  # fmt: skip
def test_a_broken_typed_file_is_refused(form, content, tried):
    with pytest.raises(FaultyFile):
        tried(content, file=f'format = "{form}"')


MAPPINGS = {
    "no TOML": ("[files", 12, "(file)"),
    "a key that is none": (TRADE + 'colour = "red"\n', None, "unknown field `colour`"),
    "a wrong type": (TRADE.replace('match = "flows*"', "match = 5"), None, "Expected `str`"),
    "a type that is none": (TRADE.replace("EXPORTED_TO", "EXPORT_TO"), None, "did you mean 'EXPORTED_TO'"),
    "a scheme that is none": (TRADE.replace('"cow:{{a}}"', '"cwo:{{a}}"'), None, "unknown scheme"),
    "a property that is none": (TRADE.replace("{{ value =", "{{ valeu ="), None, "did you mean 'value'"),
    "a column that is none": (TRADE.replace("{{year}}", "{{yaer}}"), None, "did you mean 'year'"),
    "an end of an instant": (
        TRADE.replace("EXPORTED_TO", "SIGNED").replace("since =", 'until = "{{year}}"\nsince ='),
        None, "is an instant, and has no end",
    ),
    "two steps in one": (
        TRADE, None, "a step is exactly one of",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("mapping", "line", "told"), MAPPINGS.values(), ids=MAPPINGS)
def test_a_faulty_mapping_is_refused_with_line_and_key(mapping, line, told, tried):
    steps = (
        '[[tables.steps]]\ndistinct = ["a"]\nnumber = { column = "n" }\n'
        if told.startswith("a step") else ""
    )  # fmt: skip
    with pytest.raises(FaultyMapping) as error:
        tried(ROWS, mapping=mapping, steps=steps)
    assert told in str(error.value)
    assert line is None or error.value.problems[0][0] == line
    assert all(place > 1 for place, _, _ in error.value.problems)


def test_what_does_not_resolve_is_rejected_with_its_row_and_told(folder, tried):
    rows = ROWS + "999,365,2001,1\n260,365,1995,1\n710,365,2003,much\n710,365,soon,2\n"
    kept = tried(rows)
    [account] = kept.outcome.accounts
    assert (account.read, account.loaded, account.skipped, account.rejected) == (7, 3, 0, 4)
    assert asked(folder, VALUES) == EXPECTED
    found = {(fault.row, fault.column, fault.code) for fault in kept.outcome.faults}
    assert found == {(3, "a", "unknown-code"), (4, "a", "code-not-valid"),
                     (5, "value", "bad-value"), (6, "year", "bad-date")}  # fmt: skip


def test_one_fault_stops_an_import_that_is_to_stop(folder, tried):
    with pytest.raises(FaultyRows, match=r"flows.csv:5: a: nobody has the cow code '999'"):
        tried(ROWS + "999,365,2001,1\n", stop=True)
    assert not (folder / "imported").exists()


def test_lines_of_faults_are_those_of_the_file_also_after_line_feeds_in_cells(tried):
    rows = 'a,b,year,value\n"710",365,2001,"5"\n\n710,365,2002,"x\ny"\n999,365,2001,1\n'
    with pytest.raises(FaultyRows) as error:
        tried(rows, stop=True)
    assert [(fault.line, fault.code) for fault in error.value.faults] == [
        (6, "unknown-code"), (4, "bad-value"),
    ]  # fmt: skip


def test_a_second_import_changes_nothing_and_a_newer_release_what_changed(folder, tried):
    first = tried(ROWS)
    before = {path.name: path.read_bytes() for path in first.place.iterdir()}
    assert first.changes == (3, 0, 0, 0)
    assert tried(ROWS).changes == (0, 0, 0, 3)
    assert {path.name: path.read_bytes() for path in first.place.iterdir()} == before
    ids = asked(folder, "MATCH ()-[r:EXPORTED_TO]->() RETURN r.id ORDER BY r.row")
    newer = "a,b,year,value\n710,365,2003,9\n365,710,2001,7\n710,365,2001,5.5\n"
    assert tried(newer).changes == (1, 1, 1, 1)
    again = asked(folder, "MATCH ()-[r:EXPORTED_TO]->() RETURN r.id ORDER BY r.row")
    assert (again[1], again[2]) == (ids[1], ids[0])


def test_a_dry_run_counts_and_writes_nothing(folder, tried):
    kept = tried(ROWS, dry_run=True)
    assert (kept.changes.added, kept.place) == (3, None)
    assert not (folder / "imported").exists()


def test_nothing_is_written_where_no_row_can_be_loaded(folder, tried):
    with pytest.raises(FaultyRows, match="nobody has the cow code '999'"):
        tried("a,b,year,value\n999,998,2001,5\n")
    with pytest.raises(Refused, match="not one row"):
        tried(ROWS, edge='when = [{ column = "year", is = "1999" }]')
    assert not (folder / "imported").exists()


def test_a_rejected_row_leaves_no_node(folder, tried):
    mapping = SPELLS.replace('"cow:{{a}}"', '"@actor"').replace(
        "[[tables.edges]]",
        '[[tables.nodes]]\nas = "actor"\nkind = "State"\nid = "own-{{a}}"\nname = "Own {{a}}"\n'
        "[[tables.edges]]",
    )
    tried("a,b,year\ngood,365,2000\nbad,999,2000\n", mapping=mapping)
    query = "MATCH (n:Entity) WHERE n.id STARTS WITH 'own-' RETURN n.id"
    assert asked(folder, query) == [("own-good",)]


def test_ids_stay_when_a_column_that_said_one_thing_says_two(folder, tried):
    edge = 'note = "{c}"'
    first = "a,b,year,value,c\n710,365,2001,5,x\n"
    tried(first, edge=edge)
    assert tried(first + "365,710,2001,7,y\n", edge=edge).changes == (1, 0, 0, 1)


def test_a_wide_file_is_read_in_the_columns_that_are_wanted(folder, tried):
    more = [f"v{at}" for at in range(3000)]
    rows = ["a,b,year,value," + ",".join(more), "710,365,2001,5," + ",".join(["1"] * 3000)]
    kept = tried("\n".join(rows) + "\n")
    assert list(kept.outcome.files["flows"].frame.columns) == ["a", "b", "year", "value"]


def test_of_a_row_that_is_made_several_the_part_at_fault_is_rejected(folder, tried):
    steps = "[[tables.steps]]\nunpivot = { pattern = '(?P<year>[12][0-9]{3})', into = 'value' }\n"
    [account] = tried("a,b,2001,2002\n710,365,5,much\n365,710,7,\n", steps=steps).outcome.accounts
    assert (account.loaded, account.rejected, account.partly) == (1, 1, 1)
    assert asked(folder, VALUES) == EXPECTED[:2]


def test_a_period_without_its_date_is_rejected(tried):
    [account] = tried(ROWS + "710,365,,9\n").outcome.accounts
    assert account.rejected == 1


def test_a_number_is_shifted_by_powers_of_ten_exactly(folder, tried):
    mapping = TRADE.replace('value = "{{value}}"', 'value = {{ text = "{{value}}", scale = -6 }}')
    tried("a,b,year,value\n710,365,2001,1234567.5\n", mapping=mapping)
    assert asked(folder, VALUES) == [("CHN", "RUS", 2001, 1.2345675)]


def test_columns_of_years_are_turned_into_rows(folder, tried):
    steps = "[[tables.steps]]\nunpivot = { pattern = '(?P<year>[12][0-9]{3})', into = 'value' }\n"
    wide = "a,b,2001,2002\n710,365,5,6\n365,710,7,\n"
    tried(wide, steps=steps)
    assert sorted(asked(folder, VALUES)) == sorted(EXPECTED)


def test_rows_that_say_the_same_twice_are_refused_or_as_the_mapping_says(folder, tried):
    twice = ROWS + "710,365,2001,5\n"
    kept = tried(twice)
    assert [fault.code for fault in kept.outcome.faults] == ["same-edge"]
    assert tried(twice, edge='duplicates = "drop"').outcome.faults == ()
    assert tried(twice, edge='duplicates = "keep"').outcome.graph.edge_count == 4


def test_what_is_curated_wins_and_nodes_are_shared_by_id(folder, tried):
    (folder / "sources.csv").write_text(
        "id,title,publisher,published,url,reliability,access\npaper,Paper,Press,2020,,B,read\n"
    )
    (folder / "nodes/actors.csv").write_text("id,kind,name\nCHN,State,The Middle Kingdom\n")
    (folder / "codes.csv").write_text(
        "node,scheme,code,since,until,sources\nCHN,cow,9001,,,paper#p. 1\n"
    )
    tried(ROWS.replace("710", "9001"))
    assert asked(folder, VALUES) == EXPECTED
    named = asked(folder, "MATCH (s {id: 'CHN'}) RETURN count(*), s.name")
    assert named == [(1, "The Middle Kingdom")]
    sets = "MATCH (n:Entity) RETURN count(DISTINCT n.dataset)"
    assert asked(folder, sets) == [(1,)]
    cited = "MATCH (s:Source {id: 'small-source'}) RETURN s.citation, s.licence"
    assert asked(folder, cited) == [("Press. A small file.", "CC0")]


SPELLS = """
[files.flows]
match = "flows*"

[[tables]]
file = "flows"
[[tables.edges]]
type = "OBLIGED_TO"
from = "cow:{{a}}"
to = "cow:{{b}}"
issue_area = "security"
spells = {{ year = "{{year}}", grain = [{{ years = 5, until = 1965 }}, {{ years = 1 }}], censored = 2005 }}
properties = {{ obligation = "defence" }}
"""


def test_years_are_spells_by_how_often_the_source_looks(folder, tried):
    years = [1950, 1955, 1960, 1965, 1966, 1970, 2004, 2005]
    tried("a,b,year\n" + "".join(f"710,365,{year}\n" for year in years), mapping=SPELLS)
    found = asked(
        folder, "MATCH ()-[r:OBLIGED_TO]->() RETURN r.since_edtf, r.until_edtf, "
        "toString(r.since), toString(r.until_earliest), r.ongoing ORDER BY r.since",
    )  # fmt: skip
    assert found == [
        ("[1946..1950]", "1966", "1946-01-01", "1966-01-01", False),
        ("1970", "1970", "1970-01-01", "1970-01-01", False),
        ("2004", None, "2004-01-01", "2005-12-31", False),
    ]


DATES = """
[files.flows]
match = "flows*"

[[tables]]
file = "flows"
[[tables.edges]]
type = "ALLIED_WITH"
from = "cow:710"
to = "cow:365"
issue_area = "security"
{edge}
key = ["{{since}}"]
"""


@pytest.mark.parametrize(
    ("since", "until", "rule", "expected"),
    [
        ("2001-07-16", "", "", ("2001-07-16", None, "2001-07-16", None, False)),
        ("16/07/2001", "", 'formats = ["%d/%m/%Y"]', ("2001-07-16", None, "2001-07-16", None, False)),
        ("200107", "", 'formats = ["yyyymm"]', ("2001-07", None, "2001-07-01", None, False)),
        ("1981-09..1981-10", "", "", ("[1981-09..1981-10]", None, "1981-09-01", None, False)),
        ("2001", "9999-12-31", 'open = ["9999-12-31"]', ("2001", "..", "2001-01-01", "2020-05-01", True)),
        ("2001", "2016-12-31", 'censored = ["2016-12-31"]', ("2001", None, "2001-01-01", "2016-12-31", False)),
    ],
)  # fmt: skip
def test_open_censored_and_ended_are_three_things(since, until, rule, expected, folder, tried):
    when = f'{{ text = "{{since}}"{", " + rule if "formats" in rule else ""} }}'
    end = f'until = {{ text = "{{until}}", {rule} }}' if until else ""
    tried(f"since,until\n{since},{until}\n", mapping=DATES, edge=f"since = {when}\n{end}")
    assert asked(
        folder, "MATCH ()-[r:ALLIED_WITH]->() RETURN r.since_edtf, r.until_edtf, "
        "toString(r.since), toString(r.until_earliest), r.ongoing",
    ) == [expected]  # fmt: skip


@pytest.mark.parametrize(
    "text", ["-0044-03-15", "0000", "2001-13-01", "31.2.2001", "10000", "soon"]
)
def test_a_date_before_christ_or_of_no_calendar_is_rejected_and_counted(text, tried):
    with pytest.raises(FaultyRows) as error:
        tried(f"since,until\n{text},\n", mapping=DATES, edge='since = "{since}"', stop=True)
    assert [fault.code for fault in error.value.faults] == ["bad-date"]


def test_a_judgement_makes_two_nodes_one_until_its_line_is_removed(folder, tried):
    mapping = SPELLS.replace('"cow:{{a}}"', '"@actor"').replace(
        "[[tables.edges]]",
        '[[tables.nodes]]\nas = "actor"\nkind = "State"\nid = "own-{{a}}"\nname = "Own {{a}}"\n'
        "[[tables.edges]]",
    )
    tried("a,b,year\nchina,365,2000\n", mapping=mapping)
    query = "MATCH (a)-[:OBLIGED_TO]->(b {id: 'RUS'}) RETURN a.id"
    assert asked(folder, query) == [("own-china",)]
    (folder / "nodes/actors.csv").write_text("id,kind,name\nCHN,State,China\n")
    (folder / "judgements.csv").write_text("text,id,note\nown-china,CHN,the name of the file\n")
    assert asked(folder, query) == [("CHN",)]
    (folder / "judgements.csv").unlink()
    assert asked(folder, query) == [("own-china",)]


def test_a_judged_name_is_resolved_in_an_import(folder, tried):
    named = TRADE.replace('"cow:{{a}}"', '"name:{{a}}"')
    rows = ROWS.replace("710,365", "Cathay,365").replace("365,710", "Russia,710")
    assert tried(rows, mapping=named).outcome.accounts[0].rejected == 2
    (folder / "judgements.csv").write_text("text,id,note\nCathay,CHN,as in Polo\n")
    assert tried(rows, mapping=named).outcome.accounts[0].rejected == 0


def test_a_curated_state_without_codes_keeps_those_of_the_table(folder, tried):
    (folder / "nodes/actors.csv").write_text("id,kind,name\nCHN,State,The Middle Kingdom\n")
    tried(ROWS)
    assert asked(folder, VALUES) == EXPECTED


def test_a_judgement_of_a_node_that_there_is_not_is_refused(folder, tried, command):
    named = TRADE.replace('"cow:{{a}}"', '"name:{{a}}"')
    (folder / "judgements.csv").write_text("text,id,note\nCathay,CHX,as in Polo\n")
    with pytest.raises(NotFound, match="'Cathay' is judged to be 'CHX'"):
        tried(ROWS.replace("710,365", "Cathay,365"), mapping=named)
    tried(ROWS)
    (folder / "judgements.csv").write_text("text,id,note\nsmall-source,paper,\n")
    with pytest.raises(NotFound, match="'small-source' is judged to be 'paper'"):
        relgraph.open(folder)
    (folder / "judgements.csv").write_text("text,id,note\nCathay\n")
    assert "judgements.csv:2: needs a text" in command("check", folder).err


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ('"medium"', ["medium", "medium", "medium"]),
        ('{ text = "{code}", values = { "1" = "high", "9" = "low", "" = "" } }', ["high", "low", None]),
    ],
    ids=["a constant", "by code"],
)  # fmt: skip
def test_confidence_is_a_constant_or_by_a_code(rule, expected, folder, tried):
    mapping = TRADE.replace('value = "{{value}}"', 'value = "{{value}}", confidence = ' + (
        rule.replace("{", "{{").replace("}", "}}")))  # fmt: skip
    rows = "a,b,year,value,code\n710,365,2001,5,1\n365,710,2001,7,9\n710,365,2002,6,\n"
    tried(rows, mapping=mapping)
    query = VALUES.replace("r.value", "r.confidence")
    assert [row[3] for row in asked(folder, query)] == expected
    new_dataset(folder.parent / "rows", "Rows", "CC0")
    mapped, file = folder.parent / "small.toml", folder.parent / "flows.csv"
    relgraph.import_into(folder.parent / "rows", str(mapped), [file], as_csv=True)
    by_date = query.replace("r.row", "r.since, a.id")
    assert [row[3] for row in asked(folder.parent / "rows", by_date)] == expected


def test_a_property_that_names_a_node_is_an_end(folder, tried):
    mapping = TRADE.replace('value = "{{value}}"', 'value = "{{value}}", reporter = "to"')
    tried(ROWS, mapping=mapping)
    assert [row[3] for row in asked(folder, VALUES.replace("r.value", "r.reporter"))] == [
        "RUS", "CHN", "RUS",
    ]  # fmt: skip
    with pytest.raises(FaultyMapping, match="reporter: names a node: say from or to"):
        tried(ROWS, mapping=mapping.replace('"to" }', '"{{a}}" }'))


def test_a_confidence_that_is_none_is_rejected(folder, tried):
    mapping = TRADE.replace('value = "{{value}}"', 'value = "{{value}}", confidence = "{{value}}"')
    with pytest.raises(FaultyRows, match="confidence: unknown confidence '5'"):
        tried(ROWS, mapping=mapping)


SINGAPORE = ROWS.replace("710,365", "Singapore,365").replace("365,710", "Singapore,365")
NAMED = TRADE.replace('"cow:{{a}}"', '"name:{{a}}"')


def test_a_name_of_a_place_and_a_state_is_that_of_the_kind_that_the_type_joins(folder, tried):
    (folder / "nodes/places.csv").write_text("id,kind,name\ncity,Place,Singapore\n")
    tried(SINGAPORE, mapping=NAMED, edge='duplicates = "keep"')
    assert {row[0] for row in asked(folder, VALUES)} == {"SGP"}


def test_a_name_of_two_states_is_rejected(folder, tried):
    (folder / "nodes/actors.csv").write_text(
        "id,kind,name\none,State,Singapore\ntwo,State,Singapore\n"
    )
    with pytest.raises(FaultyRows, match="or several's, on the date of the row: one; two"):
        tried(SINGAPORE, mapping=NAMED)


def test_conflicts_are_listed_side_by_side(folder, tried, command):
    tried(ROWS)
    (folder / "sources.csv").write_text(
        "id,title,publisher,published,url,reliability,access\npaper,Paper,Press,2020,,B,read\n"
    )
    (folder / "nodes/actors.csv").write_text("id,kind,name\nCHN,State,China\nRUS,State,Russia\n")
    (folder / "edges/economy.csv").write_text(
        "id,type,from,to,since,until,sources,value\nown,EXPORTED_TO,CHN,RUS,2001,,paper#p. 1,6\n"
        "same,EXPORTED_TO,CHN,RUS,2002,,paper#p. 2,6\n"
    )
    told = command("conflicts", "--db", folder, "--format", "json")
    found = [(each["voice"], each["since"], each["says"]) for each in json.loads(told.out)]
    assert found == [("curated", "2001", "value 6.0"), ("small small", "2001", "value 5.0")] or (
        sorted(found) == [("curated", "2001", "value 6.0"), ("small small", "2001", "value 5.0")]
    )
    assert (
        len(json.loads(command("conflicts", "--agreeing", "--db", folder, "--format", "json").out))
        == 4
    )


def test_the_command_tells_counts_faults_and_the_citation(folder, tried, tmp_path, command):
    tried(ROWS)
    (tmp_path / "flows.csv").write_text(ROWS + "999,365,2001,1\n")
    told = command("import", tmp_path / "small.toml", tmp_path / "flows.csv", "--into", folder,
                   "--faults", tmp_path / "faults.csv", "--explain")  # fmt: skip
    assert told.code == 0
    assert "flows: 4 rows read = 3 loaded + 0 skipped + 1 rejected" in told.err
    assert "0 new, 0 changed, 0 gone, 3 as before" in told.err
    assert "cite: Press. A small file." in told.err
    assert "1 × unknown-code a\n  flows.csv:5: a: nobody has the cow code '999'" in told.out
    [row] = csv.DictReader((tmp_path / "faults.csv").read_text("utf-8").splitlines())
    assert (row["file"], row["line"], row["rule"]) == ("flows.csv", "5", "unknown-code")
    stopped = command("import", tmp_path / "small.toml", tmp_path / "flows.csv", "--into", folder,
                      "--on-error", "stop")  # fmt: skip
    assert stopped.code == 1
    assert "nothing is written" in stopped.err


def test_an_import_goes_into_no_server_and_not_into_the_shipped_data(
    tmp_path, monkeypatch, command
):
    (tmp_path / "x.csv").write_text(ROWS)
    monkeypatch.chdir(tmp_path)
    assert command("import", "cow-trade", "x.csv", "--db", "neo4j://localhost").code == 5
    told = command("import", "cow-trade", "x.csv")
    assert (told.code, "--into DIR" in told.err) == (5, True)


@pytest.mark.parametrize(
    ("code", "day", "ids"),
    [
        ("cow:260", "1970", ["DEU"]), ("cow:255", "1970", None), ("cow:255", "1995", ["DEU"]),
        ("cow:265", "1970", ["DDR"]), ("cow:345", "1900", ["SRB"]), ("cow:345", "1950", ["YUG"]),
        ("gw:340", "2010", ["SRB"]), ("cow:816", "1960", ["VNM"]), ("cow:817", "1960", ["south-vietnam"]),
        ("cow:678", "1980", ["YEM"]), ("cow:679", "2000", ["YEM"]), ("cow:680", "1980", ["YMD"]),
        ("cow:300", "1900", ["austria-hungary"]), ("cow:484", None, ["COG"]), ("cow:490", None, ["COD"]),
        ("cow:731", None, ["PRK"]), ("cow:732", None, ["KOR"]), ("cow:626", "2012", ["SSD"]),
        ("cow:860", "2005", ["TLS"]), ("cow:347", "2010", ["XKX"]), ("cow:710", None, ["CHN"]),
        ("iso3n:710", None, ["ZAF"]), ("iso2:NA", None, ["NAM"]), ("iso2:NO", None, ["NOR"]),
        ("iso3166-3:SUHH", None, ["RUS"]), ("name:苏联", None, ["RUS"]), ("cow:999", None, None),
    ],
)  # fmt: skip
def test_a_code_is_whose_it_was_on_a_day(code, day, ids, command):
    told = command("codes", code, *(["--on", day] if day else []), "--format", "json")
    if ids is None:
        assert told.code == 3
    else:
        assert [each["id"] for each in json.loads(told.out)][:1] == ids


def test_names_are_resolved_with_a_reason_and_guesses_are_never_sure(command):
    told = command("resolve", "Viet-Nam", "苏联", "Czechoslavakia", "Atlantis", "cow:345",
                   "--format", "json")  # fmt: skip
    found = [(each["text"], each["id"], each["sure"]) for each in json.loads(told.out)]
    assert told.code == 3
    assert found[:3] == [("Viet-Nam", "VNM", True), ("苏联", "RUS", True),
                         ("Czechoslavakia", "CSK", False)]  # fmt: skip
    assert ("Atlantis", "", False) in found
    assert {("cow:345", "SRB", False), ("cow:345", "YUG", False)} <= set(found)
    assert command("resolve", "cow:345", "--on", "1950").code == 0


def test_the_json_schema_of_mappings_is_that_of_the_grammar():
    path = shipped("graph") / "mappings/mapping.schema.json"
    assert json.loads(path.read_text("utf-8")) == json.loads(
        json.dumps(msgspec.json.schema(Mapping))
    )


@pytest.mark.parametrize("name", recipes())
def test_a_shipped_mapping_says_where_its_data_are_and_how_they_are_cited(name):
    mapping, _ = read_mapping(recipes()[name])
    assert mapping.name == name
    assert mapping.source.url.startswith("https://")
    assert len(mapping.source.citation) > 30
    assert mapping.source.licence
    assert mapping.coverage


def test_an_id_does_not_depend_on_the_other_rows(folder, tried):
    mapping = SPELLS.replace('"cow:{{a}}"', '"@actor"').replace(
        "[[tables.edges]]",
        '[[tables.nodes]]\nas = "actor"\nkind = "State"\nid = "{{a}}"\nname = "{{a}}"\n[[tables.edges]]',
    )
    tried("a,b,year\nA+1,365,2000\n", mapping=mapping)
    [(id,)] = asked(folder, "MATCH (a)-[:OBLIGED_TO]->() RETURN a.id")
    kept = tried("a,b,year\nA+1,365,2000\nA-1,365,2000\nA 1,365,2001\n", mapping=mapping)
    assert {fault.code for fault in kept.outcome.faults} == {"same-id", "no-node"}
    ids = asked(folder, "MATCH (a)-[:OBLIGED_TO]->() RETURN a.id ORDER BY a.name")
    assert ids == [(id,), ("A-1",)]


def test_an_import_does_not_take_the_id_of_another_thing(folder, tried):
    made = SPELLS.replace('"cow:{{a}}"', '"@actor"').replace(
        "[[tables.edges]]",
        '[[tables.nodes]]\nas = "actor"\nkind = "{kind}"\nid = "{{a}}"\nname = "{{a}}"\n[[tables.edges]]',
    )
    (folder / "nodes/projects.csv").write_text("id,kind,name\nbridge,Project,The bridge\n")
    with pytest.raises(Refused, match="bridge: State 'bridge' here, Project 'The bridge' there"):
        tried("a,b,year\nbridge,365,2000\n", mapping=made.replace("{kind}", "State"))
    assert not (folder / "imported").exists()


@pytest.mark.parametrize(
    ("form", "text", "expected"),
    [("%d.%m.%Y", "16.07.2001", "2001-07-16"), ("%B %Y", "July 2001", "2001-07"),
     ("%m/%Y", "07/2001", "2001-07"), ("%Y", "2001", "2001"), ("%Y%j", "2001197", "2001-07-16")],
)  # fmt: skip
def test_a_format_invents_no_part_of_a_date(form, text, expected, folder, tried):
    edge = f'since = {{ text = "{{since}}", formats = ["{form}"] }}'
    tried(f"since,until\n{text},\n", mapping=DATES, edge=edge)
    assert asked(folder, "MATCH ()-[r:ALLIED_WITH]->() RETURN r.since_edtf") == [(expected,)]


@pytest.mark.parametrize("form", ["%d.%m", "%y-%m-%d", "%Y-%U", "%d %Y", "day"])
def test_a_format_of_which_no_day_can_be_told_is_refused(form, tried):
    with pytest.raises(FaultyMapping, match="formats"):
        tried("since,until\n1,\n", mapping=DATES,
              edge=f'since = {{ text = "{{since}}", formats = ["{form}"] }}')  # fmt: skip


FAULTY = {
    "a delimiter of two": 'delimiter = "::"',
    "a negative skip": "skip = -1",
    "a missing value of no column": 'missing = { nowhere = ["x"] }',
}


@pytest.mark.parametrize("file", FAULTY.values(), ids=FAULTY)
def test_a_rule_of_a_file_that_makes_no_sense_is_refused(file, tried):
    with pytest.raises((FaultyMapping, FaultyFile)):
        tried(ROWS, file=file)


STEPS = {
    "no test": ('where = [{ column = "a" }]', "tests nothing"),
    "a broken pattern": ('where = [{ column = "a", matches = "(" }]', "is no pattern"),
    "no group": ('derive = { column = "c", text = "{a}", pattern = "x" }', "needs a group"),
    "a lost column": ('number = { column = "year" }', "would be lost"),
    "a lone brace": ('derive = { column = "c", text = "{a" }', "has a brace"),
    "no column": ("unpivot = { pattern = '(?P<k>val)ue' }", "needs a group"),
}


@pytest.mark.parametrize(("step", "told"), STEPS.values(), ids=STEPS)
def test_a_step_that_cannot_be_done_is_refused_before_anything_is_read(step, told, tried):
    with pytest.raises(FaultyMapping, match=told) as error:
        tried(ROWS, steps=f"[[tables.steps]]\n{step}\n")
    assert error.value.problems[0][0] > 18


def test_a_lookup_of_several_rows_is_refused_unless_it_joins_them(folder, tmp_path):
    mapping = HEAD + TRADE.format(file="", steps="", edge='note = "{topic}"').replace(
        "[[tables]]", '[files.topics]\nmatch = "topics*"\n[[tables]]'
    ).replace('file = "flows"\n\n', 'file = "flows"\n[[tables.steps]]\nlookup = { file = "topics", on = "a", take = ["topic"] }\n')  # fmt: skip
    (tmp_path / "flows.csv").write_text(ROWS)
    (tmp_path / "topics.csv").write_text("a,topic\n710,x\n710,y\n365,z\n")
    (tmp_path / "small.toml").write_text(mapping)
    given = [tmp_path / "flows.csv", tmp_path / "topics.csv"]
    with pytest.raises(FaultyFile, match="topics: has several rows with a '710'"):
        relgraph.import_into(folder, str(tmp_path / "small.toml"), given)
    (tmp_path / "small.toml").write_text(
        mapping.replace('["topic"] }', '["topic"], several = "/" }')
    )
    relgraph.import_into(folder, str(tmp_path / "small.toml"), given)
    notes = asked(folder, "MATCH ()-[r:EXPORTED_TO]->() RETURN r.note ORDER BY r.row")
    assert notes == [("x/y",), ("z",), ("x/y",)]


def test_names_are_those_of_states_while_they_were(tried):
    named = TRADE.replace('"cow:{{a}}"', '"name:{{a}}"')
    rows = "a,b,year,value\nCzechoslovakia,365,1980,1\nCzechoslovakia,365,1999,1\n"
    assert tried(rows, mapping=named).outcome.accounts[0].rejected == 1


def test_a_decimal_comma_is_read_where_the_mapping_says_so(folder, tried):
    mapping = TRADE.replace(
        'value = "{{value}}"', 'value = {{ text = "{{value}}", decimal = "," }}'
    )
    tried("a;b;year;value\n710;365;2001;1.234,5\n", file='delimiter = ";"', mapping=mapping)
    assert asked(folder, VALUES) == [("CHN", "RUS", 2001, 1234.5)]


def test_small_numbers_dates_and_holes_of_typed_files_are_kept(folder, tried, tmp_path):
    frame = FRAME.assign(value=[0.00001, 7.0, 6.0], when=pd.to_datetime(["2001-07-16", None, None]))
    frame.to_stata(tmp_path / "made.dta", write_index=False)
    tried((tmp_path / "made.dta").read_bytes(), file='format = "dta"', name="flows.dta",
          edge='note = "{when}"')  # fmt: skip
    found = asked(folder, "MATCH ()-[r:EXPORTED_TO]->() RETURN r.value, r.note ORDER BY r.row")
    assert found == [(0.00001, "2001-07-16"), (7.0, None), (6.0, None)]


def test_an_excel_cell_with_an_error_is_no_empty_cell(folder, tried, tmp_path):
    import openpyxl

    book = openpyxl.Workbook()
    for row in (["a", "b", "year", "value"], [710, 365, 2001, 5], [365, 710, 2001, "#N/A"]):
        book.active.append(row)
    book.save(tmp_path / "made.xlsx")
    content = (tmp_path / "made.xlsx").read_bytes()
    kept = tried(content, file='format = "xlsx"', name="flows.xlsx")
    assert [fault.code for fault in kept.outcome.faults] == ["bad-value"]
    book.active["D3"] = "=1+1"
    book.save(tmp_path / "made.xlsx")
    with pytest.raises(FaultyFile, match="D3 has a formula whose value is not kept"):
        tried((tmp_path / "made.xlsx").read_bytes(), file='format = "xlsx"', name="flows.xlsx")


def test_a_damaged_set_is_told_of_and_can_be_imported_again(folder, tried):
    place = tried(ROWS).place
    (place / "set.graph").write_bytes(b"no")
    with pytest.raises(Refused, match="import it again"):
        relgraph.open(folder)
    assert tried(ROWS).changes == (3, 0, 0, 0)
    assert asked(folder, VALUES) == EXPECTED
    (place / "import.json").unlink()
    with pytest.raises(Refused, match="is no imported set"):
        relgraph.open(folder)


def test_a_check_that_does_not_hold_ends_in_an_exit_code(folder, tried, tmp_path, command):
    tried(ROWS)
    mapping = tmp_path / "small.toml"
    check = '\n[[checks]]\ntype = "EXPORTED_TO"\nequals = 4\nsays = "the press"\n'
    mapping.write_text(mapping.read_text() + check)
    (tmp_path / "flows.csv").write_text(ROWS)
    told = command("import", mapping, tmp_path / "flows.csv", "--into", folder)
    assert (told.code, "EXPORTED_TO 3 NOT as the press (4)" in told.err) == (5, True)


def test_a_data_set_that_was_made_for_a_failed_import_is_removed(tmp_path, command, tried):
    tried(ROWS)
    (tmp_path / "flows.csv").write_text("a,b\n1,2\n")
    told = command(
        "import", tmp_path / "small.toml", tmp_path / "flows.csv", "--into", tmp_path / "new"
    )
    assert (told.code, (tmp_path / "new").exists()) == (1, False)
    (tmp_path / "flows.csv").write_text(ROWS)
    told = command("import", tmp_path / "small.toml", tmp_path / "flows.csv", "--into",
                   tmp_path / "new", "--dry-run")  # fmt: skip
    assert (told.code, (tmp_path / "new").exists()) == (0, False)


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ("ccode1,ccode2,year,flow\n710,365,2001,5\n365,710,2001,7\n",
         [("CHN", "RUS", "2001", 5.0), ("RUS", "CHN", "2001", 7.0)]),
        ("from;to;when;how much\nChina;俄罗斯;16.07.2001;5\nRussia;China;17.07.2001;7\n",
         [("CHN", "RUS", "2001-07-16", 5.0), ("RUS", "CHN", "2001-07-17", 7.0)]),
        ("a\tb\tmonth\tx\nCHN\tRUS\t200107\t5\nNAM\tNOR\t200108\t6\n",
         [("CHN", "RUS", "2001-07", 5.0), ("NAM", "NOR", "2001-08", 6.0)]),
    ],
)  # fmt: skip
def test_a_drafted_mapping_imports_its_file(rows, found, folder, tmp_path, command):
    (tmp_path / "own.csv").write_text(rows)
    drafted = command("import", "--draft", tmp_path / "own.csv")
    assert drafted.code == 0, drafted.err
    (tmp_path / "own.toml").write_text(drafted.out)
    told = command("import", tmp_path / "own.toml", tmp_path / "own.csv", "--into", folder)
    assert told.code == 0, told.err
    query = "MATCH (a)-[r:EXPORTED_TO]->(b) RETURN a.id, b.id, r.since_edtf, r.value ORDER BY r.row"
    assert asked(folder, query) == found


def test_a_draft_says_what_a_column_seems_to_be_and_refuses_what_has_no_states(tmp_path, command):
    (tmp_path / "own.csv").write_text("ccode1,ccode2,year\n710,365,2001\n710,999,2002\n")
    told = command("import", "--draft", tmp_path / "own.csv")
    assert (told.code, "no two columns hold states" in told.err) == (5, True)
    (tmp_path / "own.csv").write_text("ccode1,ccode2,year\n710,365,2001\n")
    told = command("import", "--draft", tmp_path / "own.csv")
    assert "#   ccode1: state (cow), 1 of 1 distinct texts fit" in told.out


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.binary(max_size=200) | st.text(max_size=200).map(str.encode), file=st.sampled_from(
    ["", "skip = 1", "quoting = false", 'short = "fill"', 'encoding = "utf-16"', "lower = true",
     'format = "json"', 'format = "jsonl"', 'format = "dta"', 'format = "xlsx"'],
))  # fmt: skip
def test_any_bytes_end_in_an_answer_or_an_error_and_never_in_half_a_set(
    content, file, folder, tried
):
    try:
        tried(content, file=file)
    except relgraph.RelgraphError:
        assert not (folder / "imported").exists()
    else:
        relgraph.open(folder).query("MATCH ()-[r]->() RETURN count(r)")
        shutil.rmtree(folder / "imported")


ROW = st.tuples(
    st.sampled_from(["710", "365", "2", "999", "", "x"]), st.sampled_from(["710", "365", "2", "345"]),
    st.sampled_from(["2001", "1914", "1900", "", "2001-13", "soon"]),
    st.sampled_from(["5", "0", "-1", "~7", "1e3", "", "much"]),
)  # fmt: skip


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(ROW, max_size=12), duplicates=st.sampled_from(["refuse", "drop", "keep"]))
def test_of_any_rows_all_are_loaded_skipped_or_rejected(rows, duplicates, folder, tried):
    text = "a,b,year,value\n" + "".join(f"{','.join(row)}\n" for row in rows)
    try:
        kept = tried(text, edge=f'duplicates = "{duplicates}"', dry_run=True)
    except relgraph.RelgraphError:
        return
    [account] = kept.outcome.accounts
    assert account.read == len(rows) == account.loaded + account.skipped + account.rejected
    assert account.rejected == len({fault.row for fault in kept.outcome.faults})
    graph = kept.outcome.graph
    table = graph.edges["EXPORTED_TO"]
    assert len(set(table.columns["id"].values())) == len(table)
    loaded = {row - 1 for row in table.columns["row"].values()}
    assert loaded.isdisjoint(fault.row for fault in kept.outcome.faults)


def test_an_import_can_be_rows_of_csv_that_are_sound(folder, tried, command):
    tried(ROWS + "999,365,2001,1\n", as_csv=True)
    assert command("check", folder).code == 0
    assert asked(folder, VALUES.replace("r.row", "r.since, a.id")) == [
        ("CHN", "RUS", 2001, 5.0), ("RUS", "CHN", 2001, 7.0), ("CHN", "RUS", 2002, 6.0),
    ]  # fmt: skip
    assert "value" in (folder / "edges/economy.csv").read_text("utf-8").splitlines()[0]
    with pytest.raises(Refused, match="has rows already"):
        tried(ROWS, as_csv=True)
