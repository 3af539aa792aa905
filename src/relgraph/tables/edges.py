"""Edges, whole columns at once: what they say, and which rows need a look of their own."""

from __future__ import annotations

from itertools import compress
from typing import TYPE_CHECKING, Any

import numpy as np

from relgraph.graph.blocks import Numbers, Texts
from relgraph.model.fields import CLAIMED, EDGE_COLUMNS, EDGE_FIELDS
from relgraph.tables import reading
from relgraph.tables.among import Corrections, Facts, closed, overlapping, repeated, weight
from relgraph.tables.batch import FULL, Batch
from relgraph.tables.bounds import DATED, LAST_DAY, Dates
from relgraph.tables.cells import odd_ids, read_list
from relgraph.tables.cited import Cited
from relgraph.tables.coded import Coded, Values, folded
from relgraph.tables.ends import Ends
from relgraph.tables.sound import probed
from relgraph.tables.typed import Typed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from relgraph.graph.words import Array
    from relgraph.model.records import Source
    from relgraph.model.types import Schema
    from relgraph.tables.bounds import Bounds
    from relgraph.tables.cited import Citations
    from relgraph.tables.known import KnownNodes
    from relgraph.tables.sheet import Block

_KEPT = (
    "from", "to", "status", "rank", "confidence", "series", "superseded_by", "cited",
    "corroborated",
)  # fmt: skip
"""Columns of a batch that a graph is made of as they are."""


class EdgeColumns:
    """Reads the edges of a folder; with ``keep`` what they say is kept for a graph.

    ``numbers`` has ends, days and codes by column; ``table`` is the number of the table of a
    graph that an edge belongs to, in ``tables``; ``texts`` has by table what rarely repeats, and
    ``sources`` the numbers of the sources that its edges cite, ``cited`` in number each.
    """

    def __init__(
        self,
        schema: Schema,
        nodes: KnownNodes,
        sources: Mapping[str, Source],
        as_of: date | None,
        *,
        keep: bool,
    ) -> None:
        self.as_of = as_of.toordinal() if as_of else 0
        self.schema = schema
        self.keep = keep
        self.numbers = Numbers()
        self.tables = [*schema.edges, CLAIMED]
        self.texts: dict[tuple[int, str], Texts] = {}
        self.sources: dict[int, list[Array]] = {}
        self.areas = dict(
            zip(schema.issue_areas, range(1, 1 + len(schema.issue_areas)), strict=True)
        )
        types = (type.properties for type in schema.edges.values())
        self.typed = Typed(types, nodes, EDGE_COLUMNS, keep=keep)
        self.dates = Dates(schema.edges.values())
        self.cited = Cited(sources)
        self.ends = Ends(schema, nodes)
        self.choices = {
            field.column: Coded(reading.choice_of(field), Values(more=1), empty=True)
            for field in EDGE_FIELDS
            if field.form == "choice"
        }
        self.lists = Coded(
            probed("superseded_by", lambda row: list(read_list(row, "superseded_by")))
        )
        self.series = Coded(probed("series", lambda row: row["series"]))
        read_type = probed("type", lambda row: reading.read_type(row, schema), self._number_of)
        names = [type.series for type in schema.edges.values()]
        self._deniable = np.array([*(bool(t.denied_by) for t in schema.edges.values()), False])
        self._default_series = np.array([*map(hash, names), 0], np.int64)
        self._types = Coded(read_type, Values(more=1), empty=True)
        self._coded = {**self.choices, "series": self.series, "superseded_by": self.lists}
        self._awaiting: list[int] = []
        self._awaited: list[int] = []
        self._batch = Batch()

    @property
    def values(self) -> dict[str, list[Any]]:
        """The values of the columns that every edge has and that are coded, by code."""
        found = {column: reader.known.values for column, reader in self.choices.items()}
        dates = {"since_edtf": self.dates.values.values, "until_edtf": self.dates.values.values}
        lists = {"superseded_by": self.lists.known.values}
        series = {"series": self.series.known.values}
        return {**found, **dates, **lists, **series, "issue_area": [None, *self.areas]}

    def see(self, block: Block, area: str) -> None:
        """Read a block of an issue area's file."""
        batch = self._batch
        batch.begin(block)
        type_codes = batch.codes("type", self._types)
        types = self._types.known.table()[2][type_codes].astype(np.int32)
        self.ends.see(batch)
        self.dates.see(batch, types)
        self.typed.see(batch, types)
        coded = {name: batch.codes(name, reader) for name, reader in self._coded.items()}
        texts = {name: batch.texts(name) for name in ("id", "note", "fact")}
        batch.doubt(odd_ids(texts["id"]))
        batch.put("folded", folded(texts["id"]))
        citations = self.cited.read(batch.texts("sources"))
        batch.doubt(citations.faulty)
        batch.doubt(self._denied(types, texts["note"]))
        rests = self.cited.rests(citations)
        claim = rests.unreliable | (coded["rank"] == self.choices["rank"]["deprecated"])
        told = {"claim": claim, "type number": types, "cited": citations.sizes, **rests._asdict()}
        for name, column in told.items():
            batch.put(name, column)
        batch.end()
        if self.keep:
            self._keep(np.where(claim, len(self.tables) - 1, types), texts, citations)
        if batch.size >= FULL:
            self._judge(area)

    def end(self, area: str) -> None:
        """End a file."""
        if self._batch.size:
            self._judge(area)
        self._batch = Batch()

    def _judge(self, area: str) -> None:
        batch, numbers = self._batch, self._batch.numbers
        types, claim = numbers["type number"], numbers["claim"].astype(bool)
        suspect, content = batch.judged()
        wrong, said = self.ends.judge(batch, types)
        days = self.dates.judge(batch, types, numbers["day"])
        lacking, means, measured = self.typed.judge(batch, types)
        planned = numbers["status"] == self.choices["status"]["planned"]
        suspect |= wrong | ~days.sound | (planned & (days.since_latest < self.as_of))
        suspect[lacking] = True
        speaks = self.ends.deprecated(numbers) & numbers["cites"].astype(bool)
        suspect |= ~claim & ((numbers["superseded_by"] > 0) | speaks)
        facts = numbers["fact#"]
        about = self.ends.pairs(numbers, ordered=False) * weight("about") + types
        found = {
            "suspect": suspect, "content": content + said, "corrects": numbers["corrects"],
            "ids": numbers["id#"], "folded": numbers["folded"],
            "facts": facts, "about": np.where(facts, about, 0),
            "spell": np.where(claim, 0, self._spell(types, means)),
            "figure": np.where(claim | ~measured, 0, self._figure(types, means, days)),
            "since_latest": days.since_latest, "until_earliest": days.until_earliest,
            "ongoing": days.ongoing, "claim": claim,
        }  # fmt: skip
        self._await(numbers["superseded_by"])
        if self.keep:
            found |= {name: numbers[name] for name in (*_KEPT, *self.typed.values)}
            found |= {
                "table": np.where(claim, len(self.tables) - 1, types), "type": types,
                "since": days.since, "until": days.until,
                "since_edtf": numbers["since"], "until_edtf": numbers["until"],
                "issue_area": np.full(batch.size, self.areas[area], np.int32),
            }  # fmt: skip
        self.numbers.add(batch.size, found)
        self._batch = Batch()

    def suspects(self) -> Array:
        """Return a mask of the rows that may be at fault, alone or together with others."""
        numbers = self.numbers
        suspect: Array = numbers["suspect"].astype(bool)
        suspect |= repeated(numbers["folded"]) | repeated(numbers["content"])
        last = np.where(numbers["ongoing"], LAST_DAY, numbers["until_earliest"])
        start = np.where(numbers["spell"], numbers["since_latest"], 0)
        suspect[overlapping(numbers["spell"], start, last)] = True
        suspect |= (numbers["figure"] != 0) & repeated(numbers["figure"])
        facts = Facts(numbers["facts"], numbers["about"], numbers["claim"].astype(bool))
        suspect[facts.odd()] = True
        awaiting, awaited = np.array(self._awaiting, np.int64), np.array(self._awaited, np.int64)
        corrections = Corrections(numbers["ids"], awaiting, awaited)
        suspect[corrections.odd(numbers["corrects"].astype(bool))] = True
        return closed(suspect, facts, corrections)

    def _denied(self, types: Array, notes: Sequence[str]) -> list[int]:
        """Return the rows whose note denies their type."""
        rows = np.flatnonzero(self._deniable[types]).tolist()
        names = list(self.schema.edges)
        return [row for row in rows if self.schema.denial(names[types[row]], notes[row])]

    def _number_of(self, type: str) -> int:
        return self.tables.index(type) if type else -1

    def _key(self, types: Array, means: Array) -> Array:
        """Return a number for all that two rows about one relation share but their time."""
        numbers = self._batch.numbers
        pairs = self.ends.pairs(numbers, ordered=self.ends.directed(types))
        status = self.choices["status"].known.table()[2][numbers["status"]]
        key = types + pairs * weight("pair") + status * weight("status") + means
        found: Array = key + self._series_of(types, numbers["series"]) * weight("series")
        return found

    def _spell(self, types: Array, means: Array) -> Array:
        """Return a number for all that two spells of one relation share; 0 is no spell."""
        spells = self.dates.dated[types] == DATED.index("spell")
        return np.where(spells, self._key(types, means), 0)

    def _figure(self, types: Array, means: Array, days: Bounds) -> Array:
        """Return a number for all that two figures of one time share; 0 where that is not known."""
        since, until = days.since.astype(np.int64), days.until.astype(np.int64)
        key = self._key(types, means) + since * weight("since") + until * weight("until")
        return np.where(days.since > 0, key, 0)

    def _series_of(self, types: Array, codes: Array) -> Array:
        """Return the hash of each edge's series; 0 is the default one of its type."""
        names = self.series.known.table()[1][codes]
        return np.where(names == self._default_series[types], 0, names)

    def of_default_series(self) -> Array:
        """Return a mask of the edges whose series is the default one of their type."""
        found: Array = self._series_of(self.numbers["type"], self.numbers["series"]) == 0
        return found

    def _await(self, codes: Array) -> None:
        """Remember the ids that rows name as their correction."""
        for row in np.flatnonzero(codes).tolist():
            ids = self.lists.known.values[codes[row]]
            self._awaiting += [self.numbers.size + row] * len(ids)
            self._awaited += map(hash, ids)

    def _keep(
        self, tables: Array, texts: Mapping[str, Sequence[str]], citations: Citations
    ) -> None:
        present = np.flatnonzero(np.bincount(tables + 1)[1:]).tolist()
        for table in present:
            own = tables == table
            cited = np.repeat(own, citations.sizes)
            columns = {**texts, "sources": citations.texts}
            for name, cells in columns.items():
                mask = cited if name == "sources" else own
                some = list(compress(cells, mask.tolist())) if len(present) > 1 else cells
                self.texts.setdefault((table, name), Texts()).add(some)
            self.sources.setdefault(table, []).append(citations.sources[cited])
