"""Check, build and open again folders of CSV, beside pandas, duckdb and networkx: time, memory.

python benchmarks/files.py [--json files.json] [--edges 100000 300000 2000000]

Each task runs in a process of its own, one after the other, and the whole list several times (2
million edges once); its packages are imported first. Shown is the median, and the largest peak of
memory; of opening again what is held after it.
"""

from __future__ import annotations

import argparse
import json
import pickle
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import files_world

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

    Task = Callable[[Path], object]

ROUNDS = {100_000: 3, 300_000: 3, 2_000_000: 1}
_MANY = 1_000_000
"""Edges above which bad rows are not tried: their cost is shown below."""
DYAD = ("s007", "s042")


def tables(place: Path) -> list[Path]:
    """List the files that are read."""
    return [*sorted(place.glob("nodes/*.csv")), *sorted(place.glob("edges/*.csv"))]


def frames(place: Path) -> list[pd.DataFrame]:
    """Read all tables as text."""
    import pandas as pd

    return [pd.read_csv(path, dtype=str, keep_default_na=False) for path in tables(place)]


def in_pandas(place: Path) -> Task:
    """Read the tables as text."""
    import pandas as pd  # noqa: F401

    return lambda: frames(place)


def in_duckdb(place: Path) -> Task:
    """Read the tables into a database on the disk, with the types that duckdb finds."""
    import duckdb

    def run() -> None:
        (place / "all.duckdb").unlink(missing_ok=True)
        with duckdb.connect(place / "all.duckdb") as database:
            for path in tables(place):
                database.sql(f"CREATE TABLE {path.stem} AS FROM read_csv('{path}')")

    return run


def in_networkx(place: Path) -> Task:
    """Make a graph of what pandas read."""
    import networkx as nx
    import pandas as pd  # noqa: F401

    def run() -> nx.MultiDiGraph:
        graph = nx.MultiDiGraph()
        for path, frame in zip(tables(place), frames(place), strict=True):
            if path.parent.name == "nodes":
                graph.add_nodes_from(zip(frame["id"], frame.to_dict("records"), strict=True))
            else:
                ends = zip(frame["from"], frame["to"], frame["id"], strict=True)
                rows = frame.to_dict("records")
                graph.add_edges_from((*end, row) for end, row in zip(ends, rows, strict=True))
        with (place / "graph.pickle").open("wb") as stream:
            pickle.dump(graph, stream)
        return graph

    return run


def checked(place: Path) -> Task:
    """Check a folder."""
    from relgraph.tables.folder import check_folder

    return lambda: check_folder(place)


def built(place: Path) -> Task:
    """Check a folder and build its graph."""
    from relgraph.store.from_tables import build_graph
    from relgraph.tables.folder import read_folder

    return lambda: build_graph(read_folder(place))


def opened(place: Path) -> Task:
    """Open a folder for the first time: check, build, save."""
    from relgraph.store import cache
    from relgraph.store.from_tables import build_graph  # noqa: F401
    from relgraph.tables.folder import read_folder  # noqa: F401

    return lambda: cache.open_folder(place)


def relgraph_again(place: Path) -> Task:
    """Open a folder that is known, and count the edges of a type."""
    import relgraph
    from relgraph.api import Graph
    from relgraph.cypher import query  # noqa: F401
    from relgraph.engine import embedded, opening  # noqa: F401

    relgraph.open(place.parent / "tiny").query("MATCH ()-[r:SIGNED]->() RETURN count(r)")
    return lambda: Graph.at(place).query("MATCH ()-[r:SIGNED]->() RETURN count(r)").records


def relgraph_dyad(place: Path) -> Task:
    """Open a folder that is known, and list what ties two states."""
    import relgraph

    query = "MATCH ({id: $a})-[r]-({id: $b}) RETURN r.id, r.since, r.sources"
    ends = dict(zip("ab", DYAD, strict=True))
    relgraph.open(place.parent / "tiny").query(query, ends)
    return lambda: relgraph.open(place).query(query, ends).records


def duckdb_again(place: Path) -> Task:
    """Open the database again, and count the edges of a type."""
    import duckdb

    query = "SELECT count(*) FROM diplomacy WHERE type = 'SIGNED'"
    return lambda: duckdb.connect(place / "all.duckdb", read_only=True).sql(query).fetchall()


def networkx_again(place: Path) -> Task:
    """Load the pickled graph, and count the edges of a type."""
    import networkx as nx  # noqa: F401

    def run() -> int:
        with (place / "graph.pickle").open("rb") as stream:
            graph = pickle.load(stream)  # noqa: S301  # what this process wrote
        return sum(kind == "SIGNED" for _, _, kind in graph.edges(data="type"))

    return run


TASKS: dict[str, tuple[str, Callable[[Path], Task]]] = {
    "pandas: read as text": ("sound", in_pandas),
    "duckdb: read, and find types": ("sound", in_duckdb),
    "networkx: graph of pandas' text, pickled": ("sound", in_networkx),
    "relgraph: check": ("sound", checked),
    "relgraph: check, one bad row": ("one", checked),
    "relgraph: check, one bad row in 100": ("hundredth", checked),
    "relgraph: check and build": ("sound", built),
    "relgraph: check, build and save": ("sound", opened),
    "relgraph: open again, count a type": ("sound", relgraph_again),
    "relgraph: open again, list a dyad": ("sound", relgraph_dyad),
    "duckdb: open again, count a type": ("sound", duckdb_again),
    "networkx: load again, count a type": ("sound", networkx_again),
}
BAD = {
    "sound": lambda _number: False,
    "one": lambda number: number == 1000,  # noqa: PLR2004
    "hundredth": lambda number: number % 100 == 0,
}


def alone(task: str, place: Path) -> dict[str, float]:
    """Run a task in this process; seconds, the peak of memory and what is held at the end (MB)."""
    run = TASKS[task][1](place)
    started = time.perf_counter()
    held = run()
    seconds = time.perf_counter() - started
    status = Path("/proc/self/status").read_text("utf-8")
    assert held is not None or task.startswith("duckdb")  # noqa: S101  # what was made is still held
    return {
        "seconds": seconds,
        "peak": int(status.split("VmHWM:")[1].split()[0]) / 1024,
        "held": int(status.split("VmRSS:")[1].split()[0]) / 1024,
    }


def measured(edges: int, rounds: int) -> dict[str, dict[str, float]]:
    """Run all tasks on a folder of so many edges, in turn, in processes of their own."""
    found: dict[str, list[dict[str, float]]] = {}
    with tempfile.TemporaryDirectory() as temporary:
        place = Path(temporary)
        worlds = {name: bad for name, bad in BAD.items() if name == "sound" or edges < _MANY}
        for name, bad in worlds.items():
            files_world.write(place / name, edges, bad)
        files_world.write(place / "tiny", 1_000)
        for turn in range(rounds):
            for task, (folder, _) in TASKS.items():
                if folder not in worlds:
                    continue
                cache = place / ("cache" if "again" in task else f"cache-{turn}")
                command = [sys.executable, __file__, "--task", task, str(place / folder)]
                env = {"XDG_CACHE_HOME": str(cache), "PATH": ""}
                if "again" in task:
                    for each in (folder, "tiny"):
                        prepare = "import relgraph, sys; relgraph.open(sys.argv[1])"
                        known = [sys.executable, "-c", prepare, str(place / each)]
                        subprocess.run(known, check=True, env=env)
                done = subprocess.run(command, check=True, capture_output=True, text=True, env=env)
                found.setdefault(task, []).append(json.loads(done.stdout))
                print(f"{edges:9,} {task:44} {done.stdout.strip()}", file=sys.stderr)
    return {
        task: {
            "seconds": statistics.median(each["seconds"] for each in runs),
            "peak": max(each["peak"] for each in runs),
            "held": max(each["held"] for each in runs),
        }
        for task, runs in found.items()
    }


def table(found: dict[str, dict[str, dict[str, float]]]) -> str:
    """Lay the figures out as Markdown, and what follows from them."""
    lines = [
        "| Seconds (MB: the peak; of opening again what is held) | "
        + " | ".join(f"{int(edges):,} edges" for edges in found)
        + " |",
        "|---|" + "---:|" * len(found),
    ]
    for task in TASKS:
        each = [tasks.get(task) for tasks in found.values()]
        memory = "held" if "again" in task else "peak"
        cells = (f"{_seconds(one['seconds'])} ({one[memory]:,.0f})" if one else "" for one in each)
        lines.append(f"| {task} | " + " | ".join(cells) + " |")
    lines.append("")
    for edges, tasks in found.items():
        seconds = {task: each["seconds"] for task, each in tasks.items()}
        times = seconds["relgraph: check and build"] / seconds["pandas: read as text"]
        bad = {
            more: seconds[f"relgraph: check, one bad row{more}"] / seconds["relgraph: check"] - 1
            for more in ("", " in 100")
            if f"relgraph: check, one bad row{more}" in seconds
        }
        costs = " ".join(f"One bad row{more} costs {cost:+.0%}." for more, cost in bad.items())
        own = tasks["relgraph: open again, list a dyad"]["held"]
        theirs = tasks["networkx: load again, count a type"]["held"]
        lines.append(
            f"- {int(edges):,} edges: checked and built in {times:.1f} times pandas' reading. "
            f"{costs + ' ' if costs else ''}After a query for a dyad {own:,.0f} MB are held, "
            f"networkx' graph holds {theirs:,.0f}."
        )
    return "\n".join(lines)


def _seconds(value: float) -> str:
    return f"{value:.2f}" if value >= 1 else f"{value:.3g}"


def main() -> None:
    """Measure, print a table, and write it as JSON."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--task", nargs=2)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--edges", type=int, nargs="+", default=list(ROUNDS))
    given = parser.parse_args()
    if given.task:
        print(json.dumps(alone(given.task[0], Path(given.task[1]))))
        return
    found = {edges: measured(edges, ROUNDS.get(edges, 3)) for edges in given.edges}
    for edges, tasks in found.items():
        for task, each in tasks.items():
            print(f"{edges:9,} {task:44} {each['seconds']:8.3f} s {each['peak']:7.0f} MB")
    if given.json:
        given.json.write_text(json.dumps(found, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
