"""Patterns: nodes, relationships, and chains of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from relgraph.cypher.syntax.tree.base import Syntax

if TYPE_CHECKING:
    from relgraph.cypher.syntax.tree.base import Expression
    from relgraph.cypher.syntax.tree.labels import Labels


class NodePattern(Syntax, frozen=True):
    """``(variable:Labels {properties} WHERE test)``."""

    variable: str | None
    labels: Labels | None
    properties: Expression | None
    at: int = 0
    where: Expression | None = None


class RelationPattern(Syntax, frozen=True):
    """``-[variable:TYPE|TYPE *low..high {properties}]->``; ``length`` is None for a single step.

    ``kinds`` is an expression of types that is no plain list of them. ``quantified`` lengths are
    written after the arrow; a ``group`` is a chain that is walked so many times.
    """

    variable: str | None
    types: tuple[str, ...]
    direction: Literal["out", "in", "both"]
    length: tuple[int, int | None] | None
    properties: Expression | None
    at: int = 0
    where: Expression | None = None
    kinds: Labels | None = None
    quantified: bool = False
    group: PatternPart | None = None


class PatternPart(Syntax, frozen=True):
    """One chain of a pattern: n nodes, n - 1 relationships, maybe a path variable.

    ``shortest`` says that one shortest walk is wanted, or all of them; a ``selector`` that of all
    walks between two nodes only some are. ``where`` is the test of a group.
    """

    variable: str | None
    nodes: tuple[NodePattern, ...]
    relations: tuple[RelationPattern, ...]
    shortest: Literal["", "one", "all"] = ""
    at: int = 0
    where: Expression | None = None
    selector: Selector | None = None

    @property
    def elements(self) -> list[NodePattern | RelationPattern]:
        """The nodes, then the relationships."""
        return [*self.nodes, *self.relations]


class Selector(Syntax, frozen=True):
    """``ANY n``, ``SHORTEST n``, ``ALL SHORTEST``, ``SHORTEST n GROUPS``."""

    kind: Literal["any", "shortest", "groups"]
    count: int
