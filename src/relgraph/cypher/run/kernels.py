"""Expressions to kernels for rows: one Python function a node of the tree, made once a run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from relgraph.cypher.functions.signature import type_name
from relgraph.cypher.functions.table import FUNCTIONS
from relgraph.cypher.plan.operators import Exists, Slot, Whole
from relgraph.cypher.run import arithmetic
from relgraph.cypher.run.context import Batch, Context, Row
from relgraph.cypher.syntax import tree
from relgraph.cypher.values.entities import Node, Relationship
from relgraph.cypher.values.order import all_of, any_of, equal
from relgraph.errors import CypherRuntimeError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Locals = dict[str, Any]


def kernel(value: tree.Expression, context: Context) -> Callable[[Row], Any]:
    """Make the function from rows to the values of an expression."""
    known = context.compiled.get(id(value))
    if known is None:
        inner = _compile(value, context)

        def known(row: Row) -> object:
            return inner(row, {})

        context.compiled[id(value)] = known
    return known


def _compile(value: tree.Expression, context: Context) -> Callable[[Row, Locals], Any]:
    return _COMPILERS[type(value)](value, context)


def _literal(value: tree.Literal_, _context: Context) -> Callable[[Row, Locals], Any]:
    constant = value.value
    return lambda _row, _names: constant


def _parameter(value: tree.Parameter, context: Context) -> Callable[[Row, Locals], Any]:
    if value.name not in context.parameters:
        raise context.fail(
            f"the parameter ${value.name} is not given", value.at, "ParameterMissing"
        )
    constant = context.parameters[value.name]
    return lambda _row, _names: constant


def _variable(value: tree.Variable, _context: Context) -> Callable[[Row, Locals], Any]:
    name = value.name
    return lambda _row, names: names[name]


def _slot(value: Slot, context: Context) -> Callable[[Row, Locals], Any]:
    number = value.number
    wrap = WRAPPERS[value.kind]
    if wrap is None:
        return lambda row, _names: row[number]
    graph = context.graph
    return lambda row, _names: None if row[number] is None else wrap(graph, row[number])


def _walk(graph: Any, steps: Any) -> list[Relationship]:  # noqa: ANN401  # as in the slot
    return [Relationship(graph, step) for step in steps]


WRAPPERS: Mapping[str, Callable[[Any, Any], Any] | None] = {
    "node": Node,
    "relationship": Relationship,
    "relationships": _walk,
    "value": None,
}


def _property(value: tree.Property, context: Context) -> Callable[[Row, Locals], Any]:
    key, graph = value.key, context.graph
    if isinstance(value.base, Slot) and value.base.kind in ("node", "relationship"):
        number = value.base.number
        look_up: Callable[[Any, str], Any] = (
            graph.property if value.base.kind == "node" else graph.relation_property
        )
        return lambda row, _names: None if row[number] is None else look_up(row[number], key)
    base = _compile(value.base, context)
    return _located(
        lambda row, names: arithmetic.property_of(base(row, names), key), value, context
    )


def _located(
    inner: Callable[[Row, Locals], Any], value: tree.Expression, context: Context
) -> Callable[[Row, Locals], Any]:
    """Add the place of the expression in the query to errors inside."""

    def run(row: Row, names: Locals) -> object:
        try:
            return inner(row, names)
        except CypherRuntimeError as error:
            if error.line is not None:
                raise
            raise context.fail(error.plain, value.at, error.detail) from None

    return run


def _subscript(value: tree.Subscript, context: Context) -> Callable[[Row, Locals], Any]:
    base, index = _compile(value.base, context), _compile(value.index, context)
    return _located(
        lambda row, names: arithmetic.item_of(base(row, names), index(row, names)), value, context
    )


def _slice(value: tree.Slice, context: Context) -> Callable[[Row, Locals], Any]:
    base = _compile(value.base, context)
    first = _compile(value.first, context) if value.first else lambda _row, _names: ...
    last = _compile(value.last, context) if value.last else lambda _row, _names: ...
    return _located(
        lambda row, names: arithmetic.slice_of(
            base(row, names), first(row, names), last(row, names)
        ),
        value,
        context,
    )


def _list(value: tree.ListLiteral, context: Context) -> Callable[[Row, Locals], Any]:
    items = [_compile(item, context) for item in value.items]
    return lambda row, names: [item(row, names) for item in items]


def _map(value: tree.MapLiteral, context: Context) -> Callable[[Row, Locals], Any]:
    items = [(key, _compile(item, context)) for key, item in value.items]
    return lambda row, names: {key: item(row, names) for key, item in items}


def _truth(value: object, at: int, context: Context) -> bool | None:
    if value is None or isinstance(value, bool):
        return value
    raise context.fail(
        f"expected true, false or null, not {type_name(value)}", at, "InvalidArgumentType"
    )


def _unary(value: tree.Unary, context: Context) -> Callable[[Row, Locals], Any]:
    operand = _compile(value.operand, context)
    if value.operator == "NOT":

        def negate(row: Row, names: Locals) -> bool | None:
            truth = _truth(operand(row, names), value.at, context)
            return None if truth is None else not truth

        return negate
    call = arithmetic.BINARY[value.operator]
    return _located(lambda row, names: call(0, operand(row, names)), value, context)


def _binary(value: tree.Binary, context: Context) -> Callable[[Row, Locals], Any]:
    left, right = _compile(value.left, context), _compile(value.right, context)
    if value.operator in _LOGIC:
        judge = _LOGIC[value.operator]

        def logic(row: Row, names: Locals) -> bool | None:
            first = _truth(left(row, names), value.at, context)
            if judge is all_of and first is False:
                return False
            if judge is any_of and first is True:
                return True
            return judge([first, _truth(right(row, names), value.at, context)])

        return logic
    if value.operator == "IN" and (texts := _constant_texts(value.right, context)) is not None:
        return lambda row, names: _in_texts(left(row, names), texts)
    call = arithmetic.BINARY[value.operator]
    return _located(lambda row, names: call(left(row, names), right(row, names)), value, context)


def _constant_texts(value: tree.Expression, context: Context) -> frozenset[str] | None:
    """Return a list of texts in a parameter as a set: long ones are looked in for each row."""
    given = context.parameters.get(value.name) if isinstance(value, tree.Parameter) else None
    if not isinstance(given, list) or not all(isinstance(item, str) for item in given):
        return None
    return frozenset(given)


def _in_texts(found: object, texts: frozenset[str]) -> bool | None:
    if found is None:
        return None if texts else False
    return isinstance(found, str) and found in texts


def _xor(truths: list[bool | None]) -> bool | None:
    return None if None in truths else truths[0] is not truths[1]


_LOGIC: dict[str, Callable[[list[bool | None]], bool | None]] = {
    "AND": all_of,
    "OR": any_of,
    "XOR": _xor,
}


def _comparison(value: tree.Comparison, context: Context) -> Callable[[Row, Locals], Any]:
    operands = [_compile(operand, context) for operand in value.operands]
    calls = [arithmetic.COMPARISONS[operator] for operator in value.operators]
    if len(calls) == 1:
        call, (left, right) = calls[0], operands
        return lambda row, names: call(left(row, names), right(row, names))

    def chain(row: Row, names: Locals) -> bool | None:
        values = [operand(row, names) for operand in operands]
        return all_of(call(values[at], values[at + 1]) for at, call in enumerate(calls))

    return chain


def _is_null(value: tree.IsNull, context: Context) -> Callable[[Row, Locals], Any]:
    operand, negated = _compile(value.operand, context), value.negated
    return lambda row, names: (operand(row, names) is None) is not negated


def _has_labels(value: tree.HasLabels, context: Context) -> Callable[[Row, Locals], Any]:
    if isinstance(value.operand, Slot) and value.operand.kind == "node":
        number, graph = value.operand.number, context.graph
        verdicts = [value.labels.accept(labels) for labels in graph.label_sets]
        codes = graph.label_code
        return lambda row, _names: None if row[number] is None else verdicts[codes[row[number]]]
    operand = _compile(value.operand, context)

    def test(row: Row, names: Locals) -> bool | None:
        found = operand(row, names)
        if isinstance(found, Node):
            return value.labels.accept(found.graph.labels_of(found.number))
        if isinstance(found, Relationship):
            return value.labels.accept((found.type,))
        if found is None:
            return None
        raise context.fail(f"{type_name(found)} has no labels", value.at, "InvalidArgumentType")

    return test


def _call(value: tree.Call, context: Context) -> Callable[[Row, Locals], Any]:
    function = FUNCTIONS[value.name.lower()]
    arguments = [_compile(argument, context) for argument in value.arguments]
    call, nulls = function.call, function.nulls

    def apply(row: Row, names: Locals) -> object:
        values = [argument(row, names) for argument in arguments]
        if not nulls and None in values and any(item is None for item in values):
            return None
        return call(*values)

    return _located(apply, value, context)


def _case(value: tree.Case, context: Context) -> Callable[[Row, Locals], Any]:
    branches = [(_compile(test, context), _compile(then, context)) for test, then in value.branches]
    otherwise = _compile(value.otherwise or tree.Literal_(None), context)
    if value.subject is None:

        def choose(row: Row, names: Locals) -> object:
            for test, then in branches:
                if test(row, names) is True:
                    return then(row, names)
            return otherwise(row, names)

        return choose
    subject = _compile(value.subject, context)

    def choose_equal(row: Row, names: Locals) -> object:
        found = subject(row, names)
        for test, then in branches:
            if equal(found, test(row, names)):
                return then(row, names)
        return otherwise(row, names)

    return choose_equal


def _items(found: object, at: int, context: Context) -> list[Any] | None:
    if found is None or isinstance(found, list):
        return found
    raise context.fail(f"expected a list, not {type_name(found)}", at, "InvalidArgumentType")


def _comprehension(value: tree.Comprehension, context: Context) -> Callable[[Row, Locals], Any]:
    source, name = _compile(value.source, context), value.variable
    test = _compile(value.test or tree.Literal_(value=True), context)
    result = _compile(value.result or tree.Variable(name), context)

    def run(row: Row, names: Locals) -> list[Any] | None:
        items = _items(source(row, names), value.at, context)
        if items is None:
            return None
        scopes = ({**names, name: item} for item in items)
        return [result(row, scope) for scope in scopes if test(row, scope) is True]

    return run


def _quantifier(value: tree.Quantifier, context: Context) -> Callable[[Row, Locals], Any]:
    source, test, name = (
        _compile(value.source, context),
        _compile(value.test, context),
        value.variable,
    )
    judge = _QUANTIFIERS[value.which]

    def run(row: Row, names: Locals) -> bool | None:
        items = _items(source(row, names), value.at, context)
        if items is None:
            return None
        return judge([test(row, {**names, name: item}) for item in items])

    return run


def _none_of(truths: list[bool | None]) -> bool | None:
    some = any_of(truths)
    return None if some is None else not some


def _one_of(truths: list[bool | None]) -> bool | None:
    true = sum(truth is True for truth in truths)
    if true > 1:
        return False
    return None if None in truths else true == 1


_QUANTIFIERS: dict[str, Callable[[list[bool | None]], bool | None]] = {
    "all": all_of,
    "any": any_of,
    "none": _none_of,
    "single": _one_of,
}


def _reduce(value: tree.Reduce, context: Context) -> Callable[[Row, Locals], Any]:
    start, source = _compile(value.start, context), _compile(value.source, context)
    step = _compile(value.step, context)

    def run(row: Row, names: Locals) -> object:
        items = _items(source(row, names), value.at, context)
        if items is None:
            return None
        total = start(row, names)
        for item in items:
            total = step(row, {**names, value.accumulator: total, value.variable: item})
        return total

    return run


def _exists(value: Exists, context: Context) -> Callable[[Row, Locals], Any]:
    def run(row: Row, _names: Locals) -> bool:
        start = Batch.of([row], context.width)
        return next(context.rows(value.plan, start), None) is not None

    return run


_COMPILERS: dict[type, Callable[[Any, Context], Callable[[Row, Locals], Any]]] = {
    tree.Literal_: _literal,
    tree.Parameter: _parameter,
    tree.Variable: _variable,
    Slot: _slot,
    tree.Property: _property,
    tree.Subscript: _subscript,
    tree.Slice: _slice,
    tree.ListLiteral: _list,
    tree.MapLiteral: _map,
    tree.Unary: _unary,
    tree.Binary: _binary,
    tree.Comparison: _comparison,
    tree.IsNull: _is_null,
    tree.HasLabels: _has_labels,
    tree.Call: _call,
    tree.Case: _case,
    tree.Comprehension: _comprehension,
    tree.Quantifier: _quantifier,
    tree.Reduce: _reduce,
    Exists: _exists,
    Whole: lambda value, context: _slot(value.slot, context),
}
