"""The nodes of which a property has a value."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from msgspec import Struct

from relgraph.cypher.evaluate.comparing import compare
from relgraph.cypher.evaluate.compile import compiled
from relgraph.cypher.evaluate.entities import has_labels, property_vector
from relgraph.cypher.evaluate.truth import truth_of
from relgraph.cypher.vectors.batch import Batch
from relgraph.cypher.vectors.kinds import Constant, Nodes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from relgraph.cypher.context import Context, Plan, Show
    from relgraph.cypher.syntax import tree
    from relgraph.graph.words import Array


class Seek(Struct, frozen=True):
    """The nodes whose property equals a value; through an index where it is a text.

    Those without the ``labels``, if any, are left out.
    """

    input: Plan
    slot: int
    key: str
    value: tree.Expression
    labels: tree.HasLabels | None = None

    def details(self, show: Show) -> str:
        """Return what EXPLAIN says of it."""
        labels = f"{show(self.labels)}, " if self.labels else ""
        return f"{labels}{show.slot(self.slot)}.{self.key} = {show(self.value)}"

    def run(self, context: Context, start: Batch) -> Iterator[Batch]:
        """Yield the nodes that have the value, for each row."""
        value = compiled(self.value, context)
        for batch in context.run(self.input, start):
            vector = value(batch)
            values = [vector.value] if isinstance(vector, Constant) else vector.values()
            known: dict[object, Array] = {}
            found = [self._nodes(each, known, context) for each in values]
            if isinstance(vector, Constant):
                found *= batch.size
            rows = np.repeat(np.arange(batch.size), [len(each) for each in found])
            nodes = np.concatenate(found) if len(found) > 1 else found[0]
            yield Batch(len(rows), {self.slot: Nodes(context.graph, nodes)}, batch, rows)

    def _nodes(self, value: object, known: dict[object, Array], context: Context) -> Array:
        if not isinstance(value, str):
            return self._equal(value, context)
        if value not in known:
            found = context.graph.seek(self.key, value)
            known[value] = (
                self._equal(value, context) if found is None else self._labelled(found, context)
            )
        return known[value]

    def _labelled(self, nodes: Sequence[int], context: Context) -> Array:
        """Leave out nodes without the labels; they are few, and arrays would take longer."""
        if self.labels is not None:
            accept, graph = self.labels.labels.accept, context.graph
            nodes = [node for node in nodes if accept(graph.labels_of(node))]
        return np.array(nodes, np.int32)

    def _equal(self, value: object, context: Context) -> Array:
        """Compare the property of all nodes with what is no text."""
        every = Nodes(context.graph, np.arange(context.graph.node_count, dtype=np.int32))
        same = compare("=", property_vector(every, self.key), Constant(value, len(every)))
        found = np.flatnonzero(truth_of(same, context.failing(self.value)).true).astype(np.int32)
        if self.labels is None:
            return found
        has = has_labels(Nodes(context.graph, found), self.labels.labels)
        return found[truth_of(has, context.failing(self.labels)).true]
