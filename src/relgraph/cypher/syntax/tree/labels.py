"""Expressions of labels and of types."""

from __future__ import annotations

from typing import Literal

from relgraph.cypher.syntax.tree.base import Syntax


class Labels(Syntax, frozen=True):
    """A label expression: names joined by and, or; or one negated."""

    operator: Literal["name", "and", "or", "not", "any"]
    parts: tuple[Labels, ...] = ()
    name: str = ""

    def accept(self, labels: tuple[str, ...]) -> bool:
        """Return whether a set of labels satisfies the expression."""
        if self.operator == "name":
            return self.name in labels
        if self.operator == "any":
            return bool(labels)
        if self.operator == "not":
            return not self.parts[0].accept(labels)
        judge = all if self.operator == "and" else any
        return judge(part.accept(labels) for part in self.parts)

    def required(self) -> list[str]:
        """List labels without which the expression is false."""
        if self.operator == "name":
            return [self.name]
        if self.operator == "and":
            return [name for part in self.parts for name in part.required()]
        return []
