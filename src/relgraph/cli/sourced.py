"""Rows with their sources under them, or beside them in columns of their own."""

from __future__ import annotations

import sys
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from relgraph.cli.output import cell

if TYPE_CHECKING:
    from collections.abc import Sequence

    from relgraph.resting import Rest

KEYS = ("rests_on", "relations", "sources")
"""The columns of what a row rests on, after its own."""


def cells(rest: Rest, form: str | None) -> list[Any]:
    """Return the columns of what a row rests on; in JSON sources are objects, else lines."""
    as_objects = form in ("json", "jsonl", None)
    sources = [
        {**asdict(each), "relations": list(each.relations)} if as_objects else each.said()
        for each in rest.sources
    ]
    return [list(rest.marks), list(rest.relations), sources]


def print_blocks(keys: Sequence[str], rows: Sequence[Sequence[Any]], rests: Sequence[Rest]) -> None:
    """Print each row in a block: its values, what it rests on, and its sources."""
    from rich.console import Console
    from rich.text import Text

    console = Console(file=sys.stdout, highlight=False, emoji=False)
    for row, rest in zip(rows, rests, strict=True):
        line = Text()
        for key, value in zip(keys, row, strict=True):
            line.append(f"{key} ", style="dim")
            line.append(f"{cell(value)}  ", style="bold")
        console.print(line, soft_wrap=True)
        if rest.marks:
            console.print(Text(f"  rests on {', '.join(rest.marks)}", style="yellow"))
        for each in rest.sources:
            named = ", ".join(each.relations)
            console.print(Text(f"  · {each.said()} ({named})"), soft_wrap=True)
        if not rest.sources:
            console.print(Text("  · no source: no relation is behind this row", style="dim"))
    console.print(Text(f"{len(rows)} row{'' if len(rows) == 1 else 's'}", style="dim"))
