"""Commands about a server: push, pull."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from relgraph.cli.options import ask_password, named_place
from relgraph.cli.waiting import waiting


@click.command()
@click.argument("folder", required=False, type=click.Path(path_type=Path), metavar="[DIR]")
@click.option(
    "--db", required=True, metavar="URL", help="Server, as neo4j://host or neo4j+s://host."
)
@click.option("--database", help="Database of the server [default: the server's].")
@click.option("--dry-run", is_flag=True, help="Only say what would change.")
@click.option("--yes", is_flag=True, help="Go on even if more than a tenth would be deleted.")
def push(folder: Path | None, db: str, database: str | None, dry_run: bool, yes: bool) -> None:  # noqa: FBT001
    """Make a Neo4j database equal to the data set; nobody else's data is touched.

    User and password come from RELGRAPH_NEO4J_USER and RELGRAPH_NEO4J_PASSWORD, or are asked for.

    \b
    Example: relgraph push data --db neo4j://localhost
    """
    from relgraph.engine.server import Server, credentials
    from relgraph.store.cache import open_folder
    from relgraph.sync.push import push as make_equal

    where = named_place(folder)
    with waiting("reading the data set"):
        graph = open_folder(Path(where))
    server = Server.connect(db, credentials(ask_password), database)
    click.get_current_context().call_on_close(server.close)
    total = graph.node_count + graph.edge_count
    with click.progressbar(length=total, label="push", file=sys.stderr) as bar:
        outcome = make_equal(server, graph, dry_run=dry_run, yes=yes, report=bar.update)
        bar.update(total)
    for held in outcome.held:
        click.echo(f"{held} is gone here and held there by somebody else's relationship", err=True)
    would = "would be " if dry_run else ""
    click.echo(
        f"{outcome.created} {would}created, {outcome.updated} updated, "
        f"{outcome.deleted} deleted, {outcome.same} left alone", err=True,
    )  # fmt: skip


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.option(
    "--db", required=True, metavar="URL", help="Server, as neo4j://host or neo4j+s://host."
)
@click.option("--database", help="Database of the server [default: the server's].")
@click.option("--dataset", metavar="UUID", help="Data set, where several are in one database.")
def pull(folder: Path, db: str, database: str | None, dataset: str | None) -> None:
    """Write a data set of a Neo4j database as a new folder of CSV.

    \b
    Example: relgraph pull copy --db neo4j://localhost
    """
    from relgraph.engine.server import Server, credentials
    from relgraph.sync.pull import pull as write

    server = Server.connect(db, credentials(ask_password), database)
    click.get_current_context().call_on_close(server.close)
    with waiting("pulling"):
        nodes, edges = write(server, folder, dataset)
    click.echo(f"wrote {folder}: {nodes} nodes, {edges} edges", err=True)
