"""Clauses, and the queries that they make."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from relgraph.cypher.syntax.tree.base import Syntax

if TYPE_CHECKING:
    from relgraph.cypher.syntax.tree.base import Expression
    from relgraph.cypher.syntax.tree.patterns import PatternPart


class Match(Syntax, frozen=True):
    """``[OPTIONAL] MATCH pattern [WHERE test]``."""

    optional: bool
    parts: tuple[PatternPart, ...]
    where: Expression | None
    at: int = 0


class Unwind(Syntax, frozen=True):
    """``UNWIND list AS variable``."""

    source: Expression
    variable: str
    at: int = 0


class Item(Syntax, frozen=True):
    """One expression of a projection, its name, and whether the name was written."""

    expression: Expression
    name: str
    aliased: bool


class SortItem(Syntax, frozen=True):
    """One key of ORDER BY."""

    expression: Expression
    descending: bool


class Projection(Syntax, frozen=True):
    """``WITH`` or ``RETURN``, with all that may follow."""

    final: bool
    distinct: bool
    star: bool
    items: tuple[Item, ...]
    order: tuple[SortItem, ...]
    skip: Expression | None
    limit: Expression | None
    where: Expression | None
    at: int = 0


class CallQuery(Syntax, frozen=True):
    """``[OPTIONAL] CALL (names) { query }``; ``names`` is None where a WITH imports them."""

    query: Query
    names: tuple[str, ...] | None
    optional: bool
    at: int = 0


class CallProcedure(Syntax, frozen=True):
    """``CALL name(arguments) YIELD field AS name WHERE test``; ``yields`` is None for all."""

    name: str
    arguments: tuple[Expression, ...] | None
    yields: tuple[tuple[str, str], ...] | None
    where: Expression | None
    at: int = 0


class Create(Syntax, frozen=True):
    """``CREATE pattern``."""

    parts: tuple[PatternPart, ...]
    at: int = 0


class SetItem(Syntax, frozen=True):
    """One change: of a property, of all of them (``=``), of some (``+=``), or of labels.

    ``value`` is None, and ``labels`` are given, where labels are added, or taken away.
    """

    target: Expression
    operator: Literal["=", "+=", ":"]
    value: Expression | None = None
    labels: tuple[str, ...] = ()
    at: int = 0


class Set(Syntax, frozen=True):
    """``SET items``, or ``REMOVE`` of properties and labels."""

    items: tuple[SetItem, ...]
    remove: bool = False
    at: int = 0


class Merge(Syntax, frozen=True):
    """``MERGE chain ON CREATE SET … ON MATCH SET …``."""

    part: PatternPart
    on_create: tuple[SetItem, ...]
    on_match: tuple[SetItem, ...]
    at: int = 0


class Delete(Syntax, frozen=True):
    """``[DETACH] DELETE expressions``."""

    values: tuple[Expression, ...]
    detach: bool
    at: int = 0


class Foreach(Syntax, frozen=True):
    """``FOREACH (variable IN list | clauses)``."""

    variable: str
    source: Expression
    clauses: tuple[Write, ...]
    at: int = 0


Write = Create | Set | Merge | Delete | Foreach
WRITES = (Create, Set, Merge, Delete, Foreach)
Clause = Match | Unwind | Projection | CallQuery | CallProcedure | Write


class SingleQuery(Syntax, frozen=True):
    """Clauses up to RETURN, or to a last one that changes the graph or calls."""

    clauses: tuple[Clause, ...]

    @property
    def last(self) -> Projection | None:
        """The RETURN, if there is one."""
        final = self.clauses[-1] if self.clauses else None
        return final if isinstance(final, Projection) and final.final else None


class Query(Syntax, frozen=True):
    """One single query, or several joined by UNION (distinct) or UNION ALL.

    ``plan`` says that the plan is asked for, or the plan and what it took.
    """

    parts: tuple[SingleQuery, ...]
    union_all: bool
    text: str
    plan: Literal["", "EXPLAIN", "PROFILE"] = ""
    at: int = 0
