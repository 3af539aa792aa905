"""What of a graph goes to programs that draw it: things, and the relations between them."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Literal

from relgraph.cypher.graph import build

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from relgraph.cypher.graph import PropertyGraph

Left = Literal["sources", "isolates"]


def _left_out(graph: PropertyGraph) -> Iterator[tuple[int, Left | Literal["dataset"]]]:
    """Walk the nodes that are not drawn, and say why."""
    tied = {
        int(end) for table in graph.tables for ends in (table.source, table.target) for end in ends
    }
    for node in range(graph.node_count):
        labels = graph.labels_of(node)
        if "Dataset" in labels:
            yield node, "dataset"
        elif node not in tied:
            yield node, "sources" if "Source" in labels else "isolates"


def drawn(graph: PropertyGraph, include: Collection[Left] = ()) -> PropertyGraph:
    """Return a graph without sources and nodes that nothing ties, unless they are asked for.

    The node of the data set itself is left out always.
    """
    gone = {node for node, why in _left_out(graph) if why not in include}
    kept = [node for node in range(graph.node_count) if node not in gone]
    numbers = {node: at for at, node in enumerate(kept)}
    nodes = [(graph.labels_of(node), graph.properties(node)) for node in kept]
    edges = {
        table.name: [
            (numbers[int(source)], numbers[int(target)], graph.relation_properties((number, row)))
            for row, (source, target) in enumerate(zip(table.source, table.target, strict=True))
        ]
        for number, table in enumerate(graph.tables)
    }
    return build(nodes, edges, graph.meta)


def notes(graph: PropertyGraph, ending: str, include: Collection[Left] = ()) -> list[str]:
    """Say what of a graph a file of this ending lacks, or its programs lose, and the way out."""
    counts = Counter(why for _, why in _left_out(graph) if why not in include and why != "dataset")
    told = []
    if counts:
        what = " and ".join(f"{count} {why}" for why, count in sorted(counts.items()))
        flags = " ".join(f"--include {why}" for why in sorted(counts))
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
        (int(source), int(target))
        for table in graph.tables
        for source, target in zip(table.source, table.target, strict=True)
    )
    return sum(count - 1 for count in pairs.values())


def _directions(graph: PropertyGraph) -> set[bool]:
    return {is_symmetric(graph, name, row) for name, row in _asserted(graph)}


def _asserted(graph: PropertyGraph) -> Iterator[tuple[str, str | None]]:
    """Walk the types of all edges, with what a claim asserts."""
    for number, table in enumerate(graph.tables):
        for row in range(len(table.source)):
            yield table.name, graph.relation_property((number, row), "claims")


def is_symmetric(graph: PropertyGraph, name: str, claims: str | None) -> bool:
    """Tell whether an edge of a type, or that claims one, has no direction."""
    return (claims or name) in graph.meta.get("symmetric", ())
