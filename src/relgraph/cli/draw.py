"""Commands that hand a graph on: map, export, stats."""

from __future__ import annotations

import os
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click

from relgraph.cli.options import format_option, selection_options
from relgraph.cli.waiting import waiting
from relgraph.paths import not_portable

if TYPE_CHECKING:
    from collections.abc import Callable

    from relgraph.api import Graph
    from relgraph.export import Left
    from relgraph.page import By


def _writable(_context: object, _option: object, path: Path | None) -> Path | None:
    if path is not None and not path.parent.is_dir():
        raise click.BadParameter(f"there is no folder {path.parent}")
    if path is not None and os.name == "nt" and (what := not_portable(path.name)):
        raise click.BadParameter(what)
    return path


def out_option(metavar: str, help: str, *, required: bool = False) -> Callable[..., Any]:
    """Return the option ``-o`` for a file that a command writes."""
    return click.option(
        "-o", "out", required=required, callback=_writable, metavar=metavar, help=help,
        type=click.Path(dir_okay=False, writable=True, path_type=Path),
    )  # fmt: skip


def _length(unit: str) -> Callable[[object, object, str | None], float | None]:
    """Read a number with this unit, or without one."""

    def read(_context: object, _option: object, text: str | None) -> float | None:
        if text is None:
            return None
        try:
            return float(text.strip().removesuffix(unit))
        except ValueError:
            raise click.BadParameter(f"{text!r} is no length in {unit}, as 7{unit}") from None

    return read


def paper_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add ``--width`` and ``--font-size``; the command gets the ``paper``, None without them."""

    @wraps(command)
    def run(*, width: float | None, font: float | None, **rest: Any) -> Any:  # noqa: ANN401
        from relgraph.page.paper import Paper

        usual = Paper()
        paper = Paper(width or usual.width, font or usual.font) if width or font else None
        return command(paper=paper, **rest)

    run = click.option(
        "--font-size", "font", callback=_length("pt"), metavar="7pt",
        help="Size of its least text [default: 7pt].",
    )(run)  # fmt: skip
    return click.option(
        "--width", callback=_length("mm"), metavar="170mm",
        help="Width of a drawing in print [default: 170mm for .pdf and .png].",
    )(run)  # fmt: skip


@click.command("map")
@out_option("FILE.html|.svg|.pdf|.png", "The page, or the drawing, to write.", required=True)
@click.option("--positions", callback=_writable, metavar="FILE.csv",
              type=click.Path(dir_okay=False, writable=True, path_type=Path),
              help="Columns id,x,y: nodes stand where it says; it is written anew.")  # fmt: skip
@click.option("--bands", type=click.Choice(["issue area", "kind"]),
              help="What the bands are that a map --between two nodes has "
                   "[default: issue area, or kind if there is one area].")  # fmt: skip
@click.option("--fold", type=click.Choice(["issue area", "kind", "community", "none"]),
              help="By what more than 150 nodes are folded into a few, which open on the page "
                   "[default: the first that tells several parts apart].")  # fmt: skip
@click.option("--view", type=click.Choice(["network", "time"]),
              help="What a page opens in and a drawing shows; time is the years from left to right "
                   "[default: time for a page of two nodes, else network].")  # fmt: skip
@paper_options
@selection_options
def map_(
    graph: Graph,
    out: Path,
    positions: Path | None,
    fold: By | Literal["none"] | None,
    **how: Any,  # noqa: ANN401  # bands, view, paper
) -> None:
    """Draw the graph as one HTML file that opens offline in any browser, or for print.

    Claims and rival values are in the page, hidden until the reader asks for them; sources and
    figures about one thing are read, not drawn. Between two nodes, these stand left and right,
    what joins them in bands between, oldest first.

    \b
    Example: relgraph map -o map.html
    Example: relgraph map --between CHN RUS --as-of 2021 -o 2021.html
    Example: relgraph map --between CHN RUS --issue-area energy -o energy.svg
    Example: relgraph map --between CHN RUS --view time -o years.svg
    Example: relgraph map --issue-area energy --width 85mm --font-size 6pt -o energy.pdf
    """
    with waiting("drawing"):
        drawn = graph.map(out, positions=positions, fold=fold, **how)
    click.echo(f"{drawn.nodes} nodes, {drawn.edges} relations: open {out}", err=True)


@click.command()
@click.argument("out", callback=_writable,
                type=click.Path(dir_okay=False, writable=True, path_type=Path))  # fmt: skip
@click.option("--include", multiple=True, type=click.Choice(["sources", "isolates"]),
              help="Keep what .graphml, .gexf, .cyjs and .dot leave out: sources, nodes without "
                   "relations; may be repeated.")  # fmt: skip
@click.option("--bom", is_flag=True, help="Begin CSV files with the mark that Excel needs.")
@click.option("--format", "form", type=click.Choice(["neo4j-admin"]),
              help="Write a folder for neo4j-admin database import.")  # fmt: skip
@selection_options
def export(
    graph: Graph, out: Path, include: tuple[Left, ...], form: str | None, *, bom: bool
) -> None:
    """Write the graph, or what is selected of it, to a file; its ending names the format.

    \b
    .json      node-link JSON, all of it: networkx reads it
    .graphml   GraphML, for igraph, R, yEd
    .gexf      GEXF 1.3 with spells, for Gephi
    .cyjs      Cytoscape JSON
    .cypher    a script for cypher-shell
    .dot       graphviz
    .csv       tables: FILE-nodes.csv, FILE-edges.csv, and FILE-columns.csv on their columns
    .xlsx      a workbook of relations, nodes and sources (needs the extra xlsx)
    .dta       Stata 14 or newer: FILE-relations.dta, FILE-nodes.dta, FILE-sources.dta
    .parquet   FILE-relations.parquet and so on (needs the extra parquet)

    \b
    Example: relgraph export graph.json
    Example: relgraph export --between CHN RUS --issue-area energy energy.gexf
    """
    from relgraph.export import DRAWN, notes

    if form:
        from relgraph.export.neo4j_admin import write_admin

        with waiting("writing"):
            made = write_admin(graph.exported(), out)
        click.echo(f"wrote {len(made)} files: {out}/import.sh has the command", err=True)
        return
    ending = out.suffix.lower()
    with waiting("writing"):
        files = graph.export(out, include=include, bom=bom)
    click.echo(f"wrote {', '.join(map(str, files))}", err=True)
    for note in notes(graph.exported(), ending, include) if ending in DRAWN else ():
        click.echo(f"relgraph: {note}", err=True)


@click.command()
@click.option("--backend", help="networkx backend that computes the measures.")
@selection_options
@format_option
def stats(graph: Graph, backend: str | None, form: str | None) -> None:
    """Count and measure the graph, or what is selected of it.

    \b
    Example: relgraph stats --between CHN RUS
    """
    from relgraph.cli.output import print_rows

    with waiting("measuring"):
        measures = graph.stats(backend)
    print_rows(["measure", "of", "value", "definition"], measures.rows(), form)
