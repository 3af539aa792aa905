"""What a dossier is made of: the facts of a selection, read once."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from relgraph.errors import Refused
from relgraph.model.dates import days
from relgraph.model.text import capital
from relgraph.page.described import corrections
from relgraph.page.facts import Reader
from relgraph.page.figure import mark_rivals
from relgraph.page.palette import Palette
from relgraph.report.parts import Notes
from relgraph.select import Selection, figures, subgraph

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

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
    """Of each pole what may belong to it on the day."""
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

    def acts(self, id: str) -> bool:
        """Return whether a node is an actor."""
        return self.palette.kind_family(self.nodes[id]["kind"]) in self.palette.acts

    def is_thing(self, id: str) -> bool:
        """Return whether a node happens, is agreed on, built or founded: no actor and no place."""
        return self.palette.is_thing(self.nodes[id]["kind"])

    def thing(self, edge: Facts) -> str:
        """Return the id of the thing that an edge is about, a pole last; empty for none."""
        ends = [end for end in (edge["from"], edge["to"]) if self.is_thing(end)]
        return next((end for end in ends if end not in self.poles), next(iter(ends), ""))

    def newest(self, rows: Sequence[R], start: Callable[[R], str]) -> tuple[Sequence[R], str]:
        """Return the rows of a list that began last, as many as a table has, and tell of how many.

        They stay in their order; what has no known start goes first.
        """
        if self.most is None or len(rows) <= self.most:
            return rows, ""
        order = sorted(range(len(rows)), key=lambda at: (start(rows[at]), at))
        kept = set(order[-self.most :])
        shown = [row for at, row in enumerate(rows) if at in kept]
        return shown, f"The newest {self.most} of {len(rows)}."


def begun(edge: Facts) -> str:
    """Return the first day on which an edge may have begun; empty where none is known."""
    return edge["bounds"][0] or ""


def read(engine: Engine, selection: Selection, poles: tuple[str, ...], most: int | None) -> Basis:
    """Read what a selection had begun by its day, claims too, and what belongs to its poles then.

    Raises
    ------
    Refused
        When a pole is a source.
    """
    chosen = replace(selection, claims=True, as_of=None, certain=False)
    graph = subgraph(engine, chosen)
    reader = Reader(graph)
    nodes, edges = reader.nodes(), reader.edges()
    known = {node["id"]: node for node in nodes}
    if lacking := [pole for pole in poles if pole not in known]:
        raise Refused(f"{lacking[0]} is a source: relgraph cite {lacking[0]}")
    there = {edge["id"] for edge in edges}
    about = Reader(figures(engine, chosen, [node["id"] for node in nodes])).edges()
    edges += [edge for edge in about if edge["id"] not in there]
    day = selection.as_of or str(graph.meta.get("as_of", ""))
    if selection.as_of:
        last = days(selection.as_of).last.isoformat()
        edges = [edge for edge in edges if begun(edge) <= last]
    mark_rivals(edges)
    own: dict[str, list[Facts]] = {}
    for pole in poles:
        wanted = Selection(
            around=pole, types=tuple(graph.meta.get("belongs", ())), as_of=day or None,
            dataset=selection.dataset,
        )  # fmt: skip
        belonging = Reader(subgraph(engine, wanted))
        known |= {node["id"]: node for node in belonging.nodes() if node["id"] not in known}
        of_pole = [edge for edge in belonging.edges() if edge["to"] == pole]
        mark_rivals(of_pole)
        own[pole] = [
            edge for edge in of_pole if "rival_of" not in edge and edge["status"] == "actual"
        ]
    found = corrections(engine, chosen, edges)
    return Basis(poles, day, known, edges, found, graph.meta, Palette.of(graph.meta), own, most)
