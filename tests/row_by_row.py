"""A folder read row by row, cell by cell: the oracle of the reader of whole columns.

Each row is read by the functions that name what is wrong with one, and becomes a record; of the
records a graph is built value by value.
"""

from __future__ import annotations

from collections import defaultdict
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from relgraph.errors import FaultyData
from relgraph.graph.build import Edges, build
from relgraph.graph.columns import Column, column_of
from relgraph.model.assertions import is_claim
from relgraph.model.claims import Statement, verdict
from relgraph.model.fields import CLAIMED, EDGE_FIELDS, NODE_FIELDS, SOURCE_FIELDS
from relgraph.model.quantity import Quantity, Written, number_text
from relgraph.tables import folder as folders
from relgraph.tables import reading
from relgraph.tables.across import Across
from relgraph.tables.reader import FolderReader, check_twin, sure
from relgraph.tables.sheet import read_rows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from relgraph.graph.property_graph import PropertyGraph
    from relgraph.model.fields import Field
    from relgraph.model.records import Dataset, DatedName, Edge, Node

    Columns = dict[str, list[Any]]
    Follows = Mapping[str, Callable[[Any], Any]]

_COVERAGE = attrgetter("source", "type", "actors", "since", "until", "grain", "absence", "rows")


def faults_of(folder: Path):
    """Every fault and warning, in order."""
    return _read(folder)[1]


def records_of(folder: Path) -> Dataset:
    """The records of a folder that is sound."""
    dataset, faults = _read(folder)
    faults = [fault for fault in faults if not fault.warning]
    if faults:
        raise FaultyData(faults)
    return dataset


def _read(folder: Path):
    faults = []
    reader = RowByRow(folder, *folders.folder_schema(folder), faults.append)
    return reader.checked(keep=True), folders.in_order(faults)


class RowByRow(FolderReader):
    def checked(self, *, keep):
        self.found: list[Node] = []
        self.edges: list[Edge] = []
        rest = super().checked(keep=keep).rest
        rest.nodes.extend(self.found)
        rest.edges.extend(self.edges)
        return rest

    def _read_nodes(self, **_keep):
        twins = {}
        for family, sheet in self._node_sheets(self.report):
            for row in read_rows(sheet.file, sheet.layout, self.report):
                node = reading.read_node(sure(row), self.schema, family)
                taken = node.id in self.nodes or node.id in self.sources
                self._take_id(row, node.id, taken=taken)
                self.nodes.add([node.id], [node.kind], [node.rank == "deprecated"])
                if not taken:
                    check_twin(twins, node.id, row)
                    self.found.append(node)

    def _read_edges(self, **_keep):
        across = Across(self.schema, self.nodes, self.sources, self.as_of, lambda: across.corrects)
        for area, sheet in self._edge_sheets(self.report):
            for row in read_rows(sheet.file, sheet.layout, self.report):
                if row.broken:
                    across.lose(row["id"])
                    continue
                edge = reading.read_edge(row, self.schema, self.nodes, self.sources, area)
                if edge is not None:
                    across.see(edge, row)
                    self.edges.append(edge)
        across.finish()


class _Assertions:
    def __init__(self, edges, sources, types):
        self.sources = sources
        self.types = types
        self.edges = {edge.id: edge for edge in edges}
        self.above = {
            (edge.source, edge.target)
            for edge in edges
            if types[edge.type].belongs and not is_claim(edge, sources)
        }
        self.rivals = defaultdict(list)
        for edge in edges:
            if edge.fact and not is_claim(edge, sources):
                self.rivals[edge.fact].append(edge)

    def counts(self, edge):
        if edge.status != "actual" or is_claim(edge, self.sources):
            return False
        if edge.series not in {"", self.types[edge.type].series}:
            return False
        alone = not edge.fact or len(self.rivals[edge.fact]) == 1
        return alone or edge.rank == "preferred"

    def verdict(self, edge):
        if is_claim(edge, self.sources) and edge.superseded_by:
            corrections = [self.statement(self.edges[id]) for id in edge.superseded_by]
            return verdict(self.statement(edge), corrections, self.belongs)
        if edge.rank == "deprecated":
            return "refuted"
        equals = [other for other in self.rivals[edge.fact] if other.rank == edge.rank]
        if edge.fact and len(equals) > 1:
            return "disputed"
        publishers = {self.sources[citation.source].publisher for citation in edge.citations}
        return "corroborated" if len(publishers) > 1 else "stated"

    def belongs(self, part, whole):
        above = {end for start, end in self.above if start == part}
        return whole in above or any((each, whole) in self.above for each in above)

    def statement(self, edge):
        typed = self.types[edge.type].properties
        values = {k: v for k, v in edge.properties.items() if not typed[k].detail}
        type = self.types[edge.type]
        ends = (edge.source, edge.target)
        return Statement(
            edge.type, type.dated, ends, type.symmetric, edge.status, edge.span, values
        )


def build_graph(dataset: Dataset) -> PropertyGraph:
    """Build the graph of a checked data set, the same whatever the order of files."""
    ids = [node.id for node in dataset.nodes] + [source.id for source in dataset.sources]
    numbers = {id: number for number, id in enumerate(ids)}
    labels = [_labels(node) for node in dataset.nodes]
    labels += [("Entity", "Source")] * len(dataset.sources) + [("Dataset",)]
    sources = {source.id: source for source in dataset.sources}
    by_type: dict[str, list[Edge]] = defaultdict(list)
    for edge in dataset.edges:
        by_type[CLAIMED if is_claim(edge, sources) else edge.type].append(edge)
    follows = _of_edges(dataset, _Assertions(dataset.edges, sources, dataset.schema.edges))
    edges = {
        name: Edges.of(
            [numbers[edge.source] for edge in of_type],
            [numbers[edge.target] for edge in of_type],
            _packed(_edge_columns(of_type, follows, claims=name == CLAIMED)),
        )
        for name, of_type in sorted(by_type.items())
    }
    return build(labels, _nodes(dataset), edges, dataset.schema.meta(dataset.title, dataset.as_of))


def _labels(node: Node) -> tuple[str, ...]:
    if node.rank == "deprecated":
        return ("Entity", "Claimed")
    return tuple(dict.fromkeys(("Entity", node.family, node.kind)))


def _packed(columns: Columns) -> dict[str, Column]:
    """Pack columns; an empty text or list is not known, and a column of such is none."""
    known = {
        name: [None if value in ("", [], ()) else value for value in values]
        for name, values in columns.items()
    }
    return {
        name: column_of(values)
        for name, values in known.items()
        if any(value is not None for value in values)
    }


def _fields(records: Sequence[Any], fields: tuple[Field, ...], follows: Follows) -> Columns:
    """Lay out the properties that every record has, in the order of their table."""
    found: Columns = {}
    for field in fields:
        if field.form == "follows" and not field.name:
            value = follows.get(field.property)
        else:
            value = attrgetter(field.name) if field.property else None
        if value is not None:
            found[field.property] = [_plain(value(record)) for record in records]
    return found


def _plain(value: Any) -> Any:  # any value of a record
    """Return a value as a graph holds it: citations are texts, lists are lists."""
    return [x if isinstance(x, str) else str(x) for x in value] if type(value) is tuple else value


def _of_edges(dataset: Dataset, assertions: _Assertions) -> Follows:
    """Return what follows from the other fields of an edge, and from the other edges."""
    types = dataset.schema.edges
    return {
        "dated": lambda edge: types[edge.type].dated,
        "source_ids": lambda edge: [citation.source for citation in edge.citations],
        "counts": assertions.counts,
        "verdict": assertions.verdict,
        "claims": lambda edge: edge.type,
        "dataset": lambda _edge: dataset.id,
    }


def _edge_columns(edges: list[Edge], follows: Follows, *, claims: bool) -> Columns:
    wanted = {key: value for key, value in follows.items() if claims or key != "claims"}
    return _fields(edges, EDGE_FIELDS, wanted) | _typed([edge.properties for edge in edges])


def _typed(rows: Sequence[Mapping[str, Any]]) -> Columns:
    """Lay out typed properties, quantities as ``x``, ``x_min``, ``x_max`` and ``x_text``.

    A plain number has an ``x_text`` only if it was not written as short as it can be.
    """
    found: Columns = {}
    for name in dict.fromkeys(name for row in rows for name in row):
        values = [row.get(name) for row in rows]
        found[name] = [_number(value) for value in values]
        bounds = [value if isinstance(value, Quantity) else None for value in values]
        found[f"{name}_min"] = [value and value.min for value in bounds]
        found[f"{name}_max"] = [value and value.max for value in bounds]
        found[f"{name}_text"] = [_as_written(value) for value in values]
    return found


def _number(value: Any) -> Any:  # any value of a record
    if isinstance(value, Quantity):
        return value.exact
    return float(value) if isinstance(value, Written) else value


def _as_written(value: object) -> str | None:
    if isinstance(value, Quantity):
        return value.text
    if isinstance(value, Written) and value.text != number_text(float(value)):
        return value.text
    return None


def _nodes(dataset: Dataset) -> dict[str, Column]:
    """Lay out the nodes, then the sources, then the data set itself."""
    nodes, sources = dataset.nodes, dataset.sources
    follows: Follows = {
        "kind": lambda node: node.kind if node.rank != "deprecated" else "",
        "family": lambda node: node.family if node.rank != "deprecated" else "",
        "claims": lambda node: node.kind if node.rank == "deprecated" else "",
        "dataset": lambda _node: dataset.id,
    }
    of_nodes = _fields(nodes, NODE_FIELDS, follows) | _names(dataset)
    of_nodes |= _typed([node.properties for node in nodes])
    of_sources = {key: [getattr(source, key) for source in sources] for key in SOURCE_FIELDS}
    of_sources |= {"name": of_sources["title"], "dataset": [dataset.id] * len(sources)}
    of_dataset = {key: [value] for key, value in _dataset(dataset).items()}
    parts = ((of_nodes, len(nodes)), (of_sources, len(sources)), (of_dataset, 1))
    keys = dict.fromkeys(key for part, _ in parts for key in part)
    return _packed({
        key: [value for part, size in parts for value in part.get(key, [None] * size)]
        for key in keys
    })  # fmt: skip


def _names(dataset: Dataset) -> Columns:
    """Lay out names by language, and dated names and codes as lists of equal length."""
    names, codes = _by_node(dataset.names), _by_node(dataset.codes)
    ids = [node.id for node in dataset.nodes]
    found: Columns = {
        column: [node.names.get(column) for node in dataset.nodes]
        for column in dataset.schema.name_columns
    }
    found |= _dated("names", [names[id] for id in ids], lambda row: row.text)
    found |= _dated("codes", [codes[id] for id in ids], lambda row: f"{row.scheme}:{row.text}")
    found["names_language"] = [[row.scheme for row in names[id]] for id in ids]
    return found


def _dated(what: str, rows: Sequence[list[DatedName]], text: Callable[[DatedName], str]) -> Columns:
    return {
        what: [[text(row) for row in of_node] for of_node in rows],
        f"{what}_since": [[row.since for row in of_node] for of_node in rows],
        f"{what}_until": [[row.until for row in of_node] for of_node in rows],
        f"{what}_sources": [
            [";".join(map(str, row.citations)) for row in of_node] for of_node in rows
        ],
    }


def _by_node(rows: Iterable[DatedName]) -> dict[str, list[DatedName]]:
    found: dict[str, list[DatedName]] = defaultdict(list)
    for row in rows:
        found[row.node].append(row)
    return found


def _dataset(dataset: Dataset) -> dict[str, Any]:
    return {
        "id": dataset.id,
        "title": dataset.title,
        "licence": dataset.licence,
        "version": dataset.version,
        "as_of": dataset.as_of,
        "schema": dataset.schema_text,
        "coverage": ["\t".join(_COVERAGE(row)) for row in dataset.coverage],
        "dataset": dataset.id,
    }


def graph_of(folder: Path) -> PropertyGraph:
    """The graph of a folder that is sound."""
    return build_graph(records_of(folder))
