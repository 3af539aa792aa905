"""What the names, calls and patterns inside an expression mean."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NoReturn

from relgraph.cypher.functions.table import check_call
from relgraph.cypher.semantics.aggregation import aggregates, is_aggregation
from relgraph.cypher.syntax import tree
from relgraph.errors import CypherError, CypherSemanticError, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Mapping

NameKind = Literal["node", "relationship", "relationships", "path", "list", "scalar", "any"]
Scope = dict[str, NameKind]
_TRUTHS = ("AND", "OR", "XOR")
_FITS: dict[str, tuple[str, ...]] = {
    "type": ("relationship",),
    "labels": ("node",),
    "length": ("path",),
    "nodes": ("path",),
    "relationships": ("path",),
    "size": ("relationships", "list", "scalar"),
    "properties": ("node", "relationship", "scalar"),
}


class Meaning:
    """Checks the expressions and patterns of one query text."""

    def __init__(self, text: str) -> None:
        self.text = text

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
            if not aggregation:
                self.fail(
                    f"{value.name}() can't stand here: aggregate in WITH or RETURN",
                    "InvalidAggregation", value.at,
                )  # fmt: skip
            if any(aggregates(argument) for argument in value.arguments):
                self.fail("an aggregation inside another", "NestedAggregation", value.at)
        for argument in value.arguments:
            self.refuse_patterns(argument)
        try:
            check_call(value)
        except CypherError as error:
            raise type(error)(
                error.plain, text=self.text, offset=value.at, detail=error.detail
            ) from None
        wanted = _FITS.get(value.name.lower())
        if wanted and isinstance(value.arguments[0], tree.Variable):
            kind = scope.get(value.arguments[0].name, "any")
            if kind not in (*wanted, "any"):
                self.fail(
                    f"{value.name}() takes a {wanted[0]}, not a {kind}",
                    "InvalidArgumentType", value.at,
                )  # fmt: skip

    def refuse_patterns(self, value: tree.Expression) -> None:
        """Refuse a bare pattern where a value is wanted: it is a condition and nothing else."""
        for part in tree.walk(value):
            if (
                isinstance(part, tree.PatternTest)
                and not part.subquery
                and not part.parts[0].shortest
            ):
                self.fail(
                    "a pattern is a condition and can't stand here: write EXISTS { … }",
                    "UnexpectedSyntax", part.at,
                )  # fmt: skip

    def _operands(self, value: tree.Expression, scope: Mapping[str, NameKind]) -> None:
        if isinstance(value, tree.Unary) and value.operator == "NOT":
            self.expect_truth(value.operand, scope)
        if isinstance(value, tree.Binary) and value.operator in _TRUTHS:
            self.expect_truth(value.left, scope)
            self.expect_truth(value.right, scope)
        if isinstance(value, tree.Binary) and value.operator == "IN":
            right = value.right
            if isinstance(right, tree.MapLiteral) or (
                isinstance(right, tree.Literal_) and right.value is not None
            ):
                self.fail("IN looks in a list", "InvalidArgumentType", right.at)
        if isinstance(value, tree.Property) and isinstance(value.base, tree.Variable):
            kind = scope.get(value.base.name)
            if kind in ("path", "relationships"):
                self.fail(f"a {kind} has no properties", "InvalidArgumentType", value.at)

    def expect_truth(self, value: tree.Expression, scope: Mapping[str, NameKind]) -> None:
        """Refuse an operand that is plainly neither true nor false."""
        wrong = isinstance(value, (tree.ListLiteral, tree.MapLiteral)) or (
            isinstance(value, tree.Literal_) and not isinstance(value.value, bool | None)
        )
        if isinstance(value, tree.Variable):
            wrong = scope.get(value.name) in ("node", "relationship", "relationships", "path")
        if wrong:
            self.fail("expected true, false or null", "InvalidArgumentType", value.at)

    def _local(
        self,
        value: tree.Comprehension | tree.Quantifier | tree.Reduce,
        scope: Mapping[str, NameKind],
        *,
        aggregation: bool,
    ) -> None:
        self.check(value.source, scope, aggregation=aggregation)
        inner: Scope = {**scope, value.variable: "any"}
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
        if value.where:
            self.check(value.where, inner)

    def bind_parts(self, parts: tuple[tree.PatternPart, ...], scope: Scope) -> None:
        """Bind the names of a pattern, then check what stands in its braces."""
        fresh: set[str] = set()
        properties: list[tree.Expression | None] = []
        for part in parts:
            for relation in part.relations:
                self._bind_relation(relation, scope, fresh)
                properties.append(relation.properties)
            for node in part.nodes:
                self._bind_node(node, scope)
                properties.append(node.properties)
            if part.variable and part.variable in scope:
                self.fail(f"{part.variable} is bound already", "VariableAlreadyBound", part.at)
            if part.variable:
                scope[part.variable] = "path"
        for value in filter(None, properties):
            self.check(value, scope)

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
