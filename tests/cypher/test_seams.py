"""What surrounds a query: its plan, a deadline, parameters, errors, the shape of results."""

from __future__ import annotations

from datetime import date, datetime

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from samples import graph_of

from relgraph.cypher import Node, Relationship, run
from relgraph.errors import CypherError, CypherReadOnly, CypherRuntimeError, CypherUnsupported
from relgraph.graph.networkx import from_networkx

NUMBERS = graph_of([(["N"], {"id": f"n{at}", "x": at}) for at in range(3000)], {})


def profiled(query, **params):
    """The rows that each operator of a query gave, by its name."""
    rows = run(NUMBERS, f"PROFILE {query}", params).records
    return {row["operator"].strip(): row["rows"] for row in rows}


def test_a_limit_does_not_walk_the_whole_graph():
    assert profiled("MATCH (n:N) RETURN n LIMIT 3")["Scan"] < 3000


@pytest.mark.parametrize(
    ("query", "line", "column"),
    [
        ("MATCH (n)\nRETURN m", 2, 8),
        ("RETURN 1 +", 1, 11),
        ("MATCH (n)\n  CREATE (m)", 2, 3),
        ("RETURN 'a' - 1", 1, 8),
        ("RETURN nosuch(1)", 1, 8),
        ("MATCH (n) WHERE 'x' RETURN n", 1, 17),
    ],
)
def test_an_error_has_line_column_and_a_caret_under_them(query, line, column):
    with pytest.raises(CypherError) as error:
        run(NUMBERS, query)
    assert (error.value.line, error.value.column) == (line, column)
    *_, source, caret = str(error.value).splitlines()
    assert source == "  " + query.splitlines()[line - 1]
    assert caret == "  " + " " * (column - 1) + "^"


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("LOAD CSV FROM 'x' AS row RETURN row", "LOAD"),
        ("MATCH (n) USING INDEX n:N(x) RETURN n", "USING"),
        ("RETURN point({x: 1, y: 2})", "point()"),
        ("MATCH (n)((a)-[*]->(b))+(m) RETURN n", "a walk inside a repeated path"),
        ("MATCH (n)-[r* WHERE r.x = 1]->(m) RETURN n", "WHERE beside a length"),
        ("OPTIONAL CALL db.labels() YIELD label RETURN label", "OPTIONAL CALL"),
    ],
)
def test_what_is_not_there_yet_is_refused_by_name(query, name):
    with pytest.raises(CypherUnsupported, match="not supported") as error:
        run(NUMBERS, query)
    assert name in str(error.value)


@pytest.mark.parametrize(
    "query",
    ["MATCH (n) DELETE n", "CREATE (n)", "CALL { CREATE (n) } RETURN 1", "MERGE (n) RETURN n"],
)
def test_what_changes_the_graph_is_no_query(query):
    with pytest.raises(CypherReadOnly, match="changes the graph"):
        run(NUMBERS, query)
    with pytest.raises(CypherReadOnly):
        run(NUMBERS, "RETURN 1", write=True)


def test_parameters_are_values_of_the_language():
    given = {"a": (1, None), "b": {"k": [True]}, "c": date(2020, 1, 1), "d": -(2**63)}
    record = run(NUMBERS, "RETURN $a AS a, $b AS b, $c AS c, $d AS d", given).records[0]
    assert record.data() == {
        "a": [1, None],
        "b": {"k": [True]},
        "c": date(2020, 1, 1),
        "d": -(2**63),
    }


@pytest.mark.parametrize("value", [2**63, {1: 2}, object(), b"x"])
def test_a_parameter_that_cypher_has_no_type_for_is_refused(value):
    with pytest.raises(CypherRuntimeError, match=r"\$x"):
        run(NUMBERS, "RETURN $x", {"x": value})


def test_a_query_runs_on_any_networkx_graph():
    undirected = nx.karate_club_graph()
    query = (
        "MATCH (a {club: 'Officer'})-[r]-(b {club: 'Mr. Hi'}) "
        "RETURN count(r) AS n, sum(r.weight) AS w"
    )
    n, weight = 0, 0
    for one, two, data in undirected.edges(data=True):
        if undirected.nodes[one]["club"] != undirected.nodes[two]["club"]:
            n, weight = n + 1, weight + data["weight"]
    assert run(undirected, query).records == [(n, weight)]


@pytest.mark.parametrize(
    ("given", "taken"),
    [
        (np.int64(3), 3), (np.float64(2.5), 2.5), (np.bool_(1), True), (np.str_("a"), "a"),
        (np.array([1, 2]), [1, 2]), (np.array(["a"]), ["a"]), (pd.Series([1.5]), [1.5]),
        (pd.Index(["a", "b"]), ["a", "b"]), (pd.NA, None), (pd.NaT, None),
        (pd.Series(["a", None], dtype="string"), ["a", None]),
        (pd.Timestamp("2019-06-05"), date(2019, 6, 5)),
        (np.datetime64("2019-06-05"), date(2019, 6, 5)),
        (pd.to_datetime(pd.Series(["2019-06-05"])), [date(2019, 6, 5)]),
        (np.array(["2019-06-05"], "datetime64[ns]"), [date(2019, 6, 5)]),
    ],
)  # fmt: skip
def test_values_of_numpy_and_pandas_are_parameters(given, taken):
    found = run(nx.DiGraph(), "RETURN $x AS x", {"x": given}).records[0]["x"]
    assert (found, type(found)) == (taken, type(taken))


LATE = [pd.Timestamp("2019-06-05 10:00"), np.datetime64("2019-06-05T10"), datetime(2019, 6, 5, 10)]  # noqa: DTZ001


@pytest.mark.parametrize("value", LATE)
def test_a_time_stamp_with_a_time_of_day_is_a_date_time(value):
    found = run(nx.DiGraph(), "RETURN $x = localdatetime('2019-06-05T10:00') AS x", {"x": value})
    assert found.records == [(True,)]


def test_a_networkx_graph_with_wrong_labels_or_types_is_refused():
    wrong = nx.DiGraph()
    wrong.add_node("a", labels="State")
    with pytest.raises(CypherRuntimeError, match="labels of node 'a'"):
        from_networkx(wrong)
    wrong = nx.DiGraph([("a", "b", {"type": 3})])
    with pytest.raises(CypherRuntimeError, match="type of edge"):
        from_networkx(wrong)


def test_results_have_the_shape_of_the_drivers():
    graph = graph_of([(["A", "B"], {"id": "x"}), ([], {"id": "y"})], {"R": [(0, 1, {"w": 1})]})
    result = run(graph, "MATCH p = (a:A)-[r]->(b) RETURN a, r, p, b")
    [record], summary, keys = list(result), result.summary, result.keys
    node, relation, path = record["a"], record["r"], record["p"]
    assert isinstance(node, Node)
    assert isinstance(relation, Relationship)
    assert (keys, record.keys(), len(record)) == (["a", "r", "p", "b"],) * 2 + (4,)
    assert (node.labels, node["id"], node.get("none"), dict(node.items())) == (
        {"A", "B"}, "x", None, {"id": "x"},
    )  # fmt: skip
    assert (relation.type, relation["w"], relation.start_node, relation.end_node) == (
        "R", 1, node, record[3],
    )  # fmt: skip
    assert (len(path), path.start_node, path.end_node) == (1, node, record["b"])
    assert summary.query.startswith("MATCH p")
    assert summary.milliseconds >= 0
    with pytest.raises(KeyError):
        record["nothing"]


def test_a_data_frame_has_the_columns_even_without_rows():
    full = run(
        NUMBERS, "MATCH (n:N) WHERE n.x < 2 RETURN n.x AS x, n.id AS id ORDER BY x"
    ).to_pandas()
    assert (list(full["x"]), list(full["id"])) == ([0, 1], ["n0", "n1"])
    empty = run(NUMBERS, "MATCH (n:Nothing) RETURN n.x AS x, n.id AS id").to_pandas()
    assert (list(empty.columns), len(empty)) == (["x", "id"], 0)


@pytest.mark.parametrize(
    "query",
    [
        "WITH date('2020-01-01') AS d RETURN d.year",
        "UNWIND [{k: 1}] AS m RETURN m.k",
        "MATCH (n:N) WITH {own: n.x} AS m RETURN m.own",
    ],
)
def test_a_part_of_a_date_or_a_key_of_a_map_is_not_noticed_as_an_unknown_property(query):
    assert run(NUMBERS, query).summary.notices == ()


def test_a_notice_names_what_the_graph_does_not_have():
    notices = run(NUMBERS, "MATCH (n:M)-[r:R]-() RETURN n.x, n.y").summary.notices
    assert notices == (
        "no label M in the data", "no relationship type R in the data", "no property y in the data",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("query", "place"),
    [
        ("MATCH (n:N) WHERE n.x > 5000 RETURN n", "n.x > 5000"),
        ("MATCH (n:N {id: 'n1'})-->(m) RETURN m", "(n)-[_"),
        ("MATCH (n:N) WITH n WHERE n.x < 0 MATCH (m:N) RETURN n, m", "n.x < 0"),
        ("MATCH (n:N) WITH count(*) AS c WHERE c > 9000 RETURN c", "> 9000"),
    ],
)
def test_an_empty_answer_tells_where_the_last_row_was_lost(query, place):
    [notice] = run(NUMBERS, query).summary.notices
    assert notice.startswith("no row is left at: ")
    assert place in notice


def test_an_empty_answer_that_is_asked_for_needs_no_reason():
    assert run(NUMBERS, "MATCH (n:N) RETURN n LIMIT 0").summary.notices == ()
