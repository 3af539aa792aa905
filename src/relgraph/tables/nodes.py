"""Nodes, whole columns at once: what they say, and which rows need a look of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from relgraph.graph.blocks import Numbers, Texts
from relgraph.model.fields import NODE_FIELDS
from relgraph.tables import cells, reading
from relgraph.tables.among import repeated
from relgraph.tables.coded import Coded, Values, hashes
from relgraph.tables.known import KnownNodes
from relgraph.tables.scan import Scan
from relgraph.tables.sound import probed
from relgraph.tables.texts import check_name
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
        self.typed = Typed(types, nobody, keep=keep)
        self.values = {"kind": Values(more=1), "rank": Values(more=1), "aliases": Values()}
        self._kinds = {
            family: Coded(self._read_kind(family), self.values["kind"], empty=True)
            for family in schema.families
        }
        [rank] = (field for field in NODE_FIELDS if field.name == "rank")
        self._rank = Coded(reading.choice_of(rank), self.values["rank"], empty=True)
        aliases = probed("aliases", lambda row: list(cells.read_list(row, "aliases")))
        self._aliases = Coded(aliases, self.values["aliases"])

    def see(self, block: Block, family: str) -> None:
        """Read a block of a family's file."""
        scan = Scan(block)
        ids = scan.texts("id", says=False)
        scan.suspect[[row for row, id in enumerate(ids) if not cells.is_id(id)]] = True
        self._keep("id", ids)
        for column in self.texts.keys() - {"id"}:
            texts = scan.texts(column)
            scan.suspect[_misnamed(column, texts)] = True
            self._keep(column, texts)
        found = {
            "kind": scan.codes("kind", self._kinds[family]),
            "rank": scan.codes("rank", self._rank),
            "aliases": scan.codes("aliases", self._aliases),
        }
        kinds = self.values["kind"].table()[found["kind"], 2]
        columns = [name for name in block.columns if name not in self.schema.node_columns]
        found |= scan.typed(columns, self.typed, kinds)[0]
        deprecated = found["rank"] == self._rank["deprecated"]
        named = [self.kinds[kind] if kind >= 0 else "" for kind in kinds.tolist()]
        self.nodes.add(ids, named, deprecated.tolist())
        found |= {"suspect": scan.suspect, "content": scan.content}
        self.numbers.add(block.size, found | {"folded": hashes([id.casefold() for id in ids])})

    def _keep(self, column: str, texts: Sequence[str]) -> None:
        if self.keep:
            self.texts[column].add(texts)

    def suspects(self, sources: Iterable[str]) -> Array:
        """Return a mask of the rows that may be at fault, alone or together with others."""
        folded = hashes([id.casefold() for id in sources])
        ids = repeated(np.concatenate([self.numbers["folded"], folded]))
        content = repeated(self.numbers["content"])
        found: Array = self.numbers["suspect"].astype(bool) | ids[: self.numbers.size] | content
        return found

    def _read_kind(self, family: str) -> Read:
        probe = probed("kind", lambda row: reading.read_kind(row, self.schema, family))

        def read(text: str) -> tuple[Any, bool, tuple[int, ...]]:
            kind, sound, _ = probe(text)
            return kind, sound, (self.kinds.index(kind) if kind else -1,)

        return read


def _misnamed(column: str, texts: Sequence[str]) -> list[int]:
    """Return the rows whose name may be none, or is not in the script of its language."""
    if column == "name":
        return [row for row, text in enumerate(texts) if not text or text[0].isdigit()]
    if not column.startswith("name_"):
        return []

    def check(row: Row) -> None:
        check_name(row, column, column.removeprefix("name_"))

    probe = probed(column, check)
    return [row for row, text in enumerate(texts) if text and not probe(text)[1]]
