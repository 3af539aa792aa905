"""Check a folder whose edges fill 100 MB, one row of them bad: time and peak memory.

python benchmarks/check.py
"""

from __future__ import annotations

import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from relgraph.paths import shipped

MEGABYTES = 100
NOTE = "a note as long as notes are in the curated data with a word or two more " * 2


def write_folder(folder: Path, megabytes: int) -> int:
    """Copy the shipped data and put many edges beside it; gives the number of rows."""
    shutil.copytree(shipped("data"), folder, dirs_exist_ok=True)
    source = (folder / "sources.csv").read_text("utf-8").splitlines()[1].split(",")[0]
    rows = 0
    with (folder / "edges/industry.csv").open("w", encoding="utf-8") as stream:
        stream.write("id,type,from,to,since,until,sources,note,subject\n")
        while stream.tell() < megabytes * 1_000_000:
            end = "2020-13" if rows == 1000 else ""  # noqa: PLR2004  # the one bad row
            stream.write(
                f"row-{rows},COOPERATES_WITH,CHN,RUS,2019-06-05,{end},{source}#p. {rows},{NOTE},x\n"
            )
            rows += 1
    return rows


def main() -> None:
    """Print what the check says of the small and of the large folder."""
    for megabytes in (1, MEGABYTES):
        with tempfile.TemporaryDirectory() as place:
            rows = write_folder(Path(place), megabytes)
            command = [sys.executable, "-m", "relgraph", "check", place]
            started = time.perf_counter()
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            seconds = time.perf_counter() - started
            peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
            faults = len(done.stdout.splitlines())
            print(
                f"{megabytes:4} MB, {rows:7} rows: {faults} fault, "
                f"{seconds:5.1f} s, peak {peak:.0f} MB"
            )


if __name__ == "__main__":
    main()
