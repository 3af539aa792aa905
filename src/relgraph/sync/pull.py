"""A data set of a server as a folder of CSV."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Any

import numpy as np

from relgraph.errors import NotFound
from relgraph.graph.gather import Gatherer
from relgraph.store.imported import keep_set, parted
from relgraph.store.to_records import dataset_of
from relgraph.sync.diff import remote_state
from relgraph.tables.write import write_folder

if TYPE_CHECKING:
    from pathlib import Path

    from relgraph.engine import Engine
    from relgraph.graph.property_graph import PropertyGraph


def pull(engine: Engine, folder: Path, dataset: str | None = None) -> tuple[int, int]:
    """Write a data set as a new folder; return the numbers of its nodes and edges.

    What was imported becomes imported sets again, without their mappings and without what they
    tell of zeros, which a server does not have.

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
    whole = _graph(engine, known[0])
    curated, sets = parted(whole)
    write_folder(dataset_of(curated), folder)
    for name, graph in sets.items():
        keep_set(folder, graph, None, _manifest(name, graph), "")
    return int(np.count_nonzero(whole.labelled("Entity"))), whole.edge_count


def _manifest(name: str, graph: PropertyGraph) -> dict[str, Any]:
    """Say what a set that was pulled is of; a server does not keep its files and mapping."""
    source = graph.properties(_cited(graph))
    digest = sha256(f"{name} {graph.node_count} {graph.edge_count}".encode())
    return {
        "name": name, "key": digest.hexdigest(), "files": [], "source": source["id"],
        "title": source["title"], "licence": source.get("licence", ""),
        "citation": source.get("citation", ""), "rows": [], "nodes": graph.node_count,
        "edges": graph.edge_count, "coverage": [], "zeros": [],
    }  # fmt: skip


def _cited(graph: PropertyGraph) -> int:
    """Return the source that the edges of a set cite; of a set without edges the first."""
    for table in graph.tables:
        [id, *_] = table.columns["source_ids"].value(0)
        return graph.node_ids.find(id) if graph.node_ids else -1
    return int(np.flatnonzero(graph.labelled("Source"))[0])


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
