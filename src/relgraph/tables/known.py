"""Nodes that have been read, so that rows after them can name them."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from relgraph.model.text import name_key
from relgraph.tables.suggest import Suggestions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence


class Known(NamedTuple):
    """What others need to know of a node; its kind is empty where that cannot be told."""

    id: str
    kind: str
    rank: str


class KnownNodes:
    """Nodes by id, with their numbers; they also know whom a name means.

    Parameters
    ----------
    names
        Reads the id and the names of each node; asked for when a name has to be understood.
    """

    def __init__(self, names: Callable[[], Iterable[tuple[str, list[str]]]]) -> None:
        self.numbers: dict[str, int] = {}
        self.kinds: list[str] = []
        self.deprecated: list[bool] = []
        self._names = names

    def add(self, ids: Sequence[str], kinds: Sequence[str], deprecated: Sequence[bool]) -> None:
        """Add the nodes of some rows; of several with one id the first is meant."""
        for number, id in enumerate(ids, len(self.kinds)):
            self.numbers.setdefault(id, number)
        self.kinds.extend(kinds)
        self.deprecated.extend(deprecated)

    def __contains__(self, id: str) -> bool:
        return id in self.numbers

    def get(self, id: str) -> Known | None:
        """Return what is known of a node; None if there is none of this id."""
        number = self.numbers.get(id)
        if number is None:
            return None
        return Known(id, self.kinds[number], "deprecated" if self.deprecated[number] else "normal")

    @cached_property
    def _by_name(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for id, names in self._names():
            for name in (id, *names):
                found[name_key(name)].add(id)
        return found

    @cached_property
    def _suggestions(self) -> Suggestions:
        return Suggestions(self.numbers)

    def meant(self, text: str) -> str:
        """Return the id that was probably meant by a text that is none; empty if none is like it.

        The id of the only node of that name, else the id that is most alike.
        """
        named = self._by_name.get(name_key(text), set()) if text else set()
        return next(iter(named)) if len(named) == 1 else self._suggestions.nearest(text)
