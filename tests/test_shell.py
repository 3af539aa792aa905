"""The shell: queries line by line, commands, completion, and a real terminal."""

from __future__ import annotations

import os
import select
import subprocess
import sys
import time

import pytest
from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.document import Document
from samples import SMALL, write_folder

import relgraph
from relgraph.cli.completing import QueryCompleter
from relgraph.cli.vocabulary import Vocabulary


@pytest.fixture
def small(tmp_path):
    return write_folder(tmp_path / "small", SMALL)


def shell(folder, *lines):
    return subprocess.run(
        [sys.executable, "-m", "relgraph", "shell", "--db", str(folder)],
        input="\n".join(lines) + "\n", capture_output=True, text=True, encoding="utf-8",
        env={**os.environ, "PYTHONUTF8": "1"}, check=False,
    )  # fmt: skip


def test_a_query_goes_on_until_a_semicolon_or_an_empty_line(small):
    done = shell(small, "MATCH (n:State)", "RETURN count(n) AS states;", "RETURN 'пять' AS x", "")
    assert done.returncode == 0
    assert "states" in done.stdout
    assert "пять" in done.stdout


def test_a_fault_is_told_and_the_shell_goes_on(small):
    done = shell(small, "RETURN 1 +;", "RETURN nosuch(1);", "RETURN 40 + 2 AS sum;")
    assert "expected an expression" in done.stderr
    assert "no function nosuch()" in done.stderr
    assert "42" in done.stdout


def test_parameters_saved_queries_the_schema_and_sources_have_commands(small):
    asked = "MATCH ({id: $who})-[r:SIGNED]->(t) RETURN t.name AS name;"
    done = shell(small, ":param who CHN", ":params", asked, ":sources", asked, ":schema", ":saved")
    assert "$who = 'CHN'" in done.stdout
    assert done.stdout.count("The treaty") >= 2
    assert "A paper, Press, p. 1, https://example.org/a (chn-signed)" in done.stdout
    assert "TRADED_WITH" in done.stdout
    assert "votes-apart" in done.stdout


def test_a_parameter_may_be_what_cypher_makes_of_an_expression(small):
    asked = "RETURN $day + duration('P1D') AS next;"
    done = shell(small, ":param day => date('2024-02-28')", asked, ":param day => dat(", asked)
    assert done.stdout.count("2024-02-29") == 2
    assert "expected" in done.stderr


def test_an_unknown_command_names_the_one_that_was_meant(small):
    done = shell(small, ":shema", ":quit", "RETURN 'not reached';")
    assert "did you mean ':schema'" in done.stderr
    assert "not reached" not in done.stdout


def test_an_empty_answer_tells_why(small):
    done = shell(small, "MATCH (n:Stat) RETURN n;", "MATCH (n:State) WHERE n.x.y = 1 RETURN n;")
    assert "did you mean 'State'" in done.stderr


@pytest.fixture(scope="module")
def completer():
    return QueryCompleter(Vocabulary(relgraph.open()), {"who": 1})


COMPLETED = {
    "a label": ("MATCH (t:Trea", "Treaty"),
    "one label of several": ("MATCH (t:State|Trea", "Treaty"),
    "a type": ("MATCH (a)-[r:SIGN", "SIGNED"),
    "a property": ("MATCH (t) RETURN t.short", "short_name"),
    "an id": ("MATCH (n {id: 'yamal-l", "yamal-lng"),
    "a name in Chinese": ("MATCH (n {name_zh: '西伯利亚力量", "西伯利亚力量2号天然气管道"),
    "a name in Russian": ('MATCH (n {name_ru: "Сила Сиб', "Сила Сибири"),
    "a name in English": ("MATCH (n {name: 'Power of Sib", "Power of Siberia"),
    "a keyword": ("MATCH (n) RET", "RETURN"),
    "a function": ("RETURN duration.betw", None),
    "a plain function": ("RETURN toUpp", "toupper("),
    "a parameter": ("MATCH (n {id: $w", "who"),
    "a command": (":sche", ":schema"),
    "a saved query": (":saved votes-ap", "votes-apart"),
}


@pytest.mark.parametrize(("text", "word"), COMPLETED.values(), ids=COMPLETED)
def test_what_may_stand_next_is_offered(text, word, completer):
    offered = [c.text for c in completer.get_completions(Document(text), CompleteEvent())]
    assert word in offered if word else offered == []


@pytest.mark.skipif(sys.platform == "win32", reason="a terminal of Unix")
def test_on_a_terminal_tab_completes_and_enter_asks(small, tmp_path):
    import pty

    process, terminal = pty.fork()
    if process == 0:
        os.environ.update(TERM="xterm", XDG_STATE_HOME=str(tmp_path))
        arguments = [sys.executable, "-m", "relgraph", "shell", "--db", str(small)]
        os.execv(sys.executable, arguments)  # noqa: S606  # a program of ours
    shown = ""

    def until(text):
        nonlocal shown
        deadline = time.monotonic() + 30
        while text not in shown:
            assert time.monotonic() < deadline, shown
            if select.select([terminal], [], [], 1)[0]:
                data = os.read(terminal, 65536)
                shown += data.decode("utf-8", "replace")
                if b"\x1b[6n" in data:  # where is the cursor, it asks
                    os.write(terminal, b"\x1b[1;1R")

    until("relgraph>")
    os.write(terminal, b"MATCH (n:Tre\t")
    until("aty")
    os.write(terminal, b") RETURN n.name;\r")
    until("The treaty")
    shown = ""
    until("relgraph>")
    os.write(terminal, b"\x04")
    os.waitpid(process, 0)
    assert "MATCH (n:Treaty)" in (tmp_path / "relgraph/history").read_text("utf-8")
