"""A graph at work: its version of now, the draft of the next, and rows that speak of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from weakref import WeakSet

from relgraph.cypher.context import Context
from relgraph.cypher.evaluate.compile import compiled
from relgraph.cypher.plan.slots import slots_in
from relgraph.cypher.syntax import tree
from relgraph.cypher.values.entities import Node, Path, Relationship
from relgraph.cypher.vectors.batch import Batch
from relgraph.cypher.vectors.kinds import Constant
from relgraph.cypher.vectors.making import from_values
from relgraph.graph.draft import Draft

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from relgraph.cypher.limits import Meter
    from relgraph.cypher.plan.slots import Names
    from relgraph.cypher.procedures import Procedure
    from relgraph.cypher.slots import Slot
    from relgraph.graph.property_graph import PropertyGraph
    from relgraph.graph.version import Version

_PLAIN = ("int", "float", "bool", "text", "date", "textlist", "null")


class Work:
    """What the clauses of one query share: the graph as it is now, and the next one's draft."""

    def __init__(self, context: Context, procedures: Mapping[str, Procedure]) -> None:
        self.context = context
        self.procedures = procedures
        self.draft = Draft(context.graph)
        self.rows: WeakSet[Rows] = WeakSet()
        self.versions: list[Version] = []

    @property
    def graph(self) -> PropertyGraph:
        """The graph as patterns see it."""
        return self.context.graph

    @property
    def meter(self) -> Meter:
        """What the query has taken of its limits."""
        return self.context.meter

    def on(self, graph: PropertyGraph) -> Context:
        """Return a context like that of the query on a version of the graph."""
        old = self.context
        return Context(graph, old.parameters, old.text, old.meter, old.first, clock=old.clock)

    def refresh(self) -> None:
        """Finish the draft, if it has changes, and begin the next one: all rows speak of that."""
        if not self.draft.changes:
            return
        version, old = self.draft.finish(), self.draft
        self.versions.append(version)
        self.context = self.on(version.graph)
        self.draft = Draft(version.graph)

        def moved(value: Any) -> Any:  # noqa: ANN401  # any value of the language
            if value.graph is not old:
                return None
            if isinstance(value, Node):
                number = version.node(value.number)
                return value if number < 0 else Node(self.draft, number)  # type: ignore[arg-type]
            key = version.edge(value.key)
            return value if key is None else Relationship(self.draft, key)  # type: ignore[arg-type]

        for each in list(self.rows):
            each.change(moved)


def mapped(value: Any, change: Callable[[Any], Any]) -> Any:  # noqa: ANN401  # any value
    """Return a value with the nodes and relationships in it changed."""
    if isinstance(value, (Node, Relationship)):
        found = change(value)
        return value if found is None else found
    if isinstance(value, Path):
        return Path(
            tuple(mapped(node, change) for node in value.nodes),
            tuple(mapped(each, change) for each in value.relationships),
        )
    if isinstance(value, list):
        return [mapped(item, change) for item in value]
    if isinstance(value, dict):
        return {key: mapped(item, change) for key, item in value.items()}
    return value


class Rows:
    """Rows between two clauses: the values of each slot, whose entities are of the draft."""

    def __init__(self, work: Work, size: int, columns: dict[int, list[Any]]) -> None:
        self.work = work
        self.size = size
        self.columns = columns
        work.rows.add(self)

    @classmethod
    def of(cls, work: Work, batch: Batch, names: Names) -> Rows:
        """Take the rows of a batch, whose entities are of the graph that the draft begins with."""
        found = cls(work, batch.size, {})
        for slot in names.values():
            vector = batch[slot.number]
            values = vector.values()
            plain = vector.kind in _PLAIN
            drafted = values if plain else [mapped(v, found._drafted) for v in values]
            found.columns[slot.number] = drafted
        return found

    def change(self, change: Callable[[Any], Any]) -> None:
        """Change the nodes and relationships in all values."""
        self.columns = {
            slot: [mapped(value, change) for value in values]
            for slot, values in self.columns.items()
        }

    def batch(self) -> Batch:
        """Return the rows for a plan on the graph as it is now, which has no changes waiting."""
        draft, graph = self.work.draft, self.work.graph

        def settled(value: Any) -> Any:  # noqa: ANN401  # a node or a relationship
            if value.graph is not draft:
                return None
            if isinstance(value, Node):
                return Node(graph, value.number)
            return Relationship(graph, value.key)

        own = {
            slot: from_values([mapped(value, settled) for value in values])
            for slot, values in self.columns.items()
        }
        return Batch(self.size, own)

    def take(self, rows: Sequence[int]) -> Rows:
        """Return some rows."""
        columns = {slot: [values[row] for row in rows] for slot, values in self.columns.items()}
        return Rows(self.work, len(rows), columns)

    def having(self, slot: Slot, values: list[Any]) -> None:
        """Put values into a slot."""
        self.columns[slot.number] = values

    def one(self, value: tree.Expression, row: int) -> Any:  # noqa: ANN401  # any value
        """Evaluate an expression for a row, as the draft is now."""
        own = {slot: Constant(values[row], 1) for slot, values in self.columns.items()}
        [found] = compiled(value, self.work.context)(Batch(1, own)).values()
        return found

    def values(self, value: tree.Expression) -> Callable[[int], Any]:
        """Return what evaluates an expression for a row: as the draft is when it is asked.

        One with patterns in it is evaluated here and now, on the graph without waiting changes.
        """
        if not _has_plan(value):
            return lambda row: self.one(value, row)
        whole = compiled(value, self.work.context)(self.batch())
        return [mapped(each, self._drafted) for each in whole.values()].__getitem__

    def _drafted(self, value: Any) -> Any:  # noqa: ANN401  # a node or a relationship
        draft: Any = self.work.draft
        if value.graph is not draft.base:
            return None
        if isinstance(value, Node):
            return Node(draft, value.number)
        return Relationship(draft, value.key)

    def all(self, value: tree.Expression) -> list[Any]:
        """Evaluate an expression for all rows; at once where it reads no node or relationship."""
        if not self.size:
            return []
        read = {slot: self.columns[slot] for slot in slots_in(value) if slot in self.columns}
        apart = _has_plan(value) or any(
            _holds_entities(item) for values in read.values() for item in values
        )
        if apart:
            return list(map(self.values(value), range(self.size)))
        own = {slot: from_values(values) for slot, values in read.items()}
        found: list[Any] = compiled(value, self.work.context)(Batch(self.size, own)).values()
        return found


def _has_plan(value: tree.Expression) -> bool:
    return any(hasattr(part, "plan") for part in tree.walk(value))


def _holds_entities(value: object) -> bool:
    if isinstance(value, (list, tuple)):
        return any(map(_holds_entities, value))
    if isinstance(value, dict):
        return any(map(_holds_entities, value.values()))
    return isinstance(value, (Node, Relationship, Path))
