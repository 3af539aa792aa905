"""The graph in columns: views, adjacency, the index of ids, and what is equal."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples import graph_of

from relgraph.cypher import run
from relgraph.graph.columns import column_of
from relgraph.graph.index import IdIndex
from relgraph.graph.rows import edge_rows, rows_of
from relgraph.graph.view import view

VALUES = st.one_of(st.integers(-5, 5), st.text(max_size=3), st.booleans(), st.lists(st.text("ab")))
DATA = st.dictionaries(st.sampled_from("xyz"), VALUES, max_size=3)
LABELS = st.lists(st.sampled_from("BA"), unique=True)


@st.composite
def parts(draw):
    """Nodes and edges with ids in no order, and which of them are wanted."""
    ids = draw(st.lists(st.text("abc", min_size=1), unique=True, min_size=1, max_size=6))
    nodes = [(draw(LABELS), {"id": id, **draw(DATA)}) for id in ids]
    end = st.integers(0, len(ids) - 1)
    edges = {
        name: [
            (draw(end), draw(end), {"id": f"{name}{at}", **draw(DATA)})
            for at in draw(st.permutations(range(draw(st.integers(0, 5)))))
        ]
        for name in draw(st.permutations(["R", "S", "T"]))
    }
    wanted = {name: [draw(st.booleans()) for _ in rows] for name, rows in edges.items()}
    return nodes, edges, wanted, [draw(st.booleans()) for _ in ids]


def kept(rows, wanted):
    return [row for row, keep in zip(rows, wanted, strict=True) if keep]


@given(parts())
def test_a_view_is_the_graph_that_is_built_of_what_it_has_in_the_order_of_ids(made):
    nodes, edges, wanted, alone = made
    graph = graph_of(nodes, edges)
    edges = {name: kept(rows, wanted[name]) for name, rows in edges.items()}
    tied = {end for rows in edges.values() for row in rows for end in row[:2]}
    mask = np.array([alone[at] or at in tied for at in range(len(nodes))])
    masks = {name: np.array(flags, bool) for name, flags in wanted.items()}
    found = view(graph, mask, masks)

    order = sorted(np.flatnonzero(mask), key=lambda at: nodes[at][1]["id"])
    assert [found.properties(at) for at in range(found.node_count)] == [
        nodes[at][1] for at in order
    ]
    assert [list(found.labels_of(at)) for at in range(found.node_count)] == [
        sorted(nodes[at][0]) for at in order
    ]
    expected = [
        (name, nodes[source][1]["id"], nodes[target][1]["id"], data)
        for name in sorted(edges)
        for source, target, data in sorted(edges[name], key=lambda row: row[2]["id"])
    ]
    ids = [found.property(at, "id") for at in range(found.node_count)]
    assert [(name, ids[a], ids[b], data) for name, a, b, data in edge_rows(found)] == expected
    built = graph_of(
        [nodes[at] for at in order],
        {
            name: [(order.index(a), order.index(b), data) for a, b, data in rows]
            for name, rows in edges.items()
            if rows
        },
    )
    assert kinds(found.columns) == kinds(built.columns)
    assert {t.name: kinds(t.columns) for t in found.tables} == {
        t.name: kinds(t.columns) for t in built.tables
    }


def kinds(columns):
    return {name: column.kind for name, column in columns.items()}


@given(parts())
def test_a_view_answers_cypher_as_the_graph_does(made):
    nodes, edges, _, _ = made
    graph = graph_of(nodes, edges)
    masks = {name: np.ones(len(rows), bool) for name, rows in edges.items()}
    whole = view(graph, np.ones(len(nodes), bool), masks)
    query = "MATCH (a)-[r]-(b) RETURN a.id, type(r), r.id, b.id, r.x ORDER BY a.id, r.id, b.id"
    assert str(run(whole, query).records) == str(run(graph, query).records)


@given(parts(), st.sampled_from(["out", "in", "both"]))
def test_the_steps_from_a_node_are_its_edges_by_type_and_a_loop_is_one_of_both(made, direction):
    nodes, edges, _, _ = made
    graph = graph_of(nodes, edges)
    edges = {name: rows for name, rows in edges.items() if name in graph.edges}
    for types in [tuple(range(len(edges))), (0,)][: 1 + bool(edges)]:
        [steps] = graph.steps(types, direction)
        for node in range(graph.node_count):
            part = slice(steps.starts[node], steps.starts[node + 1])
            keys = map(graph.key_of, steps.edges[part].tolist())
            found = zip(keys, steps.others[part].tolist(), strict=True)
            assert list(found) == list(walked(edges, types, direction, node))


def walked(edges, types, direction, node):
    """The edges of a node, type by type, those that start from it before those that lead to it."""
    for number in types:
        rows = [row[:2] for row in list(edges.values())[number]]
        if direction != "in":
            yield from (((number, at), b) for at, (a, b) in enumerate(rows) if a == node)
        if direction != "out":
            yield from (((number, at), a) for at, (a, b) in enumerate(rows)
                        if b == node and (direction == "in" or a != b))  # fmt: skip


@given(st.lists(st.one_of(st.none(), st.text("ab", max_size=3))), st.text("ab", max_size=3))
def test_an_index_finds_the_row_of_an_id_or_there_is_none(ids, wanted):
    index = IdIndex.of(column_of(ids))
    known = [id for id in ids if id is not None]
    if len(set(known)) != len(known) or not known:
        assert index is None
    else:
        assert index.find(wanted) == (ids.index(wanted) if wanted in known else -1)
        assert [ids[row] for row in index.ordered] == sorted(known)


@given(st.lists(st.one_of(st.none(), VALUES)), st.data())
def test_a_column_decodes_all_rows_as_one_by_one_and_takes_any(values, data):
    column = column_of(values)
    assert column.values() == [column.value(row) for row in range(len(values))] == values
    some = st.lists(st.integers(0, len(values) - 1)) if values else st.just([])
    rows = data.draw(some)
    taken = column.take(np.array(rows, np.int32))
    assert taken.values() == [values[row] for row in rows]
    lists = [isinstance(value, list) and "a" in value for value in values]
    assert column.has_item("a").tolist() == lists
    assert column.items() == {item for value in values if isinstance(value, list) for item in value}
    assert column.equal_to(["a", ""]).tolist() == [value in ("a", "") for value in values]
    assert rows_of({"x": column}, len(values)) == [
        {} if value is None else {"x": value} for value in values
    ]


def test_nodes_and_relationships_of_two_graphs_are_never_equal():
    def answer():
        graph = graph_of([([], {"id": "a"}), ([], {"id": "b"})], {"R": [(0, 1, {"id": "r"})]})
        return graph, run(graph, "MATCH (a)-[r]->() RETURN a, r").records[0]

    (graph, (node, edge)), (_, (other, other_edge)) = answer(), answer()
    again = run(graph, "MATCH (a)-[r]->() RETURN a, r").records[0]
    assert (node, edge) == tuple(again)
    assert len({node, again[0]}) == 1
    assert node != other
    assert edge != other_edge
    assert node != run(view(graph, np.array([True, True]), {}), "MATCH (a) RETURN a").records[0][0]


def operators(graph, query):
    return [row["operator"].strip() for row in run(graph, f"EXPLAIN {query}")]


@pytest.mark.parametrize(
    "query", ["MATCH ()-[r]->() RETURN count(r)", "MATCH (n:A) RETURN count(*)"]
)
def test_a_bare_count_walks_nothing(query):
    graph = graph_of([(["A"], {"id": "a"})] * 2, {"R": [(0, 1, {})], "S": [(1, 1, {})]})
    assert operators(graph, query) == ["Project", "Counted"]
    assert run(graph, query).records == [(2,)]


def test_a_relationship_is_sought_by_its_id_without_a_scan():
    graph = graph_of([([], {"id": "a"}), ([], {"id": "b"})], {"R": [(0, 1, {"id": "r"})]})
    query = "UNWIND [['r'], ['x'], [null]] AS ids MATCH (a)-[r]->(b) WHERE r.id IN ids RETURN b.id"
    assert "Scan" not in operators(graph, query)
    assert run(graph, query).records == [("b",)]


def test_a_view_of_everything_copies_no_text():
    graph = graph_of([([], {"id": f"n{at}", "note": "x" * 1000}) for at in range(100)], {})
    whole = view(graph, np.ones(100, bool), {})
    assert whole.columns["note"].words is graph.columns["note"].words


def test_a_graph_of_networkx_is_a_snapshot():
    import relgraph

    drawn = nx.Graph([("a", "b")])
    with pytest.warns(UserWarning, match="have no 'type'"):
        graph = relgraph.from_networkx(drawn)
    drawn.add_edge("b", "c")
    assert len(graph.query("MATCH (n) RETURN n")) == 2
    assert len(run(drawn, "MATCH (n) RETURN n")) == 3
