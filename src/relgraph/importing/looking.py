"""Where a source has looked: pairs and years of which a row tells, also if it makes no edge."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from relgraph.graph.build import Edges, build
from relgraph.graph.columns import Column, column_of
from relgraph.importing.faults import Faults
from relgraph.importing.frame import numbered
from relgraph.importing.grammar import Grain
from relgraph.importing.spells import merged
from relgraph.importing.steps import holding

if TYPE_CHECKING:
    from collections.abc import Sequence

    from relgraph.graph.property_graph import PropertyGraph
    from relgraph.graph.words import Array
    from relgraph.importing.edges import Edging
    from relgraph.importing.frame import Frame
    from relgraph.importing.grammar import EdgeRule

    Looked = tuple[Array, Array, Array, Array]
    """Numbers of both ends, first and last year."""


def looked(frame: Frame, rule: EdgeRule, edging: Edging) -> Looked:
    """Return the pairs and years of which rows tell; what is at fault in them is told elsewhere."""
    frame = frame.take(np.flatnonzero(holding(frame, rule.covers)))
    source, target, first, last = edging.extent(frame, rule, Faults(""))
    sound = (source >= 0) & (target >= 0) & (first > 0)
    return source[sound], target[sound], years(first[sound]), years(last[sound])


def years(ordinals: Array) -> Array:
    """Return the years of days that are given as ordinals.

    >>> from datetime import date
    >>> years(np.array([date(1999, 12, 31).toordinal(), date(2000, 1, 1).toordinal()])).tolist()
    [1999, 2000]
    """
    days = (ordinals - 719163).astype("datetime64[D]")
    found: Array = days.astype("datetime64[Y]").astype(np.int64) + 1970
    return found


def looked_graph(ids: Sequence[str], by_type: dict[str, list[Looked]]) -> PropertyGraph:
    """Return pairs as edges of the type that was looked for, with their first and last year."""
    edges = {}
    for type, parts in sorted(by_type.items()):
        source, target, first, last = (np.concatenate(each) for each in zip(*parts, strict=True))
        group = numbered(source.astype(np.int64) * len(ids) + target)[0]
        found = merged(group, first, last, [Grain(years=1)])
        columns = {"first": Column("int", found.first), "last": Column("int", found.last)}
        edges[type] = Edges(source[found.rows], target[found.rows], columns)
    return build([("Entity",)] * len(ids), {"id": column_of(list(ids))}, edges)
