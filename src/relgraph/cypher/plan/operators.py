"""Plans: frozen data. An operator names its input, the slots it reads and the slots it fills.

A row is a list of slots. What a slot holds is known beforehand: a node is an integer, a
relationship a pair (number of its type, row), a walk a list of such pairs, all else a value.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from relgraph.cypher.syntax import tree

if TYPE_CHECKING:
    from relgraph.graph.adjacency import Direction

SlotKind = Literal["node", "relationship", "relationships", "value"]


@dataclass(frozen=True, slots=True)
class Slot(tree.Expression):
    """A variable once its place in the row is known."""

    number: int
    kind: SlotKind


@dataclass(frozen=True, slots=True)
class Whole(tree.Expression):
    """What a slot stands for as a value: the branches of a UNION may hold it differently."""

    slot: Slot


@dataclass(frozen=True, slots=True)
class Exists(tree.Expression):
    """True for a row when the plan, begun with it, gives any row; ``reads`` are slots it needs."""

    plan: Plan
    reads: tuple[Slot, ...]


@dataclass(frozen=True, slots=True)
class Argument:
    """The rows that the plan is begun with."""


@dataclass(frozen=True, slots=True)
class Scan:
    """All nodes, or all with a label, for each row."""

    input: Plan
    slot: int
    label: str | None


@dataclass(frozen=True, slots=True)
class Seek:
    """The nodes whose text property has a value; scans where the property holds no texts."""

    input: Plan
    slot: int
    key: str
    value: tree.Expression


@dataclass(frozen=True, slots=True)
class Unwrap:
    """A value that must be a node (or relationship), put into a slot of its own kind."""

    input: Plan
    source: Slot
    target: Slot


@dataclass(frozen=True, slots=True)
class Hop:
    """What a relationship pattern asks for: ends, types, direction, and slots not to repeat."""

    source: int
    relation: Slot
    target: int
    types: tuple[str, ...]
    direction: Direction
    closed: bool
    unlike: tuple[Slot, ...]


@dataclass(frozen=True, slots=True)
class Expand:
    """One step along a relationship; ``closed`` means that the target is known already."""

    input: Plan
    hop: Hop


@dataclass(frozen=True, slots=True)
class SeekEdges:
    """The relationships that can have an id, or one of a list, with their ends; none is tested."""

    input: Plan
    hop: Hop
    ids: tree.Expression


@dataclass(frozen=True, slots=True)
class Counted:
    """One row with a number that the graph knows."""

    slots: tuple[int, ...]
    number: int


@dataclass(frozen=True, slots=True)
class Walk:
    """From ``low`` to ``high`` steps, no relationship twice.

    ``step_test`` must hold of each relationship, put into ``step``; ``node_test`` of each node
    that is reached, put into ``reached``.
    """

    input: Plan
    hop: Hop
    low: int
    high: int | None
    backwards: bool
    step: Slot
    step_test: tree.Expression | None
    reached: Slot
    node_test: tree.Expression | None


@dataclass(frozen=True, slots=True)
class Rejoin:
    """A relationship or walk that is known already must fit between two nodes; one may be unknown.

    ``backwards`` says that a walk is followed from its end.
    """

    input: Plan
    hop: Hop
    backwards: bool


@dataclass(frozen=True, slots=True)
class MakePath:
    """Nodes and relationships of a chain as a path."""

    input: Plan
    slot: int
    nodes: tuple[int, ...]
    relations: tuple[Slot, ...]


@dataclass(frozen=True, slots=True)
class Filter:
    """The rows for which the test is true."""

    input: Plan
    test: tree.Expression


@dataclass(frozen=True, slots=True)
class Optional:
    """The rows of the inner plan, or the row itself with nulls where it gives none."""

    input: Plan
    inner: Plan
    ordinal: int


@dataclass(frozen=True, slots=True)
class Unwind:
    """One row for each item of a list."""

    input: Plan
    source: tree.Expression
    slot: int


@dataclass(frozen=True, slots=True)
class Project:
    """Values of expressions, put into slots."""

    input: Plan
    items: tuple[tuple[int, tree.Expression], ...]


@dataclass(frozen=True, slots=True)
class Aggregate:
    """One row for each combination of the keys, with the aggregations over its rows."""

    input: Plan
    keys: tuple[tuple[int, tree.Expression], ...]
    calls: tuple[tuple[int, tree.Call], ...]


@dataclass(frozen=True, slots=True)
class Distinct:
    """The first row of each combination of slots."""

    input: Plan
    slots: tuple[Slot, ...]


@dataclass(frozen=True, slots=True)
class Sort:
    """Rows in order; equal ones stay as they came."""

    input: Plan
    keys: tuple[tuple[tree.Expression, bool], ...]


@dataclass(frozen=True, slots=True)
class Skip:
    """Without the first rows."""

    input: Plan
    count: tree.Expression


@dataclass(frozen=True, slots=True)
class Limit:
    """Only the first rows."""

    input: Plan
    count: tree.Expression


@dataclass(frozen=True, slots=True)
class Union:
    """Rows of several plans, one after the other, each from its own slots into common ones."""

    inputs: tuple[Plan, ...]


Plan = (
    Argument | Scan | Seek | SeekEdges | Counted
    | Unwrap | Expand | Walk | Rejoin | MakePath | Filter | Optional
    | Unwind | Project | Aggregate | Distinct | Sort | Skip | Limit | Union
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Ready:
    """A whole plan: the slots and names of its columns, and how wide a row is."""

    plan: Plan
    columns: tuple[tuple[str, Slot], ...]
    width: int
