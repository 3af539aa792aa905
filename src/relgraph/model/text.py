"""Text in one form: for comparing names, and for formats that do not have every character."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_TYPOGRAPHIC = str.maketrans({
    **dict.fromkeys("\u2018\u2019\u201a\u201b\u02bc\u02b9\u2032`\u00b4", "'"),
    **dict.fromkeys("\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033", '"'),
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
    **dict.fromkeys("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff", None),
})  # fmt: skip


def name_key(text: str) -> str:
    """Return the form in which two spellings of one name are equal.

    Case, Unicode normal form, full-width letters, typographic quotation marks and dashes,
    invisible characters and runs of spaces make no difference; accents do. The forms are those of
    Unicode Standard Annex 15 (NFKC) with full case folding.

    >>> name_key("Co\u0302te d\u2019Ivoire") == name_key("CÔTE  D'IVOIRE")
    True
    >>> name_key("ＲＵＳ")
    'rus'
    """
    plain = unicodedata.normalize("NFKC", text.translate(_TYPOGRAPHIC)).translate(_TYPOGRAPHIC)
    return " ".join(unicodedata.normalize("NFKC", plain.casefold()).split())


def words(name: str) -> str:
    """Write the name of a kind or an issue area as words.

    >>> words("ArmedForce"), words("IGO"), words("foreign_aid")
    ('armed force', 'IGO', 'foreign aid')
    """
    if name.isupper():
        return name
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).replace("_", " ").lower()


def capital(text: str) -> str:
    """Return a text with a capital at its start; the rest stays as it is.

    >>> capital("joint statement"), capital("IGO")
    ('Joint statement', 'IGO')
    """
    return text[:1].upper() + text[1:]


def in_words(type: str) -> str:
    """Write the name of an edge type as words.

    >>> in_words("PARTY_TO")
    'party to'
    """
    return type.lower().replace("_", " ")


def listed(names: Sequence[str]) -> str:
    """Join names as a sentence has them.

    >>> listed(["China"]), listed(["China", "Iran", "Russia"])
    ('China', 'China, Iran and Russia')
    """
    *most, last = names
    return f"{', '.join(most)} and {last}" if most else last


def dated_title(meta: Mapping[str, Any]) -> str:
    """Return the title of a graph's data set and the day as of which it speaks.

    >>> dated_title({"title": "Nordic energy", "as_of": "2026-11-29"})
    'Nordic energy (data as of 2026-11-29)'
    """
    title, day = str(meta.get("title", "")), meta.get("as_of")
    return f"{title} (data as of {day})" if day else title


def safe_text(text: str) -> str:
    """Leave out the characters that XML 1.0 does not have: they kill the whole file.

    >>> safe_text("a" + chr(7) + "b")
    'ab'
    """
    return _NOT_XML.sub("", text)
