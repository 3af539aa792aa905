"""Rows in columns of text: each distinct text once, and the row of the file that a row is of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from relgraph.graph.words import Array

_COLUMN = re.compile(r"\{([^{}]+)\}")
_DENSE = 1 << 22
"""Pairs of codes up to which they are counted in an array."""


@dataclass(frozen=True, slots=True)
class Texts:
    """A column: the number of each row's text among ``words``; an empty text is a missing one.

    >>> Texts.of(["b", "", "b"]).codes.tolist()
    [0, 1, 0]
    """

    codes: Array
    words: Sequence[str]

    @classmethod
    def of(cls, texts: Sequence[str]) -> Texts:
        """Code texts in the order in which they come."""
        number: dict[str, int] = {}
        codes = [number.setdefault(text, len(number)) for text in texts]
        return cls(np.array(codes, np.int32), list(number))

    @classmethod
    def constant(cls, text: str, size: int) -> Texts:
        """Return the same text for all rows."""
        return cls(np.broadcast_to(np.int32(0), size), [text])

    def __len__(self) -> int:
        return len(self.codes)

    def __getitem__(self, row: int) -> str:
        return self.words[int(self.codes[row])]

    def take(self, rows: Array) -> Texts:
        """Return the texts of some rows."""
        return Texts(self.codes[rows], self.words)

    def map(self, change: Callable[[str], str]) -> Texts:
        """Change each distinct text once."""
        return Texts(self.codes, [change(word) for word in self.words])

    def mask(self, test: Callable[[str], bool]) -> Array:
        """Return a mask of the rows whose text passes."""
        passes = np.fromiter(map(test, self.words), bool, len(self.words))
        found: Array = passes[self.codes]
        return found

    def used(self) -> tuple[Array, list[str]]:
        """Return the numbers of the words that rows have, and the words."""
        numbers = np.flatnonzero(np.bincount(self.codes, minlength=len(self.words)))
        return numbers, [self.words[number] for number in numbers.tolist()]

    def merged(self) -> Texts:
        """Return the same texts with each distinct word once, and none that no row has."""
        numbers, words = self.used()
        index: dict[str, int] = {}
        at = np.zeros(len(self.words), np.int32)
        at[numbers] = [index.setdefault(word, len(index)) for word in words]
        return Texts(at[self.codes], list(index))


@dataclass(frozen=True, slots=True)
class Frame:
    """Columns of one length, and for each row the number of the row of the file, from 0.

    ``parts`` numbers what is rejected alone: the rows of the file, until one of them is made
    several (`apart`), each of which is a part.
    """

    columns: Mapping[str, Texts]
    rows: Array
    split: Array | None = None

    @property
    def parts(self) -> Array:
        """What each row is rejected with."""
        return self.rows if self.split is None else self.split

    def __len__(self) -> int:
        return len(self.rows)

    def take(self, rows: Array) -> Frame:
        """Return some rows."""
        return Frame(
            {name: each.take(rows) for name, each in self.columns.items()}, self.rows[rows],
            None if self.split is None else self.split[rows],
        )  # fmt: skip

    def apart(self) -> Frame:
        """Return the frame with each row as a part of its own."""
        return Frame(self.columns, self.rows, np.arange(len(self)))

    def with_columns(self, columns: Mapping[str, Texts]) -> Frame:
        """Return the frame with more columns, or others."""
        return Frame({**self.columns, **columns}, self.rows, self.split)

    def text(self, template: str) -> Texts:
        """Return a text with columns in braces, for each row; one of empty cells alone is empty.

        >>> frame = Frame({"a": Texts.of(["1", "2"])}, np.arange(2))
        >>> [frame.text("cow:{a}")[row] for row in range(2)]
        ['cow:1', 'cow:2']
        """
        names = columns_of(template)
        if not names:
            return Texts.constant(template, len(self))
        if template == f"{{{names[0]}}}":
            return self.columns[names[0]]
        joined = combined([self.columns[name] for name in names])
        values = [filled(template, dict(zip(names, parts, strict=True))) for parts in joined.words]
        return Texts(joined.codes, values).merged()


@dataclass(frozen=True, slots=True)
class Combined:
    """Texts of several columns: the number of each row's combination, and the combinations."""

    codes: Array
    words: list[tuple[str, ...]]


def combined(columns: Sequence[Texts]) -> Combined:
    """Return the combinations that rows have of some columns, numbered.

    >>> combined([Texts.of(["a", "a", "b"]), Texts.of(["x", "x", "x"])]).codes.tolist()
    [0, 0, 1]
    """
    codes = np.zeros(len(columns[0]), np.int64)
    first = np.zeros(min(len(codes), 1), np.int64)
    for column in columns:
        codes, first = numbered(codes * len(column.words) + column.codes)
    words = [tuple(column[row] for column in columns) for row in first.tolist()]
    return Combined(codes, words)


def numbered(keys: Array) -> tuple[Array, Array]:
    """Return the number of each key in their order, and the first row of each.

    >>> [each.tolist() for each in numbered(np.array([7, 3, 7]))]
    [[1, 0, 1], [1, 0]]
    """
    top = int(keys.max(initial=0)) + 1
    if top <= _DENSE:
        first = np.full(top, -1, np.int64)
        first[keys[::-1]] = np.arange(len(keys) - 1, -1, -1)
        there = first >= 0
        number = np.cumsum(there) - 1
        return number[keys], first[there]
    order = np.argsort(keys, kind="stable")
    ordered = keys[order]
    begins = np.ones(len(keys), bool)
    begins[1:] = ordered[1:] != ordered[:-1]
    numbers = np.empty(len(keys), np.int64)
    numbers[order] = np.cumsum(begins) - 1
    return numbers, order[begins]


def columns_of(template: str) -> list[str]:
    """List the columns that a text has in braces.

    >>> columns_of("cow:{ccode1}-{year}")
    ['ccode1', 'year']
    """
    return list(dict.fromkeys(_COLUMN.findall(template)))


def filled(template: str, values: Mapping[str, str]) -> str:
    """Return a text with the values of columns for their names in braces; empty if all are.

    >>> filled("{a}-{b.c}", {"a": "1", "b.c": "2"})
    '1-2'
    """
    if not any(values.values()):
        return ""
    return _COLUMN.sub(lambda match: values[match[1]], template)
