"""The years from left to right, as the page's view of time has them, as an SVG for a paper."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from relgraph.model.text import capital, in_words
from relgraph.page.labels import width
from relgraph.page.paper import TEXT, framed
from relgraph.page.render import newest, template

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from relgraph.page.facts import Facts
    from relgraph.page.figure import Figure
    from relgraph.page.paper import Paper

    Row = tuple[Facts, float, str]

_WIDE, _MARGIN, _AXIS = 1060.0, 20.0, 26.0
_ROW, _CHART, _TITLE = 17.0, 46.0, 22.0
_ROWS = 12
"""Rows of a lane; what has no room in them is a mark without a name in the last."""
_POINTS, _YEAR, _SHORT = 3, 360, 45
"""Figures that make a series, days of a whole year, and days of a spell that is a mark."""


@dataclass(frozen=True, slots=True)
class Thing:
    """What stands in a lane: relations of one thing that begin together, or one relation."""

    label: str
    start: int
    sure: int
    sure_end: int
    end: int
    instant: bool
    plan: bool


@dataclass(frozen=True, slots=True)
class Series:
    """Figures of periods in order of time: middles as days, and values in one unit."""

    label: str
    unit: str
    newest: str
    points: Sequence[tuple[float, float]]


def timeline(
    figure: Figure, paper: Paper | None = None, *, rows: int = _ROWS, charts: bool = True
) -> str:
    """Draw the relations of a figure along the years, a lane for each issue area.

    Spells are bars, pale where their dates are not sure, instants marks, plans hollow; figures of
    a series are a chart with its unit. Claims, rival values and what has no date are left out, and
    the number of the last is told. ``rows`` is how many a lane has, without ``charts`` it has none.
    Lengths are pixels, or units of the paper.
    """
    edges = [edge for edge in figure.edges if not edge["claim"] and "rival_of" not in edge]
    starts = sorted(_day(edge["bounds"][0]) for edge in edges if edge["bounds"][0])
    if not starts:
        frame = framed(figure, edges, (_WIDE, 60), paper)
        return template("timeline.svg").render(frame=frame, height=60, lanes=(), ticks=())
    names = {node["id"]: node["short"] or node["name"] for node in figure.nodes}
    subjects = _subjects(figure)
    axis = _axis(edges, starts, (paper.units if paper else _WIDE) - 2 * _MARGIN)
    by_area: dict[str, list[Facts]] = defaultdict(list)
    for edge in edges:
        by_area[edge["area"]].append(edge)
    top, lanes = _AXIS, []
    for area in sorted(by_area, key=figure.palette.area_order):
        some = by_area[area]
        found = series(some, names)
        drawn = {edge["id"] for _, members in found for edge in members}
        rest = [edge for edge in some if edge["bounds"][0] and edge["id"] not in drawn
                and not (edge["figure"] and edge["dated"] != "instant")]  # fmt: skip
        shown = [each for each, _ in found[:1]] if charts else []
        lane = _lane(shown, things(rest, subjects, names), axis, rows)
        undated = sum(not edge["bounds"][0] for edge in some)
        title = figure.palette.area_label(area) or "no issue area"
        said = f"{len(some)} relations" + (f", {undated} of unknown start" if undated else "")
        lanes.append({
            **lane, "title": capital(title), "top": top, "said": said,
            "named": round(width(title, 14) + width(said, TEXT) + 12, 1),
            "colour": figure.palette.area_colour(area),
        })  # fmt: skip
        top += lane["height"]
    marks = [mark for lane in lanes for mark in lane["marks"]]
    lacking = sum(not mark["label"] for mark in marks)
    told = [f"{lacking} of {len(marks)} marks have no room for their name."] if lacking else []
    wide = axis.wide + 2 * _MARGIN
    return template("timeline.svg").render(
        frame=framed(figure, edges, (wide, top + 10), paper, told), width=wide, height=top + 10,
        margin=_MARGIN, lanes=lanes, ticks=_ticks(axis),
    )  # fmt: skip


def _day(day: str) -> int:
    return date.fromisoformat(day).toordinal()


def _subjects(figure: Figure) -> set[str]:
    """Return the ids of what happens, is agreed on or built: no actor and no place."""
    is_thing = figure.palette.is_thing
    return {node["id"] for node in figure.nodes if is_thing(node["kind"])}


@dataclass(frozen=True, slots=True)
class _Axis:
    """The first and the last day that are drawn, and over how many units."""

    first: int
    last: int
    wide: float

    @property
    def scale(self) -> float:
        """Units of a day."""
        return self.wide / max(self.last - self.first, 1)


def _axis(edges: Iterable[Facts], starts: Sequence[int], wide: float) -> _Axis:
    """Return the days of the axis: a few early years must not press all others together."""
    published, year = newest(source for edge in edges for source in edge["sources"])
    last = max(starts[-1], date(year, 12, 31).toordinal() if published else 0)
    return _Axis(max(starts[0], starts[len(starts) // 40] - 366), last, wide)


def series(edges: Iterable[Facts], names: Mapping[str, str]) -> list[tuple[Series, list[Facts]]]:
    """Return figures of periods as series, one for each type, way, words and quantity.

    Of years and parts of years only the years, of parts those of one length; three points at least;
    the default series first.
    """
    kinds: dict[tuple[str, ...], list[tuple[Facts, float, str]]] = defaultdict(list)
    for edge in edges:
        if edge["dated"] == "reporting period" and edge["status"] == "actual" and edge["bounds"][0]:
            for name, value, unit in edge["measures"]:
                if name != "growth":
                    said = ", ".join(filter(None, [_words(edge), edge["series"]]))
                    key = (edge["type"], edge["from"], edge["to"], said, name)
                    kinds[key].append((edge, value, unit))
    found = []
    for (type, source, target, said, name), rows in kinds.items():
        whole = [row for row in rows if _lasts(row[0]) > _YEAR] or _alike(rows)
        if len(whole) < _POINTS:
            continue
        first = whole[0][0]
        arrow = "–" if first["symmetric"] else "→"
        ends = names[source] if first["figure"] else f"{names[source]} {arrow} {names[target]}"
        parts = [type.capitalize().replace("_", " "), ends, said, name]
        points = sorted((_middle(edge), value) for edge, value, _ in whole)
        label = " · ".join(filter(None, parts))
        latest = max(whole, key=lambda row: _middle(row[0]))[0]["dates"]
        found.append((Series(label, whole[0][2], latest, points), [edge for edge, _, _ in whole]))
    return sorted(found, key=lambda pair: (bool(pair[1][0]["series"]), -len(pair[0].points)))


def _alike(rows: Sequence[Row]) -> list[Row]:
    """Return the figures of periods that are as long as most, in months: others are no points."""
    months = [round(_lasts(edge) / 30.4) for edge, _, _ in rows]
    most = max(dict.fromkeys(months), key=months.count)
    return [row for row, length in zip(rows, months, strict=True) if length == most]


def _words(edge: Facts) -> str:
    """Return what the figures of an edge say in words; who reports is no part of it."""
    numbers = {name for name, _, _ in edge["measures"]} | {"reporter"}
    parted = (text.partition(": ") for text in edge["figures"])
    return ", ".join(value for name, _, value in parted if name not in numbers)


def _lasts(edge: Facts) -> int:
    since, *_, until = edge["bounds"]
    return _day(until or since) - _day(since)


def _middle(edge: Facts) -> float:
    return _day(edge["bounds"][0]) + _lasts(edge) / 2


def things(edges: Iterable[Facts], subjects: set[str], names: Mapping[str, str]) -> list[Thing]:
    """Return what stands in a lane, by start."""
    kinds: dict[tuple[str, str], list[Facts]] = defaultdict(list)
    for edge in edges:
        about = next((id for id in (edge["from"], edge["to"]) if id in subjects), "")
        kinds[about, edge["bounds"][0] if about else edge["id"]].append(edge)
    found = [_thing(some, names.get(about, ""), names) for (about, _), some in kinds.items()]
    return sorted(found, key=lambda thing: (thing.start, thing.label))


def _thing(some: Sequence[Facts], name: str, names: Mapping[str, str]) -> Thing:
    first = some[0]
    start = _day(first["bounds"][0])
    spells = any(edge["dated"] == "spell" for edge in some)
    ends = [_day(edge["bounds"][3] or edge["bounds"][2]) for edge in some
            if edge["bounds"][3] or (spells and edge["bounds"][2])]  # fmt: skip
    end = max([start, *ends])
    sure = [_day(edge["bounds"][1]) for edge in some if edge["bounds"][1]]
    sure_end = [_day(edge["bounds"][2]) for edge in some if edge["bounds"][2]]
    return Thing(
        label=name or _said(first, names), start=start, end=end,
        sure=max([start, *sure]), sure_end=max([start, *sure_end]),
        instant=all(edge["dated"] == "instant" for edge in some) or end - start < _SHORT,
        plan=all(edge["status"] != "actual" for edge in some),
    )  # fmt: skip


def _said(edge: Facts, names: Mapping[str, str]) -> str:
    """Return a relation as a sentence: who, what, whom, and its words or its figure."""
    figure = next((f"{value:,g} {unit}".strip() for _, value, unit in edge["measures"]), "")
    whom = "" if edge["figure"] else f" {names[edge['to']]}"
    said = f"{names[edge['from']]} {in_words(edge['type'])}{whom}"
    return ": ".join(filter(None, [said, _words(edge) or figure]))


def _lane(
    charts: Sequence[Series], some: Sequence[Thing], axis: _Axis, most: int
) -> dict[str, Any]:
    """Lay out a lane: charts, then rows in which no thing and no name meets another."""
    first, last, scale = axis.first, axis.last, axis.scale
    base = _TITLE + len(charts) * _CHART
    ends: list[float] = []
    marks: list[dict[str, Any]] = []
    for thing in some:
        x, right = (thing.start - first) * scale, (min(thing.end, last) - first) * scale
        if right < 0 or x > axis.wide:
            continue
        x = max(x, 0.0)
        wide = max(right - x, 7.0)
        named = width(thing.label, TEXT) + 8
        side = _side(x, wide, named, axis.wide, instant=thing.instant)
        left, ended = (x - named, x + wide + 4) if side == "left" else (x, x + wide + 4)
        ended += named if side == "right" else 0
        row = next((at for at, end in enumerate(ends) if end < left), len(ends))
        if row < most:
            ends[row : row + 1] = [ended]
        sure = max((thing.sure - first) * scale, x)
        marks.append({
            "x": round(x, 1), "width": round(wide, 1), "sure": round(sure, 1),
            "sure_width": round(max(min((thing.sure_end - first) * scale, x + wide) - sure, 0), 1),
            "instant": thing.instant, "plan": thing.plan, "row": row, "side": side,
            "label": thing.label if row < most and side else "", "named": round(named - 4, 1),
        })  # fmt: skip
    rows = len(ends) + any(mark["row"] >= most for mark in marks)
    for mark in marks:
        mark["y"] = base + min(mark["row"], most) * _ROW
    drawn = [_chart(chart, _TITLE + at * _CHART, first, scale) for at, chart in enumerate(charts)]
    return {"marks": marks, "charts": drawn, "height": base + max(rows, 1) * _ROW + 6}


def _side(x: float, wide: float, named: float, room: float, *, instant: bool) -> str:
    """Return where the name of a mark has room; empty where it has none."""
    if x + wide + named <= room:
        return "right"
    if wide >= named and not instant:
        return "inside"
    return "left" if x - named >= -_MARGIN else ""


def _chart(chart: Series, top: float, first: int, scale: float) -> dict[str, Any]:
    most = max(1e-9, *(value for _, value in chart.points))
    points = [
        (round((at - first) * scale, 1),
         round(top + _CHART - 4 - max(value, 0) / most * (_CHART - 20), 1))
        for at, value in chart.points if at >= first
    ]  # fmt: skip
    last = f"{chart.points[-1][1]:,g} {chart.unit}"
    label = f"{chart.label}, {last} in {chart.newest}"
    named = round(width(label, TEXT) + 6, 1)
    return {"label": label, "named": named, "top": top + 12, "points": points}


def _ticks(axis: _Axis) -> list[dict[str, Any]]:
    """Return the years of the axis, so that their names do not meet."""
    first, scale = axis.first, axis.scale
    steps = (1, 2, 5, 10, 20, 50, 100)
    step = next((each for each in steps if 365.25 * each * scale >= 44), 500)  # noqa: PLR2004
    start, end = (date.fromordinal(day).year for day in (axis.first, axis.last))
    days = (
        (year, date(max(year, 1), 1, 1).toordinal())
        for year in range(start // step * step, end + 1, step)
    )
    return [
        {"year": year, "x": round((day - first) * scale, 1)} for year, day in days if day >= first
    ]
