"""What is to ride on the executor, tried on it: sources of a row, other types, other graphs."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from msgspec.structs import replace
from samples import graph_of

from relgraph.cypher import operators as op
from relgraph.cypher import run
from relgraph.cypher.context import Context
from relgraph.cypher.evaluate import comparing
from relgraph.cypher.plan.planner import build as plan_of
from relgraph.cypher.semantics.names import resolve
from relgraph.cypher.slots import Slot
from relgraph.cypher.syntax import tree
from relgraph.cypher.syntax.clauses import parse
from relgraph.cypher.vectors.batch import Batch
from relgraph.cypher.vectors.kinds import Lists, Relationships
from relgraph.cypher.vectors.making import merge
from relgraph.graph import columns
from relgraph.graph.build import Edges, build
from relgraph.graph.columns import Column, column_of
from relgraph.graph.edges import EdgeTable
from relgraph.graph.file import load, save
from relgraph.graph.property_graph import PropertyGraph
from relgraph.graph.steps import Steps
from relgraph.graph.words import Words


def test_the_relationships_behind_each_row_of_an_aggregate_ride_beside_the_slots_as_arrays():
    nodes = [(["N"], {"id": f"n{at}"}) for at in range(3)]
    edges = {"R": [(0, 1, {"id": "a"}), (0, 1, {"id": "b"}), (2, 0, {"id": "c"})]}
    graph = graph_of(nodes, edges)
    text = "MATCH (a)-[r:R]->(b) RETURN a, count(*) AS n, min(r.id) AS least"
    ready = plan_of(resolve(parse(text)), graph)
    project = ready.plan
    relation = next(number for number, name in ready.names.items() if name == "r")
    behind = len(ready.names)
    rests = tree.Call("collect", (Slot(relation, "relationship"),))
    calls = (*project.input.calls, (behind, rests))
    plan = replace(project, input=replace(project.input, calls=calls))
    [batch] = Context(graph, {}).run(plan, Batch(1))
    told = batch[behind]
    assert isinstance(told, Lists)
    assert isinstance(told.items, Relationships)
    assert (told.starts.tolist(), told.items.numbers.tolist()) == ([0, 2, 3], [0, 1, 2])
    [a, n, least] = [batch[slot.number] for _, slot in ready.columns]
    assert [node["id"] for node in a.values()] == ["n0", "n2"]  # the first node is no null
    assert (n.values(), least.values()) == ([2, 1], ["a", "c"])


def instant(column, row):
    zone = ZoneInfo(column.words[int(column.codes[row])])
    return datetime.fromtimestamp(0, zone) + timedelta(microseconds=int(column.data[row]))


@pytest.fixture
def zoned(monkeypatch):
    """A kind of column that nobody knows: instants in microseconds, and a zone for each."""
    monkeypatch.setitem(columns.DECODERS, "zoned", instant)
    every = lambda column: [instant(column, row) for row in range(len(column))]  # noqa: E731
    monkeypatch.setitem(columns.DECODE_ALL, "zoned", every)
    monkeypatch.setitem(comparing.RANKS, "zoned", "zoned")
    monkeypatch.setitem(comparing.KERNELS, "zoned", comparing.KERNELS["number"])


def test_a_zoned_date_time_is_written_to_a_file_mapped_and_compared(zoned, tmp_path):
    words = Words.of(["Asia/Shanghai", "Europe/Moscow"])
    micros = np.array([3, 1, 2], np.int64) * 3_600_000_000
    signed = Column("zoned", micros, np.array([True, True, False]), words, np.array([0, 1, 0]))
    made = build([["T"]] * 3, {"id": column_of(["a", "b", "c"]), "signed": signed}, {})
    save(made, tmp_path / "x.graph", "key")
    graph = load(tmp_path / "x.graph", "key")
    rows = run(graph, "MATCH (t) RETURN t.signed AS at ORDER BY t.id DESC").records
    shanghai, moscow = ZoneInfo("Asia/Shanghai"), ZoneInfo("Europe/Moscow")
    assert [row["at"] for row in rows] == [
        None, datetime(1970, 1, 1, 4, tzinfo=moscow), datetime(1970, 1, 1, 11, tzinfo=shanghai),
    ]  # fmt: skip
    earlier = "MATCH (a), (b) WHERE a.signed < b.signed RETURN a.id, b.id"
    assert run(graph, earlier).records == [("b", "a")]


class Stacked:
    """A column over the columns of several graphs, whose nodes stand one after the other."""

    def __init__(self, parts, ends):
        self.parts, self.ends = parts, ends
        self.kind = next(part.kind for part in parts if part is not None)

    def __len__(self):
        return self.ends[-1]

    def take(self, rows):
        found, first = [], 0
        for part, end in zip(self.parts, self.ends, strict=True):
            at = np.flatnonzero((rows >= first) & (rows < end))
            if part is not None and len(at):
                found.append((at, part.take(rows[at] - first)))
            first = end
        return merge(len(rows), found)


class Many(PropertyGraph):
    """Several graphs as one, and edges between their nodes; nothing of an edge is copied."""

    @classmethod
    def of(cls, parts, more=()):
        ends = np.cumsum([part.node_count for part in parts]).tolist()
        names = dict.fromkeys(key for part in parts for key in part.columns)
        stacked = {key: Stacked([part.columns.get(key) for part in parts], ends) for key in names}
        sets = tuple(labels for part in parts for labels in part.label_sets)
        offsets = np.cumsum([0, *(len(part.label_sets) for part in parts)])
        codes = [part.label_code + offset for part, offset in zip(parts, offsets, strict=False)]
        types = {table.name: table for part in parts for table in part.tables}
        found = cls(sets, np.concatenate(codes), stacked, types)
        found.__dict__.update(parts=parts, ends_at=ends, more=more)
        return found

    @cached_property
    def tables(self):
        first, found = 0, []
        for part, end in zip(self.parts, self.ends_at, strict=True):
            found += [
                EdgeTable(table.name, len(table), self._moved(table, first), table.columns, end)
                for table in part.tables
            ]
            first = end
        return (*found, *self.more)

    def numbered(self, names):
        wanted = {table.name for table in self.tables} if not names else set(names)
        return tuple(at for at, table in enumerate(self.tables) if table.name in wanted)

    def _moved(self, table, first):
        return lambda: (table.source + first, table.target + first)

    def steps(self, types, direction):
        names, begin, first, found = {self.tables[at].name for at in types}, 0, 0, []
        for part, end in zip(self.parts, self.ends_at, strict=True):
            own = tuple(number for name, number in part.type_numbers.items() if name in names)
            for steps in part.steps(own, direction):
                starts = np.pad(steps.starts, (first, self.node_count - end), mode="edge")
                there = steps.others + first if first else steps.others
                edges = steps.edges + begin if begin else steps.edges
                found.append(Steps(starts, edges, there))
            begin, first = begin + part.edge_count, end
        for table in self.more:
            if table.name in names:
                found.append(Steps.of([(begin, table)], self.node_count, direction))
            begin += len(table)
        return tuple(found)


def test_a_created_node_and_edge_are_read_on_two_million_edges_that_are_not_copied():
    dice = np.random.default_rng(3)
    size = 50_000
    ends = [dice.integers(0, size, 2_000_000).astype(np.int32) for _ in range(2)]
    base = build([["N"]] * size, {"x": Column("int", np.arange(size))}, {"R": Edges(*ends)})
    created = build([["N", "New"]], {"x": column_of([-1]), "name": column_of(["new"])}, {})
    edge = Edges.of([size], [7], {"w": column_of([5])})
    more = EdgeTable("R", 1, edge.ends, edge.columns, size + 1)
    graph = Many.of([base, created], (more,))
    there = run(graph, "MATCH (n:New)-[r:R]->(m) RETURN n.x, n.name, type(r), r.w, m.x").records
    assert there == [(-1, "new", "R", 5, 7)]
    into = int(np.count_nonzero(ends[1] == 7)) + 1
    query = "MATCH (m {x: 7})<-[r]-(n) RETURN count(*), min(n.x), max(n.name), sum(r.w)"
    assert run(graph, query).records == [(into, -1, "new", 5)]
    old = graph.steps((0,), "in")[0]
    assert np.shares_memory(old.edges, base.steps((0,), "in")[0].edges)


def test_two_mapped_files_are_read_as_one_graph(tmp_path):
    nodes = [(["State"], {"id": "CHN", "gdp": 17.0}), (["Treaty"], {"id": "t1"})]
    save(graph_of(nodes, {"SIGNED": [(0, 1, {"year": 2001})]}), tmp_path / "a", "key")
    others = [(["State"], {"id": "RUS"}), (["Treaty"], {"id": "t2"}), (["Person"], {"id": "p"})]
    steps = {"SIGNED": [(0, 1, {"year": 2005})], "KNOWS": [(2, 2, {"id": "k"})]}
    save(graph_of(others, steps), tmp_path / "b", "key")
    graph = Many.of([load(tmp_path / name, "key") for name in "ab"])
    found = run(graph, "MATCH (s:State)-[r:SIGNED]->(t) RETURN s.id, r.year, t.id, s.gdp").records
    assert sorted(found) == [("CHN", 2001, "t1", 17.0), ("RUS", 2005, "t2", None)]
    loops = run(graph, "MATCH (n)-[r]-(n) RETURN n.id, r.id, labels(n), type(r)").records
    assert loops == [("p", "k", ["Person"], "KNOWS")]
    grouped = run(graph, "MATCH (n) RETURN labels(n)[0] AS label, count(*) AS n ORDER BY label")
    assert grouped.records == [("Person", 1), ("State", 2), ("Treaty", 2)]


def test_the_operators_of_a_plan_are_data():
    graph = graph_of([], {})
    query = "MATCH (a)-[r]->(b) WHERE a.x > 1 RETURN b.y AS y ORDER BY y LIMIT 3"
    one, other = (plan_of(resolve(parse(query)), graph).plan for _ in range(2))
    assert one == other
    assert isinstance(one, op.Limit)
