"""A selection of a graph in columns: masks of nodes and edges, and the view of them.

It means what the text for a server says (`relgraph.select.compiled`); tests hold the two together.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from relgraph.cypher.query import run
from relgraph.cypher.values.entities import Node, Path, Relationship
from relgraph.errors import NotFound
from relgraph.graph.view import view
from relgraph.select.masks import Masks, equal, fitting

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from relgraph.graph.edges import EdgeTable
    from relgraph.graph.property_graph import PropertyGraph
    from relgraph.graph.words import Array
    from relgraph.select.selection import Selection


def selected(graph: PropertyGraph, selection: Selection) -> PropertyGraph:
    """Return the view of what is selected, with the sources that it cites.

    Raises
    ------
    NotFound
        When a node that is named is not there.
    """
    return _Selecting(graph, selection).view()


def figures(graph: PropertyGraph, selection: Selection, ids: Collection[str]) -> PropertyGraph:
    """Return the view of the figures about nodes that a selection's conditions allow."""
    about = _nodes(graph, ids)
    loops = {
        name: mask & (table.source == table.target) & about[table.source]
        for (name, mask), table in _each(graph, fitting(graph, selection))
    }
    return _with_ends(graph, selection, loops)


def edges_by_id(graph: PropertyGraph, selection: Selection, ids: Collection[str]) -> PropertyGraph:
    """Return the view of some edges, whatever the selection's other conditions."""
    wanted = {
        table.name: np.zeros(len(table), bool) | equal(table, "id", *ids) for table in graph.tables
    }
    return _with_ends(graph, selection, wanted)


def _each(graph: PropertyGraph, masks: Masks) -> Iterable[tuple[tuple[str, Array], EdgeTable]]:
    return zip(masks.items(), graph.tables, strict=True)


def _nodes(graph: PropertyGraph, ids: Collection[str]) -> Array:
    """Return a mask of the nodes with these ids."""
    return np.zeros(graph.node_count, bool) | equal(graph, "id", *ids)


def _ends(graph: PropertyGraph, edges: Masks) -> Array:
    """Return a mask of the nodes at the ends of edges."""
    found = np.zeros(graph.node_count, bool)
    for (_, mask), table in _each(graph, edges):
        if mask.any():
            found[table.source[mask]] = True
            found[table.target[mask]] = True
    return found


def _cited(graph: PropertyGraph, edges: Masks) -> Array:
    """Return a mask of the nodes that edges cite."""
    ids: set[str] = set()
    for (_, mask), table in _each(graph, edges):
        column = table.columns.get("source_ids")
        if column is not None and mask.any():
            ids |= column.take(np.flatnonzero(mask)).items()
    return _nodes(graph, ids)


def _with_ends(
    graph: PropertyGraph, selection: Selection, edges: Masks, nodes: Array | None = None
) -> PropertyGraph:
    """Return the view of edges, with their ends and sources, and of nodes."""
    added = _ends(graph, edges) | _of_dataset(graph, selection, _cited(graph, edges))
    return view(graph, added if nodes is None else added | nodes, edges)


def _of_dataset(graph: PropertyGraph, selection: Selection, nodes: Array) -> Array:
    """Keep the nodes that are of the data set that is named, if one is."""
    dataset = selection.dataset
    kept = nodes & graph.labelled("Entity")
    return kept & equal(graph, "dataset", dataset) if dataset else kept


class _Selecting:
    """One selection on its way to masks."""

    def __init__(self, graph: PropertyGraph, selection: Selection) -> None:
        self.graph = graph
        self.selection = selection
        self.entities = graph.labelled("Entity")

    def view(self) -> PropertyGraph:
        """Return the view of all that is selected."""
        asked = self.selection
        nodes = self._alone()
        if asked.query:
            returned, edges = self._answer()
            nodes |= returned
        else:
            edges = self._edges()
        if asked.between:
            edges = self._with_belonging(edges)
        if asked.whole:
            rest = self.graph.labelled("Source", "Dataset")
            nodes |= rest & equal(self.graph, "dataset", asked.dataset) if asked.dataset else rest
        return _with_ends(self.graph, asked, edges, nodes)

    def _answer(self) -> tuple[Array, Masks]:
        """Gather the nodes, edges and paths that a query of the selection's own returns."""
        nodes = np.zeros(self.graph.node_count, bool)
        edges = {table.name: np.zeros(len(table), bool) for table in self.graph.tables}
        waiting: list[Any] = list(run(self.graph, str(self.selection.query), self.selection.params))
        while waiting:
            value = waiting.pop()
            if isinstance(value, Node):
                nodes[value.number] = True
            elif isinstance(value, Relationship):
                edges[value.type][value.key[1]] = True
            elif isinstance(value, Path):
                waiting += [*value.nodes, *value.relationships]
            elif isinstance(value, (list, tuple)):
                waiting.extend(value)
        return nodes, edges

    def _edges(self) -> Masks:
        if self.selection.between:
            return self._between(*self.selection.between)
        if self.selection.around:
            near = self._near(self.selection.around)
            found = self._touching(self._fits, near)
        else:
            found = self._joining(self._fits, self.entities, self.entities)
        if not self.selection.kinds:
            return found
        of_kind = self._of_kind()
        return {
            name: mask & of_kind[table.source] & of_kind[table.target]
            for (name, mask), table in _each(self.graph, found)
        }

    @cached_property
    def _fits(self) -> Masks:
        return fitting(self.graph, self.selection)

    @cached_property
    def _hops(self) -> Masks:
        """What a step may go over: no claims."""
        if not self.selection.claims:
            return self._fits
        return fitting(self.graph, replace(self.selection, claims=False))

    def _of_kind(self) -> Array:
        kinds = self.selection.kinds
        column = self.graph.columns.get("kind")
        known = False if column is None else column.known()
        return equal(self.graph, "kind", *kinds) | (
            ~np.asarray(known) & equal(self.graph, "claims", *kinds)
        )

    def _joining(self, edges: Masks, ones: Array, others: Array) -> Masks:
        """Keep the edges from one of these nodes to one of those."""
        whole = ones.all() and others.all()
        return {
            name: mask if whole else mask & ones[table.source] & others[table.target]
            for (name, mask), table in _each(self.graph, edges)
        }

    def _linking(self, edges: Masks, ones: Array, others: Array) -> Masks:
        """Keep the edges between one of these nodes and one of those, which is an entity."""
        other = others & self.entities
        there, back = self._joining(edges, ones, other), self._joining(edges, other, ones)
        return {name: there[name] | back[name] for name in edges}

    def _touching(self, edges: Masks, nodes: Array) -> Masks:
        return self._linking(edges, nodes, self.entities)

    def _near(self, id: str) -> Array:
        """Return the nodes within one step less than the selection's of a node."""
        near = _of_dataset(self.graph, self.selection, _nodes(self.graph, [id]))
        for _ in range(self.selection.hops - 1):
            near = near | (_ends(self.graph, self._touching(self._hops, near)) & self.entities)
        return near

    def _between(self, a: str, b: str) -> Masks:
        left, right = self._side(a), self._side(b)
        if not (left.any() and right.any()):
            return {name: np.zeros_like(mask) for name, mask in self._fits.items()}
        middles = self.graph.meta.get("middles")
        middle = self.entities if middles is None else self.graph.labelled(*middles)
        for side in (left, right):
            middle = middle & self.entities & self._met(side)
        direct = self._linking(self._fits, left, right)
        through = self._linking(self._fits, middle, left | right)
        said = self._joining(self._fits, middle, self.entities)
        speaks = self.graph.meta.get("speaks", ())
        return {
            name: direct[name] | through[name] | (said[name] & (name in speaks)) for name in direct
        }

    def _met(self, side: Array) -> Array:
        """Return the nodes to which a step leads from one of a side."""
        found = np.zeros(self.graph.node_count, bool)
        for (_, mask), table in _each(self.graph, self._hops):
            found[table.target[mask & side[table.source]]] = True
            found[table.source[mask & side[table.target]]] = True
        return found

    def _side(self, id: str) -> Array:
        """Return an end of a dyad and the actors that belong to it, over one step or two."""
        end = _of_dataset(self.graph, self.selection, _nodes(self.graph, [id]))
        found = step = end
        for _ in range(2):
            reached = np.zeros_like(end)
            for table in self._belongs:
                reached[table.source[step[table.target]]] = True
            found, step = found | (reached & self._acting), reached
        return found

    @cached_property
    def _acting(self) -> Array:
        return self.graph.labelled(*self.graph.meta.get("acts", ()))

    @cached_property
    def _belongs(self) -> list[EdgeTable]:
        names = self.graph.meta.get("belongs", ())
        return [self.graph.edges[name] for name in names if name in self.graph.edges]

    def _with_belonging(self, edges: Masks) -> Masks:
        """Add the edges that tie what was found to the two ends that it belongs to."""
        there = _ends(self.graph, edges) | _nodes(self.graph, self.selection.named)
        there &= self.entities
        ties = self._joining(self._fits, there, there)
        names = {table.name for table in self._belongs}
        return {name: mask | ties[name] if name in names else mask for name, mask in edges.items()}

    def _alone(self) -> Array:
        """Return the nodes that stay even without an edge."""
        asked, graph = self.selection, self.graph
        if asked.named:
            found = _of_dataset(graph, asked, _nodes(graph, asked.named))
            ids = {graph.property(int(node), "id") for node in np.flatnonzero(found)}
            for name in asked.named:
                if name not in ids:
                    raise NotFound(f"no node {name!r}")
            return found
        if asked.narrows_edges:
            return np.zeros(graph.node_count, bool)
        hidden = ("Source",) if asked.claims else ("Source", "Claimed")
        found = _of_dataset(graph, asked, ~graph.labelled(*hidden))
        return found & equal(graph, "kind", *asked.kinds) if asked.kinds else found
