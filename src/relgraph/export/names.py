"""Names of properties in formats that have words of their own for ends, types and labels.

A property that is called as one of them gets a ``_`` at its end, and so does one that is called
as that already: ``from`` becomes ``from_``, ``from_`` becomes ``from__``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping


def set_apart(data: Mapping[str, Any], words: Collection[str]) -> dict[str, Any]:
    """Return properties under names that are none of a format's own words.

    >>> set_apart({"from": 1, "from_": 2, "note": 3}, {"from"})
    {'from_': 1, 'from__': 2, 'note': 3}
    """
    return {f"{key}_" if key.rstrip("_") in words else key: value for key, value in data.items()}


def put_back(data: Mapping[str, Any], words: Collection[str]) -> dict[str, Any]:
    """Return properties under their own names: the inverse of `set_apart`.

    >>> put_back({"from_": 1, "from__": 2}, {"from"})
    {'from': 1, 'from_': 2}
    """
    return {
        key[:-1] if key.endswith("_") and key.rstrip("_") in words else key: value
        for key, value in data.items()
    }
