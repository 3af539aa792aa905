"""Functions of single values, applied to vectors: what has no form for arrays is done here."""

from __future__ import annotations

from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

import numpy as np

from relgraph.cypher.vectors.kinds import Constant
from relgraph.cypher.vectors.making import from_values, nulls
from relgraph.graph.columns import Column

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from relgraph.cypher.vectors.kinds import Vector
    from relgraph.graph.words import Array

_CODED = ("text", "date", "bool")
CALLS: ContextVar[Callable[[int], None] | None] = ContextVar("CALLS", default=None)
"""What is told how many single values were made, if a run is profiled."""


def apply(
    call: Callable[..., Any], vectors: Sequence[Vector], size: int, *, given_nulls: bool = False
) -> Vector:
    """Return the value of a function for each row, called once for equal arguments where it can be.

    Parameters
    ----------
    call
        A function of one value a vector, always the same for the same values.
    vectors
        Its arguments, each of ``size`` rows.
    given_nulls
        Whether it is called with null; else null in gives null out without a call.
    """
    if size == 0:
        return nulls(0)
    varying = [vector for vector in vectors if not isinstance(vector, Constant)]
    if not varying:
        values = [vector.value for vector in vectors if isinstance(vector, Constant)]
        return Constant(_called(call, [values], given_nulls)[0], size)
    if len(varying) == 1 and isinstance(varying[0], Column) and varying[0].kind in _CODED:
        return _by_distinct(call, vectors, varying[0], given_nulls)
    rows = zip(*(vector.values() for vector in vectors), strict=True)
    return from_values(_called(call, rows, given_nulls))


def _called(call: Callable[..., Any], rows: Any, given_nulls: bool) -> list[Any]:  # noqa: ANN401, FBT001
    if given_nulls:
        found = [call(*row) for row in rows]
    else:
        found = [
            None if None in row and any(value is None for value in row) else call(*row)
            for row in rows
        ]
    told = CALLS.get()
    if told is not None:
        told(len(found))
    return found


def _by_distinct(
    call: Callable[..., Any],
    vectors: Sequence[Vector],
    column: Column,
    given_nulls: bool,  # noqa: FBT001
) -> Vector:
    """Call once for each distinct value of the one column that varies, and once for null."""
    firsts, at = distinct_rows(column)
    some = [column.take(firsts) if vector is column else vector.take(firsts) for vector in vectors]
    rows = zip(*(vector.values() for vector in some), strict=True)
    return from_values(_called(call, rows, given_nulls)).take(at)


def distinct_rows(column: Column) -> tuple[Array, Array]:
    """Return rows with the distinct values of a column, and for each row which of them it has."""
    codes = column.data.astype(np.int64)
    codes = codes - codes.min() + 1
    if column.valid is not None:
        codes[~column.valid] = 0
    most = int(codes.max()) + 1
    if most > max(65_536, 16 * len(codes)):
        _, firsts, at = np.unique(codes, return_index=True, return_inverse=True)
        return firsts, at
    row = np.full(most, -1, np.int64)
    row[codes] = np.arange(len(codes))
    used = np.flatnonzero(row >= 0)
    number = np.empty(most, np.int64)
    number[used] = np.arange(len(used))
    return row[used], number[codes]
