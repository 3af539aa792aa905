"""Checked records to a graph in columns: labels, properties, computed dates and verdicts."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from relgraph.cypher.graph import PropertyGraph, build
from relgraph.model.assertions import Assertions, is_claim
from relgraph.model.quantity import Quantity, Written, number_text
from relgraph.model.schema import CLAIMED

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from relgraph.model.records import Dataset, DatedName, Edge, Node, Source
    from relgraph.model.schema import Schema

Properties = dict[str, Any]
_SOURCE_TEXTS = (
    "title", "publisher", "author", "published", "language", "url", "kind", "reliability",
    "access", "licence",
)  # fmt: skip


def meta_of(schema: Schema, title: str) -> dict[str, Any]:
    """Gather what readers of a graph need of its schema: symmetric types, figures, units."""
    types = schema.edges
    return {
        "title": title,
        "kinds": sorted(schema.kinds),
        "issue_areas": sorted(schema.issue_areas),
        "symmetric": sorted(name for name, type in types.items() if type.symmetric),
        "figures": sorted(name for name, type in types.items() if type.figure),
        "belongs": sorted(name for name, type in types.items() if type.belongs),
        "middles": [name for name in schema.families if name not in ("Actor", "Place")],
        "dated": {name: type.dated for name, type in types.items()},
        "units": {
            name: {key: prop.unit for key, prop in type.properties.items()}
            for name, type in types.items()
        },
    }


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
    names, codes = _by_node(dataset.names), _by_node(dataset.codes)
    nodes = [
        (_labels(node), _node(node, names[node.id], codes[node.id], dataset))
        for node in dataset.nodes
    ]
    nodes += [(("Entity", "Source"), _source(source, dataset.id)) for source in dataset.sources]
    nodes.append((("Dataset",), _dataset(dataset)))
    sources = {source.id: source for source in dataset.sources}
    assertions = Assertions(dataset.edges, sources)
    edges: dict[str, list[tuple[int, int, Mapping[str, Any]]]] = defaultdict(list)
    for edge in dataset.edges:
        claim = is_claim(edge, sources)
        properties = _edge(edge, assertions, dataset)
        if claim:
            properties["claims"] = edge.type
        edges[CLAIMED if claim else edge.type].append(
            (numbers[edge.source], numbers[edge.target], properties)
        )
    meta = meta_of(dataset.schema, dataset.title)
    return build(nodes, {name: edges[name] for name in sorted(edges)}, meta)


def _labels(node: Node) -> tuple[str, ...]:
    if node.rank == "deprecated":
        return ("Entity", "Claimed")
    return tuple(dict.fromkeys(("Entity", node.family, node.kind)))


def _given(pairs: Mapping[str, Any]) -> Properties:
    """Leave out what is not known: empty texts and lists."""
    return {key: value for key, value in pairs.items() if value not in ("", [], None)}


def _node(
    node: Node, names: list[DatedName], codes: list[DatedName], dataset: Dataset
) -> Properties:
    return _given({
        "id": node.id,
        "family": node.family if node.rank != "deprecated" else "",
        "kind": node.kind if node.rank != "deprecated" else "",
        "claims": node.kind if node.rank == "deprecated" else "",
        "name": node.name,
        "name_zh": node.name_zh,
        "name_ru": node.name_ru,
        "aliases": list(node.aliases),
        **_typed(node.properties),
        **_dated("names", names, [name.text for name in names]),
        **_dated("codes", codes, [f"{code.scheme}:{code.text}" for code in codes]),
        "names_language": [name.scheme for name in names],
        "note": node.note,
        "dataset": dataset.id,
    })  # fmt: skip


def _dated(what: str, rows: list[DatedName], texts: list[str]) -> Properties:
    """Lay dated rows out as lists of equal length; unknown is an empty text."""
    return {
        what: texts,
        f"{what}_since": [row.since for row in rows],
        f"{what}_until": [row.until for row in rows],
        f"{what}_sources": [";".join(map(str, row.citations)) for row in rows],
    }


def _by_node(rows: Iterable[DatedName]) -> dict[str, list[DatedName]]:
    found: dict[str, list[DatedName]] = defaultdict(list)
    for row in rows:
        found[row.node].append(row)
    return found


def _typed(properties: Mapping[str, Any]) -> Properties:
    """Spread quantities over ``x``, ``x_min``, ``x_max`` and ``x_text``.

    A plain number has an ``x_text`` only if it was not written as short as it can be.
    """
    spread: Properties = {}
    for key, value in properties.items():
        if isinstance(value, Quantity):
            parts = {key: value.exact, f"{key}_min": value.min, f"{key}_max": value.max}
            spread |= {name: part for name, part in parts.items() if part is not None}
            spread[f"{key}_text"] = value.text
        else:
            spread[key] = float(value) if isinstance(value, Written) else value
            if isinstance(value, Written) and value.text != number_text(float(value)):
                spread[f"{key}_text"] = value.text
    return spread


def _source(source: Source, dataset: str) -> Properties:
    texts = {key: getattr(source, key) for key in _SOURCE_TEXTS}
    return _given({"id": source.id, "name": source.title, **texts, "dataset": dataset})


def _dataset(dataset: Dataset) -> Properties:
    columns = ("source", "type", "actors", "since", "until", "grain", "absence")
    coverage = ["\t".join(getattr(row, column) for column in columns) for row in dataset.coverage]
    return _given({
        "id": dataset.id,
        "title": dataset.title,
        "licence": dataset.licence,
        "schema": dataset.schema_text,
        "coverage": coverage,
        "dataset": dataset.id,
    })  # fmt: skip


def _edge(edge: Edge, assertions: Assertions, dataset: Dataset) -> Properties:
    span = edge.span
    return _given({
        "id": edge.id,
        "issue_area": edge.issue_area,
        "dated": dataset.schema.edges[edge.type].dated,
        "since": span.since,
        "since_latest": span.since_latest,
        "until": span.until,
        "until_earliest": span.until_earliest,
        "since_edtf": edge.since,
        "until_edtf": edge.until,
        "ongoing": span.ongoing,
        "sources": [str(citation) for citation in edge.citations],
        "source_ids": [citation.source for citation in edge.citations],
        "status": edge.status,
        "rank": edge.rank,
        "fact": edge.fact,
        "superseded_by": list(edge.superseded_by),
        "counts": assertions.counts(edge),
        "verdict": assertions.verdict(edge),
        "note": edge.note,
        **_typed(edge.properties),
        "dataset": dataset.id,
    })  # fmt: skip
