"""The engines that answer: those that speak Cypher or SQL here, the others beside."""

from __future__ import annotations

import atexit
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import cypher_world as forms
from cypher_engine import Engine
from cypher_networkx import Networkx
from cypher_polars import Polars
from cypher_queries import given

if TYPE_CHECKING:
    from collections.abc import Callable

    from cypher_queries import Case
    from cypher_world import Columns, World

    Rows = list[tuple[Any, ...]]
    Call = Callable[[], Rows]

TESTS = Path(__file__).parent.parent / "tests"


class Relgraph(Engine):
    """relgraph, this project."""

    def load(self, world: World) -> None:
        """Take the world as columns."""
        self.graph = forms.relgraph_of(world)

    def ready(self, case: Case) -> Call:
        """Return a call of run."""
        return self.call(case.text("relgraph"))

    def call(self, text: str) -> Call:
        """Return a call of run with a text."""
        from relgraph.cypher import run

        mine = given(text, self.values)
        return lambda: run(self.graph, text, mine).records


class Duckdb(Engine):
    """DuckDB, with prepared statements."""

    def load(self, world: World) -> None:
        """Take the world as tables."""
        self.base = forms.duckdb_of(world)

    def ready(self, case: Case) -> Call:
        """Prepare the statement, and return a call of it."""
        self.base.execute(f"PREPARE {case.slug} AS {case.sql}")
        mine = given(case.sql, self.values).items()
        arguments = ", ".join(f"{name} := '{value}'" for name, value in mine)
        text = f"EXECUTE {case.slug}({arguments})" if arguments else case.sql
        return lambda: self.base.execute(text).fetchall()


class Ladybug(Engine):
    """Ladybug, which was Kuzu; it keeps the plans of texts with parameters."""

    def load(self, world: World) -> None:
        """Take the world as tables of nodes and relationships."""
        self.base = forms.ladybug_of(world)

    def ready(self, case: Case) -> Call:
        """Return a call of execute."""
        text = case.text("ladybug")
        mine = given(text, self.values)
        return lambda: [tuple(row) for row in self.base.execute(text, mine).get_all()]


class Kglite(Engine):
    """KGLite; it keeps plans."""

    def load(self, world: World) -> None:
        """Take the world as a frozen graph."""
        self.graph = forms.kglite_of(world).freeze()

    def ready(self, case: Case) -> Call:
        """Return a call of cypher, and of all columns of its result."""
        text = case.text("kglite")
        mine = given(text, self.values)

        def call() -> Rows:
            found = self.graph.cypher(text, params=mine)
            return list(zip(*map(found.column, found.columns), strict=True))

        return call


class Neo4j(Engine):
    """Neo4j, a server on this machine, asked over Bolt in one session."""

    warm = 30

    def load(self, world: World) -> None:
        """Start the tests' server, with more memory than there, and fill it."""
        import neo4j

        sys.path += [str(TESTS), str(TESTS / "neo4j")]
        from server import LIBRARY, PASSWORD, Server

        class Roomy(Server):
            FLAGS = ()

            def start(self) -> Any:  # noqa: ANN401  # a process
                conf = self.home / "conf/neo4j.conf"
                text = conf.read_text("utf-8").replace("=768m", "=2g").replace("=64m", "=512m")
                conf.write_text(text, "utf-8")
                return super().start()

        if not LIBRARY.exists():
            raise ImportError(f"{LIBRARY} is not there: make neo4j")
        self.home = tempfile.TemporaryDirectory()
        self.server = Roomy(Path(self.home.name) / "server")
        atexit.register(self.server.kill)  # though the world may not fit
        self.driver = neo4j.GraphDatabase.driver(
            self.server.uri, auth=("neo4j", PASSWORD), notifications_min_severity="OFF"
        )
        self.session = self.driver.session(fetch_size=-1)
        for label, columns in world.nodes.items():
            self.run(f"CREATE CONSTRAINT FOR (n:{label}) REQUIRE n.id IS UNIQUE")
            names = ", ".join(f"{name}: row[{at}]" for at, name in enumerate(columns))
            self.write(f"CREATE (n:{label} {{{names}}})", columns)
        for type, (start, end, _count) in forms.EDGES.items():
            columns = forms.listed(world, type)
            names = ", ".join(f"{name}: row[{at}]" for at, name in enumerate(columns) if at > 1)
            ends = f"MATCH (a:{start} {{id: row[0]}}), (b:{end} {{id: row[1]}})"
            self.write(f"{ends} CREATE (a)-[:{type} {{{names}}}]->(b)", columns)
            self.run(f"CREATE INDEX FOR ()-[r:{type}]-() ON (r.date)")
        self.run("CREATE INDEX FOR (n:State) ON (n.region)")
        self.run("CREATE TEXT INDEX FOR (n:Person) ON (n.name)")
        self.run("CALL db.awaitIndexes()")

    def run(self, text: str, **parameters: object) -> None:
        """Run a text, and wait."""
        self.session.run(text, **parameters).consume()

    def write(self, text: str, columns: Columns) -> None:
        """Write rows, ten thousand at a time."""
        rows = list(forms.rows(columns))
        for at in range(0, len(rows), 10_000):
            self.run(f"UNWIND $rows AS row {text}", rows=rows[at : at + 10_000])

    def ready(self, case: Case) -> Call:
        """Return a call of run; its records are tuples."""
        text = case.text("neo4j")
        mine = given(text, self.values)
        return lambda: list(self.session.run(text, mine))

    def close(self) -> None:
        """Stop the server."""
        self.driver.close()
        self.server.kill()
        self.home.cleanup()


ENGINES: dict[str, type[Engine]] = {
    "relgraph": Relgraph, "duckdb": Duckdb, "polars": Polars, "networkx": Networkx,
    "ladybug": Ladybug, "kglite": Kglite, "neo4j": Neo4j,
}  # fmt: skip
