"""What a dossier is made of: the facts of a selection, read once."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from relgraph.model.text import capital
from relgraph.page.described import corrections
from relgraph.page.facts import Reader
from relgraph.page.figure import mark_rivals
from relgraph.page.palette import Palette
from relgraph.report.parts import Notes
from relgraph.select import Selection, figures, subgraph

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from relgraph.engine import Engine
    from relgraph.page.facts import Facts

R = TypeVar("R")


@dataclass(frozen=True)
class Basis:
    """Nodes and edges of a selection around one or two poles; claims are among the edges."""

    poles: tuple[str, ...]
    day: str
    """As of when: the selection's own day, else that of the data; empty where neither is told."""
    nodes: Mapping[str, Facts]
    edges: Sequence[Facts]
    correcting: Sequence[Facts]
    meta: Mapping[str, Any]
    palette: Palette
    own: Mapping[str, Sequence[Facts]]
    """Of each pole what belongs to it, as of the day."""
    most: int | None = None
    """Rows of a table at most; all without it."""
    notes: Notes = field(default_factory=Notes)

    @property
    def dated(self) -> str:
        """The data set and the day as of which it is told."""
        title = str(self.meta.get("title", ""))
        return f"{title}, as of {self.day}" if self.day else title

    def name(self, id: str) -> str:
        """Return what a node is called in a sentence."""
        node = self.nodes[id]
        return str(node["short"] or node["name"])

    @cached_property
    def asserted(self) -> list[Facts]:
        """The edges that are no claims and no rivals of a better one."""
        return [edge for edge in self.edges if not edge["claim"] and "rival_of" not in edge]

    def area(self, area: str) -> str:
        """Return what an issue area is called at the start of a line."""
        return capital(self.palette.area_label(area)) if area else "No issue area"

    def is_thing(self, id: str) -> bool:
        """Return whether a node happens, is agreed on, built or founded: no actor and no place."""
        return self.palette.kind_family(self.nodes[id]["kind"]) in self.meta.get("middles", ())

    def thing(self, edge: Facts) -> str:
        """Return the id of the thing that an edge is about, a pole last; empty for none."""
        ends = [end for end in (edge["from"], edge["to"]) if self.is_thing(end)]
        return next((end for end in ends if end not in self.poles), next(iter(ends), ""))

    def newest(self, rows: Sequence[R]) -> tuple[Sequence[R], str]:
        """Return the last rows of a list, as many as a table has, and of a longer list that."""
        if self.most is None or len(rows) <= self.most:
            return rows, ""
        return rows[-self.most :], f"The last {self.most} of {len(rows)}."


def read(engine: Engine, selection: Selection, poles: tuple[str, ...], most: int | None) -> Basis:
    """Read what a selection has, claims too, and what belongs to its poles on its day."""
    chosen = replace(selection, claims=True)
    graph = subgraph(engine, chosen)
    reader = Reader(graph)
    nodes, edges = reader.nodes(), reader.edges()
    there = {edge["id"] for edge in edges}
    about = Reader(figures(engine, chosen, [node["id"] for node in nodes])).edges()
    edges += [edge for edge in about if edge["id"] not in there]
    mark_rivals(edges)
    known = {node["id"]: node for node in nodes}
    day = selection.as_of or str(graph.meta.get("as_of", ""))
    own: dict[str, list[Facts]] = {}
    for pole in poles:
        belonging = _belonging(engine, selection, graph.meta, pole, day)
        known |= {node["id"]: node for node in belonging.nodes() if node["id"] not in known}
        of_pole = [edge for edge in belonging.edges() if edge["to"] == pole]
        mark_rivals(of_pole)
        own[pole] = [edge for edge in of_pole if "rival_of" not in edge]
    found = corrections(engine, chosen, edges)
    return Basis(poles, day, known, edges, found, graph.meta, Palette.of(graph.meta), own, most)


def _belonging(
    engine: Engine, selection: Selection, meta: Mapping[str, Any], pole: str, day: str
) -> Reader:
    types = tuple(meta.get("belongs", ()))
    wanted = Selection(around=pole, types=types, as_of=day or None, dataset=selection.dataset)
    return Reader(subgraph(engine, wanted))
