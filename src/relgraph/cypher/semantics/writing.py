"""What the clauses that change a graph may say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relgraph.cypher.semantics.aggregation import aggregates
from relgraph.cypher.syntax import tree

if TYPE_CHECKING:
    from collections.abc import Iterable

    from relgraph.cypher.semantics.meaning import Meaning, Scope

_VALUES = ("number", "text", "boolean", "map", "list")
_DELETABLE = (tree.Variable, tree.Property, tree.Subscript, tree.Call, tree.Case, tree.Parameter)


class Writing:
    """Checks the clauses that change the graph, and binds the names that they make."""

    def __init__(self, meaning: Meaning) -> None:
        self.meaning = meaning

    def check(self, clause: tree.Write, scope: Scope) -> None:
        """Check a clause, and change the scope as it does."""
        if isinstance(clause, tree.Create):
            self._create(clause.parts, scope, merged=False)
        elif isinstance(clause, tree.Merge):
            self._create((clause.part,), scope, merged=True)
            self._items((*clause.on_create, *clause.on_match), scope)
        elif isinstance(clause, tree.Set):
            self._items(clause.items, scope)
        elif isinstance(clause, tree.Delete):
            self._delete(clause, scope)
        else:
            self._foreach(clause, scope)

    def _value(self, value: tree.Expression, scope: Scope) -> None:
        if aggregates(value):
            self.meaning.fail("an aggregation can't stand here", "InvalidAggregation", value.at)
        self.meaning.check(value, scope)
        self.meaning.refuse_patterns(value)

    def _create(self, parts: Iterable[tree.PatternPart], scope: Scope, *, merged: bool) -> None:
        for part in parts:
            self._shape(part, merged=merged)
            for node in part.nodes:
                self._node(node, scope, alone=not part.relations)
            for relation in part.relations:
                self._relation(relation, scope, merged=merged)
            if part.variable:
                if part.variable in scope:
                    self._bound(part.variable, part.at)
                scope[part.variable] = "path"
            for element in part.elements:
                self._properties(element, scope, merged=merged)

    def _properties(
        self, element: tree.NodePattern | tree.RelationPattern, scope: Scope, *, merged: bool
    ) -> None:
        if isinstance(element.properties, tree.Parameter) and merged:
            self.meaning.fail(
                "a parameter can't stand for all properties of what is merged",
                "InvalidParameterUse", element.at,
            )  # fmt: skip
        if element.properties:
            self._value(element.properties, scope)

    def _shape(self, part: tree.PatternPart, *, merged: bool) -> None:
        """Refuse what can be matched and not made."""
        word = "merged" if merged else "created"
        wheres = [part.where, *(each.where for each in part.elements)]
        if part.shortest or part.selector or any(wheres):
            self.meaning.fail(f"a test can't be {word}", "InvalidClauseComposition", part.at)
        for relation in part.relations:
            if relation.length is not None or relation.group is not None:
                self.meaning.fail(f"a walk can't be {word}", "CreatingVarLength", relation.at)
        for node in part.nodes:
            labels = node.labels
            if labels and len(labels.required()) != len(labels.parts or (labels,)):
                self.meaning.fail(f"only plain labels are {word}", "UnexpectedSyntax", node.at)

    def _bound(self, name: str, at: int) -> None:
        self.meaning.fail(f"{name} is bound already", "VariableAlreadyBound", at)

    def _node(self, node: tree.NodePattern, scope: Scope, *, alone: bool) -> None:
        name = node.variable
        if not name:
            return
        if name in scope:
            if scope[name] not in ("node", "any"):
                self.meaning.fail(f"{name} is no node", "VariableTypeConflict", node.at)
            if alone or node.labels or node.properties:
                self._bound(name, node.at)
        scope[name] = "node"

    def _relation(self, relation: tree.RelationPattern, scope: Scope, *, merged: bool) -> None:
        if relation.variable and relation.variable in scope:
            self._bound(relation.variable, relation.at)
        if len(relation.types) != 1 or relation.kinds is not None:
            self.meaning.fail(
                "a relationship is made with exactly one type",
                "NoSingleRelationshipType", relation.at,
            )  # fmt: skip
        if relation.direction == "both" and not merged:
            self.meaning.fail(
                "a relationship is made with a direction",
                "RequiresDirectedRelationship", relation.at,
            )  # fmt: skip
        if relation.variable:
            scope[relation.variable] = "relationship"

    def _items(self, items: Iterable[tree.SetItem], scope: Scope) -> None:
        for item in items:
            self._value(item.target, scope)
            if item.value is not None:
                self._value(item.value, scope)
            target = item.target
            if item.operator == "+=" and not isinstance(target, tree.Variable):
                self.meaning.fail(
                    "+= changes a node or a relationship", "UnexpectedSyntax", item.at
                )
            plain = (tree.Variable, tree.Property, tree.Subscript)
            if not isinstance(target, plain):
                self.meaning.fail("expected a property", "UnexpectedSyntax", item.at)

    def _delete(self, clause: tree.Delete, scope: Scope) -> None:
        for value in clause.values:
            self._value(value, scope)
            if not isinstance(value, _DELETABLE):
                self.meaning.fail(
                    "only nodes, relationships and paths are deleted",
                    "InvalidArgumentType", value.at,
                )  # fmt: skip
            if isinstance(value, tree.Variable) and scope.get(value.name) in _VALUES:
                self.meaning.fail(f"{value.name} can't be deleted", "InvalidArgumentType", value.at)

    def _foreach(self, clause: tree.Foreach, scope: Scope) -> None:
        self._value(clause.source, scope)
        if clause.variable in scope:
            self._bound(clause.variable, clause.at)
        inner: Scope = {**scope, clause.variable: "any"}
        for each in clause.clauses:
            self.check(each, inner)
