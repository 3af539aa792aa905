"""Commands that bring in data of the field: import, codes."""

from __future__ import annotations

import csv
import shutil
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import click

from relgraph.cli.options import format_option, named_place
from relgraph.cli.waiting import waiting
from relgraph.errors import FaultyRows, Refused

if TYPE_CHECKING:
    from collections.abc import Sequence

    from relgraph.faults import Told
    from relgraph.importing.into import Kept
    from relgraph.importing.told import Group

_FIRST = 10
"""Faults of one kind that are shown."""


@click.command("import")
@click.argument("recipe", required=False, metavar="[NAME|MAPPING.toml]")
@click.argument("files", nargs=-1, metavar="[FILE|NAME=FILE]...")
@click.option("--into", type=click.Path(path_type=Path), metavar="DIR",
              help="Data set to import into, made if there is none.")  # fmt: skip
@click.option("--db", metavar="FOLDER", help="The same, of a data set that is there.")
@click.option("--as", "form_of_rows", type=click.Choice(["set", "csv"]), default="set",
              show_default=True, help="An imported set, or rows of CSV to edit.")  # fmt: skip
@click.option("--list", "listing", is_flag=True, help="List the recipes and where files are got.")
@click.option("--draft", type=click.Path(path_type=Path), metavar="FILE",
              help="Print a first mapping for a file of your own, to be edited.")  # fmt: skip
@click.option("--cite", is_flag=True, help="Print how the recipe's source wants to be cited.")
@click.option("--dry-run", is_flag=True, help="Read and count all, and write nothing.")
@click.option("--explain", is_flag=True, help="Show how many rows are left after each step.")
@click.option("--on-error", type=click.Choice(["skip", "stop"]), default="skip", show_default=True,
              help="Leave rows out that are at fault, or write nothing.")  # fmt: skip
@click.option("--faults", "faults_file", type=click.Path(path_type=Path), metavar="FILE",
              help="Write all faults to a CSV file.")  # fmt: skip
@format_option
def import_(  # noqa: PLR0913, PLR0917  # one argument an option
    recipe: str | None, files: tuple[str, ...], into: Path | None, db: str | None, form: str | None,
    faults_file: Path | None, on_error: str, draft: Path | None, form_of_rows: str, *,
    listing: bool, cite: bool, dry_run: bool, explain: bool,
) -> None:  # fmt: skip
    """Import files of the field by a shipped recipe, or by a mapping of your own.

    What was imported belongs to its folder, beside what is curated there, and is one graph with
    it. A row that is at fault is left out and told of; loaded, skipped and rejected rows are the
    rows read.

    \b
    Example: relgraph import cow-trade cow_trade_ndy.csv.gz --into my-data
    """
    from relgraph.importing.recipes import found_mapping

    if listing:
        _list(form)
        return
    if draft is not None:
        _draft(draft)
        return
    if recipe is None:
        raise click.UsageError("name a recipe (relgraph import --list) or the file of a mapping")
    if cite:
        click.echo(found_mapping(recipe)[0].source.citation)
        return
    if not files:
        raise click.UsageError(f"name the files of {recipe}: relgraph import --list says which")
    with ExitStack() as stack:
        folder = _folder(into, db, stack, dry_run=dry_run)
        _import(
            folder, recipe, files, dry_run=dry_run, explain=explain, stop=on_error == "stop",
            as_csv=form_of_rows == "csv", faults_file=faults_file,
        )  # fmt: skip


def _draft(path: Path) -> None:
    from relgraph.importing.draft import draft
    from relgraph.paths import shipped
    from relgraph.store.cache import open_curated
    from relgraph.store.registry import Registry

    click.echo(draft(path, Registry([open_curated(shipped("data") / "states")])), nl=False)


def _import(  # noqa: PLR0913  # what the options say
    folder: Path, recipe: str, files: Sequence[str], *, dry_run: bool, stop: bool, explain: bool,
    as_csv: bool,     faults_file: Path | None,
) -> None:  # fmt: skip
    from relgraph.importing.into import import_into

    try:
        with waiting(f"importing {recipe}"):
            kept = import_into(folder, recipe, files, dry_run=dry_run, stop=stop, as_csv=as_csv)
            groups = _groups(kept)
    except FaultyRows as error:
        if faults_file:
            _write_faults(error.faults, faults_file)
        raise
    _report(kept, groups, explain=explain)
    failed = any(holds is False for *_, holds in kept.outcome.checks)
    if faults_file:
        from relgraph.importing.told import told

        outcome = kept.outcome
        _write_faults(told(outcome.faults, kept.mapping.files, outcome.files), faults_file)
    if failed:
        raise Refused("a check does not hold: what is imported is not what its source counts")


def _undo(made: Path, failed: type[BaseException] | None, *_: object) -> None:
    """Remove a data set that was made for an import, if that has failed."""
    if failed is not None:
        shutil.rmtree(made)


def _folder(into: Path | None, db: str | None, stack: ExitStack, *, dry_run: bool) -> Path:
    """Return the folder of the data set, which is made if ``into`` names none.

    In a dry run that is a temporary one, and one for an import that fails is removed.
    """
    from relgraph.engine import is_server
    from relgraph.paths import shipped

    if into is not None and db is not None:
        raise click.UsageError("say --into or --db, not both")
    if into is not None and not (into / "dataset.toml").exists():
        from relgraph.tables.new import new_dataset

        made = Path(stack.enter_context(TemporaryDirectory())) / "trial" if dry_run else into
        new_dataset(made, into.resolve().name, "see the sources")
        if not dry_run:
            stack.push(partial(_undo, into))
            click.echo(f"made the data set {into}", err=True)
        return made
    where = into or named_place(db)
    if is_server(where):
        raise Refused(f"{where} is a server: import into a folder, and push it")
    if Path(where).resolve() == shipped("data").resolve() and into is None and db is None:
        raise Refused("name the data set to import into: --into DIR (a new one is made)")
    return Path(where)


def _list(form: str | None) -> None:
    from relgraph.cli.output import print_rows
    from relgraph.importing.mapping import read_mapping
    from relgraph.importing.recipes import recipes

    rows = []
    for name, path in recipes().items():
        mapping, _ = read_mapping(path)
        origin = mapping.source
        files = ", ".join(rule.match for rule in mapping.files.values())
        rows.append([name, mapping.gives, files, origin.url, origin.licence, origin.citation])
    print_rows(["name", "gives", "files", "address", "licence", "citation"], rows, form)


def _groups(kept: Kept) -> list[Group]:
    from relgraph.importing.told import grouped

    return grouped(kept.outcome.faults, kept.mapping.files, kept.outcome.files, _FIRST)


def _report(kept: Kept, groups: Sequence[Group], *, explain: bool) -> None:
    """Tell what became of the rows, what is wrong, and where the set is."""
    for group in groups:
        click.echo(f"{group.count} × {group.code} {group.column}".rstrip())
        for each in group.first:
            click.echo(f"  {each}")
        if group.count > len(group.first):
            click.echo(f"  … and {group.count - len(group.first)} more: --faults FILE has all")
    for account in kept.outcome.accounts:
        if explain:
            click.echo(f"{account.file}: {account.read} rows", err=True)
            for name, rows in account.steps:
                click.echo(f"  {name}: {rows}", err=True)
        click.echo(
            f"{account.file}: {account.read} rows read = {account.loaded} loaded + "
            f"{account.skipped} skipped + {account.rejected} rejected"
            f"{f' (of {account.partly} of them a part is loaded)' if account.partly else ''}",
            err=True,
        )
    for check, found, holds in kept.outcome.checks:
        said = {True: "as", False: "NOT as", None: "not compared with"}[holds]
        number = "" if holds is None else f"{found:g} "
        click.echo(f"check: {check.type} {number}{said} {check.says} ({check.equals:g})", err=True)
    added, changed, removed, same = kept.changes
    graph = kept.outcome.graph
    click.echo(
        f"{graph.edge_count} relations between {graph.node_count} nodes: {added} new, "
        f"{changed} changed, {removed} gone, {same} as before", err=True,
    )  # fmt: skip
    click.echo(f"cite: {kept.mapping.source.citation}", err=True)
    click.echo(f"in {kept.place}" if kept.place else "nothing is written (--dry-run)", err=True)


def _write_faults(found: Sequence[Told], path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(["file", "line", "column", "rule", "message", "suggestion"])
        writer.writerows(
            [each.path, each.line, each.column, each.code, each.message, each.suggestion]
            for each in found
        )
    click.echo(f"{len(found)} faults are in {path}", err=True)


@click.command()
@click.argument("codes", nargs=-1, required=True, metavar="SCHEME:CODE...")
@click.option("--on", "day", metavar="DATE", help="Who had it on this day, month or year.")
@format_option
def codes(codes: tuple[str, ...], day: str | None, form: str | None) -> None:
    """Tell which state a code is, and from when to when: cow, gw, iso2, iso3, iso3n, m49, name.

    \b
    Example: relgraph codes cow:260 --on 1970
    """
    from relgraph.cli.output import print_rows
    from relgraph.importing.codes import holders

    keys = ["code", "id", "name", "since", "until"]
    print_rows(keys, [row for code in codes for row in holders(code, day)], form)
