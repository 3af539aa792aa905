"""The shipped data: for each row what check cannot know, and what the whole must have."""

from __future__ import annotations

import csv
import io
from collections import Counter
from pathlib import Path

import pytest
from samples import SHARED, records_of

from relgraph.api import Graph
from relgraph.coverage import coverage
from relgraph.model.assertions import UNRELIABLE, is_claim
from relgraph.paths import shipped
from relgraph.saved import saved_queries
from relgraph.tables.folder import check_folder

CASES = Path(__file__).parent / "cases"
DATA = records_of(shipped("data"))
SOURCES = {source.id: source for source in DATA.sources}
EDGES = {edge.id: edge for edge in DATA.edges}


def best(edge) -> str:
    return min(SOURCES[citation.source].reliability for citation in edge.citations)


def test_the_shipped_data_has_no_fault():
    assert check_folder(shipped("data")) == []


def ids(rows) -> list[str]:
    return [row.id for row in rows]


def test_each_edge_names_where_in_its_sources():
    assert ids(e for e in DATA.edges if not all(c.locator for c in e.citations)) == []


def test_each_edge_of_a_type_with_a_figure_has_one():
    spoken = ("IN_OPERATION", "UNDER_CONSTRUCTION", "HAS_TERM")
    asked = [edge for edge in DATA.edges if DATA.schema.edges[edge.type].figure]
    assert len(asked) > 100
    assert ids(e for e in asked if not e.properties and e.type not in spoken) == []


def test_each_correction_has_a_better_source_than_what_it_corrects():
    asked = [edge for edge in DATA.edges if edge.superseded_by and best(edge) in UNRELIABLE]
    assert asked
    assert ids(e for e in asked if any(best(EDGES[c]) >= best(e) for c in e.superseded_by)) == []


def test_each_source_says_what_it_is_and_is_cited():
    cited = {citation.source for edge in DATA.edges for citation in edge.citations}
    cited |= {citation.source for row in (*DATA.names, *DATA.codes) for citation in row.citations}
    cited |= {row.source for row in DATA.coverage}
    assert ids(source for source in DATA.sources if source.id not in cited) == []
    assert ids(source for source in DATA.sources if not source.publisher) == []
    assert ids(source for source in DATA.sources if not source.url) == ["seed-article"]


def test_each_node_is_tied_to_something():
    tied = {end for edge in DATA.edges for end in (edge.source, edge.target)}
    assert ids(node for node in DATA.nodes if node.id not in tied) == []


def test_no_assertion_stands_twice():
    said = Counter(
        (e.type, e.source, e.target, e.since, e.until, e.status, str(e.properties), e.citations)
        for e in DATA.edges
    )
    assert [key for key, times in said.items() if times > 1] == []


def test_every_family_is_used_and_the_oddities_of_the_model_occur():
    assert {node.family for node in DATA.nodes} == set(DATA.schema.families)
    facts = Counter(edge.fact for edge in DATA.edges if edge.fact)
    assert max(facts.values()) >= 2
    assert sum(bool(edge.superseded_by) for edge in DATA.edges) >= 2
    assert any(edge.status == "planned" for edge in DATA.edges)
    assert any(edge.since.endswith(("~", "?")) for edge in DATA.edges)
    assert any(edge.until == ".." for edge in DATA.edges)
    texts = [value.text for edge in DATA.edges for value in edge.properties.values()
             if hasattr(value, "text")]  # fmt: skip
    assert any(text[0] in "<>" or ".." in text for text in texts)
    assert any(DATA.schema.edges[edge.type].figure for edge in DATA.edges)


def test_each_state_has_names_in_chinese_and_russian():
    states = [node for node in DATA.nodes if node.kind == "State"]
    assert len(states) > 10
    assert ids(n for n in states if not (n.names.get("name_zh") and n.names.get("name_ru"))) == []


def test_each_state_and_place_has_coordinates():
    places = [node for node in DATA.nodes if node.kind in ("State", "Place")]
    assert ids(node for node in places if not {"lat", "lon"} <= node.properties.keys()) == []


def test_claims_are_those_of_the_seed_or_deprecated():
    for edge in DATA.edges:
        if is_claim(edge, SOURCES):
            assert edge.note.startswith("claim ") or edge.rank == "deprecated"


@pytest.mark.parametrize("name", sorted(saved_queries()))
def test_a_saved_query_answers_something_with_its_defaults(name):
    assert Graph.at().query(name).records
    assert saved_queries()[name].title


RIGHT = {
    "claim-3-power-of-siberia-in-operation-2019": "confirmed",
    "claim-3-power-of-siberia-delivers-chn-2019": "confirmed",
    "claim-3-power-of-siberia-capacity-2025": "completed",
    "claim-5-yamal-lng-owned-by-china": "completed",
    "claim-5-yamal-lng-delivers-chn": "completed",
    "claim-8-technology-fund-value": "completed",
    "claim-8-technology-fund-rdif": "confirmed",
    "claim-12-own-currencies-2022-01": "confirmed",
    "claim-13-spfs-russia": "completed",
    "claim-13-cips-russia": "corrected",
    "joint-sea-2021-located-claimed": "completed",
    "air-patrol-2019-located-sea-of-japan-claimed": "completed",
    "air-patrol-2019-russian-bombers-claimed": "completed",
    "claim-26-navigation-agreement-chn": "confirmed",
    "claim-28-venezuela-veto-chn": "completed",
    "claim-28-venezuela-veto-rus": "completed",
    "claim-1-trade-chn-pol-2020": "corrected",
    "claim-33-china-crimea": "corrected",
    "arms-share-rus-chn-2016-2020-claimed": "corrected",
}
"""What an expert of the dyad made of claims of the seed article (the issue names their numbers)."""


def test_each_claim_of_the_seed_has_a_verdict_on_each_row_and_on_the_whole():
    rows = Graph.at().query("claims").records
    assert {row["number"] for row in rows} == set(range(1, 45))
    assert {row["verdict"] for row in rows} <= {"confirmed", "completed", "corrected", "stated"}
    for row in rows:
        assert (row["verdict"] == "stated") == (not row["corrections"])
        assert bool(row["corrections"]) == bool(row["corrected_by"])
        assert row["stated_in"][0].startswith("seed-article#")
    found = {row["id"]: row["verdict"] for row in rows}
    assert {id: found[id] for id in RIGHT} == RIGHT


def test_a_claim_of_several_rows_has_the_worst_of_their_verdicts():
    whole = {row["number"]: row["claim"] for row in Graph.at().query("claims").records}
    assert (whole[5], whole[13], whole[14]) == ("completed", "corrected", "stated")


def test_all_of_each_source_that_is_to_be_in_is_in():
    lines = coverage(Graph.at().engine)
    assert [each for each in lines if not each.met] == []


def _of_datasets(name):
    text = (SHARED / "datasets" / name).read_text("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


@pytest.mark.shared
def test_the_data_have_every_veto_of_the_two_that_the_data_set_has():
    vetoed = {
        (state, row["draft"])
        for row in _of_datasets("unsc_vetoes/unsc_vetoes_1946_sept2022.csv")
        for state, name in (("CHN", "China"), ("RUS", "Russia"))
        if name in {row[f"member_veto{number}"].strip() for number in (1, 2, 3)}
        and int(row["year"]) > (1971 if state == "CHN" else 1991)
    }
    query = (
        "MATCH (a:State)-[r:VOTED {vote: 'no'}]->(v:RollCall {result: 'vetoed'}) "
        "WHERE a.id IN ['CHN', 'RUS'] RETURN a.id, v.document"
    )
    assert len(vetoed) == 17 + 31
    assert vetoed <= set(map(tuple, Graph.at().query(query).records))


@pytest.mark.shared
def test_the_data_have_each_yearly_volume_of_arms_that_the_data_set_has():
    volumes = {
        (row["year"], float(row["value"]))
        for row in _of_datasets("sipri/sipri_ru_cn_exports.csv")
        if (row["supplier"], row["recipient"]) == ("Russia", "China") and int(row["year"]) > 1991
    }
    query = (
        "MATCH (:State {id: 'RUS'})-[r:TRANSFERRED_ARMS_TO]->(:State {id: 'CHN'}) "
        "WHERE r.counts AND r.tiv IS NOT NULL RETURN r.since_edtf, r.tiv"
    )
    assert len(volumes) == 30
    assert set(map(tuple, Graph.at().query(query).records)) == volumes


def test_each_short_name_has_a_node_of_its_own():
    for column in ("short_name", "short_name_zh", "short_name_ru"):
        names = Counter(node.names[column] for node in DATA.nodes if column in node.names)
        assert [name for name, count in names.items() if count > 1] == []
        assert len(names) == len(DATA.nodes)


EXPECTED = list(csv.DictReader(io.StringIO((CASES / "expert.csv").read_text("utf-8"))))


@pytest.mark.parametrize("row", EXPECTED, ids=[row["number"] for row in EXPECTED])
def test_what_an_expert_of_the_two_expects_is_there(row):
    assert Graph.at().query(row["query"]).records, row["fact"]


def test_half_of_what_is_curated_rests_on_good_sources_of_two_publishers():
    curated = [
        edge
        for edge in DATA.edges
        if not is_claim(edge, SOURCES)
        and any(SOURCES[c.source].kind != "data set" for c in edge.citations)
    ]
    assert len(curated) >= 1900
    publishers = [{SOURCES[c.source].publisher for c in edge.citations} for edge in curated]
    well = [
        e for e, some in zip(curated, publishers, strict=True) if best(e) < "C" and len(some) > 1
    ]
    assert len(well) * 2 >= len(curated)


def test_memberships_and_terms_of_office_are_at_most_a_quarter():
    few = [edge for edge in DATA.edges if edge.type in ("MEMBER_OF", "HOLDS_OFFICE")]
    assert len(few) * 4 <= len(DATA.edges)


def test_each_issue_area_has_at_least_eight_assertions():
    found = Counter(edge.issue_area for edge in DATA.edges)
    assert [area for area in DATA.schema.issue_areas if found[area] < 8] == []


def test_a_node_has_names_in_chinese_and_russian_or_says_that_none_was_found():
    lacking = [
        node
        for node in DATA.nodes
        if node.rank != "deprecated" and not {"name_zh", "name_ru"} <= node.names.keys()
    ]
    assert ids(node for node in lacking if "name of it was found" not in node.note) == []
    assert len(lacking) * 20 < len(DATA.nodes)


def test_russia_and_the_soviet_union_are_one_actor_with_dated_names_and_codes():
    query = "MATCH (n {id: 'RUS'}) WHERE 'cow:365' IN n.codes RETURN n.names AS names"
    assert "Soviet Union" in Graph.at().query(query).records[0]["names"]


def test_the_trade_table_has_a_column_a_reporter_and_numbers_as_numbers():
    rows = {row["period"]: row for row in Graph.at().query("trade").records}
    assert [rows["2020"][key] for key in ("a_reports", "b_reports", "others_report")] == [
        107760.0, 104000.0, None,
    ]  # fmt: skip
    assert (rows["2008"]["a_reports"], rows["2008"]["a_qualifier"]) == (56830.0, ">")
    assert rows["2020"]["a_qualifier"] == ""
    assert {str(year) for year in (*range(1996, 2001), *range(2003, 2026))} <= rows.keys()


def test_treaties_on_a_day_say_how_that_is_known():
    def states(day):
        rows = Graph.at().query("in-force", {"day": day}).records
        return {row["id"]: (row["state"], row["known_by"]) for row in rows}

    treaty = "good-neighbourliness-treaty-2001"
    assert states("2002-01-01")[treaty] == ("not yet in force", "dates of the treaty")
    assert states("2005-01-01")[treaty] == ("in force", "dates of the treaty")
    assert treaty not in states("2001-07-15")
    unknown = [state for state in states("2020-01-01").values() if state[0] == "not known"]
    assert {said for _, said in unknown} == {"signed, entry into force not known"}
    assert len(unknown) > 10
