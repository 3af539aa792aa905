"""Colours and shapes: what a kind of node and an issue area look like on every figure."""

from __future__ import annotations

import re

KINDS: dict[str, tuple[str, str]] = {
    "State": ("#1f3a68", "hexagon"),
    "Territory": ("#3d6ea8", "hexagon"),
    "Person": ("#4b5563", "triangleDown"),
    "Company": ("#8a6d3b", "square"),
    "Agency": ("#96700a", "square"),
    "ArmedForce": ("#6b3a2e", "square"),
    "IGO": ("#2471ab", "dot"),
    "Forum": ("#3f88bd", "dot"),
    "JointCommission": ("#5b86ad", "dot"),
    "Treaty": ("#1e7d5a", "diamond"),
    "Memorandum": ("#3b8768", "diamond"),
    "JointStatement": ("#55826d", "diamond"),
    "Contract": ("#3a7d3a", "diamond"),
    "Project": ("#b3611a", "triangle"),
    "Meeting": ("#b03a5b", "star"),
    "Exercise": ("#8e2f6e", "star"),
    "Patrol": ("#b04a90", "star"),
    "RollCall": ("#6a4fa3", "star"),
    "Measure": ("#a32020", "square"),
    "Place": ("#5d7a7a", "dot"),
}
"""Colour and shape of each kind of the shipped schema: one shape for what is of one sort."""

AREAS: dict[str, str] = {
    "economy": "#9c5a3c",
    "energy": "#b86e00",
    "transport": "#8a6d3b",
    "technology": "#0f7c8c",
    "agriculture": "#66801a",
    "finance": "#7d7300",
    "industry": "#7a5c4d",
    "culture": "#b0568f",
    "military": "#5b4a9e",
    "arms": "#7d3f98",
    "security": "#3f5f9f",
    "cyber": "#3577b5",
    "intelligence": "#56617a",
    "space": "#2f4b7c",
    "diplomacy": "#1e7d5a",
    "governance": "#5f7470",
}
"""Colour of each issue area of the shipped schema, in the order of its bands and legends."""

CLAIM = "#c0392b"
PLAIN = "#6f7782"
"""Colour of kinds and areas that only a user's own schema has, and of edges without an area."""


def kind_order(kind: str) -> tuple[int, str]:
    """Give the key that sorts kinds as legends and bands show them, unknown ones last.

    >>> sorted(["Place", "Sect", "State"], key=kind_order)
    ['State', 'Place', 'Sect']
    """
    order = list(KINDS)
    return (order.index(kind) if kind in KINDS else len(order), kind)


def words(name: str) -> str:
    """Write the name of a kind or an issue area as words.

    >>> words("ArmedForce"), words("IGO"), words("foreign_aid")
    ('armed force', 'IGO', 'foreign aid')
    """
    if name.isupper():
        return name
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).replace("_", " ").lower()


def kind_style(kind: str) -> tuple[str, str]:
    """Give the colour and the shape of a kind.

    >>> kind_style("State")[1]
    'hexagon'
    """
    return KINDS.get(kind, (PLAIN, "dot"))


def area_colour(area: str) -> str:
    """Give the colour of an issue area."""
    return AREAS.get(area, PLAIN)


def area_order(area: str) -> tuple[int, str]:
    """Give the key that sorts issue areas as legends and bands show them, unknown ones last."""
    order = list(AREAS)
    return (order.index(area) if area in AREAS else len(order), area)


def shared_colour(colours: list[str]) -> str:
    """Give the commonest colour; of several the first."""
    return max(dict.fromkeys(colours), key=colours.count)
