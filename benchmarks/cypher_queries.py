"""The queries, in Cypher and in SQL, and what is put in for their parameters."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
from cypher_world import EDGES

if TYPE_CHECKING:
    from cypher_world import World

DAYS = {
    "since": date(2000, 1, 1), "until": date(2010, 1, 1), "soon": date(2003, 7, 1),
    "late": date(2015, 1, 1),
}  # fmt: skip
WORDS = {
    "ladybug": {"type(r)": "label(r)", "r.date.year": "date_part('year', r.date)"},
    "kglite": {"(p:Person)-[r:WORKED_FOR]->(s:State)": "(p)-[r:WORKED_FOR]->(s)"},
}
"""What an engine writes, or is faster with, for what the others are given."""
TOP = "ORDER BY n DESC, id LIMIT 10"
DEGREE = f"MATCH (p:Person) RETURN p.id AS id, COUNT {{ (p)--() }} AS n {TOP}"
LOOPS = "count(r) - count(CASE WHEN id(p) = id(q) THEN 1 END) / 2"
"""How many edges of p, for Ladybug, where one that joins a node to itself is matched twice."""


@dataclass(frozen=True)
class Case:
    """One question: its Cypher, its SQL, and the Cypher of engines that need, or like, another.

    The programs of polars and networkx bear its key, and are given the types, if it has any. Its
    rows have an order if `ordered`; an engine may refuse it if `hard`.
    """

    key: str
    name: str
    cypher: str
    sql: str
    ordered: bool = False
    hard: bool = False
    own: dict[str, str] = field(default_factory=dict)
    types: tuple[str, ...] = ()

    @property
    def slug(self) -> str:
        """Return a name for a statement."""
        return "_".join((self.key, *self.types))

    def text(self, engine: str) -> str:
        """Return the Cypher for an engine."""
        text = self.own.get(engine, self.cypher)
        for word, other in WORDS.get(engine, {}).items():
            text = text.replace(word, other)
        return text


def given(text: str, values: dict[str, Any]) -> dict[str, Any]:
    """Return the values of the parameters that a text names.

    >>> given("RETURN $a", {"a": 1, "b": 2})
    {'a': 1}
    """
    return {name: values[name] for name in re.findall(r"\$(\w+)", text)}


def ranked(world: World, type: str) -> list[str]:
    """Return the ids of the nodes where edges of a type start, the busiest first."""
    ids = world.nodes[EDGES[type][0]]["id"]
    counts = np.bincount(world.edges[type]["source"], minlength=len(ids))
    found: list[str] = ids[np.argsort(-counts, kind="stable")].tolist()
    return found


def values(world: World) -> dict[str, Any]:
    """Choose the states, the persons and the days that the queries ask about."""
    traded, known = world.edges["TRADED"], ranked(world, "KNOWS")
    state = int(np.bincount(traded["source"]).argmax())
    other = int(np.bincount(traded["target"][traded["source"] == state]).argmax())
    ids = world.nodes["State"]["id"]
    return {
        **DAYS, "state": ids[state], "other": ids[other], "lone": ranked(world, "ALLIED")[-2],
        "person": known[100], "friend": known[len(known) // 2],
        "syllable": "kar", "region": "Asia",
    }  # fmt: skip


def hops(label: str, start: str, end: str, *types: str) -> str:
    """Write a breadth-first search in SQL; it stops at the level where the end is found."""
    names = ", ".join(f"'{type}'" for type in types)
    wanted = f"type IN ({names}) AND" if len(types) < len(EDGES) else ""
    return f"""
        WITH RECURSIVE seen (node, hops) USING KEY (node) AS (
            SELECT node, 0 FROM {label} WHERE id = ${start}
            UNION
            SELECT DISTINCT target, hops + 1 FROM seen JOIN link ON source = seen.node
            WHERE {wanted} target NOT IN (SELECT node FROM recurring.seen)
            AND NOT EXISTS (FROM recurring.seen JOIN {label} USING (node) WHERE id = ${end}))
        SELECT hops FROM seen JOIN {label} USING (node) WHERE id = ${end}"""  # noqa: S608


def shortest(name: str, label: str, ends: tuple[str, str], *types: str) -> Case:
    """Make the case of the length of a shortest path over edges of some types, or of any."""
    wanted = ":" + "|".join(types) if len(types) < len(EDGES) else ""
    start, end = (f"({at}:{label} {{id: ${name}}})" for at, name in zip("ab", ends, strict=True))
    path = f"MATCH p = shortestPath({start}-[{wanted}*]-{end}) RETURN length(p)"
    ladybug = f"MATCH {start}-[r{wanted}* SHORTEST 1..30]-{end} RETURN length(r)"
    sql = hops(label, *ends, *types)
    return Case("path", name, path, sql, hard=True, own={"ladybug": ladybug}, types=types)


CASES = (
    Case(
        "dyad",
        "Dyad in a window",
        """MATCH (a:State {id: $state})-[r:TRADED|ALLIED]-(b:State {id: $other})
        WHERE r.date >= $since AND r.date < $until RETURN type(r), r.date""",
        """WITH a AS (SELECT node FROM State WHERE id = $state),
        b AS (SELECT node FROM State WHERE id = $other)
        SELECT 'TRADED', date FROM TRADED WHERE date >= $since AND date < $until
        AND (source = (FROM a) AND target = (FROM b) OR source = (FROM b) AND target = (FROM a))
        UNION ALL SELECT 'ALLIED', date FROM ALLIED WHERE date >= $since AND date < $until
        AND (source = (FROM a) AND target = (FROM b) OR source = (FROM b) AND target = (FROM a))""",
    ),
    Case(
        "cosigned",
        "Co-signatories of one",
        """MATCH (:State {id: $state})-[:SIGNED]->()<-[:SIGNED]-(b)
        WHERE b.id <> $state RETURN b.id AS id, count(*) AS n ORDER BY n DESC, id LIMIT 10""",
        """SELECT b.id, count(*) AS n FROM State a
        JOIN SIGNED r ON r.source = a.node JOIN SIGNED s ON s.target = r.target
        JOIN State b ON b.node = s.source
        WHERE a.id = $state AND b.id <> $state GROUP BY b.id ORDER BY n DESC, b.id LIMIT 10""",
        ordered=True,
    ),
    Case(
        "pairs",
        "Co-signatories of all",
        """MATCH (a:State)-[:SIGNED]->()<-[:SIGNED]-(b) WHERE a.id < b.id
        RETURN a.id AS one, b.id AS two, count(*) AS n ORDER BY n DESC, one, two LIMIT 10""",
        """SELECT a.id, b.id, n FROM (
            SELECT r.source AS one, s.source AS two, count(*) AS n
            FROM SIGNED r JOIN SIGNED s USING (target) WHERE r.source <> s.source GROUP BY ALL)
        JOIN State a ON a.node = one JOIN State b ON b.node = two
        WHERE a.id < b.id ORDER BY n DESC, a.id, b.id LIMIT 10""",
        ordered=True,
        own={
            "neo4j": """MATCH (a:State)-[:SIGNED]->()<-[:SIGNED]-(b)
            WITH a, b, count(*) AS n WHERE a.id < b.id
            RETURN a.id AS one, b.id AS two, n ORDER BY n DESC, one, two LIMIT 10"""
        },
    ),
    Case(
        "allies",
        "Allies of allies",
        """MATCH (a:State {id: $lone})-[:ALLIED]-()-[:ALLIED]-(c)
        WHERE NOT (a)-[:ALLIED]-(c) AND c.id <> $lone RETURN DISTINCT c.id""",
        """WITH allied AS (SELECT source, target FROM link WHERE type = 'ALLIED'),
        near AS (SELECT target FROM allied JOIN State ON node = source WHERE id = $lone)
        SELECT DISTINCT id FROM allied JOIN State ON node = target
        WHERE source IN (FROM near) AND node NOT IN (FROM near) AND id <> $lone""",
    ),
    shortest("Shortest path, any type", "Person", ("person", "friend"), *EDGES),
    shortest("Shortest path, one type", "Person", ("person", "friend"), "KNOWS"),
    shortest("Shortest path, two types", "State", ("state", "lone"), "SIGNED", "ALLIED"),
    Case(
        "years",
        "Trade by year",
        """MATCH ()-[r:TRADED]->()
        RETURN r.date.year AS year, count(*), sum(r.value) ORDER BY year""",
        "SELECT year(date) AS y, count(*), sum(value) FROM TRADED GROUP BY y ORDER BY y",
        ordered=True,
    ),
    Case(
        "degree",
        "Top degree",
        f"MATCH (p:Person)-[r]-() RETURN p.id AS id, count(r) AS n {TOP}",
        """SELECT id, n FROM Person JOIN (
            SELECT node, count(*) AS n FROM (
                SELECT source AS node FROM KNOWS
                UNION ALL SELECT target FROM KNOWS WHERE source <> target
                UNION ALL SELECT source FROM WORKED_FOR) GROUP BY node) USING (node)
        ORDER BY n DESC, id LIMIT 10""",
        ordered=True,
        own={
            "kglite": DEGREE,
            "neo4j": DEGREE,
            "ladybug": f"MATCH (p:Person)-[r]-(q) RETURN p.id AS id, {LOOPS} AS n {TOP}",
        },
    ),
    Case(
        "filtered",
        "Top degree, filtered",
        f"""MATCH (p:Person)-[r:KNOWS]-() WHERE r.date >= $late
        RETURN p.id AS id, count(r) AS n {TOP}""",
        """SELECT id, n FROM Person JOIN (
            SELECT node, count(*) AS n FROM (
                SELECT source AS node FROM KNOWS WHERE date >= $late
                UNION ALL SELECT target FROM KNOWS WHERE date >= $late AND source <> target)
            GROUP BY node) USING (node) ORDER BY n DESC, id LIMIT 10""",
        ordered=True,
        own={
            "neo4j": f"""MATCH (p)-[r:KNOWS]-() WHERE r.date >= $late
            WITH p, count(r) AS n RETURN p.id AS id, n {TOP}""",
            "ladybug": f"""MATCH (p)-[r:KNOWS]-(q) WHERE r.date >= $late
            RETURN p.id AS id, {LOOPS} AS n {TOP}""",
        },
    ),
    Case(
        "optional",
        "Signatories, optional",
        """MATCH (t:Treaty) OPTIONAL MATCH ()-[r:SIGNED]->(t) WHERE r.date >= $late
        RETURN t.id, count(r)""",
        """SELECT id, coalesce(n, 0) FROM Treaty LEFT JOIN (
            SELECT target AS node, count(*) AS n FROM SIGNED WHERE date >= $late GROUP BY target)
        USING (node)""",
        own={
            "kglite": """MATCH (t:Treaty)
            RETURN t.id, COUNT { (t)<-[r:SIGNED]-() WHERE r.date >= $late }"""
        },
    ),
    Case(
        "collected",
        "Names collected",
        """MATCH (p:Person)-[r:WORKED_FOR]->(s:State) WHERE r.date >= $since AND r.date < $until
        RETURN s.id, collect(p.name)""",
        """SELECT s.id, list(p.name) FROM WORKED_FOR r
        JOIN Person p ON p.node = r.source JOIN State s ON s.node = r.target
        WHERE r.date >= $since AND r.date < $until GROUP BY s.id""",
    ),
    Case(
        "reached",
        "One to three hops",
        "MATCH (:Person {id: $person})-[:KNOWS*1..3]->(q) RETURN count(DISTINCT q)",
        """WITH one AS (
            SELECT DISTINCT target FROM KNOWS JOIN Person p ON node = source WHERE p.id = $person),
        two AS (SELECT DISTINCT target FROM KNOWS WHERE source IN (FROM one)),
        three AS (SELECT DISTINCT target FROM KNOWS WHERE source IN (FROM two))
        SELECT count(*) FROM (FROM one UNION FROM two UNION FROM three)""",
    ),
    Case(
        "contains",
        "Name contains",
        "MATCH (p:Person) WHERE p.name CONTAINS $syllable RETURN p.id, p.name",
        "SELECT id, name FROM Person WHERE contains(name, $syllable)",
    ),
    Case(
        "projected",
        "Filter and project",
        """MATCH (p:Person)-[r:WORKED_FOR]->(s:State) WHERE r.date >= $since AND r.date < $soon
        RETURN p.name, s.name, r.role, r.date""",
        """SELECT p.name, s.name, role, date FROM WORKED_FOR r
        JOIN Person p ON p.node = r.source JOIN State s ON s.node = r.target
        WHERE date >= $since AND date < $soon""",
    ),
    Case(
        "types",
        "Any type, by type",
        """MATCH (s:State {region: $region})-[r]-() WHERE r.date >= $late
        RETURN type(r), count(r)""",
        """WITH part AS (SELECT node FROM State WHERE region = $region)
        SELECT type, count(*) FROM (
            SELECT 'TRADED' AS type, date, source AS node FROM TRADED
            UNION ALL SELECT 'TRADED', date, target FROM TRADED WHERE source <> target
            UNION ALL SELECT 'ALLIED', date, source FROM ALLIED
            UNION ALL SELECT 'ALLIED', date, target FROM ALLIED WHERE source <> target
            UNION ALL SELECT 'SIGNED', date, source FROM SIGNED
            UNION ALL SELECT 'WORKED_FOR', date, target FROM WORKED_FOR)
        WHERE date >= $late AND node IN (FROM part) GROUP BY type""",
        own={
            "ladybug": f"""MATCH (p:State {{region: $region}})-[r]-(q) WHERE r.date >= $late
            RETURN label(r), {LOOPS}"""
        },
    ),
    Case(
        "grouped",
        "Grouped by text",
        "MATCH ()-[r:TRADED]->() RETURN r.kind, count(*), avg(r.value)",
        "SELECT kind, count(*), avg(value) FROM TRADED GROUP BY kind",
        own={"kglite": "MATCH (:State)-[r:TRADED]->(:State) RETURN r.kind, count(*), avg(r.value)"},
    ),
    Case(
        "distincts",
        "Distinct pairs of text",
        "MATCH ()-[r:WORKED_FOR]->(s) RETURN DISTINCT r.role, s.region",
        "SELECT DISTINCT role, region FROM WORKED_FOR JOIN State ON node = target",
    ),
    Case(
        "first",
        "First by three keys",
        """MATCH ()-[r:KNOWS]->() RETURN r.weight AS weight, r.date AS date, r.id AS id
        ORDER BY weight DESC, date, id LIMIT 20""",
        "SELECT weight, date, id FROM KNOWS ORDER BY weight DESC, date, id LIMIT 20",
        ordered=True,
    ),
)
