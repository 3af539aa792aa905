"""Three-valued logic on vectors: which rows are true, which are false; the rest is unknown."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from msgspec import Struct

from relgraph.cypher.functions.signature import type_name
from relgraph.cypher.vectors.kinds import Constant
from relgraph.cypher.vectors.making import truths
from relgraph.graph.columns import Column
from relgraph.graph.words import offsets

if TYPE_CHECKING:
    from collections.abc import Callable

    from relgraph.cypher.vectors.kinds import Lists, Vector
    from relgraph.errors import CypherRuntimeError
    from relgraph.graph.words import Array


class Truth(Struct, frozen=True, eq=False):
    """Masks of the rows that are true and of those that are false."""

    true: Array
    false: Array

    def vector(self) -> Column:
        """Return the truth values as a vector."""
        known = self.true | self.false
        return truths(self.true, None if known.all() else known)


def truth_of(vector: Vector, fail: Callable[[str, str], CypherRuntimeError]) -> Truth:
    """Return which rows are true and false; ``fail`` makes the error for what is no truth value."""
    if isinstance(vector, Column) and vector.kind == "bool":
        if vector.valid is None:
            return Truth(vector.data, ~vector.data)
        return Truth(vector.data & vector.valid, ~vector.data & vector.valid)
    if isinstance(vector, Constant):
        _check(vector.value, fail)
        size = len(vector)
        return Truth(np.full(size, vector.value is True), np.full(size, vector.value is False))
    values = vector.values()
    for value in values:
        _check(value, fail)
    size = len(values)
    return Truth(
        np.fromiter((value is True for value in values), bool, size),
        np.fromiter((value is False for value in values), bool, size),
    )


def _check(value: object, fail: Callable[[str, str], CypherRuntimeError]) -> None:
    if value is not None and not isinstance(value, bool):
        raise fail(f"expected true, false or null, not {type_name(value)}", "InvalidArgumentType")


def exclusive(one: Truth, other: Truth) -> Truth:
    """Return XOR: unknown where one of the two is."""
    return Truth(
        (one.true & other.false) | (one.false & other.true),
        (one.true & other.true) | (one.false & other.false),
    )


def _counts(mask: Array, starts: Array) -> Array:
    """Count the items of each list for which a mask is true."""
    before = offsets(mask)
    found: Array = before[starts[1:]] - before[starts[:-1]]
    return found


def quantified(which: str, items: Truth, lists: Lists) -> Truth:
    """Judge for each list how many of its items a test holds for: all, any, none or single."""
    true, false = _counts(items.true, lists.starts), _counts(items.false, lists.starts)
    unknown = lists.sizes() - true - false
    known = lists.known()
    judged = {
        "all": ((false == 0) & (unknown == 0), false > 0),
        "any": (true > 0, (true == 0) & (unknown == 0)),
        "none": ((true == 0) & (unknown == 0), true > 0),
        "single": ((true == 1) & (unknown == 0), (true > 1) | ((true == 0) & (unknown == 0))),
    }
    yes, no = judged[which]
    return Truth(yes & known, no & known)
