"""The way of a query: syntax, semantics, plan, run."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from relgraph.cypher.plan.planner import build
from relgraph.cypher.result import Record, Result, Summary
from relgraph.cypher.run.context import Batch, Context
from relgraph.cypher.run.kernels import kernel
from relgraph.cypher.run.rows import ROW_OPERATORS
from relgraph.cypher.semantics.names import resolve
from relgraph.cypher.semantics.never import never
from relgraph.cypher.semantics.unknown import unknown
from relgraph.cypher.syntax.clauses import parse
from relgraph.cypher.values.parameters import check_parameters
from relgraph.errors import CypherUnsupported
from relgraph.graph.networkx import from_networkx
from relgraph.graph.property_graph import PropertyGraph

if TYPE_CHECKING:
    from collections.abc import Mapping

    import networkx as nx

    from relgraph.cypher.plan.operators import Ready
    from relgraph.cypher.run.context import Operator


def run(
    graph: PropertyGraph | nx.Graph,
    query: str,
    params: Mapping[str, Any] | None = None,
    *,
    write: bool = False,
    timeout: float | None = None,
    operators: Mapping[type, Operator] = ROW_OPERATORS,
) -> Result:
    """Answer a Cypher query on a graph.

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
    timeout
        Seconds that the query may take.
    operators
        What carries out each operator of the plan.

    Raises
    ------
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
    started = time.monotonic()
    parameters = check_parameters(params or {})
    store = graph if isinstance(graph, PropertyGraph) else from_networkx(graph)
    resolved = resolve(parse(query))
    ready = build(resolved, store)
    deadline = None if timeout is None else started + timeout
    context = Context(store, parameters, operators, ready.width, query, deadline)
    records = _records(ready, context)
    milliseconds = (time.monotonic() - started) * 1000
    notices = unknown(resolved, store)
    notices += never(resolved, store, parameters, empty=not records)
    summary = Summary(query, parameters, milliseconds, notices)
    return Result(records, summary, [name for name, _ in ready.columns])


def _records(ready: Ready, context: Context) -> list[Record]:
    keys = tuple(name for name, _ in ready.columns)
    kernels = [kernel(slot, context) for _, slot in ready.columns]
    start = Batch.of([[None] * ready.width], ready.width)
    return [
        Record.of(keys, [value(row) for value in kernels])
        for row in context.rows(ready.plan, start)
    ]
