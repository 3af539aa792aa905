"""Functions of numbers."""

from __future__ import annotations

import math
import random
from decimal import (
    ROUND_CEILING,
    ROUND_DOWN,
    ROUND_FLOOR,
    ROUND_HALF_DOWN,
    ROUND_HALF_EVEN,
    ROUND_HALF_UP,
    ROUND_UP,
    Decimal,
)
from typing import TYPE_CHECKING, Any

from relgraph.cypher.functions.signature import Function, function, refuse

if TYPE_CHECKING:
    from collections.abc import Callable


def _number(name: str, value: object) -> int | float:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        refuse(name, "a number", value)
    return value


def _float(name: str, call: Callable[..., float], arguments: int = 1) -> Function:
    def wrapped(*values: object) -> float:
        try:
            return float(call(*(float(_number(f"{name}()", value)) for value in values)))
        except ValueError:
            return math.nan
        except OverflowError:
            return math.inf

    return function(wrapped, arguments)


def _whole(name: str, call: Callable[[float], float]) -> Function:
    def wrapped(value: object) -> float:
        number = float(_number(f"{name}()", value))
        whole = float(call(number)) if math.isfinite(number) else number
        return math.copysign(whole, number) if whole == 0 else whole

    return function(wrapped)


_MODES = {
    "UP": ROUND_UP, "DOWN": ROUND_DOWN, "CEILING": ROUND_CEILING, "FLOOR": ROUND_FLOOR,
    "HALF_UP": ROUND_HALF_UP, "HALF_DOWN": ROUND_HALF_DOWN, "HALF_EVEN": ROUND_HALF_EVEN,
}  # fmt: skip


def _round(value: object, precision: object = 0, mode: object = None) -> float:
    number = float(_number("round()", value))
    wanted = _number("round()", precision)
    if not -1 < wanted < math.inf:
        refuse("round()", "a precision of 0 or more", precision)
    places = int(wanted)
    if not isinstance(mode, (str, type(None))) or (mode or "UP").upper() not in _MODES:
        refuse("round()", f"one of {', '.join(_MODES)}", mode)
    if not math.isfinite(number):
        return number
    if places == 0 and mode is None:
        return float(math.floor(number + 0.5))
    exact = Decimal(repr(number))
    if -int(exact.as_tuple().exponent) <= places:
        return number  # it has no more places; quantize() would refuse more than 28 digits
    return float(exact.quantize(Decimal(1).scaleb(-places), _MODES[(mode or "HALF_UP").upper()]))


def _log(value: float) -> float:
    return -math.inf if value == 0 else math.log(value)


def _sign(value: object) -> int:
    number = _number("sign()", value)
    return (number > 0) - (number < 0)


def _log10(value: float) -> float:
    return -math.inf if value == 0 else math.log10(value)


def _is_nan(value: object) -> bool:
    return math.isnan(_number("isNaN()", value))


def _abs(value: object) -> Any:  # noqa: ANN401  # an integer stays one
    return abs(_number("abs()", value))


NUMBERS: dict[str, Function] = {
    "abs": function(_abs),
    "sign": function(_sign),
    "round": function(_round, 1, 3),
    "ceil": _whole("ceil", math.ceil),
    "floor": _whole("floor", math.floor),
    "isnan": function(_is_nan),
    "pi": function(lambda: math.pi, 0),
    "e": function(lambda: math.e, 0),
    "rand": function(random.random, 0, volatile=True),
    "sqrt": _float("sqrt", math.sqrt),
    "exp": _float("exp", math.exp),
    "log": _float("log", _log),
    "log10": _float("log10", _log10),
    "sin": _float("sin", math.sin),
    "cos": _float("cos", math.cos),
    "tan": _float("tan", math.tan),
    "cot": _float("cot", lambda value: 1 / math.tan(value) if value else math.inf),
    "haversin": _float("haversin", lambda value: (1 - math.cos(value)) / 2),
    "asin": _float("asin", math.asin),
    "acos": _float("acos", math.acos),
    "atan": _float("atan", math.atan),
    "atan2": _float("atan2", math.atan2, 2),
    "degrees": _float("degrees", math.degrees),
    "radians": _float("radians", math.radians),
}
