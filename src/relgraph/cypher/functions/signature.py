"""What a function is: its arity and its Python, and how wrong arguments are refused."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NoReturn

from msgspec import Struct

from relgraph.errors import CypherRuntimeError
from relgraph.graph.times import DateTime, LocalDateTime, LocalTime

if TYPE_CHECKING:
    from collections.abc import Callable


class Function(Struct, frozen=True):
    """A function of known values; ``volatile`` means that each call may give another one.

    A ``clocked`` one takes the time of the statement, in nanoseconds since 1970, as ``clock``; one
    that is ``given_nulls`` is called with null, too.
    """

    call: Callable[..., Any]
    arity: tuple[int, int]
    volatile: bool = False
    clocked: bool = False
    given_nulls: bool = False


def function(
    call: Callable[..., Any], low: int = 1, high: int | None = None, *, volatile: bool = False,
    given_nulls: bool = False,
) -> Function:  # fmt: skip
    """Make an entry of a table of functions."""
    arity = (low, low if high is None else high)
    return Function(call, arity, volatile, given_nulls=given_nulls)


def type_name(value: object) -> str:
    """Name the type of a value in Cypher's words.

    >>> type_name(1), type_name([])
    ('Integer', 'List')
    """
    names = {
        bool: "Boolean", int: "Integer", float: "Float", str: "String", list: "List",
        dict: "Map", type(None): "Null", LocalTime: "LocalTime", LocalDateTime: "LocalDateTime",
        DateTime: "DateTime",
    }  # fmt: skip
    return names.get(type(value), type(value).__name__.capitalize())


def refuse(name: str, wanted: str, value: object, detail: str = "InvalidArgumentType") -> NoReturn:
    """Refuse an argument of the wrong type."""
    raise CypherRuntimeError(f"{name} takes {wanted}, not {type_name(value)}", detail=detail)
