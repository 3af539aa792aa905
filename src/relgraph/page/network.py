"""A figure as a pyvis network: nodes and edges with colours, shapes, curves and places."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from pyvis.edge import Edge
from pyvis.network import Network
from pyvis.node import Node

from relgraph.page.curves import bends, bundles
from relgraph.page.figure import node_size
from relgraph.page.force import pixel
from relgraph.page.palette import shared_colour

if TYPE_CHECKING:
    from collections.abc import Sequence

    from relgraph.page.facts import Facts
    from relgraph.page.figure import Figure

_OPTIONS: dict[str, Any] = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {"hover": True, "keyboard": {"enabled": False}, "tooltipDelay": 150},
    "nodes": {"borderWidth": 0, "borderWidthSelected": 3},
    "edges": {"selectionWidth": 2, "hoverWidth": 1},
}


class FigureNetwork(Network):  # type: ignore[misc]  # pyvis has no types
    """The nodes, edges and options of a figure; pyvis' page is not used.

    Nodes and edges are numbered in the order of the figure, so that no id of a data set is a key
    of an object in a browser. After the edges come the bundles that parallel edges fold into.
    """

    def __init__(self, figure: Figure) -> None:
        super().__init__(directed=True)
        self._area_colour = figure.palette.area_colour
        self.unit = pixel(figure.opening())
        self.set_options(json.dumps(_OPTIONS))
        self.options["edges"]["arrows"] = {"to": {"scaleFactor": round(0.4 * self.unit, 3)}}
        drawn = [(number, edge) for number, edge in enumerate(figure.edges) if not edge["figure"]]
        self._add_nodes(figure)
        number_of = {node["id"]: at for at, node in enumerate(figure.nodes)}
        self._add_edges(drawn, number_of)

    def _add_nodes(self, figure: Figure) -> None:
        """Add nodes as they are: pyvis' own `add_node` looks through all before for each."""
        size = node_size(figure)
        for number, node in enumerate(figure.nodes):
            colour, shape = figure.palette.kind_style(node["kind"])
            x, y = figure.places[node["id"]]
            radius = round(size(node["id"]) * self.unit, 1)
            shown = Node(number, shape, number, color=colour, x=x, y=y, size=radius)
            self.nodes.append(shown.options)

    def _add_edges(self, drawn: Sequence[tuple[int, Facts]], number_of: dict[str, int]) -> None:
        edges = [edge for _, edge in drawn]
        for (number, edge), bend in zip(drawn, bends(edges), strict=True):
            self._append(
                number_of[edge["from"]], number_of[edge["to"]], id=f"e{number}",
                color=self._area_colour(edge["area"]),
                arrows="" if edge["symmetric"] else "to", width=round(1.1 * self.unit, 2), **bend,
            )  # fmt: skip
        for at, members in enumerate(bundles(edges)):
            first = edges[members[0]]
            self._append(
                number_of[first["from"]], number_of[first["to"]], id=f"b{at}",
                color=shared_colour([self._area_colour(edges[n]["area"]) for n in members]),
                arrows="", width=round(4 * self.unit, 2), smooth={"enabled": False},
                members=[f"e{drawn[n][0]}" for n in members],
            )  # fmt: skip

    def _append(self, source: int, target: int, **options: Any) -> None:  # noqa: ANN401
        """Add an edge as it is: pyvis' own `add_edge` looks through all nodes for each."""
        self.edges.append(Edge(source, target, self.directed, **options).options)
