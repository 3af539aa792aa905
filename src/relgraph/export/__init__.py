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
from relgraph.export.excel import write_excel
from relgraph.export.gexf import write_gexf
from relgraph.export.graphml import write_graphml
from relgraph.export.node_link import write_node_link
from relgraph.export.parquet import write_parquet
from relgraph.export.stata import write_stata

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
    graph: PropertyGraph, path: Path, *, include: Collection[Left] = (), bom: bool = False,
    said: str = "",
) -> list[Path]:  # fmt: skip
    """Write a graph in the format that the file's ending names, and return the files written.

    ``.csv`` makes three: ``NAME-nodes.csv``, ``NAME-edges.csv`` and ``NAME-columns.csv``; ``bom``
    marks them as UTF-8 for Excel. ``include`` names what `relgraph.export.drawn.drawn` keeps,
    ``said`` what was selected, for the formats that have a place for it.

    Raises
    ------
    NotFound
        For an ending that no format has.
    Refused
        For a format whose package is not installed.
    """
    ending = path.suffix.lower()
    tables: dict[str, Callable[[], list[Path]]] = {
        ".csv": lambda: write_csv(graph, path, bom=bom),
        ".xlsx": lambda: write_excel(graph, path, said),
        ".parquet": lambda: write_parquet(graph, path, said),
        ".dta": lambda: write_stata(graph, path),
    }
    if ending in tables:
        return tables[ending]()
    if ending not in WRITERS:
        known = ", ".join([*WRITERS, *tables])
        raise NotFound(f"no format for {path.name}: the ending must be one of {known}")
    text = io.StringIO()
    WRITERS[ending](drawn(graph, include) if ending in DRAWN else graph, text)
    path.write_text(text.getvalue(), "utf-8", newline="\n")
    return [path]
