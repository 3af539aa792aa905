"""All edges of one type: ends, adjacency both ways, columns."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from relgraph.graph.adjacency import Csr

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from relgraph.graph.columns import Column
    from relgraph.graph.words import Array


@dataclass(frozen=True, eq=False)
class EdgeTable:
    """``size`` edges of one type between the nodes of a graph, which are ``nodes`` in number.

    ``ends`` makes the start and the end nodes when they are first asked for; ``kept`` is the
    adjacency "out" of and "into" nodes if it is known (from a file), else it is sorted then.
    """

    name: str
    size: int
    ends: Callable[[], tuple[Array, Array]]
    columns: Mapping[str, Column]
    nodes: int
    kept: Callable[[str], Csr] | None = None

    def __len__(self) -> int:
        return self.size

    @cached_property
    def _ends(self) -> tuple[Array, Array]:
        return self.ends()

    @property
    def source(self) -> Array:
        """Number of each edge's start node."""
        return self._ends[0]

    @property
    def target(self) -> Array:
        """Number of each edge's end node."""
        return self._ends[1]

    @cached_property
    def out(self) -> Csr:
        """Rows by the node that they start from."""
        return self.kept("out") if self.kept else Csr.of(self.source, self.nodes)

    @cached_property
    def into(self) -> Csr:
        """Rows by the node that they lead to."""
        return self.kept("into") if self.kept else Csr.of(self.target, self.nodes)
