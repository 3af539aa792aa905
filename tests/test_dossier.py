"""The dossier: what it says is what the rows of the data say, in four formats that agree."""

from __future__ import annotations

import csv
import json
import re
from collections import defaultdict
from itertools import pairwise

import docx
import networkx as nx
import pytest
from cases.hostile import HOSTILE
from lxml import etree
from lxml import html as markup
from samples import ROOT, SMALL, write_folder

from relgraph import from_networkx
from relgraph.api import Graph
from relgraph.errors import NotFound, Refused
from relgraph.model.text import safe_text
from relgraph.page import Paper
from relgraph.report.dossier import dossier
from relgraph.report.markdown import escaped


def lines_of(tree):
    """Each line of a dossier in JSON, with its section and all that its row says."""
    for section in tree["sections"]:
        for part in section["parts"]:
            if "text" in part:
                yield section["title"], part, part["text"]
            for row in part.get("rows", ()):
                lines = [line for cell in row for line in cell]
                for line in lines:
                    yield section["title"], line, " ".join(each["text"] for each in lines)


def read(made, tmp_path):
    made.save(tmp_path / "dossier.json")
    return json.loads((tmp_path / "dossier.json").read_text("utf-8"))


def cited_by_mark(tree):
    return {
        mark: (source["id"], place)
        for source in tree["sources"]
        for mark, place in source["places"].items()
    }


@pytest.fixture(scope="module")
def rows():
    found = {}
    for path in sorted((ROOT / "data" / "edges").glob("*.csv")):
        with path.open(encoding="utf-8") as file:
            found |= {row["id"]: row for row in csv.DictReader(file)}
    for row in found.values():
        pairs = (cited.partition("#") for cited in row["sources"].split(";"))
        row["cited"] = {(id, locator) for id, _, locator in pairs}
    return found


@pytest.fixture(scope="module")
def graph():
    return Graph.at(ROOT / "data")


@pytest.fixture(
    scope="module",
    params=[("CHN", "RUS"), ("gazprom",), ("good-neighbourliness-treaty-2001",)],
    ids="-".join,
)
def whole(request, graph, tmp_path_factory):
    """A dossier with all rows, and the ids of the relations that are selected."""
    ends = request.param
    made = graph.dyad(*ends, most=None) if len(ends) > 1 else graph.dossier(*ends, most=None)
    chosen = graph.between(*ends) if len(ends) > 1 else graph.around(*ends)
    ids = list(chosen.select(claims=True).to_pandas()["id"])
    return read(made, tmp_path_factory.mktemp("dossier")), ids


def test_each_relation_stands_in_a_line_with_its_dates_and_all_its_sources(whole, rows):
    tree, ids = whole
    cited = cited_by_mark(tree)
    lines = [
        (around, {cited[mark] for mark in line["notes"]}) for _, line, around in lines_of(tree)
    ]
    assert len(ids) > 5
    for row in (rows[id] for id in ids):
        told = [around for around, notes in lines if row["cited"] <= notes]
        assert any(row["since"] in around and row["until"].strip(".") in around for around in told)


def test_no_line_cites_what_no_row_of_the_data_cites(whole, rows):
    tree, _ = whole
    cited = cited_by_mark(tree)
    citing = defaultdict(list)
    for row in rows.values():
        for pair in row["cited"]:
            citing[pair].append(row["cited"])
    assert set(cited.values()) <= citing.keys()
    for _, line, _ in lines_of(tree):
        notes = {cited[mark] for mark in line["notes"]}
        # each note stands there for a whole row: no source of a row is left out, none is added
        assert all(any(pairs <= notes for pairs in citing[note]) for note in notes)


def test_figures_are_counted_as_the_graph_counts_them(graph, tmp_path):
    tree = read(graph.dyad("CHN", "RUS"), tmp_path)
    table = next(s for s in tree["sections"] if s["title"] == "In figures")["parts"][0]
    counts = {row[0][0]["text"]: [cell[0]["text"] for cell in row[1:]] for row in table["rows"]}
    drawn = graph.between("CHN", "RUS").map().figure.edges
    for area in ("energy", "arms", "diplomacy"):
        some = [edge for edge in drawn if edge["area"] == area]
        held = [edge for edge in some if not edge["claim"] and "rival_of" not in edge]
        assert counts[area.capitalize()][0] == str(len(held))
        assert counts[area.capitalize()][4] == str(sum(edge["claim"] for edge in some))


def test_votes_are_counted_as_cypher_counts_them(graph, tmp_path):
    said = next(
        line["text"] for title, line, _ in lines_of(read(graph.dyad("CHN", "RUS"), tmp_path))
        if title == "Votes together and apart"
    )  # fmt: skip
    query = """
        MATCH (:State {id: 'CHN'})-[a:VOTED]->(v)<-[b:VOTED]-(:State {id: 'RUS'})
        RETURN count(DISTINCT v) AS both,
               count(DISTINCT CASE WHEN a.vote <> b.vote THEN v END) AS apart"""
    (row,) = graph.query(query).records
    assert said == (
        f"Voted, both: {row['both']} times; alike {row['both'] - row['apart']}, "
        f"apart {row['apart']}."
    )


def test_a_long_table_has_its_newest_rows_and_says_of_how_many(graph, tmp_path):
    tree = read(graph.dyad("CHN", "RUS", most=5), tmp_path)
    tables = [part for s in tree["sections"] for part in s["parts"] if part.get("told")]
    assert len(tables) > 5
    for table in tables:
        told = re.fullmatch(r"The newest 5 of (\d+)\.", table["told"])
        assert int(told[1]) > len(table["rows"]) == 5
    meetings = next(s for s in tree["sections"] if s["title"] == "Meetings")["parts"][0]
    assert "2026" in meetings["rows"][-1][1][0]["text"]


def test_what_changed_since_a_day_began_or_ended_after_it(graph, tmp_path):
    tree = read(graph.dyad("CHN", "RUS", since="2022-02-24", most=None), tmp_path)
    section = next(s for s in tree["sections"] if s["title"].startswith("What changed"))
    assert section["title"] == "What changed since 2022-02-24"
    began = section["parts"][0]
    years = [re.search(r"\d{4}", row[0][0]["text"])[0] for row in began["rows"]]
    # what is dated to some time before or after a month may stand a year off
    assert all(int(after) >= int(before) - 1 for before, after in pairwise(years))
    assert min(years) == years[0] == "2022"
    assert any("Lunar Research Station" in row[1][0]["text"] for row in began["rows"])


def test_as_of_a_day_history_is_told_and_nothing_after_it(graph, tmp_path):
    tree = read(graph.as_of("2022-03-01").dyad("CHN", "RUS", most=None), tmp_path)
    assert tree["left_out"] == []
    said = [line["text"] for _, line, _ in lines_of(tree)]
    assert any("1996" in text for text in said)
    voted = next(text for text in said if text.startswith("Voted, both"))
    query = """
        MATCH (:State {id: 'CHN'})-[a:VOTED]->(v)<-[b:VOTED]-(:State {id: 'RUS'})
        WHERE a.since <= date('2022-03-01') RETURN count(DISTINCT v)"""
    assert f"{graph.query(query).records[0][0]} times" in voted
    meetings = next(s for s in tree["sections"] if s["title"] == "Meetings")["parts"][0]
    assert not any("2023" in row[0][0]["text"] for row in meetings["rows"])
    assert "What changed since 2021-03-01" in [s["title"] for s in tree["sections"]]


def test_what_is_told_to_go_on_stands_before_what_has_no_told_end(graph, tmp_path):
    tree = read(graph.dyad("CHN", "RUS"), tmp_path)
    said = [line["text"] for title, line, _ in lines_of(tree) if title.startswith("Who the two")]
    maybe = [at for at, text in enumerate(said) if text.startswith("Of these no source")]
    office = {text.split(" holds office ")[0]: at for at, text in enumerate(said)}
    assert (
        office["Li Qiang"]
        < maybe[0]
        < office["Chi Haotian"]
        < said.index(next(text for text in said if text.startswith("Russia; state")))
    )
    assert not any("announced" in text or "President (disputed)" in text for text in said)


def test_plans_and_figures_have_not_begun(graph, tmp_path):
    tree = read(graph.dossier("eastern-polygon"), tmp_path)
    table = next(s for s in tree["sections"] if s["title"] == "In figures")["parts"][0]
    assert all(row[3][0]["text"] <= "2026" for row in table["rows"])


def test_the_dossier_of_a_source_is_refused(graph):
    with pytest.raises(Refused, match="relgraph cite"):
        graph.dossier("tass-2025-12-05-power-of-siberia")


@pytest.mark.parametrize("day", ["202X", "0001", "2024-02-29"])
def test_any_day_may_be_that_of_a_dossier(day, graph, tmp_path):
    assert read(graph.as_of(day).dyad("CHN", "RUS"), tmp_path)["as_of"] == day


@pytest.mark.parametrize("since", ["soon", "2022-13", "2030"])
def test_a_day_that_is_none_is_refused(since, graph):
    with pytest.raises(Refused, match="since"):
        graph.dyad("CHN", "RUS", since=since)


def test_a_dossier_is_of_two_nodes_or_of_one(graph):
    with pytest.raises(Refused, match="between"):
        dossier(graph.engine, graph.selection)
    with pytest.raises(NotFound, match=r"no dossier '\.odt'"):
        graph.dossier("gazprom").save("dossier.odt")


@pytest.mark.parametrize("of", ["two", "one", "other types"])
def test_all_formats_say_the_same(of, graph, tmp_path):
    if of == "other types":
        made = Graph.at(write_folder(tmp_path / "own", OWN)).dyad("VEN", "RAG")
    else:
        made = graph.dyad("CHN", "RUS") if of == "two" else graph.dossier("gazprom")
    tree = read(made, tmp_path)
    for ending in (".html", ".md", ".docx"):
        made.save(tmp_path / f"dossier{ending}")
    page = squeezed(markup.document_fromstring(made.html).text_content())
    text = (tmp_path / "dossier.md").read_text("utf-8")
    document = docx.Document(tmp_path / "dossier.docx")
    words = squeezed("".join(document.element.body.itertext()))
    for _, line, _ in lines_of(tree):
        marks = ", ".join(line["notes"])
        assert squeezed(line["text"] + marks) in page
        assert squeezed(f"{line['text']} {marks}") in words
        assert escaped(line["text"]) + (f" \\[{marks}\\]" if marks else "") in text
    for source in tree["sources"]:
        for place in source["places"].values():
            assert squeezed(place) in page
            assert squeezed(place) in words
        assert source["url"] in page
        assert source["url"] in words
        assert escaped(source["url"]) in text


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


OWN = {
    "dataset.toml": (
        'title = "Lagoon"\nlicence = "CC0"\nid = "22222222-2222-4222-8222-222222222222"\n'
    ),
    "schema.toml": """
[issue_areas]
salt = "Salt"
[families.Player]
file = "players"
acts = true
definition = "Who acts"
[families.Pact]
file = "pacts"
definition = "What players agreed on"
[kinds.Republic]
family = "Player"
definition = "A republic"
[kinds.Capitulation]
family = "Pact"
definition = "A privilege of trade"
[edges.SWORE]
from = ["Player"]
to = ["Pact"]
dated = "instant"
definition = "Swore to it"
[edges.LENT_TO]
from = ["Player"]
to = ["Player"]
dated = "reporting period"
definition = "Lent money"
[edges.LENT_TO.properties.ducats]
type = "quantity"
unit = "ducat"
min = 0
max = 1000000
definition = "How much"
""",
    "sources.csv": (
        "id,title,publisher,published,url,reliability,access\n"
        "ledger,A ledger,Archive,1500,https://example.org/l,A,read\n"
    ),
    "nodes/players.csv": "id,kind,name\nVEN,Republic,Venice\nRAG,Republic,Ragusa\n",
    "nodes/pacts.csv": "id,kind,name\npact,Capitulation,Pact of salt\n",
    "edges/salt.csv": (
        "id,type,from,to,since,until,sources,ducats\n"
        "v,SWORE,VEN,pact,1423-05-01,,ledger#f. 1,\n"
        "r,SWORE,RAG,pact,1423-05-01,,ledger#f. 1,\n"
        "a,LENT_TO,VEN,RAG,1430,,ledger#f. 2,100\n"
        "b,LENT_TO,VEN,RAG,1431,,ledger#f. 3,250\n"
        "c,LENT_TO,VEN,RAG,1432,,ledger#f. 4,175\n"
    ),
}


def test_a_data_set_with_types_of_its_own_has_its_sections_and_lists_those_it_lacks(tmp_path):
    own = Graph.at(write_folder(tmp_path / "own", OWN))
    tree = read(own.dyad("VEN", "RAG"), tmp_path)
    titles = [section["title"] for section in tree["sections"]]
    assert titles == [
        "Who the two are", "In figures", "The years", "Activity by issue area", "Figures by year",
        "Capitulations",
    ]  # fmt: skip
    assert tree["left_out"] == [
        "What changed", "Disputes and claims", "Relations by type", "Votes together and apart",
        "What is said of whom",
    ]  # fmt: skip
    said = {line["text"] for _, line, _ in lines_of(tree)}
    assert "Ragusa and Venice swore, 1423-05-01" in said
    assert {"ducats: 100 ducat", "ducats: 250 ducat", "ducats: 175 ducat"} <= said
    chart = own.dyad("VEN", "RAG").html
    assert "Venice → Ragusa" in chart
    assert chart.count("<circle") == 3


def test_a_graph_of_networkx_has_a_dossier(tmp_path):
    drawn = nx.Graph()
    drawn.add_edge("Ann", "Bob", since="2020-01-01")
    tree = read(from_networkx(drawn).dossier("Ann"), tmp_path)
    assert any("Ann" in line["text"] and "Bob" in line["text"] for _, line, _ in lines_of(tree))


def test_hostile_texts_are_shown_as_they_are(tmp_path):
    drawn = nx.MultiDiGraph(title=HOSTILE[0])
    drawn.add_node("a", name=HOSTILE[1], note=HOSTILE[2])
    for at, text in enumerate(HOSTILE):
        drawn.add_node(at, name=text, note=text)
        drawn.add_edge("a", at, key=f"e{at}", type="SAID", since="2020-01-01", note=text)
    made = from_networkx(drawn).dossier("a", most=None)
    for ending in (".html", ".md", ".docx", ".json"):
        made.save(tmp_path / f"dossier{ending}")
    page = markup.document_fromstring(made.html)
    assert not page.xpath("//script | //img | //iframe | //object | //embed | //form | //base")
    assert not page.xpath("//@*[starts-with(name(), 'on')]")
    assert {each.get("http-equiv") for each in page.xpath("//meta")} <= {
        None, "Content-Security-Policy",
    }  # fmt: skip
    assert len(page.xpath("//style")) == 1
    said = squeezed(page.text_content())
    assert all(squeezed(safe_text(text)) in said for text in HOSTILE)
    assert len(docx.Document(tmp_path / "dossier.docx").tables) > 0


@pytest.mark.browser
def test_a_dossier_prints_to_a4_and_asks_no_network(browser, graph, tmp_path):
    path = tmp_path / "dossier.html"
    graph.dossier("gazprom").save(path)
    page = browser.new_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(path.as_uri())
    printed = page.pdf(prefer_css_page_size=True)
    assert asked == [path.as_uri()]
    width, height = map(float, re.search(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", printed).groups())
    assert (round(width * 25.4 / 72), round(height * 25.4 / 72)) == (210, 297)
    page.close()


def test_an_empty_pair_of_a_small_data_set_says_what_it_lacks(tmp_path):
    small = Graph.at(write_folder(tmp_path / "small", SMALL))
    tree = read(small.dyad("CHN", "RUS"), tmp_path)
    claims = next(s for s in tree["sections"] if s["title"] == "Disputes and claims")["parts"]
    assert [part["table"] for part in claims] == ["Rival values", "Claims"]
    assert claims[1]["rows"][0][1][0]["text"] == "corrected"


def test_each_drawing_of_a_dossier_is_written_for_print(graph, tmp_path):
    made = graph.select(issue_areas=("energy",)).dyad("CHN", "RUS")
    files = made.draw(tmp_path / "figures", Paper(85, 6))
    assert len(files) == 3 * made.html.count("<figure>")
    assert {file.suffix for file in files} == {".svg", ".pdf", ".png"}
    for file in (each for each in files if each.suffix == ".svg"):
        root = etree.parse(file).getroot()
        assert root.get("width") == "85mm"
        said = " ".join("".join(text.itertext()) for text in root.iter("{*}text"))
        assert "China–Russia relations, as of 2026-11-29." in said
        assert re.search(r"\d+ relations, \d+ sources to \d{4}", said)


def test_the_commands_write_and_print_what_they_say(command, tmp_path):
    data = ROOT / "data"
    out = tmp_path / "d.html"
    said = command("dyad", "China", "Россия", "--db", data, "--issue-area", "arms", "-o", out)
    assert (said.code, out.exists()) == (0, True)
    said = command("dossier", "gazprom", "--db", data)
    assert said.out.startswith("# Gazprom\n")
    assert command("dossier", "gazprom", "--db", data, "-o", tmp_path / "d.odt").code == 3
    said = command("timeline", "CHN", "RUS", "--db", data, "--type", "x")
    assert said.code == 2
    said = command("timeline", "gazprom", "--db", data, "--format", "csv")
    found = list(csv.DictReader(said.out.splitlines()))
    assert [row["dates"] for row in found if row["dates"][:1] == "2"] == sorted(
        row["dates"] for row in found if row["dates"][:1] == "2"
    )
    drawn = tmp_path / "years.svg"
    assert command("timeline", "gazprom", "--db", data, "-o", drawn).code == 0
    assert etree.parse(drawn).getroot().tag.endswith("svg")
