"""Values of both engines in a form in which they compare by value and type."""

from __future__ import annotations

import math

from relgraph.cypher.values.entities import Node, Path, Relationship


def plain(value):
    """A value with its type, entities by id, comparable whichever engine it came from."""
    if isinstance(value, Node):
        return ("node", value["id"], tuple(sorted(value.labels)))
    if isinstance(value, Relationship):
        return ("relationship", value["id"], value.type)
    if isinstance(value, Path):
        return ("path", tuple(map(plain, value.nodes)), tuple(map(plain, value.relationships)))
    if isinstance(value, list):
        return ("list", *map(plain, value))
    if isinstance(value, dict):
        return ("map", *((key, plain(item)) for key, item in sorted(value.items())))
    if isinstance(value, float) and math.isnan(value):
        return ("float", "NaN")
    return (type(value).__name__, repr(value))
