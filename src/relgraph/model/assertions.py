"""Which assertions are claims."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from relgraph.model.records import Edge, Source

UNRELIABLE = ("E", "F")


def is_claim(edge: Edge, sources: Mapping[str, Source]) -> bool:
    """Return whether an assertion is deprecated or rests on unreliable sources alone."""
    return edge.rank == "deprecated" or all(
        sources[citation.source].reliability in UNRELIABLE for citation in edge.citations
    )
