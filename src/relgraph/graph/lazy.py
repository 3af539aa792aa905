"""A mapping whose values are made when they are asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TypeVar

V = TypeVar("V")


class Lazy(Mapping[str, V]):
    """Values by name, each made once; the names too are found out when they are needed.

    >>> squares = Lazy(lambda: ["2", "3"], lambda name: int(name) ** 2)
    >>> squares["3"], len(squares), squares.get("4")
    (9, 2, None)
    """

    def __init__(self, names: Callable[[], Sequence[str]], make: Callable[[str], V]) -> None:
        self._find = names
        self._make = make
        self._made: dict[str, V] = {}

    @cached_property
    def _names(self) -> dict[str, None]:
        return dict.fromkeys(self._find())

    def __getitem__(self, name: str) -> V:
        if name not in self._made:
            if name not in self._names:
                raise KeyError(name)
            self._made[name] = self._make(name)
        return self._made[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)
