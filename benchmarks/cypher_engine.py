"""What takes the world and answers: the base of all engines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cypher_queries import given, values

if TYPE_CHECKING:
    from collections.abc import Callable

    from cypher_queries import Case
    from cypher_world import World

    Rows = list[tuple[Any, ...]]
    Call = Callable[[], Rows]


class Engine:
    """What takes the world, and makes of a case a call that gives its rows.

    It is called so many times before it is timed as it needs to be `warm`.
    """

    warm = 2

    def __init__(self, world: World) -> None:
        self.values = values(world)
        self.load(world)

    def load(self, world: World) -> None:
        """Take the world."""
        raise NotImplementedError

    def ready(self, case: Case) -> Call:
        """Return a call of the program that is named after the case."""
        program, mine = getattr(self, f"_{case.key}"), given(case.sql, self.values)
        return lambda: program(*case.types, **mine)

    def close(self) -> None:
        """Stop what runs."""
