"""CREATE, SET, REMOVE, DELETE and FOREACH, row by row on the draft."""

from __future__ import annotations

from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, Any

from relgraph.cypher.functions.signature import type_name
from relgraph.cypher.functions.types import name_of
from relgraph.cypher.plan.slots import slots_in
from relgraph.cypher.syntax import tree
from relgraph.cypher.values.entities import Node, Path, Relationship
from relgraph.errors import CypherRuntimeError
from relgraph.graph.times import TIMES

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from relgraph.cypher.changing.work import Rows
    from relgraph.cypher.plan.planner import Planner
    from relgraph.cypher.slots import Slot

_STORED = (bool, int, float, str, date, *TIMES)


def storable(key: str, value: Any) -> Any:  # noqa: ANN401  # any value
    """Return a value that a property can hold.

    Raises
    ------
    CypherRuntimeError
        For a map, a node, a list in a list, or a list of several types or with null.
    """
    if value is None or isinstance(value, _STORED):
        return value
    if isinstance(value, list) and all(isinstance(item, _STORED) for item in value):
        kinds = {name_of(item) for item in value}
        if kinds <= {"INTEGER", "FLOAT"} and len(kinds) > 1:
            return [float(item) for item in value]
        if len(kinds) <= 1:
            return value
    raise CypherRuntimeError(
        f"a property can't hold {type_name(value)}: {key} takes a number, a text, a boolean, a "
        "time, or a list of one of them",
        detail="InvalidPropertyType",
    )


def stored(value: Any) -> dict[str, Any]:  # noqa: ANN401  # a map of properties
    """Return the properties of a map, a node or a relationship."""
    if isinstance(value, (Node, Relationship)):
        return value.properties
    if not isinstance(value, dict):
        raise CypherRuntimeError(
            f"properties are a map, not {type_name(value)}", detail="InvalidArgumentType"
        )
    return {key: storable(key, item) for key, item in value.items()}


class Changer:
    """Runs clauses that change the graph; names stand in the slots of a planner."""

    def __init__(self, planner: Planner) -> None:
        self.planner = planner

    def placed(self, value: tree.Expression) -> tree.Expression:
        """Put slots in place of names."""
        return self.planner.place(value, self.planner.names)

    def create(self, rows: Rows, parts: Sequence[tree.PatternPart]) -> None:
        """Make the pattern for each row, in the order of the rows."""
        known = set(self.planner.names)
        makers = [Maker(self, part, known) for part in parts]
        given = [maker.properties(rows) for maker in makers]
        for row in range(rows.size):
            rows.work.meter.check_time()
            for maker, properties in zip(makers, given, strict=True):
                maker.make(rows, row, properties)

    def set(self, rows: Rows, items: Sequence[tree.SetItem], *, remove: bool = False) -> None:
        """Change what the items say, row by row; each row sees what those before it changed.

        Properties of one name that stand side by side are changed at once, as in Neo4j:
        ``SET n.a = 1, n.b = n.a`` gives b what a was.
        """
        changes = self.grouped(items, remove=remove)
        values = [[change.values(rows) for change in group] for group in changes]
        for row in range(rows.size):
            for group, given in zip(changes, values, strict=True):
                make_all(rows, row, group, given)

    def grouped(self, items: Sequence[tree.SetItem], *, remove: bool = False) -> list[list[Change]]:
        """Return changes, those together that are made at once."""
        return [
            [Change(self, item, remove=remove) for item in group]
            for _, group in groupby(items, key=_named)
        ]

    def delete(self, rows: Rows, clause: tree.Delete) -> None:
        """Delete what the expressions give; what is gone already may be deleted again."""
        placed = [(value, rows.values(self.placed(value))) for value in clause.values]
        found = [(at, value(row)) for row in range(rows.size) for at, value in placed]
        for at, each in found:
            self._delete_one(rows, each, at, detach=clause.detach)

    def _delete_one(
        self,
        rows: Rows,
        value: Any,  # noqa: ANN401
        at: tree.Expression,
        *,
        detach: bool,
    ) -> None:
        draft: Any = rows.work.draft
        if value is None:
            return
        if isinstance(value, Path):
            for each in (*value.relationships, *value.nodes):
                self._delete_one(rows, each, at, detach=detach)
        elif not isinstance(value, (Node, Relationship)):
            raise rows.work.context.fail(
                f"only nodes, relationships and paths are deleted, not {type_name(value)}",
                at.at, "InvalidArgumentType",
            )  # fmt: skip
        elif value.graph is draft:  # else it is gone since an earlier clause
            if isinstance(value, Node):
                rows.work.draft.delete_node(value.number, detach=detach)
            else:
                rows.work.draft.delete_edge(value.key)


class Change:
    """One item of SET or REMOVE, its names in slots."""

    def __init__(self, changer: Changer, item: tree.SetItem, *, remove: bool = False) -> None:
        self.item = item
        self.remove = remove
        target = item.target
        self.key: tree.Expression | None = None
        if item.operator == "=" and isinstance(target, tree.Property):
            self.key, target = tree.Literal_(target.key), target.base
        elif item.operator == "=" and isinstance(target, tree.Subscript):
            self.key, target = changer.placed(target.index), target.base
        self.target = changer.placed(target)
        self.value = None if item.value is None else changer.placed(item.value)

    def values(self, rows: Rows) -> tuple[Callable[[int], Any], Callable[[int], Any]]:
        """Return what evaluates the target, and the new value, of a row."""
        return rows.values(self.target), rows.values(self.value or tree.Literal_(None))

    def make(self, rows: Rows, row: int, entity: Any, found: Any) -> None:  # noqa: ANN401
        """Change what the item says of one row; of null nothing."""
        context = rows.work.context
        if entity is None:
            return
        if not isinstance(entity, (Node, Relationship)):
            raise context.fail(
                f"SET changes nodes and relationships, not {type_name(entity)}", self.item.at,
                "InvalidArgumentType",
            )  # fmt: skip
        draft: Any = entity.graph
        if self.value is None:
            if not isinstance(entity, Node):
                raise context.fail("only nodes have labels", self.item.at, "InvalidArgumentType")
            draft.set_labels(entity.number, self.item.labels, add=not self.remove)
            return
        if self.key is not None:
            key = rows.one(self.key, row)
            _put(draft, entity, key, storable(str(key), found))
            return
        new = {} if found is None else stored(found)
        if self.item.operator == "=":
            new = {**dict.fromkeys(entity.properties), **new}
        for key, each in new.items():
            _put(draft, entity, key, each)


def make_all(
    rows: Rows, row: int, changes: Sequence[Change],
    values: Sequence[tuple[Callable[[int], Any], Callable[[int], Any]]],
) -> None:  # fmt: skip
    """Make changes of one row, once all their values are known."""
    found = [(target(row), value(row)) for target, value in values]
    for change, (entity, value) in zip(changes, found, strict=True):
        change.make(rows, row, entity, value)


def _named(item: tree.SetItem) -> object:
    """Return whose property an item changes; for any other item what nothing else has."""
    target = item.target
    plain = item.operator == "=" and isinstance(target, tree.Property)
    if plain and isinstance(target.base, tree.Variable):  # type: ignore[attr-defined]
        return target.base.name  # type: ignore[attr-defined]
    return item.at


def _put(draft: Any, entity: Node | Relationship, key: str, value: Any) -> None:  # noqa: ANN401
    if isinstance(entity, Node):
        draft.set_node(entity.number, key, value)
    else:
        draft.set_edge(entity.key, key, value)


class Maker:
    """Makes one chain of a pattern, whose names it gives slots; ``known`` names are there."""

    def __init__(self, changer: Changer, part: tree.PatternPart, known: set[str]) -> None:
        self.part = part
        planner = changer.planner
        self.bound = [node.variable in known for node in part.nodes]
        self.nodes = [self._slot(planner, node.variable, "node") for node in part.nodes]
        self.relations = [
            self._slot(planner, relation.variable, "relationship") for relation in part.relations
        ]
        self.path = self._slot(planner, part.variable, "value") if part.variable else None
        self.given = [
            None if each.properties is None else changer.placed(each.properties)
            for each in part.elements
        ]
        known.update(each.variable for each in part.elements if each.variable)

    def _slot(self, planner: Planner, name: str | None, kind: Any) -> Slot:  # noqa: ANN401
        if name is None:
            return planner.slots.new(kind)
        if name not in planner.names:
            planner.names[name] = planner.slots.new(kind, name)
        return planner.names[name]

    def properties(self, rows: Rows) -> list[list[Any] | None]:
        """Evaluate the maps of all elements for all rows; None for one that waits for its row."""
        found: list[list[Any] | None] = []
        for value in self.given:
            if value is None:
                found.append([{}] * rows.size)
            elif slots_in(value) - rows.columns.keys():
                found.append(None)
            else:
                found.append(rows.all(value))
        return found

    def make(self, rows: Rows, row: int, properties: list[list[Any] | None]) -> None:
        """Make the nodes and relationships of a row, and put them into their slots."""
        draft: Any = rows.work.draft
        nodes: list[Node] = []
        for at, (pattern, slot) in enumerate(zip(self.part.nodes, self.nodes, strict=True)):
            column = rows.columns.setdefault(slot.number, [None] * rows.size)
            found = column[row]
            if found is None and not self.bound[at]:
                labels = pattern.labels.required() if pattern.labels else ()
                found = Node(draft, draft.create_node(labels, self._one(rows, row, at, properties)))
                column[row] = found
            if not isinstance(found, Node):
                raise rows.work.context.fail(
                    f"{pattern.variable} is null: no relationship can be made from or to it"
                    if found is None else f"{pattern.variable} is no node",
                    pattern.at, "InvalidArgumentType",
                )  # fmt: skip
            nodes.append(found)
        edges = []
        for at, (each, slot) in enumerate(zip(self.part.relations, self.relations, strict=True)):
            ends = nodes[at : at + 2] if each.direction != "in" else nodes[at : at + 2][::-1]
            own = self._one(rows, row, len(nodes) + at, properties)
            key = draft.create_edge(each.types[0], ends[0].number, ends[1].number, own)
            edges.append(Relationship(draft, key))
            rows.columns.setdefault(slot.number, [None] * rows.size)[row] = edges[-1]
        if self.path is not None:
            made = Path(tuple(nodes), tuple(edges))
            rows.columns.setdefault(self.path.number, [None] * rows.size)[row] = made

    def _one(
        self, rows: Rows, row: int, at: int, properties: list[list[Any] | None]
    ) -> dict[str, Any]:
        value, column = self.given[at], properties[at]
        if column is not None:
            return stored(column[row])
        assert value is not None  # noqa: S101  # what is evaluated late is there
        return stored(rows.one(value, row))
