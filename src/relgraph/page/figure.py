"""What a figure shows, whether it becomes a page or an SVG: facts, places, bands."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from relgraph.page.dyad import Band, dyad
from relgraph.page.facts import Facts, Reader
from relgraph.page.force import force
from relgraph.page.places import keep

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from relgraph.cypher.graph import PropertyGraph
    from relgraph.page.force import Position
    from relgraph.page.map import Bands


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
    bands: Sequence[Band] = ()
    poles: tuple[str, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)
    scope: str = "all relations"
    corrections: Sequence[Facts] = ()


def figure(
    graph: PropertyGraph,
    *,
    poles: tuple[str, str] | None = None,
    bands: Bands | None = None,
    kept: Mapping[str, Position] | None = None,
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
    kept
        Positions that nodes keep, by id; bands are left out once nodes have left their rows.
    """
    reader = Reader(graph)
    nodes, edges = reader.nodes(), reader.edges()
    there = {edge["id"] for edge in edges}
    edges += [edge for edge in beside(nodes) if edge["id"] not in there]
    mark_rivals(edges)
    ids = {node["id"] for node in nodes}
    placed: Mapping[str, Position]
    found: Sequence[Band] = ()
    if poles and ids.issuperset(poles):
        of_kind = (bands or _usual_bands(edges)) == "kind"
        belongs = frozenset(graph.meta.get("belongs", ()))
        placed, found = dyad(nodes, edges, poles, belongs, of_kind=of_kind)
    else:
        placed = force(nodes, edges)
    if kept:
        moved = keep(placed, edges, kept)
        found = found if moved == placed else ()
        placed = moved
    drawn = [edge for edge in edges if not edge["figure"]]
    return Figure(
        graph.meta.get("title", "relgraph"), nodes, edges, placed, found,
        poles if poles and ids.issuperset(poles) else (),
        {
            "nodes": len(nodes), "edges": len(drawn), "figures": len(edges) - len(drawn),
            "claims": sum(edge["claim"] for edge in edges),
        },
    )  # fmt: skip


def _usual_bands(edges: Iterable[Facts]) -> Bands:
    return "kind" if len({edge["area"] for edge in edges}) < 2 else "issue area"  # noqa: PLR2004


def mark_rivals(edges: Iterable[Facts]) -> None:
    """Mark all but one of the assertions that share a fact as its rivals.

    The preferred one stays, else the first by id; the others name it in ``rival_of``.
    """
    groups: dict[str, list[Facts]] = defaultdict(list)
    for edge in edges:
        if edge["fact"] and not edge["claim"]:
            groups[edge["fact"]].append(edge)
    for group in groups.values():
        group.sort(key=lambda edge: (edge["rank"] != "preferred", edge["id"]))
        for rival in group[1:]:
            rival["rival_of"] = group[0]["id"]
