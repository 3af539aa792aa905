"""Where aggregations may stand, and what may stand beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relgraph.cypher.functions.aggregations import AGGREGATIONS
from relgraph.cypher.syntax import tree
from relgraph.errors import CypherSemanticError

if TYPE_CHECKING:
    from collections.abc import Sequence


def is_aggregation(value: tree.Expression) -> bool:
    """Return whether an expression is itself a call of an aggregation."""
    return isinstance(value, tree.Call) and value.name.lower() in AGGREGATIONS


def aggregates(value: tree.Expression) -> bool:
    """Return whether an aggregation stands anywhere in an expression."""
    return any(is_aggregation(part) for part in tree.walk(value))


def check_grouping(value: tree.Expression, keys: Sequence[tree.Expression], text: str) -> None:
    """Refuse an expression that mixes an aggregation with something that is no grouping key."""
    if not aggregates(value) or is_aggregation(value):
        return
    plain = [key for key in keys if isinstance(key, tree.Variable) or _is_lookup(key)]
    _check(value, plain, frozenset(), text)


def _is_lookup(key: tree.Expression) -> bool:
    return isinstance(key, tree.Property) and isinstance(key.base, tree.Variable)


def _check(
    value: tree.Expression, keys: Sequence[tree.Expression], local: frozenset[str], text: str
) -> None:
    if value in keys or is_aggregation(value):
        return
    if isinstance(value, tree.Variable) and value.name not in local:
        raise CypherSemanticError(
            f"{value.name} stands beside an aggregation and is no grouping key: "
            "return it by itself, or aggregate it",
            text=text, offset=value.at, detail="AmbiguousAggregationExpression",
        )  # fmt: skip
    names = [getattr(value, name, None) for name in ("variable", "accumulator")]
    for child in tree.children(value):
        _check(child, keys, local.union(name for name in names if name), text)
