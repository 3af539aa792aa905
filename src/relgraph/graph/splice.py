"""Columns with more rows, and other values in some."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from relgraph.graph.columns import Column, column_of
from relgraph.graph.words import Words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from relgraph.graph.words import Array

_NUMBERS = ("int", "float", "bool", "date")


def spliced(column: Column | None, size: int, changes: Mapping[int, Any]) -> Column:
    """Return a column of so many rows with other values in some; None is null, as are new rows.

    It stays in arrays where the values are of the column's kind.

    >>> spliced(column_of([1, 2]), 4, {0: None, 3: 5}).values()
    [None, 2, None, 5]
    """
    given = {row: value for row, value in changes.items() if value is not None}
    if column is None or not len(column):
        return column_of([given.get(row) for row in range(size)])
    if not given and not changes and column.kind != "textlist":
        return _longer(column, size)
    new = column_of(list(given.values())) if given else None
    if column.kind in (*_NUMBERS, "text") and (new is None or new.kind == column.kind):
        return _in_arrays(column, size, changes, given)
    values = column.values() + [None] * (size - len(column))
    for row, value in changes.items():
        values[row] = value
    return column_of(values)


def _longer(column: Column, size: int) -> Column:
    more = size - len(column)
    if not more:
        return column
    valid = np.concatenate([column.known(), np.zeros(more, bool)])
    return Column(column.kind, _padded(column.data, more), valid, column.words, column.codes)


def _padded(data: Array, more: int) -> Array:
    return np.concatenate([data, np.zeros(more, data.dtype)])


def _in_arrays(
    column: Column, size: int, changes: Mapping[int, Any], given: Mapping[int, Any]
) -> Column:
    longer = _longer(column, size)
    data, words = longer.data.copy(), longer.words
    valid = longer.known().copy()
    valid[list(changes)] = False
    rows = list(given)
    valid[rows] = True
    if column.kind == "text":
        data, words = _coded(longer, given)
    elif column.kind == "date":
        data[rows] = [value.toordinal() for value in given.values()]
    elif rows:
        data[rows] = list(given.values())
    return Column(column.kind, data, None if valid.all() else valid, words)


def _coded(column: Column, given: Mapping[int, str]) -> tuple[Array, Words]:
    """Code texts by the words of a column, or by those and the new ones."""
    words, data = column.words, column.data.copy()
    assert words is not None  # noqa: S101  # a column of texts has words
    if len(words.codes(set(given.values()))) < len(set(given.values())):
        old = words.texts(np.arange(len(words)))
        words = Words.of([*old, *given.values()])
        codes = dict(zip(words.texts(np.arange(len(words))), range(len(words)), strict=True))
        if old:
            data = np.array([codes[text] for text in old], np.int32)[data]
    for row, text in given.items():
        data[row] = words.find(text)
    return data, words
