"""What a relationship pattern asks for, and the tests that all ways of meeting it share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from msgspec import Struct

from relgraph.cypher.vectors.kinds import Lists, Nodes, Relationships

if TYPE_CHECKING:
    from collections.abc import Iterator

    from relgraph.cypher.context import Show
    from relgraph.cypher.slots import Slot
    from relgraph.cypher.vectors.batch import Batch
    from relgraph.cypher.vectors.kinds import Vector
    from relgraph.graph.adjacency import Direction
    from relgraph.graph.property_graph import PropertyGraph
    from relgraph.graph.words import Array

OPPOSITE: dict[Direction, Direction] = {"out": "in", "in": "out", "both": "both"}


class Hop(Struct, frozen=True):
    """Ends, types, direction, and slots whose relationships are not to be met again.

    ``closed`` means that the target is known already; ``unlike`` are slots of the same pattern.
    """

    source: int
    relation: Slot
    target: int
    types: tuple[str, ...]
    direction: Direction
    closed: bool
    unlike: tuple[Slot, ...]

    def details(self, show: Show, length: str = "") -> str:
        """Return the hop as a pattern."""
        name = show.slot(self.relation.number)
        types = ":" + "|".join(self.types) if self.types else ""
        left = "<-" if self.direction == "in" else "-"
        right = "->" if self.direction == "out" else "-"
        ends = show.slot(self.source), show.slot(self.target)
        return f"({ends[0]}){left}[{name}{types}{length}]{right}({ends[1]})"


def numbers(vector: Vector) -> Array:
    """Return the numbers of nodes or relationships, -1 for null."""
    if isinstance(vector, (Nodes, Relationships)):
        return vector.numbers
    return np.full(len(vector), -1, np.int32)


def unlike(hop: Hop, batch: Batch, edges: Array) -> Array | None:
    """Return a mask of the edges, one a row, that their rows have not used yet; None for all."""
    return unlike_any(hop.unlike, batch, edges) if hop.unlike else None


def unlike_any(slots: tuple[Slot, ...], batch: Batch, edges: Array) -> Array:
    """Return a mask of the edges, one a row, that are in none of some slots of their rows."""
    keep = np.ones(len(edges), bool)
    for slot in slots:
        used = batch[slot.number]
        keep &= _not_in(edges, used) if isinstance(used, Lists) else numbers(used) != edges
    return keep


def _not_in(edges: Array, lists: Lists) -> Array:
    found = np.ones(len(edges), bool)
    rows = np.repeat(np.arange(len(edges)), lists.sizes())
    items = lists.items.take(np.arange(lists.starts[0], lists.starts[-1]))
    found[rows[numbers(items) == edges[rows]]] = False
    return found


def ways(hop: Hop, graph: PropertyGraph, batch: Batch, edges: Array) -> Iterator[Batch]:
    """Yield the rows with their relationship and its ends, each way it may be walked.

    A loop is walked once.
    """
    first, last = graph.ends_of(edges)
    if hop.direction != "in":
        yield from _way(hop, graph, batch, (edges, first, last), None)
    if hop.direction != "out":
        straight = None if hop.direction == "in" else first != last
        yield from _way(hop, graph, batch, (edges, last, first), straight)


def _way(
    hop: Hop,
    graph: PropertyGraph,
    batch: Batch,
    found: tuple[Array, Array, Array],
    keep: Any,  # noqa: ANN401
) -> Iterator[Batch]:
    edges, source, target = found
    if hop.closed:  # a pattern from a node to itself
        keep = source == target if keep is None else keep & (source == target)
    if keep is not None:
        rows = np.flatnonzero(keep)
        batch, edges, source, target = batch.take(rows), edges[rows], source[rows], target[rows]
    yield batch.having({
        hop.source: Nodes(graph, source),
        hop.target: Nodes(graph, target),
        hop.relation.number: Relationships(graph, edges),
    })  # fmt: skip
