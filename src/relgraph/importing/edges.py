"""The edges of an import: ends, time and properties of the rows of a file by one rule."""

from __future__ import annotations

import re
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from relgraph.importing.cutting import cut
from relgraph.importing.frame import Texts, columns_of
from relgraph.importing.grammar import ends
from relgraph.importing.parts import Part, Years
from relgraph.importing.steps import holding
from relgraph.importing.times import read_end, timed
from relgraph.importing.values import CONFIDENCE, Typed, read_properties

if TYPE_CHECKING:
    from collections.abc import Sequence

    from relgraph.graph.words import Array
    from relgraph.importing.faults import Faults
    from relgraph.importing.frame import Frame
    from relgraph.importing.grammar import EdgeRule
    from relgraph.importing.identity import Resolver
    from relgraph.importing.nodes import Nodes
    from relgraph.importing.times import Time
    from relgraph.model.types import EdgeType, Schema


_YEAR = re.compile(r"[0-9]{1,4}")


class Edging:
    """Makes edges by rules; what it cannot make goes to the faults of the file."""

    def __init__(self, resolver: Resolver, nodes: Nodes, schema: Schema, source_day: int) -> None:
        self.resolver = resolver
        self.nodes = nodes
        self.schema = schema
        self.source_day = source_day

    def read(self, frame: Frame, rule: EdgeRule, faults: Faults) -> Part:
        """Read the rows for which a rule holds."""
        type = self.schema.edges[rule.type]
        frame = frame.take(np.flatnonzero(holding(frame, rule.when)))
        time, years = None, None
        if rule.spells:
            years = _years(frame, rule, faults)
            first, last = (_day(years.first, 1, 1), _day(years.last, 12, 31))
        else:
            frame, time = self._time(frame, rule, type, faults)
            first, last = _extent(time)
        source, target = self._ends(frame, rule, type, (first, last), faults)
        self._admit(frame, source, type.sources, faults)
        self._admit(frame, target, type.targets or type.sources, faults)
        known = {**type.properties, **CONFIDENCE}
        named = {name: end for name, end in rule.properties.items() if known[name].type == "node"}
        rest = {name: each for name, each in rule.properties.items() if name not in named}
        properties = read_properties(frame, rest, known, faults)
        for name, end in named.items():
            properties[name] = self._ids(source if end == "from" else target)
        if type.symmetric:
            source, target = self._in_order(source, target)
        empty = np.zeros(len(frame), np.uint64)
        return Part(rule, frame, source, target, time, years, properties, empty, frame.rows)

    def extent(self, frame: Frame, rule: EdgeRule, faults: Faults) -> tuple[Array, ...]:
        """Return both ends of rows, and the first and the last day on which their edges hold."""
        type = self.schema.edges[rule.type]
        frame, time = self._time(frame, rule, type, faults)
        span = _extent(time)
        return *self._ends(frame, rule, type, span, faults), *span

    def _time(
        self, frame: Frame, rule: EdgeRule, type: EdgeType, faults: Faults
    ) -> tuple[Frame, Time]:
        """Return when edges hold, and their rows: some are cut where a code changes hands."""
        since, until = (read_end(frame, when, faults) for when in (rule.since, rule.until))
        time = timed(frame, type, since, until, self.source_day, faults)
        if type.dated != "spell":
            return frame, time
        for way in (*ends(rule.source), *ends(rule.target)):
            if way[0] != "@":
                size = len(frame)
                frame, since, until = cut(
                    frame, since, until, _extent(time), way, self.resolver.registry
                )
                if len(frame) > size:
                    time = timed(frame, type, since, until, self.source_day, faults)
        return frame, time

    def _ends(
        self, frame: Frame, rule: EdgeRule, type: EdgeType, span: tuple[Array, Array],
        faults: Faults,
    ) -> tuple[Array, Array]:  # fmt: skip
        end = partial(self._end, frame, span=span, faults=faults, ever=rule.as_of == "ever")
        source = end(rule.source, kinds=type.sources)
        if not rule.target:
            return source, source
        return source, end(rule.target, kinds=type.targets or type.sources)

    def _end(
        self, frame: Frame, rule: str | tuple[str, ...], *, span: tuple[Array, Array],
        faults: Faults, ever: bool, kinds: Sequence[str],
    ) -> Array:  # fmt: skip
        """Return the nodes at one end: of several ways the first whose cell is not empty."""
        found = np.full(len(frame), -1, np.int32)
        left = np.arange(len(frame))
        *before, last = ends(rule)
        for way in (*before, last):
            texts = frame.text(_template(way) or self.nodes.templates[way[1:]])
            given = left if way == last else left[texts.mask(bool)[left]]
            if len(given):
                part, own = frame.take(given), texts.take(given)
                days = (span[0][given], span[1][given])
                if way[0] == "@":
                    found[given] = self._made(part, way, own, faults)
                else:
                    found[given], failures = self.resolver.resolve(
                        way.partition(":")[0], own, *days, ever=ever, kinds=kinds
                    )
                    column = ", ".join(columns_of(way))
                    for each in failures:
                        faults.add(
                            part, each.rows, column, own, each.code, each.message, each.suggestion
                        )
            left = left[~np.isin(left, given)]
        return found

    def _made(self, frame: Frame, way: str, texts: Texts, faults: Faults) -> Array:
        """Return the nodes that a rule of the mapping made of the same text."""
        made = self.nodes.texts.get(way[1:].partition(":")[0], {})
        found = np.array([made.get(word, -1) for word in texts.words], np.int32)[texts.codes]
        faults.add(
            frame, np.flatnonzero(found < 0), way, texts, "no-node",
            lambda text: f"no node {way} was made of {text!r}",
        )  # fmt: skip
        return found

    def _admit(self, frame: Frame, nodes: Array, allowed: Sequence[str], faults: Faults) -> None:
        """Refuse nodes of kinds that the type does not join."""
        labels = self.nodes.kinds()
        numbers = self.resolver.ids
        ids = list(numbers)
        wrong = np.array([set(allowed).isdisjoint(each) for each in labels] + [False], bool)
        rows = np.flatnonzero(wrong[nodes])
        texts = Texts(nodes, ids)
        faults.add(
            frame, rows, "", texts, "wrong-kind",
            lambda node: f"{node} is a {labels[numbers[node]][-1]}, no {' or '.join(allowed)}",
        )  # fmt: skip

    def _ids(self, nodes: Array) -> Typed:
        """Return ids of nodes as a property; of none it is null."""
        numbers, codes = np.unique(nodes, return_inverse=True)
        ids = [*self.resolver.ids, ""]
        texts = [ids[number] for number in numbers.tolist()]
        return Typed(codes, [text or None for text in texts], Texts(codes, texts))

    def _in_order(self, source: Array, target: Array) -> tuple[Array, Array]:
        """Turn the edges of a symmetric type so that mirrored rows are the same."""
        ids = list(self.resolver.ids)
        rank = np.empty(len(ids) + 1, np.int64)
        rank[np.array(sorted(range(len(ids)), key=ids.__getitem__), np.int64)] = np.arange(len(ids))
        rank[-1] = -1
        turned = rank[source] > rank[target]
        return np.where(turned, target, source), np.where(turned, source, target)


def _template(way: str) -> str:
    """Return the text of ``scheme:text``, or of ``@node:text``; that of ``@node`` is its id's."""
    return way.partition(":")[2]


def _years(frame: Frame, rule: EdgeRule, faults: Faults) -> Years:
    assert rule.spells is not None  # noqa: S101  # its caller asked
    spells = rule.spells
    first = _numbers(frame, spells.year or spells.first, faults)
    last = first if spells.year else _numbers(frame, spells.last, faults)
    wrong = np.flatnonzero((last < first) & (last > 0))
    nothing = Texts.constant("", len(frame))
    faults.add(
        frame,
        wrong,
        spells.last,
        nothing,
        "date-order",
        "the last year lies before the first",
    )
    return Years(first, last)


def _numbers(frame: Frame, template: str, faults: Faults) -> Array:
    texts = frame.text(template)
    numbers = [int(word) if _YEAR.fullmatch(word) else 0 for word in texts.words]
    found: Array = np.array(numbers, np.int64)[texts.codes]
    faults.add(
        frame, np.flatnonzero(found == 0), template.strip("{}"), texts, "bad-date",
        lambda text: f"{text!r} is no year from 1 to 9999",
    )  # fmt: skip
    return found


def _day(years: Array, month: int, day: int) -> Array:
    """Return a day of each year as an ordinal; 0 for a year that is not known."""
    table = np.zeros(int(years.max(initial=0)) + 1, np.int64)
    for year in np.flatnonzero(np.bincount(years)).tolist():
        table[year] = date(year, month, day).toordinal() if year else 0
    found: Array = table[years]
    return found


def _extent(time: Time) -> tuple[Array, Array]:
    """Return the first and the last day on which edges may hold; 0 is unknown."""
    bounds = time.bounds
    first = np.where(bounds.since > 0, bounds.since, bounds.until)
    last = np.where(bounds.until > 0, bounds.until, np.maximum(bounds.until_earliest, first))
    return first, np.where(bounds.ongoing, np.maximum(last, first), last)
