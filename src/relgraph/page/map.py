"""A map: what is selected, drawn as a page, as an SVG, or inside a notebook."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from relgraph.errors import NotFound
from relgraph.page.facts import Reader
from relgraph.page.figure import Bands, figure
from relgraph.page.places import read_positions, write_positions
from relgraph.page.scope import scope
from relgraph.select import Selection, subgraph

if TYPE_CHECKING:
    from collections.abc import Sequence

    from relgraph.engine import Engine
    from relgraph.page.facts import Facts
    from relgraph.page.figure import Figure

_FRAME = 640
"""Height of a map in a notebook, in pixels."""


@dataclass(frozen=True, repr=False)
class Map:
    """A figure that can be saved, or that a notebook shows by itself."""

    figure: Figure

    def __repr__(self) -> str:
        """Say how much is on it: the figure itself is long."""
        return f"<Map of {self.nodes} nodes, {self.edges} relations>"

    @cached_property
    def html(self) -> str:
        """The page, as text."""
        from relgraph.page.render import page

        return page(self.figure)

    @cached_property
    def svg(self) -> str:
        """The drawing, as text."""
        from relgraph.page.svg import drawing

        return drawing(self.figure)

    @property
    def nodes(self) -> int:
        """How many nodes are on the map, hidden ones too."""
        return len(self.figure.nodes)

    @property
    def edges(self) -> int:
        """How many edges are on it, hidden ones and figures about one thing too."""
        return len(self.figure.edges)

    def save(self, path: str | Path) -> None:
        """Write a page (``.html``) or a drawing (``.svg``).

        Raises
        ------
        NotFound
            For another ending.
        """
        path = Path(path)
        if path.suffix.lower() not in (".html", ".htm", ".svg"):
            raise NotFound(f"no map {path.suffix or path.name!r}: name it .html or .svg")
        text = self.svg if path.suffix.lower() == ".svg" else self.html
        path.write_text(text, "utf-8", newline="\n")

    def _repr_html_(self) -> str:
        """Show the page in a frame of its own: nothing is left on the disk."""
        from relgraph.page.render import frame

        return frame(self.html, self.figure.title, _FRAME)


def draw(
    engine: Engine,
    selection: Selection,
    path: str | Path | None = None,
    *,
    positions: str | Path | None = None,
    bands: Bands | None = None,
) -> Map:
    """Draw a selection: see `relgraph.api.Graph.map`."""
    kept = read_positions(Path(positions)) if positions is not None else {}
    chosen = selection if selection.query else replace(selection, claims=True)
    graph = subgraph(engine, chosen)
    drawn = figure(
        graph,
        poles=selection.between,
        bands=bands,
        kept=kept,
        beside=partial(_figures, engine, chosen),
    )
    said = scope(selection, _names(engine, selection))
    made = Map(replace(drawn, scope=said, corrections=_corrections(engine, chosen, drawn.edges)))
    if path is not None:
        made.save(path)
    if positions is not None:
        write_positions(Path(positions), {**kept, **drawn.places})
    return made


def _names(engine: Engine, selection: Selection) -> dict[str, str]:
    """Look up the names of the nodes and sources that a selection is about."""
    ids = [*(selection.between or ()), *filter(None, (selection.around, selection.source))]
    text = (
        f"MATCH (n:Entity) WHERE n.id IN $ids{selection.in_dataset('n')} "
        "RETURN n.id AS id, coalesce(n.name, n.title) AS name"
    )
    params = {"ids": ids, "dataset": selection.dataset}
    rows = engine.run(text, params).records if ids else []
    return {row[0]: row[1] for row in rows if row[1]}


def _figures(engine: Engine, selection: Selection, nodes: Sequence[Facts]) -> list[Facts]:
    """Look up the figures about nodes that a path between others or a walk does not meet."""
    if selection.query or not (selection.between or selection.around):
        return []
    text = f"MATCH (a)-[r]->(a) WHERE a.id IN $ids AND {selection.where()} RETURN a, r"
    params = {**selection.parameters(), "ids": [node["id"] for node in nodes]}
    return _reader(engine, selection, text, params).edges()


def _corrections(engine: Engine, selection: Selection, edges: Sequence[Facts]) -> list[Facts]:
    """Look up what corrects a claim from outside the selection."""
    there = {edge["id"] for edge in edges}
    wanted = sorted({id for edge in edges for id in edge["superseded_by"]} - there)
    if not wanted:
        return []
    text = f"MATCH (a)-[r]->(b) WHERE r.id IN $ids{selection.in_dataset('r')} RETURN a, r, b"
    params = {"ids": wanted, "dataset": selection.dataset}
    reader = _reader(engine, selection, text, params)
    names = {node["id"]: node["name"] for node in reader.nodes()}
    return [{**edge, "ends": [names[edge["from"]], names[edge["to"]]]} for edge in reader.edges()]


def _reader(engine: Engine, selection: Selection, text: str, params: dict[str, Any]) -> Reader:
    """Read what a query of the map's own returns."""
    asked = Selection(query=text, params=params, dataset=selection.dataset)
    return Reader(subgraph(engine, asked))
