"""Functions of nodes, relationships and paths."""

from __future__ import annotations

from typing import Any

from relgraph.cypher.functions.signature import Function, function, refuse
from relgraph.cypher.values.entities import Node, Path, Relationship


def _labels(value: object) -> list[str]:
    if not isinstance(value, Node):
        refuse("labels()", "a node", value, "InvalidArgumentValue")
    return list(value.graph.labels_of(value.number))


def _type(value: object) -> str:
    if not isinstance(value, Relationship):
        refuse("type()", "a relationship", value, "InvalidArgumentValue")
    return value.type


def _properties(value: object) -> dict[str, Any]:
    if isinstance(value, dict):
        return value
    if not isinstance(value, (Node, Relationship)):
        refuse("properties()", "a node, a relationship or a map", value)
    return value.properties


def _element_id(value: object) -> str:
    if not isinstance(value, (Node, Relationship)):
        refuse("elementId()", "a node or a relationship", value)
    return value.element_id


def _id(value: object) -> int:
    if isinstance(value, Node):
        return value.number
    if not isinstance(value, Relationship):
        refuse("id()", "a node or a relationship", value)
    return value.graph.edge_of(value.key)


def _start(value: object) -> Node:
    if not isinstance(value, Relationship):
        refuse("startNode()", "a relationship", value)
    return value.start_node


def _end(value: object) -> Node:
    if not isinstance(value, Relationship):
        refuse("endNode()", "a relationship", value)
    return value.end_node


def _nodes(value: object) -> list[Node]:
    if not isinstance(value, Path):
        refuse("nodes()", "a path", value)
    return list(value.nodes)


def _relationships(value: object) -> list[Relationship]:
    if not isinstance(value, Path):
        refuse("relationships()", "a path", value)
    return list(value.relationships)


def _length(value: object) -> int:
    if not isinstance(value, Path):
        refuse("length()", "a path", value)
    return len(value)


ENTITIES: dict[str, Function] = {
    "labels": function(_labels),
    "type": function(_type),
    "properties": function(_properties),
    "keys": function(lambda value: sorted(_properties(value)) if not isinstance(value, dict)
                     else list(value)),
    "elementid": function(_element_id),
    "id": function(_id),
    "startnode": function(_start),
    "endnode": function(_end),
    "nodes": function(_nodes),
    "relationships": function(_relationships),
    "length": function(_length),
}  # fmt: skip
