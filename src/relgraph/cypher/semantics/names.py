"""Scopes: what each name stands for, clause after clause."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

from msgspec.structs import replace

from relgraph.cypher.procedures import PROCEDURES
from relgraph.cypher.semantics.aggregation import aggregates, check_grouping
from relgraph.cypher.semantics.calls import called, standalone
from relgraph.cypher.semantics.meaning import Meaning, Scope, kind_of
from relgraph.cypher.semantics.writing import Writing
from relgraph.cypher.syntax import tree
from relgraph.errors import CypherSemanticError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from relgraph.cypher.procedures import Procedure


def resolve(query: tree.Query, procedures: Mapping[str, Procedure] = PROCEDURES) -> tree.Query:
    """Check what a query means; what a procedure gives, and what a call returns, is spelled out.

    Raises
    ------
    CypherSemanticError
        For an unknown or twice bound name, an aggregation where none can be, a kind that does
        not fit; ``detail`` has the openCypher name of the fault.
    """
    return Resolver(query.text, procedures).query(query, {})


class Resolver:
    """One query on its way through the scopes."""

    def __init__(self, text: str, procedures: Mapping[str, Procedure]) -> None:
        self.text = text
        self.procedures = procedures
        self.meaning = Meaning(text, self._inner)
        self.writing = Writing(self.meaning)

    def fail(self, message: str, detail: str, at: int) -> NoReturn:
        """Refuse the query."""
        raise CypherSemanticError(message, text=self.text, offset=at, detail=detail)

    def query(self, query: tree.Query, scope: Scope, kept: Scope | None = None) -> tree.Query:
        """Resolve all parts of a UNION, each in the same scope; ``kept`` names are never lost."""
        return self._alike(query, [self.single(p, dict(scope), kept or {}) for p in query.parts])

    def _alike(self, query: tree.Query, parts: Sequence[tree.SingleQuery]) -> tree.Query:
        columns = [None if p.last is None else [item.name for item in p.last.items] for p in parts]
        for names, part in zip(columns, parts, strict=True):
            if names != columns[0]:
                self.fail(
                    f"the parts of UNION return {columns[0]} and {names}",
                    "DifferentColumnsInUnion", part.clauses[-1].at,
                )  # fmt: skip
        return replace(query, parts=tuple(parts))

    def _inner(self, value: tree.Subquery, scope: Scope) -> None:
        """Check a subquery that is a value: it sees all names of its place, and changes nothing."""
        found = self.query(value.query, scope, scope)
        for part in found.parts:
            if any(isinstance(clause, tree.WRITES) for clause in part.clauses):
                self.fail("a value can't change the graph", "InvalidClauseComposition", value.at)
            if value.want == "collect" and len(part.last.items if part.last else ()) != 1:
                self.fail("COLLECT takes one column", "InvalidClauseComposition", value.at)

    def single(self, part: tree.SingleQuery, scope: Scope, kept: Scope) -> tree.SingleQuery:
        """Resolve the clauses of one query."""
        alone = standalone(part)
        if alone is not None:
            part = replace(part, clauses=alone(self.procedures, self.meaning))
        clauses: list[tree.Clause] = []
        for clause in part.clauses:
            clauses.append(self.clause(clause, scope))
            scope.update({name: kind for name, kind in kept.items() if name not in scope})
        return tree.SingleQuery(tuple(clauses))

    def clause(self, clause: tree.Clause, scope: Scope) -> tree.Clause:
        """Resolve a clause, and change the scope as it does."""
        if isinstance(clause, tree.Match):
            self.match(clause, scope)
        elif isinstance(clause, tree.Unwind):
            self.unwind(clause, scope)
        elif isinstance(clause, tree.Projection):
            return self.projection(clause, scope)
        elif isinstance(clause, tree.CallQuery):
            return self.call(clause, scope)
        elif isinstance(clause, tree.CallProcedure):
            return called(clause, scope, self.procedures, self.meaning)
        else:
            self.writing.check(clause, scope)
        return clause

    def match(self, clause: tree.Match, scope: Scope) -> None:
        """Bind the names of a MATCH."""
        self.meaning.bind_parts(clause.parts, scope)
        if clause.where:
            self.meaning.check(clause.where, scope)
            self.meaning.expect_truth(clause.where, scope)

    def unwind(self, clause: tree.Unwind, scope: Scope) -> None:
        """Bind the name of an UNWIND."""
        self.meaning.check(clause.source, scope)
        self.meaning.refuse_patterns(clause.source)
        if clause.variable in scope:
            self.fail(f"{clause.variable} is bound already", "VariableAlreadyBound", clause.at)
        scope[clause.variable] = "any"

    def call(self, clause: tree.CallQuery, scope: Scope) -> tree.Clause:
        """Resolve a subquery, and bind what it returns."""
        if clause.names is None:
            parts = [self.single(*self._imported(p, scope), {}) for p in clause.query.parts]
            found = self._alike(clause.query, parts)
        else:
            names = sorted(scope) if clause.names == ("*",) else clause.names
            for name in names:
                if name not in scope:
                    self.fail(f"{name} is not defined", "UndefinedVariable", clause.at)
            given = {name: scope[name] for name in names}
            found = self.query(clause.query, given, given)
            clause = replace(clause, names=tuple(names))
        last = found.parts[0].last
        for item in last.items if last else ():
            if item.name in scope:
                self.fail(f"{item.name} is bound already", "VariableAlreadyBound", clause.at)
            scope[item.name] = "any"
        return replace(clause, query=found)

    def _imported(self, part: tree.SingleQuery, scope: Scope) -> tuple[tree.SingleQuery, Scope]:
        """Return a part of a subquery, and the names that its first WITH takes from outside."""
        first = part.clauses[0]
        if not isinstance(first, tree.Projection) or first.final:
            return part, {}
        plain = [isinstance(item.expression, tree.Variable) for item in first.items]
        return part, (dict(scope) if first.star or any(plain) else {})

    def projection(self, clause: tree.Projection, scope: Scope) -> tree.Projection:
        """Check a WITH or RETURN and put its names in place of the scope's."""
        if clause.star and not scope and clause.final:
            self.fail("RETURN * with nothing to return", "NoVariablesInScope", clause.at)
        clause = spelled_out(clause, scope)
        self._check_items(clause, scope)
        grouped = any(aggregates(item.expression) for item in clause.items)
        if grouped:
            keys = [item.expression for item in clause.items if not aggregates(item.expression)]
            for item in clause.items:
                check_grouping(item.expression, keys, self.text)
        names = {item.name: kind_of(item.expression, scope) for item in clause.items}
        self._check_order(clause, scope, names, grouped=grouped)
        for item in clause.items:
            if not item.aliased and not clause.final:
                self.fail(
                    f"WITH needs a name for {item.name}: write {item.name} AS …",
                    "NoExpressionAlias", item.expression.at,
                )  # fmt: skip
        self._check_count(clause.skip, "SKIP")
        self._check_count(clause.limit, "LIMIT")
        if clause.where:
            visible = names if grouped or clause.distinct else {**scope, **names}
            self.meaning.check(projected(clause.where, clause), visible)
        scope.clear()
        scope.update(names)
        return clause

    def _check_items(self, clause: tree.Projection, scope: Scope) -> None:
        seen: set[str] = set()
        for item in clause.items:
            self.meaning.check(item.expression, scope, aggregation=True)
            self.meaning.refuse_patterns(item.expression)
            if item.name in seen:
                self.fail(
                    f"two columns are called {item.name}", "ColumnNameConflict", item.expression.at
                )
            seen.add(item.name)

    def _check_order(
        self, clause: tree.Projection, scope: Scope, names: Scope, *, grouped: bool
    ) -> None:
        visible = names if grouped or clause.distinct else {**scope, **names}
        keys = [item.expression for item in clause.items if not aggregates(item.expression)]
        keys += [tree.Variable(item.name) for item in clause.items]
        for key in clause.order:
            value = projected(key.expression, clause)
            if aggregates(key.expression) and not isinstance(value, tree.Variable):
                self._check_names(value, visible)
                check_grouping(key.expression, keys, self.text)
            if aggregates(value) and not grouped:
                self.fail("an aggregation to order by must be returned", "InvalidAggregation",
                          key.expression.at)  # fmt: skip
            self.meaning.check(value, visible)
            self.meaning.refuse_patterns(key.expression)

    def _check_names(self, value: tree.Expression, visible: Scope) -> None:
        for part in tree.walk(value):
            if isinstance(part, tree.Variable) and part.name not in visible:
                self.meaning.check(part, visible)

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


def spelled_out(clause: tree.Projection, names: Mapping[str, object]) -> tree.Projection:
    """Put the names that there are in the place of a star."""
    if not clause.star:
        return clause
    stars = tuple(
        tree.Item(tree.Variable(name, at=clause.at), name, aliased=True) for name in sorted(names)
    )
    return replace(clause, star=False, items=(*stars, *clause.items))


def projected(value: tree.Expression, clause: tree.Projection) -> tree.Expression:
    """Put the names of a projection in place of the expressions that it names."""
    for item in clause.items:
        if item.expression == value:
            return tree.Variable(item.name, at=value.at)
    return tree.rebuild(value, lambda inner: projected(inner, clause))
