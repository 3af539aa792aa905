"""Functions of texts, and conversions from and to them."""

from __future__ import annotations

import math
import re
from datetime import date
from typing import TYPE_CHECKING, Any
from unicodedata import normalize
from uuid import uuid4

from relgraph.cypher.functions.signature import Function, function, refuse
from relgraph.errors import CypherRuntimeError
from relgraph.graph.times import TIMES

if TYPE_CHECKING:
    from collections.abc import Callable

_INT64 = 2**63
_NAMED = ("NaN", "Infinity", "-Infinity", "+Infinity")
_PLAIN_FROM, _PLAIN_TO = 1e-3, 1e7
_FLOAT = re.compile(r"\s*[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?\s*")


def _text(name: str, value: object) -> str:
    if not isinstance(value, str):
        refuse(f"{name}()", "a text", value)
    return value


def _count(name: str, value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        refuse(f"{name}()", "a whole number", value)
    if value < 0:
        raise CypherRuntimeError(f"{name}() with a negative number", detail="NumberOutOfRange")
    return value


def _on_text(name: str, call: Callable[[str], Any]) -> Function:
    return function(lambda value: call(_text(name, value)))


def format_float(value: float) -> str:
    """Write a float as Java does, whose rules Cypher has.

    >>> format_float(1.0), format_float(1e10), format_float(0.0001)
    ('1.0', '1.0E10', '1.0E-4')
    """
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    if value == 0 or _PLAIN_FROM <= abs(value) < _PLAIN_TO:
        plain = repr(value)
        return plain if "e" not in plain else f"{value:f}"
    mantissa, _, exponent = f"{value!r}".partition("e")
    if not exponent:
        mantissa, _, exponent = f"{value:.17e}".partition("e")
        mantissa = next(
            short for digits in range(18)
            if float(f"{(short := f'{value:.{digits}e}'.partition('e')[0])}e{exponent}") == value
        )  # fmt: skip
    if "." not in mantissa:
        mantissa += ".0"
    return f"{mantissa}E{int(exponent)}"


def to_string(value: object) -> str:
    """Convert as ``toString()`` does."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return format_float(value)
    if isinstance(value, (date, *TIMES)):
        return str(value)
    if not isinstance(value, (str, int)):
        refuse("toString()", "a text, a number, a boolean or a time", value, "InvalidArgumentValue")
    return str(value)


def _to_integer(value: object) -> int | None:
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, int):
        return value
    if isinstance(value, str):
        if value != value.strip() or not _FLOAT.fullmatch(value):
            return None
        value = int(value) if re.fullmatch(r"[-+]?\d+", value) else float(value)
    if not isinstance(value, (int, float)):
        refuse("toInteger()", "a number, a text or a boolean", value, "InvalidArgumentValue")
    if isinstance(value, float) and not math.isfinite(value):
        return 0 if math.isnan(value) else (_INT64 - 1 if value > 0 else -_INT64)
    whole = int(value)
    return whole if -_INT64 <= whole < _INT64 else None


def _to_float(value: object) -> float | None:
    if isinstance(value, str):
        plain = value.strip()
        return float(plain) if plain in _NAMED or _FLOAT.fullmatch(plain) else None
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        refuse("toFloat()", "a number or a text", value, "InvalidArgumentValue")
    return float(value)


def _to_boolean(value: object) -> bool | None:
    if isinstance(value, bool):
        return value
    if isinstance(value, int):
        return value != 0
    if not isinstance(value, str):
        refuse("toBoolean()", "a boolean, a whole number or a text", value, "InvalidArgumentValue")
    return {"true": True, "false": False}.get(value.strip().lower())


def _or_null(call: Callable[[Any], Any]) -> Function:
    def wrapped(value: object) -> object:
        try:
            return call(value)
        except CypherRuntimeError:
            return None

    return function(wrapped)


def _substring(value: object, start: object, length: object = None) -> str:
    text, first = _text("substring", value), _count("substring", start)
    return text[first:] if length is None else text[first : first + _count("substring", length)]


def _split(value: object, separator: object) -> list[str] | None:
    text = _text("split", value)
    if isinstance(separator, list):
        if text and None in separator:
            return None
        marks = [_text("split", each) for each in separator if each is not None]
        return re.split("|".join(map(re.escape, marks)), text) if marks else [text]
    by = _text("split", separator)
    return text.split(by) if by else list(text) or [""]


def _trim(name: str, side: str) -> Function:
    """Take white space, or the letters of a text, off the ends of another."""
    strip: Callable[..., str] = {"both": str.strip, "left": str.lstrip, "right": str.rstrip}[side]

    def call(value: object, letters: object = None) -> str:
        return strip(_text(name, value), None if letters is None else _text(name, letters))

    return function(call, 1, 2)


def _normalize(value: object, form: object = "NFC") -> str:
    if form not in ("NFC", "NFD", "NFKC", "NFKD"):
        refuse("normalize()", "NFC, NFD, NFKC or NFKD", form)
    return normalize(form, _text("normalize", value))


def _replace(value: object, old: object, new: object) -> str:
    return _text("replace", value).replace(_text("replace", old), _text("replace", new))


def _left(value: object, count: object) -> str:
    return _text("left", value)[: _count("left", count)]


def _right(value: object, count: object) -> str:
    text = _text("right", value)
    return text[max(len(text) - _count("right", count), 0) :]


CONVERSIONS: dict[str, Callable[[Any], Any]] = {
    "tostring": to_string,
    "tointeger": _to_integer,
    "tofloat": _to_float,
    "toboolean": _to_boolean,
}
TEXTS: dict[str, Function] = {
    **{name: function(call) for name, call in CONVERSIONS.items()},
    **{f"{name}ornull": _or_null(call) for name, call in CONVERSIONS.items()},
    "toupper": _on_text("toUpper", str.upper),
    "upper": _on_text("upper", str.upper),
    "tolower": _on_text("toLower", str.lower),
    "lower": _on_text("lower", str.lower),
    "trim": function(lambda value: _text("trim", value).strip()),
    "btrim": _trim("btrim", "both"),
    "ltrim": _trim("ltrim", "left"),
    "rtrim": _trim("rtrim", "right"),
    "normalize": function(_normalize, 1, 2),
    "randomuuid": function(lambda: str(uuid4()), 0, volatile=True),
    "char_length": _on_text("char_length", len),
    "character_length": _on_text("character_length", len),
    "substring": function(_substring, 2, 3),
    "split": function(_split, 2),
    "replace": function(_replace, 3),
    "left": function(_left, 2),
    "right": function(_right, 2),
}
