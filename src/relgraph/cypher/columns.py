"""Columns of values: typed arrays, text coded by a sorted dictionary, and null as a mask."""

from __future__ import annotations

import json
import math
from bisect import bisect_left
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Kind = Literal["int", "float", "bool", "date", "text", "textlist", "object"]
Array = np.ndarray[Any, np.dtype[Any]]
_INT64 = 2**63


@dataclass(frozen=True, slots=True)
class Words:
    """Sorted distinct texts in one block of bytes, decoded when asked for."""

    offsets: Array
    blob: Array

    @classmethod
    def of(cls, texts: Iterable[str]) -> Words:
        """Sort and pack texts.

        >>> Words.of(["b", "a", "b"]).find("b")
        1
        """
        coded = [text.encode("utf-8", "surrogatepass") for text in sorted(set(texts))]
        offsets = np.zeros(len(coded) + 1, np.int64)
        np.cumsum([len(word) for word in coded], out=offsets[1:])
        return cls(offsets, np.frombuffer(b"".join(coded), np.uint8))

    def __len__(self) -> int:
        return len(self.offsets) - 1

    def __getitem__(self, code: int) -> str:
        if code >= len(self):
            raise IndexError(code)
        part = self.blob[self.offsets[code] : self.offsets[code + 1]]
        return part.tobytes().decode("utf-8", "surrogatepass")

    def find(self, text: str) -> int:
        """Find the code of a text, or -1."""
        code = bisect_left(self, text)
        return code if code < len(self) and self[code] == text else -1


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

    def value(self, row: int) -> Any:  # noqa: ANN401  # a property may hold any value
        """Give one row's Python value; None is null."""
        if self.valid is not None and not self.valid[row]:
            return None
        return _DECODERS[self.kind](self, row)

    def find(self, text: str) -> Sequence[int] | None:
        """List the rows of a text column that hold this text; None when it is no text column."""
        if self.kind != "text" or self.words is None:
            return None
        code = self.words.find(text)
        if code < 0:
            return []
        found = self.data == code
        if self.valid is not None:
            found &= self.valid
        rows: list[int] = np.flatnonzero(found).tolist()
        return rows


def _decode_text(column: Column, row: int) -> str:
    assert column.words is not None  # noqa: S101  # a text column has words
    return column.words[column.data[row]]


def _decode_textlist(column: Column, row: int) -> list[str]:
    assert column.words is not None  # noqa: S101  # a column of lists has words
    assert column.codes is not None  # noqa: S101  # and codes
    codes = column.codes[column.data[row] : column.data[row + 1]]
    return [column.words[code] for code in codes]


_DECODERS: dict[Kind, Any] = {
    "int": lambda column, row: int(column.data[row]),
    "float": lambda column, row: float(column.data[row]),
    "bool": lambda column, row: bool(column.data[row]),
    "date": lambda column, row: date.fromordinal(int(column.data[row])),
    "text": _decode_text,
    "textlist": _decode_textlist,
    "object": lambda column, row: from_json(_decode_text(column, row)),
}


def to_json(value: object) -> str:
    """Write a property value as JSON; dates are tagged, and numbers that JSON does not have.

    >>> to_json([1, date(2019, 6, 5)])
    '[1, {"$date": "2019-06-05"}]'
    >>> to_json(float("inf"))
    '{"$float": "inf"}'
    """
    try:
        return _dumps(value)
    except ValueError:
        return _dumps(_tagged(value))


def _dumps(value: object) -> str:
    return json.dumps(
        value,
        ensure_ascii=False,
        allow_nan=False,
        default=lambda day: {"$date": day.isoformat()},
    )


def _tagged(value: object) -> object:
    """Tag infinity and NaN, wherever they stand."""
    if isinstance(value, float) and not math.isfinite(value):
        return {"$float": repr(value)}
    if isinstance(value, list):
        return [_tagged(item) for item in value]
    if isinstance(value, dict):
        return {key: _tagged(item) for key, item in value.items()}
    return value


def from_json(text: str) -> Any:  # noqa: ANN401  # the inverse of to_json
    """Read what `to_json` wrote."""
    return json.loads(text, object_hook=_untag)


def _untag(tree: dict[str, Any]) -> Any:  # noqa: ANN401  # JSON is any value
    if tree.keys() == {"$date"}:
        return date.fromisoformat(tree["$date"])
    return float(tree["$float"]) if tree.keys() == {"$float"} else tree


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
    starts = np.zeros(len(values) + 1, np.int64)
    np.cumsum([len(row or ()) for row in values], out=starts[1:])
    codes = np.fromiter((code[t] for row in values if row for t in row), np.int32, int(starts[-1]))
    return Column("textlist", starts, valid, words, codes)
