"""A dossier as Markdown, as pandoc and CommonMark with pipe tables read it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from relgraph.model.text import safe_text
from relgraph.report.parts import Drawing, Line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from relgraph.report.parts import Contents, Table

_SPECIAL = re.compile(r"[\\`*_\[\]<>|~$^@&{}#]")
"""What means something within a line of Markdown, as CommonMark 0.31 and pandoc have it."""
_AT_START = re.compile(r"^([-+=:]|\d+(?=[.)]))")


def markdown(contents: Contents) -> str:
    """Write the dossier; a drawing is its words, its figures stand in the table after it."""
    return "\n".join(_lines(contents)).rstrip() + "\n"


def escaped(text: str) -> str:
    r"""Return a text as Markdown that says it and does nothing else.

    >>> print(escaped("a|b *c*"), escaped("1. May"), escaped("- 5"))
    a\|b \*c\* 1\. May \- 5
    """
    flat = _SPECIAL.sub(r"\\\g<0>", " ".join(safe_text(text).split()))
    begun = _AT_START.match(flat)
    if begun is None:
        return flat
    mark = begun[0]
    return f"{mark}\\{flat[len(mark) :]}" if mark.isdecimal() else f"\\{flat}"


def _lines(contents: Contents) -> Iterator[str]:
    yield f"# {escaped(contents.title)}\n"
    yield escaped(contents.heading) + "\n"
    for section in contents.sections:
        yield f"## {escaped(section.title)}\n"
        for part in section.parts:
            if isinstance(part, Line):
                yield _line(contents, part) + "\n"
            elif isinstance(part, Drawing):
                yield f"*{escaped(part.title)}*\n"
            else:
                yield from _table(contents, part)
    if contents.left_out:
        yield "## Nothing in the data on\n"
        yield escaped("; ".join(contents.left_out) + ".") + "\n"
    yield "## Sources\n"
    for source in contents.sources:
        yield f"{source.number}. {escaped(source.whole())}"


def _table(contents: Contents, table: Table) -> Iterator[str]:
    if table.title:
        yield f"### {escaped(table.title)}\n"
    if table.told:
        yield f"{escaped(table.told)}\n"
    first = len(table.columns) - table.numbers
    rules = ["---:" if at >= first else ":--" for at in range(len(table.columns))]
    yield f"| {' | '.join(map(escaped, table.columns))} |"
    yield f"|{'|'.join(rules)}|"
    for row in table.rows:
        cells = ("<br>".join(_line(contents, line) for line in cell) for cell in row)
        yield f"| {' | '.join(cells)} |"
    yield ""


def _line(contents: Contents, line: Line) -> str:
    marks = ", ".join(contents.marks(line))
    return escaped(line.text) + (f" \\[{marks}\\]" if marks else "")
