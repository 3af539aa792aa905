"""What is wrong in the rows of an import: by rule, with row, column and value."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from relgraph.graph.words import Array
    from relgraph.importing.frame import Frame, Texts

    Said = str | Callable[[str], str]
    """What is said, of each text, or of all."""


_SHOWN = 400
"""Characters of a message: a cell may have any number."""


@dataclass(frozen=True, slots=True)
class RowFault:
    """One cell of one row of a file, or of the whole file, where ``row`` is -1."""

    file: str
    row: int
    column: str
    code: str
    message: str
    suggestion: str = ""


@dataclass(slots=True)
class Faults:
    """The faults of one file; a part (`Frame.parts`) that has one is rejected as a whole.

    ``rows`` are the rows of the file of which a part is rejected.
    """

    file: str
    found: list[RowFault] = field(default_factory=list)
    bad: set[int] = field(default_factory=set)
    rows: set[int] = field(default_factory=set)

    def add(  # noqa: PLR0913, PLR0917  # the parts of a fault
        self, frame: Frame, rows: Array, column: str, texts: Texts, code: str,
        message: Said, suggestion: Said = "",
    ) -> None:  # fmt: skip
        """Add a fault for some rows of a frame; a message is made once for each distinct text."""
        told: dict[int, tuple[str, str]] = {}
        for row, code_ in zip(frame.rows[rows].tolist(), texts.codes[rows].tolist(), strict=True):
            if code_ not in told:
                text = texts.words[code_]
                told[code_] = _said(message, text), _said(suggestion, text)
            self.found.append(RowFault(self.file, row, column, code, *told[code_]))
        self.bad.update(frame.parts[rows].tolist())
        self.rows.update(frame.rows[rows].tolist())

    def good(self, frame: Frame) -> Array:
        """Return a mask of the rows of a frame that are parts without a fault."""
        if not self.bad:
            return np.ones(len(frame), bool)
        return ~np.isin(frame.parts, np.fromiter(self.bad, np.int64, len(self.bad)))


def _said(what: Said, text: str) -> str:
    told = what if isinstance(what, str) else what(text)
    return told if len(told) <= _SHOWN else f"{told[:_SHOWN]}…"
