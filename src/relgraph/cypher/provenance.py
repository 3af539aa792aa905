"""What each row of an answer rests on."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from relgraph.cypher.vectors.kinds import Lists, Relationships
from relgraph.cypher.vectors.making import concat

if TYPE_CHECKING:
    from collections.abc import Sequence

    from relgraph.cypher.values.entities import Relationship
    from relgraph.cypher.vectors.batch import Batch
    from relgraph.graph.property_graph import PropertyGraph
    from relgraph.graph.words import Array


class Provenance:
    """The relationships behind each row, as arrays: row n has ``edges[starts[n]:starts[n + 1]]``.

    ``edges`` are numbers of the edges of the graph, each once a row; ``absent`` says of each row
    whether it rests on something that was looked for and not found. They are gathered when they
    are first read.
    """

    def __init__(
        self, graph: PropertyGraph, batches: Sequence[Batch], slots: tuple[int, int]
    ) -> None:
        self.graph = graph
        self._batches = batches
        self._slots = slots

    @cached_property
    def _lists(self) -> tuple[Array, Array]:
        if not self._batches:
            return np.zeros(1, np.int64), np.zeros(0, np.int32)
        lists = concat([batch[self._slots[0]] for batch in self._batches])
        assert isinstance(lists, Lists)  # noqa: S101  # so the plan makes them
        items = lists.items
        return lists.starts, items.numbers if isinstance(items, Relationships) else np.zeros(0, int)

    @property
    def starts(self) -> Array:
        """Where the edges of each row begin, and where those of the last one end."""
        return self._lists[0]

    @property
    def edges(self) -> Array:
        """The edges of all rows, one row after the other."""
        return self._lists[1]

    @cached_property
    def absent(self) -> Array:
        """Which rows rest on an absence."""
        values = [value for batch in self._batches for value in batch[self._slots[1]].values()]
        return np.array(values, bool)

    def of_row(self, row: int) -> list[Relationship]:
        """Return the relationships that a row rests on, in the order of the graph."""
        numbers = self.edges[self.starts[row] : self.starts[row + 1]]
        found = Relationships(self.graph, numbers).values()
        return [each for each in found if each is not None]
