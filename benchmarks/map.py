"""Time until a map can be read in Chromium, beside plain pyvis and sigma.js, in one run.

python benchmarks/map.py [--json benchmarks/map.json] [--nodes 500 5000 50000]

Four edges a node; four of five edges within communities of a thousand. Ready is from the start of
the navigation to the first drawing. relgraph draws what is folded, and opens one community on a
click; pyvis, springs and layout switched off, and sigma.js draw every node, sigma.js at random
places that are given; it draws by WebGL, here without a graphics card. Opening, selecting and
panning are what a reader waits for: from the event
to the frame after it, for panning the longest frame of a drag.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import warnings
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

import jinja2
import networkx as nx
from playwright.sync_api import Browser, Page, sync_playwright
from playwright.sync_api import TimeoutError as Late
from pyvis.network import Network

from relgraph import from_networkx

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

HERE = Path(__file__).parent
WEB = HERE.parent / "src/relgraph/page/web"
COMMUNITY = 1000
RUNS = 3
LONGEST = 60_000
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--enable-precise-memory-info", "--js-flags=--expose-gc",
]  # fmt: skip
STILL = {"physics": {"enabled": False}, "layout": {"improvedLayout": False}}
WATCH = """
let made;
Object.defineProperty(window, 'network', { get: () => made, set(network) {
  made = network;
  network.once('afterDrawing', () => { window.drawnAt = performance.now(); });
} });"""
"""Runs before the page of pyvis, and notes when the network that it makes is first drawn."""
TIMED = """
window.timed = (event) => new Promise((done) => document.addEventListener(event, () => {
  const start = performance.now();
  requestAnimationFrame(() => setTimeout(() => done(performance.now() - start)));
}, { capture: true, once: true }));
window.frames = (count) => new Promise((done) => {
  let [last, longest, left] = [performance.now(), 0, count];
  const next = (now) => {
    longest = Math.max(longest, now - last);
    last = now;
    if (left-- > 0) requestAnimationFrame(next); else done(longest);
  };
  requestAnimationFrame(next);
});"""
"""Gives the milliseconds from an event to the next frame, and those of the longest frame."""
TASKS = ("written", "MB", "ready", "heap", "open", "select", "pan")


def graph_of(nodes: int) -> nx.Graph:
    """Make a graph of communities, the same each time."""
    choose = random.Random(nodes)  # noqa: S311  # edges, no secrets
    found: set[tuple[int, int]] = set()
    while len(found) < 4 * nodes:
        one = choose.randrange(nodes)
        first = one // COMMUNITY * COMMUNITY
        near = choose.random() < 0.8  # noqa: PLR2004  # four of five
        other = (
            choose.randrange(first, min(first + COMMUNITY, nodes))
            if near
            else choose.randrange(nodes)
        )
        if one != other:
            found.add((min(one, other), max(one, other)))
    graph = nx.Graph()
    graph.add_nodes_from(range(nodes))
    graph.add_edges_from(sorted(found))
    return graph


def ours(browser: Browser, path: Path) -> dict[str, float]:
    """Time relgraph's page: seconds, MB of heap."""
    page = opened(browser, TIMED)
    page.goto(path.as_uri())
    page.wait_for_selector("body[data-ready]")
    start = "performance.getEntriesByName('drawn')[0].startTime / 1000"
    found = {"ready": page.evaluate(start), "heap": heap(page)}
    box = page.locator("#map").bounding_box() or {}
    if page.evaluate("relgraphMap.data.groups.length"):
        part = "relgraphMap.place(relgraphMap.data.facts.nodes.length)"
        at = page.evaluate(part)
        found["open"] = after(
            page, "click", lambda: page.mouse.click(box["x"] + at["x"], box["y"] + at["y"])
        )
    page.focus("#map")
    found["select"] = after(page, "keydown", lambda: page.keyboard.press("ArrowRight"))
    page.keyboard.press("Escape")
    found["pan"] = panned(page, box)
    page.context.close()
    return found


def plain(browser: Browser, path: Path) -> dict[str, float]:
    """Time the page of pyvis."""
    page, found = drawn(browser, path)
    found["pan"] = panned(page, {"x": 0, "y": 0, "width": 1280, "height": 560})
    page.context.close()
    return found


def sigma(browser: Browser, path: Path) -> dict[str, float]:
    """Time the page of sigma.js, but not its drag: without a graphics card that stands still.

    Where it is not drawn in a minute nothing is told of it.
    """
    try:
        page, found = drawn(browser, path)
    except Late:
        return {}
    page.context.close()
    return found


def drawn(browser: Browser, path: Path) -> tuple[Page, dict[str, float]]:
    """Open a page that notes when it was drawn."""
    page = opened(browser, TIMED + WATCH)
    page.set_default_timeout(LONGEST)
    page.goto(path.as_uri())
    page.wait_for_function("() => window.drawnAt")
    return page, {"ready": page.evaluate("window.drawnAt") / 1000, "heap": heap(page)}


def opened(browser: Browser, script: str) -> Page:
    """Return an empty page in which a script runs before any other."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    page = context.new_page()
    page.add_init_script(script)
    return page


def heap(page: Page) -> float:
    """Return what the page keeps, in MB."""
    page.evaluate("gc()")
    return float(page.evaluate("performance.memory.usedJSHeapSize")) / 1e6


def after(page: Page, event: str, act: Callable[[], None]) -> float:
    """Return the seconds from an event to the end of the frame after it."""
    page.evaluate(f"() => {{ window.took = timed('{event}') }}")
    act()
    return float(page.evaluate("window.took")) / 1000


def panned(page: Page, box: Mapping[str, float]) -> float:
    """Return the seconds of the longest frame while the map is dragged."""
    x, y = box["x"] + box["width"] - 40, box["y"] + box["height"] - 40
    page.mouse.move(x, y)
    page.mouse.down()
    page.evaluate("() => { window.took = frames(20) }")
    page.mouse.move(x - 200, y - 120, steps=10)
    longest = float(page.evaluate("window.took")) / 1000
    page.mouse.up()
    return longest


def write_ours(graph: nx.Graph, path: Path) -> None:
    """Write relgraph's page."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # edges without a type are RELATED
        from_networkx(graph).map(path)


def write_pyvis(graph: nx.Graph, path: Path) -> None:
    """Write the page of pyvis, springs and layout switched off."""
    network = Network(cdn_resources="in_line")
    network.add_nodes(list(graph))
    network.add_edges(list(graph.edges))
    network.set_options(json.dumps(STILL))
    path.write_text(network.generate_html(notebook=False), "utf-8")


def write_sigma(graph: nx.Graph, path: Path) -> None:
    """Write a page of sigma.js, its script bundled into it."""
    script = path.with_suffix(".js")
    line = ["node_modules/.bin/esbuild", str(HERE / "map_sigma.js"), "--bundle", "--minify"]
    environment = {"NODE_PATH": "node_modules", "PATH": "/usr/local/bin:/usr/bin:/bin"}
    subprocess.run(
        [*line, f"--outfile={script}", "--log-level=error"], cwd=WEB, check=True, env=environment
    )
    choose = random.Random(1)  # noqa: S311  # places, no secrets
    data = json.dumps({
        "nodes": [[node, choose.random(), choose.random()] for node in graph],
        "edges": list(graph.edges),
    })  # fmt: skip
    page = jinja2.Template((HERE / "map_sigma.html.j2").read_text("utf-8"))
    path.write_text(page.render(data=data, script=script.read_text("utf-8")), "utf-8")


ENGINES = {
    "relgraph": (write_ours, ours),
    "pyvis": (write_pyvis, plain),
    "sigma.js": (write_sigma, sigma),
}


def measured(browser: Browser, folder: Path, nodes: int) -> dict[str, dict[str, float]]:
    """Return of each engine what it took: medians, or nothing where it was not drawn in time."""
    graph = graph_of(nodes)
    found = {}
    for name, (write, read) in ENGINES.items():
        if name == "pyvis" and nodes > 10 * COMMUNITY:
            continue  # its `add_edges` looks through all edges for each
        path = folder / f"{name}.html"
        started = perf_counter()
        write(graph, path)
        row = {"written": perf_counter() - started, "MB": path.stat().st_size / 1e6}
        print(f"{nodes} nodes: {name} in {row['written']:.1f} s", file=sys.stderr)
        runs = [read(browser, path)]
        runs += [read(browser, path) for _ in range(RUNS - 1) if runs[0]]
        row |= {task: statistics.median(run[task] for run in runs) for task in runs[0]}
        found[name] = row
    return found


def table(found: dict[str, dict[str, dict[str, float]]]) -> str:
    """Return the figures as a table of Markdown."""
    heads = [
        "written in",
        "file, MB",
        "ready in",
        "heap, MB",
        "opening a part",
        "selecting",
        "longest frame of a drag",
    ]
    lines = ["| nodes | | " + " | ".join(heads) + " |", "| ---: | --- |" + " ---: |" * len(heads)]
    for nodes, engines in found.items():
        for name, row in engines.items():
            cells = [said(task, row.get(task)) for task in TASKS]
            lines.append(f"| {int(nodes):,} | {name} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def said(task: str, value: float | None) -> str:
    """Return a figure with its unit."""
    if value is None:
        return ""
    if task in ("MB", "heap"):
        return f"{value:.1f}"
    return f"{value:.2f} s" if value >= 1 else f"{1000 * value:.0f} ms"


def main() -> None:
    """Print the table; keep the figures when asked to."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--json", type=Path)
    parser.add_argument("--nodes", type=int, nargs="+", default=[500, 5000, 50_000])
    given = parser.parse_args()
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=ARGUMENTS
        )
        found = {str(nodes): measured(browser, Path(folder), nodes) for nodes in given.nodes}
        browser.close()
    print(table(found))
    if given.json:
        given.json.write_text(json.dumps(found, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
