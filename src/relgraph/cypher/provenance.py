"""What each row of an answer rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from msgspec import Struct

from relgraph.cypher.vectors.kinds import Lists, Relationships
from relgraph.cypher.vectors.making import concat

if TYPE_CHECKING:
    from collections.abc import Sequence

    from relgraph.cypher.values.entities import Relationship
    from relgraph.cypher.vectors.kinds import Vector
    from relgraph.graph.property_graph import PropertyGraph
    from relgraph.graph.words import Array


class Provenance(Struct, frozen=True, eq=False):
    """The relationships behind each row, as arrays: row n has ``edges[starts[n]:starts[n + 1]]``.

    ``edges`` are numbers of the edges of the graph, each once a row; ``absent`` says of each row
    whether it rests on something that was looked for and not found.
    """

    graph: PropertyGraph
    starts: Array
    edges: Array
    absent: Array

    @classmethod
    def of(cls, graph: PropertyGraph, parts: Sequence[tuple[Vector, Vector]]) -> Provenance:
        """Join the vectors of some batches: lists of relationships, and truth values."""
        if not parts:
            none = np.zeros(0, np.int64)
            return cls(graph, np.zeros(1, np.int64), none, none.astype(bool))
        lists = concat([each for each, _ in parts])
        absent = np.array([value for _, each in parts for value in each.values()], bool)
        assert isinstance(lists, Lists)  # noqa: S101  # so the plan makes them
        edges = lists.items.numbers if isinstance(lists.items, Relationships) else np.zeros(0, int)
        return cls(graph, lists.starts, edges, absent)

    def of_row(self, row: int) -> list[Relationship]:
        """Return the relationships that a row rests on, in the order of the graph."""
        numbers = self.edges[self.starts[row] : self.starts[row + 1]]
        found = Relationships(self.graph, numbers).values()
        return [each for each in found if each is not None]
