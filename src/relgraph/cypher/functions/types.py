"""Types of values: whether a value is of one, and how its own is called.

As Neo4j's manual has them ("Property, structural, and constructed values", "valueType()").
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from relgraph.cypher.functions.signature import Function, function
from relgraph.cypher.values.entities import Node, Path, Relationship
from relgraph.graph.times import DateTime, Duration, LocalDateTime, LocalTime, Time

if TYPE_CHECKING:
    from relgraph.cypher.syntax import tree

_NAMES: dict[type, str] = {
    bool: "BOOLEAN", str: "STRING", int: "INTEGER", float: "FLOAT", date: "DATE",
    LocalTime: "LOCAL TIME", Time: "ZONED TIME", LocalDateTime: "LOCAL DATETIME",
    DateTime: "ZONED DATETIME", Duration: "DURATION", Node: "NODE", Relationship: "RELATIONSHIP",
    dict: "MAP", list: "LIST", Path: "PATH",
}  # fmt: skip
_ORDER = ["NOTHING", *_NAMES.values()]
_ANY_NAME = re.compile("|".join(sorted(_ORDER, key=len, reverse=True)))
_OF_ENTITIES = ("NODE", "RELATIONSHIP", "MAP", "PATH")


def name_of(value: object) -> str:
    """Return the name of a value's type, without that of its items."""
    return _NAMES.get(type(value)) or next(
        name for kind, name in _NAMES.items() if isinstance(value, kind)
    )


def is_of(value: object, spec: tree.TypeSpec) -> bool:
    """Return whether a value is of a type; null is of every type that does not exclude it."""
    if spec.name == "UNION":
        return any(is_of(value, part) for part in spec.parts)
    if spec.name == "NOTHING":
        return False
    if value is None:
        return spec.nullable
    if spec.name in ("ANY", "NULL"):
        return spec.name == "ANY"
    if spec.name == "PROPERTY VALUE":
        return _is_property(value)
    if name_of(value) != spec.name:
        return False
    if isinstance(value, list) and spec.parts:
        return all(is_of(item, spec.parts[0]) for item in value)
    return True


def _is_property(value: object) -> bool:
    """Return whether a property can hold a value: lists are of one type, and of no others."""
    if isinstance(value, list):
        kinds = {name_of(item) for item in value if item is not None}
        return None not in value and len(kinds) <= 1 and not kinds & {"LIST", *_OF_ENTITIES}
    return name_of(value) not in _OF_ENTITIES


def value_type(value: object) -> str:
    """Return the type of a value as Neo4j writes it.

    >>> value_type(1), value_type([1, None, "a"]), value_type(None)
    ('INTEGER NOT NULL', 'LIST<STRING | INTEGER> NOT NULL', 'NULL')
    """
    if value is None:
        return "NULL"
    if not isinstance(value, list):
        return f"{name_of(value)} NOT NULL"
    if not value:
        return "LIST<NOTHING> NOT NULL"
    kinds = {value_type(item) for item in value}
    if "NULL" in kinds and len(kinds) > 1:
        kinds = {kind.removesuffix(" NOT NULL") for kind in kinds - {"NULL"}}
    ordered = sorted(kinds, key=_rank)
    return f"LIST<{' | '.join(ordered)}> NOT NULL"


def _rank(kind: str) -> tuple[int, ...]:
    """Return the places of the types that a text names, the outer ones first."""
    return tuple(_ORDER.index(name) for name in _ANY_NAME.findall(kind))


TYPES: dict[str, Function] = {"valuetype": function(value_type, given_nulls=True)}
