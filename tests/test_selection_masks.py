"""Masks of a graph of this process against the Cypher that a server gets, on the shipped data."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import relgraph
from relgraph.cypher import run
from relgraph.errors import NotFound, Refused
from relgraph.paths import shipped
from relgraph.select import Selection
from relgraph.select.compiled import belonging_text, edges_text, nodes_text, parameters
from relgraph.select.embedded import selected

GRAPH = relgraph.open(shipped("data")).engine.graph
META = GRAPH.meta
NODES = ("CHN", "RUS", "gazprom", "yamal-lng", "power-of-siberia", "huawei", "POL", "KAZ", "SCO")
DATES = st.sampled_from([None, "2001", "2012-05", "195X", "2014~", "2019-06-05", "2030"])


@st.composite
def selections(draw):
    """Selections of every field, alone and together."""
    place = draw(st.sampled_from(["everywhere", "around", "between"]))
    fields = {
        "types": draw(st.lists(st.sampled_from([*META["dated"]]), max_size=3)),
        "kinds": draw(st.lists(st.sampled_from([*META["kinds"]]), max_size=2)),
        "issue_areas": draw(st.lists(st.sampled_from([*META["issue_areas"]]), max_size=2)),
        "source": draw(st.sampled_from([None, None, "unsc-vetoes", "seed-article"])),
        "claims": draw(st.booleans()),
        "started_since": draw(st.sampled_from([None, None, "2010"])),
    }
    if place == "around":
        fields |= {"around": draw(st.sampled_from(NODES)), "hops": draw(st.integers(1, 2))}
    elif place == "between":
        fields["between"] = tuple(draw(st.lists(st.sampled_from(NODES), min_size=2, max_size=2,
                                                unique=True)))  # fmt: skip
    if draw(st.booleans()):
        when = draw(DATES)
        fields |= {"as_of": when, "certain": when is not None and draw(st.booleans())}
    else:
        fields |= {"since": draw(DATES), "until": draw(DATES)}
    try:
        return Selection(**fields)
    except Refused:  # until lies before since
        return Selection(**{**fields, "until": None})


def asked(selection):
    """Ids of the edges, and of the nodes that need none, that the Cypher gives."""
    given = {**parameters(selection), "named": list(selection.named)}
    edges = {row["r"]["id"]: row for row in run(GRAPH, edges_text(selection, META), given)}
    if selection.between:
        ends = {row[name] for row in edges.values() for name in ("source", "target")}
        ids = sorted(ends | set(selection.named))
        text = belonging_text(selection, META)
        edges |= {row["r"]["id"]: row for row in run(GRAPH, text, {**given, "ids": ids})}
    text = nodes_text(selection)
    nodes = {row["n"]["id"] for row in run(GRAPH, text, given)} if text else set()
    return edges, nodes


@settings(max_examples=40)
@given(selections())
def test_a_mask_selects_what_cypher_selects(selection):
    edges, alone = asked(selection)
    try:
        found = selected(GRAPH, selection)
    except NotFound:
        assert not set(selection.named) <= alone
        return
    ids = [found.property(node, "id") for node in range(found.node_count)]
    assert {
        found.relation_property((at, row), "id")
        for at, table in enumerate(found.tables)
        for row in range(len(table))
    } == set(edges)
    ends = {row[name] for row in edges.values() for name in ("source", "target")}
    cited = {id for row in edges.values() for id in row["r"]["source_ids"]}
    assert set(ids) == ends | cited | alone
    assert ids == sorted(ids)


def test_a_thing_that_only_a_claim_knows_has_the_kind_that_is_claimed():
    selection = Selection(claims=True, kinds=("State", "Project", "Company", "RollCall"))
    edges, _ = asked(selection)
    claimed = {GRAPH.property(node, "id") for node in GRAPH.with_label("Claimed")}
    found = selected(GRAPH, selection)
    assert found.edge_count == len(edges)
    assert claimed & {row[name] for row in edges.values() for name in ("source", "target")}


def test_a_selection_by_a_query_is_what_it_returns_with_ends_and_sources():
    query = (
        "MATCH (n:Place) WITH collect(n)[..2] AS places MATCH p = ()-[:OWNS]->() RETURN p, places"
    )
    found = selected(GRAPH, Selection(query=query))
    rows = run(GRAPH, query)
    nodes = {node["id"] for row in rows for node in [*row["p"].nodes, *row["places"]]}
    edges = [edge for row in rows for edge in row["p"].relationships]
    cited = {id for edge in edges for id in edge["source_ids"]}
    assert found.edge_count == len({edge["id"] for edge in edges})
    assert {found.property(at, "id") for at in range(found.node_count)} == nodes | cited


@pytest.mark.parametrize("dataset", ["617dfeff-13e7-4134-8a0d-69a0ed97ccf6", None])
def test_everything_with_claims_is_the_graph_itself(dataset):
    known = GRAPH.property(GRAPH.with_label("Dataset")[0], "id")
    chosen = Selection(claims=True, dataset=known if dataset else None)
    found = selected(GRAPH, chosen)
    assert (found.node_count, found.edge_count) == (GRAPH.node_count, GRAPH.edge_count)
    narrowed = selected(GRAPH, replace(chosen, claims=False))
    assert narrowed.edge_count < found.edge_count
