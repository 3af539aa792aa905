"""The one table of function names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relgraph.cypher.functions.aggregations import AGGREGATIONS
from relgraph.cypher.functions.entities import ENTITIES
from relgraph.cypher.functions.lists import LISTS
from relgraph.cypher.functions.numbers import NUMBERS
from relgraph.cypher.functions.temporal.table import TEMPORAL
from relgraph.cypher.functions.texts import TEXTS
from relgraph.cypher.functions.types import TYPES
from relgraph.errors import CypherSemanticError, CypherUnsupported, did_you_mean

if TYPE_CHECKING:
    from relgraph.cypher.functions.signature import Function
    from relgraph.cypher.syntax import tree

FUNCTIONS: dict[str, Function] = {**ENTITIES, **LISTS, **NUMBERS, **TEXTS, **TEMPORAL, **TYPES}
_LATER = ("point",)


def check_call(call: tree.Call) -> None:
    """Refuse a call of an unknown function, or with the wrong number of arguments.

    Raises
    ------
    CypherUnsupported
        For a function of Cypher that relgraph does not have yet.
    CypherSemanticError
        For any other name, and for a wrong number of arguments.
    """
    name = call.name.lower()
    if call.star:
        return
    if name.split(".")[0] in _LATER:
        raise CypherUnsupported(f"{call.name}() is not supported yet")
    known = {**FUNCTIONS, **AGGREGATIONS}
    if name not in known:
        hint = did_you_mean(call.name, known)
        raise CypherSemanticError(f"no function {call.name}(){hint}", detail="UnknownFunction")
    low, high = known[name].arity
    if not low <= len(call.arguments) <= high:
        wanted = str(low) if low == high else f"{low} to {high}"
        raise CypherSemanticError(
            f"{call.name}() takes {wanted} argument{'s' * (wanted != '1')}, "
            f"not {len(call.arguments)}",
            detail="InvalidNumberOfArguments",
        )
    if call.distinct and name not in AGGREGATIONS:
        raise CypherSemanticError(
            f"DISTINCT means nothing in {call.name}()", detail="InvalidAggregation"
        )
