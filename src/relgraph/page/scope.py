"""A selection in words, for the line under a figure's title."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relgraph.model.text import listed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from relgraph.select import Selection


def scope(selection: Selection, names: Mapping[str, str]) -> str:
    """Return what was selected; ``names`` has the names of nodes and sources by id.

    >>> from relgraph.select import Selection
    >>> chosen = Selection(between=("CHN", "RUS"), issue_areas=("energy",), as_of="2021")
    >>> scope(chosen, {"CHN": "China", "RUS": "Russia"})
    'what links China and Russia, in energy, as of 2021'
    >>> scope(Selection(), {})
    'all relations'
    """
    if selection.query:
        return "what a query of its own returns"
    said = []
    if selection.between:
        said.append("what links " + " and ".join(names.get(id, id) for id in selection.between))
    if selection.around:
        steps = "one step" if selection.hops == 1 else f"{selection.hops} steps"
        said.append(f"within {steps} of {names.get(selection.around, selection.around)}")
    said = said or ["all relations"]
    if selection.types:
        said.append(f"of type {listed(selection.types)}")
    if selection.kinds:
        said.append(f"between nodes of kind {listed(selection.kinds)}")
    if selection.issue_areas:
        said.append(f"in {listed(selection.issue_areas)}")
    if selection.source:
        said.append(f"citing {names.get(selection.source, selection.source)}")
    said += _when(selection)
    return ", ".join(said)


def _when(selection: Selection) -> list[str]:
    if selection.as_of is not None:
        return [f"as of {selection.as_of}" + (", for certain" if selection.certain else "")]
    bounds = (
        ("from", selection.since),
        ("until", selection.until),
        ("begun since", selection.started_since),
    )
    return [f"{word} {date}" for word, date in bounds if date is not None]
