"""The embedded engine: relgraph's own Cypher on a graph in columns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from relgraph.cypher.limits import USUAL
from relgraph.cypher.query import run

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from relgraph.cypher.limits import Limits
    from relgraph.cypher.result import Result
    from relgraph.graph.property_graph import PropertyGraph


@dataclass(frozen=True, slots=True, repr=False)
class Embedded:
    """Answers on a graph of this process, which was read from a ``place``, if from any."""

    graph: PropertyGraph
    place: Path | None = None

    def run(
        self,
        query: str,
        params: Mapping[str, Any] | None = None,
        *,
        write: bool = False,
        limits: Limits = USUAL,
        provenance: bool = False,
    ) -> Result:
        """Answer a query; raises `CypherError` as `relgraph.cypher.run` does."""
        return run(self.graph, query, params, write=write, limits=limits, provenance=provenance)

    def __repr__(self) -> str:
        """Return how large the graph is."""
        title = self.graph.meta.get("title", "a graph of this process")
        return f"{title} ({self.graph.node_count} nodes, {self.graph.edge_count} relations)"

    def close(self) -> None:
        """Do nothing: the graph goes with its last user."""
