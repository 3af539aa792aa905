"""Claims, verdicts and what counts, on a folder made for it."""

from __future__ import annotations

import pytest

from relgraph.api import Graph

HEADER = "id,type,from,to,since,until,sources,status,rank,fact,superseded_by,value\n"
ROWS = {
    "alone": (",,,,5", "stated", True, "TRADED_WITH"),
    "planned": ("planned,,,,5", "stated", False, "TRADED_WITH"),
    "rival-a": (",,f1,,5", "disputed", False, "TRADED_WITH"),
    "rival-b": (",,f1,,6", "disputed", False, "TRADED_WITH"),
    "liked": (",preferred,f2,,5", "stated", True, "TRADED_WITH"),
    "disliked": (",,f2,,6", "stated", False, "TRADED_WITH"),
    "only-rival-a-claim": (",,f3,,5", "stated", True, "TRADED_WITH"),
    "claim-in-fact": (",deprecated,f3,only-rival-a-claim,6", "corrected", False, "CLAIMED"),
    "refuted": (",deprecated,,,6", "refuted", False, "CLAIMED"),
    "rumoured": (",,,,6", "stated", False, "CLAIMED"),
    "two-publishers": (",,,,7", "corroborated", True, "TRADED_WITH"),
}
YEARS = {
    **dict.fromkeys(("rival-a", "rival-b"), 2022), **dict.fromkeys(("liked", "disliked"), 2023),
    **dict.fromkeys(("only-rival-a-claim", "claim-in-fact"), 2024), "two-publishers": 2025,
}  # fmt: skip
SOURCES = {"rumoured": "rumour", "two-publishers": "paper; second"}


@pytest.fixture
def graph(small):
    text = HEADER + "".join(
        f"{id},TRADED_WITH,CHN,RUS,{YEARS.get(id, 2021)},,{SOURCES.get(id, 'paper')},{rest}\n"
        for id, (rest, *_) in ROWS.items()
    )
    (small / "edges/economy.csv").write_text(text, "utf-8")
    with (small / "sources.csv").open("a", encoding="utf-8") as stream:
        stream.write("second,Another,Other,2021,https://example.org/2,B,read\n")
    return Graph.at(small)


@pytest.mark.parametrize("id", ROWS)
def test_an_assertion_has_its_verdict_and_counts_or_not(graph, id):
    _, verdict, counts, type_name = ROWS[id]
    query = "MATCH ()-[r]->() WHERE r.id = $id RETURN r.verdict, r.counts, type(r)"
    assert graph.query(query, {"id": id}).records == [(verdict, counts, type_name)]


def test_a_sum_over_what_counts_adds_no_rivals_plans_or_claims(graph):
    query = "MATCH (:State)-[r:TRADED_WITH]->() WHERE r.counts RETURN sum(r.value) AS total"
    assert graph.query(query).records == [(5 + 5 + 5 + 7,)]


def test_a_node_that_only_claims_speak_of_has_no_kind_as_label(small):
    with (small / "nodes/instruments.csv").open("w", encoding="utf-8") as stream:
        stream.write(
            "id,kind,name,rank\ntreaty,Treaty,The treaty,\nghost,Treaty,Never,deprecated\n"
        )
    with (small / "edges/diplomacy.csv").open("a", encoding="utf-8") as stream:
        stream.write("ghostly,SIGNED,CHN,ghost,2001,,rumour,,,,,\n")
    graph = Graph.at(small)
    assert graph.query("MATCH (t:Treaty) RETURN count(t)").records == [(1,)]
    found = graph.query("MATCH (t:Claimed) RETURN t.id, t.claims, labels(t)").records
    assert found == [("ghost", "Treaty", ["Entity", "Claimed"])]


def test_dated_names_and_codes_are_lists_of_equal_length(small):
    (small / "names.csv").write_text(
        "node,name,language,since,until,sources\n"
        "RUS,Soviet Union,en,1922-12-30,1991-12-26,paper#p. 3\nRUS,СССР,ru,1922,,\n", "utf-8"
    )  # fmt: skip
    (small / "codes.csv").write_text("node,scheme,code\nRUS,cow,365\nRUS,iso3,RUS\n", "utf-8")
    query = (
        "MATCH (n {id: 'RUS'}) RETURN n.names, n.names_since, n.names_until, n.names_sources, "
        "n.names_language, n.codes, n.codes_since"
    )
    assert Graph.at(small).query(query).records == [(
        ["Soviet Union", "СССР"], ["1922-12-30", "1922"], ["1991-12-26", ""], ["paper#p. 3", ""],
        ["en", "ru"], ["cow:365", "iso3:RUS"], ["", ""],
    )]  # fmt: skip
