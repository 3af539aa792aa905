"""What makes an edge the one that it is: years become spells, and a key becomes an id."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from relgraph.importing.frame import Texts, columns_of, numbered
from relgraph.importing.ids import hashed
from relgraph.importing.spells import ends_of, merged
from relgraph.importing.times import Ends, date_column, timed

if TYPE_CHECKING:
    from relgraph.graph.words import Array
    from relgraph.importing.faults import Faults
    from relgraph.importing.grammar import Value
    from relgraph.importing.identity import Resolver
    from relgraph.importing.parts import Part
    from relgraph.model.types import EdgeType, Schema


class Keying:
    """Gives edges their spells and their keys."""

    def __init__(self, resolver: Resolver, schema: Schema, source_day: int) -> None:
        self.resolver = resolver
        self.schema = schema
        self.source_day = source_day

    def spelled(self, part: Part, faults: Faults) -> Part:
        """Merge the years of a part into spells, those that agree in all but the year."""
        rule, years = part.rule, part.years
        if rule.spells is None or years is None:
            return part
        group = numbered(self._key(part, dated=False).astype(np.int64) & 0x7FFFFFFFFFFFFFFF)[0]
        found = merged(group, years.first, years.last, rule.spells.grain)
        since, until, stops = ends_of(found, rule.spells)
        part = part.take(found.rows)
        sound = np.ones(len(found.rows), bool)
        starts = Ends(since, date_column(since, sound), np.zeros(len(sound), np.int64))
        end = Ends(until, date_column(until, sound), stops)
        time = timed(part.frame, self.schema.edges[rule.type], starts, end, self.source_day, faults)
        return replace(part, time=time)

    def keyed(self, part: Part, faults: Faults) -> Part:
        """Give each edge the hash that becomes its id; what is there twice is told, or left out."""
        hashes = self._key(part, dated=True)
        twice = repeated(hashes)
        part = replace(part, hashes=hashes)
        if not twice.any():
            return part
        order = np.argsort(hashes, kind="stable")
        mirrored = self.schema.edges[part.rule.type].symmetric & self._same(part, order, twice)
        if part.rule.duplicates == "drop":
            return replace(part.take(np.flatnonzero(~twice)), used=part.frame.rows[~twice])
        if part.rule.duplicates == "keep":
            return replace(part, hashes=_counted(hashes, order, twice))
        refuse(part, twice & ~mirrored, faults)
        return part.take(np.flatnonzero(~twice))

    def _same(self, part: Part, order: Array, twice: Array) -> Array:
        """Return a mask of the edges that say in all properties what the one before them says."""
        content = hashed([each.texts for each in part.properties.values()], len(part.hashes))
        same = twice.copy()
        same[order[1:]] &= content[order[1:]] == content[order[:-1]]
        return same

    def _key(self, part: Part, *, dated: bool) -> Array:
        """Return a hash of what an edge is about: type, ends, start, series, and what tells."""
        type: EdgeType = self.schema.edges[part.rule.type]
        ids = list(self.resolver.ids)
        size = len(part.source)
        parts = [
            Texts.constant(part.rule.type, size), Texts(part.source, ids), Texts(part.target, ids),
            part.frame.text(part.rule.series),
        ]  # fmt: skip
        parts += [part.frame.text(template) for template in part.rule.key]
        parts += [
            each.texts for name, each in part.properties.items() if name in type.properties and (
                not dated or _is_constant(part.rule.properties[name])
                or (type.properties[name].required and not part.rule.key)
            )
        ]  # fmt: skip
        if dated and part.time:
            parts.append(part.time.since)
        return hashed(parts, size)


def refuse(part: Part, rows: Array, faults: Faults) -> None:
    """Tell of edges that are there already."""
    faults.add(
        part.frame, np.flatnonzero(rows), "", Texts.constant("", len(rows)), "same-edge",
        f"another row has the same {part.rule.type} between the two at that time: say key, or "
        "duplicates, in the mapping",
    )  # fmt: skip


def repeated(hashes: Array) -> Array:
    """Return a mask of the hashes that stand somewhere before.

    >>> repeated(np.array([7, 3, 7], np.uint64)).tolist()
    [False, False, True]
    """
    order = np.argsort(hashes, kind="stable")
    found = np.zeros(len(hashes), bool)
    found[order[1:]] = hashes[order[1:]] == hashes[order[:-1]]
    return found


def _is_constant(rule: str | Value) -> bool:
    """Return whether a property is the same for all rows that a mapping may ever have."""
    return not columns_of(rule if isinstance(rule, str) else rule.text)


def _counted(hashes: Array, order: Array, twice: Array) -> Array:
    """Tell equal edges apart by their order."""
    place = np.arange(len(order))
    begin = np.maximum.accumulate(np.where(twice[order], 0, place))
    count = np.empty(len(order), np.uint64)
    count[order] = (place - begin).astype(np.uint64)
    return hashes + count
