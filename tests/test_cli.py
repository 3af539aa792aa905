"""The command line: help, formats, exit codes, and what goes to which stream."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys

import click
import pytest

from relgraph.cli import cli

QUERY = "MATCH (s:State) RETURN s.id AS id, s.name_zh AS zh, 2.0 AS two ORDER BY id"


@pytest.mark.parametrize("name", sorted(cli.commands))
def test_each_command_has_help_with_an_example(name, command):
    outcome = command(name, "--help")
    assert outcome.code == 0
    assert f"Example: relgraph {name}" in outcome.out


@pytest.mark.parametrize("name", sorted(cli.commands))
def test_each_option_says_what_it_does(name):
    options = [p for p in cli.commands[name].params if isinstance(p, click.Option)]
    assert all(option.help for option in options)


def test_help_and_import_load_nothing_heavy():
    code = (
        "import sys, relgraph.cli\n"
        "heavy = ('pandas', 'networkx', 'pyvis', 'neo4j', 'jinja2')\n"
        "print([name for name in heavy if name in sys.modules])"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"


def test_a_pipe_gets_json_lines(command, small):
    lines = command("query", QUERY, "--db", small).out.splitlines()
    assert [json.loads(line) for line in lines] == [
        {"id": "CHN", "zh": "中国", "two": 2.0},
        {"id": "RUS", "zh": "俄罗斯", "two": 2.0},
    ]


def test_each_format_has_the_same_rows(command, small):
    out = {form: command("query", QUERY, "--db", small, "--format", form).out
           for form in ("csv", "tsv", "json", "markdown", "table")}  # fmt: skip
    rows = [["id", "zh", "two"], ["CHN", "中国", "2"], ["RUS", "俄罗斯", "2"]]
    assert list(csv.reader(io.StringIO(out["csv"]))) == rows
    assert [line.split("\t") for line in out["tsv"].splitlines()] == rows
    assert [r["zh"] for r in json.loads(out["json"])] == ["中国", "俄罗斯"]
    assert out["markdown"].splitlines()[2] == "| CHN | 中国 | 2 |"
    assert [line.split() for line in out["table"].splitlines() if "CHN" in line] == [rows[1]]


def test_csv_begins_with_the_mark_of_excel_if_that_is_asked_for(command, small):
    out = command("query", QUERY, "--db", small, "--format", "csv", "--bom").out
    assert out.startswith("\ufeffid,zh,two\n")
    wrong = command("query", QUERY, "--db", small, "--bom")
    assert (wrong.code, "--bom goes with --format csv" in wrong.err) == (2, True)


def test_markdown_escapes_what_would_end_a_cell(command, small):
    out = command("query", "RETURN 'a|b' AS `x|y`", "--db", small, "--format", "markdown").out
    assert out.splitlines()[0] == "| x\\|y |"
    assert out.splitlines()[2] == "| a\\|b |"


def test_a_table_fits_the_width_of_its_terminal_and_has_no_colour(command, small, monkeypatch):
    monkeypatch.setenv("COLUMNS", "40")
    out = command(
        "query", f"RETURN '{'word ' * 40}' AS text", "--db", small, "--format", "table"
    ).out
    assert max(map(len, out.splitlines())) <= 40
    assert "\x1b" not in out


def test_values_of_the_graph_print_as_objects_and_as_short_cells(command, small):
    query = "MATCH p = (c:State {id: 'CHN'})-[r:SIGNED]->(t) RETURN c, r, p, [c.name], {a: r.since}"
    [row] = json.loads(command("query", query, "--db", small, "--format", "json").out)
    assert row["c"]["labels"] == ["Actor", "Entity", "State"]
    assert (row["r"]["type"], row["r"]["from"], row["r"]["since"]) == (
        "SIGNED",
        "CHN",
        "2001-07-16",
    )
    assert [node["id"] for node in row["p"]["nodes"]] == ["CHN", "treaty"]
    cells = command("query", query, "--db", small, "--format", "tsv").out.splitlines()[1]
    assert cells.split("\t") == [
        "(Actor:Entity:State CHN)", "[SIGNED chn-signed]",
        "(Actor:Entity:State CHN) - (Entity:Instrument:Treaty treaty)",
        "China", '"{""a"": ""2001-07-16""}"',
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["query", "MATCH (n"], 1, "^"),
        (["query", "MATCH (n) SET n.x = 1"], 1, "this changes the graph"),
        (["query", "RETURN 1 / 0"], 1, "division by zero"),
        (["query", "RETURN $x"], 1, "$x is not given"),
        (["query"], 2, "give a query"),
        (["query", "--nonsense"], 2, "No such option"),
        (["query", "RETURN 1", "-p", "novalue"], 2, "not name=value"),
        (["query", "claim"], 3, "did you mean 'claims'?"),
        (["show", "Chinaa"], 3, "did you mean 'China', which is CHN?"),
        (["show", "gazp"], 3, "a part of a name of one node:\n  gazprom  Gazprom (Company)"),
        (["map", "-o", "m.html", "--between", "China", "Rusia"], 3, "'Russia', which is RUS?"),
        (["map", "-o", "m.html", "--between", "China", "a rumour"], 3, "no node 'a rumour'"),
        (["map", "-o", "m.html", "--between", "China", "paper"], 3, "'paper' is a source"),
        (["show", ""], 3, "names no node"),
        (["show", "zzzzzz"], 3, "no node 'zzzzzz'"),
        (["schema", "SIGND"], 3, "did you mean 'SIGNED'?"),
        (["query", "RETURN 1", "--db", "nowhere"], 3, "no folder nowhere"),
        (["map", "-o", "nowhere/map.html"], 2, "no folder nowhere"),
        (["map", "-o", "map.html", "--positions", "nowhere/p.csv"], 2, "no folder nowhere"),
        (["map"], 2, "Missing option '-o'"),
        (["query", "MATCH (a), (b), (c), (d), (e), (f), (g), (h), (i), (j) RETURN count(*)",
          "--timeout", "0.2"], 1, "longer than it was given"),
    ],
)  # fmt: skip
def test_what_goes_wrong_ends_in_its_exit_code_and_message(
    arguments, code, message, command, small
):
    alone = {"schema", "--positions", "nowhere/map.html"} & set(arguments)
    given = [] if "--db" in arguments or alone or arguments == ["map"] else ["--db", small]
    outcome = command(*arguments, *given)
    assert outcome.code == code
    assert message in outcome.err
    assert outcome.out == ""


def test_a_faulty_folder_ends_in_its_faults_and_exit_code_1(command, small):
    with (small / "edges/diplomacy.csv").open("a", encoding="utf-8") as stream:
        stream.write("x,SIGNED,CHN,nowhere,2001,,paper,,,,,\n")
    checked = command("check", small)
    assert (checked.code, checked.out) == (1, "edges/diplomacy.csv:5:4: to: no node 'nowhere'\n")
    asked = command("query", "RETURN 1", "--db", small)
    assert (asked.code, asked.out) == (1, "")
    assert "edges/diplomacy.csv:5:4" in asked.err
    machine = json.loads(command("check", small, "--format", "json").out)
    assert machine == [{
        "path": "edges/diplomacy.csv", "line": 5, "column": 4, "header": "to",
        "code": "unknown-node", "message": "no node 'nowhere'", "suggestion": "",
    }]  # fmt: skip


def test_a_sound_folder_has_no_faults(command, small):
    outcome = command("check", small)
    assert (outcome.code, outcome.out, "no faults" in outcome.err) == (0, "", True)
    assert json.loads(command("check", small, "--format", "json").out) == []


def test_a_query_comes_from_a_file_or_standard_input(command, small, tmp_path):
    (tmp_path / "q.cypher").write_text("\ufeffRETURN $who AS who", "utf-8")
    by_file = command("query", "--file", tmp_path / "q.cypher", "-p", "who=中国", "--db", small)
    by_stdin = command(
        "query", "-", "-p", "who=[1, null]", "--db", small, stdin="RETURN $who AS who"
    )
    assert by_file.out == '{"who": "中国"}\n'
    assert by_stdin.out == '{"who": [1, null]}\n'


def test_the_data_set_is_the_named_one_else_the_variable_else_the_folder_here(
    command, small, tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    count = "MATCH (n:State) RETURN count(n) AS n"
    shipped = json.loads(command("query", count).out)["n"]
    assert shipped > 2
    small.rename(tmp_path / "data")
    assert json.loads(command("query", count).out)["n"] == 2
    monkeypatch.setenv("RELGRAPH_DB", str(tmp_path / "elsewhere"))
    assert command("query", count).code == 3
    assert json.loads(command("query", count, "--db", tmp_path / "data").out)["n"] == 2


@pytest.mark.parametrize("form", ["jsonl", "csv", "markdown", "table"])
def test_a_closed_pipe_is_no_error(form, small):
    line = [sys.executable, "-m", "relgraph", "query", "UNWIND range(1, 20000) AS x RETURN x"]
    process = subprocess.Popen(
        [*line, "--db", str(small), "--format", form],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    process.stdout.readline()
    process.stdout.close()
    assert process.wait() == 0
    assert process.stderr is not None
    assert process.stderr.read() in (b"", b"20000 rows\n")
    process.stderr.close()


@pytest.mark.parametrize("asked", ["CHN", "chn", "China", "中国", "Китай", "PRC", "ＣＨＮ"])
def test_show_finds_a_node_by_id_or_name_in_any_script(asked, command, small):
    rows = [json.loads(line) for line in command("show", asked, "--db", small).out.splitlines()]
    assert [row["id"] for row in rows] == ["chn-signed", "claimed", "trade-a", "trade-b"]


def test_show_tells_dates_figures_verdicts_and_sources(command, small):
    out = command("show", "CHN", "--db", small, "--format", "table").out
    heading, names = out.splitlines()[:2]
    assert (heading, names) == ("China  (State CHN)", "  中国 · Китай · PRC")
    rows = {
        row["id"]: row
        for row in map(json.loads, command("show", "CHN", "--db", small).out.splitlines())
    }
    assert rows["trade-a"] == {
        "date": "2020", "relation": "TRADED_WITH", "with": "– RUS",
        "figures": ["value: ~100 USD million"], "status": ["disputed"],
        "sources": ["paper#t. 1"], "id": "trade-a",
    }  # fmt: skip
    assert (rows["claimed"]["relation"], rows["claimed"]["status"]) == (
        "claimed SIGNED", ["corrected"],
    )  # fmt: skip


def test_saved_queries_are_listed_with_titles_and_parameters(command):
    rows = [json.loads(line) for line in command("queries").out.splitlines()]
    named = {row["name"]: row for row in rows}
    assert named["trade"]["parameters"] == ["a='CHN' (one of the two)", "b='RUS' (the other)"]
    assert named["exercises"]["parameters"] == [
        "place=None (a place; all places if it is left out)"
    ]
    assert all(row["title"] for row in rows)


def test_schema_lists_types_and_one_of_them(command):
    rows = [json.loads(line) for line in command("schema").out.splitlines()]
    named = {row["type"]: row for row in rows}
    assert named["TRADED_WITH"]["dated"] == "reporting period"
    assert named["HAS_TERM"]["joins"] == "Instrument to itself"
    [first, share] = [json.loads(line) for line in command("schema", "OWNS").out.splitlines()]
    assert first["is"] == "Actor|Institution → Company|Project, spell"
    assert (share["name"].strip(), share["unit"], share["allowed"]) == (
        "share",
        "per cent",
        "0 to 100",
    )


def test_a_folder_here_that_lacks_its_title_is_still_the_one_that_is_read(
    command, small, tmp_path, monkeypatch
):
    small.rename(tmp_path / "data")
    (tmp_path / "data/dataset.toml").unlink()
    monkeypatch.chdir(tmp_path)
    outcome = command("check")
    assert (outcome.code, "dataset.toml:1:1" in outcome.out) == (1, True)


def test_a_parameter_that_a_saved_query_does_not_have_is_refused(command):
    outcome = command("query", "trade", "-p", "A=CHN")
    assert (outcome.code, "no parameter 'A': it has a, b" in outcome.err) == (3, True)


def test_a_query_that_is_not_utf_8_is_refused(command, tmp_path):
    (tmp_path / "bad.cypher").write_bytes(b'RETURN "\xe9"')
    outcome = command("query", "--file", tmp_path / "bad.cypher")
    assert (outcome.code, "not UTF-8" in outcome.err) == (2, True)


def test_names_in_every_script_reach_an_output_of_another_encoding(small):
    line = [sys.executable, "-m", "relgraph", "show", "CHN", "--db", str(small)]
    environment = {**os.environ, "PYTHONIOENCODING": "cp1252"}
    done = subprocess.run(line, capture_output=True, env=environment, check=True)
    assert "→ treaty" in done.stdout.decode("utf-8")


def test_a_full_disk_is_a_message(small):
    line = [sys.executable, "-m", "relgraph", "query", "RETURN 1", "--db", str(small)]
    with open("/dev/full", "wb") as full:  # noqa: PTH123  # the device that is always full
        done = subprocess.run(line, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert (done.returncode, "Traceback" in done.stderr) == (1, False)


def test_a_source_is_shown_with_what_cites_it(command, small):
    shown = command("show", "paper", "--db", small, "--format", "table")
    assert "Press; 2020-05-01; https://example.org/a; reliability B, read" in shown.out
    rows = [json.loads(line) for line in command("show", "paper", "--db", small).out.splitlines()]
    assert {row["with"] for row in rows} >= {"CHN → treaty", "CHN – RUS"}


def test_an_unknown_backend_is_a_message(command, small):
    outcome = command("stats", "--backend", "nope", "--db", small)
    assert (outcome.code, "no such networkx backend" in outcome.err) == (3, True)


@pytest.mark.parametrize(
    ("query", "notice"),
    [
        ("MATCH (a)-[r:SIGND]->(b) RETURN a.id", "no relationship type SIGND in the data (did you"),
        ("MATCH (a:Stat) RETURN a.id", "no label Stat in the data (did you mean 'State'?)"),
        ("MATCH (a:State) RETURN a.nme", "no property nme in the data (did you mean 'name'?)"),
        ("MATCH (a {idd: 1}) RETURN a.id", "no property idd in the data"),
        ("MATCH (a) WHERE EXISTS { (a)-[:KNOWS]->(b:Foo) } RETURN a.id", "no label Foo"),
    ],
)
def test_a_name_that_the_data_does_not_have_is_noticed_and_still_answered(
    query, notice, command, small
):
    outcome = command("query", query, "--db", small)
    assert outcome.code == 0
    assert f"relgraph: notice: {notice}" in outcome.err
    assert "notice" not in command("query", "MATCH (a:State) RETURN a.id", "--db", small).err


@pytest.mark.parametrize(
    ("condition", "notice"),
    [
        (
            "r.since >= '2001-01-01'",
            "r.since >= '2001-01-01' is never true; write date('2001-01-01')",
        ),
        ("'2001' < r.since", "r.since > '2001' is never true; write date('2001')"),
        ("r.since > 2000", "is never true; write r.since.year > 2000"),
        ("r.since.year = '2001'", "is never true; write 2001"),
        ("r.since STARTS WITH '2001'", "write toString(r.since) STARTS WITH"),
        ("r.since IN ['2001-07-16']", "r.since is a date, […] a text"),
        ("'paper' IN r.sources", "write 'paper' IN r.source_ids"),
        ("'pap' IN r.sources", "write any(x IN r.sources WHERE x STARTS WITH 'pap')"),
        ("'paper#q. 1' IN r.sources", "is never true (did you mean 'paper#"),
        ("r.sources = 'paper'", "write 'paper' IN r.sources"),
        ("r.note = null", "r.note = null is never true; write IS NULL"),
        ("r.value = '100'", "is never true; write 100"),
        ("a.id = 'CHNN'", "no a.id is 'CHNN' (did you mean 'CHN'?)"),
        ("EXISTS { (a)-[q:SIGNED]->() WHERE q.since = 2001 }", "write q.since.year = 2001"),
    ],
)
def test_a_condition_that_no_row_can_meet_is_noticed_with_its_cure(
    condition, notice, command, small
):
    query = f"MATCH (a)-[r]->(b) WHERE {condition} RETURN a.id"
    outcome = command("query", query, "--db", small)
    assert (outcome.code, outcome.out) == (0, "")
    assert notice in outcome.err


@pytest.mark.parametrize(
    "condition",
    [
        "r.since >= date('2001-01-01')", "r.since.year > 2000", "r.value > 5", "a.id = 'CHN'",
        "'paper' IN r.source_ids", "r.note IS NULL", "r.since <> '2001'", "a.name CONTAINS 'in'",
        "r.since_edtf > '2000'", "r.since IN [date('2001-07-16')]", "a.id IN ['CHN', 'RUS']",
    ],
)  # fmt: skip
def test_a_condition_that_is_sometimes_true_is_not_noticed(condition, command, small):
    query = f"MATCH (a)-[r]->(b) WHERE {condition} RETURN a.id"
    assert "notice" not in command("query", query, "--db", small).err


def test_a_parameter_of_the_wrong_type_is_noticed_in_a_map_too(command, small):
    query = "MATCH (a)-[:SIGNED {since: $day}]->(b) RETURN a.id"
    outcome = command("query", query, "-p", "day=2001-07-16", "--db", small)
    assert (
        "since is a date, $day a text: since = $day is never true; write date($day)" in outcome.err
    )


def test_the_data_set_of_the_folder_is_the_default_and_the_shipped_one_is_told(
    command, small, tmp_path, monkeypatch
):
    monkeypatch.chdir(small)
    assert json.loads(command("query", "MATCH (n:State) RETURN count(n) AS n").out) == {"n": 2}
    assert "shipped data" not in command("check").err
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path / "empty")
    for line in (["query", "trade"], ["show", "CHN"], ["check"], ["stats"], ["schema", "SIGNED"],
                 ["map", "-o", "m.html"], ["export", "g.json"]):  # fmt: skip
        outcome = command(*line)
        assert (outcome.code, line) == (0, line)
        assert "the shipped data on China and Russia answer" in outcome.err
