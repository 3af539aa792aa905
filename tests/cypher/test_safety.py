"""Texts that are too deep, too long or too many end in an answer or a clear error."""

from __future__ import annotations

import pytest
from samples import graph_of

from relgraph.cypher import run
from relgraph.errors import CypherError, CypherSyntaxError, CypherUnsupported

EMPTY = graph_of([], {})
DEEP = {
    "parentheses": ("RETURN {}1{} AS x", "(", ")"),
    "lists": ("RETURN {}1{} AS x", "[", "]"),
    "maps": ("RETURN {}1{} AS x", "{a: ", "}"),
    "NOT": ("RETURN {}true{} AS x", "NOT ", ""),
    "CASE": ("RETURN {}1{} AS x", "CASE WHEN true THEN ", " END"),
    "EXISTS": ("MATCH (n) WHERE {}true{} RETURN n", "EXISTS { MATCH (n)-->() WHERE ", " }"),
    "CALL": ("{}RETURN 1 AS x{}", "CALL { ", " } RETURN x"),
    "WITH": ("WITH 1 AS x {}{}RETURN x", "WITH x AS x ", ""),
    "sums": ("RETURN 1{}{} AS x", " + 1", ""),
}


@pytest.mark.parametrize(("form", "opened", "closed"), DEEP.values(), ids=DEEP)
def test_five_hundred_levels_end_in_an_answer_or_a_clear_error(form, opened, closed):
    assert run(EMPTY, form.format(opened * 3, closed * 3)) is not None
    with pytest.raises(CypherUnsupported, match="nested this deeply"):
        run(EMPTY, form.format(opened * 500, closed * 500))


@pytest.mark.parametrize("word", ["AND", "OR", "XOR"])
def test_thousands_of_conditions_are_answered(word):
    text = f" {word} ".join(["true", "false"] * 2500)
    expected = {"AND": False, "OR": True, "XOR": False}[word]
    assert run(EMPTY, f"RETURN {text} AS x").records == [(expected,)]


def test_a_list_of_two_hundred_thousand_is_looked_in():
    items = ", ".join(map(str, range(200_000)))
    assert run(EMPTY, f"UNWIND [5, -5] AS x RETURN x IN [{items}] AS y").records == [
        (True,), (False,),
    ]  # fmt: skip


def test_ten_megabytes_are_read_or_refused():
    long = "x" * 10_000_000
    assert run(EMPTY, f"RETURN size('{long}') AS n").records == [(10_000_000,)]
    with pytest.raises(CypherSyntaxError, match="give long lists as parameters"):
        run(EMPTY, f"RETURN size([{'1,' * 3_000_000}1]) AS n")
    with pytest.raises(CypherError):
        run(EMPTY, "MATCH " + "((" * 5_000_000)


@pytest.mark.parametrize("text", ["RETURN 1; RETURN 2", "RETURN 1; MATCH (n) DELETE n"])
def test_one_statement_is_answered_at_a_time(text):
    with pytest.raises(CypherSyntaxError, match="one query at a time"):
        run(EMPTY, text)


@pytest.mark.parametrize(
    "text", ["' OR 1 = 1 //", "x'}) DETACH DELETE n //", "`", "$x", "\n", "中'国"]
)
def test_a_parameter_is_a_value_and_never_text_of_the_query(text):
    graph = graph_of([([], {"name": "a"})], {})
    assert run(graph, "MATCH (n {name: $x}) RETURN n", {"x": text}).records == []
    assert run(graph, "RETURN $x AS x", {"x": text}).records == [(text,)]


LINES = {
    "a long line is cut around its place": (
        "MATCH (n) WHERE n.x = 1 AND n.y = 2 AND n.z = 3 RETURN n.name AS name, nosuch(n) AS no, 1",
        "nosuch",
    ),
    "Chinese letters are two columns wide": (
        "MATCH (n) WHERE n.name = '中华人民共和国' AND nosuch(n) RETURN n",
        "nosuch",
    ),
    "a short one stands as it is": ("RETURN nosuch(1)", "nosuch"),
}


def columns(text):
    return sum(2 if "\u1100" <= letter < "\uff61" and letter != "…" else 1 for letter in text)


@pytest.mark.parametrize(("query", "word"), LINES.values(), ids=LINES)
def test_the_line_of_an_error_fits_a_terminal_and_the_caret_stands_under_its_word(query, word):
    with pytest.raises(CypherError) as error:
        run(EMPTY, query)
    *_, line, caret = str(error.value).splitlines()
    assert columns(line) <= 80
    at = line.index(word)
    assert columns(line[:at]) == len(caret) - 1


@pytest.mark.parametrize("places", ["INF", "NaN", "-1", "-INF"])
def test_a_precision_that_is_no_count_is_refused(places):
    with pytest.raises(CypherError, match="precision of 0 or more"):
        run(EMPTY, f"RETURN round(1.5, {places})")
