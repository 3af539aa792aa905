"""Forms for arrays against the functions of single values: the same columns, typed and as objects.

A vector of Python objects has no form for arrays, so that whatever is asked of it is answered by
the function of single values. Typed vectors must give the same, nulls and errors included.
"""

from __future__ import annotations

import math
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples import graph_of

from relgraph.cypher.context import Context
from relgraph.cypher.evaluate.compile import compiled
from relgraph.cypher.operators.aggregate import Aggregate
from relgraph.cypher.operators.distinct import Distinct
from relgraph.cypher.operators.sort import Sort
from relgraph.cypher.slots import Slot
from relgraph.cypher.syntax import tree
from relgraph.cypher.values.entities import Node, Relationship
from relgraph.cypher.vectors.batch import Batch
from relgraph.cypher.vectors.kinds import Constant, Objects
from relgraph.cypher.vectors.making import from_values
from relgraph.errors import CypherError

GRAPH = graph_of(
    [(["A"], {"id": "a", "x": 1}), (["A", "B"], {"id": "b"}), ([], {"id": "c", "x": "t"})],
    {"R": [(0, 1, {"x": 1}), (1, 0, {"x": 2}), (0, 0, {})], "S": [(1, 2, {"x": "t"})]},
)
NODES = [Node(GRAPH, number) for number in range(3)]
EDGES = [Relationship(GRAPH, key) for key in ((0, 0), (0, 1), (0, 2), (1, 0))]
KINDS = {
    "int": st.one_of(st.integers(-3, 3), st.sampled_from([2**53 + 1, -(2**63), 2**63 - 1])),
    "float": st.sampled_from(
        [0.0, -0.0, 1.0, 2.5, -1.5, 2.0**53, math.nan, math.inf, -math.inf, 1e300]
    ),
    "bool": st.booleans(),
    "text": st.text("abЖ中", max_size=3),
    "date": st.dates(date(1999, 12, 28), date(2001, 1, 4)),
    "list": st.lists(st.sampled_from(["a", "b"]), max_size=2),
    "node": st.sampled_from(NODES),
    "relationship": st.sampled_from(EDGES),
    "mixed": st.sampled_from([1, 1.0, True, "a", date(2000, 1, 1), [1], {"k": 1}, NODES[0]]),
}  # fmt: skip


@st.composite
def vectors(draw, kind, size):
    """The values of a column, some of them null, and it as a typed vector or a constant."""
    values = draw(st.lists(st.one_of(st.none(), KINDS[kind]), min_size=size, max_size=size))
    if draw(st.integers(0, 3)) == 0:
        value = draw(st.one_of(st.none(), KINDS[kind]))
        return [value] * size, Constant(value, size)
    vector = from_values(values)
    if draw(st.booleans()):  # rows of a longer column, not in its order
        rows = np.array(draw(st.permutations(range(size))), np.int64)
        vector = vector.take(rows)
        values = [values[row] for row in rows]
    return values, vector


def outcome(expression, batch):
    try:
        values = compiled(expression, Context(GRAPH, {}))(batch).values()
    except CypherError as error:
        return type(error), error.detail
    return [told(value) for value in values]


def told(value):
    """A value with its type; a NaN is itself."""
    if isinstance(value, list):
        return [told(item) for item in value]
    return (type(value).__name__, "NaN" if value != value else value)  # noqa: PLR0124


ONE, OTHER = Slot(0, "value"), Slot(1, "value")
BINARY = [
    "+",
    "-",
    "*",
    "/",
    "%",
    "^",
    "STARTS WITH",
    "ENDS WITH",
    "CONTAINS",
    "IN",
    "AND",
    "OR",
    "XOR",
]
SIGNS = ["=", "<>", "<", "<=", ">", ">="]
CALLS = [
    "size",
    "id",
    "labels",
    "type",
    "startNode",
    "endNode",
    "toString",
    "toUpper",
    "abs",
    "keys",
]


def both(draw, kinds, expression, size=6):
    drawn = [draw(vectors(kind, size)) for kind in kinds]
    typed = Batch(size, {at: vector for at, (_, vector) in enumerate(drawn)})
    plain = Batch(size, {at: Objects.of(values) for at, (values, _) in enumerate(drawn)})
    assert outcome(expression, typed) == outcome(expression, plain)


@pytest.mark.parametrize("sign", [*BINARY, *SIGNS])
@given(st.data())
def test_an_operator_gives_on_columns_what_it_gives_on_values(sign, data):
    kinds = [data.draw(st.sampled_from(sorted(KINDS))) for _ in range(2)]
    if sign in SIGNS:
        both(data.draw, kinds, tree.Comparison((ONE, OTHER), (sign,)))
    else:
        both(data.draw, kinds, tree.Binary(sign, ONE, OTHER))


@pytest.mark.parametrize("sign", [*BINARY, *SIGNS])
@pytest.mark.parametrize("kind", sorted(KINDS))
@given(st.data())
def test_an_operator_gives_on_two_columns_of_a_kind_what_it_gives_on_values(sign, kind, data):
    in_lists = [kind, "list"] if sign == "IN" else [kind, kind]
    value = (
        tree.Comparison((ONE, OTHER), (sign,)) if sign in SIGNS else tree.Binary(sign, ONE, OTHER)
    )
    both(data.draw, in_lists, value)


LITERAL, ITEM = tree.Literal_, tree.Variable("v")
EXPRESSIONS = {
    **{name: tree.Call(name, (ONE,)) for name in CALLS},
    "coalesce": tree.Call("coalesce", (ONE, OTHER)),
    "case": tree.Case(None, ((tree.IsNull(ONE, negated=False), OTHER),), ONE),
    "simple case": tree.Case(ONE, ((OTHER, LITERAL(1)), (LITERAL("a"), LITERAL(2))), LITERAL(3)),
    "is null": tree.IsNull(ONE, negated=True),
    "minus": tree.Unary("-", ONE),
    "not": tree.Unary("NOT", ONE),
    "property": tree.Property(ONE, "x"),
    "year": tree.Property(ONE, "year"),
    "month": tree.Property(ONE, "month"),
    "week": tree.Property(ONE, "week"),
    "item": tree.Subscript(ONE, LITERAL(0)),
    "label": tree.HasLabels(ONE, tree.Labels("name", name="A")),
    "chain": tree.Comparison((ONE, OTHER, ONE), ("<=", "<=")),
    "comprehension": tree.Comprehension(
        "v", ONE, tree.Comparison((ITEM, LITERAL("a")), ("=",)), tree.Binary("+", ITEM, OTHER)
    ),
    **{
        which: tree.Quantifier(which, "v", ONE, tree.Comparison((ITEM, OTHER), ("=",)))
        for which in ("all", "any", "none", "single")
    },
    "reduce": tree.Reduce(
        "t", LITERAL(""), "v", ONE, tree.Binary("+", tree.Variable("t"), ITEM)
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(EXPRESSIONS))
@given(st.data())
def test_an_expression_gives_on_columns_what_it_gives_on_values(name, data):
    kinds = [data.draw(st.sampled_from(sorted(KINDS))) for _ in range(2)]
    both(data.draw, kinds, EXPRESSIONS[name])


class Given:
    """The rows of some batches, as an operator."""

    def __init__(self, batches):
        self.batches = batches

    def run(self, _context, _start):
        yield from self.batches


AGGREGATIONS = ["count", "sum", "avg", "min", "max", "collect", "stDev"]


@pytest.mark.parametrize("distinct", [False, True])
@pytest.mark.parametrize("name", AGGREGATIONS)
@given(st.data())
def test_groups_are_aggregated_as_their_values_are(name, distinct, data):
    call = tree.Call(name, (OTHER,), distinct=distinct)
    parts = [
        [data.draw(vectors(data.draw(st.sampled_from(sorted(KINDS))), 4)) for _ in range(2)]
        for _ in range(data.draw(st.integers(1, 3)))
    ]

    def grouped(pick):
        batches = [Batch(4, {at: pick(each) for at, each in enumerate(part)}) for part in parts]
        plan = Aggregate(Given(batches), ((2, ONE),), ((3, call),))
        try:
            [found] = Context(GRAPH, {}).run(plan, Batch(1))
        except CypherError as error:
            return type(error), error.detail
        return [(told(key), told(value)) for key, value in
                zip(found[2].values(), found[3].values(), strict=True)]  # fmt: skip

    assert grouped(lambda each: each[1]) == grouped(lambda each: Objects.of(each[0]))


@given(st.data())
def test_rows_are_told_apart_and_ordered_as_their_values_are(data):
    parts = [
        [data.draw(vectors(data.draw(st.sampled_from(sorted(KINDS))), 4)) for _ in range(2)]
        for _ in range(data.draw(st.integers(1, 3)))
    ]
    down = data.draw(st.booleans())
    first = tuple(tree.Literal_(3) for _ in range(data.draw(st.integers(0, 1))))

    def rows(pick):
        batches = [Batch(4, {at: pick(each) for at, each in enumerate(part)}) for part in parts]
        context = Context(GRAPH, {})
        distinct = list(context.run(Distinct(Given(batches), (ONE, OTHER)), Batch(1)))
        ordered = list(
            context.run(Sort(Given(batches), ((ONE, down), (OTHER, False)), first), Batch(1))
        )
        return [
            [tuple(map(told, row)) for batch in found
             for row in zip(batch[0].values(), batch[1].values(), strict=True)]
            for found in (distinct, ordered)
        ]  # fmt: skip

    typed, plain = rows(lambda each: each[1]), rows(lambda each: Objects.of(each[0]))
    assert typed[0] == plain[0]
    assert typed[1][: 3 if first else None] == plain[1][: 3 if first else None]
