"""What the names, calls and patterns inside an expression mean."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NoReturn

from relgraph.cypher.functions.table import FUNCTIONS, check_call
from relgraph.cypher.semantics.aggregation import aggregates, is_aggregation
from relgraph.cypher.syntax import tree
from relgraph.errors import CypherError, CypherSemanticError, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

NameKind = Literal[
    "node", "relationship", "relationships", "path", "list", "map", "number", "text", "boolean",
    "any",
]  # fmt: skip
Scope = dict[str, NameKind]
_ARITHMETIC = ("-", "*", "/", "%", "^")
_LISTS = ("list", "relationships", "any")
_TRUTHS = ("AND", "OR", "XOR")
_FITS: dict[str, tuple[str, ...]] = {
    "type": ("relationship",),
    "labels": ("node",),
    "length": ("path",),
    "nodes": ("path",),
    "relationships": ("path",),
    "size": ("relationships", "list", "text"),
    "properties": ("node", "relationship", "map"),
}


def kind_of(value: tree.Expression, scope: Mapping[str, NameKind]) -> NameKind:
    """Return of which kind a value is, as far as its text tells."""
    if isinstance(value, tree.Variable):
        return scope.get(value.name, "any")
    if isinstance(value, (tree.ListLiteral, tree.LongList)):
        return "list"
    if isinstance(value, tree.MapLiteral):
        return "map"
    if not isinstance(value, tree.Literal_) or value.value is None:
        return "any"
    kinds: dict[type, NameKind] = {bool: "boolean", str: "text"}
    return kinds.get(type(value.value), "number")


def _kind_of_items(value: tree.Expression, scope: Mapping[str, NameKind]) -> NameKind:
    if not isinstance(value, tree.ListLiteral):
        return "any"
    kinds = {kind_of(item, scope) for item in value.items}
    return kinds.pop() if len(kinds) == 1 else "any"


def _is_volatile(value: tree.Expression) -> bool:
    calls = (each for each in tree.walk(value) if isinstance(each, tree.Call))
    found = (FUNCTIONS.get(call.name.lower()) for call in calls)
    return any(each is not None and each.volatile for each in found)


def _truths(value: tree.Expression) -> tuple[tree.Expression, ...]:
    """Return the expressions directly inside one that are true or false there."""
    if isinstance(value, tree.Unary) and value.operator == "NOT":
        return (value.operand,)
    if isinstance(value, tree.Binary) and value.operator in _TRUTHS:
        return value.left, value.right
    if isinstance(value, (tree.Comprehension, tree.Quantifier)) and value.test is not None:
        return (value.test,)
    if isinstance(value, tree.Case) and value.subject is None:
        return tuple(test for test, _ in value.branches)
    return ()


class Meaning:
    """Checks the expressions and patterns of one query text; ``inner`` those of subqueries."""

    def __init__(self, text: str, inner: Callable[[tree.Subquery, Scope], None]) -> None:
        self.text = text
        self.inner = inner

    def fail(self, message: str, detail: str, at: int) -> NoReturn:
        """Refuse the query."""
        raise CypherSemanticError(message, text=self.text, offset=at, detail=detail)

    def check(
        self, value: tree.Expression, scope: Mapping[str, NameKind], *, aggregation: bool = False
    ) -> None:
        """Check an expression in a scope; ``aggregation`` says whether one may stand here."""
        if isinstance(value, tree.Variable) and value.name not in scope:
            hint = did_you_mean(value.name, scope)
            self.fail(f"{value.name} is not defined{hint}", "UndefinedVariable", value.at)
        if isinstance(value, tree.PatternTest):
            self._pattern_test(value, scope)
            return
        if isinstance(value, tree.Subquery):
            self.inner(value, dict(scope))
            return
        if isinstance(value, tree.Call):
            self._call(value, scope, aggregation=aggregation)
        self._operands(value, scope)
        inside = aggregation and not is_aggregation(value)
        if isinstance(value, (tree.Comprehension, tree.Quantifier, tree.Reduce)):
            self._local(value, scope, aggregation=inside)
            return
        for child in tree.children(value):
            self.check(child, scope, aggregation=inside)

    def _call(self, value: tree.Call, scope: Mapping[str, NameKind], *, aggregation: bool) -> None:
        if is_aggregation(value):
            self._aggregation(value, allowed=aggregation)
        for argument in value.arguments:
            self.refuse_patterns(argument)
        try:
            check_call(value)
        except CypherError as error:
            raise type(error)(
                error.plain, text=self.text, offset=value.at, detail=error.detail
            ) from None
        wanted = _FITS.get(value.name.lower())
        if wanted:
            kind = kind_of(value.arguments[0], scope)
            if kind not in (*wanted, "any"):
                self.fail(
                    f"{value.name}() takes a {wanted[0]}, not a {kind}",
                    "InvalidArgumentType", value.at,
                )  # fmt: skip

    def _aggregation(self, value: tree.Call, *, allowed: bool) -> None:
        if not allowed:
            self.fail(
                f"{value.name}() can't stand here: aggregate in WITH or RETURN",
                "InvalidAggregation", value.at,
            )  # fmt: skip
        if any(aggregates(argument) for argument in value.arguments):
            self.fail("an aggregation inside another", "NestedAggregation", value.at)
        if any(map(_is_volatile, value.arguments)):
            self.fail("chance inside an aggregation", "NonConstantExpression", value.at)

    def refuse_patterns(self, value: tree.Expression, *, truth: bool = False) -> None:
        """Refuse a bare pattern where a value is wanted: it is a condition and nothing else."""
        if isinstance(value, tree.PatternTest):
            if not (truth or value.subquery or value.parts[0].shortest):
                self.fail(
                    "a pattern is a condition and can't stand here: write EXISTS { … }",
                    "UnexpectedSyntax", value.at,
                )  # fmt: skip
            return
        tests = {id(each) for each in _truths(value)}
        for child in tree.children(value):
            self.refuse_patterns(child, truth=id(child) in tests)

    def _operands(self, value: tree.Expression, scope: Mapping[str, NameKind]) -> None:
        if isinstance(value, tree.Unary) and value.operator == "NOT":
            self.expect_truth(value.operand, scope)
        if isinstance(value, tree.Binary):
            self._binary(value, scope)
        if isinstance(value, tree.Property):
            kind = kind_of(value.base, scope)
            if kind not in ("node", "relationship", "map", "any"):
                self.fail(f"a {kind} has no properties", "InvalidArgumentType", value.at)

    def _binary(self, value: tree.Binary, scope: Mapping[str, NameKind]) -> None:
        if value.operator in _TRUTHS:
            self.expect_truth(value.left, scope)
            self.expect_truth(value.right, scope)
        if value.operator == "IN" and kind_of(value.right, scope) not in _LISTS:
            self.fail("IN looks in a list", "InvalidArgumentType", value.right.at)
        if value.operator in _ARITHMETIC:
            for operand in (value.left, value.right):
                kind = kind_of(operand, scope)
                if kind not in ("number", "any"):
                    self.fail(
                        f"{value.operator} takes no {kind}", "InvalidArgumentType", operand.at
                    )

    def expect_truth(self, value: tree.Expression, scope: Mapping[str, NameKind]) -> None:
        """Refuse an operand that is plainly neither true nor false."""
        if kind_of(value, scope) not in ("boolean", "any"):
            self.fail("expected true, false or null", "InvalidArgumentType", value.at)

    def _local(
        self,
        value: tree.Comprehension | tree.Quantifier | tree.Reduce,
        scope: Mapping[str, NameKind],
        *,
        aggregation: bool,
    ) -> None:
        self.check(value.source, scope, aggregation=aggregation)
        inner: Scope = {**scope, value.variable: _kind_of_items(value.source, scope)}
        if isinstance(value, tree.Reduce):
            self.check(value.start, scope, aggregation=aggregation)
            inner[value.accumulator] = "any"
        for child in tree.children(value):
            if child is not value.source and child is not getattr(value, "start", None):
                self.check(child, inner)

    def _pattern_test(self, value: tree.PatternTest, scope: Mapping[str, NameKind]) -> None:
        inner: Scope = dict(scope)
        self.bind_parts(value.parts, inner)
        if value.parts[0].shortest and not all(node.variable for node in value.parts[0].nodes):
            self.fail(
                "shortestPath outside of MATCH is between two nodes that are named before",
                "UndefinedVariable", value.at,
            )  # fmt: skip
        new = [name for name in inner if name not in scope]
        if new and not value.subquery:
            self.fail(
                f"{new[0]} is not defined: a pattern in a condition can't bind a name "
                "(EXISTS { … } can)",
                "UndefinedVariable", value.at,
            )  # fmt: skip
        for child in filter(None, (value.where, value.result)):
            self.check(child, inner)

    def bind_parts(self, parts: tuple[tree.PatternPart, ...], scope: Scope) -> None:
        """Bind the names of a pattern, then check what stands in its braces."""
        fresh: set[str] = set()
        for part in parts:
            for relation in part.relations:
                if relation.group is not None:
                    self._bind_group(relation.group, scope)
                self._bind_relation(relation, scope, fresh)
            for node in part.nodes:
                self._bind_node(node, scope)
            if part.variable and part.variable in scope:
                self.fail(f"{part.variable} is bound already", "VariableAlreadyBound", part.at)
            if part.variable:
                scope[part.variable] = "path"
        for part in parts:
            self._check_inside(part, scope)

    def _check_inside(self, part: tree.PatternPart, scope: Scope) -> None:
        nodes = [node.where for node in part.nodes]
        for value in filter(
            None, [*(each.properties for each in part.elements), *nodes, part.where]
        ):
            if isinstance(value, tree.Parameter):
                self.fail(
                    "a parameter can't stand for all properties of a pattern",
                    "InvalidParameterUse", value.at,
                )  # fmt: skip
            self.check(value, scope)
        steps = [relation for relation in part.relations if relation.where is not None]
        for relation in steps:  # its name is one step there, whatever it is outside
            named: Scope = {relation.variable: "relationship"} if relation.variable else {}
            assert relation.where is not None  # noqa: S101  # those that have one are kept
            self.check(relation.where, {**scope, **named})

    def _bind_group(self, group: tree.PatternPart, scope: Scope) -> None:
        """Bind the names of what is repeated: outside of it each is a list."""
        inner = dict(scope)
        names = tree.names_of(group)
        for name in names:
            if name in scope:
                self.fail(f"{name} is bound already", "VariableAlreadyBound", group.at)
        if any(relation.group is not None for relation in group.relations):
            self.fail("a repeated path inside another", "NestedQuantifier", group.at)
        self.bind_parts((group,), inner)
        scope.update({
            name: "relationships" if inner[name] == "relationship" else "list" for name in names
        })  # fmt: skip

    def _bind_node(self, node: tree.NodePattern, scope: Scope) -> None:
        if not node.variable:
            return
        kind = scope.setdefault(node.variable, "node")
        if kind not in ("node", "any"):
            self.fail(f"{node.variable} is a {kind}, and no node", "VariableTypeConflict", node.at)

    def _bind_relation(self, relation: tree.RelationPattern, scope: Scope, fresh: set[str]) -> None:
        name = relation.variable
        if not name:
            return
        if name in fresh:
            self.fail(
                f"{name} stands for two relationships of one pattern",
                "RelationshipUniquenessViolation", relation.at,
            )  # fmt: skip
        kind: NameKind = "relationship" if relation.length is None else "relationships"
        fits = (kind, "any", "list") if kind == "relationships" else (kind, "any")
        if scope.get(name, kind) not in fits:
            self.fail(
                f"{name} is a {scope[name]}, and no {kind}", "VariableTypeConflict", relation.at
            )
        if name not in scope:
            fresh.add(name)
            scope[name] = kind
