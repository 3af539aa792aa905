"""Time until a map is drawn in Chromium, beside plain pyvis of the same graph, in one run.

python benchmarks/map.py

Four edges a node, all nodes drawn. Drawn is from the start of the navigation to the first drawing
that has every node. A page of plain pyvis lets springs run before it draws, and looks for a layout
before that: as it comes it is timed at the smallest size only, at all sizes with both switched off.
"""

from __future__ import annotations

import json
import shutil
import statistics
import tempfile
from pathlib import Path
from time import perf_counter

import networkx as nx
from playwright.sync_api import Page, sync_playwright
from pyvis.network import Network

from relgraph.api import Graph

SIZES = (500, 2000, 5000)
RUNS = 3
LONGEST = 120_000
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
STILL = {"physics": {"enabled": False}, "layout": {"improvedLayout": False}}
WATCH = """
let made;
Object.defineProperty(window, 'network', { get: () => made, set(network) {
  made = network;
  network.once('afterDrawing', () => { window.drawnAt = performance.now(); });
} });"""
"""Runs before the page of pyvis, and notes when the network that it makes is first drawn."""


def graph_of(nodes: int) -> nx.Graph:
    """Make a random graph with four edges a node, the same each time."""
    return nx.gnm_random_graph(nodes, 4 * nodes, seed=nodes)


def ours(page: Page, path: Path) -> float:
    """Give the seconds until relgraph's page is drawn."""
    page.goto(path.as_uri())
    page.wait_for_selector("body[data-ready]")
    return float(page.evaluate("performance.getEntriesByName('drawn')[0].startTime")) / 1000


def plain(page: Page, path: Path) -> float:
    """Give the seconds until the page of pyvis is first drawn."""
    page.set_default_timeout(LONGEST)
    page.add_init_script(WATCH)
    page.goto(path.as_uri())
    page.wait_for_function("() => window.drawnAt")
    return float(page.evaluate("window.drawnAt")) / 1000


def write_plain(graph: nx.Graph, path: Path, *, still: bool) -> None:
    """Write the page of pyvis, as it comes or with springs and layout switched off."""
    network = Network(cdn_resources="in_line")
    network.add_nodes(list(graph))
    network.add_edges(list(graph.edges))
    if still:
        network.set_options(json.dumps(STILL))
    path.write_text(network.generate_html(notebook=False), "utf-8")


def main() -> None:
    """Print a row for each size."""
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as name:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=ARGUMENTS
        )

        def median(open_: object, path: Path, runs: int = RUNS) -> str:
            times = []
            for _ in range(runs):
                page = browser.new_page(viewport={"width": 1280, "height": 800})
                times.append(open_(page, path))  # type: ignore[operator]
                page.close()
            return f"{statistics.median(times):5.2f} s"

        path = Path(name) / "page.html"
        print("nodes   edges   written in   relgraph drawn   pyvis still   pyvis as it comes")
        for size in SIZES:
            graph = graph_of(size)
            started = perf_counter()
            Graph.of_networkx(graph).map(path)
            row = [
                f"{size:5}",
                f"{4 * size:5}",
                f"{perf_counter() - started:5.1f} s",
                median(ours, path),
            ]
            write_plain(graph, path, still=True)
            row.append(median(plain, path))
            if size == min(SIZES):
                write_plain(graph, path, still=False)
                row.append(median(plain, path, 1))
            print("   ".join(row))
        browser.close()


if __name__ == "__main__":
    main()
