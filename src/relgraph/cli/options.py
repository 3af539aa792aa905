"""Options that commands share."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Callable

FORMATS = ("table", "csv", "tsv", "json", "jsonl", "markdown")

db_option = click.option(
    "--db",
    type=click.Path(path_type=Path),
    help="Folder of the data set [default: RELGRAPH_DB, else ./data, else the shipped data].",
)


def format_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add ``--format``: a table on a terminal, JSON lines in a pipe, or what is named."""
    return click.option(
        "--format",
        "form",
        type=click.Choice(FORMATS),
        help="How to print [default: table on a terminal, jsonl in a pipe].",
    )(command)
