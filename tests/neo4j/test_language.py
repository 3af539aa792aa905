"""The whole language on both engines: each kind of value in each operator and function, and writes.

What Neo4j answers must be answered, with the same values of the same types. What it refuses may be
answered here: it knows more types before a query runs.
"""

from __future__ import annotations

import itertools
import random
import re
from collections import Counter
from pathlib import Path

import pytest
import tck
from compared import plain
from samples import LONG, graph_of

from relgraph.cypher import run
from relgraph.cypher.changing.run import changes
from relgraph.cypher.functions.aggregations import AGGREGATIONS
from relgraph.cypher.functions.table import FUNCTIONS
from relgraph.cypher.query import changed
from relgraph.cypher.syntax.clauses import parse
from relgraph.errors import RelgraphError

pytestmark = pytest.mark.neo4j
SEED = 20261130
EMPTY = graph_of([], {})
VALUES = [
    "null", "true", "0", "3", "-2", "2.5", "-0.5", "''", "'a'", "'12'", "'2020-01-01'", "'P1D'",
    "[]", "[1, 2]", "['a', null]", "{}", "{a: 1}", "date('2020-02-29')", "localtime('10:30')",
    "time('10:30+01:00')", "localdatetime('2020-01-01T10:00')", "datetime('2020-01-01T10:00Z')",
    "duration('P1M2DT3H')",
]  # fmt: skip
SUMS = ("+", "-", "*", "/", "%", "^", "||")
TESTS = ("=", "<>", "<", "<=", ">", ">=", "IN", "STARTS WITH", "CONTAINS", "=~", "AND", "OR", "XOR")
PARTS = ("year", "hour", "months", "a", "epochSeconds", "timezone", "week", "days", "seconds")
CHANCE = {"rand", "randomuuid", "timestamp", "elementid", "id"}
LIBM = {"sin", "cos", "tan", "atan2", "cot", "exp", "log", "log10", "asin", "acos", "atan"}
"""Functions whose last digit is an affair of the machine's library."""
ODD = {"rtrim": "rtrim('a', 'a') is 'a' in Neo4j 5.26", "left": "", "substring": ""}
GRAPH, *LINES = [
    line
    for line in (Path(__file__).parent / "language.cypher").read_text("utf-8").splitlines()
    if line and not line.startswith("//")
]


def operators():
    for sign, a, b in itertools.product(SUMS, VALUES, VALUES):
        yield f"RETURN {a} {sign} {b} AS x"
    for sign, a, b in itertools.product(TESTS, VALUES, VALUES):
        yield f"WITH {a} AS a, {b} AS b RETURN a {sign} b AS x"


def functions():
    skipped = CHANCE | LIBM | ODD.keys()
    clocks = (".transaction", ".statement", ".realtime")
    for name, function in sorted(FUNCTIONS.items()):
        if name in skipped or name.endswith(clocks):
            continue
        low, high = function.arity
        if low <= 1 <= high:
            yield from (f"RETURN {name}({value}) AS x" for value in VALUES)
        if low <= 2 <= high and name != "coalesce":
            yield from (
                f"RETURN {name}({a}, {b}) AS x" for a, b in itertools.product(VALUES, VALUES)
            )


def aggregations():
    pairs = list(itertools.product(VALUES, VALUES))
    for name, (a, b) in itertools.product(sorted(AGGREGATIONS), pairs):
        share = ", 0.5" if name.startswith("percentile") else ""
        yield f"UNWIND [{a}, {b}] AS v RETURN {name}(v{share}) AS x"


def parts():
    for value in VALUES:
        yield from (f"WITH {value} AS v RETURN v.{part} AS x" for part in PARTS)
        for text in ("v[0]", "v['a']", "v[0..1]", "-v", "NOT v", "valueType(v)", "v IS NULL"):
            yield f"WITH {value} AS v RETURN {text} AS x"
        yield f"WITH {value} AS v UNWIND v AS x RETURN x"


def answer(ask, form=plain):
    try:
        return [tuple(map(form, record)) for record in ask().records]
    except RelgraphError as error:
        return f"refused: {error}"


@pytest.mark.parametrize("written", [operators, functions, aggregations, parts])
def test_each_kind_of_value_has_neo4js_answer_in_each_operator_and_function(written, engine):
    queries = list(written())
    if not LONG:
        queries = random.Random(SEED).sample(queries, min(300, len(queries)))
    # one after the other: refusals side by side have kept a query of 5.26 waiting for two minutes
    answers = [answer(lambda: engine.run(query)) for query in queries]  # noqa: B023
    differences = []
    for query, theirs in zip(queries, answers, strict=True):
        ours = answer(lambda: run(EMPTY, query))  # noqa: B023  # asked at once
        if not isinstance(theirs, str) and ours != theirs:
            differences.append((query, theirs, ours))
    assert differences == []
    assert sum(not isinstance(each, str) for each in answers) > len(queries) // 10


WHOLE = (
    "MATCH (n) OPTIONAL MATCH (n)-[r]->(m) RETURN labels(n) AS l, properties(n) AS p, "
    "type(r) AS t, properties(r) AS q, m.id AS m"
)


def state(ask):
    """A graph as a multiset of what it has."""
    rows = [tuple(map(plain, record)) for record in ask(WHOLE).records]
    return Counter((tuple(sorted(map(repr, labels[1:]))), *rest) for labels, *rest in rows)


@pytest.mark.parametrize("writing", [False, True], ids=["reading", "writing"])
def test_all_the_language_has_neo4js_answer_and_makes_its_graph(writing, driver, engine):
    graph = tck.made(GRAPH)
    driver.execute_query(GRAPH)
    seen, differences = 0, []
    for query in LINES:
        if changes(parse(query)) is not writing:
            continue
        ordered = "ORDER BY" in query or "MATCH" not in query
        form = plain if ordered and not re.search(r"(labels|keys)\(", query) else unordered
        theirs = answer(lambda: engine.run(query, write=writing), form)  # noqa: B023
        if not writing:
            ours = answer(lambda: run(graph, query), form)  # noqa: B023
        else:
            ours = answer(lambda: changed(graph, query)[1], form)  # noqa: B023
        if isinstance(theirs, str):
            continue
        seen += 1
        ordered = ordered or isinstance(ours, str)
        if (ours if ordered else Counter(ours)) != (theirs if ordered else Counter(theirs)):
            differences.append((query, theirs, ours))
        if writing:
            after = changed(graph, query)[0]
            if state(engine.run) != state(lambda text: run(after, text)):  # noqa: B023
                differences.append((query, "makes another graph"))
            driver.execute_query("MATCH (n) DETACH DELETE n")
            driver.execute_query(GRAPH)
    assert differences == []
    assert seen > (25 if writing else 120)


def unordered(value):
    """A value whose list is a multiset: nothing orders what a query collects."""
    return frozenset(Counter(map(plain, value)).items()) if type(value) is list else plain(value)
