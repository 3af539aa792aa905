"""Operators on values: arithmetic, comparison, texts, lists."""

from __future__ import annotations

import math
import re
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from relgraph.cypher.functions.signature import type_name
from relgraph.cypher.functions.temporal import durations
from relgraph.cypher.functions.temporal.parts import PARTS
from relgraph.cypher.functions.texts import to_string
from relgraph.cypher.values.entities import Node, Relationship
from relgraph.cypher.values.order import any_of, equal, less
from relgraph.errors import CypherRuntimeError
from relgraph.graph.times import DateTime, Duration, LocalDateTime, LocalTime, Time

if TYPE_CHECKING:
    from collections.abc import Callable

_INT64 = 2**63
_INSTANTS = (date, LocalTime, Time, LocalDateTime, DateTime)


def _refuse(operator: str, a: object, b: object) -> CypherRuntimeError:
    return CypherRuntimeError(
        f"{operator} does not take {type_name(a)} and {type_name(b)}", detail="InvalidArgumentType"
    )


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def checked(value: int) -> int:
    """Refuse an integer that 64 bits do not hold."""
    if not -_INT64 <= value < _INT64:
        raise CypherRuntimeError("integer overflow", detail="IntegerOverflow")
    return value


def add(a: Any, b: Any) -> Any:  # noqa: ANN401  # numbers, texts, lists
    """Add numbers, join texts, join or extend lists."""
    if a is None or b is None:
        return None
    if isinstance(a, list) or isinstance(b, list):
        left = a if isinstance(a, list) else [a]
        return left + (b if isinstance(b, list) else [b])
    if _is_number(a) and _is_number(b):
        return checked(a + b) if isinstance(a, int) and isinstance(b, int) else float(a) + float(b)
    if (isinstance(a, str) or isinstance(b, str)) and all(
        isinstance(value, str) or _is_number(value) for value in (a, b)
    ):
        return to_string(a) + to_string(b)
    if isinstance(a, Duration) or isinstance(b, Duration):
        return _moved(b, a, 1) if isinstance(a, Duration) else _moved(a, b, 1)
    raise _refuse("+", a, b)


def joined(a: Any, b: Any) -> Any:  # noqa: ANN401  # texts or lists
    """Join two texts or two lists."""
    if a is None or b is None:
        return None
    if type(a) is not type(b) or not isinstance(a, (str, list)):
        raise _refuse("||", a, b)
    return a + b


def _moved(value: Any, duration: Any, sign: int) -> Any:  # noqa: ANN401  # a time or a duration
    """Add a duration to a time or a duration, or take it away."""
    if not isinstance(duration, Duration) or not isinstance(value, (Duration, *_INSTANTS)):
        raise _refuse("+" if sign > 0 else "-", value, duration)
    try:
        if isinstance(value, Duration):
            return durations.added(value, duration, sign)
        return durations.later(value, duration, sign)
    except (ValueError, OverflowError):
        raise CypherRuntimeError(
            "years go from 1 to 9999, and parts of a duration have 64 bits",
            detail="NumberOutOfRange",
        ) from None


def _divide(a: float, b: float) -> int | float:
    if isinstance(a, int) and isinstance(b, int):
        if b == 0:
            raise CypherRuntimeError("division by zero", detail="DivisionByZero")
        return checked(abs(a) // abs(b) * (1 if (a < 0) == (b < 0) else -1))
    if b == 0:
        return (
            math.nan
            if a == 0 or math.isnan(a)
            else math.copysign(math.inf, a) * math.copysign(1, b)
        )
    return float(a) / float(b)


def _remainder(a: float, b: float) -> int | float:
    if isinstance(a, int) and isinstance(b, int):
        if b == 0:
            raise CypherRuntimeError("division by zero", detail="DivisionByZero")
        return int(math.copysign(1, a)) * (abs(a) % abs(b))
    return math.nan if b == 0 or math.isinf(a) else math.fmod(a, b)


def _power(a: float, b: float) -> float:
    try:
        result = float(a) ** float(b)
    except OverflowError:
        return math.inf
    except ZeroDivisionError:
        return math.inf
    return math.nan if isinstance(result, complex) else result


def _minus(a: float, b: float) -> int | float:
    return checked(a - b) if isinstance(a, int) and isinstance(b, int) else float(a) - float(b)


def _times(a: float, b: float) -> int | float:
    return checked(a * b) if isinstance(a, int) and isinstance(b, int) else float(a) * float(b)


def _numeric(operator: str, call: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    def apply(a: object, b: object) -> object:
        if a is None or b is None:
            return None
        if _is_number(a) and _is_number(b):
            return call(a, b)
        if isinstance(a, Duration) or isinstance(b, Duration):
            return _with_duration(operator, a, b)
        raise _refuse(operator, a, b)

    return apply


def _with_duration(operator: str, a: Any, b: Any) -> object:  # noqa: ANN401  # one is a duration
    if operator == "-":
        return _moved(a, b, -1)
    if operator == "*" and _is_number(a):
        a, b = b, a
    if operator not in ("*", "/") or not _is_number(b) or not math.isfinite(b):
        raise _refuse(operator, a, b)
    if operator == "/" and b == 0:
        raise CypherRuntimeError("division by zero", detail="DivisionByZero")
    try:
        return durations.times(a, Fraction(b) if operator == "*" else 1 / Fraction(b))
    except OverflowError as error:
        raise CypherRuntimeError(str(error), detail="NumberOutOfRange") from None


def _text_test(call: Callable[[str, str], bool]) -> Callable[[Any, Any], bool | None]:
    return lambda a, b: call(a, b) if isinstance(a, str) and isinstance(b, str) else None


def _matches(text: str, pattern: str) -> bool:
    try:
        return re.fullmatch(pattern, text) is not None
    except re.error as error:
        raise CypherRuntimeError(
            f"{pattern!r} is no regular expression: {error}", detail="InvalidArgumentValue"
        ) from None


def contains(item: object, items: object) -> bool | None:
    """Return whether a list has an item, as IN does."""
    if items is None:
        return None
    if not isinstance(items, list):
        raise CypherRuntimeError(
            f"IN looks in a list, not in {type_name(items)}", detail="InvalidArgumentType"
        )
    return any_of(equal(item, other) for other in items)


BINARY: dict[str, Callable[[Any, Any], Any]] = {
    "+": add,
    "||": joined,
    "-": _numeric("-", _minus),
    "*": _numeric("*", _times),
    "/": _numeric("/", _divide),
    "%": _numeric("%", _remainder),
    "^": _numeric("^", _power),
    "STARTS WITH": _text_test(str.startswith),
    "ENDS WITH": _text_test(str.endswith),
    "CONTAINS": _text_test(str.__contains__),
    "=~": _text_test(_matches),
    "IN": contains,
}


def _negated(truth: bool | None) -> bool | None:  # noqa: FBT001  # a truth value is the subject
    return None if truth is None else not truth


def _or_equal(a: object, b: object) -> bool | None:
    before = less(a, b)
    if before is None:
        return True if equal(a, b) else None  # durations, which are equal or not comparable
    return before or equal(a, b)


COMPARISONS: dict[str, Callable[[Any, Any], bool | None]] = {
    "=": equal,
    "<>": lambda a, b: _negated(equal(a, b)),
    "<": less,
    ">": lambda a, b: less(b, a),
    "<=": _or_equal,
    ">=": lambda a, b: _or_equal(b, a),
}


def item_of(base: Any, index: Any) -> Any:  # noqa: ANN401  # of lists and maps
    """Look up ``base[index]``."""
    if base is None or index is None:
        return None
    if isinstance(base, list):
        if isinstance(index, bool) or not isinstance(index, int):
            raise CypherRuntimeError(
                f"a list is indexed by an integer, not {type_name(index)}",
                detail="InvalidArgumentType",
            )
        return base[index] if -len(base) <= index < len(base) else None
    if not isinstance(index, str):
        detail = "MapElementAccessByNonString" if isinstance(base, dict) else "InvalidArgumentType"
        raise CypherRuntimeError(
            f"{type_name(base)} can't be indexed by {type_name(index)}", detail=detail
        )
    return property_of(base, index)


def property_of(base: Any, key: str) -> Any:  # noqa: ANN401  # of maps, nodes, relationships, dates
    """Look up ``base.key`` of a value."""
    if base is None:
        return None
    if isinstance(base, (dict, Node, Relationship)):
        return base.get(key)
    parts = PARTS.get(type(base), {})
    if key in parts:
        return parts[key](base)
    raise CypherRuntimeError(
        f"{type_name(base)} has no property {key}", detail="InvalidArgumentType"
    )


def slice_of(base: Any, first: Any, last: Any) -> Any:  # noqa: ANN401  # of lists
    """Look up ``base[first..last]``; a bound is given, or ``...`` where it is left out."""
    if base is None or first is None or last is None:
        return None
    if not isinstance(base, list):
        raise CypherRuntimeError(
            f"a slice is of a list, not of {type_name(base)}", detail="InvalidArgumentType"
        )
    for bound in (first, last):
        if bound is not ... and type(bound) is not int:
            raise CypherRuntimeError(
                f"a slice is from and to whole numbers, not {type_name(bound)}",
                detail="InvalidArgumentType",
            )
    return base[None if first is ... else first : None if last is ... else last]
