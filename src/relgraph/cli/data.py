"""Commands about the rows themselves: check, schema."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from relgraph.cli.options import db_option, format_option
from relgraph.cli.output import print_rows

if TYPE_CHECKING:
    from relgraph.errors import Fault


@click.command()
@click.argument("folder", required=False, type=click.Path(path_type=Path), metavar="[DIR]")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text",
              show_default=True, help="How to print the faults.")  # fmt: skip
def check(folder: Path | None, form: str) -> None:
    """Check every file of a data set and name each fault with file, line and column.

    \b
    Example: relgraph check data
    """
    from relgraph.paths import default_folder
    from relgraph.tables.folder import check_folder

    where = folder or default_folder()
    faults = check_folder(where)
    _print_faults(faults, form)
    if form == "text":
        count = f"{len(faults)} fault{'' if len(faults) == 1 else 's'}" if faults else "no faults"
        click.echo(f"{where}: {count}", err=True)
    click.get_current_context().exit(1 if faults else 0)


def _print_faults(faults: list[Fault], form: str) -> None:
    if form == "text":
        for fault in faults:
            click.echo(str(fault))
        return
    keys = ("path", "line", "column", "header", "code", "message", "suggestion")
    rows = [[getattr(fault, key) for key in keys] for fault in faults]
    print_rows(keys, rows, "json")


@click.command()
@click.argument("type", required=False)
@db_option
@format_option
def schema(type: str | None, db: Path | None, form: str | None) -> None:
    """List the types of nodes and edges, or one of them with its properties.

    \b
    Example: relgraph schema SIGNED
    """
    from relgraph.cli.types import type_rows, types_rows
    from relgraph.paths import default_folder
    from relgraph.tables.folder import folder_schema

    known, _ = folder_schema(db or default_folder())
    keys, rows = type_rows(known, type) if type else types_rows(known)
    print_rows(keys, rows, form)
