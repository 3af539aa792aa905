"""The relationships with some ids."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from msgspec import Struct

from relgraph.cypher.evaluate.compile import compiled
from relgraph.cypher.operators.hop import Hop, unlike, ways

if TYPE_CHECKING:
    from collections.abc import Iterator

    from relgraph.cypher.context import Context, Plan, Show
    from relgraph.cypher.syntax import tree
    from relgraph.cypher.vectors.batch import Batch
    from relgraph.graph.words import Array


class SeekEdges(Struct, frozen=True):
    """The relationships that can have an id, or one of a list, with their ends; none is tested."""

    input: Plan
    hop: Hop
    ids: tree.Expression

    def details(self, show: Show) -> str:
        """Return what EXPLAIN says of it."""
        return f"{self.hop.details(show)}, id: {show(self.ids)}"

    def run(self, context: Context, start: Batch) -> Iterator[Batch]:
        """Yield the relationships, each as it may be walked."""
        ids = compiled(self.ids, context)
        for batch in context.run(self.input, start):
            found = [self._edges(each, context) for each in ids(batch).values()]
            rows = np.repeat(np.arange(batch.size), [len(each) for each in found])
            edges = np.concatenate(found)
            inner = batch.take(rows)
            keep = unlike(self.hop, inner, edges)
            if keep is not None:
                inner, edges = inner.take(np.flatnonzero(keep)), edges[keep]
            yield from ways(self.hop, context.graph, inner, edges)

    def _edges(self, ids: object, context: Context) -> Array:
        """List the relationships that can have an id or one of a list: all where none can tell."""
        graph = context.graph
        types = graph.numbered(self.hop.types)
        listed = ids if isinstance(ids, list) else [ids]
        texts = {each for each in listed if isinstance(each, str)}
        plain = all(each is None or isinstance(each, str) for each in listed)
        found = graph.seek_edges(types, texts) if plain else None
        if found is not None:
            return np.array([graph.edge_of(key) for key in found], np.int32)
        first = graph.first_edges
        ranges = [np.arange(first[at], first[at + 1], dtype=np.int32) for at in types]
        return np.concatenate([np.zeros(0, np.int32), *ranges])
