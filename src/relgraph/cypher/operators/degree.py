"""How many steps there are from a node, without a row for each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from msgspec import Struct

from relgraph.cypher.operators.hop import Hop, numbers
from relgraph.graph.columns import Column

if TYPE_CHECKING:
    from collections.abc import Iterator

    from relgraph.cypher.context import Context, Plan, Show
    from relgraph.cypher.vectors.batch import Batch


class Degree(Struct, frozen=True):
    """The number of steps from a node, in the slot of their relationship.

    Nodes without a step stay if they are ``kept``.
    """

    input: Plan
    hop: Hop
    kept: bool

    def details(self, show: Show) -> str:
        """Return what EXPLAIN says of it."""
        return self.hop.details(show) + (", none too" if self.kept else "")

    def run(self, context: Context, start: Batch) -> Iterator[Batch]:
        """Yield each row with its number of steps."""
        hop, graph = self.hop, context.graph
        ways = graph.steps(graph.numbered(hop.types), hop.direction)
        for batch in context.run(self.input, start):
            nodes = numbers(batch[hop.source])
            counts = np.zeros(batch.size, np.int64)
            for steps in ways:
                counts += steps.starts[nodes + 1] - steps.starts[nodes]
            counts[nodes < 0] = 0
            found = batch.having({hop.relation.number: Column("int", counts)})
            yield found if self.kept or counts.all() else found.take(np.flatnonzero(counts))
