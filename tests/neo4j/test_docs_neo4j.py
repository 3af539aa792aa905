"""The commands of docs/neo4j.md, run as they stand there."""

from __future__ import annotations

import re
import shlex

import pytest
from samples import ROOT

pytestmark = pytest.mark.neo4j


def test_each_command_of_the_page_works(neo4j_server, command, folder, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    text = (ROOT / "docs/neo4j.md").read_text("utf-8")
    [block] = re.findall(r"```console\n(.*?)```", text, re.DOTALL)
    lines = [line for line in block.splitlines() if line.startswith("$ relgraph ")]
    assert len(lines) == 7
    for line in lines:
        arguments = shlex.split(line.removeprefix("$ relgraph "))
        outcome = command(*(neo4j_server.uri if a == "neo4j://localhost" else a for a in arguments))
        assert (line, outcome.code) == (line, 0), outcome.err
    assert (tmp_path / "2021.html").stat().st_size > 400_000
    assert (tmp_path / "copy/edges/energy.csv").read_bytes()
