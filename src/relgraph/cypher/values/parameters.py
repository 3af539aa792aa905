"""Python values as parameters of a query."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from relgraph.errors import CypherRuntimeError

if TYPE_CHECKING:
    from collections.abc import Mapping

_PLAIN = (type(None), bool, float, str, date)
_INT64 = 2**63


def check_parameters(parameters: Mapping[str, Any]) -> dict[str, Any]:
    """Turn parameters into values of the language: tuples into lists, all else as it is.

    Raises
    ------
    CypherRuntimeError
        For a value that Cypher has no type for, and for an integer of more than 64 bits.
    """
    return {name: _value(value, name) for name, value in parameters.items()}


def _value(value: Any, name: str) -> Any:  # noqa: ANN401  # any Python value may be given
    if isinstance(value, _PLAIN) and not isinstance(value, datetime):
        return value
    if isinstance(value, int) and -_INT64 <= value < _INT64:
        return value
    if isinstance(value, (list, tuple)):
        return [_value(item, name) for item in value]
    if isinstance(value, dict) and all(isinstance(key, str) for key in value):
        return {key: _value(item, name) for key, item in value.items()}
    raise CypherRuntimeError(f"the parameter ${name} has a value that Cypher does not: {value!r}")
