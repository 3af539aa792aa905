"""What follows from assertions taken together: which of them count, and what became of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from relgraph.model.claims import VERDICTS as OF_CLAIMS
from relgraph.model.fields import RANKS, STATUSES
from relgraph.store.claims import Claims

if TYPE_CHECKING:
    from relgraph.graph.words import Array
    from relgraph.tables.edges import EdgeColumns

VERDICTS = (*OF_CLAIMS, "refuted", "disputed", "corroborated", "stated")


class Assertions:
    """All assertions of a folder: those that share a fact, and are no claims, are rivals."""

    def __init__(self, edges: EdgeColumns) -> None:
        self.numbers = edges.numbers
        self.rank = _among(edges, "rank", RANKS)
        self.status = _among(edges, "status", STATUSES)
        self.claim = self.numbers["claim"].astype(bool)
        self.main = edges.of_default_series()
        self.superseded = Claims(edges)

    def counts(self) -> Array:
        """Return what sums may add: actual ones of the default series, alone or preferred."""
        facts = self.numbers["facts"]
        alone = (facts == 0) | (self._rivals(facts) == 1)
        actual = (self.status == STATUSES.index("actual")) & self.main
        found: Array = actual & ~self.claim & (alone | (self.rank == RANKS.index("preferred")))
        return found

    def verdicts(self) -> Array:
        """Return what has become of each assertion: numbers in `VERDICTS`."""
        facts = self.numbers["facts"]
        equals = self._rivals(np.where(facts, facts + self.rank, 0))
        deprecated = self.rank == RANKS.index("deprecated")
        told = {
            "refuted": deprecated,
            "disputed": (facts != 0) & (equals > 1),
            "corroborated": self.numbers["corroborated"].astype(bool),
        }
        stated = VERDICTS.index("stated")
        found = np.select(list(told.values()), [VERDICTS.index(name) for name in told], stated)
        for row, verdict in self.superseded.verdicts():
            found[row] = VERDICTS.index(verdict)
        return found

    def _rivals(self, keys: Array) -> Array:
        """Return how many rivals have the key of each assertion; a key of 0 has none."""
        rivals = np.sort(keys[(keys != 0) & ~self.claim])
        last, first = (np.searchsorted(rivals, keys, side) for side in ("right", "left"))
        found: Array = last - first
        return found


def _among(edges: EdgeColumns, column: str, words: tuple[str, ...]) -> Array:
    """Return the number of each edge's word among those that it may be."""
    known = [words.index(value) if value else 0 for value in edges.choices[column].known.values]
    found: Array = np.array(known)[edges.numbers[column]]
    return found
