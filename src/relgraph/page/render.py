"""One HTML file: template, style and script in files of their own, data in a JSON block."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from relgraph.model.dates import DateFault, days
from relgraph.model.text import safe_text
from relgraph.page.curves import FOLDED
from relgraph.page.network import FigureNetwork

if TYPE_CHECKING:
    from collections.abc import Iterable

    import jinja2

    from relgraph.page.facts import Facts
    from relgraph.page.figure import Figure, View

_WEB = Path(__file__).parent / "web"


def page(figure: Figure, view: View | None = None) -> str:
    """Make a page that opens from a disk and asks no network for anything.

    It opens in ``view``; without one a dyad opens in time, and all else as a network. The same
    figure gives the same bytes.
    """
    data = _data(figure) | {"view": view}
    style = _asset("page.css")
    script = _asset("vendor/vis-network.js") + _asset("built/page.js")
    return template("page.html").render(
        title=figure.title,
        scope=figure.scope,
        nodes=len(figure.nodes),
        edges=len(figure.edges),
        policy=_policy(script, style),
        style=_safe(style, "style"),
        script=_safe(script, "script"),
        packed=bool(figure.folds.groups),
        data=_packed(data) if figure.folds.groups else _json(data),
    )


def frame(html: str, title: str, height: int) -> str:
    """Make the element in which a notebook shows a page: text of its own, no address."""
    return template("frame.html").render(html=html, title=title, height=height)


@cache
def template(name: str, folder: Path = _WEB) -> jinja2.Template:
    """Load a template of a folder, or of `web`, in which all that is put in is escaped."""
    import jinja2

    loader = jinja2.FileSystemLoader([folder, _WEB])
    environment = jinja2.Environment(
        loader=loader, autoescape=True, undefined=jinja2.StrictUndefined
    )
    environment.filters["xml"] = safe_text
    return environment.get_template(name)


def _data(figure: Figure) -> dict[str, Any]:
    """Collect what the script reads: pyvis' nodes, edges and options, and the facts of each."""
    network = FigureNetwork(figure)
    number_of = {node["id"]: at for at, node in enumerate(figure.nodes)}
    sources = _Sources()
    edges = [{**edge, "from": number_of[edge["from"]], "to": number_of[edge["to"]]}
             for edge in figure.edges]  # fmt: skip
    facts = {
        "nodes": [_said(node) for node in figure.nodes],
        "edges": [sources.cited(edge) for edge in edges],
        "corrections": [sources.cited(edge) for edge in figure.corrections],
        "sources": sources.rows,
    }
    published, year = newest(sources.rows)
    return {
        "title": figure.title,
        "scope": figure.scope,
        "newest": published,
        "year": year,
        "folded": FOLDED,
        "nodes": network.nodes,
        "edges": network.edges,
        "options": network.options,
        "unit": network.unit,
        "facts": facts,
        "kinds": _kinds(figure),
        "areas": _areas(figure),
        "middles": list(figure.palette.middles),
        "called": figure.palette.areas_called,
        "bands": [[b.title, b.left, b.top, b.width, b.height] for b in figure.bands],
        "by": figure.folds.by,
        "groups": [[g.name, g.colour, g.x, g.y, g.reach] for g in figure.folds.groups],
        "group": [figure.folds.of.get(node["id"], -1) for node in figure.nodes]
        if figure.folds.groups
        else [],
        "poles": [number_of[pole] for pole in figure.poles],
    }


def newest(sources: Iterable[Facts]) -> tuple[str, int]:
    """Return the date of the newest source as it is written, and the last year that it may mean."""
    dated = []
    for source in sources:
        try:
            when = days(source.get("published", ""))
        except DateFault:
            continue
        dated.append((when.first, when.last.year, source["published"]))
    _, year, text = max(dated, default=(None, 9998, ""))
    return text, year


def _said(facts: Facts) -> Facts:
    """Leave out what is empty or false, and what bounds and dates have: start, going on."""
    empty: tuple[object, ...] = ("", [])
    return {
        key: fact
        for key, fact in facts.items()
        if key not in ("since", "ongoing") and fact is not False and fact not in empty
    }


class _Sources:
    """Sources that are cited, each once; an edge names them by number, with its locators."""

    def __init__(self) -> None:
        self.rows: list[Facts] = []
        self._number_of: dict[str, int] = {}

    def cited(self, edge: Facts) -> Facts:
        """Return an edge whose sources are numbers and locators."""
        return {**_said(edge), "sources": [self._citation(source) for source in edge["sources"]]}

    def _citation(self, source: Facts) -> list[Any]:
        number = self._number_of.setdefault(source["id"], len(self.rows))
        if number == len(self.rows):
            self.rows.append(_said({**source, "locator": ""}))
        return [number, source["locator"]]


def _kinds(figure: Figure) -> list[list[str]]:
    """List the kinds there are as name, colour, shape, and what one and several are called."""
    look = figure.palette
    known = sorted({node["kind"] for node in figure.nodes}, key=look.kind_order)
    return [
        [
            kind,
            *look.kind_style(kind),
            look.kind_label(kind),
            look.kind_label(kind, 2),
            look.kind_family(kind),
        ]
        for kind in known
    ]


def _areas(figure: Figure) -> list[list[str]]:
    """List the issue areas there are as name, colour, what they and their groups are called."""
    look = figure.palette
    known = sorted({edge["area"] for edge in figure.edges}, key=look.area_order)
    return [
        [area, look.area_colour(area), look.area_label(area), look.area_group(area)]
        for area in known
    ]


@cache
def _asset(name: str) -> str:
    return (_WEB / name).read_text("utf-8")


def _safe(text: str, tag: str) -> Any:  # noqa: ANN401  # markup that autoescaping leaves alone
    """Mark our own script or style as safe to stand in its element."""
    import markupsafe

    if f"</{tag}" in text.lower():
        raise ValueError(f"the asset would end its own <{tag}>")
    return markupsafe.Markup(text)  # noqa: S704  # our own files, just checked


def _json(data: object) -> Any:  # noqa: ANN401  # markup that autoescaping leaves alone
    """Write data so that nothing in it can end the block that it stands in."""
    import markupsafe

    text = _dumped(data)
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return markupsafe.Markup(text)  # noqa: S704  # no character of markup is left


def _packed(data: object) -> str:
    """Write the data of a large figure compressed: base64 of gzip, the same bytes each time."""
    return base64.b64encode(gzip.compress(_dumped(data).encode(), mtime=0)).decode()


def _dumped(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def _policy(script: str, style: str) -> str:
    """Write a content security policy: this script and style by hash, and nothing else."""
    return "; ".join([
        "default-src 'none'",
        f"script-src 'sha256-{_digest(script)}'",
        f"style-src 'sha256-{_digest(style)}'",
        "img-src data: blob:",
        "base-uri 'none'",
        "form-action 'none'",
    ])  # fmt: skip


def _digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
