"""Whole-process times, in turn and in one run: the interpreter with click, the help, a query.

Modules are compiled once, as where they are installed: the first turn is not counted.

python benchmarks/startup.py
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time

RUNS = 15
COMMANDS = {
    "python -c 'import click'": [sys.executable, "-c", "import click"],
    "python -c 'import click, numpy'": [sys.executable, "-c", "import click, numpy"],
    "relgraph --help": [sys.executable, "-m", "relgraph", "--help"],
    "relgraph query (shipped data, cached)": [
        sys.executable, "-m", "relgraph", "query", "MATCH (s:State) RETURN count(s)",
    ],
}  # fmt: skip


def main() -> None:
    """Print the median, least and most milliseconds of each command."""
    times: dict[str, list[float]] = {name: [] for name in COMMANDS}
    environment = {key: val for key, val in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    for turn in range(RUNS + 1):
        for name, command in COMMANDS.items():
            started = time.perf_counter()
            subprocess.run(command, check=True, capture_output=True, env=environment)
            if turn:
                times[name].append((time.perf_counter() - started) * 1000)
    for name, found in times.items():
        median, least, most = statistics.median(found), min(found), max(found)
        print(f"{name:42} median {median:6.0f} ms   {least:6.0f} to {most:6.0f}")


if __name__ == "__main__":
    main()
