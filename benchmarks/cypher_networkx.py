"""The queries as programs over networkx."""

from __future__ import annotations

import heapq
from collections import Counter, defaultdict
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import cypher_world as forms
from cypher_engine import Engine

with suppress(ImportError):  # then the engine is left out
    import networkx as nx

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from cypher_engine import Rows
    from cypher_world import World


class Networkx(Engine):
    """Python over a MultiDiGraph, with lists of its nodes by label and of its edges by type."""

    def load(self, world: World) -> None:
        """Take the world as a MultiDiGraph."""
        self.graph = forms.networkx_of(world)
        self.nodes, self.edges = defaultdict(list), defaultdict(list)
        for _node, found in self.graph.nodes(data=True):
            self.nodes[found["label"]].append(found)
        for source, target, found in self.graph.edges(data=True):
            self.edges[found["type"]].append((source, target, found))
        self.simple: dict[tuple[str, ...], nx.Graph] = {}

    def _around(self, node: str, type: str) -> set[str]:
        graph = self.graph
        found = {end for _, end, kind in graph.out_edges(node, data="type") if kind == type}
        return found | {end for end, _, kind in graph.in_edges(node, data="type") if kind == type}

    def _name(self, node: str) -> str:
        return self.graph.nodes[node]["name"]

    def _dyad(self, state: str, other: str, since: date, until: date) -> Rows:
        return [
            (edge["type"], edge["date"])
            for ends in ((state, other), (other, state))
            for edge in (self.graph.get_edge_data(*ends) or {}).values()
            if edge["type"] in {"TRADED", "ALLIED"} and since <= edge["date"] < until
        ]

    def _cosigned(self, state: str) -> Rows:
        graph = self.graph
        signed = (at for _, at, type in graph.out_edges(state, data="type") if type == "SIGNED")
        return _top(other for at in signed for other, _ in graph.in_edges(at) if other != state)

    def _pairs(self) -> Rows:
        signers = (
            [state for state, _ in self.graph.in_edges(at["id"])] for at in self.nodes["Treaty"]
        )
        pairs = _top((a, b) for each in signers for a in each for b in each if a < b)
        return [(*pair, count) for pair, count in pairs]

    def _allies(self, lone: str) -> Rows:
        near = self._around(lone, "ALLIED")
        far = {end for each in near for end in self._around(each, "ALLIED")}
        return [(each,) for each in far - near - {lone}]

    def _path(self, *types: str, **ends: str) -> Rows:
        if types not in self.simple:
            self.simple[types] = nx.Graph(end[:2] for type in types for end in self.edges[type])
        return [(nx.shortest_path_length(self.simple[types], *ends.values()),)]

    def _years(self) -> Rows:
        found = defaultdict(list)
        for _, _, edge in self.edges["TRADED"]:
            found[edge["date"].year].append(edge["value"])
        return [(year, len(each), sum(each)) for year, each in sorted(found.items())]

    def _degree(self) -> Rows:
        graph = self.graph
        ends = [(at["id"], graph.degree(at["id"])) for at in self.nodes["Person"]]
        found = [(at, count - graph.number_of_edges(at, at)) for at, count in ends]
        return sorted(found, key=_count_first)[:10]

    def _filtered(self, late: date) -> Rows:
        knows = [ends for *ends, edge in self.edges["KNOWS"] if edge["date"] >= late]
        return _top(end for ends in knows for end in set(ends))

    def _optional(self, late: date) -> Rows:
        found = Counter(end for _, end, edge in self.edges["SIGNED"] if edge["date"] >= late)
        return [(at["id"], found[at["id"]]) for at in self.nodes["Treaty"]]

    def _collected(self, since: date, until: date) -> Rows:
        found = defaultdict(list)
        for person, state, edge in self.edges["WORKED_FOR"]:
            if since <= edge["date"] < until:
                found[state].append(self._name(person))
        return list(found.items())

    def _reached(self, person: str) -> Rows:
        edge, found = {person}, set()
        for _ in range(3):
            ends = (each for each in self.graph.out_edges(edge, data="type"))
            edge = {end for _, end, type in ends if type == "KNOWS"} - found
            found |= edge
        return [(len(found),)]

    def _contains(self, syllable: str) -> Rows:
        persons = self.nodes["Person"]
        return [(at["id"], at["name"]) for at in persons if syllable in at["name"]]

    def _projected(self, since: date, soon: date) -> Rows:
        return [
            (self._name(person), self._name(state), edge["role"], edge["date"])
            for person, state, edge in self.edges["WORKED_FOR"]
            if since <= edge["date"] < soon
        ]

    def _types(self, region: str, late: date) -> Rows:
        found: Counter[str] = Counter()
        for state in (at["id"] for at in self.nodes["State"] if at["region"] == region):
            edges = list(self.graph.out_edges(state, data=True))
            edges += [each for each in self.graph.in_edges(state, data=True) if each[0] != state]
            found.update(edge["type"] for _, _, edge in edges if edge["date"] >= late)
        return list(found.items())

    def _grouped(self) -> Rows:
        found = defaultdict(list)
        for _, _, edge in self.edges["TRADED"]:
            found[edge["kind"]].append(edge["value"])
        return [(kind, len(each), sum(each) / len(each)) for kind, each in found.items()]

    def _distincts(self) -> Rows:
        regions = {at["id"]: at["region"] for at in self.nodes["State"]}
        return list({(edge["role"], regions[end]) for _, end, edge in self.edges["WORKED_FOR"]})

    def _first(self) -> Rows:
        knows = ((edge["weight"], edge["date"], edge["id"]) for _, _, edge in self.edges["KNOWS"])
        return heapq.nsmallest(20, knows, key=lambda row: (-row[0], *row[1:]))


def _count_first(counted: tuple[Any, int]) -> tuple[int, Any]:
    return -counted[1], counted[0]


def _top(things: Iterable[Any]) -> Rows:
    return sorted(Counter(things).items(), key=_count_first)[:10]
