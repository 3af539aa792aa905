"""What follows from assertions taken together: claims, verdicts, and which of them count."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from relgraph.model.records import Edge, Source

Verdict = Literal["corrected", "refuted", "disputed", "corroborated", "stated"]
UNRELIABLE = ("E", "F")


def is_claim(edge: Edge, sources: Mapping[str, Source]) -> bool:
    """Return whether an assertion is deprecated or rests on unreliable sources alone."""
    return edge.rank == "deprecated" or all(
        sources[citation.source].reliability in UNRELIABLE for citation in edge.citations
    )


class Assertions:
    """All assertions of a data set, asked about one of them.

    Parameters
    ----------
    edges
        All edges.
    sources
        All sources by id.
    """

    def __init__(self, edges: Iterable[Edge], sources: Mapping[str, Source]) -> None:
        self.sources = sources
        self.rivals: dict[str, list[Edge]] = defaultdict(list)
        for edge in edges:
            if edge.fact and not is_claim(edge, sources):
                self.rivals[edge.fact].append(edge)

    def counts(self, edge: Edge) -> bool:
        """Return whether sums may add it: an actual assertion, alone in its fact or preferred."""
        if edge.status != "actual" or is_claim(edge, self.sources):
            return False
        alone = not edge.fact or len(self.rivals[edge.fact]) == 1
        return alone or edge.rank == "preferred"

    def verdict(self, edge: Edge) -> Verdict:
        """Return what has become of an assertion."""
        if edge.rank == "deprecated":
            return "corrected" if edge.superseded_by else "refuted"
        equals = [other for other in self.rivals[edge.fact] if other.rank == edge.rank]
        if edge.fact and len(equals) > 1:
            return "disputed"
        publishers = {self.sources[citation.source].publisher for citation in edge.citations}
        return "corroborated" if len(publishers) > 1 else "stated"
