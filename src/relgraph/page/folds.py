"""Many nodes folded into a few: one for each issue area, kind or community, opened on the page."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from math import hypot
from typing import TYPE_CHECKING, Literal

from relgraph.model.types import PLAIN
from relgraph.page.dyad import areas_of
from relgraph.page.facts import degrees
from relgraph.page.force import crowd, force

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from relgraph.page.facts import Facts
    from relgraph.page.force import Position
    from relgraph.page.palette import Palette

By = Literal["issue area", "kind", "community"]
FOLDED = 150
"""With more nodes than this a map opens folded."""
_MANY = 2000
"""Nodes up to which all are drawn where they do not fall into several parts."""
_LARGEST = 1500
"""A part of more nodes than this is too large to be opened: communities are smaller."""
_FEWEST = 3
"""Fewer nodes than this, or fewer parts, are not worth folding."""
_HUBS, _TIES = 12, 0.5
"""So many nodes at most stand alone because they tie at least this share of the parts."""
_CROWD = 400
"""Nodes of a part from which it takes too long to make room for each label."""
_MARGIN = 60.0


@dataclass(frozen=True, slots=True)
class Group:
    """A part that is one node until it is opened: its nodes then stand within ``reach``."""

    name: str
    colour: str
    x: float
    y: float
    reach: float


@dataclass(frozen=True, slots=True)
class Folds:
    """The parts of a figure, the number of each node's part, and by what it was parted.

    Nodes that are in no part stand alone. Places of nodes in a part are as seen from its centre.
    """

    by: str = ""
    groups: Sequence[Group] = ()
    of: Mapping[str, int] = field(default_factory=dict)


NOT_FOLDED = Folds()


def fold(
    nodes: Sequence[Facts],
    edges: Sequence[Facts],
    palette: Palette,
    *,
    by: By | None = None,
    alone: Collection[str] = (),
) -> tuple[dict[str, Position], Folds]:
    """Part nodes, and place the parts and the nodes of each.

    Parameters
    ----------
    by
        What the parts are; without it issue areas, else kinds, where there are several and none
        is too large, else communities (Leiden: Traag, Waltman and van Eck 2019); and nothing is
        folded or placed where there are not several parts, unless it is very large.
    alone
        Nodes that no part may swallow. Beside them stand the few nodes that tie at least half of
        the parts: with a hub inside, a part would be tied to all others.

    >>> from relgraph.page.palette import Palette
    >>> nodes = [{"id": id, "kind": kind, "name": id} for id, kind in zip("abcdef", "xxxyyy")]
    >>> edges = [{"from": "a", "to": "d", "area": "", "claim": False}]
    >>> placed, folds = fold(nodes, edges, Palette({}, {}), by="kind")
    >>> [group.name for group in folds.groups], folds.of["d"]
    (['x', 'y'], 1)
    """
    asked = by
    by, name_of = _parts(nodes, edges, palette, asked)
    members = _members(nodes, name_of, {*alone, *_hubs(edges, name_of)})
    if asked is None and len(members) < _FEWEST and len(nodes) <= _MANY:
        return {}, NOT_FOLDED
    names = sorted(members, key=_order(by, palette, members))
    part_of = {node["id"]: at for at, name in enumerate(names) for node in members[name]}
    inside: dict[int, list[Facts]] = defaultdict(list)
    for edge in edges:
        part = part_of.get(edge["from"])
        if part is not None and part == part_of.get(edge["to"]):
            inside[part].append(edge)
    outer = _outer(nodes, edges, part_of, len(names))
    placed = {node["id"]: outer[node["id"]] for node in nodes if node["id"] not in part_of}
    titles = _titles(by, palette, members, edges)
    groups = []
    for at, name in enumerate(names):
        place = force if len(members[name]) <= _CROWD else crowd
        places, reach = _centred(place(members[name], inside[at]))
        placed |= places
        title, colour = titles(name)
        groups.append(Group(title, colour, *outer[_super(at)], reach))
    return {node["id"]: placed[node["id"]] for node in nodes}, Folds(by, groups, part_of)


def _parts(
    nodes: Sequence[Facts], edges: Sequence[Facts], palette: Palette, by: By | None
) -> tuple[By, Mapping[str, str]]:
    """Return by what nodes are parted, and the part of each."""
    kinds = {node["id"]: node["kind"] for node in nodes}
    if by == "kind":
        return by, kinds
    areas = areas_of(nodes, edges, (), palette.area_order)
    if by == "issue area":
        return by, areas
    if by is None and _useful(areas):
        return "issue area", areas
    if by is None and _useful(kinds):
        return "kind", kinds
    return "community", _communities(nodes, edges)


def _useful(parts: Mapping[str, str]) -> bool:
    sizes = Counter(parts.values())
    return len(sizes) >= _FEWEST and max(sizes.values()) <= _LARGEST


def _communities(nodes: Iterable[Facts], edges: Iterable[Facts]) -> dict[str, str]:
    """Return the community of each node that has a neighbour; the others are one of their own."""
    from graspologic_native import leiden

    weights = Counter(
        (min(ends), max(ends))
        for edge in edges
        if (ends := (edge["from"], edge["to"]))[0] != ends[1]
    )
    rows = [(*pair, float(weight)) for pair, weight in sorted(weights.items())]
    if not rows:
        return {node["id"]: "" for node in nodes}
    _, found = leiden(
        edges=rows, starting_communities=None, resolution=1.0, randomness=0.001, iterations=1,
        use_modularity=True, seed=1, trials=1,
    )  # fmt: skip
    return {node["id"]: str(found[node["id"]]) if node["id"] in found else "" for node in nodes}


def _hubs(edges: Iterable[Facts], name_of: Mapping[str, str]) -> list[str]:
    """Return the nodes that tie at least half of the parts, those with the most neighbours."""
    ties: dict[str, set[str]] = defaultdict(set)
    near: dict[str, set[str]] = defaultdict(set)
    for edge in edges:
        for one, other in ((edge["from"], edge["to"]), (edge["to"], edge["from"])):
            ties[one].add(name_of[other])
            near[one].add(other)
    least = max(_TIES * len(set(name_of.values())), _FEWEST)
    hubs = [id for id, parts in ties.items() if len(parts) >= least]
    return sorted(hubs, key=lambda hub: (-len(near[hub]), hub))[:_HUBS]


def _members(
    nodes: Iterable[Facts], name_of: Mapping[str, str], apart: Collection[str]
) -> dict[str, list[Facts]]:
    found: dict[str, list[Facts]] = defaultdict(list)
    for node in nodes:
        if node["id"] not in apart:
            found[name_of[node["id"]]].append(node)
    return {name: some for name, some in found.items() if len(some) >= _FEWEST}


def _order(
    by: By, palette: Palette, members: Mapping[str, Sequence[Facts]]
) -> Callable[[str], tuple[int, str]]:
    if by == "community":
        return lambda name: (-len(members[name]), name)
    return palette.area_order if by == "issue area" else palette.kind_order


def _titles(
    by: By, palette: Palette, members: Mapping[str, Sequence[Facts]], edges: Iterable[Facts]
) -> Callable[[str], tuple[str, str]]:
    """Return the function from a part to what it is called and its colour."""
    if by == "issue area":
        return lambda area: (palette.area_label(area) or "no issue area", palette.area_colour(area))
    if by == "kind":
        return lambda kind: (palette.kind_label(kind, 2) or "no kind", palette.kind_style(kind)[0])
    neighbours = degrees(edges)

    def community(name: str) -> tuple[str, str]:
        first = min(members[name], key=lambda node: (-neighbours[node["id"]], node["id"]))
        return (f"around {first['short'] or first['name']}" if name else "without a tie"), PLAIN

    return community


def _super(part: int) -> str:
    """Return the id of a part among those of nodes: no id of a data set begins so."""
    return f"\0{part}"


def _outer(
    nodes: Iterable[Facts], edges: Iterable[Facts], part_of: Mapping[str, int], parts: int
) -> dict[str, Position]:
    """Place the parts, and the nodes that stand alone among them."""
    alone = [{"id": node["id"]} for node in nodes if node["id"] not in part_of]
    whole = {id: _super(part) for id, part in part_of.items()}
    pairs = {
        (whole.get(edge["from"], edge["from"]), whole.get(edge["to"], edge["to"])) for edge in edges
    }
    ties = [{"from": one, "to": other, "claim": False} for one, other in sorted(pairs)]
    return force([*({"id": _super(at)} for at in range(parts)), *alone], ties)


def _centred(places: Mapping[str, Position]) -> tuple[dict[str, Position], float]:
    """Return places as seen from their middle, and how far they reach from it."""
    xs, ys = zip(*places.values(), strict=True)
    x, y = (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
    found = {id: (round(a - x, 1), round(b - y, 1)) for id, (a, b) in places.items()}
    return found, round(max(hypot(*place) for place in found.values()) + _MARGIN, 1)


def closed(
    nodes: Sequence[Facts], edges: Sequence[Facts], folds: Folds
) -> tuple[list[Facts], list[Facts]]:
    """Return what stands there when all parts are closed: for a drawing that nobody can open."""
    sizes = Counter(folds.of.values())
    whole = {id: _super(part) for id, part in folds.of.items()}
    supers = [
        {"id": _super(at), "name": f"{group.name} ({sizes[at]})", "short": "", "kind": "",
         "colour": group.colour}
        for at, group in enumerate(folds.groups)
    ]  # fmt: skip
    moved = [
        {**edge, "from": whole.get(edge["from"], edge["from"]),
         "to": whole.get(edge["to"], edge["to"])}
        for edge in edges
    ]  # fmt: skip
    outside = [edge for edge in moved if edge["from"] != edge["to"]]
    return [*supers, *(node for node in nodes if node["id"] not in folds.of)], outside
