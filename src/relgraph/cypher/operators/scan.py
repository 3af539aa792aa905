"""All nodes, or all with a label, for each row."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from msgspec import Struct

from relgraph.cypher.operators.crossing import crossed
from relgraph.cypher.vectors.kinds import Nodes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from relgraph.cypher.context import Context, Plan, Show
    from relgraph.cypher.vectors.batch import Batch


class Scan(Struct, frozen=True):
    """All nodes, or all with a label, for each row."""

    input: Plan
    slot: int
    label: str | None

    def details(self, show: Show) -> str:
        """Return what EXPLAIN says of it."""
        return f"{show.slot(self.slot)}:{self.label}" if self.label else show.slot(self.slot)

    def run(self, context: Context, start: Batch) -> Iterator[Batch]:
        """Yield each node with each row."""
        graph = context.graph
        if self.label is None:
            numbers = np.arange(graph.node_count, dtype=np.int32)
        else:
            numbers = np.flatnonzero(graph.labelled(self.label)).astype(np.int32)
        nodes = Nodes(graph, numbers)
        for batch in context.run(self.input, start):
            yield from crossed(context, batch, {self.slot: nodes})
