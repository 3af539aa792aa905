"""The shipped data: for each row what check cannot know, and what the whole must have."""

from __future__ import annotations

from collections import Counter

import pytest
from samples import records_of

from relgraph.api import Graph
from relgraph.model.assertions import UNRELIABLE, is_claim
from relgraph.paths import shipped
from relgraph.saved import saved_queries
from relgraph.tables.folder import check_folder

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


def test_all_thirty_five_claims_of_the_seed_stand_with_their_verdicts():
    rows = Graph.at().query("claims").records
    assert {row["number"] for row in rows} == set(range(1, 36))
    assert {row["verdict"] for row in rows} <= {"corrected", "refuted", "stated"}
    for row in rows:
        assert (row["verdict"] == "corrected") == bool(row["corrections"])
        assert bool(row["corrections"]) == bool(row["corrected_by"])
        assert row["stated_in"][0].startswith("seed-article#")


def test_memberships_and_terms_of_office_are_at_most_a_quarter():
    few = [edge for edge in DATA.edges if edge.type in ("MEMBER_OF", "HOLDS_OFFICE")]
    assert len(few) * 4 <= len(DATA.edges)


def test_each_issue_area_has_at_least_eight_assertions():
    found = Counter(edge.issue_area for edge in DATA.edges)
    assert [area for area in DATA.schema.issue_areas if found[area] < 8] == []


NAMED = ("State", "Territory", "Person", "IGO", "Forum", "JointCommission", "Company", "Agency")


def test_nearly_all_actors_and_institutions_have_names_in_chinese_and_russian():
    asked = [node for node in DATA.nodes if node.kind in NAMED and node.rank != "deprecated"]
    lacking = [
        node.id for node in asked if not (node.names.get("name_zh") and node.names.get("name_ru"))
    ]
    assert len(lacking) <= 16


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
    assert len(rows) == 17


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
