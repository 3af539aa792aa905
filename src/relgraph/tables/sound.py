"""Whether cells are sound, without a word about what is wrong with them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from relgraph.tables.row import Row
from relgraph.tables.rows import FORMULA
from relgraph.tables.texts import check_text, is_plain

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from relgraph.faults import Fault

    Read = Callable[[str], tuple[Any, bool, tuple[int, ...]]]


def probed(column: str, read: Callable[[Row], Any], *more: Callable[[Any], int]) -> Read:
    """Read a text by a reader of rows, which must ask for this cell alone.

    ``more`` are the numbers that follow from a value.
    """
    found: list[Fault] = []
    cells = [""]
    row = Row("", 0, cells, {column: 0}, found.append)

    def probe(text: str) -> tuple[Any, bool, tuple[int, ...]]:
        cells[0] = text
        found.clear()
        value = read(row)
        return value, not found, tuple(each(value) for each in more)

    return probe


def is_sound(text: str) -> bool:
    """Return whether nothing is wrong with the characters of a text, or may be."""
    return is_plain(text) or probed("", lambda row: check_text(row, "", text))(text)[1]


def tidied(cells: Sequence[str]) -> tuple[Sequence[str], list[int]]:
    """Return cells without the space around them, and the rows whose characters need a look.

    >>> tidied([" a", "=b"])
    (['a', '=b'], [1])
    """
    joined = f"|{'|'.join(cells)}|"
    plain = is_plain(joined) and not any(
        mark in joined and f"|{mark}" in joined for mark in FORMULA
    )
    if plain and joined.isascii() and "| " not in joined and " |" not in joined:
        return cells, []
    texts = [cell.strip() for cell in cells]
    if plain:
        return texts, []
    unsound = [
        row
        for row, (cell, text) in enumerate(zip(cells, texts, strict=True))
        if cell.startswith(FORMULA) or not is_sound(text)
    ]
    return texts, unsound
