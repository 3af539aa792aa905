"""MERGE: what is there is matched, what is not is made, row after row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from relgraph.cypher import operators as op
from relgraph.cypher.changing.clauses import Maker, make_all, stored
from relgraph.cypher.changing.work import Rows
from relgraph.cypher.plan.bound import Bound
from relgraph.cypher.plan.matching import Matching
from relgraph.cypher.plan.rewrites import rewritten
from relgraph.cypher.syntax import tree
from relgraph.cypher.values.entities import Node
from relgraph.cypher.values.order import group_key
from relgraph.cypher.vectors.making import ordinals
from relgraph.errors import CypherRuntimeError

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from relgraph.cypher.changing.clauses import Change, Changer
    from relgraph.cypher.slots import Slot


def merge(changer: Changer, rows: Rows, clause: tree.Merge) -> Rows:
    """Match or make the pattern for each row, and return the rows that this gives.

    What a row makes, later ones match. One node, or one relationship between known nodes, is
    looked for in all rows at once, and what is new is known by its ends and properties; any other
    pattern, and what ``ON`` changes may make another, is looked for in one row after the other.
    """
    merging = _Merging(changer, clause)
    if merging.simple:
        return merging.at_once(rows)
    done: list[Rows] = []
    for row in range(rows.size):
        one = rows.take([row])
        done.append(merging.at_once(one))
    return joined(rows, done)


def joined(like: Rows, parts: Sequence[Rows]) -> Rows:
    """Return rows one after the other, with the slots of the first ones."""
    slots = list(parts[0].columns) if parts else list(like.columns)
    columns = {slot: [v for part in parts for v in part.columns[slot]] for slot in slots}
    return Rows(like.work, sum(part.size for part in parts), columns)


class _Merging:
    """One MERGE: how its pattern is matched, made, and told apart."""

    def __init__(self, changer: Changer, clause: tree.Merge) -> None:
        self.changer = changer
        self.clause = clause
        planner = changer.planner
        before = dict(planner.names)
        self.maker = Maker(changer, clause.part, set(before))
        self.before = before
        part = clause.part
        alone = not part.relations and not self.maker.bound[0]
        between = len(part.relations) == 1 and all(self.maker.bound)
        self.simple = (alone or between) and not self._undone()
        self.on_create = changer.grouped(clause.on_create)
        self.on_match = changer.grouped(clause.on_match)

    def _undone(self) -> bool:
        """Return whether what ON changes may make a pattern another one."""
        part = self.clause.part
        asked = {
            key for each in part.elements
            if isinstance(each.properties, tree.MapLiteral) for key, _ in each.properties.items
        }  # fmt: skip
        for item in (*self.clause.on_create, *self.clause.on_match):
            target = item.target
            if not isinstance(target, tree.Property) or target.key in asked:
                return True
        return False

    def at_once(self, rows: Rows) -> Rows:
        """Match all rows on the graph as it is, then make what is lacking."""
        rows.work.refresh()
        properties = self.maker.properties(rows)
        for column in properties:
            for value in column or ():
                self._check_known(rows, value)
        found = self._matches(rows)
        made: dict[Hashable, list[Any]] = {}
        slots = self._slots()
        out: list[int] = []
        new: dict[int, list[Any]] = {slot.number: [] for slot in slots}
        for row in range(rows.size):
            rows.work.meter.check_time()
            matches = found.get(row)
            on = self.on_match
            if matches is None:
                key = self._key(rows, row, properties)
                if key in made:
                    matches = [made[key]]
                else:
                    self.maker.make(rows, row, properties)
                    made[key] = [rows.columns[slot.number][row] for slot in slots]
                    matches, on = [made[key]], self.on_create
            for match in matches:
                self._changed(rows, row, slots, match, on)
                out.append(row)
                for slot, value in zip(slots, match, strict=True):
                    new[slot.number].append(value)
        whole = rows.take(out)
        whole.columns.update(new)
        return whole

    def _check_known(self, rows: Rows, value: Any) -> None:  # noqa: ANN401  # a map
        if any(each is None for each in stored(value).values()):
            raise rows.work.context.fail(
                "what is null can't be merged: nothing is equal to it", self.clause.at,
                "MergeReadOwnWrites",
            )  # fmt: skip

    def _slots(self) -> list[Slot]:
        slots = [*self.maker.nodes, *self.maker.relations]
        return slots if self.maker.path is None else [*slots, self.maker.path]

    def _changed(
        self, rows: Rows, row: int, slots: Sequence[Slot], match: Sequence[Any],
        changes: Sequence[Sequence[Change]],
    ) -> None:  # fmt: skip
        if not changes:
            return
        one = rows.take([row])
        for slot, value in zip(slots, match, strict=True):
            one.having(slot, [value])
        for group in changes:
            make_all(one, 0, group, [change.values(one) for change in group])

    def _matches(self, rows: Rows) -> dict[int, list[list[Any]]]:
        """Return what the pattern matches for each row, by the number of the row."""
        work, planner = rows.work, self.changer.planner
        names = dict(self.before)
        matching = Matching(Bound(work.graph, planner.slots, names, planner.place))
        plan = rewritten(matching.plan(op.Argument(), (self._pattern(),), None), work.graph)
        ordinal = planner.slots.new("value").number
        start = rows.batch().having({ordinal: ordinals(rows.size)})
        part = self.clause.part
        asked = [
            *(names[node.variable or f" {at}"] for at, node in enumerate(part.nodes)),
            *(names[each.variable or f" r{at}"] for at, each in enumerate(part.relations)),
        ]
        if part.variable:
            asked.append(names[part.variable])
        found: dict[int, list[list[Any]]] = {}
        for batch in work.context.run(plan, start):
            taken = Rows.of(work, batch, {str(at): slot for at, slot in enumerate(asked)})
            columns = [taken.columns[slot.number] for slot in asked]
            at: list[int] = batch[ordinal].values()  # type: ignore[assignment]
            for row, *values in zip(at, *columns, strict=True):
                found.setdefault(row, []).append(values)
        return found

    def _pattern(self) -> tree.PatternPart:
        """Return the pattern with names for all that it has."""
        part = self.clause.part
        nodes = tuple(replace(node, variable=node.variable or f" {at}")
                      for at, node in enumerate(part.nodes))  # fmt: skip
        relations = tuple(replace(each, variable=each.variable or f" r{at}")
                          for at, each in enumerate(part.relations))  # fmt: skip
        return replace(part, nodes=nodes, relations=relations)

    def _key(self, rows: Rows, row: int, properties: list[list[Any] | None]) -> Hashable:
        """Return what tells apart what rows make: known ends and all properties."""
        part = self.clause.part
        ends: list[Any] = []
        for slot, bound in zip(self.maker.nodes, self.maker.bound, strict=True):
            value = rows.columns[slot.number][row] if bound else None
            if bound and not isinstance(value, Node):
                raise CypherRuntimeError(
                    "a relationship can't be merged from or to what is null",
                    detail="InvalidArgumentType",
                )
            ends.append(value.number if isinstance(value, Node) else None)
        if part.relations and part.relations[0].direction == "both":
            ends.sort()
        return (*ends, *(group_key(column[row]) for column in properties if column is not None))
