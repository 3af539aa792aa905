"""Selections, views and counts: this checkout beside another, each in a process of its own.

Run it as ``python benchmarks/selections.py ../before/src``, with the ``src`` folder of another
checkout (or none, for this one alone). Times are milliseconds, medians of five; each process has
its own cache. (No module beside this one may be called select: it would hide Python's own.)
"""

from __future__ import annotations

import contextlib
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
import tracemalloc
import warnings
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

HERE = Path(__file__).parent.parent / "src"
HUB, BIG = 40_000, 300_000
TIMES = 5


def median(call: Callable[[], object]) -> float:
    """Return the median of some runs, in milliseconds."""
    taken = []
    for _ in range(TIMES):
        started = time.perf_counter()
        call()
        taken.append((time.perf_counter() - started) * 1000)
    return round(statistics.median(taken), 2)


def graph_of(edges: int, *, hub: bool) -> Any:  # noqa: ANN401  # the graph of either checkout
    """Make a graph of dated, sourced edges: all at one node, or between any two of 5,000."""
    import networkx as nx

    import relgraph
    from relgraph.api import Graph

    dice = random.Random(1)  # noqa: S311  # the same graph each time
    made = nx.MultiDiGraph()
    nodes = [f"n{at}" for at in range(edges if hub else 5_000)]
    made.add_nodes_from(("hub", *nodes), labels=["Entity", "Actor"], kind="State")
    made.add_node("paper", labels=["Entity", "Source"])
    start = date(1990, 1, 1)
    for at in range(edges):
        since = start + timedelta(days=dice.randrange(12_000))
        ends = ("hub", nodes[at]) if hub else dice.sample(nodes, 2)
        made.add_edge(
            *ends, key=f"e{at}", type=("TRADED_WITH", "SIGNED", "OWNS")[at % 3], since=since,
            until=since + timedelta(days=dice.randrange(2_000)), value=dice.random() * 1000,
            issue_area=("energy", "economy")[at % 2], source_ids=["paper"] if at % 4 else ["x"],
        )  # fmt: skip
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        take = getattr(relgraph, "from_networkx", None) or Graph.of_networkx  # before and after
        return take(made)


def measured() -> dict[str, float]:
    """Measure the checkout that is on the path."""
    import relgraph

    hub = graph_of(HUB, hub=True)
    selections = {
        "everything": hub,
        "around the hub": hub.select(around="hub"),
        "around, two hops": hub.select(around="n7", hops=2),
        "between hub and leaf": hub.select(between=("hub", "n7")),
        "one type": hub.select(types="OWNS"),
        "one kind": hub.select(kinds="State"),
        "one issue area": hub.select(issue_areas="energy"),
        "since and until": hub.select(since="2005", until="2010"),
        "as of a day": hub.select(as_of="2005-05-05"),
        "certainly as of a day": hub.select(as_of="2005-05-05", certain=True),
        "one source": hub.select(source="paper"),
    }
    found = {f"hub, {name}": median(graph.subgraph) for name, graph in selections.items()}
    some = hub.select(since="2005", until="2006-03")
    name = f"to_networkx of {some.subgraph().edge_count:,} edges of the hub"
    found[name] = median(some.to_networkx)
    shipped = relgraph.open()
    found["to_networkx of everything shipped"] = median(shipped.to_networkx)
    with tempfile.TemporaryDirectory() as folder:
        pair = shipped.between("CHN", "RUS")
        found["map of a dyad, shipped data"] = median(lambda: pair.map(Path(folder) / "map.html"))
    found["saved query claims"] = median(lambda: shipped.query("claims"))
    big = graph_of(BIG, hub=False)
    found[f"count(r) of {BIG:,} edges"] = median(
        lambda: big.query("MATCH ()-[r]->() RETURN count(r)")
    )
    big.subgraph()
    tracemalloc.start()
    view = big.subgraph()
    found[f"kB of a view of all {view.edge_count:,} edges"] = round(
        tracemalloc.get_traced_memory()[0] / 1000, 1
    )
    return found


def main(others: list[str]) -> None:
    """Measure this checkout and others, and print them side by side."""
    results = []
    for source in [*others, str(HERE)]:
        with tempfile.TemporaryDirectory() as cache:
            surroundings = {**os.environ, "PYTHONPATH": source, "XDG_CACHE_HOME": cache}
            done = subprocess.run(
                [sys.executable, __file__, "--measure"],
                env=surroundings, check=True, capture_output=True, text=True,
            )  # fmt: skip
        results.append(json.loads(done.stdout))
    names = dict.fromkeys(name for result in results for name in result)
    for name in names:
        figures = "  ".join(f"{result.get(name, float('nan')):>12,.2f}" for result in results)
        print(f"{name:<44}{figures}")


if __name__ == "__main__":
    if sys.argv[1:] == ["--measure"]:
        with contextlib.redirect_stdout(sys.stderr):
            answer = measured()
        print(json.dumps(answer))
    else:
        main(sys.argv[1:])
