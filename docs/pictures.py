"""Take the pictures that README.md and docs/ show.

python docs/pictures.py
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from relgraph.api import Graph

DOCS = Path(__file__).parent
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]


def main() -> None:
    """Write the pictures of maps, docs/map*.png, and of a dossier, docs/dossier*.png."""
    dyad = Graph.at(DOCS.parent / "data").between("CHN", "RUS")
    energy = dyad.select(issue_areas=("energy",))
    shots = (
        (energy, "map.png", (1120, 640), "light", "#view=map&node=yamal-lng&claims=1"),
        (dyad, "map-dyad.png", (1140, 720), "dark", ""),
        (Graph.at(DOCS.parent / "data"), "map-full.png", (1000, 660), "light", ""),
        (energy, "map-phone.png", (390, 844), "light", "#view=map&node=power-of-siberia"),
    )
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=ARGUMENTS
        )
        path = Path(folder) / "map.html"
        for graph, name, (width, height), theme, at in shots:
            graph.map(path)
            page = browser.new_page(
                viewport={"width": width, "height": height},
                color_scheme=theme,
                reduced_motion="reduce",
            )
            page.goto(path.as_uri() + at)
            page.wait_for_selector("body[data-ready]")
            page.screenshot(path=DOCS / name)
            page.close()
        for name, at in (("dossier.png", ""), ("dossier-claims.png", "#part6")):
            path = Path(folder) / "dossier.html"
            Graph.at(DOCS.parent / "data").dyad("CHN", "RUS").save(path)
            page = browser.new_page(viewport={"width": 780, "height": 860})
            page.goto(path.as_uri() + at)
            page.screenshot(path=DOCS / name)
            page.close()
        browser.close()


if __name__ == "__main__":
    main()
