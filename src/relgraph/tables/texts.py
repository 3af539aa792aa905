"""Characters that no reader sees, or that came about by a wrong encoding; names out of place."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from relgraph.tables.row import Row

_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060-\u2064\ufeff\u180e]")
_SUSPECT = re.compile(f"[\x00-\x1f\x7f-\x9f\ufffd]|{_BIDI.pattern}|{_INVISIBLE.pattern}")
_JOINED = re.compile("[\u0600-\u1cff\ua8e0-\uabff\ufb50-\ufefc\U0001f000-\U0001faff]")
"""Scripts, and emoji, in which a joiner between two letters is a letter of the word."""
SHORT = 24
"""Characters that a short name may have."""
_SCRIPTS = {
    "ar": "ARABIC", "el": "GREEK", "fa": "ARABIC", "he": "HEBREW", "hi": "DEVANAGARI",
    "ja": "CJK HIRAGANA KATAKANA", "ko": "HANGUL CJK", "ru": "CYRILLIC", "th": "THAI",
    "uk": "CYRILLIC", "zh": "CJK",
}  # fmt: skip
_DATE = re.compile(r"\d{4}[-/.]\d{1,2}([-/.]\d{1,2})?|\d{1,2}[-/.]\d{1,2}[-/.]\d{4}")


def is_plain(text: str) -> bool:
    """Return whether no part of a text can have characters that `check_text` reports.

    >>> is_plain("国"), is_plain("Gaz\u200bprom")
    (True, False)
    """
    if text.isascii():
        return text.isprintable()
    if _SUSPECT.search(text) or not unicodedata.is_normalized("NFC", text):
        return False
    from ftfy import badness

    return not badness.is_bad(text)


def check_text(row: Row, column: str, text: str) -> None:
    """Report what is wrong with the characters of a cell that is not plain ASCII."""
    for character in text:
        if unicodedata.category(character) == "Cc" and character not in "\n\r\t":
            what = f"has the control character U+{ord(character):04X}"
            row.fault(column, "control-character", what)
            return
    if "\ufffd" in text:
        row.fault(column, "replacement-character", "has U+FFFD: a letter was lost by an encoding")
    elif mended := _mojibake(text):
        row.fault(column, "mojibake", f"{text!r} was read in a wrong encoding", mended)
    elif _BIDI.search(text):
        what = "has invisible characters that turn the direction of writing"
        row.fault(column, "bidi-control", what, _BIDI.sub("", text))
    elif (found := _INVISIBLE.search(text)) and not _JOINED.search(text):
        what = f"has the invisible character U+{ord(found[0]):04X}"
        row.fault(column, "invisible", what, _INVISIBLE.sub("", text))
    elif not unicodedata.is_normalized("NFC", text):
        what = "is not in Unicode normal form C: an accent is a character of its own"
        row.fault(column, "not-nfc", what, unicodedata.normalize("NFC", text))


def _mojibake(text: str) -> str:
    """Mend a text that was written in one encoding and read in another; empty if it was not."""
    if text.isascii():
        return ""
    from ftfy import badness, fix_encoding

    if not badness.is_bad(text):
        return ""
    mended = fix_encoding(text)
    return mended if mended != text and not badness.is_bad(mended) else ""


def check_name(row: Row, column: str, language: str = "") -> None:
    """Report a name that is a date, or has no letter of the script of its column's language."""
    text = row[column]
    if _DATE.fullmatch(text):
        row.fault(
            column, "date-in-name", f"{text!r} is a date, and no name: is a cell out of place?"
        )
    elif text in ("", row["name"] if column != "name" else ""):
        return  # a brand is written alike in every language
    elif (script := _SCRIPTS.get(language)) and not _is_written_in(text, script):
        what = f"{text!r} is not written in the script of {language}: is a cell out of place?"
        row.fault(column, "script", what)


def check_other_name(row: Row, column: str) -> None:
    """Report what is wrong with a short name, or a name in a language that the column tells."""
    short = column.startswith("short_")
    if not short or row[column] != row["short_name"]:
        check_name(row, column, column.rpartition("name")[2].removeprefix("_"))
    size = len(row[column])
    if short and size > SHORT:
        row.fault(column, "long-name", f"has {size} characters: a short name has at most {SHORT}")


def _is_written_in(text: str, scripts: str) -> bool:
    """Return whether a text has a letter of one of some scripts, or no letter at all."""
    letters = [character for character in text if character.isalpha()]
    wanted = scripts.split()
    return not letters or any(
        unicodedata.name(c, "").split()[0] in wanted for c in letters if c > "\x7f"
    )


def check_language(row: Row, column: str) -> None:
    """Report a language that is no code of ISO 639-1 (or, without one, of ISO 639-3)."""
    text = row[column]
    code = text and language_code(text.partition("-")[0])
    if text and code != text.partition("-")[0]:
        row.fault(column, "language", f"{text!r} is no language code of ISO 639", code)


@cache
def language_code(text: str) -> str:
    """Return the code of a language by its code or English name; empty if there is none.

    >>> language_code("English"), language_code("zho"), language_code("jp")
    ('en', 'zh', '')
    """
    from iso639 import Language, LanguageNotFoundError

    for word in (text, text.lower(), text.title()):
        try:
            found = Language.match(word)
        except LanguageNotFoundError:
            continue
        return str(found.part1 or found.part3)
    return ""
