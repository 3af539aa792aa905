"""What must hold between the rows of edges: ids, facts, corrections, spells, claimed nodes."""

from __future__ import annotations

from bisect import bisect
from collections import defaultdict
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from relgraph.model.assertions import UNRELIABLE, is_claim
from relgraph.model.quantity import Quantity
from relgraph.tables.cells import read_list
from relgraph.tables.suggest import Suggestions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from relgraph.model.records import Edge, Source
    from relgraph.model.types import Schema
    from relgraph.tables.known import KnownNodes
    from relgraph.tables.row import Row


class _Fact(NamedTuple):
    """The first assertion of a fact, and how many there are."""

    type: str
    pair: frozenset[str]
    row: Row
    members: int


class _Spell(NamedTuple):
    """The days on which an edge surely holds, and what other edges of the two are told of it."""

    start: date
    end: date
    id: str
    source: str
    fact: str

    @classmethod
    def of(cls, edge: Edge) -> _Spell | None:
        """Return the sure days of an edge; None if there are none, or they are not known."""
        start = edge.span.since_latest
        end = date.max if edge.span.ongoing else edge.span.until_earliest
        if start is None or end is None or end < start:
            return None
        return cls(start, end, edge.id, edge.source, edge.fact)

    def meets(self, other: _Spell) -> bool:
        """Return whether both surely hold on some day."""
        return self.start <= other.end and other.start <= self.end


class Across:
    """Remembers of each edge what the others need, and no more: ids, hashes, facts, spells.

    It needs to see those edges only that may contradict or repeat another, or lack another, and
    all of them; ``ids`` reads the ids of all edges, for suggestions.
    """

    def __init__(
        self,
        schema: Schema,
        nodes: KnownNodes,
        sources: Mapping[str, Source],
        ids: Callable[[], Iterable[str]],
    ) -> None:
        self.schema = schema
        self.nodes = nodes
        self.sources = sources
        self._ids = ids
        self.corrects: dict[str, bool] = {}
        self.folded: dict[str, str] = {}
        self.contents: dict[int, str] = {}
        self.facts: dict[str, _Fact] = {}
        self.spells: dict[int, list[_Spell]] = defaultdict(list)
        self.awaited: list[tuple[str, Row]] = []

    @cached_property
    def _suggestions(self) -> Suggestions:
        return Suggestions(self._ids())

    def lose(self, id: str) -> None:
        """Remember the id of a row of which nothing else can be known."""
        self.corrects.setdefault(id, True)

    def see(self, edge: Edge, row: Row) -> None:
        """Check an edge against those before it."""
        if edge.id in self.corrects:
            row.fault("id", "duplicate-id", f"the id {edge.id!r} is taken already")
        elif (other := self.folded.setdefault(edge.id.casefold(), edge.id)) != edge.id:
            row.fault("id", "case-of-id", f"the ids {other!r} and {edge.id!r} differ in case only")
        self.corrects[edge.id] = self._may_correct(edge)
        self.awaited.extend((id, row) for id in edge.superseded_by)
        claim = is_claim(edge, self.sources)
        again = self._check_content(edge, row)
        if edge.fact:
            self._check_fact(edge, row)
        if not (claim or again) and self.schema.edges[edge.type].dated == "spell":
            self._check_spell(edge, row)
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

    def _check_content(self, edge: Edge, row: Row) -> bool:
        """Report a row that says what another says, and cites it from the same place."""
        said = {column: row[column] for column in row.numbers if row[column] and column != "id"}
        if self.schema.edges[edge.type].symmetric:
            said["from"], said["to"] = sorted((edge.source, edge.target))
        first = self.contents.setdefault(hash(frozenset(said.items())), edge.id)
        if first != edge.id:
            row.fault("id", "duplicate-row", f"says the same as {first!r}: delete one of them")
        return first != edge.id

    def _check_fact(self, edge: Edge, row: Row) -> None:
        pair = frozenset((edge.source, edge.target))
        seen = self.facts.get(edge.fact, _Fact(edge.type, pair, row, 0))
        self.facts[edge.fact] = seen._replace(members=seen.members + 1)
        if (seen.type, seen.pair) != (edge.type, pair):
            row.fault(
                "fact", "fact-mismatch",
                f"{edge.fact!r} is about another type or pair in {seen.row['id']!r}",
            )  # fmt: skip

    def _check_spell(self, edge: Edge, row: Row) -> None:
        """Report two spells of one pair that surely share a day, and are no rivals.

        What is kept of a pair does not overlap, so that only the neighbours need a look.
        """
        of = [
            (name, "" if isinstance(value, Quantity) else value)
            for name, value in sorted(edge.properties.items())
        ]
        ends = (edge.source, edge.target)
        pair = frozenset(ends) if self.schema.edges[edge.type].symmetric else ends
        key = hash((edge.type, pair, edge.status, str(of)))
        spell = _Spell.of(edge)
        if spell is None:
            return
        kept = self.spells[key]
        at = bisect(kept, spell.start, key=lambda other: other.start)
        beside = [other for other in kept[max(at - 1, 0) : at + 1] if spell.meets(other)]
        for other in beside:
            self._tell_overlap(edge, row, other)
        if not beside:
            kept.insert(at, spell)

    def _tell_overlap(self, edge: Edge, row: Row, other: _Spell) -> None:
        turned = other.source != edge.source
        if edge.fact and edge.fact == other.fact:
            return
        what = f"holds while {other.id!r} does"
        if turned:
            what += f", and {edge.type} is stored once, in either direction"
            row.fault("since", "reversed-spell", f"{what}: keep one, or give both the same fact")
        else:
            row.fault("since", "overlap", f"{what}: is one of them to end, or a rival (fact)?")

    def finish(self) -> None:
        """Check what rows said of rows after them."""
        for name, fact in self.facts.items():
            if fact.members == 1:
                fact.row.fault("fact", "lonely-fact", f"no other row has the fact {name!r}")
        for id, row in self.awaited:
            if id not in self.corrects:
                hint = self._suggestions.nearest(id)
                listed = [hint if each == id else each for each in read_list(row, "superseded_by")]
                row.fault(
                    "superseded_by", "unknown-edge", f"no edge {id!r}", hint and ";".join(listed)
                )
            elif not self.corrects[id]:
                row.fault(
                    "superseded_by", "weak-correction",
                    f"{id} rests on no source that was read and is better than E",
                )  # fmt: skip
