"""Text for formats that do not have every character."""

from __future__ import annotations

import re

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def safe_text(text: str) -> str:
    """Leave out the characters that XML 1.0 does not have: they kill the whole file.

    >>> safe_text("a" + chr(7) + "b")
    'ab'
    """
    return _NOT_XML.sub("", text)
