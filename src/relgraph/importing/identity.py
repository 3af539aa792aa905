"""Codes and names of a file to actors, as of the date of the row: never by a guess."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from relgraph.graph.adjacency import in_order
from relgraph.store.registry import FOREVER

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from relgraph.graph.words import Array
    from relgraph.importing.frame import Texts
    from relgraph.store.registry import Held, Registry

_NOBODY, _SEVERAL = -1, -2


@dataclass(frozen=True, slots=True)
class Failure:
    """Rows whose code did not resolve, and why."""

    rows: Array
    code: str
    message: str
    suggestion: str = ""


class Resolver:
    """Resolves columns of codes to numbers of nodes, which ``number`` gives to ids."""

    def __init__(self, registry: Registry) -> None:
        self.registry = registry
        self.ids: dict[str, int] = {}

    def number(self, id: str) -> int:
        """Return the number of a node, a new one where it is new."""
        return self.ids.setdefault(id, len(self.ids))

    def resolve(
        self, scheme: str, texts: Texts, first: Array, last: Array, *, ever: bool = False,
        kinds: Sequence[str] = (),
    ) -> tuple[Array, list[Failure]]:  # fmt: skip
        """Return the node of each row, -1 for none, and why there is none.

        Of several nodes that have a code those of ``kinds`` count, if there are any.

        A code counts if somebody had it on the first day of the row; if nobody had, the one who
        had it on another of its days. ``first`` and ``last`` are ordinals, 0 is unknown. With
        ``ever`` a code that one node alone ever had counts on any day, and one of several between
        two spells of the same node, and before and after all.
        """
        found = np.full(len(texts), -1, np.int32)
        failures = []
        order = in_order(texts.codes, len(texts.words))
        numbers, words = texts.used()
        starts = np.searchsorted(texts.codes[order], numbers)
        ends = np.append(starts[1:], len(order))
        for word, start, end in zip(words, starts.tolist(), ends.tolist(), strict=True):
            rows = order[start:end]
            held = self._of_kinds(self.registry.find(scheme, word) if word else [], kinds)
            if not held:
                failures.append(self._nobody(scheme, word, rows))
            elif len({each.node for each in held}) == 1 and (
                ever or any(each[1:] == FOREVER for each in held)
            ):
                found[rows] = self.number(held[0].node)
            else:
                found[rows] = self._dated(held, first[rows], last[rows])
                if ever:
                    self._nearest(held, found, rows[found[rows] == _NOBODY], first)
                failures += self._undecided(scheme, word, held, rows[found[rows] < 0], first)
        return np.maximum(found, _NOBODY), failures

    def _of_kinds(self, held: list[Held], kinds: Sequence[str]) -> list[Held]:
        if len({each.node for each in held}) <= 1:
            return held
        registry = self.registry
        fitting = []
        for each in held:
            graph, node = registry.places[each.node]
            if not set(kinds).isdisjoint(registry.graphs[graph].labels_of(node)):
                fitting.append(each)
        return fitting or held

    def _dated(self, held: Sequence[Held], first: Array, last: Array) -> Array:
        """Return who had a code by the first graph in which somebody had it."""
        found = np.full(len(first), _NOBODY, np.int32)
        places = self.registry.places
        for graph in sorted({places[each.node][0] for each in held}):
            spells = [
                (self.number(each.node), each) for each in held if places[each.node][0] == graph
            ]
            then = _alone(
                (number, (each.first <= first) & (first <= each.last)) for number, each in spells
            )
            ever = _alone(
                (number, (first == 0) | ((each.first <= last) & (first <= each.last)))
                for number, each in spells
            )
            now = np.where(then == _NOBODY, ever, then)
            found = np.where(found == _NOBODY, now, found)
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


def _alone(claims: Iterable[tuple[int, Array]]) -> Array:
    """Return the one number that claims each row, or that nobody or that several do."""
    found = np.array(_NOBODY, np.int32)
    for number, rows in claims:
        rival = rows & (found != _NOBODY) & (found != number)
        found = np.where(rival, _SEVERAL, np.where(rows, np.int32(number), found))
    return found


def _told(held: Held) -> str:
    from datetime import date

    first = f" from {date.fromordinal(held.first)}" if held.first > FOREVER[0] else ""
    last = f" until {date.fromordinal(held.last)}" if held.last < FOREVER[1] else ""
    return f"{held.node}{first}{last}"
