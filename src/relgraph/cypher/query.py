"""The way of a query: syntax, semantics, plan, run."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from relgraph.cypher.context import Context
from relgraph.cypher.limits import USUAL, Limits, Meter
from relgraph.cypher.operators.cut import Limit
from relgraph.cypher.plan.explain import PROFILED, explained, walk
from relgraph.cypher.plan.planner import build
from relgraph.cypher.profile import Profile
from relgraph.cypher.result import EXPLAINED, Record, Result, Summary
from relgraph.cypher.semantics.names import resolve
from relgraph.cypher.semantics.never import Conditions
from relgraph.cypher.semantics.sums import mixed_series
from relgraph.cypher.semantics.unknown import unknown
from relgraph.cypher.syntax.clauses import parse
from relgraph.cypher.values.parameters import check_parameters
from relgraph.cypher.vectors.batch import MORSEL, Batch
from relgraph.errors import CypherUnsupported
from relgraph.graph.networkx import from_networkx
from relgraph.graph.property_graph import PropertyGraph

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import networkx as nx

    from relgraph.cypher.plan.planner import Ready
    from relgraph.cypher.syntax import tree

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


def _preparing(graph: PropertyGraph) -> Callable[[str], Prepared]:
    def prepare(text: str) -> Prepared:
        query = resolve(parse(text))
        ready = build(query, graph)
        limited = any(isinstance(plan, Limit) for _, plan in walk(ready.plan))
        conditions = Conditions(query, graph)
        notices = unknown(query, graph) + mixed_series(query, graph)
        return Prepared(query, ready, notices, conditions, _FEW if limited else MORSEL)

    return lru_cache(_PLANS_KEPT)(prepare)


def run(
    graph: PropertyGraph | nx.Graph,
    query: str,
    params: Mapping[str, Any] | None = None,
    *,
    write: bool = False,
    limits: Limits = USUAL,
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
        Whether the query may change the graph; no writing clause is there yet.
    limits
        Time, rows and items that the query may take.

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
        raise CypherUnsupported("writing is not supported yet")
    meter = Meter(limits)
    parameters = check_parameters(params or {})
    store = graph if isinstance(graph, PropertyGraph) else from_networkx(graph)
    prepared = store.kept(_preparing)(query)
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
    records = [] if asked == "EXPLAIN" else _records(ready, context)
    if asked:
        keys = list(EXPLAINED if profile is None else PROFILED)
        make = Record.of(tuple(keys))
        records = [make(row) for row in explained(ready, store, profile)]
    notices = prepared.notices + prepared.conditions.never(parameters, empty=not records)
    return Result(records, Summary(query, parameters, meter.milliseconds(), notices), keys)


def _records(ready: Ready, context: Context) -> list[Record]:
    make = Record.of(tuple(name for name, _ in ready.columns))
    records: list[Record] = []
    for batch in context.run(ready.plan, Batch(1)):
        context.meter.count_rows(batch.size)
        context.meter.keep(batch.size)
        columns = [batch[slot.number].values() for _, slot in ready.columns]
        records += map(make, zip(*columns, strict=True))
    return records
