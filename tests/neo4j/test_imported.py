"""A folder with two imported sets on a server: pushed, pulled, asked, and loaded offline."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import relgraph
from relgraph.api import Graph
from relgraph.export.neo4j_admin import write_admin
from relgraph.importing.into import import_into
from relgraph.store.cache import open_folder
from relgraph.sync.diff import local_state
from relgraph.sync.pull import pull
from relgraph.sync.push import push

pytestmark = pytest.mark.neo4j
TEMPLATES = Path(__file__).parent.parent / "importing/templates"
SETS = ("nmc", "cow-diplomatic-exchange", "ucdp-dyadic")


@pytest.fixture
def imported(folder):
    for name in SETS:
        import_into(folder, name, [TEMPLATES / f"{name}.csv"])
    return folder


QUERIES = (
    "MATCH ()-[r]->() RETURN type(r) AS t, r.imported AS s, count(*) AS n ORDER BY t, s",
    "MATCH (a)-[r:HAS_MISSION_IN]->(b) RETURN a.id AS a, b.id AS b, r.level AS l, r.since AS s, r.row AS row, r.sources AS sources ORDER BY a, b, s",  # noqa: E501
    "MATCH (n:Entity) WHERE n.imported IS NOT NULL RETURN n.id AS id, labels(n) AS l ORDER BY id",
    "MATCH (d:Dataset) RETURN d.imported AS sets, size(d.coverage) AS lines",
    "MATCH (s:State {id: 'CHN'}) RETURN s.name AS name, s.imported AS imported",
)


def answers(graph):
    return [
        [tuple(sorted(v) if k == "l" and isinstance(v, list) else v
               for k, v in zip(found.keys, row, strict=True)) for row in found.records]
        for found in map(graph.query, QUERIES)
    ]  # fmt: skip


def test_imported_sets_are_pushed_asked_and_pulled_as_they_are(imported, engine, tmp_path):
    push(engine, open_folder(imported))
    here = answers(relgraph.open(imported))
    assert here == answers(Graph(engine))
    assert all(here)
    again = push(engine, open_folder(imported))
    assert (again.created, again.updated, again.deleted) == (0, 0, 0)
    pull(engine, tmp_path / "copy")
    assert sorted(path.name for path in (tmp_path / "copy/imported").iterdir()) == sorted(SETS)
    first, second = (local_state(open_folder(each)) for each in (imported, tmp_path / "copy"))
    assert first.edges == second.edges
    untold = {"coverage"}  # lines of imported sources: a server does not keep what they cover
    for id, node in first.nodes.items():
        other = second.nodes[id]
        assert node.labels == other.labels
        ours, theirs = (
            {key: value for key, value in each.properties.items() if key not in untold}
            for each in (node, other)
        )
        assert ours == theirs


def test_neo4j_admin_loads_all_of_it_offline(imported, neo4j_server, tmp_path):
    graph = open_folder(imported)
    write_admin(graph, tmp_path / "admin")
    text = (tmp_path / "admin/import.sh").read_text("utf-8")
    command = " ".join(line.rstrip("\\") for line in text.splitlines() if not line.startswith("#"))
    home = tmp_path / "home"
    (home / "conf").mkdir(parents=True)
    told = neo4j_server.admin(home, command.split()[1:], tmp_path / "admin")
    nodes, edges, properties = (
        int(re.search(rf"(\d+) {what}", told)[1])
        for what in ("nodes", "relationships", "properties")
    )
    lone = sum(  # lists of one empty text, which neo4j-admin cannot be told
        value == [""] for column in graph.columns.values() for value in column.values()
    )
    known = sum(int(column.known().sum()) for column in graph.columns.values()) + sum(
        int(column.known().sum()) for table in graph.tables for column in table.columns.values()
    )
    assert (nodes, edges, properties) == (graph.node_count, graph.edge_count, known - lone)
