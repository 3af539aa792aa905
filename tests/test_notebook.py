"""The notebook runs from top to bottom, is kept without outputs, and leaves no file behind."""

from __future__ import annotations

import html
import re

import nbformat
import pytest
from nbclient import NotebookClient
from opened import Opened
from samples import ROOT

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
