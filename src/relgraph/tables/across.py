"""What must hold between the rows of edges: ids, facts, corrections, claimed nodes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relgraph.errors import nearest
from relgraph.model.assertions import UNRELIABLE, is_claim

if TYPE_CHECKING:
    from collections.abc import Mapping

    from relgraph.model.records import Edge, Node, Source
    from relgraph.model.schema import Schema
    from relgraph.tables.rows import Row


class Across:
    """Remembers of each edge what the others need: whether it may correct, and its fact."""

    def __init__(
        self, schema: Schema, nodes: Mapping[str, Node], sources: Mapping[str, Source]
    ) -> None:
        self.schema = schema
        self.nodes = nodes
        self.sources = sources
        self.corrects: dict[str, bool] = {}
        self.facts: dict[str, tuple[str, frozenset[str], str]] = {}
        self.awaited: list[tuple[str, Row]] = []

    def see(self, edge: Edge, row: Row) -> None:
        """Check an edge against those before it."""
        if edge.id in self.corrects:
            row.fault("id", "duplicate-id", f"the id {edge.id!r} is taken already")
        self.corrects[edge.id] = self._may_correct(edge)
        self.awaited.extend((id, row) for id in edge.superseded_by)
        if edge.fact:
            self._check_fact(edge, row)
        claim = is_claim(edge, self.sources)
        if edge.superseded_by and not claim:
            row.fault("superseded_by", "not-deprecated", "what is superseded must be deprecated")
        for side, id in (("from", edge.source), ("to", edge.target)):
            node = self.nodes.get(id)
            if node and node.rank == "deprecated" and not claim and edge.citations:
                row.fault(
                    side, "claimed-node",
                    f"{id} is deprecated: only claims may speak of it",
                )  # fmt: skip

    def _may_correct(self, edge: Edge) -> bool:
        cited = (self.sources[citation.source] for citation in edge.citations)
        return any(
            source.access == "read" and source.reliability not in UNRELIABLE for source in cited
        )

    def _check_fact(self, edge: Edge, row: Row) -> None:
        pair = frozenset((edge.source, edge.target))
        seen = self.facts.setdefault(edge.fact, (edge.type, pair, edge.id))
        if seen[:2] != (edge.type, pair):
            row.fault(
                "fact", "fact-mismatch",
                f"{edge.fact!r} is about another type or pair in {seen[2]!r}",
            )  # fmt: skip

    def finish(self) -> None:
        """Check what rows said of rows after them."""
        for id, row in self.awaited:
            if id not in self.corrects:
                row.fault(
                    "superseded_by", "unknown-edge", f"no edge {id!r}", nearest(id, self.corrects)
                )
            elif not self.corrects[id]:
                row.fault(
                    "superseded_by", "weak-correction",
                    f"{id} rests on no source that was read and is better than E",
                )  # fmt: skip
