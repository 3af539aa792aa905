"""A page in a browser, all that it said and asked for, and what a reader can do with it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

FREE = re.compile(r"<meta http-equiv.*?>")


class Opened:
    """A map opened from the disk in a page of its own."""

    def __init__(self, browser, path: Path, *, width=1280, height=800, at="", **context):
        self.said: list[str] = []
        self.asked: list[str] = []
        self.context = browser.new_context(viewport={"width": width, "height": height}, **context)
        self.page = self.context.new_page()
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.address = path.as_uri() + at
        self.load()

    def load(self) -> None:
        """Open the map, as if for the first time, with nothing said or asked for before."""
        self.page.goto("about:blank")
        self.said.clear()
        self.asked.clear()
        self.page.goto(self.address)
        self.page.wait_for_selector("body[data-ready]")

    def go(self, hash: str) -> None:
        """Follow a link into the network view of the page that is open."""
        self.page.evaluate("hash => { location.hash = hash }", f"view=map&{hash}")

    def close(self) -> None:
        self.context.close()

    def colours(self) -> int:
        """Count the different colours of the canvas: a blank one has one."""
        return self.page.evaluate(
            "() => { const c = document.querySelector('#map canvas');"
            "const d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data;"
            "const seen = new Set();"
            "for (let i = 0; i < d.length; i += 4) seen.add(d.slice(i, i + 4).join());"
            "return seen.size; }"
        )

    def state(self, key: str):
        plain = "v instanceof Set ? [...v] : v"
        return self.page.evaluate(
            f"k => {{ const v = relgraphMap.state()[k]; return {plain} }}", key
        )

    def relations(self) -> int:
        """Count the relations in view, as the line above the map has them."""
        found = re.search(r"([\d,]+)(?: of [\d,]+)? relations?:", self.page.inner_text("#said"))
        return int(found[1].replace(",", ""))

    def search(self, text: str) -> str:
        """Search and take the first that is found; gives the heading of the panel."""
        self.page.fill("#search", text)
        self.page.press("#search", "Enter")
        return self.page.inner_text("#panel-title")

    def place(self, name: str) -> tuple[float, float]:
        """Find where a node stands, in pixels of the window."""
        spot = self.page.evaluate(
            "name => { const n = relgraphMap.data.facts.nodes.findIndex(x => x.name === name);"
            "const box = document.querySelector('#map').getBoundingClientRect();"
            "const at = relgraphMap.place(n); return [at.x + box.x, at.y + box.y]; }",
            name,
        )
        return spot[0], spot[1]

    def boxes(self) -> list[dict]:
        return self.page.evaluate("relgraphMap.boxes()")


def overlapping(boxes: list[dict]) -> list[tuple[str, str]]:
    return [
        (a["text"], b["text"])
        for at, a in enumerate(boxes)
        for b in boxes[:at]
        if a["left"] < b["right"]
        and b["left"] < a["right"]
        and a["top"] < b["bottom"]
        and b["top"] < a["bottom"]
    ]
