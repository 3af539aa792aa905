"""The first pages of a dossier: who the poles are, how much there is, and when."""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import partial
from typing import TYPE_CHECKING

from relgraph.model.text import listed
from relgraph.page.figure import Figure
from relgraph.page.timeline import timeline
from relgraph.report.basis import begun
from relgraph.report.parts import Drawing, Line, Section, Table
from relgraph.report.told import said

if TYPE_CHECKING:
    from relgraph.page.facts import Facts
    from relgraph.report.basis import Basis
    from relgraph.report.parts import Part

_PERIODS = 9
"""Columns of the matrix at most, so that a page of A4 holds it."""
_ROWS = 2
"""Rows of a lane of the drawing, so that a page of A4 holds all."""


def subjects(basis: Basis) -> str:
    """Return the names of the poles, as a title has them."""
    return listed([basis.nodes[pole]["name"] for pole in basis.poles])


def who(basis: Basis) -> Section:
    """Return who the poles are: kinds, names, codes, and what belongs to them on the day."""
    parts: list[Part] = []
    for pole in basis.poles:
        node = basis.nodes[pole]
        kind = basis.palette.kind_label(node["kind"])
        names = "; ".join(filter(None, [node["name"], kind, *node["names"], *node["codes"]]))
        parts.append(Line(names + (f". {node['note']}" if node["note"] else "")))
        own = sorted(basis.own[pole], key=lambda edge: _place(basis, edge))
        parts += [said(basis, edge) for edge in own if edge["ongoing"]]
        if rest := [edge for edge in own if not edge["ongoing"]]:
            parts.append(Line("Of these no source tells an end, nor that they go on:"))
            parts += [said(basis, edge) for edge in rest]
    pole = basis.poles[0]
    they = f"{'Who' if basis.acts(pole) else 'What'} {basis.name(pole)} is"
    if len(basis.poles) > 1:
        they = "Who the two are"
    return Section(they + (f", on {basis.day}" if basis.day else ""), parts)


def _place(basis: Basis, edge: Facts) -> tuple[tuple[int, str], str]:
    """Return the key that sorts what belongs to a pole: by kind, then by start."""
    return basis.palette.kind_order(basis.nodes[edge["from"]]["kind"]), begun(edge)


def counted(basis: Basis) -> Section | None:
    """Return how many relations each issue area has, since when, and how many claims."""
    areas: dict[str, list[Facts]] = defaultdict(list)
    for edge in basis.edges:
        areas[edge["area"]].append(edge)
    rows = []
    for area in sorted(areas, key=basis.palette.area_order):
        some = areas[area]
        held = [edge for edge in some if not edge["claim"] and "rival_of" not in edge]
        years = sorted(begun(edge)[:4] for edge in held if _began(edge)) or [""]
        rivals = sum("rival_of" in edge for edge in some)
        claims = sum(edge["claim"] for edge in some)
        cells = [basis.area(area), len(held), years[0], years[-1], rivals, claims]
        rows.append([[Line(str(cell))] for cell in cells])
    columns = ("Issue area", "Relations", "First begun", "Last begun", "Rival values", "Claims")
    return Section("In figures", [Table(columns, rows, numbers=5)]) if rows else None


def years(basis: Basis) -> Section | None:
    """Return the relations along the years, drawn: what is named depends on the room."""
    if not any(edge["bounds"][0] for edge in basis.asserted):
        return None
    title = f"{subjects(basis)} along the years"
    nodes = list(basis.nodes.values())
    drawn = Figure(title, nodes, basis.asserted, {}, basis.palette, scope=basis.dated)
    words = "Relations by issue area: bars are spells, marks are days, hollow ones plans"
    draw = partial(timeline, drawn, rows=_ROWS, charts=False)
    return Section("The years", [Drawing(words, draw)])


def _began(edge: Facts) -> bool:
    """Return whether an edge is something that began on a day that is known."""
    actual = edge["status"] == "actual" and edge["dated"] != "reporting period"
    return actual and bool(begun(edge))


def activity(basis: Basis) -> Section | None:
    """Return how many relations began in each issue area and period: no plans, no figures."""
    years = [(edge["area"], int(begun(edge)[:4])) for edge in basis.asserted if _began(edge)]
    if not years:
        return None
    first, last = min(year for _, year in years), max(year for _, year in years)
    step = next((s for s in (1, 2, 5, 10, 20, 50) if last // s - first // s < _PERIODS), 100)
    starts = range(first // step * step, last + 1, step)
    counts = Counter((area, year // step * step) for area, year in years)
    rows = [
        [[Line(basis.area(area))], *([Line(str(counts[area, start] or ""))] for start in starts)]
        for area in sorted({area for area, _ in years}, key=basis.palette.area_order)
    ]
    periods = [str(start) if step == 1 else f"{start}–{start + step - 1}" for start in starts]
    table = Table(("Begun in", *periods), rows, numbers=len(starts))
    return Section("Activity by issue area", [table])
