"""One way to ask a graph, wherever it lives: embedded here, or on a Neo4j server."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from relgraph.cypher.limits import Limits
    from relgraph.cypher.result import Result


class Engine(Protocol):
    """Something that answers Cypher with the same values, whoever it is."""

    def run(
        self,
        query: str,
        params: Mapping[str, Any] | None = None,
        *,
        write: bool = False,
        limits: Limits = ...,
        provenance: bool = False,
    ) -> Result:
        """Answer a query within its limits; ``write`` lets it change the graph.

        ``provenance`` asks for what each row rests on.
        """
        ...

    def close(self) -> None:
        """Let go of what the engine holds."""
        ...


def is_server(where: str | Path) -> bool:
    """Return whether a place is a server's address.

    >>> is_server("neo4j://localhost"), is_server("data")
    (True, False)
    """
    scheme, _, rest = str(where).partition("://")
    return bool(rest) and scheme.split("+")[0] in ("neo4j", "bolt")
