"""A checked folder to a graph in columns: labels, properties, computed dates and verdicts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from relgraph.graph.build import Edges, build
from relgraph.graph.columns import Column
from relgraph.graph.words import Words, offsets
from relgraph.model.fields import CLAIMED, EDGE_FIELDS
from relgraph.store.columns import coded, in_order, known, typed
from relgraph.store.nodes import NodeLayout
from relgraph.store.verdicts import VERDICTS, Assertions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from relgraph.graph.property_graph import PropertyGraph
    from relgraph.graph.words import Array
    from relgraph.model.records import Dataset
    from relgraph.store.columns import Columns
    from relgraph.tables.edges import EdgeColumns
    from relgraph.tables.reader import Checked

_DATES = ("since", "until", "since_latest", "until_earliest")
_WORDS = (
    "issue_area", "since_edtf", "until_edtf", "status", "rank", "confidence", "series",
    "superseded_by",
)  # fmt: skip


def build_graph(checked: Checked) -> PropertyGraph:
    """Build the graph of a checked folder, the same whatever the order of files.

    >>> from relgraph.paths import shipped
    >>> from relgraph.tables.folder import read_folder
    >>> graph = build_graph(read_folder(shipped("data")))
    >>> graph.property(list(graph.seek("id", "CHN"))[0], "name_zh")
    '中国'
    """
    nodes = NodeLayout(checked.nodes, checked.rest)
    edges = dict(sorted(_EdgeLayout(checked.edges, checked.rest).tables()))
    meta = checked.rest.schema.meta(checked.rest.title, checked.rest.as_of)
    return build(nodes.labels(), nodes.columns(), edges, meta)


class _EdgeLayout:
    """Lays out the edges of a folder, one table of the graph after the other."""

    def __init__(self, edges: EdgeColumns, rest: Dataset) -> None:
        self.edges = edges
        self.rest = rest
        assertions = Assertions(edges)
        self.counts = assertions.counts()
        self.verdicts = assertions.verdicts()
        self.types = edges.tables[:-1]
        self.dated = [rest.schema.edges[name].dated for name in self.types]
        self.words = Words.of(source.id for source in rest.sources)
        self.codes = np.array([self.words.find(source.id) for source in rest.sources], np.int32)

    def tables(self) -> Iterator[tuple[str, Edges]]:
        """Return the edges of each table by its name, those with edges."""
        numbers, values = self.edges.numbers, self.edges.typed.values
        for number, name in enumerate(self.edges.tables):
            rows = np.flatnonzero(numbers["table"] == number)
            if len(rows):
                columns = known(in_order(self._properties(number, rows), EDGE_FIELDS))
                for key in values:
                    columns |= known(typed(key, numbers[key][rows], values[key].values))
                yield name, Edges(numbers["from"][rows], numbers["to"][rows], columns)

    def _properties(self, number: int, rows: Array) -> Columns:
        numbers, texts, values = self.edges.numbers, self.edges.texts, self.edges.values
        types = numbers["type"][rows]
        claims = self.edges.tables[number] == CLAIMED
        return {
            **{name: texts[number, name].column(len(rows)) for name in ("id", "note", "fact")},
            **{name: coded(numbers[name][rows], values[name]) for name in _WORDS},
            **{name: _days(numbers[name][rows]) for name in _DATES},
            "ongoing": Column("bool", numbers["ongoing"][rows].astype(bool)),
            "dated": coded(types, self.dated),
            "sources": texts[number, "sources"].lists(numbers["cited"][rows]),
            "source_ids": self._source_ids(number, numbers["cited"][rows]),
            "counts": Column("bool", self.counts[rows]),
            "verdict": coded(self.verdicts[rows], VERDICTS),
            "claims": coded(types, self.types) if claims else None,
            "dataset": coded(np.zeros(len(rows), np.int32), [self.rest.id]),
        }

    def _source_ids(self, number: int, sizes: Array) -> Column:
        codes = self.codes[np.concatenate(self.edges.sources[number])]
        starts = offsets(sizes)
        return Column("textlist", starts, None, self.words, codes)


def _days(ordinals: Array) -> Column | None:
    there = ordinals > 0
    if not there.any():
        return None
    return Column("date", ordinals.astype(np.int32), None if there.all() else there)
