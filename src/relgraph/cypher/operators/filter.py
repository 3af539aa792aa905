"""The rows for which a test is true."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from msgspec import Struct

from relgraph.cypher.evaluate.compile import compiled
from relgraph.cypher.evaluate.truth import truth_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from relgraph.cypher.context import Context, Plan, Show
    from relgraph.cypher.syntax import tree
    from relgraph.cypher.vectors.batch import Batch


class Filter(Struct, frozen=True):
    """The rows for which the test is true."""

    input: Plan
    test: tree.Expression

    def details(self, show: Show) -> str:
        """Return what EXPLAIN says of it."""
        return show(self.test)

    def run(self, context: Context, start: Batch) -> Iterator[Batch]:
        """Keep the rows for which the test is true."""
        test, fail = compiled(self.test, context), context.failing(self.test)
        for batch in context.run(self.input, start):
            mask = truth_of(test(batch), fail).true
            yield batch if mask.all() else batch.take(np.flatnonzero(mask))
