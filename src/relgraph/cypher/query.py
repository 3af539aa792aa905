"""The way of a query: syntax, semantics, plan, run."""

from __future__ import annotations

from functools import lru_cache, partial, wraps
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

from msgspec import Struct

from relgraph.cypher.changing.run import answered, writes
from relgraph.cypher.changing.work import Work
from relgraph.cypher.context import Context
from relgraph.cypher.limits import USUAL, Limits, Meter
from relgraph.cypher.operators.cut import Limit
from relgraph.cypher.plan.explain import PROFILED, emptied, explained, walk
from relgraph.cypher.plan.planner import build
from relgraph.cypher.procedures import PROCEDURES
from relgraph.cypher.profile import Profile
from relgraph.cypher.provenance import Provenance
from relgraph.cypher.result import EXPLAINED, Record, Result, Summary
from relgraph.cypher.semantics.names import resolve
from relgraph.cypher.semantics.never import Conditions
from relgraph.cypher.semantics.parts import Pieces
from relgraph.cypher.semantics.sums import mixed_series
from relgraph.cypher.semantics.unknown import unknown
from relgraph.cypher.syntax import tree
from relgraph.cypher.syntax.clauses import parse
from relgraph.cypher.values.parameters import check_parameters
from relgraph.cypher.vectors.batch import MORSEL, Batch
from relgraph.errors import CypherReadOnly, CypherSemanticError, CypherUnsupported
from relgraph.graph.networkx import from_networkx
from relgraph.graph.property_graph import PropertyGraph

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    import networkx as nx

    from relgraph.cypher.plan.planner import Ready
    from relgraph.cypher.procedures import Procedure

P = ParamSpec("P")
T = TypeVar("T")
_PLANS_KEPT = 256
_FEW = 1024


class Prepared(Struct, frozen=True):
    """A query that is read, checked and planned for a graph.

    ``first`` is how many rows a scan hands on at first: few if only some may be needed.
    """

    query: tree.Query
    ready: Ready
    notices: tuple[str, ...]
    conditions: Conditions
    first: int
    parameters: tuple[tree.Parameter, ...]


def _preparing(graph: PropertyGraph) -> Callable[..., Prepared]:
    return lru_cache(_PLANS_KEPT)(partial(_prepared, graph, PROCEDURES))


def _prepared(
    graph: PropertyGraph, procedures: Mapping[str, Procedure], text: str, *, traced: bool = False
) -> Prepared:
    query = resolve(parse(text), procedures)
    _refuse_changes(query)
    ready = build(query, graph, procedures, traced=traced)
    limited = any(isinstance(plan, Limit) for _, plan in walk(ready.plan))
    pieces = Pieces.of(query)
    conditions = Conditions(pieces, graph)
    notices = unknown(pieces, graph) + mixed_series(pieces, graph)
    first = _FEW if limited else MORSEL
    return Prepared(query, ready, notices, conditions, first, tuple(pieces.parameters))


def _bounded(call: Callable[P, T]) -> Callable[P, T]:
    """Turn what Python says of too deep a nesting into an error of the query."""

    @wraps(call)
    def bounded(*arguments: P.args, **named: P.kwargs) -> T:
        try:
            return call(*arguments, **named)
        except RecursionError:
            raise CypherUnsupported(
                "a query nested this deeply is not supported: take it apart with WITH, or give "
                "long lists as parameters"
            ) from None

    return bounded


def _refuse_changes(query: tree.Query) -> None:
    """Refuse a query that changes the graph, at the clause that does."""
    for part in query.parts:
        for clause in part.clauses:
            if writes(clause):
                error = CypherReadOnly(
                    "this changes the graph, and a query only reads it: ask a changed copy",
                    text=query.text, offset=clause.at,
                )  # fmt: skip
                error.names = tuple(dict.fromkeys(_names(query)))
                raise error


def _names(query: tree.Query) -> Iterator[str]:
    for each in tree.parts(query):
        if isinstance(each, tree.Labels) and each.name:
            yield each.name
        elif isinstance(each, tree.RelationPattern):
            yield from each.types


def _expect(asked: Iterable[tree.Parameter], given: Mapping[str, Any], text: str) -> None:
    """Refuse a query of which a parameter is not given."""
    for each in asked:
        if each.name not in given:
            raise CypherSemanticError(
                f"the parameter ${each.name} is not given", text=text, offset=each.at,
                detail="MissingParameter",
            )  # fmt: skip


def changed(
    graph: PropertyGraph,
    query: str,
    params: Mapping[str, Any] | None = None,
    *,
    limits: Limits = USUAL,
    procedures: Mapping[str, Procedure] = PROCEDURES,
) -> tuple[PropertyGraph, Result]:
    """Return a changed copy of a graph, and the answer of the query that changes it.

    The graph itself stays as it is, and so does everything if the query fails. What is not touched
    is shared by the two. Raises `CypherError` as `run` does.

    >>> from relgraph.graph.gather import Gatherer
    >>> new, result = changed(Gatherer().graph(), "CREATE (n:State {id: 'CHN'}) RETURN n.id")
    >>> new, result.records
    (<PropertyGraph of 1 nodes, 0 relationships>, [('CHN',)])
    """
    work, result = worked(graph, query, params or {}, limits, procedures)
    return work.graph, result


@_bounded
def worked(
    graph: PropertyGraph,
    query: str,
    params: Mapping[str, Any],
    limits: Limits,
    procedures: Mapping[str, Procedure],
) -> tuple[Work, Result]:
    """Return the work that a query has done on a copy of a graph, and its answer."""
    meter = Meter(limits)
    parameters = check_parameters(params)
    resolved = resolve(parse(query), procedures)
    _expect(Pieces.of(resolved).parameters, parameters, query)
    if resolved.plan:
        raise CypherUnsupported(f"{resolved.plan} of a query that changes the graph")
    work = Work(Context(graph, parameters, query, meter), procedures)
    rows = answered(work, resolved)
    meter.count_rows(len(rows))
    last = resolved.parts[0].last
    keys = [item.name for item in last.items] if last else []
    records = [*map(Record.of(tuple(keys)), rows)]
    return work, Result(records, Summary(query, parameters, meter.milliseconds()), keys)


@_bounded
def run(  # noqa: PLR0913  # one argument a way to answer
    graph: PropertyGraph | nx.Graph,
    query: str,
    params: Mapping[str, Any] | None = None,
    *,
    write: bool = False,
    limits: Limits = USUAL,
    procedures: Mapping[str, Procedure] = PROCEDURES,
    provenance: bool = False,
) -> Result:
    """Answer a Cypher query on a graph.

    ``EXPLAIN`` before a query gives its plan as rows, ``PROFILE`` runs it and adds what each
    operator did. A text that was planned before is not planned again.

    Parameters
    ----------
    graph
        A graph in columns, or any networkx graph. That is turned into columns at each call, which
        takes far longer than a query: for many, make them once with `relgraph.from_networkx`, a
        snapshot.
    query, params
        The text and its ``$parameters``: null, numbers, texts, booleans, dates, lists, maps.
    write
        Whether the query may change the graph, which this one never does: see `changed`.
    limits
        Time, rows and items that the query may take.
    procedures
        What it may CALL, by name.
    provenance
        Whether the answer is to have the relationships that each row rests on: those that were
        bound in the matches it is made of, and whether something was looked for and not found.

    Raises
    ------
    CypherTimeout, CypherRowLimit, CypherItemLimit
        When a limit is reached.
    CypherError
        For a query that cannot be answered, with line, column and a caret.

    Examples
    --------
    >>> import networkx as nx
    >>> run(nx.DiGraph(), "UNWIND $xs AS x RETURN sum(x) AS total", {"xs": [1, 2]}).records
    [(3,)]
    """
    if write:
        raise CypherReadOnly("a graph in columns stays as it is: ask for a changed one")
    meter = Meter(limits)
    parameters = check_parameters(params or {})
    store = graph if isinstance(graph, PropertyGraph) else from_networkx(graph)
    if procedures is PROCEDURES:
        prepared = store.kept(_preparing)(query, traced=provenance)
    else:
        prepared = _prepared(store, procedures, query, traced=provenance)
    _expect(prepared.parameters, parameters, query)
    ready, asked = prepared.ready, prepared.query.plan
    profile = Profile() if asked == "PROFILE" else None
    context = Context(
        store,
        parameters,
        query,
        meter,
        prepared.first,
        watched=None if profile is None else profile.watched,
    )
    keys = [name for name, _ in ready.columns]
    records, behind = ([], None) if asked == "EXPLAIN" else _records(ready, context)
    if asked:
        keys = list(EXPLAINED if profile is None else PROFILED)
        make = Record.of(tuple(keys))
        records = [make(row) for row in explained(ready, store, profile)]
    notices = prepared.notices + prepared.conditions.never(parameters, empty=not records)
    if not (records or asked or notices) and (lost := emptied(ready, context.passed)):
        notices += (f"no row is left at: {lost}",)
    summary = Summary(query, parameters, meter.milliseconds(), notices)
    return Result(records, summary, keys, None if asked else behind)


def _records(ready: Ready, context: Context) -> tuple[list[Record], Provenance | None]:
    make = Record.of(tuple(name for name, _ in ready.columns))
    records: list[Record] = []
    batches: list[Batch] = []
    for batch in context.run(ready.plan, Batch(1)):
        context.meter.count_rows(batch.size)
        context.meter.keep(batch.size)
        columns = [batch[slot.number].values() for _, slot in ready.columns]
        records += map(make, zip(*columns, strict=True))
        if ready.behind is not None:
            batches.append(batch)
    if ready.behind is None:
        return records, None
    return records, Provenance(context.graph, batches, ready.behind)
