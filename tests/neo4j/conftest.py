"""One Neo4j for the whole run; every test begins with an empty database."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import neo4j
import pytest

_spec = importlib.util.spec_from_file_location("neo4j_server", Path(__file__).parent / "server.py")
server = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(server)


@pytest.fixture(scope="session")
def _server(tmp_path_factory):
    yield from server.running(tmp_path_factory.mktemp("neo4j") / "home")


@pytest.fixture
def neo4j_server(_server, monkeypatch):
    """The server, empty, its credentials in the environment."""
    monkeypatch.setenv("RELGRAPH_NEO4J_USER", "neo4j")
    monkeypatch.setenv("RELGRAPH_NEO4J_PASSWORD", server.PASSWORD)
    with driver_of(_server) as driver:
        driver.execute_query("MATCH (n) DETACH DELETE n")
    return _server


def driver_of(running):
    return neo4j.GraphDatabase.driver(running.uri, auth=("neo4j", server.PASSWORD))


@pytest.fixture
def driver(neo4j_server):
    with driver_of(neo4j_server) as driver:
        yield driver


@pytest.fixture
def engine(neo4j_server):
    """The server as relgraph's engine."""
    from relgraph.engine.server import Server

    found = Server.connect(neo4j_server.uri, ("neo4j", server.PASSWORD))
    yield found
    found.close()
