"""What of a graph goes to programs that draw it: things, and the relations between them."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Literal

import numpy as np

from relgraph.graph.view import without

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from relgraph.graph.property_graph import PropertyGraph
    from relgraph.graph.words import Array

Left = Literal["sources", "isolates"]


def _left_out(graph: PropertyGraph) -> dict[Left, Array]:
    """Return masks of the nodes that nothing ties: sources, and others but the data set."""
    tied = np.zeros(graph.node_count, bool)
    for table in graph.tables:
        tied[table.source] = tied[table.target] = True
    lonely = ~tied & ~graph.labelled("Dataset")
    sources = graph.labelled("Source")
    return {"isolates": lonely & ~sources, "sources": lonely & sources}


def drawn(graph: PropertyGraph, include: Collection[Left] = ()) -> PropertyGraph:
    """Return a view without sources and nodes that nothing ties, unless they are asked for.

    The node of the data set itself is left out always.
    """
    gone = graph.labelled("Dataset")
    for why, mask in _left_out(graph).items():
        if why not in include:
            gone = gone | mask
    return without(graph, gone)


def notes(graph: PropertyGraph, ending: str, include: Collection[Left] = ()) -> list[str]:
    """Return what of a graph a file of this ending lacks, or its programs lose, and the way out."""
    counts = {
        why: int(np.count_nonzero(mask))
        for why, mask in _left_out(graph).items()
        if why not in include and mask.any()
    }
    told = []
    if counts:
        what = " and ".join(f"{count} {why}" for why, count in counts.items())
        flags = " ".join(f"--include {why}" for why in counts)
        told.append(f"left out {what} without relations: {flags} keeps them")
    merged = _parallel(graph)
    if ending == ".graphml" and merged:
        told.append(
            f"Gephi merges parallel edges of GraphML, {merged} here: export .gexf for Gephi"
        )
    if ending == ".gexf" and merged:
        told.append("in Gephi partition edges by relation: kind tells parallel ones apart")
    if ending == ".gexf" and len(_directions(graph)) > 1:
        told.append(
            "networkx reads no GEXF in which some edges are directed and some are not: export "
            ".json for networkx, or types of one direction (--type)"
        )
    return told


def _parallel(graph: PropertyGraph) -> int:
    """Count the edges that share their two ends with one before them."""
    pairs = Counter(
        pair
        for table in graph.tables
        for pair in zip(table.source.tolist(), table.target.tolist(), strict=True)
    )
    return sum(count - 1 for count in pairs.values())


def _directions(graph: PropertyGraph) -> set[bool]:
    return {is_symmetric(graph, name, claims) for name, claims in _asserted(graph)}


def _asserted(graph: PropertyGraph) -> Iterator[tuple[str, str | None]]:
    """Walk the types of all edges, with what a claim asserts."""
    for table in graph.tables:
        claims = table.columns.get("claims")
        yield from ((table.name, each) for each in (claims.values() if claims else [None]))


def is_symmetric(graph: PropertyGraph, name: str, claims: str | None) -> bool:
    """Return whether an edge of a type, or that claims one, has no direction."""
    return (claims or name) in graph.meta.get("symmetric", ())
