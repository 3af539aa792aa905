"""Graphs as files of other programs: one module a format, one table of names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relgraph.errors import NotFound
from relgraph.export.node_link import write_node_link

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from typing import TextIO

    from relgraph.cypher.graph import PropertyGraph

    Writer = Callable[[PropertyGraph, TextIO], None]

WRITERS: dict[str, Writer] = {".json": write_node_link}


def write(graph: PropertyGraph, path: Path) -> None:
    """Write a graph in the format that the file's ending names.

    Raises
    ------
    NotFound
        For an ending that no format has.
    """
    writer = WRITERS.get(path.suffix.lower())
    if writer is None:
        known = ", ".join(WRITERS)
        raise NotFound(f"no format for {path.name}: the ending must be one of {known}")
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        writer(graph, stream)
