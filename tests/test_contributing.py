"""The walks of CONTRIBUTING.md, done as they stand there on a copy of the data."""

from __future__ import annotations

import csv
import json
import re
import shlex
import shutil

import pytest
from samples import ROOT

from relgraph import export
from relgraph.paths import shipped

TEXT = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
WALKS = {
    part.splitlines()[0]: re.findall(r"```(\w+) ?(\S*)\n(.*?)```", part, re.DOTALL)
    for part in TEXT.split("\n## ")[1:]
}


@pytest.fixture
def walk(folder, tmp_path, monkeypatch, command):
    """Do one walk: rows are appended, tables added, commands run; their outputs come back."""
    shutil.copy(shipped("graph") / "schema.toml", folder / "schema.toml")
    monkeypatch.chdir(tmp_path)

    def do(title: str) -> list[str]:
        said = []
        for kind, name, text in WALKS[title]:
            if kind == "csv":
                append(folder / name, text)
            elif kind == "toml":
                with (folder / name).open("a", encoding="utf-8") as stream:
                    stream.write("\n" + text)
            elif kind == "python":
                made: dict = {}
                exec(text, made)  # noqa: S102  # the docs' own example
                monkeypatch.setitem(export.WRITERS, ".edges", made["write_edge_list"])
            else:
                said += run(text)
        return said

    def append(path, text):
        """Append rows of the columns that every file has, padded to those this one has."""
        with path.open(encoding="utf-8", newline="") as stream:
            width = len(next(csv.reader(stream)))
        rows = [row + [""] * (width - len(row)) for row in csv.reader(text.splitlines())]
        with path.open("a", encoding="utf-8", newline="") as stream:
            csv.writer(stream, lineterminator="\n").writerows(rows)

    def run(text):
        said = []
        for line in text.splitlines():
            arguments = shlex.split(line.removeprefix("$ relgraph "))
            outcome = command(*arguments)
            assert (outcome.code, line) == (0, line), outcome.err + outcome.out
            said.append(outcome.out)
        return said

    return do


def test_an_edge_is_added(walk):
    checked, shown = walk("Add an edge")
    assert checked == ""
    assert [json.loads(line)["relation"] for line in shown.splitlines()] == ["SIGNED", "SIGNED"]


def test_an_edge_type_is_added_without_python(walk):
    walk("Add an edge")
    schema, checked, shown = walk("Add an edge type")
    assert "The two towns are twins" in schema
    assert checked == ""
    assert '"TWINNED_WITH", "with": "– blagoveshchensk"' in shown


def test_an_export_format_is_added(walk, tmp_path):
    walk("Add an export format")
    lines = (tmp_path / "graph.edges").read_text("utf-8").splitlines()
    assert "SIGNED\tCHN\tgood-neighbourliness-treaty-2001" in lines
