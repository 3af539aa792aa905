"""Relations in words: who, what, whom, when, and how much, merged where only the ends differ."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from relgraph.model.text import in_words, listed
from relgraph.report.parts import Line

if TYPE_CHECKING:
    from collections.abc import Iterable

    from relgraph.page.facts import Facts
    from relgraph.report.basis import Basis


def by_start(edge: Facts) -> tuple[str, str, str]:
    """Return the key that sorts edges by their start, undated ones last."""
    return edge["bounds"][0] or "~", edge["type"], edge["id"]


def marks(edge: Facts) -> str:
    """Return in brackets what an edge is beside its words: planned, disputed."""
    said = ["" if edge["status"] == "actual" else edge["status"], _verdict(edge)]
    return "".join(f" ({word})" for word in said if word)


def _verdict(edge: Facts) -> str:
    disputed = edge["verdict"] == "disputed" and edge["rank"] != "preferred"
    return "disputed" if disputed else ""


def sentence(basis: Basis, edge: Facts) -> str:
    """Return a relation as a sentence without its dates: who, what, whom, how much."""
    source, target = edge.get("ends") or (basis.name(edge["from"]), basis.name(edge["to"]))
    said = f"{source} {in_words(edge['type'])}"
    if not edge["figure"]:
        said += f" {target}"
    return f"{said}{_figures(edge)}{marks(edge)}"


def _figures(edge: Facts) -> str:
    """Return the figures of an edge; one that its type already names loses its name."""
    if not edge["figures"]:
        return ""
    words = in_words(edge["type"])
    figures = (text.partition(": ") for text in edge["figures"])
    return ": " + "; ".join(
        value if name in words and value else f"{name}{colon}{value}"
        for name, colon, value in figures
    )


def said(basis: Basis, edge: Facts, *, dates: bool = True) -> Line:
    """Return a relation as a line: the sentence, its dates, its note, and what it rests on."""
    when = f", {edge['dates']}" if dates else ""
    note = f". {edge['note']}" if edge["note"] else ""
    return Line(f"{sentence(basis, edge)}{when}{note}", basis.notes.cite([edge]))


def of_node(basis: Basis, id: str, edges: Iterable[Facts]) -> list[Line]:
    """Return what edges say of a node, a line each; those that differ in the other end are one."""
    alike: dict[tuple[str, str, str, str], list[Facts]] = defaultdict(list)
    for edge in sorted(edges, key=by_start):
        way = "figure" if edge["figure"] else "out" if edge["from"] == id else "in"
        note = f". {edge['note']}" if edge["note"] else ""
        more = f"{_figures(edge)}{marks(edge)}{note}"
        alike[edge["type"], way, edge["dates"], more].append(edge)
    lines = []
    for (type, way, dates, more), some in alike.items():
        others = listed([basis.name(edge["to" if way == "out" else "from"]) for edge in some])
        what = in_words(type)
        if way != "figure":
            what = f"{what} {others}" if way == "out" else f"{others} {what}"
        lines.append(Line(f"{what}, {dates}{more}", basis.notes.cite(some)))
    return lines
