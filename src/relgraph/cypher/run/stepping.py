"""Operators that find nodes and follow relationships."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from relgraph.cypher.functions.signature import type_name
from relgraph.cypher.run.kernels import WRAPPERS, kernel
from relgraph.cypher.values.entities import Node, Path, Relationship
from relgraph.errors import CypherRuntimeError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from relgraph.cypher.plan import operators as op
    from relgraph.cypher.run.context import Batch, Context, Row
    from relgraph.graph.adjacency import Relation
    from relgraph.graph.property_graph import PropertyGraph


def argument(_plan: op.Argument, _context: Context, start: Batch) -> Iterator[Batch]:
    """Yield the rows that the plan is begun with."""
    yield start


def _with(row: Row, slot: int, value: object) -> Row:
    row = row.copy()
    row[slot] = value
    return row


def scan(plan: op.Scan, context: Context, start: Batch) -> Iterator[Batch]:
    """Yield every node, or every one with a label, for each row."""
    graph = context.graph
    nodes: Sequence[int] = (
        range(graph.node_count) if plan.label is None else graph.with_label(plan.label)
    )
    return context.batches(
        _with(row, plan.slot, node) for row in context.rows(plan.input, start) for node in nodes
    )


def seek(plan: op.Seek, context: Context, start: Batch) -> Iterator[Batch]:
    """Yield the nodes that can have the value, for each row; the test itself follows."""
    value = kernel(plan.value, context)

    def rows() -> Iterator[Row]:
        for row in context.rows(plan.input, start):
            found = context.graph.seek(plan.key, value(row))
            nodes = range(context.graph.node_count) if found is None else found
            for node in nodes:
                yield _with(row, plan.slot, node)

    return context.batches(rows())


def seek_edges(plan: op.SeekEdges, context: Context, start: Batch) -> Iterator[Batch]:
    """Yield the relationships that can have the ids, each as it may be walked."""
    hop, graph = plan.hop, context.graph
    ids, used = kernel(plan.ids, context), relationships_used(hop)
    types = type_numbers(hop.types, context)

    def rows() -> Iterator[Row]:
        for row in context.rows(plan.input, start):
            taken = used(row)
            for relation in _with_ids(graph, types, ids(row)):
                ways = [] if relation in taken else _ways(graph, hop, relation)
                for source, target in ways:
                    if hop.closed and source != target:
                        continue
                    out = row.copy()
                    out[hop.source], out[hop.target] = source, target
                    out[hop.relation.number] = relation
                    yield out

    return context.batches(rows())


def _with_ids(graph: PropertyGraph, types: Sequence[int], ids: object) -> Iterable[Relation]:
    """List the relationships that can have an id or one of a list: all where none can tell."""
    listed = ids if isinstance(ids, list) else [ids]
    texts = {each for each in listed if isinstance(each, str)}
    plain = all(each is None or isinstance(each, str) for each in listed)
    found = graph.seek_edges(types, texts) if plain else None
    if found is not None:
        return found
    return ((number, row) for number in types for row in range(len(graph.tables[number])))


def counted(plan: op.Counted, context: Context, _start: Batch) -> Iterator[Batch]:
    """Yield one row with the number."""
    row: Row = [None] * context.width
    for slot in plan.slots:
        row[slot] = plan.number
    return context.batches(iter([row]))


def unwrap(plan: op.Unwrap, context: Context, start: Batch) -> Iterator[Batch]:
    """Put a value that must be a node or relationship into a slot of its own kind."""
    wanted = {"node": Node, "relationship": Relationship, "relationships": list}[plan.target.kind]

    def rows() -> Iterator[Row]:
        for row in context.rows(plan.input, start):
            value = row[plan.source.number]
            if value is None:
                yield row
            elif not isinstance(value, wanted):
                raise CypherRuntimeError(
                    f"a pattern needs a {plan.target.kind}, not {type_name(value)}",
                    detail="InvalidArgumentType",
                )
            else:
                yield _with(row, plan.target.number, _raw(value))

    return context.batches(rows())


def _raw(value: Any) -> Any:  # noqa: ANN401  # a node, a relationship or a list of them
    if isinstance(value, Node):
        return value.number
    return value.key if isinstance(value, Relationship) else [item.key for item in value]


def type_numbers(plan_types: Sequence[str], context: Context) -> list[int]:
    """Return the numbers of relationship types; no names are all types."""
    numbers = context.graph.type_numbers
    if not plan_types:
        return list(numbers.values())
    return [numbers[name] for name in dict.fromkeys(plan_types) if name in numbers]


def relationships_used(hop: op.Hop) -> Callable[[Row], set[Relation]]:
    """Make the function that gives the relationships a row has used in this pattern."""
    single = [slot.number for slot in hop.unlike if slot.kind == "relationship"]
    many = [slot.number for slot in hop.unlike if slot.kind == "relationships"]

    def used(row: Row) -> set[Relation]:
        found = {row[number] for number in single}
        for number in many:
            found.update(row[number] or ())
        return found

    return used


def expand(plan: op.Expand, context: Context, start: Batch) -> Iterator[Batch]:
    """Follow each fitting relationship one step."""
    hop, graph = plan.hop, context.graph
    types, used = type_numbers(hop.types, context), relationships_used(hop)

    def rows() -> Iterator[Row]:
        for row in context.rows(plan.input, start):
            source = row[hop.source]
            if source is None:
                continue
            taken = used(row)
            for relation, other in graph.relations(source, types, hop.direction):
                if relation in taken or (hop.closed and row[hop.target] != other):
                    continue
                out = row.copy()
                out[hop.relation.number] = relation
                out[hop.target] = other
                yield out

    return context.batches(rows())


def rejoin(plan: op.Rejoin, context: Context, start: Batch) -> Iterator[Batch]:
    """Check that a relationship (or walk) that is known fits between the nodes."""
    hop, graph = plan.hop, context.graph
    used = relationships_used(hop)

    def rows() -> Iterator[Row]:
        for row in context.rows(plan.input, start):
            known = row[hop.relation.number]
            if known is None or row[hop.source] is None:
                continue
            steps = known if hop.relation.kind == "relationships" else [known]
            if used(row).intersection(steps):
                continue
            way = steps[::-1] if plan.backwards else steps
            for last in _walk_known(graph, hop, row[hop.source], way):
                if not hop.closed or row[hop.target] == last:
                    yield _with(row, hop.target, last)

    return context.batches(rows())


def _walk_known(
    graph: PropertyGraph, hop: op.Hop, source: int, steps: Sequence[Relation]
) -> list[int]:
    """Find where a known walk leads to from a node: one place, or none."""
    at = [source]
    for step in steps:
        ways = _ways(graph, hop, step)
        at = [last for first, last in ways for here in at if first == here]
    return at


def _ways(graph: PropertyGraph, hop: op.Hop, relation: Relation) -> list[tuple[int, int]]:
    """List how a relationship may be walked; a loop only once."""
    first, last = graph.ends(relation)
    if hop.types and graph.tables[relation[0]].name not in hop.types:
        return []
    out, into = (first, last), (last, first)
    if hop.direction == "both":
        return [out] if first == last else [out, into]
    return [out if hop.direction == "out" else into]


def make_path(plan: op.MakePath, context: Context, start: Batch) -> Iterator[Batch]:
    """Gather the nodes and relationships of a chain."""
    graph = context.graph

    def path(row: Row) -> Path | None:
        if any(row[number] is None for number in plan.nodes):
            return None
        node = row[plan.nodes[0]]
        nodes, relations = [node], []
        for slot in plan.relations:
            value = row[slot.number]
            for step in value if slot.kind == "relationships" else [value]:
                first, last = graph.ends(step)
                node = last if first == node else first
                nodes.append(node)
                relations.append(step)
        wrap = WRAPPERS["relationship"]
        assert wrap is not None  # noqa: S101  # the table has it
        return Path(
            tuple(Node(graph, number) for number in nodes),
            tuple(wrap(graph, step) for step in relations),
        )

    return context.batches(
        _with(row, plan.slot, path(row)) for row in context.rows(plan.input, start)
    )


def optional(plan: op.Optional, context: Context, start: Batch) -> Iterator[Batch]:
    """Yield the rows of the inner plan for each row, or the row itself."""
    for batch in context.run(plan.input, start):
        columns = list(batch.columns)
        columns[plan.ordinal] = range(batch.size)
        numbered = type(batch)(tuple(columns), batch.size)
        yield from context.batches(_matched_or_not(plan, context, numbered))


def _matched_or_not(plan: op.Optional, context: Context, numbered: Batch) -> Iterator[Row]:
    """Merge inner rows, which keep the order of the outer ones, with those that found nothing."""
    outer = numbered.rows()
    waiting = 0
    for row in context.rows(plan.inner, numbered):
        ordinal = row[plan.ordinal]
        yield from outer[waiting:ordinal]
        waiting = max(waiting, ordinal + 1)
        yield row
    yield from outer[waiting:]
