"""A map: what is selected, drawn as a page, as an SVG, or inside a notebook."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from relgraph.errors import NotFound, Refused
from relgraph.page.described import corrections
from relgraph.page.facts import Reader
from relgraph.page.figure import Bands, View, at_kept, figure
from relgraph.page.paper import Paper
from relgraph.page.positions import read_positions, write_positions
from relgraph.page.printed import PRINTED, printed
from relgraph.page.scope import scope
from relgraph.select import figures, subgraph

if TYPE_CHECKING:
    from collections.abc import Sequence

    from relgraph.engine import Engine
    from relgraph.graph.property_graph import PropertyGraph
    from relgraph.page.facts import Facts
    from relgraph.page.figure import Figure
    from relgraph.page.folds import By
    from relgraph.select import Selection

_FRAME = 640
"""Height of a map in a notebook, in pixels."""


@dataclass(frozen=True, repr=False)
class Map:
    """A figure that can be saved, or that a notebook shows by itself."""

    figure: Figure
    view: View | None = None
    """What a page opens in and a drawing shows: the network, or the years from left to right."""
    paper: Paper | None = None
    """How wide a drawing is in print, and how large its text."""

    def __repr__(self) -> str:
        """Return how much is on it: the figure itself is long."""
        return f"<Map of {self.nodes} nodes, {self.edges} relations>"

    @cached_property
    def html(self) -> str:
        """The page, as text."""
        from relgraph.page.render import page

        return page(self.figure, self.view)

    @cached_property
    def svg(self) -> str:
        """The drawing, as text."""
        return self._drawn(self.paper)

    def _drawn(self, paper: Paper | None) -> str:
        from relgraph.page.svg import drawing
        from relgraph.page.timeline import timeline

        return (timeline if self.view == "time" else drawing)(self.figure, paper)

    @property
    def nodes(self) -> int:
        """How many nodes are on the map, hidden ones too."""
        return len(self.figure.nodes)

    @property
    def edges(self) -> int:
        """How many edges are on it, hidden ones and figures about one thing too."""
        return len(self.figure.edges)

    def save(self, path: str | Path) -> None:
        """Write a page (``.html``) or a drawing (``.svg``, ``.pdf``, ``.png`` of 300 dpi).

        Raises
        ------
        NotFound
            For another ending.
        Refused
            For a PDF or PNG without the package that makes them.
        """
        path = Path(path)
        ending = path.suffix.lower()
        if ending in PRINTED:
            paper = self.paper or Paper()
            path.write_bytes(printed(self._drawn(paper), ending, paper))
        elif ending in (".html", ".htm", ".svg"):
            path.write_text(self.svg if ending == ".svg" else self.html, "utf-8", newline="\n")
        else:
            known = ".html, .svg, .pdf or .png"
            raise NotFound(f"no map {path.suffix or path.name!r}: name it {known}")

    def _repr_html_(self) -> str:
        """Show the page in a frame of its own: nothing is left on the disk."""
        from relgraph.page.render import frame

        return frame(self.html, self.figure.title, _FRAME)


def draw(  # noqa: PLR0913  # one argument an option
    engine: Engine,
    selection: Selection,
    *,
    positions: str | Path | None = None,
    bands: Bands | None = None,
    folded: By | Literal["none"] | None = None,
    view: View | None = None,
    paper: Paper | None = None,
) -> Map:
    """Draw a selection: see `relgraph.api.Graph.map`."""
    if positions is not None:
        if folded not in (None, "none"):
            raise Refused("a map that is folded keeps no positions: leave out one of the two")
        folded = "none"
    kept = read_positions(Path(positions)) if positions is not None else {}
    chosen = selection if selection.query else replace(selection, claims=True)
    graph = subgraph(engine, chosen)
    drawn = figure(
        graph,
        poles=selection.between,
        bands=bands,
        folded=folded,
        alone=selection.named,
        beside=partial(_figures, engine, chosen),
    )
    if kept:
        drawn = at_kept(drawn, kept)
    said = scope(selection, _names(graph, selection))
    if day := graph.meta.get("as_of"):
        said += f"; data as of {day}"
    found = corrections(engine, chosen, drawn.edges)
    if positions is not None:
        write_positions(Path(positions), {**kept, **drawn.places})
    return Map(replace(drawn, scope=said, corrections=found), view, paper)


def _names(graph: PropertyGraph, selection: Selection) -> dict[str, str]:
    """Look up the names of the nodes and sources that a selection is about."""
    found: dict[str, str] = {}
    for id in filter(None, (*selection.named, selection.source)):
        for node in graph.seek("id", id) or ():
            name = graph.property(node, "name") or graph.property(node, "title")
            found |= {id: str(name)} if name else {}
    return found


def _figures(engine: Engine, selection: Selection, nodes: Sequence[Facts]) -> list[Facts]:
    """Look up the figures about nodes that a path between others or a walk does not meet."""
    if selection.query or not selection.named:
        return []
    return Reader(figures(engine, selection, [node["id"] for node in nodes])).edges()
