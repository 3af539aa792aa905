"""What every part of a query is: frozen data, equal to what says the same."""

from __future__ import annotations

from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Callable


class Syntax(Struct, frozen=True, eq=False):
    """Any part of a query. Two are equal if they say the same, wherever they stand."""

    def __eq__(self, other: object) -> bool:
        if self is other:
            return True
        kind = type(self)
        return kind is type(other) and _said(kind)(self) == _said(kind)(other)

    def __ne__(self, other: object) -> bool:  # a Struct's own one does not ask __eq__
        return not self == other

    def __hash__(self) -> int:
        kind = type(self)
        return hash((kind, _said(kind)(self)))


@cache
def _said(kind: type[Syntax]) -> Callable[[object], object]:
    """Return what reads the fields of a kind of syntax that say something."""
    return attrgetter(*[name for name in kind.__struct_fields__ if name not in {"at", "text"}])


class Expression(Syntax, frozen=True, kw_only=True):
    """Anything that has a value."""

    at: int = 0
