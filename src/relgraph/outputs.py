"""What a graph is handed on as: networkx, pandas, measures, a map, files.

Each function is a method of `relgraph.api.Graph`, under its name.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from relgraph.engine.embedded import Embedded
from relgraph.errors import Refused
from relgraph.report import MOST

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    import networkx as nx
    import pandas as pd

    from relgraph.api import Graph
    from relgraph.export import Left
    from relgraph.graph.property_graph import PropertyGraph
    from relgraph.page import Bands, By, Map, Paper, View
    from relgraph.panel.build import Unit
    from relgraph.panel.units import Grain
    from relgraph.report.dossier import Dossier
    from relgraph.stats import Measures
    from relgraph.store.to_networkx import Extra


def to_networkx(
    graph: Graph,
    edges: Iterable[str] | None = None,
    *,
    directed: bool = True,
    multigraph: bool = True,
    weight: str | None = None,
    include: Collection[Extra] = (),
) -> nx.Graph:
    """Return a plain networkx graph: see `relgraph.store.to_networkx.to_networkx`.

    >>> import relgraph
    >>> relgraph.open().around("gazprom").to_networkx().has_node("RUS")
    True
    """
    from relgraph.store.to_networkx import to_networkx

    cut = graph.subgraph(claims=edges is not None or "claims" in include)
    return to_networkx(
        cut, edges, directed=directed, multigraph=multigraph, weight=weight, include=include
    )


def to_pandas(graph: Graph, what: Literal["edges", "nodes"] = "edges") -> pd.DataFrame:
    """Return the selected edges or nodes as a data frame, a row each.

    The columns are there even if no row is: ``id``, ``type``, ``from``, ``to`` of an edge,
    ``id`` and ``labels`` of a node, then their properties.

    >>> import relgraph
    >>> list(relgraph.open().select(types="OWNS").to_pandas().columns[:4])
    ['id', 'type', 'from', 'to']
    """
    import pandas as pd

    from relgraph.export.columns import columns_of
    from relgraph.export.rows import edge_rows, node_rows

    cut = graph.subgraph()
    rows = node_rows if what == "nodes" else edge_rows
    return pd.DataFrame(list(rows(cut)), columns=columns_of(cut, what))


def describe(graph: Graph, name: str) -> dict[str, Any]:
    """Return a node's names, and its dated relations with their sources, claims too.

    Parameters
    ----------
    name
        An id, a whole name in any script, or a code (``cow:710``).

    Raises
    ------
    NotFound, Ambiguous
        When no node, or more than one, fits.

    Examples
    --------
    >>> import relgraph
    >>> relgraph.open().describe("俄罗斯")["id"]
    'RUS'
    """
    from relgraph.page.described import describe

    return describe(graph.engine, graph.selection, graph.found(name))


def stats(graph: Graph, backend: str | None = None) -> Measures:
    """Return counts and measures of what is selected: see `relgraph.stats.measure`.

    >>> import relgraph
    >>> relgraph.open().select(types="OWNS").stats().found["edges by type"][0][0]
    'OWNS'
    """
    from relgraph.stats import measure

    return measure(graph.subgraph(), backend=backend)


def map(  # noqa: PLR0913  # one argument an option
    graph: Graph,
    path: str | Path | None = None,
    *,
    positions: str | Path | None = None,
    bands: Bands | None = None,
    fold: By | Literal["none"] | None = None,
    view: View | None = None,
    paper: Paper | None = None,
) -> Map:
    """Draw what is selected; without a path the map is only returned, for a notebook.

    Claims are on the map and hidden at first. Between two nodes the map is that of the dyad.

    Parameters
    ----------
    path
        ``.html`` for a page, ``.svg``, ``.pdf`` or ``.png`` (300 dpi) for a drawing.
    positions
        A CSV file ``id,x,y``: nodes stand where it says, none is folded, and it is written
        anew.
    bands
        What the bands of a dyad are.
    fold
        By what more than 150 nodes are folded into a few, which open on the page:
        ``issue area``, ``kind`` or ``community``; without it, the first of these that tells
        several parts apart. ``none`` draws every node at once.
    view
        What a page opens in and a drawing shows: ``network``, or ``time``, the years from left to
        right; without it, a page of two nodes opens in time, and all else is a network.
    paper
        How wide a drawing is in print, and how large its text: without it 170 mm and 7 pt for a
        PDF or PNG, and the size of a screen for an SVG.

    Raises
    ------
    NotFound
        For another ending.
    Refused
        For positions of a map that is to be folded.

    >>> import relgraph
    >>> relgraph.open().between("CHN", "RUS").select(types="SIGNED").map().figure.poles
    ('CHN', 'RUS')
    """
    from relgraph.page import draw

    made = draw(
        graph.engine, graph.selection, positions=positions, bands=bands, folded=fold, view=view,
        paper=paper,
    )  # fmt: skip
    if path is not None:
        made.save(path)
    return made


def dyad(
    graph: Graph, a: str, b: str, *, since: str | None = None, most: int | None = MOST
) -> Dossier:
    """Write the dossier of two actors, of what is selected: see `relgraph.report.dossier.dossier`.

    >>> import relgraph
    >>> relgraph.open().dyad("China", "Россия").contents.title
    'China and Russia'
    """
    from relgraph.report.dossier import dossier

    chosen = graph.between(a, b)
    return dossier(chosen.engine, chosen.selection, since=since, most=most)


def dossier(
    graph: Graph, name: str, *, since: str | None = None, most: int | None = MOST
) -> Dossier:
    """Write the dossier of one node, of what is selected: see `relgraph.report.dossier.dossier`.

    >>> import relgraph
    >>> relgraph.open().dossier("Ямал СПГ").contents.title
    'Yamal LNG'
    """
    from relgraph.report import dossier

    chosen = graph.around(name)
    return dossier.dossier(chosen.engine, chosen.selection, since=since, most=most)


def export(
    graph: Graph, path: str | Path, *, include: Collection[Left] = (), bom: bool = False
) -> list[Path]:
    """Write what is selected (without a selection all, claims too) in the ending's format.

    Parameters
    ----------
    include
        ``sources`` or ``isolates`` that formats of drawing programs leave out.
    bom
        Whether CSV files begin with a mark by which Excel knows UTF-8.

    Returns
    -------
    list of Path
        The files written.

    Raises
    ------
    NotFound
        For an ending that no format has.

    >>> import relgraph, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     [each.name for each in relgraph.open().export(Path(folder) / "all.gexf")]
    ['all.gexf']
    """
    from relgraph.export import write
    from relgraph.page.scope import scope

    said = scope(graph.selection, {})
    return write(graph.exported(), Path(path), include=include, bom=bom, said=said)


def value(  # noqa: PLR0913  # what is asked
    graph: Graph, a: str, b: str, type: str, year: int, *, key: str = "", imported: str = ""
) -> float | None:
    """Return a number of a pair in a year: 0 where a source looked and found none, else None.

    The two are named as `relgraph.find.find_node` says; see `relgraph.panel.value.value`.

    >>> import relgraph
    >>> relgraph.open().value("RUS", "CHN", "TRANSFERRED_ARMS_TO", 2005, key="tiv")
    3077.0
    """
    from relgraph.panel.value import value

    own, place = embedded(graph)
    ends = (graph.found(a, actor=True), graph.found(b, actor=True))
    return value(own, place, *ends, type, year, key=key, imported=imported)


def panel(  # noqa: PLR0913  # what a panel is
    graph: Graph, add: Iterable[str] = (), *, of: Iterable[str] = (), unit: Unit = "dyad",
    directed: bool = False, grain: Grain = "year", since: int = 1816, until: int | None = None,
    states: str = "cow",
) -> pd.DataFrame:  # fmt: skip
    """Return a panel of dyads or states, a row for each year or quarter.

    See `relgraph.panel.build.panel`; what each column is, is in ``frame.attrs["columns"]``. The
    states that rows are ``of`` are named as `relgraph.find.find_node` says.

    >>> import relgraph
    >>> frame = relgraph.open().panel(since=1914, until=1914)
    >>> len(frame), list(frame.columns)
    (990, ['ccode1', 'id1', 'ccode2', 'id2', 'year'])
    >>> len(relgraph.open().panel(of=["Russia", "CHN"], since=1914, until=1918))
    5
    """
    from relgraph.panel.build import panel

    made = panel(
        *embedded(graph), [add] if isinstance(add, str) else list(add),
        of=[graph.found(each, actor=True) for each in of], unit=unit, directed=directed,
        grain=grain, since=since, until=until, states=states,
    )  # fmt: skip
    made.frame.attrs["columns"] = {each.name: each.definition for each in made.columns}
    return made.frame


def embedded(graph: Graph) -> tuple[PropertyGraph, Path | None]:
    """Return the graph of this process, and where it was read from.

    Raises
    ------
    Refused
        When the graph is on a server.
    """
    if not isinstance(graph.engine, Embedded):
        raise Refused("this is made of a folder: relgraph pull makes one of a server's data")
    return graph.engine.graph, graph.engine.place
