"""A graph in columns back to records: the inverse of `relgraph.store.from_tables`."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Any

from relgraph.model.dates import Span, days
from relgraph.model.fields import EDGE_FIELDS, NODE_FIELDS, SOURCE_FIELDS
from relgraph.model.quantity import Quantity, Written
from relgraph.model.records import Citation, Coverage, Dataset, DatedName, Edge, Node, Source
from relgraph.model.schema import schema_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from relgraph.graph.property_graph import PropertyGraph
    from relgraph.model.fields import Field
    from relgraph.model.types import Property, Schema

    Data = Mapping[str, Any]


def dataset_of(graph: PropertyGraph) -> Dataset:
    """Return the data set that a graph was built of, schema, names, codes and coverage included.

    >>> from relgraph.paths import shipped
    >>> from relgraph.store.cache import open_folder
    >>> found = dataset_of(open_folder(shipped("data")))
    >>> [node.name for node in found.nodes if node.id == "CHN"]
    ['China']
    """
    [number] = graph.with_label("Dataset")
    data = graph.properties(number)
    schema = schema_of(tomllib.loads(data["schema"]))
    found = Dataset(
        data["id"],
        data.get("title", ""),
        data.get("licence", ""),
        data.get("version", ""),
        data.get("as_of"),
        schema,
        data["schema"],
    )
    for node in graph.with_label("Entity"):
        labels, properties = graph.labels_of(node), graph.properties(node)
        if "Source" in labels:
            found.sources.append(_source(properties))
            continue
        found.nodes.append(_node(properties, schema, claimed="Claimed" in labels))
        found.names.extend(_dated(properties, "names", properties.get("names_language", [])))
        found.codes.extend(_codes(properties))
    found.edges.extend(_edges(graph, schema))
    known = {source.id for source in found.sources}
    lines = (Coverage(*line.split("\t")) for line in data.get("coverage", []))
    found.coverage.extend(line for line in lines if line.source in known)
    return found


def _source(data: Data) -> Source:
    published = data.get("published", "")
    day = days(published).first if published else None
    return Source(**{key: data.get(key, "") for key in SOURCE_FIELDS}, day=day)


def _fields(data: Data, fields: tuple[Field, ...]) -> dict[str, Any]:
    """Read the properties of their own that every record has, by its attributes."""
    return {
        field.name: _attribute(data.get(field.property), field)
        for field in fields
        if field.name and field.property and field.form != "follows"
    }


def _attribute(value: Any, field: Field) -> Any:  # noqa: ANN401  # any property
    if field.form == "citations":
        return _citations(value or [])
    if field.form == "list":
        return tuple(value or ())
    return field.default if value is None else value


def _node(data: Data, schema: Schema, *, claimed: bool) -> Node:
    kind = data["claims"] if claimed else data["kind"]
    return Node(
        **_fields(data, NODE_FIELDS),
        kind=kind,
        family=schema.kinds[kind].family,
        names={column: data[column] for column in schema.name_columns if column in data},
        rank="deprecated" if claimed else "normal",
        properties=_typed(data, schema.kinds[kind].properties),
    )


def _typed(data: Data, properties: Mapping[str, Property]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, prop in properties.items():
        if prop.type == "quantity" and f"{name}_text" in data:
            text, low, high = (data.get(f"{name}_{part}") for part in ("text", "min", "max"))
            found[name] = Quantity(str(text), low, high, data.get(name))
        elif prop.type == "number" and f"{name}_text" in data:
            found[name] = Written(data[f"{name}_text"])
        elif prop.type != "quantity" and name in data:
            found[name] = data[name]
    return found


def _citations(texts: list[str]) -> tuple[Citation, ...]:
    parts = (text.partition("#") for text in texts)
    return tuple(Citation(source, locator) for source, _, locator in parts)


def _dated(data: Data, what: str, schemes: list[str]) -> Iterator[DatedName]:
    for at, text in enumerate(data.get(what, [])):
        cited = data[f"{what}_sources"][at]
        yield DatedName(
            data["id"],
            text,
            schemes[at],
            data[f"{what}_since"][at],
            data[f"{what}_until"][at],
            _citations(cited.split(";") if cited else []),
        )


def _codes(data: Data) -> Iterator[DatedName]:
    texts = [code.partition(":") for code in data.get("codes", [])]
    plain = {**data, "codes": [code for _, _, code in texts]}
    return _dated(plain, "codes", [scheme for scheme, _, _ in texts])


def _edges(graph: PropertyGraph, schema: Schema) -> Iterator[Edge]:
    spans = [field for field in EDGE_FIELDS if field.name.startswith("span.")]
    for number, table in enumerate(graph.tables):
        for row in range(len(table)):
            data = graph.relation_properties((number, row))
            source, target = (graph.property(end, "id") for end in graph.ends((number, row)))
            name = data.get("claims", table.name)
            span: dict[str, Any] = {
                f.name.removeprefix("span."): data.get(f.property) for f in spans
            }
            yield Edge(
                **_fields(data, EDGE_FIELDS),
                type=name,
                source=source,
                target=target,
                span=Span(**span),
                properties=_typed(data, schema.edges[name].properties),
            )
