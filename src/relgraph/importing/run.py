"""The way of an import: files to frames, steps, nodes and edges, one graph and an account of it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from relgraph.graph.build import build
from relgraph.importing.checking import check_columns, check_mapping
from relgraph.importing.checks import checked
from relgraph.importing.edges import Edging
from relgraph.importing.faults import Faults
from relgraph.importing.given import read_given
from relgraph.importing.identity import Resolver
from relgraph.importing.keying import Keying, refuse, repeated
from relgraph.importing.laying import edges_of
from relgraph.importing.looking import looked, looked_graph
from relgraph.importing.nodes import Nodes
from relgraph.importing.steps import done
from relgraph.model.dates import days

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from relgraph.graph.property_graph import PropertyGraph
    from relgraph.graph.words import Array
    from relgraph.importing.checks import Checked
    from relgraph.importing.faults import RowFault
    from relgraph.importing.frame import Frame
    from relgraph.importing.given import Given
    from relgraph.importing.grammar import Mapping as Whole
    from relgraph.importing.grammar import TableRule
    from relgraph.importing.looking import Looked
    from relgraph.importing.parts import Part
    from relgraph.importing.reading import Read
    from relgraph.model.types import Schema
    from relgraph.store.registry import Registry


@dataclass(frozen=True, slots=True)
class Account:
    """What became of the rows of a table: ``read`` are those loaded, skipped and rejected.

    Of a row that steps made several, one part may be rejected and others loaded: it is rejected,
    and ``partly`` counts such rows. ``steps`` has the number of rows after each step.
    """

    file: str
    read: int
    loaded: int
    skipped: int
    rejected: int
    partly: int
    steps: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an import made; ``looked`` has the pairs and years of which rows tell.

    ``own`` has kind and name of the nodes that rows made, by their ids.
    """

    graph: PropertyGraph
    looked: PropertyGraph | None
    own: Mapping[str, tuple[str, str]]
    accounts: tuple[Account, ...]
    faults: tuple[RowFault, ...]
    checks: tuple[Checked, ...]
    files: Mapping[str, Read]


@dataclass(slots=True)
class _Table:
    """A table on its way."""

    rule: TableRule
    frame: Frame
    read: Read
    faults: Faults
    steps: list[tuple[str, int]]
    parts: list[Part] = field(default_factory=list)


def import_files(  # noqa: PLR0913  # what it is made of, and where it belongs
    mapping: Whole, text: str, path: str, given: Given, *,
    schema: Schema, registry: Registry, dataset: str,
) -> Outcome:  # fmt: skip
    """Read files by a mapping and make a graph of them.

    Raises
    ------
    FaultyMapping
        When the mapping asks for what is not there.
    FaultyFile, NotFound
        When a file cannot be read.
    """
    check_mapping(mapping, text, path, schema, registry.schemes)
    files = read_given(mapping, given)
    known = {name: read.header for name, read in files.items()}
    check_columns(mapping, text, path, known)
    return _Importing(mapping, schema, registry, dataset, files).run()


class _Importing:
    """One import."""

    def __init__(
        self,
        mapping: Whole,
        schema: Schema,
        registry: Registry,
        dataset: str,
        files: Mapping[str, Read],
    ) -> None:
        self.mapping = mapping
        self.schema = schema
        self.dataset = dataset
        self.files = files
        self.frames = {name: read.frame for name, read in files.items()}
        resolver = Resolver(registry)
        rules = [rule for table in mapping.tables for rule in table.nodes]
        self.nodes = Nodes(mapping.name, resolver, schema, dataset, rules)
        published = mapping.source.published
        self.source_day = days(published).first.toordinal() if published else 0
        self.edging = Edging(resolver, self.nodes, schema, self.source_day)
        self.keying = Keying(resolver, schema, self.source_day)

    def run(self) -> Outcome:
        tables = [self._stepped(rule) for rule in self.mapping.tables if rule.file in self.files]
        for table in tables:
            for node in table.rule.nodes:
                self.nodes.make(table.frame, node, table.faults)
        for table in tables:
            for edge in table.rule.edges:
                table.parts.append(self.edging.read(table.frame, edge, table.faults))
        self._settle(tables)
        looked_at = self._looked(tables)
        own = self.nodes.own()
        graph = self._graph(tables)
        accounts = tuple(map(self._account, tables))
        faults = tuple(fault for table in tables for fault in table.faults.found)
        rows = {table.rule.file: len(table.read.frame) for table in tables}
        checks = tuple(checked(check, graph, rows) for check in self.mapping.checks)
        return Outcome(graph, looked_at, own, accounts, faults, checks, self.files)

    def _stepped(self, rule: TableRule) -> _Table:
        frame, faults = self.frames[rule.file], Faults(rule.file)
        steps = []
        for step in rule.steps:
            frame = done(frame, step, self.frames, faults)
            frame = frame.take(np.flatnonzero(faults.good(frame)))
            faults.bad.clear()  # what was rejected is gone, and parts may be numbered anew
            steps.append((step.name, len(frame)))
        return _Table(rule, frame, self.files[rule.file], faults, steps)

    def _settle(self, tables: Sequence[_Table]) -> None:
        """Make years spells and give edges their keys, without the rows that are rejected."""
        for table in tables:
            sound = [self._without_bad(part, table.faults) for part in table.parts]
            spelled = [self.keying.spelled(part, table.faults) for part in sound]
            table.parts = [self.keying.keyed(part, table.faults) for part in spelled]
        for type in {part.rule.type for table in tables for part in table.parts}:
            self._tell_apart([
                (part, table.faults) for table in tables for part in table.parts
                if part.rule.type == type
            ])  # fmt: skip
        for table in tables:
            table.parts = [self._without_bad(part, table.faults) for part in table.parts]

    def _tell_apart(self, parts: Sequence[tuple[Part, Faults]]) -> None:
        """Refuse edges that another rule has made, too."""
        if len(parts) == 1:
            return
        twice = repeated(np.concatenate([part.hashes for part, _ in parts]))
        if twice.any():
            ends = np.cumsum([len(part.hashes) for part, _ in parts])[:-1]
            for (part, faults), own in zip(parts, np.split(twice, ends), strict=True):
                refuse(part, own, faults)

    def _without_bad(self, part: Part, faults: Faults) -> Part:
        good = faults.good(part.frame)
        if good.all():
            return part
        merged = part.rule.spells and part.time  # of a spell only the first row is there
        used = part.used if merged else part.frame.rows[good]
        return replace(part.take(np.flatnonzero(good)), used=used)

    def _graph(self, tables: Sequence[_Table]) -> PropertyGraph:
        """Lay out the graph of what is sound; nodes of rejected rows alone are left out."""
        origin = self.mapping.source
        parts = [(part, table.read) for table in tables for part in table.parts if len(part.source)]
        used = self.nodes.sound()
        for part, _ in parts:
            used[part.source] = True
            used[part.target] = True
        self.nodes.source(origin)
        self.nodes.cited(used)
        used = np.append(used, np.ones(len(self.nodes.resolver.ids) - len(used), bool))
        number = np.cumsum(used) - 1
        by_type: dict[str, list[tuple[Part, Read]]] = {}
        for part, read in parts:
            own = replace(part, source=number[part.source], target=number[part.target])
            by_type.setdefault(part.rule.type, []).append((own, read))
        edges = {
            type: edges_of(self.mapping.name, self.dataset, origin.id, self.schema.edges[type], of)
            for type, of in sorted(by_type.items())
        }
        labels, columns = self.nodes.kinds(), self.nodes.columns(np.flatnonzero(used))
        kept = [each for each, is_used in zip(labels, used.tolist(), strict=True) if is_used]
        return build(kept, columns, edges, {"imported": self.mapping.name})

    def _looked(self, tables: Sequence[_Table]) -> PropertyGraph | None:
        """Return where the source has looked; None if no rule says it."""
        found: dict[str, list[Looked]] = {}
        for table in tables:
            for rule in table.rule.edges:
                if rule.covers:
                    pairs = looked(table.frame, rule, self.edging)
                    found.setdefault(rule.type, []).append(pairs)
        return looked_graph(list(self.nodes.resolver.ids), found) if found else None

    def _account(self, table: _Table) -> Account:
        size = len(table.read.frame)
        used, bad = np.zeros(size, bool), np.zeros(size, bool)
        for each in self._loaded(table):
            used[each] = True
        bad[list(table.faults.rows)] = True
        loaded, rejected = int((used & ~bad).sum()), int(bad.sum())
        return Account(
            table.rule.file, size, loaded, size - loaded - rejected, rejected,
            int((used & bad).sum()), tuple(table.steps),
        )  # fmt: skip

    def _loaded(self, table: _Table) -> list[Array]:
        """List the rows of which something was made, or which were merged with others."""
        if table.rule.nodes:
            return [table.frame.rows[table.faults.good(table.frame)]]
        return [part.used for part in table.parts]
