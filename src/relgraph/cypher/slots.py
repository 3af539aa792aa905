"""Places in a batch: what an expression reads once its names are resolved."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from relgraph.cypher.syntax import tree

if TYPE_CHECKING:
    from relgraph.cypher.context import Plan

SlotKind = Literal["node", "relationship", "relationships", "value"]


class Slot(tree.Expression, frozen=True):
    """A variable once its place is known."""

    number: int
    kind: SlotKind


class Whole(tree.Expression, frozen=True):
    """What a slot stands for as a value: the branches of a UNION may hold it differently."""

    slot: Slot


class PathOf(tree.Expression, frozen=True):
    """The path that a plan, begun with a row, puts into a slot; the list of them, if ``every``."""

    plan: Plan
    reads: tuple[tuple[int, tree.Expression], ...]
    ordinal: int
    path: Slot
    every: bool


class Inner(tree.Expression, frozen=True):
    """Whether the plan, begun with a row, gives any row, how many it gives, or what in a slot.

    ``reads`` are slots that the plan needs, and what is put into them: rows with the same are
    asked once. ``ordinal`` is where they are numbered; a plan that loses it is run ``alone`` for
    each row. ``stepwise`` plans may go on for long after the first answer, so that they are run
    for one row at a time, too, where any answer will do.
    """

    plan: Plan
    reads: tuple[tuple[int, tree.Expression], ...]
    ordinal: int
    want: tree.Want
    slot: Slot | None
    alone: bool
    stepwise: bool
