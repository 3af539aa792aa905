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


def open(  # relgraph.open, as gzip.open
    place: str | Path | None = None, database: str | None = None
) -> Graph:
    """Open a folder of CSV, or a Neo4j server by its address, as a graph.

    Without a place it is the one that the commands would take: ``RELGRAPH_DB``, else ``./data``,
    else the shipped data. A server's user and password are taken from ``RELGRAPH_NEO4J_USER``
    and ``RELGRAPH_NEO4J_PASSWORD``.

    Raises
    ------
    FaultyData
        When rows break the model; ``faults`` has each with file, line and column.
    NotFound
        When there is no such folder or database.
    ServerUnreachable, Refused
        When the server does not answer, or refuses the credentials.
    """
    from relgraph.api import Graph

    return Graph.at(place, database=database)
