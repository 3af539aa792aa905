"""Values as flat text for formats that have neither lists nor dates."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import Any

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def safe_text(text: str) -> str:
    """Leave out the characters that XML 1.0 does not have: they kill the whole file.

    >>> safe_text("a" + chr(7) + "b")
    'ab'
    """
    return _NOT_XML.sub("", text)


def flat(value: Any) -> str:  # noqa: ANN401  # any property
    """Write a value as one text; a list becomes ``a; b``.

    >>> flat(["a", "b"]), flat(True), flat(2.0)
    ('a; b', 'true', '2.0')
    """
    if isinstance(value, list):
        return "; ".join(map(flat, value))
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False, default=str)
    return value.isoformat() if isinstance(value, date) else str(value)
