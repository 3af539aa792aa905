"""relgraph: the graph database of bilateral relationships.

>>> import relgraph
>>> with relgraph.open() as graph:
...     [row["name"] for row in graph.query("MATCH (s:State {id: 'CHN'}) RETURN s.name AS name")]
['China']
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from relgraph._version import __version__
from relgraph.errors import (
    Ambiguous,
    CypherError,
    CypherItemLimit,
    CypherReadOnly,
    CypherRowLimit,
    CypherRuntimeError,
    CypherSemanticError,
    CypherSyntaxError,
    CypherTimeout,
    CypherUnsupported,
    DamagedFile,
    FaultyData,
    FaultyFile,
    FaultyMapping,
    FaultyRows,
    FaultySchema,
    NotFound,
    Refused,
    RelgraphError,
    ServerUnreachable,
)

if TYPE_CHECKING:
    from pathlib import Path

    import networkx as nx

    from relgraph.api import Graph
    from relgraph.importing.into import import_into
    from relgraph.select import Selection

__all__ = [
    "Ambiguous",
    "CypherError",
    "CypherItemLimit",
    "CypherReadOnly",
    "CypherRowLimit",
    "CypherRuntimeError",
    "CypherSemanticError",
    "CypherSyntaxError",
    "CypherTimeout",
    "CypherUnsupported",
    "DamagedFile",
    "FaultyData",
    "FaultyFile",
    "FaultyMapping",
    "FaultyRows",
    "FaultySchema",
    "Graph",
    "NotFound",
    "Refused",
    "RelgraphError",
    "Selection",
    "ServerUnreachable",
    "__version__",
    "from_networkx",
    "import_into",
    "open",
]
_LATE = {
    "Graph": "relgraph.api",
    "Selection": "relgraph.select",
    "import_into": "relgraph.importing.into",
}
"""What loads numpy: `import relgraph` stays fast."""


def __getattr__(name: str) -> Any:  # noqa: ANN401  # whatever is exported
    if name not in _LATE:
        raise AttributeError(f"module 'relgraph' has no attribute {name!r}")
    return getattr(import_module(_LATE[name]), name)


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

    Examples
    --------
    >>> import relgraph
    >>> relgraph.open().between("China", "Россия").as_of("2021").to_networkx().has_node("RUS")
    True
    """
    from relgraph.api import Graph

    return Graph.at(place, database=database)


def from_networkx(graph: nx.Graph, *, type: str = "type") -> Graph:
    """Take in a networkx graph of your own as it is now: what is added to it later is not seen.

    Whatever a folder can do it can: Cypher, selections, maps, exports; and `Graph.to_networkx`
    gives back what was given (see `relgraph.store.from_networkx.from_networkx`).

    Parameters
    ----------
    type
        Name of the edge attribute that is the relationship type; an edge without it is RELATED.

    Raises
    ------
    Refused
        For a value that a graph cannot hold, and two nodes or edges of one id.

    Examples
    --------
    >>> import networkx as nx, relgraph
    >>> graph = relgraph.from_networkx(nx.DiGraph([("a", "b", {"kind": "OWNS"})]), type="kind")
    >>> [row["id"] for row in graph.query("MATCH (n)-[:OWNS]->(m) RETURN m.id AS id")]
    ['b']
    """
    from relgraph.api import Graph
    from relgraph.engine.embedded import Embedded
    from relgraph.store.from_networkx import from_networkx as columns

    return Graph(Embedded(columns(graph, type=type)))
