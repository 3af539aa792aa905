"""Operators that filter, project, group, order and cut rows."""

from __future__ import annotations

from functools import cmp_to_key
from itertools import chain, islice
from typing import TYPE_CHECKING, Any

from relgraph.cypher.functions.aggregations import AGGREGATIONS
from relgraph.cypher.functions.signature import type_name
from relgraph.cypher.plan.operators import Slot
from relgraph.cypher.run.kernels import kernel
from relgraph.cypher.values.order import compare, group_key
from relgraph.errors import CypherRuntimeError

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator, Sequence

    from relgraph.cypher.plan import operators as op
    from relgraph.cypher.run.context import Batch, Context, Row
    from relgraph.cypher.syntax import tree


def filter_rows(plan: op.Filter, context: Context, start: Batch) -> Iterator[Batch]:
    """Keep the rows for which the test is true."""
    test = kernel(plan.test, context)
    for batch in context.run(plan.input, start):
        context.check_time()
        keep = []
        for number, row in enumerate(batch.rows()):
            truth = test(row)
            if truth is True:
                keep.append(number)
            elif truth is not False and truth is not None:
                raise context.fail(
                    f"expected true, false or null, not {type_name(truth)}",
                    plan.test.at, "InvalidArgumentType",
                )  # fmt: skip
        if keep:
            yield batch.take(keep)


def unwind(plan: op.Unwind, context: Context, start: Batch) -> Iterator[Batch]:
    """Yield one row for each item of a list; null gives none, any other value one."""
    source = kernel(plan.source, context)

    def rows() -> Iterator[Row]:
        for row in context.rows(plan.input, start):
            items = source(row)
            for item in items if isinstance(items, list) else [] if items is None else [items]:
                out = row.copy()
                out[plan.slot] = item
                yield out

    return context.batches(rows())


def _raw_kernel(value: tree.Expression, context: Context) -> Callable[[Row], Any]:
    """Like `kernel`, but a bare slot is copied as it is."""
    if isinstance(value, Slot):
        number = value.number
        return lambda row: row[number]
    return kernel(value, context)


def project(plan: op.Project, context: Context, start: Batch) -> Iterator[Batch]:
    """Put the values of expressions into slots."""
    kernels = [(slot, _raw_kernel(value, context)) for slot, value in plan.items]

    def rows() -> Iterator[Row]:
        for row in context.rows(plan.input, start):
            out = row.copy()
            for slot, value in kernels:
                out[slot] = value(row)
            yield out

    return context.batches(rows())


def _hashable(raw: object) -> Hashable:
    """Return the grouping key of what a slot holds: a walk is a list of pairs, the rest a value."""
    return raw if isinstance(raw, tuple) else group_key(raw)


def aggregate(plan: op.Aggregate, context: Context, start: Batch) -> Iterator[Batch]:
    """Group rows by the keys and aggregate over each group."""
    keys = [(slot, _raw_kernel(value, context)) for slot, value in plan.keys]
    calls = [
        (slot, call, [kernel(a, context) for a in call.arguments]) for slot, call in plan.calls
    ]
    groups: dict[Hashable, tuple[list[Any], list[list[list[Any]]]]] = {}
    if not keys:
        groups[()] = ([], [[] for _ in calls])
    for row in context.rows(plan.input, start):
        values = [value(row) for _, value in keys]
        group = groups.setdefault(tuple(map(_hashable, values)), (values, [[] for _ in calls]))
        for gathered, (_, _, arguments) in zip(group[1], calls, strict=True):
            gathered.append([argument(row) for argument in arguments])
    return context.batches(_group_rows(plan, context, groups.values()))


def _group_rows(plan: op.Aggregate, context: Context, groups: Any) -> Iterator[Row]:  # noqa: ANN401
    for values, gathered in groups:
        row: Row = [None] * context.width
        for (slot, _), value in zip(plan.keys, values, strict=True):
            row[slot] = value
        for (slot, call), rows in zip(plan.calls, gathered, strict=True):
            row[slot] = _aggregated(call, rows, context)
        yield row


def _aggregated(call: tree.Call, rows: list[list[Any]], context: Context) -> object:
    if call.star:
        return len(rows)
    known = [row for row in rows if row[0] is not None]
    if call.distinct:
        first: dict[Hashable, list[Any]] = {}
        for row in known:
            first.setdefault(group_key(row[0]), row)
        known = list(first.values())
    extra = known[0][1:] if known else rows[0][1:] if rows else [0.5] * (len(call.arguments) - 1)
    function = AGGREGATIONS[call.name.lower()]
    try:
        return function.call([row[0] for row in known], *extra)
    except CypherRuntimeError as error:
        raise context.fail(error.plain, call.at, error.detail) from None


def distinct(plan: op.Distinct, context: Context, start: Batch) -> Iterator[Batch]:
    """Keep the first row of each combination of slots."""
    slots = [slot.number for slot in plan.slots]
    seen: set[Hashable] = set()

    def rows() -> Iterator[Row]:
        for row in context.rows(plan.input, start):
            key = tuple(_hashable(row[slot]) for slot in slots)
            if key not in seen:
                seen.add(key)
                yield row

    return context.batches(rows())


def sort(plan: op.Sort, context: Context, start: Batch) -> Iterator[Batch]:
    """Order rows; equal ones stay as they came."""
    keys = [kernel(value, context) for value, _ in plan.keys]
    signs = [-1 if descending else 1 for _, descending in plan.keys]

    def order(a: tuple[Sequence[Any], Row], b: tuple[Sequence[Any], Row]) -> int:
        for x, y, sign in zip(a[0], b[0], signs, strict=True):
            if verdict := compare(x, y):
                return sign * verdict
        return 0

    rows = [([key(row) for key in keys], row) for row in context.rows(plan.input, start)]
    rows.sort(key=cmp_to_key(order))
    return context.batches(row for _, row in rows)


def _count(value: tree.Expression, word: str, context: Context) -> int:
    count = kernel(value, context)([])
    if isinstance(count, bool) or not isinstance(count, int):
        raise context.fail(
            f"{word} takes a whole number, not {type_name(count)}", value.at, "InvalidArgumentType"
        )
    if count < 0:
        raise context.fail(f"{word} can't be negative", value.at, "NegativeIntegerArgument")
    return count


def skip(plan: op.Skip, context: Context, start: Batch) -> Iterator[Batch]:
    """Drop the first rows."""
    count = _count(plan.count, "SKIP", context)
    return context.batches(islice(context.rows(plan.input, start), count, None))


def limit(plan: op.Limit, context: Context, start: Batch) -> Iterator[Batch]:
    """Keep only the first rows, and ask for no more."""
    count = _count(plan.count, "LIMIT", context)
    return context.batches(islice(context.rows(plan.input, start), count))


def union(plan: op.Union, context: Context, start: Batch) -> Iterator[Batch]:
    """Yield the rows of one plan after the other."""
    return chain.from_iterable(context.run(part, start) for part in plan.inputs)
