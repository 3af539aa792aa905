"""Workbooks, Stata, Parquet and references: each read by another program, against the CSV."""

from __future__ import annotations

import csv
import json
import re
import warnings
from datetime import date, datetime

import networkx as nx
import openpyxl
import pandas as pd
import pytest
from cases.hostile import HOSTILE
from pyarrow import parquet
from samples import ROOT, SMALL, write_folder

from relgraph import from_networkx
from relgraph.api import Graph
from relgraph.errors import NotFound, Refused
from relgraph.export.cite import cite, sources_of


@pytest.fixture(scope="module")
def rows():
    with (ROOT / "data" / "edges" / "energy.csv").open(encoding="utf-8") as file:
        return {row["id"]: row for row in csv.DictReader(file)}


@pytest.fixture(scope="module")
def energy():
    return Graph.at(ROOT / "data").select(issue_areas=("energy",), claims=True)


def sheet(book, name):
    header, *cells = book[name].iter_rows(values_only=True)
    return [dict(zip(header, row, strict=True)) for row in cells]


def test_a_workbook_has_relations_nodes_sources_and_what_they_are(energy, rows, tmp_path):
    (path,) = energy.export(tmp_path / "energy.xlsx")
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["relations", "nodes", "sources", "about"]
    found = {row["id"]: row for row in sheet(book, "relations")}
    assert found.keys() == rows.keys()
    for id, row in rows.items():
        assert (found[id]["from"], found[id]["to"]) == (row["from"], row["to"])
        assert found[id]["sources"] == "; ".join(row["sources"].split(";"))
        assert (found[id]["note"] or "") == row["note"]
    exact = found["power-of-siberia-carried-2020"]
    assert (exact["gas"], exact["since"]) == (4.1, datetime.fromisoformat("2020-01-01"))
    assert book["relations"].freeze_panes == "B2"
    cited = {text.split("#")[0] for row in rows.values() for text in row["sources"].split(";")}
    assert {row["id"] for row in sheet(book, "sources")} == cited
    assert dict(book["about"].iter_rows(values_only=True))["selection"] == (
        "all relations, in energy"
    )


@pytest.mark.parametrize("text", ["=1+1", "+A1", "@SUM(A1)", "-2+3", "http://x.org", *HOSTILE[:12]])
def test_a_text_in_a_workbook_is_a_text(text, tmp_path):
    drawn = nx.MultiDiGraph()
    drawn.add_edge("a", "b", key="SAID", note=text)
    (path,) = from_networkx(drawn).export(tmp_path / "x.xlsx")
    cells = [cell for row in openpyxl.load_workbook(path)["relations"] for cell in row]
    assert [cell.data_type for cell in cells if cell.value == text] == ["s"]
    assert not any(cell.data_type == "f" or cell.hyperlink for cell in cells)


def test_a_text_longer_than_a_cell_and_a_day_before_excel_s_are_not_lost(tmp_path):
    drawn = nx.MultiDiGraph()
    drawn.add_edge("a", "b", key="SAID", note="x" * 40_000)
    with pytest.raises(Refused, match="note has 40000 characters"):
        from_networkx(drawn).export(tmp_path / "x.xlsx")
    assert not (tmp_path / "x.xlsx").exists()
    early = SMALL["edges/diplomacy.csv"].replace("2001-07-16", "1689-08-27")
    old = write_folder(tmp_path / "old", {**SMALL, "edges/diplomacy.csv": early})
    (path,) = Graph.at(old).export(tmp_path / "old.xlsx")
    found = {row["id"]: row for row in sheet(openpyxl.load_workbook(path), "relations")}
    assert found["chn-signed"]["since"] == "1689-08-27"


def test_stata_has_days_value_labels_and_whole_texts(energy, rows, tmp_path):
    files = energy.export(tmp_path / "energy.dta")
    assert [file.name for file in files] == [
        "energy-relations.dta", "energy-nodes.dta", "energy-sources.dta",
    ]  # fmt: skip
    found = pd.read_stata(files[0]).set_index("id")
    assert set(found.index) == set(rows)
    row = found.loc["power-of-siberia-carried-2020"]
    assert (row["type"], row["gas"], row["since"].date()) == ("CARRIED", 4.1, date(2020, 1, 1))
    assert [found.loc[id, "note"] for id in rows] == [row["note"] for row in rows.values()]
    with pd.io.stata.StataReader(files[0]) as reader:
        labels = reader.variable_labels()
        assert labels["gas"].startswith("gas (billion cubic metres")
        assert all(len(label) <= 80 for label in labels.values())
        assert "CARRIED" in reader.value_labels()["type"].values()


def test_parquet_has_dates_lists_as_texts_and_says_what_it_is(energy, rows, tmp_path):
    files = energy.export(tmp_path / "energy.parquet")
    table = parquet.read_table(files[0])
    found = {row["id"]: row for row in table.to_pylist()}
    assert found.keys() == rows.keys()
    assert found["power-of-siberia-carried-2020"]["since"] == date(2020, 1, 1)
    assert found["power-of-siberia-carried-2020"]["gas"] == 4.1
    assert table.schema.metadata[b"selection"] == b"all relations, in energy"


@pytest.mark.parametrize("ending", ["xlsx", "parquet", "dta"])
def test_an_empty_selection_is_written_too(ending, tmp_path):
    small = Graph.at(write_folder(tmp_path / "data", SMALL)).select(types="OWNS")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert small.export(tmp_path / f"none.{ending}")


@pytest.fixture(scope="module")
def sources():
    with (ROOT / "data" / "sources.csv").open(encoding="utf-8") as file:
        return {row["id"]: row for row in csv.DictReader(file)}


@pytest.fixture(scope="module")
def cited():
    return sources_of(Graph.at(ROOT / "data").subgraph(claims=True))


def test_bibtex_has_an_entry_a_source_with_its_address_as_it_is(cited, sources):
    text = cite(cited, "bibtex")
    entries = re.findall(r"^@misc\{([^,]+),\n(.*?)^\}$", text, re.MULTILINE | re.DOTALL)
    assert {id for id, _ in entries} == {source["id"] for source in cited}
    for id, fields in entries:
        url = sources[id]["url"].replace("{", "%7B").replace("}", "%7D")
        assert not url or f"  url = {{{url}}}," in fields
        year = sources[id]["published"][:4]
        assert not re.fullmatch(r"\d{4}(-\d\d){0,2}", sources[id]["published"]) or (
            f"  year = {{{year}}}," in fields
        )


def test_csl_and_ris_say_the_same(cited, sources):
    items = {item["id"]: item for item in json.loads(cite(cited, "csl"))}
    records = cite(cited, "ris").split("ER  - \n")[:-1]
    assert len(records) == len(items) == len(cited)
    for record in records:
        tags = dict(line.split("  - ", 1) for line in record.strip().splitlines())
        item, row = items[tags["ID"]], sources[tags["ID"]]
        assert tags["TI"] == item["title"] == " ".join(row["title"].split())
        assert tags.get("UR", "") == item.get("URL", "") == row["url"]
        assert tags.get("PB", "") == item.get("publisher", "") == row["publisher"]
        if "PY" in tags:
            assert int(tags["PY"]) == item["issued"]["date-parts"][0][0]


@pytest.mark.parametrize("hostile", [*HOSTILE, "a } b {", "50 % of $5 & #1_x^2~\\"])
def test_a_hostile_title_stays_in_its_field(hostile):
    source = {"id": "a", "title": hostile, "url": "https://x.org/a b}"}
    entry = cite([source], "bibtex")
    assert entry.count("\n@") == 0
    assert entry.count("{") == entry.count("}")
    assert entry.endswith("url = {https://x.org/a%20b%7D},\n}\n")
    assert cite([source], "ris").count("\n") == 5
    assert json.loads(cite([source], "csl"))[0]["title"] == (hostile or "a")


def test_a_date_that_is_not_certain_is_cited_as_such():
    source = {"id": "a", "title": "T", "published": "2023-02?", "author": "Smith, John; Li Na"}
    (item,) = json.loads(cite([source], "csl"))
    assert item["issued"] == {"date-parts": [[2023, 2]], "circa": True}
    assert [author["literal"] for author in item["author"]] == ["Smith, John", "Li Na"]
    assert "note = {dated 2023-02?}" in cite([source], "bibtex")
    assert "N1  - dated 2023-02?" in cite([source], "ris")


def test_cite_takes_ids_or_a_selection_and_refuses_what_is_no_source(command, tmp_path):
    small = write_folder(tmp_path / "data", SMALL)
    said = command("cite", "rumour", "--db", small, "--style", "csl")
    assert [item["id"] for item in json.loads(said.out)] == ["rumour"]
    said = command("cite", "--db", small, "--type", "TRADED_WITH", "--style", "csl")
    assert [item["id"] for item in json.loads(said.out)] == ["paper"]
    assert command("cite", "CHN", "--db", small).code == 3
    said = command("cite", "paper", "paper", "--db", small, "--style", "csl")
    assert len(json.loads(said.out)) == 1
    with pytest.raises(NotFound, match="no source 'CHN' among"):
        sources_of(Graph.at(small).subgraph(), ["CHN"])
