"""What was meant by a text that is no quantity: its number brought to the unit of its column."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

_SCALES = {
    "thousand": 3, "thousands": 3, "k": 3, "thsd": 3, "тыс": 3, "тысяч": 3, "万": 4,
    "million": 6, "millions": 6, "m": 6, "mn": 6, "mln": 6, "mio": 6, "mil": 6, "млн": 6,
    "百万": 6, "亿": 8, "billion": 9, "billions": 9, "b": 9, "bn": 9, "bln": 9, "mrd": 9,
    "bio": 9, "млрд": 9, "十亿": 9, "万亿": 12, "trillion": 12, "trillions": 12, "tn": 12,
    "trn": 12, "трлн": 12,
}  # fmt: skip
"""Powers of ten by word; a billion has nine zeros."""
_UNITS = {
    "usd": ("USD", 0), "us$": ("USD", 0), "$": ("USD", 0), "dollar": ("USD", 0),
    "dollars": ("USD", 0), "us dollar": ("USD", 0), "us dollars": ("USD", 0), "美元": ("USD", 0),
    "%": ("per cent", 0), "percent": ("per cent", 0), "pct": ("per cent", 0),
    "per cent": ("per cent", 0), "m3": ("cubic metres", 0), "cubic meters": ("cubic metres", 0),
    "cubic metres": ("cubic metres", 0), "bcm": ("cubic metres", 9), "mcm": ("cubic metres", 6),
    "tcm": ("cubic metres", 12), "t": ("tonnes", 0), "ton": ("tonnes", 0), "tons": ("tonnes", 0),
    "tonne": ("tonnes", 0), "tonnes": ("tonnes", 0), "kt": ("tonnes", 3), "吨": ("tonnes", 0),
    "people": ("person", 0), "persons": ("person", 0), "troops": ("person", 0),
    "soldiers": ("person", 0), "personnel": ("person", 0), "men": ("person", 0),
    "人": ("person", 0),
    "ships": ("ship", 0), "vessels": ("ship", 0), "warships": ("ship", 0),
    "planes": ("aircraft", 0), "vehicles": ("vehicle", 0), "votes": ("vote", 0),
    "km": ("kilometre", 0), "kilometres": ("kilometre", 0), "kilometers": ("kilometre", 0),
    "m": ("kilometre", -3), "metres": ("kilometre", -3), "meters": ("kilometre", -3),
    "pieces": ("piece", 0), "pcs": ("piece", 0), "units": ("piece", 0), "°": ("degree", 0),
    "degrees": ("degree", 0), "years": ("year", 0), "twh": ("terawatt-hour", 0),
    "gwh": ("terawatt-hour", -3), "tiv": ("SIPRI TIV", 0),
}  # fmt: skip
"""Units by what people write: the word of the schema, and a power of ten."""
_ALONE = re.compile(r"\b(million|billion|thousand)s?\b")
_RATE = re.compile(r"\s*(?:/ ?(?:yr|year|a)|per (?:year|annum)|a year|p\.? ?a\.?|annually)$")
_MARKS = (
    (r"(?:about|around|approximately|approx\.?|circa|ca?\.|some|roughly|~|≈|около|约)", "~"),
    (r"(?:at least|no less than|>=|≥|⩾)", ">="),
    (r"(?:more than|over|above|exceeding|>|свыше|более|超过)", ">"),
    (r"(?:at most|up to|no more than|<=|≤|⩽|до)", "<="),
    (r"(?:less than|under|below|<|менее)", "<"),
)
_NUMBER = r"-?\d(?:[\d.,' ]*\d)?"
_SCALE = re.compile(r"万亿|十亿|百万|[万亿]|[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Amount:
    """What is wrong with a text, and the quantity in the column's unit that it means.

    ``words`` says that words stand beside the number, such as its unit.
    """

    what: str
    meant: str = ""
    words: bool = False


def amount(text: str, unit: str) -> Amount:
    """Return what a text that is no quantity means in a unit, as far as that is sure.

    >>> amount("16.95 bn", "USD million").meant, amount("$16.95 bn", "USD million").meant
    ('16950', '16950')
    >>> amount("38 bcm", "billion cubic metres a year").meant, amount("38 bcm", "tonnes").meant
    ('38', '')
    >>> amount("over 12,000 troops", "person").meant
    '>12000'
    """
    plain = " ".join(unicodedata.normalize("NFKC", text).replace("\u2019", "'").split())
    plain = re.sub("[\u2010-\u2015\u2212]", "-", re.sub(r"\bMt\b", "million t", plain)).casefold()
    mark, plain = _mark(plain)
    match = re.fullmatch(
        rf"(us ?\$|\$|usd)? ?({_NUMBER})(?: ?(?:-|\.\.|to) ?({_NUMBER}))?(\+?) ?([^\d\s.,'].*)?",
        plain,
    )
    if match is None:
        return Amount("is not a quantity: expected 20, >20, <0.5, ~4.5 or 15.4..15.5")
    before, low, high, plus, words = match.groups()
    numbers = [_number(part) for part in (low, high) if part]
    said = " ".join(filter(None, (before, words)))
    what = _what(low, high, said, unit)
    shift = _shift(before or "", words or "", unit)
    if shift is None or None in numbers or (high and (mark or plus)):
        return Amount(what, words=bool(said))
    written = "..".join(_written(number, shift) for number in numbers if number is not None)
    return Amount(what, (mark or (">=" if plus else "")) + written, words=bool(said))


def _mark(plain: str) -> tuple[str, str]:
    """Take the words before a number that say how exact it is."""
    for words, mark in _MARKS:
        if match := re.match(words + r"\s*(?=[\d$u-])", plain):
            return mark, plain[match.end() :]
    return "", plain


def _number(text: str) -> Decimal | None:
    """Read a number with separators; None when it is not sure which is which."""
    text = text.strip()
    if re.fullmatch(r"-?\d+(\.\d+)?", text):
        return Decimal(text)
    if re.fullmatch(r"-?\d{1,3}(([, '])\d{3})(\2\d{3})*(\.\d+)?", text):
        return Decimal(re.sub("[, ']", "", text))
    if re.fullmatch(r"-?\d{1,3}(\.\d{3}){2,}(,\d+)?|-?\d{1,3}([. ]\d{3})+,\d+", text):
        return Decimal(re.sub("[. ]", "", text).replace(",", "."))
    return Decimal(text.replace(",", ".")) if re.fullmatch(r"-?\d+,\d{1,2}|-?0,\d+", text) else None


def _what(low: str, high: str | None, said: str, unit: str) -> str:
    if said:
        column = f"the unit is {unit}" if unit else "it has no unit"
        return f"has {said!r} in the cell: {column}; write the number alone"
    if high:
        return "is a range with a dash"
    if re.search(r"[, ']\d{3}\b", low):
        return "has a thousands separator"
    return "has a decimal comma" if "," in low else "is not written as a plain number"


def _parts(unit: str) -> tuple[int, str]:
    """Take a unit of the schema apart: its power of ten, and what it counts."""
    found = _ALONE.search(unit)
    base = _RATE.sub("", _ALONE.sub("", unit)).strip()
    return _SCALES[found[1]] if found else 0, " ".join(base.split())


def _shift(before: str, words: str, unit: str) -> int | None:
    """Return the power of ten from what is written to the unit; None when they do not agree."""
    scale, base = _parts(unit)
    rest = _RATE.sub("", words).strip().removesuffix(".")
    if rest != words.strip().removesuffix(".") and not _RATE.search(unit):
        return None
    power: int | None = None
    first = _SCALE.match(rest)
    if first and first[0] in _SCALES and not (base == "kilometre" and first[0] == "m"):
        power = _SCALES[first[0]]
        rest = rest[first.end() :].lstrip(". ")
    counted = rest.removeprefix("of ").strip()
    currency = bool(before) or _UNITS.get(counted, ("",))[0] == "USD"
    if (
        counted
        and counted not in _UNITS
        and counted not in (base.casefold(), f"{base.casefold()}s")
    ):
        return None
    of, more = _UNITS.get(counted, (base, 0)) if counted else (base, 0)
    if of.casefold() not in (base.casefold(), f"{base.casefold()}s", base.casefold().rstrip("s")):
        return None
    if before and base != "USD":
        return None
    if power is None and (not counted or currency):
        return 0 if not more else more - scale
    return (power or 0) + more - scale


def _written(number: Decimal, shift: int) -> str:
    """Write a number times a power of ten, without an exponent."""
    found = f"{number.scaleb(shift):f}"
    return (found.rstrip("0").rstrip(".") if "." in found else found) or "0"
