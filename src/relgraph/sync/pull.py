"""A data set of a server as a folder of CSV."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relgraph.errors import NotFound
from relgraph.graph.gather import Gatherer
from relgraph.store.to_records import dataset_of
from relgraph.sync.diff import remote_state
from relgraph.tables.write import write_folder

if TYPE_CHECKING:
    from pathlib import Path

    from relgraph.engine import Engine
    from relgraph.graph.property_graph import PropertyGraph


def pull(engine: Engine, folder: Path, dataset: str | None = None) -> tuple[int, int]:
    """Write a data set as a new folder; give the numbers of its nodes and edges.

    Raises
    ------
    NotFound
        When there is no data set, or several and none is named.
    Refused
        When the folder is there already and not empty.
    """
    rows = engine.run("MATCH (d:Dataset) RETURN d.id AS id, d.title AS title ORDER BY id").records
    known = [row["id"] for row in rows if dataset in (None, row["id"])]
    if len(known) != 1:
        there = "; ".join(f"{row['id']} {row['title']}" for row in rows) or "none"
        raise NotFound(f"name the data set to pull with --dataset: there are {there}")
    found = dataset_of(_graph(engine, known[0]))
    write_folder(found, folder)
    return len(found.nodes) + len(found.sources), len(found.edges)


def _graph(engine: Engine, dataset: str) -> PropertyGraph:
    state = remote_state(engine, dataset)
    gatherer = Gatherer()
    numbers = {
        id: gatherer.node(sorted(node.labels), node.properties)
        for id, node in sorted(state.nodes.items())
    }
    for _, edge in sorted(state.edges.items()):
        ends = numbers[edge.source], numbers[edge.target]
        gatherer.edge(edge.type, *ends, edge.properties)
    return gatherer.graph()
