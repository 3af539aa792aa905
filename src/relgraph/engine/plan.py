"""A server's EXPLAIN and PROFILE as rows, like those of the embedded engine."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from relgraph.cypher.result import EXPLAINED

if TYPE_CHECKING:
    from collections.abc import Iterator

    import neo4j

PROFILED = (*EXPLAINED, "rows", "db hits")


def plan_of(summary: neo4j.ResultSummary) -> tuple[list[str], list[list[Any]]] | None:
    """Return the names and rows of the plan in a summary; None where none was asked for.

    A row is an operator, the last one first; what it reads from is indented below.
    """
    plan = summary.profile or summary.plan
    if plan is None:
        return None
    keys = PROFILED if summary.profile else EXPLAINED
    return list(keys), [row[: len(keys)] for row in _rows(plan)]


def _rows(plan: dict[str, Any], depth: int = 0) -> Iterator[list[Any]]:
    told = plan["args"]
    estimated = told.get("EstimatedRows")
    yield [
        "  " * depth + plan["operatorType"].partition("@")[0],
        told.get("Details", ""),
        None if estimated is None else round(estimated, 1),
        plan.get("rows"),
        plan.get("dbHits"),
    ]
    for each in plan.get("children", ()):
        yield from _rows(each, depth + 1)
