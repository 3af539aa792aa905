"""Nodes, whole columns at once: what they say, and which rows need a look of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from relgraph.graph.blocks import Numbers, Texts
from relgraph.model.fields import NODE_FIELDS
from relgraph.tables import cells, reading
from relgraph.tables.among import repeated
from relgraph.tables.batch import FULL, Batch
from relgraph.tables.coded import Coded, Values, folded
from relgraph.tables.known import KnownNodes
from relgraph.tables.sound import probed
from relgraph.tables.texts import check_other_name
from relgraph.tables.typed import Typed

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from relgraph.graph.words import Array
    from relgraph.model.types import Schema
    from relgraph.tables.row import Row
    from relgraph.tables.sheet import Block
    from relgraph.tables.sound import Read


class NodeColumns:
    """Reads the nodes of a folder; with ``keep`` what they say is kept for a graph.

    ``numbers`` has the codes of ``values`` by column, ``texts`` the texts that rarely repeat.
    """

    def __init__(self, schema: Schema, nodes: KnownNodes, *, keep: bool) -> None:
        self.schema = schema
        self.nodes = nodes
        self.keep = keep
        self.numbers = Numbers()
        self.texts = {name: Texts() for name in ("id", "name", *schema.name_columns, "note")}
        self.kinds = list(schema.kinds)
        nobody = KnownNodes(lambda: ())
        types = (kind.properties for kind in schema.kinds.values())
        self.typed = Typed(types, nobody, schema.node_columns, keep=keep)
        self.values = {"kind": Values(more=1), "rank": Values(more=1), "aliases": Values()}
        self._kinds = {
            family: Coded(self._read_kind(family), self.values["kind"], empty=True)
            for family in schema.families
        }
        [rank] = (field for field in NODE_FIELDS if field.name == "rank")
        self._rank = Coded(reading.choice_of(rank), self.values["rank"], empty=True)
        aliases = probed("aliases", lambda row: list(cells.read_list(row, "aliases")))
        self._aliases = Coded(aliases, self.values["aliases"])
        self._batch = Batch()

    def see(self, block: Block, family: str) -> None:
        """Read a block of a family's file."""
        batch = self._batch
        batch.begin(block)
        kind = batch.codes("kind", self._kinds[family])
        kinds = self.values["kind"].table()[2][kind].astype(np.int32)
        rank = batch.codes("rank", self._rank)
        batch.codes("aliases", self._aliases)
        self.typed.see(batch, kinds)
        for column, kept in self.texts.items():
            texts = batch.texts(column)
            batch.doubt(cells.odd_ids(texts) if column == "id" else _misnamed(column, texts))
            if column == "id":
                batch.put("folded", folded(texts))
                named = [self.kinds[each] if each >= 0 else "" for each in kinds.tolist()]
                self.nodes.add(texts, named, (rank == self._rank["deprecated"]).tolist())
            if self.keep:
                kept.add(texts)
        batch.end()
        if batch.size >= FULL:
            self._judge()

    def end(self, _family: str) -> None:
        """End a file."""
        if self._batch.size:
            self._judge()
        self._batch = Batch()

    def _judge(self) -> None:
        batch, numbers = self._batch, self._batch.numbers
        suspect, content = batch.judged()
        kinds = self.values["kind"].table()[2][numbers["kind"]].astype(np.int32)
        lacking, *_ = self.typed.judge(batch, kinds)
        suspect[lacking] = True
        found = {"suspect": suspect, "content": content, "folded": numbers["folded"]}
        found |= {name: numbers[name] for name in ("aliases", *self.typed.values)}
        self.numbers.add(batch.size, found)
        self._batch = Batch()

    def suspects(self, sources: Iterable[str]) -> Array:
        """Return a mask of the rows that may be at fault, alone or together with others."""
        ids = repeated(np.concatenate([self.numbers["folded"], folded(list(sources))]))
        content = repeated(self.numbers["content"])
        found: Array = self.numbers["suspect"].astype(bool) | ids[: self.numbers.size] | content
        return found

    def _read_kind(self, family: str) -> Read:
        def read(row: Row) -> str:
            return reading.read_kind(row, self.schema, family)

        return probed("kind", read, lambda kind: self.kinds.index(kind) if kind else -1)


def _misnamed(column: str, texts: Sequence[str]) -> list[int]:
    """Return the rows whose name may be none, or is not in the script of its language."""
    if column == "name":
        return [row for row, text in enumerate(texts) if not text or text[0].isdigit()]
    if "name_" not in column and column != "short_name":
        return []
    probe = probed(column, lambda row: check_other_name(row, column))
    return [row for row, text in enumerate(texts) if text and not probe(text)[1]]
