"""One HTML file: template, style and script in files of their own, data in a JSON block."""

from __future__ import annotations

import base64
import hashlib
import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from relgraph.page.facts import Reader
from relgraph.page.network import network, style_of

if TYPE_CHECKING:
    from relgraph.cypher.graph import PropertyGraph

_TEMPLATES = Path(__file__).parent / "templates"


def write_map(graph: PropertyGraph, path: Path) -> dict[str, int]:
    """Draw a graph as a page that opens from a disk and asks no network for anything.

    Figures about one thing and sources are not drawn; nodes that only they tie are left out.
    Claims, where the graph has them, are red and dashed. The same graph gives the same bytes.
    Returns the numbers of nodes and edges drawn.
    """
    page, counts = render(graph)
    path.write_text(page, "utf-8", newline="\n")
    return counts


def render(graph: PropertyGraph) -> tuple[str, dict[str, int]]:
    """Make the page, and count what is drawn on it."""
    import jinja2

    reader = Reader(graph)
    relations = sorted(reader.drawn(), key=lambda r: (graph.tables[r[0]].name, r[1]))
    edges = [reader.edge(relation) for relation in relations]
    tied = sorted({end for relation in relations for end in graph.ends(relation)})
    nodes = [reader.node(number) for number in tied]
    net = network(nodes, edges)
    kinds = Counter(node["kind"] for node in nodes)
    legend = [
        {"kind": kind, "count": count, "colour": style_of(kind)[0]}
        for kind, count in kinds.most_common()
    ]
    data = {
        "nodes": net.nodes,
        "edges": net.edges,
        "options": net.options,
        "facts": {
            "nodes": {node["id"]: node for node in nodes},
            "edges": {edge["id"]: _slim(edge) for edge in edges},
        },
    }  # fmt: skip
    style, script = _asset("map.css"), _asset("map.js")
    library = _library()
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
    )
    page = environment.get_template("map.html").render(
        title=graph.meta.get("title", "relgraph"),
        legend=legend,
        counts={"nodes": len(nodes), "edges": len(edges)},
        claims=sum(edge["claim"] for edge in edges),
        policy=_policy([library, script], style),
        style=_safe(style, "style"),
        library=_safe(library, "script"),
        script=_safe(script, "script"),
        data=_json(data),
    )
    return page, {"nodes": len(nodes), "edges": len(edges)}


def _slim(edge: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in edge.items() if key != "since" and value not in ("", [])}


def _asset(name: str) -> str:
    return (_TEMPLATES / name).read_text("utf-8")


def _library() -> str:
    """Read vis-network where pyvis ships it."""
    import pyvis

    folder = Path(pyvis.__file__).parent / "lib" / "vis-9.1.2"
    return (folder / "vis-network.min.js").read_text("utf-8")


def _safe(text: str, tag: str) -> Any:  # noqa: ANN401  # markup that autoescaping leaves alone
    """Mark our own script or style as safe to stand in its element."""
    import markupsafe

    if f"</{tag}" in text.lower():
        raise ValueError(f"the asset would end its own <{tag}>")
    return markupsafe.Markup(text)  # noqa: S704  # our own files, just checked


def _json(data: object) -> Any:  # noqa: ANN401  # markup that autoescaping leaves alone
    """Write data so that nothing in it can end the block that it stands in."""
    import markupsafe

    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), default=str)
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return markupsafe.Markup(text)  # noqa: S704  # no character of markup is left


def _policy(scripts: list[str], style: str) -> str:
    """Write a content security policy: these scripts and styles by hash, and nothing else."""
    hashes = [f"'sha256-{_digest(script)}'" for script in scripts]
    return "; ".join([
        "default-src 'none'",
        f"script-src {' '.join(hashes)}",
        f"style-src 'sha256-{_digest(style)}'",
        "img-src data:",
        "base-uri 'none'",
        "form-action 'none'",
    ])  # fmt: skip


def _digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
