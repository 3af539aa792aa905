"""The row executor: one table from operators of a plan to functions that carry them out.

Each function takes the operator, the context and the batch that the plan is begun with, and
yields batches. Another executor is another table: it may replace single entries.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from relgraph.cypher.plan import operators as op
from relgraph.cypher.run import shaping, stepping, walking

if TYPE_CHECKING:
    from collections.abc import Mapping

    from relgraph.cypher.run.context import Operator

ROW_OPERATORS: Mapping[type, Operator] = {
    op.Argument: stepping.argument,
    op.Scan: stepping.scan,
    op.Seek: stepping.seek,
    op.SeekEdges: stepping.seek_edges,
    op.Counted: stepping.counted,
    op.Unwrap: stepping.unwrap,
    op.Expand: stepping.expand,
    op.Walk: walking.walk,
    op.Rejoin: stepping.rejoin,
    op.MakePath: stepping.make_path,
    op.Optional: stepping.optional,
    op.Filter: shaping.filter_rows,
    op.Unwind: shaping.unwind,
    op.Project: shaping.project,
    op.Aggregate: shaping.aggregate,
    op.Distinct: shaping.distinct,
    op.Sort: shaping.sort,
    op.Skip: shaping.skip,
    op.Limit: shaping.limit,
    op.Union: shaping.union,
}
