"""The vectors that a batch holds, beside the typed `Column` of the graph.

Each has a length, a ``kind``, the rows that are not null (``known``), their Python values
(``values``), and itself at some rows (``take``).
"""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
from msgspec import Struct

from relgraph.cypher.values.entities import Node, Path, Relationship
from relgraph.graph.columns import Column
from relgraph.graph.times import DateTime, Duration, LocalDateTime, LocalTime, Time
from relgraph.graph.words import offsets

if TYPE_CHECKING:
    from collections.abc import Sequence

    from relgraph.graph.property_graph import PropertyGraph
    from relgraph.graph.words import Array

_KINDS: dict[type, str] = {
    type(None): "null", bool: "bool", int: "int", float: "float", str: "text", date: "date",
    list: "list", dict: "map", Node: "node", Relationship: "relationship", Path: "path",
    DateTime: "datetime", LocalDateTime: "localdatetime", Time: "time", LocalTime: "localtime",
    Duration: "duration",
}  # fmt: skip


class Nodes(Struct, frozen=True, eq=False):
    """Nodes of a graph by number; -1 is null."""

    graph: PropertyGraph
    numbers: Array
    kind = "node"

    def __len__(self) -> int:
        return len(self.numbers)

    def known(self) -> Array:
        """Return a mask of the rows that are not null."""
        return self.numbers >= 0

    def take(self, rows: Array) -> Nodes:
        """Return the vector of some rows."""
        return Nodes(self.graph, self.numbers.take(rows))

    def values(self) -> list[Node | None]:
        """Return the node of each row."""
        graph = self.graph
        return [None if at < 0 else Node(graph, at) for at in self.numbers.tolist()]


class Relationships(Struct, frozen=True, eq=False):
    """Relationships of a graph by the number of the edge; -1 is null.

    A ``run`` has all numbers between its first and its last, in order.
    """

    graph: PropertyGraph
    numbers: Array
    run: bool = False
    kind = "relationship"

    def __len__(self) -> int:
        return len(self.numbers)

    def known(self) -> Array:
        """Return a mask of the rows that are not null."""
        return self.numbers >= 0

    def take(self, rows: Array) -> Relationships:
        """Return the vector of some rows."""
        return Relationships(self.graph, self.numbers.take(rows))

    def types(self) -> Array:
        """Return the number of each row's type; of null any."""
        found: Array = np.searchsorted(self.graph.first_edges, self.numbers, side="right") - 1
        return found

    def values(self) -> list[Relationship | None]:
        """Return the relationship of each row."""
        graph, types = self.graph, self.types()
        rows = self.numbers - graph.first_edges[types]
        keys = zip(types.tolist(), rows.tolist(), strict=True)
        known = (self.numbers >= 0).tolist()
        return [
            Relationship(graph, key) if there else None
            for key, there in zip(keys, known, strict=True)
        ]


class Lists(Struct, frozen=True, eq=False):
    """Lists: row n has the items ``starts[n]`` to ``starts[n + 1]``; ``valid`` as in a column."""

    starts: Array
    items: Vector
    valid: Array | None = None
    kind = "list"

    def __len__(self) -> int:
        return len(self.starts) - 1

    def known(self) -> Array:
        """Return a mask of the rows that are not null."""
        return np.ones(len(self), bool) if self.valid is None else self.valid

    def sizes(self) -> Array:
        """Return the number of items of each row."""
        return np.diff(self.starts)

    def take(self, rows: Array) -> Lists:
        """Return the vector of some rows."""
        sizes = self.sizes()[rows]
        starts = offsets(sizes)
        at = np.arange(starts[-1]) + np.repeat(self.starts[:-1][rows] - starts[:-1], sizes)
        return Lists(starts, self.items.take(at), None if self.valid is None else self.valid[rows])

    def values(self) -> list[list[Any] | None]:
        """Return the list of each row."""
        items: list[Any] = self.items.values()
        found = [items[first:last] for first, last in pairwise(self.starts.tolist())]
        if self.valid is None:
            return list(found)
        known = self.valid.tolist()
        return [each if there else None for each, there in zip(found, known, strict=True)]


class Objects(Struct, frozen=True, eq=False):
    """Python values of any types."""

    data: Array
    kind = "any"

    @classmethod
    def of(cls, values: Sequence[Any]) -> Objects:
        """Take a sequence of Python values."""
        data = np.empty(len(values), object)
        for at, value in enumerate(values):  # numpy would spread lists of one length
            data[at] = value
        return cls(data)

    def __len__(self) -> int:
        return len(self.data)

    def known(self) -> Array:
        """Return a mask of the rows that are not null."""
        return np.fromiter((value is not None for value in self.data), bool, len(self.data))

    def take(self, rows: Array) -> Objects:
        """Return the vector of some rows."""
        return Objects(self.data[rows])

    def values(self) -> list[Any]:
        """Return the values."""
        found: list[Any] = self.data.tolist()
        return found


class Constant(Struct, frozen=True, eq=False):
    """One value in all rows."""

    value: Any
    size: int

    @property
    def kind(self) -> str:
        """Kind of the value."""
        return _KINDS.get(type(self.value), "any")

    def __len__(self) -> int:
        return self.size

    def known(self) -> Array:
        """Return a mask of the rows that are not null."""
        return np.full(self.size, self.value is not None)

    def take(self, rows: Array) -> Constant:
        """Return the vector of some rows."""
        return Constant(self.value, len(rows))

    def values(self) -> list[Any]:
        """Return the value, once a row."""
        return [self.value] * self.size


Vector = Column | Nodes | Relationships | Lists | Objects | Constant
