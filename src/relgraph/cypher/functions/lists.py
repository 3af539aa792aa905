"""Functions of lists, and of null."""

from __future__ import annotations

from typing import Any

from relgraph.cypher.functions.signature import Function, function, refuse
from relgraph.cypher.functions.texts import CONVERSIONS
from relgraph.cypher.values.order import equal
from relgraph.errors import CypherRuntimeError

_MOST = 10_000_000


def _size(value: object) -> int:
    if not isinstance(value, (list, str)):
        refuse("size()", "a list or a text", value)
    return len(value)


def _list(name: str, value: object) -> list[Any]:
    if not isinstance(value, list):
        refuse(name, "a list", value)
    return value


def _reverse(value: object) -> object:
    if not isinstance(value, (list, str)):
        refuse("reverse()", "a list or a text", value)
    return value[::-1]


def _range(start: object, end: object, step: object = 1) -> list[int]:
    for value in (start, end, step):
        if isinstance(value, bool) or not isinstance(value, int):
            refuse("range()", "whole numbers", value)
    assert isinstance(start, int)  # noqa: S101  # just checked
    assert isinstance(end, int)  # noqa: S101  # just checked
    assert isinstance(step, int)  # noqa: S101  # just checked
    if step == 0:
        raise CypherRuntimeError("range() with a step of 0", detail="NumberOutOfRange")
    if (end - start) // step > _MOST:
        raise CypherRuntimeError(
            f"range() of more than {_MOST:,} numbers", detail="NumberOutOfRange"
        )
    return list(range(start, end + (1 if step > 0 else -1), step))


def _coalesce(*values: object) -> object:
    return next((value for value in values if value is not None), None)


def _null_if(value: object, other: object) -> object:
    return None if equal(value, other) else value


def _is_empty(value: object) -> bool:
    if not isinstance(value, (list, str, dict)):
        refuse("isEmpty()", "a list, a map or a text", value)
    return not value


def _convert_list(value: object, convert: str) -> list[Any]:
    return [None if item is None else CONVERSIONS[convert](item)
            for item in _list(f"{convert}List()", value)]  # fmt: skip


LISTS: dict[str, Function] = {
    "size": function(_size),
    "head": function(lambda value: next(iter(_list("head()", value)), None)),
    "last": function(lambda value: next(reversed(_list("last()", value)), None)),
    "tail": function(lambda value: _list("tail()", value)[1:]),
    "reverse": function(_reverse),
    "range": function(_range, 2, 3),
    "coalesce": function(_coalesce, 1, 1000),
    "isempty": function(_is_empty),
    "nullif": function(_null_if, 2, given_nulls=True),
    "tostringlist": function(lambda value: _convert_list(value, "tostring")),
    "tointegerlist": function(lambda value: _convert_list(value, "tointeger")),
    "tofloatlist": function(lambda value: _convert_list(value, "tofloat")),
    "tobooleanlist": function(lambda value: _convert_list(value, "toboolean")),
}
