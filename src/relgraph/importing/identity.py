"""Codes and names of a file to actors, as of the date of the row: never by a guess."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from itertools import zip_longest
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from relgraph.errors import nearest
from relgraph.model.dates import days
from relgraph.model.meant import OPEN
from relgraph.model.text import name_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from relgraph.graph.property_graph import PropertyGraph
    from relgraph.graph.words import Array
    from relgraph.importing.frame import Texts

FOREVER = (1, 3652059)
"""Ordinals of the first and the last day of the years 1 to 9999."""
_THREE_DIGITS = ("iso3n", "m49")
_PLAIN_NUMBERS = ("cow", "gw")


class Held(NamedTuple):
    """A node that had a code, or a name, from a day to a day (ordinals)."""

    node: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Failure:
    """Rows whose code did not resolve, and why."""

    rows: Array
    code: str
    message: str
    suggestion: str = ""


class Registry:
    """Who had which code and name when, by the nodes of some graphs; the first graph wins.

    >>> from relgraph.paths import shipped
    >>> from relgraph.store.cache import open_folder
    >>> registry = Registry([open_folder(shipped("data"))])
    >>> [held.node for held in registry.find("cow", "365")]
    ['RUS']
    """

    def __init__(self, graphs: Sequence[PropertyGraph]) -> None:
        self.graphs = graphs
        self.places: dict[str, tuple[int, int]] = {}
        self._codes: dict[tuple[str, str], list[Held]] = defaultdict(list)
        for number, graph in enumerate(graphs):
            self._learn(number, graph)
        self.schemes = {scheme for scheme, _ in self._codes} | {"name", "id"}

    def _learn(self, number: int, graph: PropertyGraph) -> None:
        nodes = np.flatnonzero(graph.labelled("Entity") & ~graph.labelled("Source", "Claimed"))
        known = [graph.property(node, "id") for node in nodes.tolist()]
        new = [(node, id) for node, id in zip(nodes.tolist(), known, strict=True)
               if id not in self.places]  # fmt: skip
        self.places |= {id: (number, node) for node, id in new}
        for node, id in new:
            of = [
                graph.property(node, key) or [] for key in ("codes", "codes_since", "codes_until")
            ]
            for code, since, until in zip_longest(*of, fillvalue=""):
                scheme, _, text = code.partition(":")
                self._codes[scheme, text].append(Held(id, *_days(since, until)))

    @cached_property
    def names(self) -> dict[str, list[Held]]:
        """Who had which name when, by the form in which spellings are equal."""
        found: dict[str, dict[Held, None]] = defaultdict(dict)
        for id, (number, node) in self.places.items():
            graph = self.graphs[number]
            keys = [key for key in graph.columns if key.startswith(("name", "short_name"))
                    and not key.startswith("names")]  # fmt: skip
            own = [name for key in keys if (name := graph.property(node, key))]
            for name in [*own, *(graph.property(node, "aliases") or [])]:
                found[name_key(str(name))][Held(id, *FOREVER)] = None
            of = [
                graph.property(node, key) or [] for key in ("names", "names_since", "names_until")
            ]
            for name, since, until in zip_longest(*of, fillvalue=""):
                found[name_key(name)][Held(id, *_days(since, until))] = None
        return {name: list(held) for name, held in found.items()}

    def find(self, scheme: str, text: str) -> list[Held]:
        """List who ever had a code; none if nobody had."""
        if scheme == "name":
            return self.names.get(name_key(text), [])
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


class Resolver:
    """Resolves columns of codes to numbers of nodes, which ``number`` gives to ids."""

    def __init__(self, registry: Registry) -> None:
        self.registry = registry
        self.ids: dict[str, int] = {}

    def number(self, id: str) -> int:
        """Return the number of a node, a new one where it is new."""
        return self.ids.setdefault(id, len(self.ids))

    def resolve(
        self, scheme: str, texts: Texts, first: Array, last: Array, *, ever: bool = False
    ) -> tuple[Array, list[Failure]]:
        """Return the node of each row, -1 for none, and why there is none.

        A code counts if somebody had it on the first day of the row; if nobody had, the one who
        had it on another of its days. ``first`` and ``last`` are ordinals, 0 is unknown. With
        ``ever`` a code that one node alone ever had counts on any day, and one of several between
        two spells of the same node, and before and after all.
        """
        found = np.full(len(texts), -1, np.int32)
        failures = []
        order = np.argsort(texts.codes, kind="stable")
        numbers, words = texts.used()
        starts = np.searchsorted(texts.codes[order], numbers)
        ends = np.append(starts[1:], len(order))
        for word, start, end in zip(words, starts.tolist(), ends.tolist(), strict=True):
            rows = order[start:end]
            held = self.registry.find(scheme, word) if word else []
            if not held:
                failures.append(self._nobody(scheme, word, rows))
            elif len({each.node for each in held}) == 1 and (
                ever or any(each[1:] == FOREVER for each in held)
            ):
                found[rows] = self.number(held[0].node)
            else:
                found[rows] = self._dated(held, first[rows], last[rows])
                if ever:
                    self._nearest(held, found, rows[found[rows] < 0], first)
                failures += self._undecided(scheme, word, held, rows[found[rows] < 0], first)
        return found, failures

    def _dated(self, held: Sequence[Held], first: Array, last: Array) -> Array:
        found = np.full(len(first), -1, np.int32)
        for each in held:
            at = (found < 0) & (first > 0) & (each.first <= first) & (first <= each.last)
            found[at] = self.number(each.node)
        open_ = found < 0
        several = np.zeros(len(first), bool)
        for each in held:
            number = self.number(each.node)
            overlaps = (first == 0) | ((each.first <= last) & (first <= each.last))
            at = open_ & overlaps
            several |= at & (found >= 0) & (found != number)
            found[at & (found < 0)] = number
        found[several] = -1
        return found

    def _nearest(self, held: Sequence[Held], found: Array, rows: Array, first: Array) -> None:
        """Take, between spells of one node, and before and after all spells, whoever is next."""
        for row in rows.tolist():
            before = [each for each in held if 0 < each.last < first[row]]
            after = [each for each in held if each.first > first[row] > 0]
            beside = {max(before, key=lambda each: each.last).node} if before else set()
            beside |= {min(after, key=lambda each: each.first).node} if after else set()
            if len(beside) == 1:
                found[row] = self.number(beside.pop())

    def _nobody(self, scheme: str, word: str, rows: Array) -> Failure:
        if not word:
            return Failure(rows, "no-code", f"the cell is empty: expected a code of {scheme}")
        hint = self.registry.suggestion(scheme, word)
        what = "the name" if scheme == "name" else f"the {scheme} code"
        return Failure(rows, "unknown-code", f"nobody has {what} {word!r}", hint)

    def _undecided(  # what the message tells
        self, scheme: str, word: str, held: Sequence[Held], rows: Array, first: Array
    ) -> Iterable[Failure]:
        for each in (rows[first[rows] == 0], rows[first[rows] > 0]):
            if not len(each):
                continue
            spans = "; ".join(_told(one) for one in held)
            when = "without a date" if first[each[0]] == 0 else "on the date of the row"
            yield Failure(
                each,
                "code-not-valid",
                f"{scheme} {word!r} is nobody's, or several's, {when}: {spans}",
            )


def _told(held: Held) -> str:
    from datetime import date

    first = f" from {date.fromordinal(held.first)}" if held.first > FOREVER[0] else ""
    last = f" until {date.fromordinal(held.last)}" if held.last < FOREVER[1] else ""
    return f"{held.node}{first}{last}"
