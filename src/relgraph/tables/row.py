"""What a file of rows may have, and one row of it that knows where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from relgraph.faults import Fault

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Report = Callable[[Fault], None]


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns that a file may have, those it must have, and its name in messages."""

    path: str
    columns: tuple[str, ...]
    required: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A record: its cells by column, and the physical line that it begins on.

    Of a ``broken`` one only the first cell is sure to stand in its place.
    """

    path: str
    line: int
    cells: Sequence[str]
    numbers: dict[str, int]
    report: Report
    broken: bool = False

    def __getitem__(self, column: str) -> str:
        at = self.numbers.get(column)
        return "" if at is None else self.cells[at]

    def fault(self, column: str, code: str, message: str, suggestion: str = "") -> None:
        """Report what is wrong with a cell; one of a column that is not there has its own fault."""
        if column in self.numbers:
            at = self.numbers[column] + 1
            self.report(Fault(self.path, self.line, at, column, code, message, suggestion))
