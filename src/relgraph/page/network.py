"""Facts to a pyvis network: nodes and edges with colours, shapes, curves and places."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any

from relgraph.page.layout import positions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pyvis.network import Network

    from relgraph.page.facts import Facts

STYLES: dict[str, tuple[str, str]] = {
    "State": ("#1f3a68", "hexagon"),
    "Territory": ("#3d6ea8", "hexagon"),
    "Person": ("#4b5563", "triangleDown"),
    "Company": ("#8a6d3b", "square"),
    "Agency": ("#a67c00", "square"),
    "ArmedForce": ("#6b3a2e", "square"),
    "IGO": ("#2b7bba", "dot"),
    "Forum": ("#5aa2d8", "dot"),
    "JointCommission": ("#88bde6", "dot"),
    "Treaty": ("#1e7d5a", "diamond"),
    "Memorandum": ("#55a884", "diamond"),
    "JointStatement": ("#8cc7ab", "diamond"),
    "Contract": ("#3c8f3c", "diamond"),
    "Project": ("#c9741a", "triangle"),
    "Meeting": ("#b03a5b", "star"),
    "Exercise": ("#8e2f6e", "star"),
    "Patrol": ("#c2559f", "star"),
    "RollCall": ("#6a4fa3", "star"),
    "Measure": ("#a32020", "square"),
    "Place": ("#6f8f8f", "dot"),
}
"""Colour and shape of each kind of the shipped schema."""
_CLAIM = "#c0392b"
_OTHER = ("#767676", "dot")
_CURVE, _WIDEST = 0.14, 0.8
"""Roundness between neighbouring parallel edges, and of all of a pair, as shares of length."""
_WINDOW = 660
"""Height and width of the map in a window of usual size, in pixels, without its margin."""
_ROOM, _NAMED = 60, 12
"""With more nodes than there is room for, only the busiest are named until one zooms in."""
_OPTIONS: dict[str, Any] = {
    "physics": {"enabled": False},
    "interaction": {"hover": True, "tooltipDelay": 120, "keyboard": {"enabled": False}},
    "nodes": {
        "font": {"face": "Noto Sans, Noto Sans CJK SC, Segoe UI, Arial, sans-serif", "size": 14},
        "scaling": {"label": {"drawThreshold": 8}},
    },
    "edges": {
        "color": {"color": "#9aa3ad", "highlight": "#12304f", "hover": "#12304f"},
        "arrows": {"to": {"scaleFactor": 0.45}},
        "selectionWidth": 2,
    },
}  # fmt: skip


def style_of(kind: str) -> tuple[str, str]:
    """Give the colour and the shape of a kind; kinds of a user's schema share one."""
    return STYLES.get(kind, _OTHER)


def network(nodes: Sequence[Facts], edges: Sequence[Facts]) -> Network:
    """Collect nodes and edges in a pyvis network; its page is not used.

    Parallel edges of a pair curve apart; the graph that the facts came from is not touched.
    """
    from pyvis.network import Network

    net = Network(directed=True)
    net.set_options(json.dumps(_OPTIONS))
    placed = positions(
        [node["id"] for node in nodes],
        [(edge["from"], edge["to"]) for edge in edges if edge["from"] != edge["to"]],
    )
    degrees = Counter(end for edge in edges for end in (edge["from"], edge["to"]))
    unit = _pixel(list(placed.values()))
    crowded = len(nodes) > _ROOM
    named = {name for name, _ in degrees.most_common(_NAMED)}
    for node in nodes:
        colour, shape = style_of(node["kind"])
        x, y = placed[node["id"]]
        weight = (degrees[node["id"]] / max(degrees.values(), default=1)) ** 0.5
        large = not crowded or node["id"] in named
        net.add_node(
            node["id"], label=_short(node["name"]), color=colour, shape=shape, x=x, y=y,
            size=round(unit * ((2.5 if crowded else 5) + 13 * weight), 2),
            font={"size": round(unit * (12 + 7 * weight if large else 4), 2)},
        )  # fmt: skip
    for edge, bend in zip(edges, bends(edges), strict=True):
        net.add_edge(
            edge["from"], edge["to"], id=edge["id"],
            arrows="" if edge["symmetric"] else "to",
            dashes=edge["claim"] or edge["status"] != "actual", **bend,
            **({"color": _CLAIM} if edge["claim"] else {}),
        )  # fmt: skip
    return net


def _short(name: str) -> str:
    return name if len(name) <= 32 else f"{name[:30].rstrip()}…"  # noqa: PLR2004  # fits one line


def _pixel(places: list[tuple[float, float]]) -> float:
    """Give the length that is one pixel when the whole map just fits its window, about."""
    if not places:
        return 1.0
    spans = [max(axis) - min(axis) for axis in zip(*places, strict=True)]
    return float(max(*spans, 300.0) / _WINDOW)


def bends(edges: Sequence[Facts]) -> list[dict[str, Any]]:
    """Give each edge a curve of its own among the parallel ones of its pair.

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
