"""Coded values as columns of a graph."""

from __future__ import annotations

from itertools import compress
from typing import TYPE_CHECKING, Any

import numpy as np

from relgraph.graph.columns import Column, column_of
from relgraph.model.quantity import Quantity, Written, number_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from relgraph.graph.words import Array
    from relgraph.model.fields import Field

    Columns = dict[str, Column | None]


def coded(codes: Array, values: Sequence[Any]) -> Column | None:
    """Return the column of values by code; an empty text or list is null, and None if all are.

    >>> coded(np.array([1, 0, 1]), [None, "a", "b"]).values()
    ['a', None, 'a']
    """
    return _columns(codes, values, [_plain])[0]


def typed(name: str, codes: Array, values: Sequence[Any]) -> Columns:
    """Lay out a typed property, a quantity as ``x``, ``x_min``, ``x_max`` and ``x_text``.

    A plain number has an ``x_text`` only if it was not written as short as it can be.
    """
    names = (name, f"{name}_min", f"{name}_max", f"{name}_text")
    return dict(zip(names, _columns(codes, values, [_number, _low, _high, _text]), strict=True))


def in_order(columns: Columns, fields: Iterable[Field]) -> Columns:
    """Return columns in the order of the table of fields."""
    return {f.property: columns[f.property] for f in fields if f.property in columns}


def known(columns: Columns) -> dict[str, Column]:
    """Leave out columns of which nothing is known."""
    return {name: column for name, column in columns.items() if column is not None}


def _columns(
    codes: Array, values: Sequence[Any], read: Sequence[Callable[[Any], Any]]
) -> list[Column | None]:
    used = np.bincount(codes, minlength=len(values)) > 0
    at = (np.cumsum(used) - 1)[codes]
    distinct = list(compress(values, used.tolist()))
    found = []
    for each in read:
        made = [each(value) for value in distinct]
        there = any(value is not None for value in made)
        found.append(column_of(made).take(at) if there else None)
    return found


def _plain(value: Any) -> Any:  # noqa: ANN401  # any value of a cell
    return None if value in ("", []) else value


def _number(value: Any) -> Any:  # noqa: ANN401  # any value of a cell
    if isinstance(value, Quantity):
        return value.exact
    return float(value) if isinstance(value, Written) else value


def _low(value: object) -> float | None:
    return value.min if isinstance(value, Quantity) else None


def _high(value: object) -> float | None:
    return value.max if isinstance(value, Quantity) else None


def _text(value: object) -> str | None:
    if isinstance(value, Quantity):
        return value.text
    if isinstance(value, Written) and value.text != number_text(float(value)):
        return value.text
    return None
