"""Values of a networkx graph as a graph in columns holds them; others are refused by name."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from relgraph.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_INT64 = 2**63
_CURES = {
    "set": "a set has no order: give a sorted list", "frozenset": "give a sorted list",
    "datetime": "a time of day is not supported: give its date(), or its isoformat() as text",
    "Timestamp": "a time of day is not supported: give its date(), or its isoformat() as text",
    "bytes": "give a text", "Decimal": "give a float or a text", "ndarray": "give its tolist()",
    "tuple": "a tuple inside a list, map or tuple: give a list",
}  # fmt: skip


def checked(data: Mapping[Any, Any], where: str) -> dict[str, Any]:
    """Return attributes as values of a graph; None is none.

    Numbers of numpy become Python's, which are equal to them.

    Raises
    ------
    Refused
        For a value that a graph cannot hold, with its place and a cure.

    >>> checked({"share": 0.5, "note": None}, "node 'a'")
    {'share': 0.5}
    """
    found = {}
    for name, value in data.items():
        if not isinstance(name, str):
            raise Refused(f"{where}: the name of an attribute is no text: {name!r}")
        at = f"{where}, attribute {name!r}"
        if value is not None:
            found[name] = (
                tuple(_value(item, at) for item in value)
                if isinstance(value, tuple)
                else _value(value, at)
            )
    return found


def _value(value: Any, at: str) -> Any:  # noqa: ANN401  # any Python value may be given
    if (
        type(value).__module__ == "numpy"
        and hasattr(value, "item")
        and not hasattr(value, "__len__")
    ):
        value = value.item()
    if isinstance(value, str):
        return _text(value, at)
    if isinstance(value, bool) or value is None or type(value) in (float, date):
        return value
    if isinstance(value, int):
        if -_INT64 <= value < _INT64:
            return int(value)
        raise Refused(f"{at}: {value} has more than 64 bits: give a float or a text")
    if isinstance(value, list):
        return [_value(item, at) for item in value]
    if isinstance(value, dict) and all(isinstance(key, str) for key in value):
        return {_text(key, at): _value(item, at) for key, item in value.items()}
    name = type(value).__name__
    cure = _CURES.get(name, "give numbers, texts, dates, lists or maps of them")
    kind = "datetime" if isinstance(value, datetime) else name
    raise Refused(f"{at}: a graph holds no {kind} ({value!r}): {_CURES.get(kind, cure)}")


def _text(value: str, at: str) -> str:
    try:
        value.encode()
    except UnicodeEncodeError as error:
        lone = f"U+{ord(value[error.start]):04X}"
        raise Refused(f"{at}: half of a character ({lone}) is no text: leave it out") from None
    return str(value)


def untupled(rows: Iterable[dict[str, Any]]) -> list[str]:
    """Turn attributes that are tuples into lists, and return their names.

    Raises
    ------
    Refused
        When an attribute is a tuple here and a list there: they could not be told apart again.
    """
    kinds: dict[str, set[type]] = {}
    for data in rows:
        for name, value in data.items():
            if isinstance(value, (tuple, list)):
                kinds.setdefault(name, set()).add(type(value))
                data[name] = list(value)
    mixed = [name for name, found in kinds.items() if len(found) > 1]
    if mixed:
        raise Refused(f"attribute {mixed[0]!r} is a tuple here and a list there: give lists")
    return sorted(name for name, found in kinds.items() if tuple in found)


def plain_key(key: Any) -> Any:  # noqa: ANN401  # networkx takes any hashable name
    """Return a networkx name as JSON has it: a tuple as a list.

    >>> plain_key((0, "a"))
    [0, 'a']
    """
    if isinstance(key, tuple):
        return [plain_key(item) for item in key]
    try:
        same = json.loads(json.dumps(key)) == key
        str(key).encode()
    except (TypeError, ValueError):
        same = False
    if not same:
        raise Refused(f"{key!r} is no name that can be kept: nx.relabel_nodes gives it a text")
    return key


def key_of(plain: Any) -> Any:  # noqa: ANN401  # the inverse of plain_key
    """Return the networkx name that `plain_key` was given."""
    return tuple(map(key_of, plain)) if isinstance(plain, list) else plain
