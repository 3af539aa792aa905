"""What is wrong in a file, or may be: where it stands, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Cure = Literal["cell", "row", "delete", "clear", ""]
WARNINGS = frozenset({
    "case-of-id", "invisible", "lonely-fact", "mojibake", "not-nfc", "note-denies", "overlap",
    "past-plan", "same-node", "script",
})  # fmt: skip
"""Codes of what may be meant; ``--strict`` makes faults of them."""
_CURES: dict[str, Cure] = {
    "width": "row", "header-case": "row", "duplicate-row": "delete", "lonely-fact": "clear",
    "unknown-date": "clear", "until-of-instant": "clear",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong in a file, or (a warning) may be, and where.

    >>> print(
    ...     Fault("nodes/actors.csv", 2, 2, "kind", "unknown-kind", "unknown kind 'Stat'", "State")
    ... )
    nodes/actors.csv:2:2: kind: unknown kind 'Stat' (did you mean 'State'?)
    """

    path: str
    line: int
    column: int
    header: str
    code: str
    message: str
    suggestion: str = ""

    @property
    def warning(self) -> bool:
        """Whether it may be meant: a folder with warnings alone is opened."""
        return self.code in WARNINGS

    @property
    def cure(self) -> Cure:
        """What to do: put the suggestion into the cell or the row, delete it, clear the cell."""
        cure = _CURES.get(self.code, "cell")
        return cure if self.suggestion or cure in ("delete", "clear") else ""

    def __str__(self) -> str:
        """Render as ``file:line:column: header: what (did you mean …?)``."""
        where = f"{self.path}:{self.line}:{self.column}: "
        header = f"{self.header}: " if self.header else ""
        warning = "warning: " if self.warning else ""
        hint = f" (did you mean {self.suggestion!r}?)" if self.suggestion else ""
        return f"{where}{header}{warning}{self.message}{hint}"


@dataclass(frozen=True, slots=True)
class Told:
    """A fault of a file to import, and the line, or (in a file without lines) the row."""

    path: str
    line: int
    column: str
    code: str
    message: str
    suggestion: str

    def __str__(self) -> str:
        """Render as ``file:line: column: what (did you mean …?)``."""
        where = f"{self.path}:{self.line}: " if self.line else f"{self.path}: "
        hint = f" (did you mean {self.suggestion}?)" if self.suggestion else ""
        return f"{where}{self.column}{': ' if self.column else ''}{self.message}{hint}"
