"""Quantities as a source has them: exact, at least, about, between."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Self

from relgraph.model.amounts import amount

_NUMBER = r"-?[0-9]+(?:\.[0-9]+)?"
_FORM = re.compile(rf"(?P<mark>>=|<=|[><~])?(?P<low>{_NUMBER})(?:\.\.(?P<high>{_NUMBER}))?")
_ABOUT = Decimal("0.1")


class QuantityFault(ValueError):
    """Text that is not a quantity; ``suggestion`` may hold what was meant.

    ``words`` says that words stand beside the number, such as its unit.
    """

    def __init__(self, message: str, suggestion: str = "", *, words: bool = False) -> None:
        self.suggestion = suggestion
        self.words = words
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as precise as its source: bounds (None: unbounded), the exact value, the text.

    The bounds of ``>20`` and ``<0.5`` are open in the source and closed here (20, 0.5).
    """

    text: str
    min: float | None
    max: float | None
    exact: float | None

    def within(self, low: float | None, high: float | None) -> Quantity:
        """Cut the bounds to what is plausible: about 95 per cent is not up to 104.5.

        >>> quantity("~95").within(0, 100).max
        100
        """
        bottom = self.min if low is None or self.min is None else max(self.min, low)
        top = self.max if high is None or self.max is None else min(self.max, high)
        return replace(self, min=bottom, max=top)


class Written(float):
    """A number that knows how it was written: 39.90 is 39.9, and written so again.

    >>> number = Written("39.90")
    >>> number, number.text
    (39.9, '39.90')
    """

    text: str

    def __new__(cls, text: str) -> Self:
        """Read a number."""
        number = super().__new__(cls, text)
        number.text = text
        return number


def number_text(value: float) -> str:
    """Write a number as it was written, or else as short as can be.

    >>> number_text(39.0), number_text(Written("39.0"))
    ('39', '39.0')
    """
    if isinstance(value, Written):
        return value.text
    return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)  # noqa: PLR2004


def quantity(text: str, unit: str = "") -> Quantity:
    """Read ``20``, ``>20``, ``<0.5``, ``~4.5`` (within a tenth) or ``15.4..15.5``.

    Raises
    ------
    QuantityFault
        For anything else: a thousands separator, a unit in the cell, a range that falls.

    Examples
    --------
    >>> quantity(">20")
    Quantity(text='>20', min=20.0, max=None, exact=None)
    >>> quantity("15.4..15.5").max
    15.5
    """
    match = _FORM.fullmatch(text)
    if not match:
        raise _fault(text, unit)
    mark, low_text, high_text = match.group("mark", "low", "high")
    low = float(low_text)
    if not math.isfinite(low) or (high_text and not math.isfinite(float(high_text))):
        raise QuantityFault(f"{text!r} is too large a number")
    if high_text is not None:
        if mark:
            raise QuantityFault(f"{text!r} is both marked and a range: write one of them")
        high = float(high_text)
        if high < low:
            raise QuantityFault(f"{text!r} falls: write the smaller number first")
        return Quantity(text, low, high, low if low == high else None)
    if mark is None:
        return Quantity(text, low, low, low)
    if mark == "~":
        margin = abs(Decimal(low_text)) * _ABOUT
        return Quantity(
            text, float(Decimal(low_text) - margin), float(Decimal(low_text) + margin), None
        )
    return Quantity(text, low, None, None) if mark[0] == ">" else Quantity(text, None, low, None)


def _fault(text: str, unit: str) -> QuantityFault:
    """Return what is wrong with a text, and what it means, if that is a quantity itself."""
    if re.fullmatch(rf"{_NUMBER}[eE][+-]?[0-9]{{1,2}}", text):
        return QuantityFault(f"{text!r} is in powers of ten", f"{Decimal(text):f}")
    found = amount(text, unit)
    try:
        if found.meant:
            quantity(found.meant, unit)
    except QuantityFault:
        return QuantityFault(f"{text!r} {found.what}", words=found.words)
    return QuantityFault(f"{text!r} {found.what}", found.meant, words=found.words)
