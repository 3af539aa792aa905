"""Scopes: what each name stands for, clause after clause, and stars spelled out."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

from msgspec.structs import replace

from relgraph.cypher.semantics.aggregation import aggregates, check_grouping
from relgraph.cypher.semantics.meaning import Meaning, NameKind, Scope
from relgraph.cypher.syntax import tree
from relgraph.errors import CypherSemanticError

if TYPE_CHECKING:
    from collections.abc import Mapping

_CONSTANTS = (tree.Literal_, tree.MapLiteral)


def resolve(query: tree.Query) -> tree.Query:
    """Check what a query means, and spell out its stars.

    Raises
    ------
    CypherSemanticError
        For an unknown or twice bound name, an aggregation where none can be, a kind that does
        not fit; ``detail`` has the openCypher name of the fault.
    """
    return Resolver(query).query()


class Resolver:
    """One query on its way through the scopes."""

    def __init__(self, query: tree.Query) -> None:
        self.source = query
        self.meaning = Meaning(query.text)

    def fail(self, message: str, detail: str, at: int) -> NoReturn:
        """Refuse the query."""
        raise CypherSemanticError(message, text=self.source.text, offset=at, detail=detail)

    def query(self) -> tree.Query:
        """Resolve all parts of a UNION."""
        parts = tuple(self.single(part) for part in self.source.parts)
        columns = [[item.name for item in self._last(part).items] for part in parts]
        for names, part in zip(columns, parts, strict=True):
            if names != columns[0]:
                self.fail(
                    f"the parts of UNION return {columns[0]} and {names}",
                    "DifferentColumnsInUnion", self._last(part).at,
                )  # fmt: skip
        return replace(self.source, parts=parts)

    def _last(self, part: tree.SingleQuery) -> tree.Projection:
        last = part.clauses[-1]
        assert isinstance(last, tree.Projection)  # noqa: S101  # the grammar sees to it
        return last

    def single(self, part: tree.SingleQuery) -> tree.SingleQuery:
        """Resolve the clauses of one query."""
        scope: Scope = {}
        clauses: list[tree.Clause] = []
        for clause in part.clauses:
            if isinstance(clause, tree.Match):
                self.match(clause, scope)
                clauses.append(clause)
            elif isinstance(clause, tree.Unwind):
                self.unwind(clause, scope)
                clauses.append(clause)
            else:
                clauses.append(self.projection(clause, scope))
        return tree.SingleQuery(tuple(clauses))

    def match(self, clause: tree.Match, scope: Scope) -> None:
        """Bind the names of a MATCH."""
        self.meaning.bind_parts(clause.parts, scope)
        if clause.where:
            self.meaning.check(clause.where, scope)
            self.meaning.expect_truth(clause.where, scope)

    def unwind(self, clause: tree.Unwind, scope: Scope) -> None:
        """Bind the name of an UNWIND."""
        self.meaning.check(clause.source, scope)
        if clause.variable in scope:
            self.fail(f"{clause.variable} is bound already", "VariableAlreadyBound", clause.at)
        scope[clause.variable] = "any"

    def projection(self, clause: tree.Projection, scope: Scope) -> tree.Projection:
        """Check a WITH or RETURN and put its names in place of the scope's."""
        clause = self._spell_out(clause, scope)
        self._check_items(clause, scope)
        grouped = any(aggregates(item.expression) for item in clause.items)
        if grouped:
            keys = [item.expression for item in clause.items if not aggregates(item.expression)]
            for item in clause.items:
                check_grouping(item.expression, keys, self.source.text)
        names = {item.name: self._kind(item.expression, scope) for item in clause.items}
        self._check_order(clause, scope, names, grouped=grouped)
        self._check_count(clause.skip, "SKIP")
        self._check_count(clause.limit, "LIMIT")
        if clause.where:
            visible = names if grouped or clause.distinct else {**scope, **names}
            self.meaning.check(projected(clause.where, clause), visible)
        scope.clear()
        scope.update(names)
        return clause

    def _spell_out(self, clause: tree.Projection, scope: Scope) -> tree.Projection:
        if not clause.star:
            return clause
        if not scope and clause.final:
            self.fail("RETURN * with nothing to return", "NoVariablesInScope", clause.at)
        stars = tuple(
            tree.Item(tree.Variable(name, at=clause.at), name, aliased=True)
            for name in sorted(scope)
        )
        return replace(clause, star=False, items=(*stars, *clause.items))

    def _check_items(self, clause: tree.Projection, scope: Scope) -> None:
        seen: set[str] = set()
        for item in clause.items:
            self.meaning.check(item.expression, scope, aggregation=True)
            self.meaning.refuse_patterns(item.expression)
            if not item.aliased and not clause.final:
                self.fail(
                    f"WITH needs a name for {item.name}: write {item.name} AS …",
                    "NoExpressionAlias", item.expression.at,
                )  # fmt: skip
            if item.name in seen:
                self.fail(
                    f"two columns are called {item.name}", "ColumnNameConflict", item.expression.at
                )
            seen.add(item.name)

    def _kind(self, value: tree.Expression, scope: Mapping[str, NameKind]) -> NameKind:
        if isinstance(value, tree.Variable):
            return scope[value.name]
        if isinstance(value, tree.ListLiteral):
            return "list"
        return "scalar" if isinstance(value, _CONSTANTS) and value != tree.Literal_(None) else "any"

    def _check_order(
        self, clause: tree.Projection, scope: Scope, names: Scope, *, grouped: bool
    ) -> None:
        visible = names if grouped or clause.distinct else {**scope, **names}
        for key in clause.order:
            value = projected(key.expression, clause)
            if aggregates(value) and not grouped:
                self.fail("an aggregation to order by must be returned", "InvalidAggregation",
                          key.expression.at)  # fmt: skip
            self.meaning.check(value, visible)

    def _check_count(self, value: tree.Expression | None, word: str) -> None:
        if value is None:
            return
        if any(isinstance(part, (tree.Variable, tree.PatternTest)) for part in tree.walk(value)):
            self.fail(f"{word} can't depend on a row", "NonConstantExpression", value.at)
        self.meaning.check(value, {})
        if isinstance(value, tree.Literal_) and type(value.value) is not int:
            self.fail(f"{word} takes a whole number", "InvalidArgumentType", value.at)
        if isinstance(value, tree.Literal_) and isinstance(value.value, int) and value.value < 0:
            self.fail(f"{word} can't be negative", "NegativeIntegerArgument", value.at)


def projected(value: tree.Expression, clause: tree.Projection) -> tree.Expression:
    """Put the names of a projection in place of the expressions that it names."""
    for item in clause.items:
        if item.expression == value:
            return tree.Variable(item.name, at=value.at)
    return tree.rebuild(value, lambda inner: projected(inner, clause))
