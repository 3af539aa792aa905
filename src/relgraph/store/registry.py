"""Who had which code and name when, by the nodes of graphs."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from itertools import zip_longest
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from relgraph.errors import NotFound, nearest
from relgraph.model.dates import days
from relgraph.model.meant import OPEN
from relgraph.model.text import name_key

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from relgraph.graph.property_graph import PropertyGraph

FOREVER = (1, 3652059)
"""Ordinals of the first and the last day of the years 1 to 9999."""
_LISTS_BEGIN = 662_915
"""The ordinal of 1816-01-01: who is in a list from its first day may be older."""
_THREE_DIGITS = ("iso3n", "m49")
_PLAIN_NUMBERS = ("cow", "gw")


class Held(NamedTuple):
    """A node that had a code, or a name, from a day to a day (ordinals)."""

    node: str
    first: int
    last: int

    def meets(self, first: int, last: int) -> bool:
        """Return whether that was on some day from a day to a day."""
        return self.first <= last and first <= self.last


class Registry:
    """Who had which code and name when, by the nodes of some graphs.

    Names are those of all graphs; a node's codes of a scheme are those of the first graph that has
    any. What somebody ``judged`` a name to be counts before all.

    >>> from relgraph.paths import shipped
    >>> from relgraph.store.cache import open_folder
    >>> registry = Registry([open_folder(shipped("data"))])
    >>> [held.node for held in registry.find("cow", "365")]
    ['RUS']
    """

    def __init__(
        self, graphs: Sequence[PropertyGraph], judged: Mapping[str, str] | None = None
    ) -> None:
        self.graphs = graphs
        self._judged = judged or {}
        self.places: dict[str, tuple[int, int]] = {}
        self._everywhere: list[tuple[str, int, int]] = []
        self._codes: dict[tuple[str, str], list[Held]] = defaultdict(list)
        for number, graph in enumerate(graphs):
            self._learn(number, graph)
        self.schemes = {scheme for scheme, _ in self._codes} | {"name", "id"}

    def _learn(self, number: int, graph: PropertyGraph) -> None:
        entities = graph.labelled("Entity") & ~graph.labelled("Source", "Claimed")
        ids = graph.columns["id"].values()
        for node in np.flatnonzero(entities).tolist():
            self.places.setdefault(ids[node], (number, node))
            self._everywhere.append((ids[node], number, node))
        if "codes" not in graph.columns:
            return
        told = {(each.node, scheme) for (scheme, _), held in self._codes.items() for each in held}
        for node in np.flatnonzero(entities & graph.columns["codes"].known()).tolist():
            of = [
                graph.property(node, key) or [] for key in ("codes", "codes_since", "codes_until")
            ]
            for code, since, until in zip_longest(*of, fillvalue=""):
                scheme, _, text = code.partition(":")
                if (ids[node], scheme) not in told:
                    self._codes[scheme, text].append(Held(ids[node], *_days(since, until)))

    def codes(self) -> list[tuple[str, str]]:
        """List all schemes and codes that somebody ever had."""
        return list(self._codes)

    def _life(self, id: str) -> tuple[int, int]:
        """Return from when to when a node was a state by the lists that know it; else for ever."""
        spells = self._spells.get(id)
        if not spells:
            return FOREVER
        first, last = min(each[0] for each in spells), max(each[1] for each in spells)
        return first if first > _LISTS_BEGIN else FOREVER[0], last

    @cached_property
    def _spells(self) -> dict[str, list[tuple[int, int]]]:
        found: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for (scheme, _), held in self._codes.items():
            if scheme in _PLAIN_NUMBERS:
                for each in held:
                    found[each.node].append(each[1:])
        return found

    @cached_property
    def names(self) -> dict[str, list[Held]]:
        """Who had which name when, by the form in which spellings are equal."""
        found: dict[str, dict[Held, None]] = defaultdict(dict)
        for id, number, node in self._everywhere:
            graph = self.graphs[number]
            keys = [key for key in graph.columns if key.startswith(("name", "short_name"))
                    and not key.startswith("names")]  # fmt: skip
            own = [name for key in keys if (name := graph.property(node, key))]
            for name in [*own, *(graph.property(node, "aliases") or [])]:
                found[name_key(str(name))][Held(id, *self._life(id))] = None
            of = [
                graph.property(node, key) or [] for key in ("names", "names_since", "names_until")
            ]
            for name, since, until in zip_longest(*of, fillvalue=""):
                found[name_key(name)][Held(id, *_days(since, until))] = None
        judged = {name_key(text): [Held(id, *FOREVER)] for text, id in self._judged.items()}
        return {name: list(held) for name, held in found.items()} | judged

    def find(self, scheme: str, text: str) -> list[Held]:
        """List who ever had a code; none if nobody had.

        Raises
        ------
        NotFound
            When a name is judged to be that of a node that there is not.
        """
        if scheme == "name":
            found = self.names.get(name_key(text), [])
            if found and found[0].node not in self.places:
                raise NotFound(f"{text!r} is judged to be {found[0].node!r}: there is no such node")
            return found
        if scheme == "id":
            return [Held(text, *FOREVER)] if text in self.places else []
        if scheme in _THREE_DIGITS and text.isdigit():
            text = text.zfill(3)
        if scheme in _PLAIN_NUMBERS and text.isdigit():
            text = str(int(text))
        return self._codes.get((scheme, text), [])

    def suggestion(self, scheme: str, text: str) -> str:
        """Return the nearest name, if names are looked for."""
        if scheme != "name":
            return ""
        near = nearest(name_key(text), self.names, likeness=0.8)
        return self.names[near][0].node if near else ""


def _days(since: str, until: str) -> tuple[int, int]:
    first = days(since).first.toordinal() if since else FOREVER[0]
    last = days(until).last.toordinal() if until and until != OPEN else FOREVER[1]
    return first, last
