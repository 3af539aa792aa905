"""Fixtures of all tests: a cache of the run, copies of the data, the command line in process."""

from __future__ import annotations

import io
import os
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import settings
from samples import LONG, ROOT, SHARED, SMALL, TCK, write_folder

from relgraph.cli import main
from relgraph.paths import shipped

settings.register_profile("ci", derandomize=True, deadline=None, max_examples=60 if LONG else 15)
settings.load_profile("ci")


@pytest.hookimpl(wrapper=True)  # before pytest-xdist reads the groups, tryfirst or not
def pytest_collection_modifyitems(config, items):
    library = Path(os.environ.get("RELGRAPH_NEO4J_LIB", ROOT / "build/neo4j/lib"))
    missing = {
        "shared": not SHARED.is_dir(),
        "tck": not TCK.is_dir(),
        "browser": shutil.which("chromium") is None,
        "neo4j": shutil.which("java") is None or not library.is_dir(),
    }
    cures = {
        "shared": "needs ../shared",
        "tck": "needs a checkout of openCypher: make tck TCK=<its folder tck>",
        "browser": "needs Chromium: apt-get install chromium",
        "neo4j": "needs Java 17 and the Neo4j jars: make neo4j",
    }
    long = [item for item in items if item.get_closest_marker("long") and not LONG]
    config.hook.pytest_deselected(items=long)
    items[:] = [item for item in items if item not in long]
    for item in items:
        for mark in ("neo4j", "browser"):  # one worker has the server, one Chromium
            if item.get_closest_marker(mark):
                item.add_marker(pytest.mark.xdist_group(mark))
        for mark, absent in missing.items():
            if absent and item.get_closest_marker(mark):
                if mark not in ("shared", "tck") and "RELGRAPH_CI" in os.environ:
                    pytest.exit(f"CI skips no test, and {item.name} {cures[mark]}", 1)
                item.add_marker(pytest.mark.skip(reason=cures[mark]))
    return (yield)


@pytest.fixture
def opened(window):
    """The page that a module opened as ``window``, loaded anew; it may say nothing."""
    window.load()
    yield window
    assert window.said == []


@pytest.fixture(autouse=True, scope="session")
def _own_surroundings(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        patch.delenv("RELGRAPH_DB", raising=False)
        yield


@pytest.fixture
def folder(tmp_path) -> Path:
    """A copy of the shipped data that a test may change."""
    return Path(shutil.copytree(shipped("data"), tmp_path / "data"))


@pytest.fixture
def small(tmp_path) -> Path:
    """A folder of a few rows, all sound."""
    return write_folder(tmp_path / "small", SMALL)


@dataclass
class Outcome:
    code: int
    out: str
    err: str


@pytest.fixture
def command(monkeypatch, capsys):
    """Run the command line in this process: exit code, standard output, standard error."""

    def run(*arguments, stdin: str = "") -> Outcome:
        stream = io.TextIOWrapper(io.BytesIO(stdin.encode()), "utf-8")
        monkeypatch.setattr(sys, "stdin", stream)
        monkeypatch.setattr(sys, "argv", ["relgraph", *map(str, arguments)])
        with pytest.raises(SystemExit) as stop:
            main()
        captured = capsys.readouterr()
        return Outcome(stop.value.code or 0, captured.out, captured.err)

    return run


@pytest.fixture(scope="session")
def browser():
    """One Chromium for the whole run."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=shutil.which("chromium"),
            args=["--no-sandbox", "--disable-gpu", "--no-first-run",
                  "--disable-background-networking"],
        )  # fmt: skip
        yield chromium
        chromium.close()
