"""Changed queries: an answer or a `CypherError`, never another exception, none over its limits."""

from __future__ import annotations

import os
import random
import time

import pytest
import tck
from samples import ROOT
from test_cases import CASES

from relgraph.cypher import run
from relgraph.cypher.changing.run import changes
from relgraph.cypher.functions.aggregations import AGGREGATIONS
from relgraph.cypher.functions.table import FUNCTIONS
from relgraph.cypher.limits import Limits
from relgraph.cypher.query import changed
from relgraph.cypher.syntax.clauses import parse
from relgraph.cypher.syntax.lexer import tokens
from relgraph.errors import CypherError

SEED = 20261130
MUTATIONS = int(os.environ.get("RELGRAPH_FUZZ", "2000"))
PARTS = 4
LIMITS = Limits(timeout=1, rows=20_000, items=200_000)
WORDS = [
    "MATCH", "OPTIONAL MATCH", "WHERE", "RETURN", "WITH", "DISTINCT", "ORDER BY", "SKIP", "LIMIT",
    "UNWIND", "AS", "UNION", "UNION ALL", "CALL", "YIELD", "CREATE", "MERGE", "SET", "REMOVE",
    "DETACH DELETE", "FOREACH", "ON CREATE SET", "EXISTS {", "COUNT {", "COLLECT {", "}", "{", "(",
    ")", "[", "]", "-[", "]->", "-->", "<--", "*", "+", "{1,3}", "|", "&", "!", "%", ":", "::", ".",
    ",", "..", "=", "<>", "<", ">=", "=~", "IN", "NOT", "AND", "OR", "XOR", "IS NULL", "IS ::",
    "INTEGER", "CASE", "WHEN", "THEN", "ELSE", "END", "null", "true", "1", "-1", "2.5", "'a'", "$p",
    "$q", "n", "r", "x", "n.id", "count(*)", "collect(n)", "sum(n.x)", "date()", "duration('P1D')",
    "datetime('2020-01-01T00:00Z')", "[1, null, 'a']", "{a: 1}", "shortestPath(", "SHORTEST 2",
    "ALL SHORTEST", "range(1, 3)", "reduce(a = 0, y IN [1] |", "all(y IN [1] WHERE", "||", "^", "/",
    "toString(", "keys(", "labels(n)", "type(r)", "nodes(p)", "size(", "ORDER BY n.id LIMIT 1",
    "(n)-->()", "(a {id: 'CHN'})", "INF", "NaN", "9223372036854775808", ";", "`", "'", "//", "\\",
]  # fmt: skip
LITERALS = [
    "null", "true", "0", "1", "-1", "2.5", "'a'", "''", "date('2020-02-29')", "duration('P1M')",
    "datetime('2020-01-01T00:00Z')", "localtime('10:00')", "[1, null, 'a']", "[]", "{a: 1}", "$p",
    "$q", "INF", "NaN", "9223372036854775807",
]  # fmt: skip
SIGNS = ["+", "-", "*", "/", "%", "^", "=", "<>", "<", "<=", ">", ">=", "=~", "||", "AND", "OR",
         "IN", "CONTAINS", "STARTS WITH"]  # fmt: skip
CALLS = [*FUNCTIONS, *AGGREGATIONS]
GIVEN = {"p": 1, "q": [{"a": None}, "b"]}


def corpus():
    found = [case.values[2] for case in CASES]
    return found + [p.read_text("utf-8") for p in sorted((ROOT / "graph/queries").glob("*.cypher"))]


def pieces(text):
    """The tokens of a query as they stand in it."""
    return [text[each.start : each.stop] for each in tokens(text)[:-1]]


def alike(dice, text, at):
    """Put another token of its kind in the place of one."""
    old, follows = text[at], text[at + 1 : at + 2]
    if old in SIGNS:
        return dice.choice(SIGNS)
    if old[0] in "'\"0123456789$":
        return dice.choice(LITERALS)
    if follows == ["("] and old.lower() in CALLS:
        return dice.choice(CALLS)
    names = [each for each in text if each.isidentifier() and each.upper() not in WORDS]
    return dice.choice(names) if old in names else old


def mutated(dice, queries):
    """One query with some of its tokens left out, doubled, swapped, or those of another."""
    text = list(dice.choice(queries))
    other = dice.choice(queries)
    for _ in range(dice.choice((1, 2, 3))):
        at = dice.randrange(len(text) + 1)
        match dice.randrange(28):
            case way if way > 6 and at < len(text):
                text[at] = alike(dice, text, at)
            case 0:
                del text[at : at + dice.randrange(1, 4)]
            case 1:
                text[at:at] = text[at : at + dice.randrange(1, 6)]
            case 2:
                text.insert(at, dice.choice(WORDS))
            case 3 if text:
                text[min(at, len(text) - 1)] = dice.choice(WORDS)
            case 4:
                begin = dice.randrange(len(other))
                text[at:at] = other[begin : begin + dice.randrange(1, 12)]
            case 5 if len(text) > 1:
                one, two = dice.sample(range(len(text)), 2)
                text[one], text[two] = text[two], text[one]
            case _:
                text[at : at + 3] = other[at : at + 3]
    return " ".join(text)


@pytest.fixture(scope="module")
def graph():
    return tck.made(CASES[0].values[0])


@pytest.mark.parametrize("part", range(PARTS))
def test_a_changed_query_ends_in_an_answer_or_a_cypher_error(part, graph):
    dice = random.Random(SEED + part)
    queries = [pieces(text) for text in corpus()]
    answered = 0
    for _ in range(MUTATIONS // PARTS):
        text = mutated(dice, queries)
        started = time.monotonic()
        try:
            ask = changed if changes(parse(text)) else run
            ask(graph, text, GIVEN, limits=LIMITS)
            answered += 1
        except CypherError:
            pass
        except Exception as error:
            raise AssertionError(f"{type(error).__name__}: {error}\n{text}") from error
        assert time.monotonic() - started < 20, text
    assert answered > MUTATIONS // PARTS // 50
