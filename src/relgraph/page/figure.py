"""What a figure shows, whether it becomes a page or an SVG: facts, places, bands."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from math import sqrt
from typing import TYPE_CHECKING, Literal

from relgraph.page.dyad import Band, dyad
from relgraph.page.facts import Facts, Reader, degrees
from relgraph.page.folds import FOLDED, NOT_FOLDED, Folds, fold
from relgraph.page.force import force
from relgraph.page.keeping import keep, keep_in_bands
from relgraph.page.palette import Palette

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from relgraph.graph.property_graph import PropertyGraph
    from relgraph.page.folds import By
    from relgraph.page.force import Position
Bands = Literal["issue area", "kind"]
View = Literal["network", "time"]
_CROWD = 250
"""Nodes from which symbols get smaller."""


@dataclass(frozen=True, slots=True)
class Figure:
    """Nodes and edges as facts, where each node stands, and what the whole is.

    ``scope`` says in words what was selected; ``corrections`` are edges outside the selection
    that correct a claim in it.
    """

    title: str
    nodes: Sequence[Facts]
    edges: Sequence[Facts]
    places: Mapping[str, Position]
    palette: Palette
    bands: Sequence[Band] = ()
    poles: tuple[str, ...] = ()
    scope: str = "all relations"
    corrections: Sequence[Facts] = ()
    folds: Folds = NOT_FOLDED

    def opening(self) -> list[Position]:
        """Return the places of what is seen when the figure opens."""
        of = self.folds.of
        alone = [place for id, place in self.places.items() if id not in of]
        return [*((group.x, group.y) for group in self.folds.groups), *alone]


def figure(
    graph: PropertyGraph,
    *,
    poles: tuple[str, str] | None = None,
    bands: Bands | None = None,
    folded: By | Literal["none"] | None = None,
    alone: Collection[str] = (),
    beside: Callable[[Sequence[Facts]], list[Facts]] = lambda _: [],
) -> Figure:
    """Read a graph and place its nodes: sources are no nodes, the rest is all there.

    Parameters
    ----------
    poles
        Ids of two nodes that stand left and right, all else between and outside in ``bands``
        (issue areas, or kinds where there is one area only); without them forces place the nodes.
    beside
        Given the nodes, finds figures about them that the graph does not have.
    folded
        By what more than 150 nodes are folded (`fold`); a dyad is folded only when asked for.
    alone
        Ids of nodes that no part may swallow.
    """
    reader, palette = Reader(graph), Palette.of(graph.meta)
    nodes, edges = reader.nodes(), reader.edges()
    there = {edge["id"] for edge in edges}
    edges += [edge for edge in beside(nodes) if edge["id"] not in there]
    mark_rivals(edges)
    ids = {node["id"] for node in nodes}
    placing = _without_claims(edges, poles or ())
    placed: Mapping[str, Position]
    found: Sequence[Band] = ()
    folds = NOT_FOLDED
    usual = poles is None and len(nodes) > FOLDED
    if folded != "none" and (folded or usual):
        placed, folds = fold(nodes, placing, palette, by=folded, alone=alone)
    if not folds.groups and poles and ids.issuperset(poles):
        of_kind = (bands or _usual_bands(edges)) == "kind"
        belongs = frozenset(graph.meta.get("belongs", ()))
        placed, found = dyad(nodes, placing, poles, belongs, palette, of_kind=of_kind)
    elif not folds.groups:
        placed = force(nodes, placing)
    return Figure(
        graph.meta.get("title", "relgraph"), nodes, edges, placed, palette, found,
        poles if poles and ids.issuperset(poles) else (), folds=folds,
    )  # fmt: skip


def at_kept(drawn: Figure, kept: Mapping[str, Position]) -> Figure:
    """Return a figure whose nodes stand where they did; bands that nodes have left are gone."""
    in_bands = keep_in_bands(drawn.places, drawn.bands, kept, drawn.poles) if drawn.bands else None
    places, bands = in_bands or (keep(drawn.places, drawn.edges, kept), ())
    return replace(drawn, places=places, bands=bands)


def _without_claims(edges: Sequence[Facts], poles: tuple[str, ...]) -> list[Facts]:
    """Leave claims out, but for those of nodes that only claims tie: they move nothing else."""
    asserted = [edge for edge in edges if not edge["claim"]]
    tied = {*poles, *(end for edge in asserted for end in (edge["from"], edge["to"]))}
    return [edge for edge in edges if not edge["claim"] or not tied >= {edge["from"], edge["to"]}]


def _usual_bands(edges: Iterable[Facts]) -> Bands:
    return "kind" if len({edge["area"] for edge in edges}) < 2 else "issue area"  # noqa: PLR2004


def node_size(figure: Figure) -> Callable[[str], float]:
    """Return the function from an id to the radius of its node, in pixels when the figure fits.

    The area grows with the number of neighbours; poles are larger than all. With many nodes all
    are smaller, as they stand closer.
    """
    neighbours = degrees(figure.edges)
    together = max(Counter(figure.folds.of.values()).values(), default=len(figure.nodes))
    scale = min(1.0, max(0.25, sqrt(_CROWD / max(together, 1))))
    most = max(neighbours.values(), default=1)

    def size(id: str) -> float:
        share = sqrt(neighbours[id] / most)
        return round(scale * (16.0 if id in figure.poles else 4.5 + 7.5 * share), 1)

    return size


def mark_rivals(edges: Iterable[Facts]) -> None:
    """Mark assertions that rival a better one of their fact, and name it in ``rival_of``.

    What is preferred stays, all of it; where nothing is, the one with the most reliable source,
    then with the most sources, then the first by id.

    >>> better = {"id": "b", "rank": "preferred", "fact": "f", "claim": False, "sources": []}
    >>> worse = {**better, "id": "a", "rank": "normal"}
    >>> mark_rivals([better, worse])
    >>> worse["rival_of"]
    'b'
    """
    groups: dict[str, list[Facts]] = defaultdict(list)
    for edge in edges:
        if edge["fact"] and not edge["claim"]:
            groups[edge["fact"]].append(edge)
    for group in groups.values():
        best = min(group, key=_worth)
        for rival in group:
            if rival is not best and rival["rank"] != "preferred":
                rival["rival_of"] = best["id"]


def _worth(edge: Facts) -> tuple[bool, str, int, str]:
    sources = edge["sources"]
    reliability = min((source["reliability"] or "F" for source in sources), default="F")
    return edge["rank"] != "preferred", reliability, -len(sources), edge["id"]
