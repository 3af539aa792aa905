"""What changed as a graph of its own: the relations that differ, coloured by how."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relgraph.graph.gather import Gatherer

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import Any

    from relgraph.graph.property_graph import PropertyGraph
    from relgraph.report.changes import Change
    from relgraph.sync.diff import EdgeState, NodeState, State

_COLOURS = {
    "added": "#005b4c", "began": "#005b4c", "removed": "#c26ed5", "ended": "#b57d00",
    "corrected": "#5f5abe", "re-sourced": "#737778", "changed": "#604730",
}  # fmt: skip


def marked(
    found: Sequence[Change], states: Sequence[State], meta: Mapping[str, Any], title: str
) -> PropertyGraph:
    """Build the graph of the relations that differ, and the nodes and sources that they need.

    ``states`` are the old and the new one; where both have a node, it is as in the new. How a
    relation changed stands in the place of its issue area, so that all that draws areas draws it.
    """
    nodes = {id: node for state in states for id, node in state.nodes.items()}
    known = {id: edge for state in states for id, edge in state.edges.items()}
    edges = [(each, known[each.id]) for each in found if not each.node]
    gatherer = Gatherer()
    numbers = {
        id: gatherer.node(sorted(nodes[id].labels), nodes[id].properties)
        for id in sorted(_needed(found, nodes, [state for _, state in edges]))
    }
    for each, state in edges:
        data = {**state.properties, "issue_area": each.how}
        gatherer.edge(state.type, numbers[state.source], numbers[state.target], data)
    areas = {
        how: {"label": how, "colour": colour, "group": how} for how, colour in _COLOURS.items()
    }
    named = {"title": title, "issue_areas": areas, "areas": "changes"}
    return gatherer.graph({**meta, **named})


def _needed(
    found: Iterable[Change], nodes: Mapping[str, NodeState], edges: Iterable[EdgeState]
) -> set[str]:
    """Return the ids of ends, of sources, and of nodes that differ themselves."""
    needed = {each.id for each in found if each.node}
    for state in edges:
        cited = (text.partition("#")[0] for text in state.properties.get("sources", ()))
        needed |= {state.source, state.target, *(id for id in cited if id in nodes)}
    return needed
