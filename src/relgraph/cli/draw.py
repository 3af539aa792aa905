"""Commands that hand a graph on: map, export."""

from __future__ import annotations

from pathlib import Path

import click

from relgraph.cli.options import db_option


def _writable(_context: object, _option: object, path: Path) -> Path:
    if not path.parent.is_dir():
        raise click.BadParameter(f"there is no folder {path.parent}")
    return path


@click.command("map")
@click.option("-o", "out", required=True, callback=_writable, metavar="FILE.html",
              type=click.Path(dir_okay=False, writable=True, path_type=Path),
              help="The page to write.")  # fmt: skip
@db_option
def map_(out: Path, db: Path | None) -> None:
    """Draw the graph as one HTML file that opens offline in any browser.

    Claims are hidden, and so are sources and figures about one thing.

    \b
    Example: relgraph map -o map.html
    """
    import relgraph

    counts = relgraph.open(db).map(out)
    click.echo(f"{counts['nodes']} nodes, {counts['edges']} relations: open {out}", err=True)


@click.command()
@click.argument("out", callback=_writable,
                type=click.Path(dir_okay=False, writable=True, path_type=Path))  # fmt: skip
@db_option
def export(out: Path, db: Path | None) -> None:
    """Write the whole graph to a file; its ending names the format (.json: node-link).

    \b
    Example: relgraph export graph.json
    """
    import relgraph

    relgraph.open(db).export(out)
    click.echo(f"wrote {out}", err=True)
