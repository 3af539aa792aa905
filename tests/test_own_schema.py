"""A folder whose types are all its own: families, kinds, colours, languages of names."""

from __future__ import annotations

import csv
import json
import re

import pytest
from opened import Opened
from samples import records_of, write_folder

from relgraph.api import Graph
from relgraph.errors import NotFound
from relgraph.find import find_node
from relgraph.model.schema import read_schema
from relgraph.page.facts import Reader
from relgraph.tables.folder import check_folder
from relgraph.tables.write import write_folder as write_dataset

SCHEMA = """
[names]
fr = "French"
[issue_areas]
culture = "Culture"
[issue_areas.trade_policy]
label = "trade"
colour = "#0a0b0c"
definition = "Trade and tariffs"
[families.Player]
file = "players"
acts = true
definition = "Who acts"
[families.Deal]
file = "deals"
definition = "What players agreed on"
[families.Site]
file = "sites"
middle = false
definition = "Where things are"
[kinds.Nation]
family = "Player"
colour = "#112233"
shape = "star"
definition = "A nation"
[kinds.Nation.properties.area]
type = "number"
unit = "km2"
min = 0
definition = "Area"
[kinds.FreeCity]
extends = "Nation"
plural = "free cities"
colour = "#445566"
definition = "A city that is no nation"
[kinds.Firm]
family = "Player"
definition = "A firm"
[kinds.Accord]
family = "Deal"
definition = "An accord"
[kinds.Port]
family = "Site"
definition = "A port"
[edges.JOINED]
from = ["Player"]
to = ["Deal"]
dated = "instant"
definition = "Joined the deal"
[edges.USES]
from = ["Player"]
to = ["Site"]
dated = "spell"
definition = "Uses the place"
[edges.SEATED_IN]
from = ["Firm"]
to = ["Nation", "FreeCity"]
dated = "spell"
belongs = true
definition = "Has its seat there"
"""
FILES = {
    "schema.toml": SCHEMA,
    "dataset.toml": 'title = "Own"\nlicence = "CC0"\nid = "22222222-2222-4222-8222-222222222222"\n',
    "sources.csv": "id,title,reliability,access\npaper,A paper,B,read\n",
    "nodes/players.csv": (
        "id,kind,name,name_fr,area\n"
        "DEU,Nation,Germany,Allemagne,357592\nFRA,Nation,France,,543940\n"
        "TRS,FreeCity,Trieste,Trieste,85\nairbus,Firm,Airbus,,\n"
    ),
    "nodes/deals.csv": "id,kind,name,name_fr\nelysee,Accord,Elysee accord,Accord de l'Élysée\n",
    "nodes/sites.csv": "id,kind,name\nport,Port,Harbour\n",
    "edges/trade_policy.csv": (
        "id,type,from,to,since,until,sources\n"
        "deu-joined,JOINED,DEU,elysee,1963-01-22,,paper\n"
        "airbus-joined,JOINED,airbus,elysee,1970,,paper\n"
        "seat,SEATED_IN,airbus,FRA,1970,..,paper\n"
        "fra-uses,USES,FRA,port,1970,..,paper\n"
        "deu-uses,USES,DEU,port,1970,..,paper\n"
    ),
}


@pytest.fixture
def own(tmp_path):
    return write_folder(tmp_path / "own", FILES)


def test_it_is_sound_and_comes_back_from_records_as_it_was(own, tmp_path):
    assert check_folder(own) == []
    write_dataset(records_of(own), tmp_path / "again")
    before, after = records_of(own), records_of(tmp_path / "again")
    for dataset in (before, after):
        dataset.edges.sort(key=lambda edge: edge.id)
        dataset.nodes.sort(key=lambda node: node.id)
    assert after == before
    head = (tmp_path / "again/nodes/players.csv").read_text("utf-8").splitlines()[0]
    assert head == "id,kind,name,name_fr,short_name,short_name_fr,aliases,rank,note,area"


def test_a_node_is_found_by_its_french_name(own, command):
    assert find_node(Graph.at(own).engine, "allemagne").id == "DEU"
    shown = command("show", "Accord de l'Élysée", "--db", own)
    assert (shown.code, "deu-joined" in shown.out) == (0, True)


def test_between_runs_through_its_own_families(own):
    pair = Graph.at(own).between("Allemagne", "France")
    edges = {edge["id"] for edge in Reader(pair.subgraph()).edges()}
    assert edges == {"deu-joined", "airbus-joined", "seat"}  # the firm is France's; no port


def test_the_map_has_its_colours_shapes_and_words(own, tmp_path):
    made = Graph.at(own).map(tmp_path / "map.html")
    page = (tmp_path / "map.html").read_text("utf-8")
    data = json.loads(re.search(r'<script type="application/json"[^>]*>(.*?)</script>', page)[1])
    assert data["kinds"] == [
        ["Nation", "#112233", "star", "nation", "nations", "Player"],
        ["FreeCity", "#445566", "star", "free city", "free cities", "Player"],
        ["Firm", "#6f7782", "dot", "firm", "firms", "Player"],
        ["Accord", "#6f7782", "dot", "accord", "accords", "Deal"],
        ["Port", "#6f7782", "dot", "port", "ports", "Site"],
    ]
    assert data["areas"] == [["trade_policy", "#0a0b0c", "trade", "trade"]]
    [germany] = [node for node in data["facts"]["nodes"] if node["id"] == "DEU"]
    assert germany["names"] == ["Allemagne"]
    assert "free city" in made.svg
    assert "#112233" in made.svg


def test_exports_have_its_columns_and_units(own, tmp_path):
    graph = Graph.at(own)
    graph.export(tmp_path / "all.csv")
    with (tmp_path / "all-nodes.csv").open(encoding="utf-8") as stream:
        rows = {row["id"]: row for row in csv.DictReader(stream)}
    assert (rows["DEU"]["name_fr"], rows["TRS"]["area"]) == ("Allemagne", "85.0")
    graph.export(tmp_path / "all.json")
    kinds = json.loads((tmp_path / "all.json").read_text("utf-8"))["graph"]["kinds"]
    assert kinds["FreeCity"]["shape"] == "star"


def test_a_column_in_a_language_that_the_schema_lacks_is_a_fault_with_a_hint(own):
    path = own / "nodes/players.csv"
    path.write_text(path.read_text("utf-8").replace("name_fr", "french"), "utf-8")
    [fault] = check_folder(own)
    assert (fault.code, fault.suggestion) == ("unknown-column", "name_fr")
    path.write_text(path.read_text("utf-8").replace("french", "name_zh"), "utf-8")
    assert [fault.code for fault in check_folder(own)] == ["unknown-column"]


@pytest.mark.parametrize(
    ("old", "new", "key", "part"),
    [
        ("acts = true\n", "", "families", "no family acts, and SEATED_IN"),
        ('extends = "Nation"', 'extends = "Natoin"', "kinds.FreeCity.extends", "mean 'Nation'"),
        ('extends = "Nation"', 'extends = "FreeCity"', "kinds.FreeCity.extends", "itself"),
        ('family = "Player"\ncolour', "colour", "kinds.Nation.family", "expected the family"),
        ('label = "trade"', 'label = "trade"\ngroup = "culture"', "issue_areas.trade_policy.colour",
         "a group has one colour"),
        ('colour = "#112233"', 'colour = "red"', "kinds.Nation.colour", "#1f3a68"),
        ('shape = "star"', 'shape = "heart"', "kinds.Nation.shape", "heart"),
        ('colour = "#0a0b0c"', 'color = "#0a0b0c"', "issue_areas.trade_policy", "unknown field"),
        ('fr = "French"', 'french = "French"', "names.french", "ISO 639"),
    ],
)  # fmt: skip
def test_a_wrong_word_in_it_is_a_fault_with_its_key(own, old, new, key, part):
    assert old in SCHEMA
    (own / "schema.toml").write_text(SCHEMA.replace(old, new), "utf-8")
    problems = {fault.header: fault.message for fault in check_folder(own)}
    assert part in problems[key]


def test_a_kind_that_extends_another_is_no_such_kind(own):
    schema = read_schema(own / "schema.toml")
    assert schema.kinds["FreeCity"].properties == schema.kinds["Nation"].properties
    assert not schema.admits("FreeCity", ["Nation"])
    with pytest.raises(NotFound, match="mean 'Nation'"):
        Graph.at(own).select(kinds="Natoin").subgraph()


@pytest.mark.browser
def test_along_the_years_a_place_of_its_own_is_no_thing_that_relations_share(
    own, browser, tmp_path
):
    graph = Graph.at(own)
    page = tmp_path / "own.html"
    graph.map(page, view="time")
    opened = Opened(browser, page)
    shown = opened.page.locator("#times .thing text").all_text_contents()
    opened.close()
    drawn = re.findall(r"<text [^>]*>([^<]*)</text>", graph.map(view="time").svg)
    for said in (shown, drawn):
        # who joined the accord shares it; each uses the harbour by itself
        assert {"Elysee accord", "France uses Harbour"} <= set(said)
        assert "Harbour" not in said
