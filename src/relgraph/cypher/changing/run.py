"""A query that changes a graph: its clauses in stretches that read, and ones that write."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from relgraph.cypher import operators as op
from relgraph.cypher.changing.clauses import Changer
from relgraph.cypher.changing.merge import joined, merge
from relgraph.cypher.changing.work import Rows, Work
from relgraph.cypher.functions.signature import type_name
from relgraph.cypher.plan.planner import Planner
from relgraph.cypher.plan.rewrites import rewritten
from relgraph.cypher.syntax import tree
from relgraph.cypher.values.order import group_key
from relgraph.cypher.vectors.batch import Batch
from relgraph.cypher.vectors.batch import joined as one_batch

if TYPE_CHECKING:
    from collections.abc import Sequence

    from relgraph.cypher.plan.slots import Names, Slots


def writes(clause: tree.Clause) -> bool:
    """Return whether a clause changes the graph, or a query inside it does."""
    if isinstance(clause, tree.CallQuery):
        return any(writes(inner) for part in clause.query.parts for inner in part.clauses)
    return isinstance(clause, tree.WRITES)


def changes(query: tree.Query) -> bool:
    """Return whether a query changes the graph."""
    return any(writes(clause) for part in query.parts for clause in part.clauses)


def answered(work: Work, query: tree.Query) -> list[tuple[Any, ...]]:
    """Run a query, and return its rows; the graph of the work is the changed one after it."""
    found: list[tuple[Any, ...]] = []
    kept: list[Rows] = []
    for part in query.parts:
        run = _Run(work, None, {})
        rows = run.clauses(Rows(work, 1, {}), part.clauses)
        names = [item.name for item in part.last.items] if part.last else []
        columns = {at: rows.columns[run.names[name].number] for at, name in enumerate(names)}
        kept.append(Rows(work, rows.size if names else 0, columns))
        work.refresh()
    for each in kept:
        settled = [vector.values() for vector in (each.batch()[at] for at in each.columns)]
        found += zip(*settled, strict=True)
    if len(query.parts) > 1 and not query.union_all:
        return list({group_key(list(row)): row for row in reversed(found)}.values())[::-1]
    return found


class _Run:
    """The clauses of one query, with the names that they have bound so far."""

    def __init__(self, work: Work, slots: Slots | None, names: Names) -> None:
        self.work = work
        self.planner = Planner(work.graph, work.procedures, slots, names)
        self.changer = Changer(self.planner)

    @property
    def names(self) -> Names:
        """The names that are bound, and their slots."""
        return self.planner.names

    def clauses(self, rows: Rows, clauses: Sequence[tree.Clause]) -> Rows:
        """Run clauses one after the other, those that only read in stretches."""
        for writing, group in groupby(clauses, writes):
            if not writing:
                rows = self._read(rows, list(group))
                continue
            for clause in group:
                rows = self._write(rows, clause)
        return rows

    def _read(self, rows: Rows, clauses: Sequence[tree.Clause]) -> Rows:
        work = self.work
        work.refresh()
        self.planner.graph = work.graph
        plan = rewritten(self.planner.clauses(op.Argument(), clauses), work.graph)
        found = list(work.context.run(plan, rows.batch()))
        for batch in found:
            work.meter.keep(batch.size)
        whole = one_batch(found) if found else Batch(0)
        return Rows.of(work, whole, self.names)

    def _write(self, rows: Rows, clause: Any) -> Rows:  # noqa: ANN401  # a clause that writes
        if any(isinstance(each, (tree.PatternTest, tree.Subquery)) for each in tree.parts(clause)):
            self.work.refresh()
        self.planner.graph = self.work.graph
        if isinstance(clause, tree.Create):
            self.changer.create(rows, clause.parts)
        elif isinstance(clause, tree.Set):
            self.changer.set(rows, clause.items, remove=clause.remove)
        elif isinstance(clause, tree.Delete):
            self.changer.delete(rows, clause)
        elif isinstance(clause, tree.Merge):
            return merge(self.changer, rows, clause)
        elif isinstance(clause, tree.Foreach):
            self._foreach(rows, clause)
        else:
            return self._call(rows, clause)
        return rows

    def _foreach(self, rows: Rows, clause: tree.Foreach) -> None:
        """Run clauses for each item; one clause for the items of all rows at once."""
        value = rows.values(self.changer.placed(clause.source))
        pairs = [
            (row, item) for row in range(rows.size)
            for item in self._items(value(row), clause.at)
        ]  # fmt: skip
        slot = self.planner.slots.new("value", clause.variable)
        parts = [pairs] if len(clause.clauses) == 1 else [[pair] for pair in pairs]
        for part in parts:
            before = dict(self.names)
            self.names[clause.variable] = slot
            inner = rows.take([row for row, _ in part])
            inner.having(slot, [item for _, item in part])
            for each in clause.clauses:
                inner = self._write(inner, each)
            self.planner.names = before

    def _items(self, value: object, at: int) -> list[Any]:
        if value is None:
            return []
        if not isinstance(value, list):
            raise self.work.context.fail(
                f"expected a list, not {type_name(value)}", at, "InvalidArgumentType"
            )
        return value

    def _call(self, rows: Rows, clause: tree.CallQuery) -> Rows:
        """Run a subquery that changes the graph, for one row after the other."""
        names = {
            name: slot for name, slot in self.names.items()
            if clause.names is None or name in clause.names
        }  # fmt: skip
        done: list[Rows] = []
        for row in range(rows.size):
            for part in clause.query.parts:
                run = _Run(self.work, self.planner.slots, names)
                found = run.clauses(rows.take([row]), part.clauses)
                if part.last is None:
                    continue
                whole = rows.take([row] * found.size)
                for item in part.last.items:
                    slot = self.names.setdefault(
                        item.name, self.planner.slots.new("value", item.name)
                    )
                    whole.having(slot, found.columns[run.names[item.name].number])
                done.append(whole)
        if clause.query.parts[0].last is None:
            return rows
        return joined(rows, done)
