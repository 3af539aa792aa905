"""A database made equal to a graph: only what differs is touched, and only what is ours."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from relgraph.cypher.syntax.lexer import quoted
from relgraph.errors import Refused, ServerUnreachable
from relgraph.sync.diff import Difference, State, difference, local_state, remote_state

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from relgraph.engine import Engine
    from relgraph.graph.property_graph import PropertyGraph
    from relgraph.sync.diff import EdgeState, NodeState

    Report = Callable[[int], None]

BATCH, BATCH_OF_EDGES = 500, 5_000
_SCHEMA = (
    "CREATE CONSTRAINT relgraph_entity IF NOT EXISTS FOR (n:Entity) "  # noqa: ISC004  # one text
    "REQUIRE (n.dataset, n.id) IS UNIQUE",
    "CREATE INDEX relgraph_id IF NOT EXISTS FOR (n:Entity) ON (n.id)",
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a push did, in nodes and edges; ``held`` are ids of nodes that others hold."""

    created: int
    updated: int
    deleted: int
    same: int
    held: tuple[str, ...] = ()


def push(
    engine: Engine,
    graph: PropertyGraph,
    *,
    dry_run: bool = False,
    yes: bool = False,
    report: Report = lambda _done: None,
) -> Outcome:
    """Make a data set on a server equal to a graph.

    Every batch is a transaction of its own that may be repeated, so that a push that was broken
    off is finished by the next one. Gone edges are deleted before nodes, and a node only when it
    has no relationship left: one of somebody else's holds it, and it is reported.

    Parameters
    ----------
    dry_run
        Only compare.
    yes
        Allow that more than a tenth of what is there goes.
    report
        Called with the number of nodes and edges done, after each batch.

    Raises
    ------
    Refused
        When more than a tenth would go, or the user may not write.
    ServerUnreachable
        When the server stops answering.
    """
    dataset = _dataset_of(graph)
    there = remote_state(engine, dataset)
    found = difference(local_state(graph), there)
    if not yes and not dry_run:
        _check_loss(found, there)
    held: list[str] = []
    if not dry_run and found.changes:
        try:
            for statement in _SCHEMA:
                engine.run(statement, write=True)
            held = _Pushing(engine, dataset, report).apply(found)
        except ServerUnreachable as error:
            raise ServerUnreachable(
                f"{error}: what was written stays, and pushing again finishes"
            ) from None
    return Outcome(
        len(found.create_nodes) + len(found.create_edges),
        len(found.update_nodes) + len(found.update_edges),
        len(found.delete_nodes) + len(found.delete_edges) - len(held),
        found.same,
        tuple(held),
    )


def _dataset_of(graph: PropertyGraph) -> str:
    [node] = graph.with_label("Dataset")
    return str(graph.property(node, "id"))


def _check_loss(found: Difference, there: State) -> None:
    gone = len(found.delete_nodes) + len(found.delete_edges)
    known = len(there.nodes) + len(there.edges)
    if gone * 10 > known:
        raise Refused(
            f"{gone} of {known} nodes and edges on the server would go: say --yes if that is meant"
        )


class _Pushing:
    """One push on its way."""

    def __init__(self, engine: Engine, dataset: str, report: Report) -> None:
        self.engine = engine
        self.dataset = dataset
        self.report = report

    def apply(self, found: Difference) -> list[str]:
        """Do what differs: new nodes and edges, changes, then what is gone."""
        self._write_nodes({**found.create_nodes, **found.update_nodes})
        self._delete_edges(found.delete_edges)
        self._create_edges(found.create_edges)
        self._update_edges(found.update_edges)
        return self._delete_nodes(found.delete_nodes)

    def _run(self, text: str, rows: Iterable[Mapping[str, Any]], size: int = BATCH) -> list[str]:
        """Run a text over rows, a batch a transaction; the text may return ids."""
        told = []
        for batch in _batches(list(rows), size):
            given = {"rows": batch, "dataset": self.dataset}
            told += [str(row[0]) for row in self.engine.run(text, given, write=True).records]
            self.report(len(batch))
        return told

    def _write_nodes(self, nodes: Mapping[str, NodeState]) -> None:
        """Write nodes of all labels with one text each for the data set and for the rest.

        A text for each set of labels, and for each type of edge, would be planned 70 times: on a
        server just started that took most of the time.
        """
        for label in ("Dataset", "Entity"):
            rows = [
                {"id": id, "labels": sorted(node.labels), "data": node.properties}
                for id, node in sorted(nodes.items())
                if ("Dataset" in node.labels) == (label == "Dataset")
            ]
            text = (
                f"UNWIND $rows AS row MERGE (n:{label} {{dataset: $dataset, id: row.id}}) "
                "SET n = row.data REMOVE n:$([l IN labels(n) WHERE NOT l IN row.labels]) "
                "SET n:$(row.labels)"
            )
            self._run(text, rows)

    def _create_edges(self, edges: Mapping[str, EdgeState]) -> None:
        """Create edges that were not there: a MERGE would look through all of both ends.

        A batch that may have been committed is not repeated (the driver's IncompleteCommit), so
        none is there twice.
        """
        text = f"UNWIND $rows AS row {_ENDS} CREATE (a)-[r:$(row.type)]->(b) SET r = row.data"
        self._run(text, _rows(edges), BATCH_OF_EDGES)

    def _update_edges(self, edges: Mapping[str, EdgeState]) -> None:
        text = (
            f"UNWIND $rows AS row {_ENDS} "
            "MERGE (a)-[r:$(row.type) {dataset: $dataset, id: row.id}]->(b) SET r = row.data"
        )
        self._run(text, _rows(edges))

    def _delete_edges(self, edges: Mapping[str, EdgeState]) -> None:
        by_type: dict[str, list[dict[str, Any]]] = defaultdict(list)
        for id, edge in sorted(edges.items()):
            by_type[edge.type].append({"id": id, "from": edge.source, "to": edge.target})
        for name, rows in sorted(by_type.items()):
            text = (
                f"UNWIND $rows AS row {_ENDS} "
                f"MATCH (a)-[r:{quoted(name)} {{dataset: $dataset, id: row.id}}]->(b) DELETE r"
            )
            self._run(text, rows)

    def _delete_nodes(self, nodes: Mapping[str, NodeState]) -> list[str]:
        """Delete nodes without relationships; give the ids of those that somebody holds."""
        rows = [{"id": id} for id in sorted(nodes)]
        match = "UNWIND $rows AS row MATCH (n:Entity {dataset: $dataset, id: row.id})"
        held = self._run(f"{match} WHERE (n)--() RETURN n.id", rows)
        self._run(f"{match} WHERE NOT (n)--() DELETE n", rows)
        return held


_ENDS = (
    "MATCH (a:Entity {dataset: $dataset, id: row.from}) "
    "MATCH (b:Entity {dataset: $dataset, id: row.to})"
)


def _rows(edges: Mapping[str, EdgeState]) -> list[dict[str, Any]]:
    return [
        {"id": id, "from": edge.source, "to": edge.target, "type": edge.type,
         "data": edge.properties}
        for id, edge in sorted(edges.items())
    ]  # fmt: skip


def _batches(rows: list[Mapping[str, Any]], size: int) -> Iterator[list[Mapping[str, Any]]]:
    for start in range(0, len(rows), size):
        yield rows[start : start + size]
