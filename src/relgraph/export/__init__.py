"""Graphs as files of other programs: one module a format, one table of names."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from relgraph.errors import NotFound
from relgraph.export.csv_files import write_csv
from relgraph.export.cypher_script import write_cypher
from relgraph.export.cytoscape import write_cytoscape
from relgraph.export.dot import write_dot
from relgraph.export.drawn import Left, drawn, notes
from relgraph.export.gexf import write_gexf
from relgraph.export.graphml import write_graphml
from relgraph.export.node_link import write_node_link

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from pathlib import Path
    from typing import TextIO

    from relgraph.graph.property_graph import PropertyGraph

    Writer = Callable[[PropertyGraph, TextIO], None]

__all__ = ["DRAWN", "WRITERS", "Left", "notes", "write"]

WRITERS: dict[str, Writer] = {
    ".json": write_node_link,
    ".graphml": write_graphml,
    ".gexf": write_gexf,
    ".cyjs": write_cytoscape,
    ".cypher": write_cypher,
    ".dot": write_dot,
}


DRAWN = (".graphml", ".gexf", ".cyjs", ".dot")
"""Formats of programs that draw: sources and what nothing ties are left out unless asked for."""


def write(
    graph: PropertyGraph, path: Path, *, include: Collection[Left] = (), bom: bool = False
) -> list[Path]:
    """Write a graph in the format that the file's ending names, and return the files written.

    ``.csv`` makes three: ``NAME-nodes.csv``, ``NAME-edges.csv`` and ``NAME-columns.csv``; ``bom``
    marks them as UTF-8 for Excel. ``include`` names what `relgraph.export.drawn.drawn` keeps.

    Raises
    ------
    NotFound
        For an ending that no format has.
    """
    ending = path.suffix.lower()
    if ending == ".csv":
        return write_csv(graph, path, bom=bom)
    if ending not in WRITERS:
        known = ", ".join([*WRITERS, ".csv"])
        raise NotFound(f"no format for {path.name}: the ending must be one of {known}")
    text = io.StringIO()
    WRITERS[ending](drawn(graph, include) if ending in DRAWN else graph, text)
    path.write_text(text.getvalue(), "utf-8", newline="\n")
    return [path]
