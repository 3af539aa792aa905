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
    """An assertion of a fact, and how many there are: all, and those that are no claims."""

    type: str
    pair: frozenset[str]
    row: Row
    members: int
    open: int


class _Figure(NamedTuple):
    """The first assertion of a figure about one thing, time and series."""

    id: str
    fact: str


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
        as_of: date | None,
        ids: Callable[[], Iterable[str]],
    ) -> None:
        self.as_of = as_of
        self.schema = schema
        self.nodes = nodes
        self.sources = sources
        self._ids = ids
        self.corrects: dict[str, bool] = {}
        self.folded: dict[str, str] = {}
        self.contents: dict[int, str] = {}
        self.facts: dict[str, _Fact] = {}
        self.spells: dict[int, list[_Spell]] = defaultdict(list)
        self.figures: dict[int, _Figure] = {}
        self.awaited: list[tuple[str, Row]] = []

    @cached_property
    def _suggestions(self) -> Suggestions:
        return Suggestions(self._ids())

    def lose(self, id: str) -> None:
        """Remember the id of a row of which nothing else can be known."""
        self.corrects.setdefault(id, True)

    def see(self, edge: Edge, row: Row) -> None:
        """Check an edge against those before it."""
        self._check_id(edge, row)
        self.corrects[edge.id] = self._may_correct(edge)
        self.awaited.extend((id, row) for id in edge.superseded_by)
        claim = is_claim(edge, self.sources)
        again = self._check_content(edge, row)
        if edge.fact:
            self._check_fact(edge, row, claim=claim)
        if not (claim or again):
            self._check_time(edge, row)
        if not claim:
            self._check_meaning(edge, row)
        if edge.superseded_by and not claim:
            row.fault("superseded_by", "not-deprecated", "what is superseded must be deprecated")
        for side, id in (("from", edge.source), ("to", edge.target)):
            node = self.nodes.get(id)
            if node and node.rank == "deprecated" and not claim and edge.citations:
                row.fault(
                    side, "claimed-node",
                    f"{id} is deprecated: only claims may speak of it",
                )  # fmt: skip

    def _check_id(self, edge: Edge, row: Row) -> None:
        if edge.id in self.corrects:
            row.fault("id", "duplicate-id", f"the id {edge.id!r} is taken already")
        elif (other := self.folded.setdefault(edge.id.casefold(), edge.id)) != edge.id:
            row.fault("id", "case-of-id", f"the ids {other!r} and {edge.id!r} differ in case only")

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

    def _check_fact(self, edge: Edge, row: Row, *, claim: bool) -> None:
        pair = frozenset((edge.source, edge.target))
        seen = self.facts.get(edge.fact, _Fact(edge.type, pair, row, 0, 0))
        self.facts[edge.fact] = seen._replace(
            row=seen.row if claim or seen.open else row,
            members=seen.members + 1,
            open=seen.open + (not claim),
        )
        if (seen.type, seen.pair) != (edge.type, pair):
            row.fault(
                "fact", "fact-mismatch",
                f"{edge.fact!r} is about another type or pair in {seen.row['id']!r}",
            )  # fmt: skip

    def _check_meaning(self, edge: Edge, row: Row) -> None:
        """Report a note that denies the type, and a plan whose day has passed."""
        denial = self.schema.denial(edge.type, edge.note)
        if denial:
            row.fault("note", "note-denies", f"says {denial!r}: is {edge.type} the right type?")
        type = self.schema.edges[edge.type]
        start = None if type.figure and type.dated == "instant" else edge.span.since_latest
        if edge.status == "planned" and self.as_of and start and start < self.as_of:
            row.fault(
                "status", "past-plan",
                f"was planned for {edge.since}, and the data are as of {self.as_of}: "
                "did it come about?",
            )  # fmt: skip

    def _check_time(self, edge: Edge, row: Row) -> None:
        """Report what another row says of the same two and time, where neither is a rival."""
        told = self._check_figure(edge, row)
        if not told and self.schema.edges[edge.type].dated == "spell":
            self._check_spell(edge, row)

    def _check_spell(self, edge: Edge, row: Row) -> None:
        """Report two spells of one pair that surely share a day, and are no rivals.

        What is kept of a pair does not overlap, so that only the neighbours need a look.
        """
        spell = _Spell.of(edge)
        if spell is None:
            return
        met: dict[str, _Spell] = {}
        for quantity in _quantities(edge) or [""]:
            kept = self.spells[hash((self._key(edge), quantity))]
            at = bisect(kept, spell.start, key=lambda other: other.start)
            beside = [other for other in kept[max(at - 1, 0) : at + 1] if spell.meets(other)]
            met |= {other.id: other for other in beside}
            if not beside:
                kept.insert(at, spell)
        for other in met.values():
            self._tell_overlap(edge, row, other)

    def _check_figure(self, edge: Edge, row: Row) -> bool:
        """Report two figures about one pair, time and series that are no rivals."""
        told = False
        if edge.span.since is None:
            return told
        for quantity in _quantities(edge):
            key = hash((self._key(edge), edge.span.since, edge.span.until, quantity))
            first = self.figures.setdefault(key, _Figure(edge.id, edge.fact))
            if first.id != edge.id and not (edge.fact and edge.fact == first.fact):
                row.fault(
                    quantity, "same-figure",
                    f"{first.id!r} says it of the same two and time: "
                    "is one of them a rival (fact), or of another series?",
                )  # fmt: skip
                told = True
        return told

    def _key(self, edge: Edge) -> tuple[object, ...]:
        """Return what two rows about one relation share but time, quantities and details."""
        type = self.schema.edges[edge.type]
        ends = (edge.source, edge.target)
        pair = frozenset(ends) if type.symmetric else ends
        series = "" if edge.series == type.series else edge.series
        of = [
            (name, value)
            for name, value in sorted(edge.properties.items())
            if not (isinstance(value, Quantity) or type.properties[name].detail)
        ]
        return (edge.type, pair, edge.status, series, str(of))

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
            elif fact.open == 1:
                what = f"all other rows of the fact {name!r} are claims, and no rivals"
                fact.row.fault("fact", "lonely-fact", what)
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


def _quantities(edge: Edge) -> list[str]:
    return [name for name, value in edge.properties.items() if isinstance(value, Quantity)]
