"""Values as flat text for formats that have neither lists nor dates."""

from __future__ import annotations

import json
from datetime import date
from typing import Any


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
