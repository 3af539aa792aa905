"""The docs say what is so."""

from __future__ import annotations

import re
import subprocess

import pytest
from samples import ROOT

from relgraph.cli import cli

ELSEWHERE = ("bad-boolean", "missing-file")  # tested alone: the folder can't have them
FILES = subprocess.run(
    ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False
).stdout.splitlines()
DOCS = [name for name in FILES if name.endswith(".md")]


def test_the_readme_is_short():
    assert len((ROOT / "README.md").read_text("utf-8").splitlines()) <= 150


@pytest.mark.parametrize("name", sorted(cli.commands))
def test_each_command_is_documented(name):
    assert f"## {name}\n" in (ROOT / "docs/commands.md").read_text("utf-8")


@pytest.mark.parametrize("name", DOCS)
def test_each_link_to_a_file_leads_to_one(name):
    here = (ROOT / name).parent
    links = re.findall(r"\]\(([^)#]+?)(?:#[^)]*)?\)", (ROOT / name).read_text("utf-8"))
    assert [link for link in links if "://" not in link and not (here / link).exists()] == []


@pytest.mark.parametrize("code", sorted({
    code
    for path in (ROOT / "src/relgraph/tables").glob("*.py")
    for code in re.findall(r'"([a-z]+(?:-[a-z]+)+)"', path.read_text("utf-8"))
    if code not in ("utf-8", "utf-8-sig")
}))  # fmt: skip
def test_each_kind_of_fault_is_in_the_table_of_messages(code):
    assert f"| {code} |" in (ROOT / "docs/faults.md").read_text("utf-8") or code in ELSEWHERE


@pytest.mark.parametrize("name", [n for n in FILES if n.endswith((".py", ".toml", ".md", ".yaml"))])
def test_nothing_names_a_machine_or_a_registry(name):
    text = (ROOT / name).read_text("utf-8")
    assert not re.search(
        r"/(?:home|root|Users|work)/\w|pypi\.org|registry\.npmjs|files\.pythonhosted", text
    ) or (name == "tests/test_docs.py")
