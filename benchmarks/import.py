"""Import of votes and trade beside pandas, each in a process of its own; then all sets as one.

python benchmarks/import.py ../shared/datasets

With RELGRAPH_DB=neo4j://… (an empty database) a push beside a MERGE for each row, too. Writes
import.json beside itself.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).parent
VOTES = (
    "unvotes/un_votes.csv.gz",
    "unvotes/un_roll_calls.csv.gz",
    "unvotes/un_roll_call_issues.csv",
)
TRADE = ("cow/cow_trade_ndy.csv.gz",)
RUNS = 3
DYAD = (
    "MATCH (a {id: 'CHN'})-[r]-(b {id: 'RUS'}) RETURN type(r) AS type, r.imported AS imported, "
    "count(*) AS n ORDER BY n DESC"
)


def pandas_votes(folder: Path) -> int:
    """Read the three files and join them."""
    import pandas as pd

    votes, calls, issues = (pd.read_csv(folder / name) for name in VOTES)
    topics = issues.groupby("rcid").issue.agg("; ".join)
    joined = votes.merge(calls, on="rcid", how="left").merge(topics, on="rcid", how="left")
    return len(joined)


def pandas_trade(folder: Path) -> int:
    """Read the file, and make two flows of each row."""
    import pandas as pd

    rows = pd.read_csv(folder / TRADE[0])
    there = rows.rename(columns={"ccode2": "source", "ccode1": "target", "flow1": "value"})
    back = rows.rename(columns={"ccode1": "source", "ccode2": "target", "flow2": "value"})
    flows = pd.concat([each[["source", "target", "year", "value"]] for each in (there, back)])
    return int((flows.value > 0).sum())


def relgraph_set(name: str, folder: Path, files: tuple[str, ...]) -> int:
    """Import files by a recipe into a new data set, written to the disk."""
    from relgraph.importing.into import import_into
    from relgraph.tables.new import new_dataset

    with tempfile.TemporaryDirectory() as home:
        new_dataset(Path(home) / "data", "Benchmark", "none")
        kept = import_into(Path(home) / "data", name, [folder / each for each in files])
        return kept.outcome.graph.edge_count


TASKS = {
    "pandas, votes": pandas_votes,
    "relgraph, votes": lambda folder: relgraph_set("un-votes", folder, VOTES),
    "pandas, trade": pandas_trade,
    "relgraph, trade": lambda folder: relgraph_set("cow-trade", folder, TRADE),
}


def measured(task: str, folder: Path) -> dict[str, float]:
    """Run a task in this process; give seconds without the start, and the peak of memory."""
    import pandas  # noqa: F401, ICN001  # both sides have it loaded

    import relgraph.importing.into  # noqa: F401

    started = time.perf_counter()
    count = TASKS[task](folder)
    seconds = time.perf_counter() - started
    return {"seconds": seconds, "count": count,
            "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}  # fmt: skip


def apart(task: str, folder: Path) -> dict[str, float]:
    """Run a task in processes of its own, and give the best of some runs."""
    runs = []
    for _ in range(RUNS):
        line = [sys.executable, __file__, str(folder), "--task", task]
        told = subprocess.run(line, check=True, capture_output=True, text=True).stdout
        runs.append(json.loads(told))
    return min(runs, key=lambda run: run["seconds"])


def part_of(folder: Path, rows: int, home: Path) -> Path:
    """Write the first so many votes, and the whole other files, into a folder."""
    import gzip

    place = home / f"{rows}"
    (place / "unvotes").mkdir(parents=True)
    with gzip.open(folder / VOTES[0], "rt", encoding="utf-8") as stream:
        lines = [line for line, _ in zip(stream, range(rows + 1), strict=False)]
    with gzip.open(place / VOTES[0], "wt", encoding="utf-8") as stream:
        stream.writelines(lines)
    for name in VOTES[1:]:
        (place / name).symlink_to((folder / name).resolve())
    return place


def all_sets(folder: Path, home: Path) -> dict[str, float]:
    """Import all recipes into one data set; measure opening it, a dyad's question and a panel."""
    sys.path.insert(0, str(HERE.parent / "tests/importing"))
    sys.path.insert(0, str(HERE.parent / "tests"))
    from known import FILES

    import relgraph
    from relgraph.importing.into import import_into
    from relgraph.tables.new import new_dataset

    data = home / "all"
    new_dataset(data, "All recipes", "see the sources")
    started = time.perf_counter()
    for name, files in FILES.items():
        import_into(data, name, [folder / each for each in files])
    found = {"import of all recipes": time.perf_counter() - started}
    started = time.perf_counter()
    graph = relgraph.open(data)
    found["first opening, joined"] = time.perf_counter() - started
    found["relations"] = graph.engine.graph.edge_count
    time.sleep(2.1)  # a file's time is trusted after two seconds
    relgraph.open(data)
    started = time.perf_counter()
    relgraph.open(data)
    found["opening again"] = time.perf_counter() - started
    line = [sys.executable, "-m", "relgraph", "query", DYAD, "--db", str(data)]
    runs = []
    for _ in range(5):
        started = time.perf_counter()
        subprocess.run(line, check=True, capture_output=True)
        runs.append(time.perf_counter() - started)
    found["a dyad's question, whole process"] = min(runs)
    started = time.perf_counter()
    frame = graph.panel(["alliance", "trade", "mid", "contiguity"], directed=True)
    found["directed dyad-years, four columns"] = time.perf_counter() - started
    found["rows of the panel"] = len(frame)
    return found


def main() -> None:
    """Print and write what was measured."""
    folder = Path(sys.argv[1])
    if "--task" in sys.argv:
        print(json.dumps(measured(sys.argv[-1], folder)))
        return
    found: dict[str, object] = {task: apart(task, folder) for task in TASKS}
    with tempfile.TemporaryDirectory() as home:
        os.environ["XDG_CACHE_HOME"] = home
        found["votes by rows"] = {
            rows: apart("relgraph, votes", part_of(folder, rows, Path(home)))
            for rows in (100_000, 400_000, 870_109)
        }
        found["all recipes"] = all_sets(folder, Path(home))
    (HERE / "import.json").write_text(json.dumps(found, indent=1) + "\n", "utf-8")
    print(json.dumps(found, indent=1))


if __name__ == "__main__":
    main()
