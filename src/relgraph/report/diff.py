"""Two states of a data set compared: folders, servers, revisions of git, or two days."""

from __future__ import annotations

import json
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from relgraph.engine import is_server
from relgraph.engine.embedded import Embedded
from relgraph.engine.opening import open_engine
from relgraph.errors import NotFound
from relgraph.paths import default_place
from relgraph.report.changes import between, changes
from relgraph.report.marked import marked
from relgraph.report.revisions import revision
from relgraph.select import Selection, subgraph
from relgraph.store.from_tables import build_graph
from relgraph.sync.diff import NodeState, local_state
from relgraph.tables.folder import read_folder

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from relgraph.engine import Engine
    from relgraph.graph.property_graph import PropertyGraph
    from relgraph.report.changes import Change
    from relgraph.sync.diff import EdgeState


@dataclass(frozen=True, slots=True, repr=False)
class Diff:
    """What differs between two graphs, under their names."""

    names: tuple[str, str]
    graphs: tuple[PropertyGraph, PropertyGraph]
    changes: Sequence[Change]

    @property
    def summary(self) -> str:
        """How many nodes and relations changed, and how."""
        counts = Counter((each.node, each.how) for each in self.changes)
        said = [
            f"{count} {'node' if node else 'relation'}{'' if count == 1 else 's'} {how}"
            for (node, how), count in sorted(counts.items())
        ]
        return f"from {self.names[0]} to {self.names[1]}: {', '.join(said) or 'nothing differs'}"

    def save(self, path: Path) -> None:
        """Write a map of what differs (``.html``), or all of it, before and after (``.json``).

        Raises
        ------
        NotFound
            For another ending.
        """
        ending = path.suffix.lower()
        if ending == ".json":
            text = json.dumps(self._tree(), ensure_ascii=False, indent=1, default=_plain)
            path.write_text(text + "\n", "utf-8", newline="\n")
        elif ending == ".html":
            from relgraph.page import draw

            states = [local_state(graph) for graph in self.graphs]
            title = f"What changed from {self.names[0]} to {self.names[1]}"
            graph = marked(self.changes, states, self.graphs[1].meta, title)
            draw(Embedded(graph), Selection(claims=True)).save(path)
        else:
            raise NotFound(f"no form {ending or path.name!r} of changes: name it .html or .json")

    def _tree(self) -> dict[str, Any]:
        return {
            "from": self.names[0], "to": self.names[1],
            "changes": [
                {"change": each.how, "what": each.what, "id": each.id, "node": each.node,
                 "before": _state(each.before), "after": _state(each.after)}
                for each in self.changes
            ],
        }  # fmt: skip


def _state(state: NodeState | EdgeState | None) -> dict[str, Any] | None:
    if state is None:
        return None
    if isinstance(state, NodeState):
        return {"labels": sorted(state.labels), "properties": state.properties}
    return {"type": state.type, "from": state.source, "to": state.target,
            "properties": state.properties}  # fmt: skip


def _plain(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"no JSON for {type(value).__name__}")


def compare(old: str, new: str, *, db: str | None = None, by_day: bool = False) -> Diff:
    """Compare two states of a data set.

    Parameters
    ----------
    old, new
        Each a folder, a server, or a revision of git; days, if compared ``by_day``: what may have
        begun or ended after the one and until the other.
    db
        The data set of which days and revisions are asked; the default one without it.

    Raises
    ------
    NotFound
        For what is no folder, no server and no revision.
    Refused
        For days that are none, or in the wrong order.
    """
    place = db or default_place()
    if by_day:
        with _opened(place) as engine:
            graph = subgraph(engine, Selection())
        return Diff((old, new), (graph, graph), between(graph, old, new))
    with _state_of(old, place) as before, _state_of(new, place) as after:
        return Diff((old, new), (before, after), changes(before, after))


@contextmanager
def _opened(place: str | Path) -> Iterator[Engine]:
    engine = open_engine(place, None, None)
    try:
        yield engine
    finally:
        engine.close()


@contextmanager
def _state_of(name: str, place: str | Path) -> Iterator[PropertyGraph]:
    if is_server(name) or (Path(name) / "dataset.toml").is_file():
        with _opened(name) as engine:
            yield subgraph(engine, Selection(claims=True))
        return
    if is_server(place):
        raise NotFound(f"no data set {name!r}, and a server has no revisions: name one by --db")
    with revision(Path(place), name) as folder:
        # opened as a folder it would leave a cache behind that nobody asks for again
        yield subgraph(Embedded(build_graph(read_folder(folder))), Selection(claims=True))
