"""Calls of procedures: what they are given, and the names that they bind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from relgraph.cypher.semantics.aggregation import aggregates
from relgraph.cypher.syntax import tree
from relgraph.errors import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from relgraph.cypher.procedures import Procedure
    from relgraph.cypher.semantics.meaning import Meaning, Scope

    Alone = Callable[[Mapping[str, Procedure], Meaning], tuple[tree.Clause, ...]]

_KINDS: dict[type, tuple[str, ...]] = {
    bool: ("BOOLEAN",), int: ("INTEGER", "FLOAT", "NUMBER"), float: ("FLOAT", "NUMBER"),
    str: ("STRING",),
}  # fmt: skip


def standalone(part: tree.SingleQuery) -> Alone | None:
    """Return what spells out a query that is nothing but a call; None for any other."""
    [*others, call] = part.clauses
    if others or not isinstance(call, tree.CallProcedure):
        return None

    def spelled_out(
        procedures: Mapping[str, Procedure], meaning: Meaning
    ) -> tuple[tree.Clause, ...]:
        found = _known(call, procedures, meaning)
        arguments = call.arguments
        if arguments is None:  # they are the parameters of the same names
            arguments = tuple(tree.Parameter(name, at=call.at) for name, _ in found.inputs)
        yields = call.yields
        if yields is None:
            yields = tuple((name, name) for name, _ in found.outputs)
        whole = replace(call, arguments=arguments, yields=yields)
        if not yields:
            return (whole,)
        items = tuple(
            tree.Item(tree.Variable(name, at=call.at), name, aliased=True) for _, name in yields
        )
        return whole, tree.Projection(
            final=True, distinct=False, star=False, items=items, order=(), skip=None, limit=None,
            where=None, at=call.at,
        )  # fmt: skip

    return spelled_out


def _known(
    clause: tree.CallProcedure, procedures: Mapping[str, Procedure], meaning: Meaning
) -> Procedure:
    found = procedures.get(clause.name)
    if found is None:
        hint = did_you_mean(clause.name, procedures)
        meaning.fail(f"no procedure {clause.name}(){hint}", "ProcedureNotFound", clause.at)
    return found


def called(
    clause: tree.CallProcedure, scope: Scope, procedures: Mapping[str, Procedure], meaning: Meaning
) -> tree.CallProcedure:
    """Check a call and bind what it yields; all is spelled out in what is returned."""
    found = _known(clause, procedures, meaning)
    if clause.arguments is None:
        meaning.fail(
            f"{clause.name} needs its arguments in parentheses here",
            "InvalidArgumentPassingMode", clause.at,
        )  # fmt: skip
    if len(clause.arguments) != len(found.inputs):
        meaning.fail(
            f"{clause.name}() takes {len(found.inputs)} arguments, not {len(clause.arguments)}",
            "InvalidNumberOfArguments", clause.at,
        )  # fmt: skip
    _check_arguments(clause, found, scope, meaning)
    fields = [name for name, _ in found.outputs]
    if clause.yields is None and fields:
        meaning.fail(
            f"{clause.name}() here needs YIELD {', '.join(fields)}", "UndefinedVariable", clause.at
        )
    _bind(clause, fields, scope, meaning)
    if clause.where:
        meaning.check(clause.where, scope)
    return replace(clause, yields=clause.yields or ())


def _check_arguments(
    clause: tree.CallProcedure, found: Procedure, scope: Scope, meaning: Meaning
) -> None:
    for value, (name, kind) in zip(clause.arguments or (), found.inputs, strict=True):
        meaning.check(value, scope)
        if aggregates(value):
            meaning.fail("an aggregation as an argument", "InvalidAggregation", value.at)
        known = _KINDS.get(type(value.value)) if isinstance(value, tree.Literal_) else None
        if known and kind.rstrip("?") not in (*known, "ANY"):
            meaning.fail(f"{name} is a {kind}", "InvalidArgumentType", value.at)


def _bind(
    clause: tree.CallProcedure, fields: Sequence[str], scope: Scope, meaning: Meaning
) -> None:
    for field, name in clause.yields or ():
        if field not in fields:
            hint = did_you_mean(field, fields)
            meaning.fail(f"{clause.name}() gives no {field}{hint}", "UndefinedVariable", clause.at)
        if name in scope:
            meaning.fail(f"{name} is bound already", "VariableAlreadyBound", clause.at)
        scope[name] = "any"
