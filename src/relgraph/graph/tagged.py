"""Property values as JSON; what JSON does not have is tagged."""

from __future__ import annotations

import json
import math
from datetime import date
from typing import Any

from relgraph.graph.times import TIMES

_TIMES = {f"${kind.__name__}": kind for kind in TIMES}


def to_json(value: object) -> str:
    """Write a property value as JSON; days and times are tagged, and numbers that JSON has not.

    >>> to_json([1, date(2019, 6, 5)])
    '[1, {"$date": "2019-06-05"}]'
    >>> to_json(float("inf"))
    '{"$float": "inf"}'
    """
    try:
        return _dumps(value)
    except ValueError:
        return _dumps(_tagged(value))


def _dumps(value: object) -> str:
    return json.dumps(
        value,
        ensure_ascii=False,
        allow_nan=False,
        default=_tag,
    )


def _tag(value: object) -> dict[str, Any]:
    if isinstance(value, TIMES):
        return {f"${type(value).__name__}": [_plain(getattr(value, n)) for n in value.__slots__]}
    assert isinstance(value, date)  # noqa: S101  # nothing else is in a column
    return {"$date": value.isoformat()}


def _plain(part: object) -> object:
    return part.toordinal() if isinstance(part, date) else part


def _tagged(value: object) -> object:
    """Tag infinity and NaN, wherever they stand."""
    if isinstance(value, float) and not math.isfinite(value):
        return {"$float": repr(value)}
    if isinstance(value, list):
        return [_tagged(item) for item in value]
    if isinstance(value, dict):
        return {key: _tagged(item) for key, item in value.items()}
    return value


def from_json(text: str) -> Any:  # noqa: ANN401  # the inverse of to_json
    """Read what `to_json` wrote."""
    return json.loads(text, object_hook=_untag)


def _untag(tree: dict[str, Any]) -> Any:  # noqa: ANN401  # JSON is any value
    if tree.keys() == {"$date"}:
        return date.fromisoformat(tree["$date"])
    [name, *more] = tree or [""]
    if not more and name in _TIMES:
        kind: Any = _TIMES[name]
        parts = zip(kind.__slots__, tree[name], strict=True)
        return kind(*(date.fromordinal(p) if at == "day" else p for at, p in parts))
    return float(tree["$float"]) if tree.keys() == {"$float"} else tree
