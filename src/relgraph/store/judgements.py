"""Who somebody has judged a name, or an imported node, to be: a line each in ``judgements.csv``."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from relgraph.errors import FaultyFile

if TYPE_CHECKING:
    from pathlib import Path

FILE = "judgements.csv"
COLUMNS = ("text", "id", "note")


def judgements(folder: Path | None) -> dict[str, str]:
    """Return the ids of nodes by the names and ids that somebody judged to be theirs.

    A line is undone by removing it. A folder without the file has none.

    Raises
    ------
    FaultyFile
        When the file has other columns, an empty cell, or one text twice.
    """
    path = folder / FILE if folder else None
    if path is None or not path.is_file():
        return {}
    found: dict[str, str] = {}
    try:
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        told = f"is not UTF-8 ({error.reason}): save it as CSV UTF-8"
        raise FaultyFile(FILE, 1, told) from None
    with io.StringIO(text, newline="") as stream:
        reader = csv.reader(stream)
        header = next(reader, [])
        if tuple(header[:2]) != COLUMNS[:2]:
            raise FaultyFile(FILE, 1, f"expected the columns {', '.join(COLUMNS)}")
        for row in reader:
            if len(row) < 2 or not (row[0] and row[1]):  # noqa: PLR2004  # text and id
                raise FaultyFile(FILE, reader.line_num, "needs a text and the id of a node")
            if row[0] in found:
                raise FaultyFile(FILE, reader.line_num, f"{row[0]!r} is judged twice")
            found[row[0]] = row[1]
    return found
