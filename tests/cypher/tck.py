"""Reads the openCypher TCK from ../shared and runs its scenarios on the embedded engine.

Answers are compared by value and type, in order where that is asked for; what a query changed is
counted; an error must be of the kind and the phase that is asked for. Set-ups are made by the
engine itself, so that a scenario also fails where what it needs cannot be made.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from gherkin.parser import Parser
from gherkin.pickles.compiler import Compiler
from samples import graph_of

from relgraph.cypher import Node, Path, Relationship, run
from relgraph.cypher.changing.run import changes
from relgraph.cypher.functions.texts import format_float
from relgraph.cypher.limits import Limits
from relgraph.cypher.procedures import PROCEDURES, Procedure
from relgraph.cypher.query import changed, worked
from relgraph.cypher.syntax.clauses import parse
from relgraph.cypher.syntax.cursor import Cursor
from relgraph.errors import (
    CypherError,
    CypherRuntimeError,
    CypherSemanticError,
    CypherSyntaxError,
    CypherUnsupported,
)
from relgraph.graph.times import TIMES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path as FilePath

    from relgraph.cypher.changing.work import Work
    from relgraph.graph.property_graph import PropertyGraph

EMPTY = graph_of([], {})
_ZERO_SECONDS = re.compile(r"(?<=\d\d:\d\d):00(?=[Z+\-\[]|$)")
"""The TCK leaves out the seconds of a time that has none; so do both sides here."""
COMPILING = (CypherSyntaxError, CypherSemanticError)


@dataclass
class Ask:
    """One query of a scenario, and what is expected of it."""

    query: str
    rows: list[list[str]] | None = None
    ordered: bool = False
    lists_ordered: bool = True
    error: tuple[str, str] | None = None
    """When it is raised, and its name."""
    effects: dict[str, int] | None = None


@dataclass
class Scenario:
    """One scenario: what was made, given, asked and expected."""

    name: str
    folder: str
    setup: list[str] = field(default_factory=list)
    parameters: dict[str, str] = field(default_factory=dict)
    procedures: dict[str, Procedure] = field(default_factory=dict)
    asks: list[Ask] = field(default_factory=list)
    graph: str | None = None


def scenarios(root: FilePath) -> Iterator[Scenario]:
    for path in sorted(root.glob("features/**/*.feature")):
        document = Parser().parse(path.read_text("utf-8"))
        document["uri"] = path.name
        folder = str(path.parent.relative_to(root / "features"))
        for number, pickle in enumerate(Compiler().compile(document)):
            yield _scenario(f"{path.stem}: {pickle['name']} #{number}", folder, pickle["steps"])


def _scenario(name: str, folder: str, steps: list[dict]) -> Scenario:
    found = Scenario(name, folder)
    for step in steps:
        argument = step.get("argument", {})
        doc = argument.get("docString", {}).get("content", "")
        table = [
            [cell["value"] for cell in row["cells"]]
            for row in argument.get("dataTable", {}).get("rows", [])
        ]
        _add(found, step["text"], doc, table)
    return found


def _add(found: Scenario, text: str, doc: str, table: list[list[str]]) -> None:
    if text.startswith("having executed"):
        found.setup.append(doc)
    elif text.startswith(("executing query", "executing control query")):
        found.asks.append(Ask(doc))
    elif text.startswith("parameters are"):
        found.parameters = dict(table)
    elif match := re.match(r"the (\S+) graph", text):
        found.graph = match[1]
    elif text.startswith("the result should be empty"):
        found.asks[-1].rows = []
    elif text.startswith("the result should be"):
        ask = found.asks[-1]
        ask.rows, ask.ordered = table, "in order" in text
        ask.lists_ordered = "ignoring element order" not in text
    elif match := re.match(r"an? (\w+) should be raised at (.*): (\S+)", text):
        found.asks[-1].error = (match[2], match[3])
    elif text.startswith("no side effects"):
        found.asks[-1].effects = {}
    elif text.startswith("the side effects"):
        found.asks[-1].effects = {name: int(count) for name, count in table}
    elif match := re.match(r"there exists a procedure (\S+)\((.*)\) :: \((.*)\)", text):
        found.procedures[match[1]] = _procedure(match[2], match[3], table)


def _procedure(inputs: str, outputs: str, table: list[list[str]]) -> Procedure:
    def fields(text: str) -> tuple[tuple[str, str], ...]:
        return tuple(tuple(part.strip().split(" :: ")) for part in text.split(",") if part.strip())

    taken, given = fields(inputs), fields(outputs)
    rows = [[value_of(cell) for cell in row] for row in table[1:]]
    count = len(taken)

    def call(_graph, *arguments):
        return [tuple(row[count:]) for row in rows if row[:count] == list(arguments)]

    return Procedure(taken, given, call)


@cache
def value_of(text: str) -> object:
    return run(EMPTY, f"RETURN {text} AS x").records[0]["x"]


def made(*texts: str, graph: PropertyGraph = EMPTY) -> PropertyGraph:
    """Make a graph by queries."""
    for text in texts:
        graph, _ = changed(graph, text)
    return graph


def render(value: object, *, lists_ordered: bool = True) -> str:
    """Write a value in the TCK's notation, keys and labels sorted."""
    inner = lambda item: render(item, lists_ordered=lists_ordered)  # noqa: E731
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return format_float(value)
    if isinstance(value, (str, date, *TIMES)):
        return f"'{_ZERO_SECONDS.sub('', str(value))}'"
    if isinstance(value, list):
        items = [inner(item) for item in value]
        return f"[{', '.join(items if lists_ordered else sorted(items))}]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{k}: {inner(v)}" for k, v in sorted(value.items())) + "}"
    if isinstance(value, Node):
        labels = "".join(f":{label}" for label in sorted(value.labels))
        return f"({labels}{' ' * bool(labels and value.properties)}{_braces(value.properties)})"
    if isinstance(value, Relationship):
        return f"[:{value.type}{' ' * bool(value.properties)}{_braces(value.properties)}]"
    if isinstance(value, Path):
        out = render(value.nodes[0])
        for at, relation in enumerate(value.relationships):
            forward = relation.start_node == value.nodes[at]
            step = f"-{render(relation)}->" if forward else f"<-{render(relation)}-"
            out += step + render(value.nodes[at + 1])
        return f"<{out}>"
    return str(value)


def _braces(properties: dict) -> str:
    return render(properties) if properties else ""


class Expected:
    """Reads a cell of the TCK's tables into the notation of `render`."""

    def __init__(self, text: str, *, lists_ordered: bool) -> None:
        self.cursor = Cursor(text)
        self.lists_ordered = lists_ordered

    def value(self) -> str:
        c = self.cursor
        if c.on("("):
            return self.node()
        if c.on("<"):
            return self.path()
        if c.on("[") and c.peek().text == ":":
            return self.relation()
        if c.take("["):
            items = []
            while not c.take("]"):
                items.append(self.value())
                c.take(",")
            return f"[{', '.join(items if self.lists_ordered else sorted(items))}]"
        if c.on("{"):
            return self.braces()
        sign = "-" if c.take("-") else ""
        token = c.next()
        if token.kind == "string":
            return f"'{_ZERO_SECONDS.sub('', token.text)}'"
        if token.kind == "float":
            return format_float(float(sign + token.text))
        return sign + token.text

    def braces(self) -> str:
        c = self.cursor
        c.expect("{")
        items = {}
        while not c.take("}"):
            key = c.next().text
            c.expect(":")
            items[key] = self.value()
            c.take(",")
        return "{" + ", ".join(f"{k}: {v}" for k, v in sorted(items.items())) + "}"

    def node(self) -> str:
        c = self.cursor
        c.expect("(")
        labels = []
        while c.take(":"):
            labels.append(c.next().text)
        braces = self.braces() if c.on("{") else ""
        c.expect(")")
        shown = "".join(f":{label}" for label in sorted(labels))
        return f"({shown}{' ' * bool(shown and braces)}{braces})"

    def relation(self) -> str:
        c = self.cursor
        c.expect("[")
        c.expect(":")
        name = c.next().text
        braces = self.braces() if c.on("{") else ""
        c.expect("]")
        return f"[:{name}{' ' * bool(braces)}{braces}]"

    def path(self) -> str:
        c = self.cursor
        c.expect("<")
        out = self.node()
        while not c.take(">"):
            left = c.take("<")
            c.expect("-")
            step = self.relation()
            c.expect("-")
            if not left:
                c.expect(">")
            out += (f"<-{step}-" if left else f"-{step}->") + self.node()
        return f"<{out}>"


def judge(scenario: Scenario, root: FilePath) -> str:
    """Return "passed", "refused: …" or what is wrong."""
    try:
        graph = EMPTY
        if scenario.graph:
            folder = root / "graphs" / scenario.graph
            graph = made((folder / f"{scenario.graph}.cypher").read_text("utf-8"))
        graph = made(*scenario.setup, graph=graph)
        parameters = {key: value_of(text) for key, text in scenario.parameters.items()}
    except CypherError as error:
        return f"not set up: {error.plain}"
    for ask in scenario.asks:
        verdict, graph = _asked(ask, graph, parameters, {**PROCEDURES, **scenario.procedures})
        if verdict != "passed":
            return verdict
    return "passed"


def _asked(ask, graph, parameters, procedures) -> tuple[str, PropertyGraph]:
    work: Work | None = None
    try:
        if changes(parse(ask.query)):
            work, result = worked(graph, ask.query, parameters, Limits(20), procedures)
        else:
            given = {} if procedures.keys() == PROCEDURES.keys() else {"procedures": procedures}
            result = run(graph, ask.query, parameters, limits=Limits(20), **given)
    except CypherUnsupported as error:
        return f"refused: {error.plain}", graph
    except CypherError as error:
        return _error(ask, error), graph
    if ask.error is not None:
        return f"gave rows, not {ask.error[1]}", graph
    after = work.graph if work else graph
    found = effects(work, graph) if work else {}
    if ask.effects is not None and found != ask.effects:
        return f"changed {found}, not {ask.effects}", after
    if ask.rows is None:
        return "passed", after
    return compare(result, ask.rows, ordered=ask.ordered, lists_ordered=ask.lists_ordered), after


def _error(ask: Ask, error: CypherError) -> str:
    if ask.error is None:
        return f"raised {type(error).__name__} {error.detail}: {error.plain}"
    phase, name = ask.error
    if name not in ("*", error.detail):
        return f"raised {error.detail}, not {name}: {error.plain}"
    wanted = {"compile time": COMPILING, "runtime": CypherRuntimeError}.get(phase, CypherError)
    return "passed" if isinstance(error, wanted) else f"not at {phase}: {type(error).__name__}"


def effects(work: Work, before: PropertyGraph) -> dict[str, int]:
    """Count what a query made and took away, as the TCK counts; what stays apart is by identity."""

    def node(number: int) -> int:
        for version in work.versions:
            number = version.node(number) if number >= 0 else -1
        return number

    def edge(key):
        for version in work.versions:
            key = None if key is None else version.edge(key)
        return key

    after = work.graph
    nodes = [node(number) for number in range(before.node_count)]
    keys = [before.key_of(at) for at in range(before.edge_count)]
    edges = [edge(key) for key in keys]
    old = {("node", new, *pair) for at, new in enumerate(nodes)
           for pair in _pairs(before.properties(at), gone=(at, new))}  # fmt: skip
    old |= {("edge", new, *pair) for key, new in zip(keys, edges, strict=True)
            for pair in _pairs(before.relation_properties(key), gone=(key, new))}  # fmt: skip
    new = {("node", at, *pair) for at in range(after.node_count)
           for pair in _pairs(after.properties(at))}  # fmt: skip
    new |= {("edge", key, *pair) for key in map(after.key_of, range(after.edge_count))
            for pair in _pairs(after.relation_properties(key))}  # fmt: skip
    labels = [{label for at in range(graph.node_count) for label in graph.labels_of(at)}
              for graph in (before, after)]  # fmt: skip
    lost = (sum(number < 0 for number in nodes), sum(key is None for key in edges))
    counts = {
        "+nodes": after.node_count - len(nodes) + lost[0], "-nodes": lost[0],
        "+relationships": after.edge_count - len(edges) + lost[1], "-relationships": lost[1],
        "+labels": len(labels[1] - labels[0]), "-labels": len(labels[0] - labels[1]),
        "+properties": len(new - old), "-properties": len(old - new),
    }  # fmt: skip
    return {name: count for name, count in counts.items() if count}


def _pairs(properties: dict, gone: tuple = (None, None)) -> list[tuple]:
    """The properties of an entity; of one that is gone they are told apart by what it was."""
    mark = gone[0] if gone[1] in (-1, None) else None
    return [(key, render(value), mark) for key, value in properties.items()]


def compare(result, rows, *, ordered: bool = False, lists_ordered: bool = True) -> str:
    """Return "passed", or how an answer differs from a table with a header."""
    header, *expected = rows or [result.keys]
    wanted = [
        [Expected(cell, lists_ordered=lists_ordered).value() for cell in row] for row in expected
    ]
    got = [[render(value, lists_ordered=lists_ordered) for value in row] for row in result.records]
    if not ordered:
        wanted, got = sorted(wanted), sorted(got)
    if header != result.keys:
        return f"columns {result.keys}, not {header}"
    return "passed" if wanted == got else f"rows {got}, not {wanted}"
