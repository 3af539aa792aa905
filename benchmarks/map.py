"""Time until a map is drawn in Chromium, beside plain pyvis of the same graph, in one run.

python benchmarks/map.py

Four edges a node, all nodes drawn. Ready is from the start of the navigation to the first drawing
with every node on it; for pyvis, whose page lets springs run, also until they rest.
"""

from __future__ import annotations

import shutil
import statistics
import tempfile
from pathlib import Path

import networkx as nx
from playwright.sync_api import Page, sync_playwright
from pyvis.network import Network

from relgraph.api import Graph

SIZES = (500, 2000, 5000)
RUNS = 3
LONGEST = 120_000
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
DRAWN = """() => new Promise(done => network.once('afterDrawing', () => done(performance.now())))"""
RESTED = """() => new Promise(done => {
  network.once('stabilizationIterationsDone', () => done(performance.now())) })"""


def graph_of(nodes: int) -> nx.Graph:
    """Make a random graph with four edges a node, the same each time."""
    return nx.gnm_random_graph(nodes, 4 * nodes, seed=nodes)


def ours(page: Page, folder: Path, graph: nx.Graph) -> float:
    """Give the milliseconds until relgraph's page is drawn."""
    path = folder / "relgraph.html"
    Graph.of_networkx(graph).map(path)
    page.goto(path.as_uri())
    page.wait_for_selector("body[data-ready]")
    return float(page.evaluate("performance.getEntriesByName('drawn')[0].startTime"))


def plain(page: Page, folder: Path, graph: nx.Graph) -> tuple[float, float | None]:
    """Give the milliseconds until pyvis' page is first drawn, and until its springs rest."""
    path = folder / "pyvis.html"
    network = Network(cdn_resources="in_line")
    network.add_nodes([str(node) for node in graph])
    for a, b in graph.edges:
        network.add_edge(str(a), str(b))
    path.write_text(network.generate_html(notebook=False), "utf-8")
    page.goto(path.as_uri(), wait_until="commit")
    page.wait_for_function("() => window.network", timeout=LONGEST)
    rested = page.evaluate(RESTED) if len(graph) <= min(SIZES) else None
    return float(page.evaluate(DRAWN)), rested


def main() -> None:
    """Print a row for each size."""
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as name:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=ARGUMENTS
        )
        print(
            "nodes   edges   relgraph drawn, median (least to most)   pyvis drawn   pyvis at rest"
        )
        for size in SIZES:
            graph, times = graph_of(size), []
            for _ in range(RUNS):
                page = browser.new_page(viewport={"width": 1280, "height": 800})
                times.append(ours(page, Path(name), graph) / 1000)
                page.close()
            page = browser.new_page(viewport={"width": 1280, "height": 800})
            page.set_default_timeout(LONGEST)
            drawn, rested = plain(page, Path(name), graph)
            page.close()
            rest = f"{rested / 1000:.1f} s" if rested is not None else "not waited for"
            print(
                f"{size:5} {4 * size:7}   {statistics.median(times):.2f} s "
                f"({min(times):.2f} to {max(times):.2f}){'':20} {drawn / 1000:6.1f} s   {rest}"
            )
        browser.close()


if __name__ == "__main__":
    main()
