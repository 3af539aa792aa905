"""Random graphs, and random queries over the names that they have."""

from __future__ import annotations

from datetime import date

VALUES = [
    None, 0, 1, 2, -3, 2**53 + 1, 1.0, 2.5, -0.5, 1e20, True, False, "", "a", "b", "ab", "Ж", "中国",
    "\U0001f600", date(2019, 6, 5), date(2020, 2, 29), date(1, 1, 1), ["a", "b"], ["b"], [1, 2], [True],
    [1.5],
]  # fmt: skip
LABELS, TYPES, KEYS = ["A", "B"], ["R", "S"], ["x", "y", "z"]


def a_graph(dice):
    """A graph with parallel, opposite and self-loop edges, nulls, mixed types, dates, unicode."""
    size = dice.randrange(1, 7)
    nodes = [
        (dice.sample(LABELS, dice.randrange(3)), {"id": f"n{at}", **some_values(dice)})
        for at in range(size)
    ]
    edges = {
        name: [(dice.randrange(size), dice.randrange(size), some_values(dice))
               for _ in range(dice.randrange(6))]
        for name in TYPES
    }  # fmt: skip
    return nodes, edges


def some_values(dice):
    found = {key: dice.choice(VALUES) for key in KEYS if dice.random() < 0.7}
    return {key: value for key, value in found.items() if value is not None}


class Writer:
    """Writes random queries over the names a graph has."""

    def __init__(self, dice):
        self.dice = dice

    def pick(self, *options):
        return self.dice.choice(options)

    def literal(self):
        return self.pick(
            "null", "0", "1", "2", "-3", "1.0", "2.5", "true", "false", "''", "'a'", "'ab'", "'中国'",
            "date('2019-06-05')", "date('2020-02-29')", "['a', 'b']", "[1, 2]", "[]", "[1, null]",
            "9007199254740993", "9007199254740992.0",
        )  # fmt: skip

    def value(self, names, depth=0):
        if depth > 2 or self.dice.random() < 0.35:
            return self.pick(self.literal(), f"{self.dice.choice(names)}.{self.pick(*KEYS)}")
        inner = lambda: self.value(names, depth + 1)  # noqa: E731
        return self.pick(
            f"coalesce({inner()}, {inner()})",
            f"CASE WHEN {self.test(names, depth + 1)} THEN {inner()} ELSE {inner()} END",
            f"CASE {inner()} WHEN {inner()} THEN 1 ELSE 2 END",
            f"[{inner()}, {inner()}]",
            f"size([{inner()}, {inner()}])",
            f"[v IN [{inner()}, {inner()}] WHERE v IS NOT NULL | v]",
            f"head([{inner()}, {inner()}])",
            f"toString(size([{inner()}]))",
            f"[1, 2, 3][{self.pick('0', '-1', '5', '1..', '..2', '-2..')}]",
            f"{{k: {inner()}}}.k",
            "reduce(t = 0, v IN [1, 2] | t + v)",
            f"substring('{self.pick('abc', '中国人')}', {self.pick('0', '1', '2')})",
            "split('a;b', ';')",
            f"{self.pick('1', '7', '-7', '2.5')} {self.pick('+', '-', '*', '/', '%', '^')} "
            f"{self.pick('2', '-3', '0.5')}",
        )  # fmt: skip

    def test(self, names, depth=0):
        if depth > 2:
            return self.pick("true", "false", "null")
        value = lambda: self.value(names, depth + 1)  # noqa: E731
        inner = lambda: self.test(names, depth + 1)  # noqa: E731
        return self.pick(
            f"{value()} {self.pick('=', '<>', '<', '<=', '>', '>=')} {value()}",
            f"{value()} = {value()}",
            f"{value()} IS {self.pick('', 'NOT ')}NULL",
            f"{value()} IN [{value()}, {value()}]",
            f"({inner()}) {self.pick('AND', 'OR', 'XOR')} ({inner()})",
            f"NOT ({inner()})",
            f"{self.pick('all', 'any', 'none', 'single')}(v IN [{value()}, {value()}] WHERE v = {value()})",
            f"{self.dice.choice(names)}.{self.pick(*KEYS)} {self.pick('STARTS WITH', 'CONTAINS')} 'a'",
        )  # fmt: skip

    def node(self, name):
        return f"({name}{self.pick('', '', ':A', ':B', ':A|B', ':!A', ':A&B')})"

    def relation(self, name, *, walk=False):
        types = self.pick("", "", ":R", ":S", ":R|S")
        length = self.pick("*1..2", "*0..1", "*2", "*..2") if walk else ""
        left, right = self.pick(("-", "->"), ("<-", "-"), ("-", "-"))
        return f"{left}[{name}{types}{length}]{right}"

    def query(self):
        return self.pick(
            self.nodes, self.pairs, self.triples, self.optional, self.walk, self.grouped, self.unwound,
            self.exists, self.with_step, self.union, self.distinct, self.path, self.shortest,
        )()  # fmt: skip

    def nodes(self):
        return f"MATCH {self.node('a')} WHERE {self.test(['a'])} RETURN a.id AS id, {self.value(['a'])} AS v"

    def pairs(self):
        names = ["a", "r", "b"]
        return (
            f"MATCH {self.node('a')}{self.relation('r')}{self.node('b')} WHERE {self.test(names)} "
            f"RETURN a, r, b.id AS b, {self.value(names)} AS v"
        )

    def triples(self):
        return (
            f"MATCH {self.node('a')}{self.relation('r')}{self.node('b')}{self.relation('s')}"
            f"{self.node(self.pick('c', 'a', 'b'))} RETURN a.id, b.id, r, s"
        )

    def optional(self):
        return (
            f"MATCH {self.node('a')} OPTIONAL MATCH (a){self.relation('r')}{self.node('b')} "
            f"WHERE {self.test(['a', 'r', 'b'])} RETURN a.id, r.x, b.id, b"
        )

    def walk(self):
        ends = self.pick("", " WHERE a.id = 'n0'", " WHERE b.id = 'n0' AND a.id = 'n1'")
        return (
            f"MATCH {self.node('a')}{self.relation('r', walk=True)}{self.node('b')}{ends} "
            "RETURN a.id, size(r) AS steps, [s IN r | type(s)] AS types, b.id"
        )

    def path(self):
        test = self.pick(
            "", "WHERE all(n IN nodes(p) WHERE n.x IS NOT NULL)",
            "WHERE none(s IN relationships(p) WHERE s.x = 1)", "WHERE length(p) > 1",
        )  # fmt: skip
        return (
            f"MATCH p = {self.node('a')}{self.relation('', walk=True)}{self.node('b')} {test} "
            "RETURN p, length(p) AS n"
        )

    def shortest(self):
        """Lengths, and with all paths the paths: which one of them shortestPath finds is open."""
        test = self.pick(
            "", " AND all(s IN relationships(p) WHERE s.x IS NOT NULL)", " AND length(p) > 1",
            " AND none(n IN nodes(p) WHERE n.y = 1)", " AND any(n IN nodes(p) WHERE n.x = 1)",
        )  # fmt: skip
        which, result = self.pick(("shortestPath", "length(p)"), ("allShortestPaths", "p"))
        length = self.pick("*", "*..2", "*..3", "*1..1")
        walk = self.relation("").replace("]", f"{length}]")
        ends = f"{self.node('a')}, {self.node('b')}"
        return (
            f"MATCH {ends} WHERE a <> b MATCH p = {which}((a){walk}(b)) WHERE true{test} "
            f"RETURN a.id, b.id, {result}"
        )

    def grouped(self):
        key = f"a.{self.pick(*KEYS)}"
        of = self.pick("count(*)", "count(r.x)", "count(DISTINCT b)", "collect(b.id)", "min(r.y)",
                       "max(r.y)", "collect(DISTINCT r.x)", "sum(size(b.id))")  # fmt: skip
        return f"MATCH {self.node('a')}{self.relation('r')}(b) WITH a, r, b ORDER BY b.id, r.id RETURN {key} AS k, {of} AS v"

    def unwound(self):
        items = ", ".join(self.literal() for _ in range(self.dice.randrange(1, 6)))
        tail = self.pick(
            "RETURN x", "RETURN x ORDER BY x", "RETURN x ORDER BY x DESC", "RETURN DISTINCT x",
            "RETURN x, count(*) AS n", "RETURN collect(x) AS xs", "RETURN count(x) AS n, min(x), max(x)",
            "WITH x WHERE x IS NOT NULL RETURN x = 1 AS a, x < 2 AS b, x IN [1, 'a'] AS c",
        )  # fmt: skip
        return f"UNWIND [{items}] AS x {tail}"

    def exists(self):
        return (
            f"MATCH {self.node('a')} WHERE {self.pick('', 'NOT ')}"
            + self.pick(f"(a){self.relation('')}({self.pick('', ':A')})",
                        f"EXISTS {{ MATCH (a){self.relation('r')}(b) WHERE {self.test(['a', 'b'])} }}")
            + " RETURN a.id"
        )  # fmt: skip

    def with_step(self):
        return (
            f"MATCH {self.node('a')} WITH a, {self.value(['a'])} AS v ORDER BY a.id "
            f"SKIP {self.pick('0', '1')} LIMIT {self.pick('1', '2', '5')} "
            f"MATCH (a){self.relation('r')}(b) RETURN a.id, v, b.id"
        )

    def union(self):
        return (
            f"MATCH {self.node('a')} RETURN a.id AS id UNION {self.pick('', 'ALL')} "
            f"MATCH {self.node('a')}{self.relation('')}(b) RETURN b.id AS id"
        )

    def distinct(self):
        return f"MATCH (a){self.relation('r')}(b) RETURN DISTINCT {self.value(['a', 'b'])} AS v"


class NullWriter(Writer):
    """Writes queries in which a pattern meets names that hold null, or hold it in some rows."""

    def binders(self):
        """Clauses that bind names, and what each name is, if it is anything."""
        one = self.pick("'n0'", "'n1'", "'n9'")
        label = self.pick("", ":A", ":B", ":A&B")
        return self.pick(
            ("WITH null AS b", {"b": "node"}),
            ("WITH null AS r", {"r": "relationship"}),
            ("WITH null AS b, null AS r", {"b": "node", "r": "relationship"}),
            ("UNWIND [null, null] AS b", {"b": "node"}),
            (f"OPTIONAL MATCH (b{label}) WHERE b.id = {one}", {"b": "node"}),
            (f"MATCH (a) OPTIONAL MATCH (a){self.relation('r')}(b{label})",
             {"a": "node", "r": "relationship", "b": "node"}),
            (f"MATCH (a{label}) OPTIONAL MATCH (a)-[rs:{self.pick('R', 'S')}*1..2]->(b)",
             {"a": "node", "rs": "list", "b": "node"}),
            (f"OPTIONAL MATCH (a {{id: {one}}}){self.relation('r')}(b)",
             {"a": "node", "r": "relationship", "b": "node"}),
            (f"OPTIONAL MATCH q = (a {{id: {one}}})-->(b) WITH q, head(nodes(q)) AS a, "
             "head(relationships(q)) AS r", {"a": "node", "r": "relationship"}),
            ("MATCH (n) WITH n ORDER BY n.id WITH collect(n) AS ns "
             "WITH ns[0] AS a, ns[1] AS b, ns[9] AS c", {"a": "node", "b": "node", "c": "node"}),
            (f"MATCH (n{label}) WITH n ORDER BY n.id WITH collect(n) + [null] AS ns UNWIND ns AS b",
             {"b": "node"}),
            (f"MATCH (a) WITH a, CASE WHEN a.id = {one} THEN a END AS b", {"a": "node", "b": "node"}),
        )  # fmt: skip

    def part(self, names):
        """A chain that uses a bound name at least once."""
        nodes = [name for name, kind in names.items() if kind == "node"]
        steps = [name for name, kind in names.items() if kind == "relationship"]
        lists = [name for name, kind in names.items() if kind == "list"]
        node = lambda: self.pick("", "z", "y", *nodes)  # noqa: E731
        label = self.pick("", "", "", ":A", " {x: 1}")
        forms = [f"({node()}){self.relation('')}({node()})"]
        if nodes:
            known = self.dice.choice(nodes)
            forms += [
                f"({known}{label})", f"({known}), ({self.pick('z', *nodes)})",
                f"({known}{label}){self.relation('s')}({node()})", f"({node()})-->({known}{label})",
                f"({known})--({self.pick('z', *nodes)})--({self.pick('y', *nodes)})",
                f"({known}){self.relation('', walk=True)}({node()})",
                f"(x){self.relation('', walk=True)}({known})",
            ]  # fmt: skip
        # one node at both ends of a known step is left out: Neo4j lets any step pass, not loops only
        first, second = self.dice.sample(["", "z", "y", *nodes], 2)
        forms += [f"({first})-[{step}]{self.pick('-', '->')}({second})" for step in steps] * 2
        forms += [f"({first})-[{walk}*]->({second})" for walk in lists] * 2
        return self.dice.choice(forms)

    def query(self):
        prefix, names = self.binders()
        ids = ", ".join(f"{n} IS NULL AS {n}" for n in names)
        part = self.part(names)
        path = "p = " if "," not in part and self.dice.random() < 0.2 else ""
        test = self.pick("", "", f"WHERE {self.test(['b'] if 'b' in names else list(names)[:1])}")
        if "list" in names.values():
            test = ""
        inside = f"{{ MATCH {part} {test} }}"
        return self.pick(
            f"{prefix} MATCH {path}{part} {test} RETURN {ids}, count(*) AS n",
            f"{prefix} OPTIONAL MATCH {path}{part} {test} RETURN {ids}, count(*) AS n",
            f"{prefix} OPTIONAL MATCH {part} OPTIONAL MATCH {self.part(names)} RETURN {ids}, count(*) AS n",
            f"{prefix} MATCH {part} MATCH {self.part(names)} RETURN {ids}, count(*) AS n",
            f"{prefix} WITH * WHERE {self.pick('', 'NOT ')}EXISTS {inside} RETURN {ids}, count(*) AS n",
            f"{prefix} RETURN {ids}, EXISTS {inside} AS found",
        )  # fmt: skip


class IdWriter(Writer):
    """Writes queries that name relationships by their ids, and bare counts."""

    def id(self):
        return self.pick("'R0'", "'R1'", "'S0'", "'S2'", "'none'", "null", "1", "n.x")

    def ids(self):
        return self.pick(
            "['R0', 'S1']",
            "['S0', 'S0', null]",
            "[]",
            "[1, 'R0']",
            "[n.x, 'S1']",
            "null",
        )

    def query(self):
        arrow = self.pick("-[r]->", "<-[r]-", "-[r]-", "-[r:R]->", "-[r:R|S]-", "-[r:S]-")
        test = self.pick(f"r.id = {self.id()}", f"r.id IN {self.ids()}", f"{self.id()} = r.id")
        rest = self.pick("", " AND r.x = 1", " AND a:A", " OR b.y IS NULL", " AND a <> b")
        start = self.pick("WITH null AS n", "MATCH (n)", "OPTIONAL MATCH (n:B)")
        clause = self.pick("MATCH", "OPTIONAL MATCH")
        way = self.pick(
            f"(a){arrow}(b)", f"(a:A){arrow}(b)", f"(a){arrow}(b)-[s]-(c)", f"(c)-[s:S]->(a){arrow}(b)",
            f"(a){arrow}(a)",
        )  # fmt: skip
        named = "" if f"(a){arrow}(a)" in way else ", b.id AS b"
        if not named:
            rest = rest.replace("b.y", "a.y").replace("a <> b", "a:B")
        counted = self.pick(
            f"MATCH ()-{self.pick('[r]', '[r:R]', '[r:R|S]', '[r:T]')}-{self.pick('', '>')}() "
            f"RETURN count({self.pick('r', '*', 'DISTINCT r')}) AS x ORDER BY x",
            f"MATCH (n{self.pick('', ':A', ':B', ':C')}) RETURN count({self.pick('n', '*')}) AS x ORDER BY x",
            "MATCH (n)-[r]-(n) RETURN count(r) AS x ORDER BY x",
        )  # fmt: skip
        sought = f"{start} {clause} {way} WHERE {test}{rest} RETURN n.id AS n, r.id AS r, a.id AS a{named}"
        return self.pick(sought, sought, sought, counted)
