"""The embedded engine: relgraph's own Cypher on a graph in columns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from relgraph.cypher.engine import run

if TYPE_CHECKING:
    from collections.abc import Mapping

    from relgraph.cypher.graph import PropertyGraph
    from relgraph.cypher.result import Result


@dataclass(frozen=True, slots=True)
class Embedded:
    """Answers on a graph of this process."""

    graph: PropertyGraph

    def run(
        self,
        query: str,
        params: Mapping[str, Any] | None = None,
        *,
        write: bool = False,
        timeout: float | None = None,
    ) -> Result:
        """Answer a query; raises `CypherError` as `relgraph.cypher.run` does."""
        return run(self.graph, query, params, write=write, timeout=timeout)

    def close(self) -> None:
        """Do nothing: the graph goes with its last user."""
