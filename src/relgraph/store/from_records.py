"""Checked records to a graph in columns: labels, properties, computed dates and verdicts."""

from __future__ import annotations

from collections import defaultdict
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from relgraph.graph.build import Edges, build
from relgraph.graph.columns import Column, column_of
from relgraph.model.assertions import Assertions, is_claim
from relgraph.model.fields import CLAIMED, EDGE_FIELDS, NODE_FIELDS, SOURCE_FIELDS
from relgraph.model.quantity import Quantity, Written, number_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from relgraph.graph.property_graph import PropertyGraph
    from relgraph.model.fields import Field
    from relgraph.model.records import Dataset, DatedName, Edge, Node

    Columns = dict[str, list[Any]]
    Follows = Mapping[str, Callable[[Any], Any]]

_COVERAGE = attrgetter("source", "type", "actors", "since", "until", "grain", "absence")


def build_graph(dataset: Dataset) -> PropertyGraph:
    """Build the graph of a checked data set, the same whatever the order of files.

    >>> from relgraph.paths import shipped
    >>> from relgraph.tables.folder import read_folder
    >>> graph = build_graph(read_folder(shipped("data")))
    >>> graph.property(list(graph.seek("id", "CHN"))[0], "name_zh")
    '中国'
    """
    ids = [node.id for node in dataset.nodes] + [source.id for source in dataset.sources]
    numbers = {id: number for number, id in enumerate(ids)}
    labels = [_labels(node) for node in dataset.nodes]
    labels += [("Entity", "Source")] * len(dataset.sources) + [("Dataset",)]
    sources = {source.id: source for source in dataset.sources}
    by_type: dict[str, list[Edge]] = defaultdict(list)
    for edge in dataset.edges:
        by_type[CLAIMED if is_claim(edge, sources) else edge.type].append(edge)
    follows = _of_edges(dataset, Assertions(dataset.edges, sources))
    edges = {
        name: Edges.of(
            [numbers[edge.source] for edge in of_type],
            [numbers[edge.target] for edge in of_type],
            _packed(_edge_columns(of_type, follows, claims=name == CLAIMED)),
        )
        for name, of_type in sorted(by_type.items())
    }
    return build(labels, _nodes(dataset), edges, dataset.schema.meta(dataset.title))


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


def _plain(value: Any) -> Any:  # noqa: ANN401  # any value of a record
    """Return a value as a graph holds it: citations are texts, lists are lists."""
    return [x if isinstance(x, str) else str(x) for x in value] if type(value) is tuple else value


def _of_edges(dataset: Dataset, assertions: Assertions) -> Follows:
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


def _number(value: Any) -> Any:  # noqa: ANN401  # any value of a record
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
        "schema": dataset.schema_text,
        "coverage": ["\t".join(_COVERAGE(row)) for row in dataset.coverage],
        "dataset": dataset.id,
    }
