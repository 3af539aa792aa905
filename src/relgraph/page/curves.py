"""Parallel edges: each on a curve of its own, many of them folded into one that unfolds."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from relgraph.page.facts import Facts

FOLDED = 4
"""More visible edges of one pair than this are folded into one."""
_CURVE, _WIDEST = 0.14, 0.8
"""Roundness between neighbouring parallel edges, and of all of a pair, as shares of length."""


def bends(edges: Sequence[Facts]) -> list[dict[str, Any]]:
    """Return a curve for each edge, its own among the parallel ones, as vis-network has it.

    >>> pair = [{"from": "a", "to": "b"}, {"from": "b", "to": "a"}]
    >>> [bend["smooth"]["type"] for bend in bends(pair)]
    ['curvedCCW', 'curvedCCW']
    """
    totals = Counter(frozenset((edge["from"], edge["to"])) for edge in edges)
    seen: Counter[frozenset[str]] = Counter()
    found: list[dict[str, Any]] = []
    for edge in edges:
        pair = frozenset((edge["from"], edge["to"]))
        at, total = seen[pair], totals[pair]
        seen[pair] += 1
        if len(pair) == 1:
            found.append({"selfReference": {"size": 18 + 8 * at, "angle": 0.8}})
            continue
        bend = (at - (total - 1) / 2) * min(_CURVE, _WIDEST / total)
        forwards = edge["from"] <= edge["to"]
        turn = "curvedCW" if (bend > 0) == forwards else "curvedCCW"
        smooth: dict[str, Any] = {
            "enabled": bool(bend),
            "type": turn,
            "roundness": round(abs(bend), 3),
        }
        found.append({"smooth": smooth})
    return found


def bundles(edges: Sequence[Facts]) -> list[list[int]]:
    """List, as numbers of edges, those of each pair that has more than are drawn apart.

    >>> bundles([{"from": "a", "to": "b"}] * 5)
    [[0, 1, 2, 3, 4]]
    """
    pairs: dict[frozenset[str], list[int]] = defaultdict(list)
    for number, edge in enumerate(edges):
        if edge["from"] != edge["to"]:
            pairs[frozenset((edge["from"], edge["to"]))].append(number)
    return [numbers for numbers in pairs.values() if len(numbers) > FOLDED]
