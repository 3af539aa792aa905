"""Commands about the rows themselves: check, schema."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from relgraph.cli.options import format_option, named_place
from relgraph.cli.waiting import waiting

if TYPE_CHECKING:
    from relgraph.faults import Fault


def _folder(named: Path | None) -> Path:
    """Return the folder that is named, or the default, which must be a folder too."""
    from relgraph.engine import is_server

    where = named_place(named)
    if is_server(where):
        raise click.UsageError(f"{where} is a server: name a folder")
    return Path(where)


@click.command()
@click.argument("folder", required=False, type=click.Path(path_type=Path), metavar="[DIR]")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text",
              show_default=True, help="How to print the faults.")  # fmt: skip
@click.option("--strict", is_flag=True, help="Warnings are faults, too.")
def check(folder: Path | None, form: str, strict: bool) -> None:  # noqa: FBT001
    """Check every file of a data set and name each fault with file, line and column.

    A warning is what may be meant: a folder with warnings alone is sound, unless --strict.

    \b
    Example: relgraph check data
    """
    from relgraph.store.judgements import judgements
    from relgraph.tables.folder import check_folder

    where = _folder(folder)
    judgements(where)
    with waiting("checking"):
        faults = check_folder(where)
    _print_faults(faults, form)
    wrong = sum(strict or not fault.warning for fault in faults)
    if form == "text":
        counts = [_counted(wrong, "fault")]
        counts += [_counted(len(faults) - wrong, "warning")] if wrong < len(faults) else []
        click.echo(f"{where}: {', '.join(counts)}", err=True)
    click.get_current_context().exit(1 if wrong else 0)


def _counted(count: int, what: str) -> str:
    return f"{count or 'no'} {what}{'' if count == 1 else 's'}"


def _print_faults(faults: list[Fault], form: str) -> None:
    if form == "text":
        for fault in faults:
            click.echo(str(fault))
        return
    keys = ("path", "line", "column", "header", "code", "message", "suggestion")
    rows = [
        {
            **{key: getattr(fault, key) for key in keys},
            **({"warning": True} if fault.warning else {}),
            **({"cure": fault.cure} if fault.cure else {}),
        }
        for fault in faults
    ]
    click.echo(json.dumps(rows, ensure_ascii=False, indent=2))


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.option("--title", default="My data set", show_default=True, help="Title of the data set.")
@click.option("--licence", default="CC BY 4.0", show_default=True, help="Licence of the data set.")
def new(folder: Path, title: str, licence: str) -> None:
    """Write the files of an empty data set of your own: headers, title and a README.

    \b
    Example: relgraph new my-data --title "Nordic energy ties"
    """
    from relgraph.tables.new import new_dataset

    made = new_dataset(folder, title, licence)
    click.echo(
        f"wrote {len(made)} files: read {folder / 'README.md'}, begin with sources.csv", err=True
    )


@click.command()
@click.argument("type", required=False)
@click.option("--path", "where", is_flag=True, help="Only print where the schema's file is.")
@click.option("--db", type=click.Path(path_type=Path), help="Folder of the data set.")
@format_option
def schema(type: str | None, where: bool, db: Path | None, form: str | None) -> None:  # noqa: FBT001
    """List the types of nodes and edges, or one of them with its properties.

    \b
    Example: relgraph schema SIGNED
    """
    from relgraph.cli.output import print_rows
    from relgraph.cli.types import type_rows, types_rows
    from relgraph.tables.folder import folder_schema, schema_path

    folder = _folder(db)
    if where:
        click.echo(schema_path(folder))
        return
    known, _ = folder_schema(folder)
    keys, rows = type_rows(known, type) if type else types_rows(known)
    print_rows(keys, rows, form)
