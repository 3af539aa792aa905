"""Expressions with a name for each item of a list: the items of all rows are one batch."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from relgraph.cypher.evaluate.scalar import apply
from relgraph.cypher.evaluate.truth import quantified, truth_of
from relgraph.cypher.functions.signature import type_name
from relgraph.cypher.syntax import tree
from relgraph.cypher.values.entities import Node, Relationship
from relgraph.cypher.vectors.kinds import Constant, Lists, Objects
from relgraph.cypher.vectors.making import as_lists, from_values, is_null, merge, nulls
from relgraph.graph.words import offsets

if TYPE_CHECKING:
    from relgraph.cypher.context import Compile, Context, Evaluate
    from relgraph.cypher.vectors.batch import Batch
    from relgraph.cypher.vectors.kinds import Vector
    from relgraph.graph.words import Array


def lists_of(vector: Vector, at: int, context: Context) -> Lists:
    """Return a vector of lists with its items in a row.

    Raises
    ------
    CypherRuntimeError
        For a value that is no list, with its place in the query.
    """
    if is_null(vector):
        return Lists(np.zeros(len(vector) + 1, np.int64), nulls(0), np.zeros(len(vector), bool))
    if isinstance(vector, Constant) and isinstance(vector.value, list):
        items, size = vector.value, len(vector)
        rows = np.tile(np.arange(len(items)), size)
        return Lists(np.arange(size + 1) * len(items), from_values(items).take(rows))
    if vector.kind == "textlist":
        vector = as_lists(vector)  # type: ignore[arg-type]  # only columns are of this kind
    if isinstance(vector, Lists):
        first, last = vector.starts[0], vector.starts[-1]
        if first == 0 and last == len(vector.items):
            return vector
        used = vector.items.take(np.arange(first, last))
        return Lists(vector.starts - first, used, vector.valid)
    return _of_objects(vector, at, context)


def _of_objects(vector: Vector, at: int, context: Context) -> Lists:
    values: list[Any] = vector.values()
    for value in values:
        if value is not None and not isinstance(value, list):
            raise context.fail(
                f"expected a list, not {type_name(value)}", at, "InvalidArgumentType"
            )
    starts = offsets([len(value or ()) for value in values])
    known = vector.known()
    items = from_values([item for value in values for item in value or ()])
    return Lists(starts, items, None if known.all() else known)


def of_items(batch: Batch, lists: Lists, name: str) -> tuple[Batch, Array]:
    """Return a batch with a row for each item, under a name, and the row that each is from."""
    rows = np.repeat(np.arange(len(lists)), lists.sizes())
    return batch.take(rows).having({name: lists.items}), rows


def comprehension(value: tree.Comprehension, context: Context, compiled: Compile) -> Evaluate:
    """Filter and map the items of lists."""
    source = compiled(value.source, context)
    keeping = value.test or tree.Literal_(value=True)
    test = None if value.test is None else compiled(keeping, context)
    result = compiled(value.result or tree.Variable(value.variable), context)

    def evaluate(batch: Batch) -> Vector:
        lists = lists_of(source(batch), value.at, context)
        inner, rows = of_items(batch, lists, value.variable)
        starts = lists.starts
        if test is not None and inner.size:
            keep = np.flatnonzero(truth_of(test(inner), context.failing(keeping)).true)
            inner, rows = inner.take(keep), rows[keep]
            starts = offsets(np.bincount(rows, minlength=len(lists)))
        return Lists(starts, result(inner) if inner.size else nulls(0), lists.valid)

    return evaluate


def quantifier(value: tree.Quantifier, context: Context, compiled: Compile) -> Evaluate:
    """Judge how many items of each list a test holds for."""
    source, test = compiled(value.source, context), compiled(value.test, context)

    def evaluate(batch: Batch) -> Vector:
        lists = lists_of(source(batch), value.at, context)
        inner, _ = of_items(batch, lists, value.variable)
        truth = truth_of(test(inner), context.failing(value.test))
        return quantified(value.which, truth, lists).vector()

    return evaluate


def reduction(value: tree.Reduce, context: Context, compiled: Compile) -> Evaluate:
    """Reduce lists: a step takes one item of every list that is long enough."""
    start, source = compiled(value.start, context), compiled(value.source, context)
    step = compiled(value.step, context)

    def evaluate(batch: Batch) -> Vector:
        lists = lists_of(source(batch), value.at, context)
        sizes, total = lists.sizes(), start(batch)
        for number in range(int(sizes.max()) if len(sizes) else 0):
            going = sizes > number
            rows, rest = np.flatnonzero(going), np.flatnonzero(~going)
            inner = batch.take(rows).having({
                value.accumulator: total.take(rows),
                value.variable: lists.items.take(lists.starts[rows] + number),
            })  # fmt: skip
            total = merge(batch.size, [(rows, step(inner)), (rest, total.take(rest))])
        if lists.valid is None:
            return total
        rows = np.flatnonzero(lists.valid)
        return merge(batch.size, [(rows, total.take(rows))])

    return evaluate


def list_literal(value: tree.ListLiteral, context: Context, compiled: Compile) -> Evaluate:
    """Make lists of the values of some expressions."""
    items = [compiled(item, context) for item in value.items]

    def evaluate(batch: Batch) -> Vector:
        vectors = [item(batch) for item in items]
        if all(isinstance(vector, Constant) for vector in vectors):
            values = [vector.value for vector in vectors if isinstance(vector, Constant)]
            return Constant(values, batch.size)
        rows = zip(*(vector.values() for vector in vectors), strict=True)
        return Objects.of([list(row) for row in rows])

    return evaluate


def map_literal(value: tree.MapLiteral, context: Context, compiled: Compile) -> Evaluate:
    """Make maps of the values of some expressions."""
    items = [(key, compiled(item, context)) for key, item in value.items]

    def evaluate(batch: Batch) -> Vector:
        vectors = [(key, item(batch)) for key, item in items]
        if all(isinstance(vector, Constant) for _, vector in vectors):
            values = {key: each.value for key, each in vectors if isinstance(each, Constant)}
            return Constant(values, batch.size)
        keys = [key for key, _ in vectors]
        rows = zip(*(vector.values() for _, vector in vectors), strict=True)
        return Objects.of([dict(zip(keys, row, strict=True)) for row in rows])

    return evaluate


def map_projection(value: tree.MapProjection, context: Context, compiled: Compile) -> Evaluate:
    """Make maps of some properties of nodes, relationships or maps; of null null."""
    base = compiled(value.base, context)
    made = map_literal(tree.MapLiteral(value.items, at=value.at), context, compiled)

    def project(found: Any, items: dict[str, Any]) -> dict[str, Any] | None:  # noqa: ANN401
        if found is None:
            return None
        if not isinstance(found, (dict, Node, Relationship)):
            raise context.fail(
                f"a map is projected of a node, a relationship or a map, not {type_name(found)}",
                value.at, "InvalidArgumentType",
            )  # fmt: skip
        every = found if isinstance(found, dict) else found.properties
        return {**every, **items} if value.every else items

    def evaluate(batch: Batch) -> Vector:
        return apply(project, (base(batch), made(batch)), batch.size, given_nulls=True)

    return evaluate
