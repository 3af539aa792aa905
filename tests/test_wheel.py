"""An installed wheel works from any folder, with data and graph inside."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile

import pytest
from samples import ROOT


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """The wheel, unpacked where an install would put it."""
    place = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(place)],
        cwd=ROOT, check=True, capture_output=True,
    )  # fmt: skip
    [wheel] = place.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(place / "site")
    return place / "site"


def run(installed, where, *arguments):
    """Run the command of the wheel, which shadows the checkout."""
    code = "import sys; sys.path.insert(0, sys.argv.pop(1)); from relgraph.cli import main; main()"
    line = [sys.executable, "-c", code, str(installed), *arguments]
    environment = {**os.environ, "PYTHONSAFEPATH": "1"}
    return subprocess.run(
        line, cwd=where, env=environment, capture_output=True, text=True, check=True
    ).stdout


def test_it_answers_from_an_empty_folder_with_its_own_data(installed, tmp_path):
    rows = run(installed, tmp_path, "query", "owners").splitlines()
    assert json.loads(rows[0])["owner"]
    assert "SIGNED" in run(installed, tmp_path, "schema")


def test_it_draws_a_map(installed, tmp_path):
    run(installed, tmp_path, "map", "-o", "map.html")
    assert (tmp_path / "map.html").stat().st_size > 400_000


def test_it_is_the_wheel_that_runs_and_is_typed(installed):
    assert (installed / "relgraph/py.typed").is_file()
    assert (installed / "relgraph/_shipped/data/sources.csv").is_file()
    assert (installed / "relgraph/page/web/built/page.js").is_file()
