"""One function for each kind of expression, which makes the function from batches to vectors."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any
from unicodedata import is_normalized

import numpy as np

from relgraph.cypher.evaluate import inner, lists
from relgraph.cypher.evaluate.calculating import calculate
from relgraph.cypher.evaluate.comparing import compare, is_in
from relgraph.cypher.evaluate.entities import FORMS, has_labels, property_vector
from relgraph.cypher.evaluate.scalar import apply
from relgraph.cypher.evaluate.truth import Truth, exclusive, truth_of
from relgraph.cypher.functions.operators import item_of, slice_of
from relgraph.cypher.functions.signature import type_name
from relgraph.cypher.functions.table import FUNCTIONS
from relgraph.cypher.functions.types import is_of
from relgraph.cypher.slots import Inner, PathOf, Slot, Whole
from relgraph.cypher.syntax import tree
from relgraph.cypher.values.entities import Node, Relationship
from relgraph.cypher.vectors.kinds import Constant, Nodes
from relgraph.cypher.vectors.making import from_values, merge, nulls, truths
from relgraph.errors import CypherRuntimeError

if TYPE_CHECKING:
    from collections.abc import Callable

    from relgraph.cypher.context import Context, Evaluate
    from relgraph.cypher.vectors.batch import Batch
    from relgraph.cypher.vectors.kinds import Vector


def compiled(value: tree.Expression, context: Context) -> Evaluate:
    """Make the function from batches to the vectors of an expression."""
    known = context.compiled.get(id(value))
    if known is None:
        known = value, _COMPILERS[type(value)](value, context)
        context.compiled[id(value)] = known  # with the value, so that its number stays its own
    found: Evaluate = known[1]
    return found


def _located(inner: Evaluate, value: tree.Expression, context: Context) -> Evaluate:
    """Add the place of the expression in the query to errors inside."""

    def evaluate(batch: Batch) -> Vector:
        try:
            return inner(batch)
        except CypherRuntimeError as error:
            if error.line is not None:
                raise
            raise context.fail(error.plain, value.at, error.detail) from None

    return evaluate


def _literal(value: tree.Literal_, _context: Context) -> Evaluate:
    return lambda batch: Constant(value.value, batch.size)


def _long_list(value: tree.LongList, _context: Context) -> Evaluate:
    values = list(value.values)
    return lambda batch: Constant(values, batch.size)


def _parameter(value: tree.Parameter, context: Context) -> Evaluate:
    constant = context.parameters[value.name]
    return lambda batch: Constant(constant, batch.size)


def _variable(value: tree.Variable, _context: Context) -> Evaluate:
    return lambda batch: batch[value.name]


def _slot(value: Slot, _context: Context) -> Evaluate:
    return lambda batch: batch[value.number]


def _property(value: tree.Property, context: Context) -> Evaluate:
    key = value.key
    if isinstance(value.base, Slot):
        number = value.base.number
        look_up = partial(property_vector, key=key)
        return _located(lambda batch: batch.derived(number, key, look_up), value, context)
    base = compiled(value.base, context)
    return _located(lambda batch: property_vector(base(batch), key), value, context)


def _subscript(value: tree.Subscript, context: Context) -> Evaluate:
    base, index = compiled(value.base, context), compiled(value.index, context)
    return _located(
        lambda batch: apply(item_of, (base(batch), index(batch)), batch.size), value, context
    )


def _slice(value: tree.Slice, context: Context) -> Evaluate:
    parts = [
        (lambda batch: Constant(..., batch.size)) if part is None else compiled(part, context)
        for part in (value.base, value.first, value.last)
    ]
    return _located(
        lambda batch: apply(slice_of, [part(batch) for part in parts], batch.size), value, context
    )


def _unary(value: tree.Unary, context: Context) -> Evaluate:
    operand = compiled(value.operand, context)
    if value.operator != "NOT":
        sign = value.operator
        return _located(
            lambda batch: calculate(sign, Constant(0, batch.size), operand(batch)), value, context
        )
    fail = context.failing(value)

    def negate(batch: Batch) -> Vector:
        truth = truth_of(operand(batch), fail)
        return Truth(truth.false, truth.true).vector()

    return negate


def _binary(value: tree.Binary, context: Context) -> Evaluate:
    left, right = compiled(value.left, context), compiled(value.right, context)
    if value.operator in _LOGIC:
        return _LOGIC[value.operator](left, right, context.failing(value))
    call = is_in if value.operator == "IN" else partial(calculate, value.operator)
    return _located(lambda batch: call(left(batch), right(batch)), value, context)


def _and(left: Evaluate, right: Evaluate, fail: Any) -> Evaluate:  # noqa: ANN401
    def evaluate(batch: Batch) -> Vector:
        one = truth_of(left(batch), fail)
        other = _where(~one.false, right, batch, fail)
        return Truth(one.true & other.true, one.false | other.false).vector()

    return evaluate


def _or(left: Evaluate, right: Evaluate, fail: Any) -> Evaluate:  # noqa: ANN401
    def evaluate(batch: Batch) -> Vector:
        one = truth_of(left(batch), fail)
        other = _where(~one.true, right, batch, fail)
        return Truth(one.true | other.true, one.false & other.false).vector()

    return evaluate


def _xor(left: Evaluate, right: Evaluate, fail: Any) -> Evaluate:  # noqa: ANN401
    return lambda batch: exclusive(
        truth_of(left(batch), fail), truth_of(right(batch), fail)
    ).vector()


def _where(mask: Any, test: Evaluate, batch: Batch, fail: Any) -> Truth:  # noqa: ANN401
    """Test only the rows of a mask: in the others the test may not even be possible."""
    rows = np.flatnonzero(mask)
    if len(rows) == batch.size:
        return truth_of(test(batch), fail)
    found = Truth(np.zeros(batch.size, bool), np.zeros(batch.size, bool))
    if len(rows):
        inner = truth_of(test(batch.take(rows)), fail)
        found.true[rows], found.false[rows] = inner.true, inner.false
    return found


_LOGIC: dict[str, Callable[[Evaluate, Evaluate, Any], Evaluate]] = {
    "AND": _and, "OR": _or, "XOR": _xor,
}  # fmt: skip


def _comparison(value: tree.Comparison, context: Context) -> Evaluate:
    operands = [compiled(operand, context) for operand in value.operands]
    signs, fail = value.operators, context.failing(value)
    if len(signs) == 1:
        [sign], (left, right) = signs, operands
        return lambda batch: compare(sign, left(batch), right(batch))

    def chain(batch: Batch) -> Vector:
        vectors = [operand(batch) for operand in operands]
        links = [
            truth_of(compare(sign, vectors[at], vectors[at + 1]), fail)
            for at, sign in enumerate(signs)
        ]
        return Truth(
            np.logical_and.reduce([link.true for link in links]),
            np.logical_or.reduce([link.false for link in links]),
        ).vector()

    return chain


def _is_null(value: tree.IsNull, context: Context) -> Evaluate:
    operand, negated = compiled(value.operand, context), value.negated

    def evaluate(batch: Batch) -> Vector:
        known = operand(batch).known()
        return truths(known if negated else ~known)

    return evaluate


def _has_labels(value: tree.HasLabels, context: Context) -> Evaluate:
    operand, labels = compiled(value.operand, context), value.labels

    def test(found: object) -> bool:
        if isinstance(found, Node):
            return labels.accept(found.graph.labels_of(found.number))
        if isinstance(found, Relationship):
            return labels.accept((found.type,))
        raise context.fail(f"{type_name(found)} has no labels", value.at, "InvalidArgumentType")

    def evaluate(batch: Batch) -> Vector:
        found = operand(batch)
        if isinstance(found, Nodes):
            return has_labels(found, labels)
        return apply(test, (found,), batch.size)

    return evaluate


def _call(value: tree.Call, context: Context) -> Evaluate:
    name = value.name.lower()
    if name == "coalesce":
        return _coalesce([compiled(argument, context) for argument in value.arguments])
    function = FUNCTIONS[name]
    arguments = [compiled(argument, context) for argument in value.arguments]
    call = partial(function.call, clock=context.clock) if function.clocked else function.call

    def evaluate(batch: Batch) -> Vector:
        vectors = [argument(batch) for argument in arguments]
        form = FORMS.get((name, vectors[0].kind)) if len(vectors) == 1 else None
        if form is not None and not isinstance(vectors[0], Constant):
            return form(vectors[0])
        if function.volatile:
            return from_values([call() for _ in range(batch.size)])
        return apply(call, vectors, batch.size, given_nulls=function.given_nulls)

    return _located(evaluate, value, context)


def _coalesce(arguments: list[Evaluate]) -> Evaluate:
    """Take the first value that is known; a later one is looked up only where it is needed."""

    def evaluate(batch: Batch) -> Vector:
        parts = []
        rows = np.arange(batch.size)
        for argument in arguments:
            found = argument(batch if len(rows) == batch.size else batch.take(rows))
            known = found.known()
            if known.all():
                parts.append((rows, found))
                break
            parts.append((rows[known], found.take(np.flatnonzero(known))))
            rows = rows[~known]
        return merge(batch.size, [part for part in parts if len(part[0])] or [_all_null(batch)])

    return evaluate


def _all_null(batch: Batch) -> Any:  # noqa: ANN401  # a part of a merged vector
    return np.arange(batch.size), nulls(batch.size)


def _case(value: tree.Case, context: Context) -> Evaluate:
    subject = None if value.subject is None else compiled(value.subject, context)
    branches = [(compiled(t, context), compiled(then, context)) for t, then in value.branches]
    otherwise = compiled(value.otherwise or tree.Literal_(None), context)

    def holds(test: Evaluate, batch: Batch) -> Any:  # noqa: ANN401  # a mask
        found = test(batch)
        if subject is not None:
            found = compare("=", subject(batch), found)
        return truth_of(found, context.failing(value)).true

    def evaluate(batch: Batch) -> Vector:
        parts, rows = [], np.arange(batch.size)
        for test, then in branches:
            inner = batch if len(rows) == batch.size else batch.take(rows)
            if not inner.size:
                break
            mask = holds(test, inner)
            if mask.any():
                parts.append((rows[mask], then(inner.take(np.flatnonzero(mask)))))
                rows = rows[~mask]
        if len(rows):
            parts.append((rows, otherwise(batch.take(rows))))
        return merge(batch.size, parts or [_all_null(batch)])

    return evaluate


def _path_of(value: PathOf, context: Context) -> Evaluate:
    return _located(inner.path_of(value, context, compiled), value, context)


def _is_type(value: tree.IsType, context: Context) -> Evaluate:
    operand, test = compiled(value.operand, context), partial(is_of, spec=value.type)
    wanted = not value.negated
    return lambda batch: apply(
        lambda found: test(found) is wanted, (operand(batch),), batch.size, given_nulls=True
    )


def _is_normalized(value: tree.IsNormalized, context: Context) -> Evaluate:
    operand, wanted = compiled(value.operand, context), not value.negated

    def test(found: object) -> bool | None:
        if not isinstance(found, str):
            return None
        return is_normalized(value.form, found) is wanted  # type: ignore[arg-type]  # of four forms

    return lambda batch: apply(test, (operand(batch),), batch.size)


_COMPILERS: dict[type, Callable[[Any, Context], Evaluate]] = {
    tree.Literal_: _literal,
    tree.LongList: _long_list,
    tree.Parameter: _parameter,
    tree.Variable: _variable,
    Slot: _slot,
    tree.Property: _property,
    tree.Subscript: _subscript,
    tree.Slice: _slice,
    tree.ListLiteral: partial(lists.list_literal, compiled=compiled),
    tree.MapLiteral: partial(lists.map_literal, compiled=compiled),
    tree.Unary: _unary,
    tree.Binary: _binary,
    tree.Comparison: _comparison,
    tree.IsNull: _is_null,
    tree.HasLabels: _has_labels,
    tree.Call: _call,
    tree.Case: _case,
    tree.Comprehension: partial(lists.comprehension, compiled=compiled),
    tree.Quantifier: partial(lists.quantifier, compiled=compiled),
    tree.Reduce: partial(lists.reduction, compiled=compiled),
    tree.MapProjection: partial(lists.map_projection, compiled=compiled),
    tree.IsType: _is_type,
    tree.IsNormalized: _is_normalized,
    Inner: partial(inner.inner, compiled=compiled),
    PathOf: _path_of,
    Whole: lambda value, context: _slot(value.slot, context),
}
