"""Edges, whole columns at once: what they say, and which rows need a look of their own."""

from __future__ import annotations

from itertools import compress
from typing import TYPE_CHECKING, Any

import numpy as np

from relgraph.graph.blocks import Numbers, Texts
from relgraph.model.fields import CLAIMED, EDGE_COLUMNS, EDGE_FIELDS
from relgraph.tables import reading
from relgraph.tables.among import Corrections, Facts, closed, overlapping, repeated, weight
from relgraph.tables.bounds import DATED, LAST_DAY, Dates
from relgraph.tables.cells import is_id, read_list
from relgraph.tables.cited import Cited
from relgraph.tables.coded import Coded, Values, hashes
from relgraph.tables.ends import Ends
from relgraph.tables.scan import Scan
from relgraph.tables.sound import probed
from relgraph.tables.typed import Typed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from relgraph.graph.words import Array
    from relgraph.model.records import Source
    from relgraph.model.types import Schema
    from relgraph.tables.known import KnownNodes
    from relgraph.tables.sheet import Block

    Cells = Mapping[str, Sequence[str]]

_DAYS_OF_SPELLS = ("since_latest", "until_earliest", "ongoing")


class EdgeColumns:
    """Reads the edges of a folder; with ``keep`` what they say is kept for a graph.

    ``numbers`` has ends, days and codes by column; ``table`` is the number of the table of a
    graph that an edge belongs to, in ``tables``; ``texts`` has by table what rarely repeats.
    """

    def __init__(
        self, schema: Schema, nodes: KnownNodes, sources: Mapping[str, Source], *, keep: bool
    ) -> None:
        self.schema = schema
        self.keep = keep
        self.numbers = Numbers()
        self.tables = [*schema.edges, CLAIMED]
        self.texts: dict[tuple[int, str], Texts] = {}
        self.areas = dict(
            zip(schema.issue_areas, range(1, 1 + len(schema.issue_areas)), strict=True)
        )
        self.typed = Typed((type.properties for type in schema.edges.values()), nodes, keep=keep)
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
        self._types = Coded(self._read_type, Values(more=1), empty=True)
        self._awaiting: list[int] = []
        self._awaited: list[int] = []

    @property
    def values(self) -> dict[str, list[Any]]:
        """The values of the columns that every edge has and that are coded, by code."""
        found = {column: reader.known.values for column, reader in self.choices.items()}
        dates = {"since_edtf": self.dates.values.values, "until_edtf": self.dates.values.values}
        lists = {"superseded_by": self.lists.known.values, "source_ids": self.cited.lists.values}
        return {**found, **dates, **lists, "issue_area": [None, *self.areas]}

    def see(self, block: Block, area: str) -> None:
        """Read a block of an issue area's file."""
        scan = Scan(block)
        types = self._types.known.table()[scan.codes("type", self._types), 2].astype(np.int32)
        texts = {name: scan.texts(name, says=name != "id") for name in ("id", "note", "fact")}
        scan.suspect[[row for row, id in enumerate(texts["id"]) if not is_id(id)]] = True
        lists, citations, faulty = self.cited.read(scan.texts("sources"))
        scan.suspect[faulty] = True
        rests = self.cited.rests(lists)
        found = {"type": types, "source_ids": lists, **self.ends.see(scan, types)}
        found |= {name: scan.codes(name, reader) for name, reader in self.choices.items()}
        found |= self.dates.see(scan, types, rests.day)
        found["superseded_by"] = corrected = scan.codes("superseded_by", self.lists)
        columns = [name for name in block.columns if name not in EDGE_COLUMNS]
        typed, means = scan.typed(columns, self.typed, types)
        claim = rests.unreliable | (found["rank"] == self.choices["rank"]["deprecated"])
        scan.suspect |= ~claim & ((corrected > 0) | (self.ends.deprecated(found) & rests.cites))
        self._await(corrected)
        facts = hashes(texts["fact"])
        about = self.ends.pairs(found, ordered=False) * weight("about") + types
        judged = {
            "suspect": scan.suspect, "content": scan.content, "corrects": rests.corrects,
            "ids": hashes(texts["id"]), "folded": hashes([id.casefold() for id in texts["id"]]),
            "facts": facts, "about": np.where(facts, about, 0),
            "spell": np.where(claim, 0, self._spell(found, means)),
            **{name: found.pop(name) for name in _DAYS_OF_SPELLS},
        }  # fmt: skip
        if self.keep:
            table = np.where(claim, len(self.tables) - 1, types)
            area_code = np.full(block.size, self.areas[area], np.int32)
            found |= {"table": table, "issue_area": area_code, "claim": claim}
            judged |= {**found, **typed, "corroborated": rests.corroborated}
            self._keep(table, texts, citations)
        self.numbers.add(block.size, judged)

    def suspects(self) -> Array:
        """Return a mask of the rows that may be at fault, alone or together with others."""
        numbers = self.numbers
        suspect: Array = numbers["suspect"].astype(bool)
        suspect |= repeated(numbers["folded"]) | repeated(numbers["content"])
        last = np.where(numbers["ongoing"], LAST_DAY, numbers["until_earliest"])
        start = np.where(numbers["spell"], numbers["since_latest"], 0)
        suspect[overlapping(numbers["spell"], start, last)] = True
        facts = Facts(numbers["facts"], numbers["about"])
        suspect[facts.odd()] = True
        awaiting, awaited = np.array(self._awaiting, np.int64), np.array(self._awaited, np.int64)
        corrections = Corrections(numbers["ids"], awaiting, awaited)
        suspect[corrections.odd(numbers["corrects"].astype(bool))] = True
        return closed(suspect, facts, corrections)

    def _read_type(self, text: str) -> tuple[Any, bool, tuple[int, ...]]:
        name, sound, _ = probed("type", lambda row: reading.read_type(row, self.schema))(text)
        return name, sound, (self.tables.index(name) if name else -1,)

    def _spell(self, found: Mapping[str, Array], means: Array) -> Array:
        """Return a number for all that two spells of one relation share; 0 is no spell."""
        types = found["type"]
        pairs = self.ends.pairs(found, ordered=self.ends.directed(types))
        status = self.choices["status"].known.table()[found["status"], 2]
        key = types + pairs * weight("pair") + status * weight("status") + means
        return np.where(self.dates.dated[types] == DATED.index("spell"), key, 0)

    def _await(self, codes: Array) -> None:
        """Remember the ids that rows name as their correction."""
        for row in np.flatnonzero(codes).tolist():
            ids = self.lists.known.values[codes[row]]
            self._awaiting += [self.numbers.size + row] * len(ids)
            self._awaited += map(hash, ids)

    def _keep(self, table: Array, texts: Cells, citations: Sequence[tuple[str, ...]]) -> None:
        for number in np.flatnonzero(np.bincount(table + 1)[1:]).tolist():
            own = (table == number).tolist()
            for name, cells in texts.items():
                self._texts(number, name).add(list(compress(cells, own)))
            items = [item for cited in compress(citations, own) for item in cited]
            self._texts(number, "sources").add(items)

    def _texts(self, table: int, name: str) -> Texts:
        return self.texts.setdefault((table, name), Texts())
