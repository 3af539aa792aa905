"""A real Neo4j for the tests, started from its jars: one for the whole run, on free ports."""

from __future__ import annotations

import os
import socket
import subprocess
import time
from pathlib import Path
from typing import TYPE_CHECKING

from samples import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

LIBRARY = Path(os.environ.get("RELGRAPH_NEO4J_LIB", ROOT / "build/neo4j/lib"))
PASSWORD = "a-password-for-tests"  # noqa: S105  # of a server that lives as long as the tests
OPENS = [f"--add-opens=java.base/{p}=ALL-UNNAMED"
         for p in ("java.nio", "java.io", "sun.nio.ch", "java.lang")]  # fmt: skip


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    """A server process; it can be killed and started again on the same ports."""

    FLAGS = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
    """It lives for minutes, in which compiling well takes longer than it saves."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.bolt = free_port()
        self.uri = f"bolt://127.0.0.1:{self.bolt}"
        (home / "conf").mkdir(parents=True)
        settings = {
            "server.bolt.listen_address": f"127.0.0.1:{self.bolt}",
            "server.http.enabled": "false",
            "server.directories.data": home / "data",
            "server.directories.logs": home / "logs",
            "server.memory.heap.initial_size": "256m",
            "server.memory.heap.max_size": "768m",
            "server.memory.pagecache.size": "64m",
            "dbms.usage_report.enabled": "false",
        }
        lines = "\n".join(f"{key}={value}" for key, value in settings.items())
        (home / "conf/neo4j.conf").write_text(lines + "\n", "utf-8")
        self.java("org.neo4j.cli.AdminTool", "dbms", "set-initial-password", PASSWORD).wait()
        self.process = self.start()

    def java(self, main: str, *arguments: str) -> subprocess.Popen:
        line = ["java", *self.FLAGS, *OPENS, "-cp", f"{LIBRARY}/*", main, *arguments]
        environment = {**os.environ, "NEO4J_HOME": str(self.home),
                       "NEO4J_CONF": str(self.home / "conf")}  # fmt: skip
        with (self.home / "out.log").open("ab") as log:
            return subprocess.Popen(line, env=environment, stdout=log, stderr=log)

    def admin(self, home: Path, arguments: list[str], folder: Path) -> str:
        """Run neo4j-admin for another home, in a folder; give what it says."""
        line = ["java", *self.FLAGS, *OPENS, "-cp", f"{LIBRARY}/*", "org.neo4j.cli.AdminTool"]
        environment = {**os.environ, "NEO4J_HOME": str(home), "NEO4J_CONF": str(home / "conf")}
        done = subprocess.run([*line, *arguments], env=environment, cwd=folder, check=False,
                              capture_output=True, text=True)  # fmt: skip
        return done.stdout + done.stderr

    def start(self) -> subprocess.Popen:
        folders = (f"--home-dir={self.home}", f"--config-dir={self.home / 'conf'}")
        self.process = self.java("org.neo4j.server.CommunityEntryPoint", *folders)
        self.wait()
        return self.process

    def wait(self, seconds: float = 90) -> None:
        """Wait until Bolt answers a query."""
        import neo4j

        deadline = time.monotonic() + seconds
        while True:
            try:
                with neo4j.GraphDatabase.driver(
                    self.uri, auth=("neo4j", PASSWORD), max_transaction_retry_time=0
                ) as driver:
                    driver.execute_query("RETURN 1")
                    return
            except (neo4j.exceptions.ServiceUnavailable, neo4j.exceptions.SessionExpired,
                    neo4j.exceptions.TransientError, OSError):  # fmt: skip
                if time.monotonic() > deadline or self.process.poll() is not None:
                    raise
                time.sleep(0.2)

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()


def running(home: Path) -> Iterator[Server]:
    server = Server(home)
    yield server
    server.kill()
