"""The engine on a Neo4j server: the driver's answers as relgraph's own values."""

from __future__ import annotations

import logging
import os
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from relgraph.cypher.limits import USUAL, Limits, Meter
from relgraph.cypher.result import Record, Result, Summary
from relgraph.cypher.values.parameters import check_parameters
from relgraph.engine.plan import plan_of
from relgraph.engine.values import Decoder, sent
from relgraph.errors import (
    CypherRuntimeError,
    CypherTimeout,
    NotFound,
    Refused,
    RelgraphError,
    ServerUnreachable,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    import neo4j

USER, SECRET = "RELGRAPH_NEO4J_USER", "RELGRAPH_NEO4J_PASSWORD"


def credentials(ask: Callable[[str], str | None] | None = None) -> tuple[str, str]:
    """Take user and password from the environment; ``ask`` is called for a missing password.

    Raises
    ------
    Refused
        When there is no password and nobody to ask.
    """
    user = os.environ.get(USER, "neo4j")
    password = os.environ.get(SECRET)
    if password is None and ask is not None:
        password = ask(f"Password of {user}")
    if password is None:
        raise Refused(f"no password: set {SECRET} (and {USER}, else neo4j)")
    return user, password


@dataclass(frozen=True, slots=True, repr=False)
class Server:
    """A connection to one database of a server.

    Parameters
    ----------
    driver
        The driver, which routes by itself where the address says so (``neo4j://``).
    database
        Name of the database; None is the server's default.
    """

    driver: neo4j.Driver
    database: str | None = None
    url: str = ""

    def __repr__(self) -> str:
        """Return where the server is."""
        return f"{self.url or 'a server'}{f', database {self.database}' if self.database else ''}"

    @classmethod
    def connect(cls, url: str, auth: tuple[str, str], database: str | None = None) -> Server:
        """Open a connection and make sure that the server answers.

        Raises
        ------
        ServerUnreachable, Refused, NotFound
            When nobody answers, the credentials are wrong, or there is no such database.
        """
        import neo4j

        log = logging.getLogger("neo4j")
        if not log.handlers:
            log.addHandler(logging.NullHandler())  # what goes wrong is raised, in one line
        try:
            driver = neo4j.GraphDatabase.driver(
                url, auth=auth, connection_timeout=10, max_transaction_retry_time=15,
                notifications_min_severity="OFF",
            )  # fmt: skip
        except (neo4j.exceptions.ConfigurationError, ValueError) as error:
            raise NotFound(f"no such address {url}: {error}") from None
        try:
            with told(), driver.session(database=database) as session:
                session.run("RETURN 1").consume()  # outside a transaction: not tried again
        except RelgraphError:
            driver.close()
            raise
        return cls(driver, database, url)

    def run(
        self,
        query: str,
        params: Mapping[str, Any] | None = None,
        *,
        write: bool = False,
        limits: Limits = USUAL,
        provenance: bool = False,
    ) -> Result:
        """Answer a query in a transaction of its own, a read one unless it may write.

        Raises
        ------
        ServerUnreachable, Refused, NotFound, CypherTimeout, CypherRowLimit, CypherRuntimeError
            Named after what the server says.
        """
        import neo4j

        if provenance:
            raise Refused("a server does not tell what a row rests on: ask a copy (relgraph pull)")
        parameters = check_parameters(params or {})
        meter = Meter(limits)
        access = neo4j.WRITE_ACCESS if write else neo4j.READ_ACCESS
        with (
            told(),
            self.driver.session(database=self.database, default_access_mode=access) as session,
        ):
            work = neo4j.unit_of_work(timeout=limits.timeout)(_answer)
            execute = session.execute_write if write else session.execute_read
            keys, rows, summary = execute(work, query, sent(parameters), meter)
        keys, values = plan_of(summary) or (keys, Decoder(self).rows(rows))
        records = [*map(Record.of(tuple(keys)), values)]
        return Result(records, Summary(query, parameters, meter.milliseconds()), keys)

    def close(self) -> None:
        """Close the connection."""
        self.driver.close()


def _answer(
    transaction: neo4j.ManagedTransaction, query: str, parameters: dict[str, Any], meter: Meter
) -> tuple[list[str], list[list[Any]], neo4j.ResultSummary]:
    result = transaction.run(query, parameters)
    rows = []
    for record in result:
        meter.count_rows(1)
        rows.append(record.values())
    return list(result.keys()), rows, result.consume()


@contextmanager
def told() -> Iterator[None]:
    """Turn what the driver raises into relgraph's errors; no message carries a password."""
    import neo4j.exceptions as at

    try:
        yield
    except at.AuthError:
        raise Refused("the server refuses this user or password") from None
    except (at.ServiceUnavailable, at.SessionExpired, at.RoutingServiceUnavailable) as error:
        raise ServerUnreachable(f"the server does not answer: {_first_line(error)}") from None
    except at.Neo4jError as error:
        raise _of_code(error) from None
    except at.DriverError as error:
        raise Refused(f"the connection cannot be used: {_first_line(error)}") from None


def _of_code(error: Any) -> Exception:  # noqa: ANN401  # a neo4j error, which loads late
    code, message = error.code or "", error.message or str(error)
    if "DatabaseNotFound" in code or "DatabaseUnavailable" in code:
        return NotFound(f"no database of that name: {message}")
    if any(word in code for word in ("Forbidden", "AccessMode", "ReadOnly")):
        return Refused(f"the server does not allow it: {message}")
    if "Timeout" in code or "TimedOut" in code:
        return CypherTimeout("the query took longer than it was given")
    if "Transient" in code:
        return ServerUnreachable(f"the server cannot do it now: {message}")
    return CypherRuntimeError(message, detail=code)


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0]
