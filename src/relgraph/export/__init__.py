"""Graphs as files of other programs: one module a format, one table of names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relgraph.errors import NotFound
from relgraph.export.cypher_script import write_cypher
from relgraph.export.cytoscape import write_cytoscape
from relgraph.export.dot import write_dot
from relgraph.export.gexf import write_gexf
from relgraph.export.graphml import write_graphml
from relgraph.export.node_link import write_node_link
from relgraph.export.tables import write_csv_pair

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from typing import TextIO

    from relgraph.cypher.graph import PropertyGraph

    Writer = Callable[[PropertyGraph, TextIO], None]

WRITERS: dict[str, Writer] = {
    ".json": write_node_link,
    ".graphml": write_graphml,
    ".gexf": write_gexf,
    ".cyjs": write_cytoscape,
    ".cypher": write_cypher,
    ".dot": write_dot,
}


def write(graph: PropertyGraph, path: Path) -> list[Path]:
    """Write a graph in the format that the file's ending names, and give the files written.

    ``.csv`` makes two: ``NAME-nodes.csv`` and ``NAME-edges.csv``.

    Raises
    ------
    NotFound
        For an ending that no format has.
    """
    ending = path.suffix.lower()
    if ending == ".csv":
        return write_csv_pair(graph, path)
    if ending not in WRITERS:
        known = ", ".join([*WRITERS, ".csv"])
        raise NotFound(f"no format for {path.name}: the ending must be one of {known}")
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        WRITERS[ending](graph, stream)
    return [path]
