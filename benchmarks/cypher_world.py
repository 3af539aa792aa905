"""One made-up world of states, persons and treaties, and the forms in which engines take it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    import duckdb
    import kglite
    import ladybug
    import networkx as nx
    import polars as pl

    from relgraph.graph.columns import Column
    from relgraph.graph.property_graph import PropertyGraph

Array = np.ndarray[Any, np.dtype[Any]]
Columns = dict[str, Array]
STATES, PERSONS, TREATIES = 200, 20_000, 5_000
REGIONS = ("Africa", "Arctic", "Asia", "Caucasus", "Europe", "Levant", "Oceania", "Sahel")
FIRST, LAST = np.datetime64("1990-01-01"), np.datetime64("2025-01-01")
SYLLABLES = [f"{head}{heart}{end}" for head in "bdklmnrst" for heart in "aeio" for end in "lnrs"]
EDGES = {
    "TRADED": ("State", "State", 120_000),
    "SIGNED": ("State", "Treaty", 60_000),
    "ALLIED": ("State", "State", 4_000),
    "KNOWS": ("Person", "Person", 76_000),
    "WORKED_FOR": ("Person", "State", 40_000),
}
REPEATED = ("region", "kind", "role")
"""Columns of text of few values: an enum, for those who have enums."""
ORDINAL = 719_163
"""The proleptic ordinal of 1970-01-01, from which numpy counts days."""


@dataclass(frozen=True)
class World:
    """The columns of the nodes of each label and of the edges of each type.

    Edges have the row numbers of their ends, among the nodes of a label, in `source` and `target`.
    """

    nodes: dict[str, Columns]
    edges: dict[str, Columns]

    def edge_count(self) -> int:
        """Return how many edges there are."""
        return sum(len(columns["id"]) for columns in self.edges.values())


def texts(values: list[Any]) -> Array:
    """Put texts, and None, into an array."""
    made = np.empty(len(values), object)
    made[:] = values
    return made


def days(dice: np.random.Generator, count: int, first: Array, last: Array) -> Array:
    """Draw days."""
    return first + dice.integers(0, int((last - first).astype(int)), count)


def skewed(dice: np.random.Generator, size: int, count: int, skew: float) -> Array:
    """Draw rows of a table, some far more often than others."""
    weights = np.arange(1, size + 1) ** -skew
    return dice.permutation(size)[dice.choice(size, count, p=weights / weights.sum())]


def numbered(letter: str, count: int) -> Array:
    """Name things by a letter and a number."""
    return texts([f"{letter}{at:07}" for at in range(count)])


def named(dice: np.random.Generator, count: int) -> Array:
    """Make names of five syllables."""
    drawn = dice.integers(0, len(SYLLABLES), (count, 5)).tolist()
    parts = [[SYLLABLES[each] for each in row] for row in drawn]
    return texts([f"{a}{b} {c}{d}{e}".title() for a, b, c, d, e in parts])


def people(dice: np.random.Generator, scale: float) -> dict[str, Columns]:
    """Make the nodes of each label."""
    persons = round(PERSONS * scale)
    regions = texts([*REGIONS, None])
    shares = np.array([*[0.12] * len(REGIONS), 0.04])
    born = days(dice, persons, np.datetime64("1930-01-01"), np.datetime64("1971-01-01"))
    return {
        "State": {
            "id": numbered("S", STATES), "name": named(dice, STATES),
            "region": regions[dice.choice(len(regions), STATES, p=shares)],
        },
        "Person": {"id": numbered("P", persons), "name": named(dice, persons), "born": born},
        "Treaty": {
            "id": numbered("T", TREATIES), "name": named(dice, TREATIES),
            "year": dice.integers(1990, 2025, TREATIES),
        },
    }  # fmt: skip


def edges(dice: np.random.Generator, sizes: dict[str, int], scale: float) -> dict[str, Columns]:
    """Draw the edges of each type; some are parallel, and a few join a node to itself."""
    made = {}
    for type, (start, end, usual) in EDGES.items():
        count = round(usual * scale)
        made[type] = {
            "id": numbered(type[0].lower(), count),
            "source": skewed(dice, sizes[start], count, 0.6),
            "target": skewed(dice, sizes[end], count, 0.4),
            "date": days(dice, count, FIRST, LAST),
        }
    kinds = texts([f"goods of kind {at:02}" for at in range(20)])
    roles = texts([f"{rank} of {at:02}" for rank in ("head", "deputy") for at in range(100)])
    made["TRADED"]["value"] = np.round(dice.lognormal(3, 1.5, len(made["TRADED"]["id"])), 3)
    made["TRADED"]["kind"] = kinds[skewed(dice, len(kinds), len(made["TRADED"]["id"]), 0.7)]
    made["KNOWS"]["weight"] = dice.integers(1, 101, len(made["KNOWS"]["id"]))
    made["WORKED_FOR"]["role"] = roles[skewed(dice, len(roles), len(made["WORKED_FOR"]["id"]), 0.7)]
    return made


def make(scale: float = 1) -> World:
    """Make the world: 300,000 edges and 20,000 persons, or so many times as many."""
    dice = np.random.default_rng(1990)
    nodes = people(dice, scale)
    return World(nodes, edges(dice, {name: len(each["id"]) for name, each in nodes.items()}, scale))


def starts(world: World) -> dict[str, int]:
    """Return the number of the first node of each label when all are numbered through."""
    sizes = [len(columns["id"]) for columns in world.nodes.values()]
    return dict(zip(world.nodes, np.cumsum([0, *sizes]).tolist(), strict=False))


def tables(world: World) -> dict[str, Columns]:
    """Return nodes by label, with their numbers, and edges by type, with numbers of their ends."""
    first, made = starts(world), {}
    for label, columns in world.nodes.items():
        numbers = np.arange(len(columns["id"])) + first[label]
        made[label] = {"node": numbers.astype(np.int32), **columns}
    for type, (start, end, _count) in EDGES.items():
        columns = world.edges[type]
        source, target = columns["source"] + first[start], columns["target"] + first[end]
        ends = {"source": source.astype(np.int32), "target": target.astype(np.int32)}
        made[type] = {**columns, **ends}
    return made


def listed(world: World, type: str) -> Columns:
    """Return the columns of the edges of a type, with the ids of their ends first."""
    start, end, _count = EDGES[type]
    columns = dict(world.edges[type])
    source, target = columns.pop("source"), columns.pop("target")
    ends = {"start": world.nodes[start]["id"][source], "end": world.nodes[end]["id"][target]}
    return {**ends, **columns}


def rows(columns: Columns) -> Iterator[tuple[Any, ...]]:
    """Return the rows of columns, as Python values."""
    return zip(*(values.tolist() for values in columns.values()), strict=True)


def column(values: Array) -> Column:
    """Make relgraph's column of an array."""
    from relgraph.graph.columns import Column, column_of

    if values.dtype.kind == "M":
        return Column("date", (values.astype(int) + ORDINAL).astype(np.int32))
    if values.dtype.kind == "O":
        return column_of(values.tolist())
    return Column("int" if values.dtype.kind == "i" else "float", values)


def relgraph_of(world: World) -> PropertyGraph:
    """Build the graph that relgraph queries."""
    from relgraph.graph.build import Edges, build

    sizes = {label: len(columns["id"]) for label, columns in world.nodes.items()}
    lacking = {label: texts([None] * size) for label, size in sizes.items()}
    columns = {
        name: texts([
            value for label, nodes in world.nodes.items()
            for value in nodes.get(name, lacking[label]).tolist()
        ])
        for name in dict.fromkeys(name for nodes in world.nodes.values() for name in nodes)
    }  # fmt: skip
    edges = {}
    for type in EDGES:
        rest = tables(world)[type]
        ends = rest.pop("source"), rest.pop("target")
        edges[type] = Edges(*ends, {name: column(each) for name, each in rest.items()})
    labels = [[label] for label, size in sizes.items() for _ in range(size)]
    return build(labels, {name: column(each) for name, each in columns.items()}, edges)


def networkx_of(world: World) -> nx.MultiDiGraph:
    """Make the networkx graph: a node is its id, an edge's key is its."""
    import networkx as nx

    graph = nx.MultiDiGraph()
    for label, columns in world.nodes.items():
        for row in rows(columns):
            graph.add_node(row[0], label=label, **dict(zip(columns, row, strict=True)))
    for type in EDGES:
        names = list(world.edges[type])
        names = [name for name in names if name not in ("source", "target")]
        for start, end, *row in rows(listed(world, type)):
            graph.add_edge(start, end, row[0], type=type, **dict(zip(names, row, strict=True)))
    return graph


def polars_of(world: World) -> dict[str, pl.DataFrame]:
    """Make a frame of each table."""
    import polars as pl

    made = {}
    for name, columns in tables(world).items():
        values = {
            key: each.tolist() if each.dtype.kind == "O" else each for key, each in columns.items()
        }
        enums = [key for key in columns if key in REPEATED]
        kinds = {key: pl.Enum(sorted(set(values[key]) - {None})) for key in enums}
        made[name] = pl.DataFrame(values, schema_overrides=kinds)
    return made


def duckdb_of(world: World) -> duckdb.DuckDBPyConnection:
    """Make a base of the tables, with indexes of ids, and of links that lead both ways."""
    import duckdb
    import pyarrow as pa

    base = duckdb.connect()
    for name, columns in tables(world).items():
        frame = pa.table(columns)  # noqa: F841  # it is found by its name
        base.execute(f"CREATE TABLE {name} AS SELECT * FROM frame")  # noqa: S608
        for key in (key for key in columns if key in REPEATED):
            found = f"SELECT DISTINCT {key} FROM {name} WHERE {key} IS NOT NULL"  # noqa: S608
            base.execute(f"CREATE TYPE {key}s AS ENUM ({found})")
            base.execute(f"ALTER TABLE {name} ALTER {key} TYPE {key}s")
        if name in world.nodes:
            base.execute(f"CREATE UNIQUE INDEX {name}_id ON {name} (id)")
    ways = " UNION ".join(
        f"SELECT '{type}' AS type, {ends} FROM {type}"  # noqa: S608
        for type in EDGES for ends in ("source, target", "target, source")
    )  # fmt: skip
    base.execute(f"CREATE TYPE types AS ENUM {tuple(EDGES)}")
    typed = "SELECT * REPLACE (type::types AS type)"
    base.execute(f"CREATE TABLE link AS {typed} FROM ({ways})")
    return base


def ladybug_of(world: World) -> ladybug.Connection:
    """Make tables of nodes, whose keys are ids, and of relationships.

    Compressed, Ladybug 0.22 gives 0.0 for two of the 120,000 values of trade.
    """
    import ladybug
    import pandas as pd

    base = ladybug.Connection(ladybug.Database(":memory:", compression=False))
    kinds = {"i": "INT64", "f": "DOUBLE", "M": "DATE", "O": "STRING"}
    for name in (*world.nodes, *EDGES):
        columns = world.nodes[name] if name in world.nodes else listed(world, name)
        typed = [f"{key} {kinds[each.dtype.kind]}" for key, each in columns.items()]
        if name in world.nodes:
            base.execute(f"CREATE NODE TABLE {name} ({', '.join(typed)}, PRIMARY KEY (id))")
        else:
            start, end, _count = EDGES[name]
            ends = f"FROM {start} TO {end}"
            base.execute(f"CREATE REL TABLE {name} ({ends}, {', '.join(typed[2:])})")
        frame = pd.DataFrame(columns)  # noqa: F841  # it is found by its name
        base.execute(f"COPY {name} FROM frame")
    return base


def kglite_of(world: World) -> kglite.KnowledgeGraph:
    """Make a graph with indexes of ids and regions; it has none that serves a range of edges."""
    import kglite
    import pandas as pd

    kglite.set_query_warning_policy("silent")
    graph = kglite.KnowledgeGraph()
    for label, columns in world.nodes.items():
        graph.add_nodes(pd.DataFrame(columns), label, "id", "name")
    for type, (start, end, _count) in EDGES.items():
        frame = pd.DataFrame(listed(world, type))
        graph.add_connections(frame, type, start, "start", end, "end")
    graph.create_index("State", "region")
    graph.build_id_indices()
    return graph
