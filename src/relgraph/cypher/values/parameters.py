"""Python values as parameters of a query."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import numpy as np

from relgraph.errors import CypherRuntimeError

if TYPE_CHECKING:
    from collections.abc import Mapping

_PLAIN = (type(None), bool, str)
_INT64 = 2**63
_MIDNIGHT = datetime.min.time()


def check_parameters(parameters: Mapping[str, Any]) -> dict[str, Any]:
    """Turn parameters into values of the language.

    Tuples, arrays and series become lists, numbers of numpy those of Python, what pandas has for a
    missing value null, a ``Timestamp`` or ``datetime64`` at midnight a date.

    Raises
    ------
    CypherRuntimeError
        For a value that Cypher has no type for, a date with a time of day, and an integer of more
        than 64 bits.

    Examples
    --------
    >>> check_parameters({"ids": np.array(["CHN", "RUS"]), "n": np.int64(3)})
    {'ids': ['CHN', 'RUS'], 'n': 3}
    """
    return {name: _value(value, name) for name, value in parameters.items()}


def _foreign(value: Any, name: str) -> Any:  # noqa: ANN401  # any Python value may be given
    """Turn values of numpy and pandas into Python's; the latter is not loaded for it."""
    if isinstance(value, np.datetime64):
        value = value.astype("datetime64[us]").item()
        return value and _day(value, name)
    if isinstance(value, np.ndarray) and value.ndim:  # its tolist() makes integers of dates
        return list(value)
    if hasattr(value, "tolist"):
        return value.tolist()
    kind = type(value).__name__
    return (
        None
        if kind in ("NAType", "NaTType")
        else _day(value, name)
        if kind == "Timestamp"
        else value
    )


def _value(value: Any, name: str) -> Any:  # noqa: ANN401  # any Python value may be given
    value = _foreign(value, name)
    if isinstance(value, _PLAIN) or type(value) in (float, date):
        return value
    if isinstance(value, int) and -_INT64 <= value < _INT64:
        return value
    if isinstance(value, (list, tuple)):
        return [_value(item, name) for item in value]
    if isinstance(value, dict) and all(isinstance(key, str) for key in value):
        return {key: _value(item, name) for key, item in value.items()}
    cure = ": give its date()" if isinstance(value, datetime) else ""
    raise CypherRuntimeError(
        f"the parameter ${name} has a value that Cypher does not: {value!r}{cure}"
    )


def _day(value: datetime, name: str) -> date:
    """Take a time stamp for the day that it is, if it is one."""
    if value.tzinfo is not None or value.time() != _MIDNIGHT:
        raise CypherRuntimeError(
            f"the parameter ${name} has a time of day ({value!s}), which is not supported yet: "
            "give its date()"
        )
    return value.date()
