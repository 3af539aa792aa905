"""Reads the openCypher TCK from ../shared and runs its scenarios on the embedded engine."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from gherkin.parser import Parser
from gherkin.pickles.compiler import Compiler
from samples import graph_of

from relgraph.cypher import Node, Path, Relationship, run
from relgraph.cypher.context import Context
from relgraph.cypher.evaluate.compile import compiled
from relgraph.cypher.functions.table import check_call
from relgraph.cypher.functions.texts import format_float
from relgraph.cypher.limits import Limits
from relgraph.cypher.syntax import tree
from relgraph.cypher.syntax.cursor import Cursor
from relgraph.cypher.syntax.expressions import expression
from relgraph.cypher.syntax.patterns import part
from relgraph.cypher.vectors.batch import Batch
from relgraph.errors import CypherError, CypherUnsupported
from relgraph.graph.times import TIMES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path as FilePath

    from relgraph.graph.property_graph import PropertyGraph

EMPTY = graph_of([], {})
_ZERO_SECONDS = re.compile(r"(?<=\d\d:\d\d):00(?=[Z+\-\[]|$)")
"""The TCK leaves out the seconds of a time that has none."""


@dataclass
class Scenario:
    """One scenario: what was made, asked and expected."""

    name: str
    setup: list[str]
    query: str
    parameters: dict[str, str]
    error: str | None
    rows: list[list[str]] | None
    ordered: bool
    lists_ordered: bool
    graph: str | None


def scenarios(root: FilePath) -> Iterator[Scenario]:
    for path in sorted(root.glob("features/**/*.feature")):
        document = Parser().parse(path.read_text("utf-8"))
        document["uri"] = path.name
        for number, pickle in enumerate(Compiler().compile(document)):
            yield _scenario(f"{path.stem}: {pickle['name']} #{number}", pickle["steps"])


def _scenario(name: str, steps: list[dict]) -> Scenario:
    found = Scenario(name, [], "", {}, None, None, ordered=False, lists_ordered=True, graph=None)
    for step in steps:
        text, argument = step["text"], step.get("argument", {})
        doc = argument.get("docString", {}).get("content", "")
        table = [
            [cell["value"] for cell in row["cells"]]
            for row in argument.get("dataTable", {}).get("rows", [])
        ]
        if text.startswith("having executed"):
            found.setup.append(doc)
        elif text.startswith("executing query"):
            found.query = doc
        elif text.startswith("executing control query"):
            found.query = "CREATE (control)"  # a second query after writes: refused by name
        elif text.startswith("parameters are"):
            found.parameters = dict(table)
        elif match := re.match(r"the (\S+) graph", text):
            found.graph = match[1]
        elif text.startswith("the result should be empty"):
            found.rows = []
        elif text.startswith("the result should be"):
            found.rows = table
            found.ordered = "in order" in text
            found.lists_ordered = "ignoring element order" not in text
        elif match := re.match(r"an? (\w+) should be raised at .*: (\S+)", text):
            found.error = match[2]
        elif text.startswith("there exists a procedure"):
            found.setup.append("CALL procedure")
    return found


@cache
def value_of(text: str) -> object:
    return run(EMPTY, f"RETURN {text} AS x").records[0]["x"]


class Maker:
    """Makes a graph of CREATE clauses with the package's own pattern grammar."""

    def __init__(self) -> None:
        self.nodes: list[tuple[list[str], dict]] = []
        self.edges: dict[str, list] = {}

    def execute(self, text: str) -> None:
        cursor = Cursor(text)
        names: dict[str, int] = {}
        while cursor.token.kind != "end":
            if not cursor.take_word("CREATE"):
                cursor.unsupported("a set-up other than CREATE")
            self.make(part(cursor, expression), names)
            while cursor.take(","):
                self.make(part(cursor, expression), names)
            cursor.take(";")

    def properties(self, value: tree.Expression | None) -> dict:
        if value is None:
            return {}
        assert isinstance(value, tree.MapLiteral)
        return {key: evaluate(item) for key, item in value.items if evaluate(item) is not None}

    def make(self, chain: tree.PatternPart, names: dict[str, int]) -> None:
        numbers = []
        for node in chain.nodes:
            if node.variable in names:
                numbers.append(names[node.variable])
                continue
            labels = node.labels.required() if node.labels else []
            self.nodes.append((labels, self.properties(node.properties)))
            numbers.append(len(self.nodes) - 1)
            if node.variable:
                names[node.variable] = numbers[-1]
        for at, relation in enumerate(chain.relations):
            ends = (
                numbers[at : at + 2] if relation.direction != "in" else numbers[at : at + 2][::-1]
            )
            properties = self.properties(relation.properties)
            self.edges.setdefault(relation.types[0], []).append((*ends, properties))

    def graph(self) -> PropertyGraph:
        return graph_of(self.nodes, self.edges)


def evaluate(value: tree.Expression) -> object:
    for call in tree.walk(value):
        if isinstance(call, tree.Call):
            check_call(call)
    if any(isinstance(p, tree.Variable) for p in tree.walk(value)):
        raise CypherUnsupported("a set-up that refers to other nodes")
    [found] = compiled(value, Context(EMPTY, {}))(Batch(1)).values()
    return found


def render(value: object, *, lists_ordered: bool = True) -> str:
    """Write a value in the TCK's notation, keys and labels sorted."""
    inner = lambda item: render(item, lists_ordered=lists_ordered)  # noqa: E731
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return format_float(value)
    if isinstance(value, str):
        return f"'{value}'"
    if isinstance(value, (date, *TIMES)):
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
            return f"'{token.text}'"
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
    """Give "passed", "refused: …" or what is wrong."""
    try:
        maker = Maker()
        if scenario.graph:
            folder = root / "graphs" / scenario.graph
            maker.execute((folder / f"{scenario.graph}.cypher").read_text("utf-8"))
        for text in scenario.setup:
            maker.execute(text)
        parameters = {key: value_of(text) for key, text in scenario.parameters.items()}
        result = run(maker.graph(), scenario.query, parameters, limits=Limits(20))
    except CypherUnsupported as error:
        return f"refused: {error.plain}"
    except CypherError as error:
        if scenario.error is None:
            return f"raised {type(error).__name__} {error.detail}: {error.plain}"
        if scenario.error not in ("*", error.detail):
            return f"raised {error.detail}, not {scenario.error}: {error.plain}"
        return "passed"
    if scenario.error is not None:
        return f"gave rows, not {scenario.error}"
    return compare(scenario, result)


def compare(scenario: Scenario, result) -> str:
    header, *expected = scenario.rows or [result.keys]
    if scenario.rows is None:
        return "passed"
    wanted = [
        [Expected(cell, lists_ordered=scenario.lists_ordered).value() for cell in row]
        for row in expected
    ]
    got = [
        [render(value, lists_ordered=scenario.lists_ordered) for value in row]
        for row in result.records
    ]
    if not scenario.ordered:
        wanted, got = sorted(wanted), sorted(got)
    if header != result.keys:
        return f"columns {result.keys}, not {header}"
    return "passed" if wanted == got else f"rows {got}, not {wanted}"
