"""What takes over a second is told on a terminal, and in a pipe it is not."""

from __future__ import annotations

import os
import pty
import subprocess
import sys

import pytest

SLOW = (
    "from relgraph.cli.waiting import waiting\nimport time\nwith waiting('drawing'): time.sleep({})"
)


def on_a_terminal(*arguments) -> str:
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, *map(str, arguments)], stdout=subprocess.DEVNULL, stderr=theirs,
        env={**os.environ, "TERM": "xterm"},
    )  # fmt: skip
    os.close(theirs)
    said = b""
    while True:
        try:
            part = os.read(ours, 4096)
        except OSError:  # the other end is closed
            break
        if not part:
            break
        said += part
    os.close(ours)
    assert process.wait() == 0
    return said.decode()


@pytest.mark.parametrize(("seconds", "told"), [(1.6, True), (0.1, False)])
def test_a_bar_is_shown_on_a_terminal_from_the_second_second_on(seconds, told):
    assert ("drawing" in on_a_terminal("-c", SLOW.format(seconds))) is told


def test_in_a_pipe_nothing_is_said():
    done = subprocess.run([sys.executable, "-c", SLOW.format(1.3)], capture_output=True, check=True)
    assert (done.stdout, done.stderr) == (b"", b"")


def test_checking_a_large_folder_shows_a_bar(small):
    rows = "".join(f"n{at},Company,Company {at}é,,,\n" for at in range(40_000))
    with (small / "nodes/actors.csv").open("a", encoding="utf-8") as stream:
        stream.write(rows)
    assert "checking" in on_a_terminal("-m", "relgraph", "check", small)
