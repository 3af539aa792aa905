"""Aggregations: each takes the values of a group that are not null, in order."""

from __future__ import annotations

import math
import operator
from fractions import Fraction
from functools import reduce
from typing import TYPE_CHECKING, Any

from relgraph.cypher.functions.signature import Function, refuse
from relgraph.cypher.functions.temporal.durations import added, times
from relgraph.cypher.values.order import NUMBER_RANK, rank, sort_key
from relgraph.errors import CypherRuntimeError
from relgraph.graph.times import Duration

if TYPE_CHECKING:
    from collections.abc import Sequence

_INT64 = 2**63


def _numbers(name: str, values: Sequence[Any]) -> None:
    for value in values:
        if rank(value) != NUMBER_RANK:
            refuse(f"{name}()", "numbers", value)


def _sum(values: Sequence[Any]) -> int | float | Duration:
    if values and all(isinstance(value, Duration) for value in values):
        whole: Duration = reduce(added, values)
        return whole
    _numbers("sum", values)
    if any(isinstance(value, float) for value in values):
        return reduce(operator.add, values, 0.0)  # in order, as Neo4j adds; sum() compensates
    total = sum(values)
    return total if -_INT64 <= total < _INT64 else float(total)


def _avg(values: Sequence[Any]) -> float | Duration | None:
    """Return the mean, moved by each value in turn as Neo4j does: its last digits tell."""
    if values and all(isinstance(value, Duration) for value in values):
        return times(reduce(added, values), Fraction(1, len(values)))
    _numbers("avg", values)
    mean = 0.0
    for count, value in enumerate(values, 1):
        mean += (value - mean) / count
    return mean if values else None


def _deviation(values: Sequence[Any], degrees: int) -> float | None:
    _numbers("stDev", values)
    if not values:
        return None
    if len(values) < 2:  # noqa: PLR2004  # one value does not deviate
        return 0.0
    mean = reduce(operator.add, values, 0.0) / len(values)
    squares = reduce(operator.add, ((value - mean) ** 2 for value in values), 0.0)
    return math.sqrt(squares / (len(values) - degrees))


def _share(share: object) -> float:
    if rank(share) != NUMBER_RANK:
        refuse("a percentile", "a number from 0 to 1", share)
    assert isinstance(share, (int, float))  # noqa: S101  # just checked
    if not 0 <= share <= 1:
        raise CypherRuntimeError("a percentile lies between 0 and 1", detail="NumberOutOfRange")
    return float(share)


def _percentile_cont(values: Sequence[Any], share: object) -> int | float | None:
    _numbers("percentileCont", values)
    at = _share(share) * (len(values) - 1)
    if not values:
        return None
    ordered = sorted(values)
    low, high = ordered[math.floor(at)], ordered[math.ceil(at)]
    if at.is_integer():
        exact: int | float = low  # as it is: an integer stays one
        return exact
    part = at - math.floor(at)
    return float(low * (math.ceil(at) - at) + high * part)


def _percentile_disc(values: Sequence[Any], share: object) -> int | float | None:
    _numbers("percentileDisc", values)
    at = _share(share) * len(values)
    if not values:
        return None
    chosen: int | float = sorted(values)[max(math.ceil(at) - 1, 0)]
    return chosen


AGGREGATIONS: dict[str, Function] = {
    "count": Function(len, (1, 1)),
    "collect": Function(list, (1, 1)),
    "sum": Function(_sum, (1, 1)),
    "avg": Function(_avg, (1, 1)),
    "min": Function(lambda values: min(values, key=sort_key, default=None), (1, 1)),
    "max": Function(lambda values: max(values, key=sort_key, default=None), (1, 1)),
    "stdev": Function(lambda values: _deviation(values, 1), (1, 1)),
    "stdevp": Function(lambda values: _deviation(values, 0), (1, 1)),
    "percentilecont": Function(_percentile_cont, (2, 2)),
    "percentiledisc": Function(_percentile_disc, (2, 2)),
}
