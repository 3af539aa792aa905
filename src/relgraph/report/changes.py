"""What changed from one state of a data set to another: added, ended, corrected, re-sourced."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, get_args

from relgraph.errors import Refused
from relgraph.model.dates import DateFault, days
from relgraph.model.fields import CLAIMED
from relgraph.model.text import in_words
from relgraph.page.facts import Reader
from relgraph.sync.diff import difference, local_state

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from relgraph.graph.property_graph import PropertyGraph
    from relgraph.page.facts import Facts
    from relgraph.sync.diff import EdgeState, NodeState

How = Literal["added", "began", "removed", "ended", "corrected", "re-sourced", "changed"]
KEYS = ("change", "what", "dates", "was", "is", "sources", "id")
NARROW = ("change", "what", "was", "is")
"""Columns of a row where there is little room."""
_SOURCES = {"sources", "source_ids"}
_STANDING = {"superseded_by", "rank", "verdict"}


@dataclass(frozen=True, slots=True)
class Change:
    """A node or relation that differs: what it was, what it is, and how that is called.

    ``before`` and ``after`` are labels or type and ends with all properties; None where it was
    not, or is not any more.
    """

    how: How
    id: str
    node: bool
    what: str
    dates: str
    was: Mapping[str, Any]
    """Of what is in both, the properties that differ, as they were."""
    now: Mapping[str, Any]
    sources: Sequence[str]
    before: NodeState | EdgeState | None
    after: NodeState | EdgeState | None

    def narrow(self) -> list[Any]:
        """Return the change as a row of `NARROW`."""
        dates = f", {self.dates}" if self.dates else ""
        return [self.how, f"{self.what}{dates}", _listed(self.was), _listed(self.now)]

    def row(self) -> list[Any]:
        """Return the change as a row of `KEYS`."""
        return [self.how, self.what, self.dates, _listed(self.was), _listed(self.now),
                list(self.sources), self.id]  # fmt: skip


def changes(old: PropertyGraph, new: PropertyGraph) -> list[Change]:
    """Return what differs between two graphs, nodes first, by how it changed, then by id.

    A relation is *ended* when it has an end that it had not, *corrected* when its rank, verdict or
    what supersedes it changed, *re-sourced* when nothing but its sources did; it is the first of
    these that fits, else *changed*.

    >>> import relgraph
    >>> graph = relgraph.open().select(types="OWNS").subgraph()
    >>> changes(graph, graph)
    []
    """
    here, there = local_state(new), local_state(old)
    found = difference(here, there)
    facts = {**_facts(old), **_facts(new)}
    nodes = found.create_nodes.keys() | found.update_nodes.keys() | found.delete_nodes.keys()
    edges = found.create_edges.keys() | found.update_edges.keys() | found.delete_edges.keys()
    made = [_node(id, there.nodes.get(id), here.nodes.get(id)) for id in nodes]
    made += [_edge(id, there.edges.get(id), here.edges.get(id), facts.get(id)) for id in edges]
    order = get_args(How)
    return sorted(made, key=lambda each: (not each.node, order.index(each.how), each.id))


def between(graph: PropertyGraph, old: str, new: str) -> list[Change]:
    """Return what may have begun or ended after one day and until another, by time.

    Claims, plans, figures of periods and nodes have no part in it; what happened on a day began.

    Raises
    ------
    Refused
        For a day that is none, and for days in the wrong order.
    """
    try:
        first, last = days(old).last.isoformat(), days(new).last.isoformat()
    except DateFault as fault:
        raise Refused(f"no day: {fault}") from None
    if first >= last:
        raise Refused(f"{old} is not before {new}: name the earlier day first")
    states, found = local_state(graph).edges, []
    for id, facts in _facts(graph).items():
        since, *_, until = facts["bounds"]
        if facts["claim"] or facts["status"] != "actual" or facts["dated"] == "reporting period":
            continue
        if since and first < since <= last:
            found.append((since, _edge(id, None, states[id], facts, how="began")))
        if facts["dated"] == "spell" and until and first < until <= last:
            found.append((until, _edge(id, states[id], None, facts, how="ended")))
    return [change for _, change in sorted(found, key=lambda each: (each[0], each[1].id))]


def _facts(graph: PropertyGraph) -> dict[str, Facts]:
    reader = Reader(graph)
    names = {node["id"]: node["short"] or node["name"] for node in reader.nodes()}
    return {
        edge["id"]: {**edge, "ends": (names[edge["from"]], names[edge["to"]])}
        for edge in reader.edges()
    }


def _node(id: str, before: NodeState | None, after: NodeState | None) -> Change:
    state = after or before
    properties = state.properties if state else {}
    name = str(properties.get("name") or properties.get("title") or id)
    labels = state.labels if state else frozenset()
    named = {"Source": "source", "Dataset": "data set"}
    told = next((word for label, word in named.items() if label in labels), None)
    kind = told or str(properties.get("kind", "node"))
    was, now = _differing(before, after)
    how: How = "changed" if before and after else "added" if after else "removed"
    return Change(how, id, True, f"{kind} {name}", "", was, now, (), before, after)  # noqa: FBT003


def _edge(
    id: str,
    before: EdgeState | None,
    after: EdgeState | None,
    facts: Facts | None,
    *,
    how: How | None = None,
) -> Change:
    state = after or before
    what, dates, sources = id, "", list[str]()
    if facts is not None:
        source, target = facts["ends"]
        claimed = "claimed: " if facts["claim"] else ""
        what = f"{claimed}{source} {in_words(facts['type'])}"
        what += "" if facts["figure"] else f" {target}"
        what += f": {'; '.join(facts['figures'])}" if facts["figures"] else ""
        dates = facts["dates"]
    if state is not None:
        sources = list(state.properties.get("sources", ()))
    was, now = _differing(before, after)
    if before and after and before.place != after.place:
        was = {"type": before.type, "from": before.source, "to": before.target, **was}
        now = {"type": after.type, "from": after.source, "to": after.target, **now}
    how = how or _how(before, after, was.keys() | now.keys())
    return Change(how, id, False, what, dates, was, now, sources, before, after)  # noqa: FBT003


def _how(before: EdgeState | None, after: EdgeState | None, keys: set[str]) -> How:
    if before is None or after is None:
        return "added" if after else "removed"
    if "until" in keys and "until" not in before.properties:
        return "ended"
    claimed = CLAIMED in (before.type, after.type) and before.type != after.type
    if claimed or keys & _STANDING:
        return "corrected"
    return "re-sourced" if keys <= _SOURCES else "changed"


def _differing(
    before: NodeState | EdgeState | None, after: NodeState | EdgeState | None
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the properties that differ, as they were and as they are."""
    if before is None or after is None:
        return {}, {}
    keys = [
        key for key in sorted(before.properties.keys() | after.properties.keys())
        if before.properties.get(key) != after.properties.get(key)
    ]  # fmt: skip
    was, now = ({key: each.properties.get(key) for key in keys} for each in (before, after))
    return was, now


def _listed(values: Mapping[str, Any]) -> str:
    """Write properties in a line, those left out that follow from others."""
    edtf = {key.removesuffix("_edtf") for key in values if key.endswith("_edtf")}
    bounds = {f"{key}{end}" for key in edtf for end in ("", "_latest", "_earliest")}
    return "; ".join(
        f"{key}: {', '.join(map(str, value)) if isinstance(value, list) else value}"
        for key, value in values.items()
        if value is not None and key not in {*bounds, "source_ids"}
    )
