"""A chain as a path."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct

from relgraph.cypher.operators.hop import numbers
from relgraph.cypher.values.entities import Node, Path, Relationship
from relgraph.cypher.vectors.kinds import Objects

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from relgraph.cypher.context import Context, Plan, Show
    from relgraph.cypher.slots import Slot
    from relgraph.cypher.vectors.batch import Batch
    from relgraph.graph.property_graph import PropertyGraph


_OFTEN = 4096


class MakePath(Struct, frozen=True):
    """Nodes and relationships of a chain as a path; made when it is read."""

    input: Plan
    slot: int
    nodes: tuple[int, ...]
    relations: tuple[Slot, ...]

    def details(self, show: Show) -> str:
        """Return what EXPLAIN says of it."""
        return show.slot(self.slot)

    def run(self, context: Context, start: Batch) -> Iterator[Batch]:
        """Put the path of each row into its slot."""
        for batch in context.run(self.input, start):
            yield batch.having({self.slot: _later(self, context, batch)})


def _later(plan: MakePath, context: Context, batch: Batch):  # type: ignore[no-untyped-def]  # noqa: ANN202
    def make() -> Objects:
        firsts = numbers(batch[plan.nodes[0]]).tolist()
        known = [numbers(batch[slot]).tolist() for slot in plan.nodes]
        steps = [batch[slot.number].values() for slot in plan.relations]
        paths: list[Path | None] = []
        for row, first in enumerate(firsts):
            if row % _OFTEN == 0:
                context.meter.check_time()
            there = min(each[row] for each in known) >= 0
            steps_here = [each[row] for each in steps]
            paths.append(_path(context.graph, first, steps_here) if there else None)
        return Objects.of(paths)

    return make


def _path(graph: PropertyGraph, node: int, steps: Sequence[Any]) -> Path:
    nodes, relations = [node], []
    for each in steps:
        for step in each if isinstance(each, list) else [each]:
            first, last = graph.ends(step.key)
            node = last if first == node else first
            nodes.append(node)
            relations.append(Relationship(graph, step.key))
    return Path(tuple(Node(graph, number) for number in nodes), tuple(relations))
