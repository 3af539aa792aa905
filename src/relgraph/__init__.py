"""relgraph: the graph database of bilateral relationships.

>>> import relgraph
>>> graph = relgraph.open()
>>> graph.query("MATCH (s:State {id: 'CHN'}) RETURN s.name AS name").records[0]["name"]
'China'
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from relgraph._version import __version__
from relgraph.errors import RelgraphError

if TYPE_CHECKING:
    from pathlib import Path

    from relgraph.api import Graph

__all__ = ["RelgraphError", "__version__", "open"]


def open(path: str | Path | None = None) -> Graph:  # relgraph.open, as gzip.open
    """Open a folder of CSV as a graph; without a path the one that the commands would take.

    Raises
    ------
    FaultyData
        When rows break the model; ``faults`` has each with file, line and column.
    NotFound
        When there is no such folder.
    """
    from relgraph.api import Graph

    return Graph.of_folder(path)
