"""Columns of values: typed arrays, text coded by a sorted dictionary, and null as a mask."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from relgraph.graph.tagged import from_json, to_json
from relgraph.graph.words import Array, Words, offsets

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

Kind = Literal["int", "float", "bool", "date", "text", "textlist", "object"]
_INT64 = 2**63


@dataclass(frozen=True, slots=True)
class Column:
    """The values of one property: array, mask of what is known, and the words if it is text.

    A ``textlist`` has in ``data`` where each row's codes begin, and the codes in ``codes``; an
    ``object`` column (values of several types) codes JSON.
    """

    kind: Kind
    data: Array
    valid: Array | None = None
    words: Words | None = None
    codes: Array | None = None

    def __len__(self) -> int:
        return len(self.data) - (self.kind == "textlist")

    def value(self, row: int) -> Any:  # noqa: ANN401  # a property may hold any value
        """Return one row's Python value; None is null."""
        if self.valid is not None and not self.valid[row]:
            return None
        return DECODERS[self.kind](self, row)

    def values(self) -> list[Any]:
        """Return the Python values of all rows; None is null.

        >>> column_of(["a", None, "b"]).values()
        ['a', None, 'b']
        """
        found = DECODE_ALL[self.kind](self)
        if self.valid is None:
            return found
        known: list[bool] = self.valid.tolist()
        return [value if there else None for value, there in zip(found, known, strict=True)]

    def known(self) -> Array:
        """Return a mask of the rows that are not null."""
        return np.ones(len(self), bool) if self.valid is None else self.valid

    def equal_to(self, texts: Collection[str]) -> Array:
        """Return a mask of the rows that hold one of these texts, whatever the column's kind.

        >>> column_of(["a", None, "b"]).equal_to(["b", "c"]).tolist()
        [False, False, True]
        """
        if self.kind == "text" and self.words is not None:
            wanted = np.zeros(len(self.words) + 1, bool)  # a column without words has code 0 too
            wanted[self.words.codes(texts)] = True
            found: Array = wanted[self.data]
            return found if self.valid is None else found & self.valid
        if self.kind != "object":
            return np.zeros(len(self), bool)
        known = set(texts)
        values = (isinstance(value, str) and value in known for value in self.values())
        return np.fromiter(values, bool, len(self))

    def has_item(self, text: str) -> Array:
        """Return a mask of the rows whose list has this text.

        >>> column_of([["a", "b"], ["c"]]).has_item("b").tolist()
        [True, False]
        """
        if self.kind == "textlist" and self.words is not None and self.codes is not None:
            at = np.flatnonzero(self.codes == self.words.find(text))
            found = np.zeros(len(self), bool)
            found[np.searchsorted(self.data, at, side="right") - 1] = True
            return found
        if self.kind != "object":
            return np.zeros(len(self), bool)
        values = (isinstance(value, list) and text in value for value in self.values())
        return np.fromiter(values, bool, len(self))

    def items(self) -> set[str]:
        """Return all texts that stand in lists of the column.

        >>> sorted(column_of([["a", "b"], None, ["b"]]).items())
        ['a', 'b']
        """
        if self.kind == "textlist" and self.words is not None and self.codes is not None:
            return set(self.words.texts(np.flatnonzero(np.bincount(self.codes))))
        lists = (value for value in self.values() if isinstance(value, list))
        return {item for each in lists for item in each if isinstance(item, str)}

    def part(self, rows: slice) -> Column:
        """Return a view of some rows of a column that holds neither lists nor a mixture."""
        valid = None if self.valid is None else self.valid[rows]
        if valid is not None and valid.all():
            valid = None
        codes = None if self.codes is None else self.codes[rows]
        return Column(self.kind, self.data[rows], valid, self.words, codes)

    def take(self, rows: Array) -> Column:
        """Return the column of some rows, in their order; its texts are shared, not copied.

        What is a mixture here may be of one kind there.

        >>> column_of(["a", None, "b"]).take(np.array([2, 0])).values()
        ['b', 'a']
        """
        valid = None if self.valid is None else self.valid.take(rows)
        if valid is not None and valid.all():
            valid = None
        if self.kind == "textlist":
            return self._take_lists(rows, valid)
        codes = None if self.codes is None else self.codes.take(rows)
        taken = Column(self.kind, self.data.take(rows), valid, self.words, codes)
        return column_of(taken.values()) if self.kind == "object" else taken

    def _take_lists(self, rows: Array, valid: Array | None) -> Column:
        assert self.codes is not None  # noqa: S101  # a column of lists has codes
        starts, sizes = self.data[:-1][rows], np.diff(self.data)[rows]
        ends = offsets(sizes)
        inside = np.arange(ends[-1]) - np.repeat(ends[:-1] - starts, sizes)
        return Column("textlist", ends, valid, self.words, self.codes[inside])


def in_a_row(rows: Array) -> bool:
    """Return whether rows, of which there are some, are all from the first to the last, in order.

    >>> in_a_row(np.array([3, 4, 5])), in_a_row(np.array([3, 5, 4]))
    (True, False)
    """
    if rows[-1] - rows[0] != len(rows) - 1:
        return False
    return bool((rows[1:] - rows[:-1] == 1).all())


def _decode_text(column: Column, row: int) -> str:
    assert column.words is not None  # noqa: S101  # a text column has words
    return column.words[column.data[row]]


def _decode_textlist(column: Column, row: int) -> list[str]:
    assert column.words is not None  # noqa: S101  # a column of lists has words
    assert column.codes is not None  # noqa: S101  # and codes
    codes = column.codes[column.data[row] : column.data[row + 1]]
    return [column.words[code] for code in codes]


DECODERS: dict[Kind, Callable[[Column, int], Any]] = {
    "int": lambda column, row: int(column.data[row]),
    "float": lambda column, row: float(column.data[row]),
    "bool": lambda column, row: bool(column.data[row]),
    "date": lambda column, row: date.fromordinal(int(column.data[row])),
    "text": _decode_text,
    "textlist": _decode_textlist,
    "object": lambda column, row: from_json(_decode_text(column, row)),
}


def _known_texts(column: Column) -> list[str]:
    """Decode a column of texts; what is null is an empty one."""
    assert column.words is not None  # noqa: S101  # a text column has words
    if column.valid is None:
        return column.words.texts(column.data)
    texts = iter(column.words.texts(column.data[column.valid]))
    return [next(texts) if there else "" for there in column.valid.tolist()]


def _all_lists(column: Column) -> list[list[str]]:
    assert column.words is not None  # noqa: S101  # a column of lists has words
    assert column.codes is not None  # noqa: S101  # and codes
    texts, starts = column.words.texts(column.codes), column.data.tolist()
    return [texts[start:end] for start, end in pairwise(starts)]


def _all_dates(column: Column) -> list[date | None]:
    ordinals: list[int] = column.data.tolist()
    days = {day: date.fromordinal(day) if day else None for day in dict.fromkeys(ordinals)}
    return [days[day] for day in ordinals]


DECODE_ALL: dict[Kind, Callable[[Column], list[Any]]] = {
    "int": lambda column: column.data.tolist(),
    "float": lambda column: column.data.tolist(),
    "bool": lambda column: column.data.tolist(),
    "date": _all_dates,
    "text": _known_texts,
    "textlist": _all_lists,
    "object": lambda column: [from_json(text or "null") for text in _known_texts(column)],
}


def _kind_of(value: object) -> Kind:
    if isinstance(value, bool):
        return "bool"
    if isinstance(value, int):
        return "int" if -_INT64 <= value < _INT64 else "object"
    if isinstance(value, list) and value and all(isinstance(item, str) for item in value):
        return "textlist"
    kinds: dict[type, Kind] = {float: "float", str: "text", date: "date"}
    return kinds.get(type(value), "object")


def column_of(values: Sequence[Any]) -> Column:
    """Pack Python values (None is null) into the narrowest column.

    >>> column_of(["a", None, "b"]).value(1) is None
    True
    >>> column_of([1, "a"]).kind
    'object'
    """
    kinds = {_kind_of(value) for value in values if value is not None}
    kind = kinds.pop() if len(kinds) == 1 else "object"
    known = np.fromiter((value is not None for value in values), bool, len(values))
    valid = None if known.all() else known
    if kind == "textlist":
        return _textlist(values, valid)
    if kind in ("text", "object"):
        texts = [
            None if value is None else value if kind == "text" else to_json(value)
            for value in values
        ]
        words = Words.of(text for text in texts if text is not None)
        code = {words[at]: at for at in range(len(words))}
        data = np.fromiter((0 if t is None else code[t] for t in texts), np.int32, len(texts))
        return Column(kind, data, valid, words)
    return Column(kind, _plain(kind, values), valid)


def _plain(kind: Kind, values: Sequence[Any]) -> Array:
    if kind == "date":
        return np.fromiter((v.toordinal() if v else 0 for v in values), np.int32, len(values))
    dtype = {"int": np.int64, "float": np.float64, "bool": np.bool_}[kind]
    return np.fromiter((0 if v is None else v for v in values), dtype, len(values))


def _textlist(values: Sequence[list[str] | None], valid: Array | None) -> Column:
    words = Words.of(text for row in values if row for text in row)
    code = {words[at]: at for at in range(len(words))}
    starts = offsets([len(row or ()) for row in values])
    codes = np.fromiter((code[t] for row in values if row for t in row), np.int32, int(starts[-1]))
    return Column("textlist", starts, valid, words, codes)
