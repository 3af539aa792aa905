"""The nodes of a checked folder, its sources and the data set itself as columns of a graph."""

from __future__ import annotations

from collections import defaultdict
from operator import attrgetter
from typing import TYPE_CHECKING, Any

import numpy as np

from relgraph.model.fields import NODE_FIELDS, SOURCE_FIELDS
from relgraph.store.columns import coded, in_order, known, typed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from relgraph.graph.columns import Column
    from relgraph.graph.words import Array
    from relgraph.model.records import Dataset, DatedName
    from relgraph.store.columns import Columns
    from relgraph.tables.nodes import NodeColumns

    Coded = tuple[Array, list[Any]]

_COVERAGE = attrgetter("source", "type", "actors", "since", "until", "grain", "absence", "rows")


class NodeLayout:
    """Lays out the nodes, then the sources, then the data set itself."""

    def __init__(self, nodes: NodeColumns, rest: Dataset) -> None:
        self.nodes = nodes
        self.rest = rest
        self.kinds = rest.schema.kinds

    def labels(self) -> list[tuple[str, ...]]:
        """Return the labels of each of them."""
        sets = {
            name: tuple(dict.fromkeys(("Entity", kind.family, name)))
            for name, kind in self.kinds.items()
        }
        found = [
            ("Entity", "Claimed") if deprecated else sets[kind]
            for kind, deprecated in zip(
                self.nodes.nodes.kinds, self.nodes.nodes.deprecated, strict=True
            )
        ]
        return [*found, *[("Entity", "Source")] * len(self.rest.sources), ("Dataset",)]

    def columns(self) -> dict[str, Column]:
        """Return the properties of all of them."""
        own, more = self._own() | self._named(), self._more()
        nothing: Coded = (np.zeros(self.nodes.numbers.size, np.int32), [None])
        columns: Columns = {
            key: self._column(own.get(key, nothing), more.get(key))
            for key in dict.fromkeys([*own, *more])
        }
        size = len(self.nodes.nodes.kinds) + len(self.rest.sources) + 1
        for name, texts in self.nodes.texts.items():
            columns[name] = texts.then([text or "" for text in more.get(name, ())]).column(size)
        for key, values in self.nodes.typed.values.items():
            codes = np.zeros(size, np.int32)
            codes[: self.nodes.numbers.size] = self.nodes.numbers[key]
            columns |= typed(key, codes, values.values)
        names = {name: columns[name] for name in self.rest.schema.name_columns}
        return known(in_order(columns, NODE_FIELDS) | names | columns)

    def _own(self) -> dict[str, Coded]:
        """Return what nodes have, coded; code 0 is nothing."""
        names = list(self.kinds)
        at = {name: number for number, name in enumerate(names, 1)}
        kind = np.array([at[name] for name in self.nodes.nodes.kinds], np.int32)
        claimed = np.array(self.nodes.nodes.deprecated, bool)
        sure = np.where(claimed, 0, kind)
        return {
            "kind": (sure, [None, *names]),
            "family": (sure, [None, *(each.family for each in self.kinds.values())]),
            "claims": (np.where(claimed, kind, 0), [None, *names]),
            "aliases": (self.nodes.numbers["aliases"], self.nodes.values["aliases"].values),
            "dataset": (np.ones(len(kind), np.int32), [None, self.rest.id]),
        }

    def _named(self) -> dict[str, Coded]:
        """Return dated names and codes as lists of equal length."""
        languages = {"names_language": lambda row: row.scheme}
        names = _dated("names", lambda row: row.text) | languages
        codes = _dated("codes", lambda row: f"{row.scheme}:{row.text}")
        return self._lists(self.rest.names, names) | self._lists(self.rest.codes, codes)

    def _lists(
        self, rows: Iterable[DatedName], read: Mapping[str, Callable[[DatedName], str]]
    ) -> dict[str, Coded]:
        of_nodes: dict[int, list[DatedName]] = defaultdict(list)
        for row in rows:
            of_nodes[self.nodes.nodes.numbers[row.node]].append(row)
        at = np.zeros(self.nodes.numbers.size, np.int32)
        at[list(of_nodes)] = np.arange(1, 1 + len(of_nodes))
        return {
            key: (at, [None, *([each(row) for row in own] for own in of_nodes.values())])
            for key, each in read.items()
        }

    def _more(self) -> dict[str, list[Any]]:
        """Return the properties of sources and of the data set."""
        sources, rest = self.rest.sources, self.rest
        of_sources = {key: [getattr(source, key) for source in sources] for key in SOURCE_FIELDS}
        of_sources |= {"name": of_sources["title"], "dataset": [rest.id] * len(sources)}
        of_dataset = {
            "id": rest.id, "title": rest.title, "licence": rest.licence, "dataset": rest.id,
            "version": rest.version or None, "as_of": rest.as_of,
            "schema": rest.schema_text,
            "coverage": ["\t".join(_COVERAGE(row)) for row in rest.coverage],
        }  # fmt: skip
        nobody = [None] * len(sources)
        return {
            key: [*of_sources.get(key, nobody), of_dataset.get(key)]
            for key in dict.fromkeys([*of_sources, *of_dataset])
        }

    def _column(self, own: Coded, more: Sequence[Any] | None) -> Column | None:
        codes, values = own
        rest = [None] * (1 + len(self.rest.sources)) if more is None else more
        others = np.arange(len(values), len(values) + len(rest))
        return coded(np.concatenate([codes, others]), [*values, *rest])


def _dated(what: str, text: Callable[[DatedName], str]) -> dict[str, Callable[[DatedName], str]]:
    return {
        what: text,
        f"{what}_since": lambda row: row.since,
        f"{what}_until": lambda row: row.until,
        f"{what}_sources": lambda row: ";".join(map(str, row.citations)),
    }
