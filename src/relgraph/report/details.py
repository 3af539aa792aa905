"""The tables of a dossier: figures, relations, things, votes, positions, disputes, changes."""

from __future__ import annotations

from collections import defaultdict
from operator import itemgetter
from typing import TYPE_CHECKING

from relgraph.model.text import capital, in_words
from relgraph.page.figure import Figure
from relgraph.page.paper import framed
from relgraph.page.timeline import series
from relgraph.report.basis import begun
from relgraph.report.chart import HIGH, chart
from relgraph.report.parts import Drawing, Line, Section, Table
from relgraph.report.told import by_start, marks, of_node, said

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from relgraph.page.facts import Facts
    from relgraph.page.paper import Paper
    from relgraph.report.basis import Basis
    from relgraph.report.parts import Part


def figures(basis: Basis) -> Section | None:
    """Return each series of at least three periods: a chart, and its figures with their notes."""
    names = {id: node["short"] or node["name"] for id, node in basis.nodes.items()}
    parts: list[Part] = []
    for some in _by_area(basis).values():
        for found, edges in series(some, names):
            title = f"{found.label}, {found.unit}"
            parts.append(Drawing(title, _charted(basis, title, found.points, edges)))
            shown, told = basis.newest(sorted(edges, key=by_start), begun)
            rows = [
                [[Line(edge["dates"])],
                 [Line("; ".join(edge["figures"]) + marks(edge), basis.notes.cite([edge]))]]
                for edge in shown
            ]  # fmt: skip
            parts.append(Table(("Period", "Figures"), rows, title, told))
    return Section("Figures by year", parts) if parts else None


def _charted(
    basis: Basis, title: str, points: Sequence[tuple[float, float]], edges: Sequence[Facts]
) -> Callable[[Paper | None], str]:
    colour = basis.palette.area_colour(edges[0]["area"])

    def draw(paper: Paper | None) -> str:
        if paper is None:
            return chart(title, points, colour)
        drawn = Figure(title, (), edges, {}, basis.palette, scope=basis.dated)
        return chart(title, points, colour, framed(drawn, edges, (paper.units, HIGH), paper))

    return draw


def _by_area(basis: Basis) -> dict[str, list[Facts]]:
    areas: dict[str, list[Facts]] = defaultdict(list)
    for edge in basis.asserted:
        areas[edge["area"]].append(edge)
    return {area: areas[area] for area in sorted(areas, key=basis.palette.area_order)}


def direct(basis: Basis) -> Section | None:
    """Return the relations of actors, or of a pole, that no section on a thing has, by type."""
    names = dict.fromkeys(basis.nodes, "")
    charted = {
        edge["id"] for some in _by_area(basis).values()
        for _, edges in series(some, names) for edge in edges
    }  # fmt: skip
    apart = {edge["id"] for some in basis.own.values() for edge in some}
    speaks = set(basis.meta.get("speaks", ()))
    found: dict[str, list[Facts]] = defaultdict(list)
    for edge in sorted(basis.asserted, key=by_start):
        elsewhere = edge["id"] in charted | apart or edge["type"] in speaks
        if not elsewhere and basis.thing(edge) in {"", *basis.poles}:
            found[edge["type"]].append(edge)
    parts: list[Part] = []
    for type, edges in sorted(found.items(), key=lambda pair: by_start(pair[1][0])):
        shown, told = basis.newest(edges, begun)
        rows = [_row(basis, edge) for edge in shown]
        parts.append(Table(("When", "Relation"), rows, capital(in_words(type)), told))
    return Section("Relations by type", parts) if parts else None


def _row(basis: Basis, edge: Facts) -> list[list[Line]]:
    return [[Line(edge["dates"])], [said(basis, edge, dates=False)]]


def of_kinds(basis: Basis) -> list[Section]:
    """Return a section for each kind of thing: what happened, was agreed on, built, or founded."""
    speaks = set(basis.meta.get("speaks", ()))
    kinds: dict[str, dict[str, list[Facts]]] = defaultdict(lambda: defaultdict(list))
    for edge in basis.asserted:
        if edge["type"] not in speaks:
            for id in dict.fromkeys((edge["from"], edge["to"])):
                if id not in basis.poles and basis.is_thing(id):
                    kinds[basis.nodes[id]["kind"]][id].append(edge)
    sections = []
    for kind in sorted(kinds, key=basis.palette.kind_order):
        ordered = sorted(kinds[kind].items(), key=lambda pair: _first(pair[1]))
        things, told = basis.newest(ordered, lambda pair: _start(pair[1]))
        rows = [
            [[Line(basis.nodes[id]["name"])], of_node(basis, id, edges)] for id, edges in things
        ]
        one, several = (capital(basis.palette.kind_label(kind, count)) for count in (1, 2))
        sections.append(Section(several, [Table((one, "What is known"), rows, told=told)]))
    return sections


def _first(edges: Iterable[Facts]) -> tuple[str, str]:
    return min((begun(edge) or "~", edge["id"]) for edge in edges)


def _start(edges: Iterable[Facts]) -> str:
    """Return the first day on which one of some edges may have begun; empty where none is known."""
    return min(filter(None, map(begun, edges)), default="")


def votes(basis: Basis) -> Section | None:
    """Return how often two poles chose alike, by the types of relations that are a choice."""
    chosen: dict[str, dict[str, dict[str, Facts]]] = defaultdict(lambda: defaultdict(dict))
    for edge in basis.asserted:
        if edge["type"] in basis.meta.get("choices", {}) and edge["from"] in basis.poles:
            chosen[edge["type"]][edge["to"]][edge["from"]] = edge
    parts: list[Part] = []
    for type, things in sorted(chosen.items()):
        pairs = [(id, both) for id, both in things.items() if len(both) > 1]
        apart = sum(len({_choice(edge) for edge in both.values()}) > 1 for _, both in pairs)
        if not pairs:
            continue
        parts.append(Line(
            f"{capital(in_words(type))}, both: {len(pairs)} times; alike {len(pairs) - apart}, "
            f"apart {apart}."
        ))  # fmt: skip
        ordered = sorted(pairs, key=lambda pair: _first(pair[1].values()))
        shown, told = basis.newest(ordered, lambda pair: _start(pair[1].values()))
        rows = [
            [[Line(next(iter(both.values()))["dates"])], [Line(basis.nodes[id]["name"])],
             *([Line(_choice(both[pole]), basis.notes.cite([both[pole]]))] for pole in basis.poles)]
            for id, both in shown
        ]  # fmt: skip
        parts.append(Table(("When", "On", *map(basis.name, basis.poles)), rows, told=told))
    return Section("Votes together and apart", parts) if parts else None


def _choice(edge: Facts) -> str:
    return "; ".join(edge["figures"]).partition(": ")[2]


def positions(basis: Basis) -> Section | None:
    """Return what texts and actors say of others, by time: types that speak."""
    speaks = set(basis.meta.get("speaks", ()))
    edges = sorted((edge for edge in basis.asserted if edge["type"] in speaks), key=by_start)
    shown, told = basis.newest(edges, begun)
    rows = [
        [[Line(edge["dates"])], [Line(basis.nodes[edge["to"]]["name"])],
         [said(basis, edge, dates=False)]]
        for edge in shown
    ]  # fmt: skip
    table = Table(("When", "Of", "What is said"), rows, told=told)
    return Section("What is said of whom", [table]) if rows else None


def disputes(basis: Basis) -> Section | None:
    """Return facts of several values, and claims with their verdicts and what decides them."""
    by_id = {edge["id"]: edge for edge in [*basis.correcting, *basis.edges]}
    rivals: dict[str, list[Facts]] = defaultdict(list)
    for edge in basis.edges:
        if "rival_of" in edge:
            rivals[edge["rival_of"]].append(edge)
    parts: list[Part] = []
    if rivals:
        ordered = sorted(rivals.items(), key=lambda one: by_start(by_id[one[0]]))
        facts, told = basis.newest(ordered, lambda one: begun(by_id[one[0]]))
        rows = [
            [[said(basis, by_id[best])], [said(basis, each) for each in others]]
            for best, others in facts
        ]
        parts.append(Table(("Value", "Other sources have"), rows, "Rival values", told))
    claims, told = basis.newest(
        sorted(filter(itemgetter("claim"), basis.edges), key=by_start), begun
    )
    if claims:
        rows = [
            [[said(basis, edge)], [Line(edge["verdict"])],
             [said(basis, by_id[id]) for id in edge["superseded_by"] if id in by_id]]
            for edge in claims
        ]  # fmt: skip
        parts.append(Table(("Claim", "Verdict", "Held against"), rows, "Claims", told))
    return Section("Disputes and claims", parts) if parts else None


def changed(basis: Basis, since: str) -> Section | None:
    """Return what began and what ended on a day or later; figures of periods change nothing."""
    spans = [edge for edge in basis.asserted if edge["dated"] != "reporting period"]
    fresh = [edge for edge in spans if begun(edge) >= since]
    ended = [
        edge for edge in spans
        if edge["dated"] == "spell" and begun(edge) < since <= (edge["bounds"][3] or "")
    ]  # fmt: skip
    kinds = (
        ("Began", [edge for edge in fresh if edge["status"] == "actual"]),
        ("Announced or planned", [edge for edge in fresh if edge["status"] != "actual"]),
        ("Ended, or is to end", ended),
    )
    parts: list[Part] = []
    for title, edges in kinds:
        if edges:
            shown, told = basis.newest(_by_thing(basis, edges), _start)
            rows = [
                [[Line(some[0]["dates"])], [Line(_about(basis, some[0]))], _lines(basis, some)]
                for some in shown
            ]
            parts.append(Table(("When", "What", "How"), rows, title, told))
    return Section(f"What changed since {since}", parts) if parts else None


def _by_thing(basis: Basis, edges: Sequence[Facts]) -> list[list[Facts]]:
    """Return relations by time, those of one thing together, others by themselves."""
    found: dict[str, list[Facts]] = defaultdict(list)
    for edge in sorted(edges, key=by_start):
        found[basis.thing(edge) or edge["id"]].append(edge)
    return list(found.values())


def _about(basis: Basis, edge: Facts) -> str:
    thing = basis.thing(edge)
    return str(basis.nodes[thing]["name"]) if thing else capital(in_words(edge["type"]))


def _lines(basis: Basis, some: Sequence[Facts]) -> Sequence[Line]:
    thing = basis.thing(some[0])
    return (
        of_node(basis, thing, some) if thing else [said(basis, edge, dates=False) for edge in some]
    )
