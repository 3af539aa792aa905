"""The notebook runs from top to bottom, is kept without outputs, and leaves no file behind."""

from __future__ import annotations

import html
import io
import re
from collections import Counter

import nbformat
import pandas as pd
import pytest
from nbclient import NotebookClient
from opened import Opened
from samples import ROOT, SHARED, records_of

FIRST_LOOK = ROOT / "notebooks/first-look.ipynb"


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    folder = tmp_path_factory.mktemp("notebook")
    notebook = nbformat.read(FIRST_LOOK, 4)
    NotebookClient(notebook, timeout=120, resources={"metadata": {"path": folder}}).execute()
    return notebook, folder


def shown(notebook) -> str:
    outputs = [out for cell in notebook.cells for out in cell.get("outputs", ())]
    return next(
        out.data["text/html"]
        for out in outputs
        if "<iframe" in out.get("data", {}).get("text/html", "")
    )


def test_the_notebook_is_kept_without_outputs():
    notebook = nbformat.read(FIRST_LOOK, 4)
    nbformat.validate(notebook)
    for cell in notebook.cells:
        assert cell.get("outputs", []) == []
        assert cell.get("execution_count") is None


def test_it_runs_and_leaves_no_file_behind(run):
    notebook, folder = run
    assert list(folder.iterdir()) == []
    assert "Novatek" in str(notebook.cells[3].outputs)


def test_its_first_cell_shows_a_table_a_screen_long_with_the_highest_of_each_measure(run):
    [out] = run[0].cells[1].outputs
    [table] = pd.read_html(io.StringIO(out.data["text/html"]))
    assert 8 < len(table) < 15
    rows = [edge for edge in records_of(ROOT / "data").edges if not edge.id.startswith("claim-")]
    by_type = Counter(edge.type for edge in rows)
    name, count = by_type.most_common(1)[0]
    [row] = table[table.measure == "edges by type"].to_dict("records")
    assert row["the highest"].startswith(f"{name} {count:,}")


@pytest.mark.browser
def test_its_map_shows_itself_in_a_frame(run, browser, tmp_path):
    frame = shown(run[0])
    page = html.unescape(re.search(r'srcdoc="([^"]*)"', frame)[1])
    assert page.startswith("<!doctype html>")
    path = tmp_path / "cell.html"
    path.write_text(f"<!doctype html><body data-ready>{frame}</body>", "utf-8")
    opened = Opened(browser, path)
    inner = opened.page.frame_locator("iframe")
    inner.locator("body[data-ready]").wait_for()
    inner.locator("#search").fill("Газпром")
    inner.locator("#search").press("Enter")
    assert inner.locator("#panel-title").inner_text() == "Gazprom"
    assert opened.said == []
    opened.close()


STUDIES = {
    "alliances-before-1914": {"Austria-Hungary", "Germany–Austria-Hungary"},
    "un-votes-of-china-and-russia": {"China–Russia", "Palestinian conflict", "yes"},
}


@pytest.mark.parametrize("name", STUDIES)
def test_a_study_is_kept_without_outputs(name):
    notebook = nbformat.read(ROOT / f"notebooks/{name}.ipynb", 4)
    nbformat.validate(notebook)
    assert all(cell.get("outputs", []) == [] for cell in notebook.cells)


@pytest.mark.shared
@pytest.mark.xdist_group("datasets")
@pytest.mark.parametrize("name", STUDIES)
def test_a_study_runs_on_the_files_of_the_field(name, tmp_path, monkeypatch):
    monkeypatch.setenv("RELGRAPH_DATASETS", str(SHARED / "datasets"))
    notebook = nbformat.read(ROOT / f"notebooks/{name}.ipynb", 4)
    NotebookClient(notebook, timeout=120, resources={"metadata": {"path": tmp_path}}).execute()
    told = str([cell.get("outputs") for cell in notebook.cells])
    assert all(word in told for word in STUDIES[name])
    assert list(tmp_path.iterdir()) == []
