"""Where nothing is a zero: what sources cover, of a pair in a period."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from relgraph.model.dates import days
from relgraph.store.imported import LOOKED, imported_sets, manifest_of, read_set

if TYPE_CHECKING:
    from pathlib import Path

    from relgraph.graph.property_graph import PropertyGraph
    from relgraph.graph.words import Array
    from relgraph.panel.units import System


@dataclass(frozen=True, slots=True)
class Rule:
    """What one source covers of a type.

    ``looked`` has the pairs and years of which it tells; without it, it tells of all members of
    the system of states from the first to the last day. ``source`` and ``target`` are ids, or
    None for all.
    """

    imported: str
    type: str
    first: int
    last: int
    source: frozenset[str] | None
    target: frozenset[str] | None
    looked: PropertyGraph | None


def rules(folder: Path | None, graph: PropertyGraph) -> list[Rule]:
    """List what the imported sets of a folder cover so far that nothing in them is a zero.

    By the ids of a graph a list of actors is told from words about them.
    """
    found = []
    for path in imported_sets(folder).values() if folder else ():
        manifest = manifest_of(path)
        for line, zero in zip(manifest["coverage"], manifest["zeros"], strict=True):
            if zero:
                found.append(_rule(path, manifest, line.split("\t"), zero, graph))
    return found


def _rule(
    path: Path, manifest: dict[str, Any], line: list[str], zero: str, graph: PropertyGraph
) -> Rule:
    _, type, actors, since, until, *_ = line
    left, arrow, right = actors.partition("->")
    return Rule(
        str(manifest["name"]), type, days(since).first.toordinal(), days(until).last.toordinal(),
        _named(left, graph), _named(right if arrow else left, graph),
        read_set(path, LOOKED) if zero == "rows" else None,
    )  # fmt: skip


def _named(side: str, graph: PropertyGraph) -> frozenset[str] | None:
    """Return the ids that a side lists; None where it says it in words."""
    named = frozenset(each.strip() for each in side.split(","))
    nodes = [graph.node_ids.find(id) if graph.node_ids else -1 for id in named]
    actors = all(node >= 0 and "Source" not in graph.labels_of(node) for node in nodes)
    return named if actors else None


def covered(rule: Rule, system: System, graph: PropertyGraph) -> Array:
    """Return where a rule makes nothing a zero: source, target and period, by codes."""
    main = system.main
    size, periods = len(system.codes), system.periods
    found = np.zeros((size, size, len(periods)), bool)
    if rule.looked is None:
        # who begins to look in the midst of a period sees what there was in all of it
        inside = main & (periods.last >= rule.first) & (periods.last <= rule.last)
        left, right = (inside & _of(ids, system, graph) for ids in (rule.source, rule.target))
        return left[:, None, :] & right[None, :, :]
    table = rule.looked.edges[rule.type]
    ids = rule.looked.columns["id"].values()
    numbers = np.array([graph.node_ids.find(id) if graph.node_ids else -1 for id in ids])
    spans = [table.columns[key].data.tolist() for key in ("first", "last")]
    years = np.array([name[0] for name in periods.names])
    by_node = codes_of(system)
    ends = [numbers[each].tolist() for each in (table.source, table.target)]
    for source, target, since, until in zip(*ends, *spans, strict=True):
        for a in by_node.get(source, ()):
            for b in by_node.get(target, ()):
                found[a, b] |= (years >= since) & (years <= until)
    return found & main[:, None, :] & main[None, :, :]


def _of(ids: frozenset[str] | None, system: System, graph: PropertyGraph) -> Array:
    if ids is None:
        return np.ones(system.node.shape, bool)
    numbers = [graph.node_ids.find(id) for id in ids] if graph.node_ids else []
    found: Array = np.isin(system.node, numbers)
    return found


def codes_of(system: System) -> dict[int, list[int]]:
    """Return the codes that a node ever has, by its number."""
    found: dict[int, list[int]] = {}
    for node, code in np.unique(system.held[:, :2], axis=0).tolist():
        found.setdefault(node, []).append(code)
    return found
