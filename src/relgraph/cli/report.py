"""Commands that report: dyad, dossier, timeline, diff, cite."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from relgraph.cli.draw import out_option, paper_options
from relgraph.cli.options import format_option, graph_options, named_node, selection_options
from relgraph.cli.waiting import waiting
from relgraph.report import MOST

if TYPE_CHECKING:
    from collections.abc import Callable

    from relgraph.api import Graph
    from relgraph.export.cite import Style
    from relgraph.page import Paper

    Command = Callable[..., Any]

_OPTIONS = (
    out_option("FILE.html|.md|.docx|.json", "Where to write it [default: Markdown is printed]."),
    click.option("--since", metavar="DATE",
                 help="Tell what changed since [default: a year before the day of the data]."),
    click.option("--issue-area", "issue_areas", multiple=True,
                 help="Relations of this issue area; may be repeated."),
    click.option("--as-of", metavar="DATE", help="Relations that may hold on this day."),
    click.option("--all", "whole", is_flag=True,
                 help=f"All rows of each table [default: the newest {MOST}]."),
    click.option("--figures", metavar="FOLDER",
                 type=click.Path(file_okay=False, path_type=Path),
                 help="Write its drawings there, each as .svg, .pdf and .png."),
)  # fmt: skip


def _dossier_options(command: Command) -> Command:
    for option in reversed(_OPTIONS):
        command = option(command)
    return graph_options(paper_options(command))


@click.command()
@click.argument("a", metavar="ID|NAME")
@click.argument("b", metavar="ID|NAME")
@_dossier_options
def dyad(graph: Graph, a: str, b: str, **how: Any) -> None:  # noqa: ANN401  # the options
    """Write the dossier of two actors: who they are, what ties them, since when, who says so.

    Each line has its sources, with the place in them. A .html opens offline and prints to A4, a
    .docx needs the extra docx.

    \b
    Example: relgraph dyad CHN RUS -o china-russia.html
    Example: relgraph dyad China Россия --issue-area energy --since 2022-02-24
    """
    ends = named_node(graph, a, actor=True), named_node(graph, b, actor=True)
    _write(graph.select(between=ends), **how)


@click.command()
@click.argument("name", metavar="ID|NAME")
@_dossier_options
def dossier(graph: Graph, name: str, **how: Any) -> None:  # noqa: ANN401  # the options
    """Write the dossier of one actor, treaty, project or other node, as `dyad` does of two.

    \b
    Example: relgraph dossier gazprom -o gazprom.docx
    """
    _write(graph.select(around=named_node(graph, name)), **how)


def _write(  # noqa: PLR0913  # one argument an option
    graph: Graph,
    *,
    out: Path | None,
    since: str | None,
    issue_areas: tuple[str, ...],
    as_of: str | None,
    whole: bool,
    figures: Path | None,
    paper: Paper | None,
) -> None:
    from relgraph.report.dossier import dossier, writer

    if out is not None:
        writer(out)  # a wrong ending is told before the work
    with waiting("writing"):
        chosen = graph.select(issue_areas=issue_areas, as_of=as_of)
        most = None if whole else MOST
        made = dossier(chosen.engine, chosen.selection, since=since, most=most)
        if out is not None:
            made.save(out)
        if figures is not None:
            made.draw(figures, paper)
    if out is None:
        click.echo(made.markdown, nl=False)
        return
    told = f"{len(made.contents.sections)} sections, {len(made.contents.sources)} sources"
    click.echo(f"{told}: open {out}", err=True)


@click.command()
@click.argument("a", metavar="ID|NAME")
@click.argument("b", metavar="[ID|NAME]", required=False)
@click.option("--since", metavar="DATE", help="Relations that may hold on this day or later.")
@click.option("--until", metavar="DATE", help="Relations that may hold on this day or earlier.")
@click.option("--issue-area", "issue_areas", multiple=True,
              help="Relations of this issue area; may be repeated.")  # fmt: skip
@click.option("--claims", is_flag=True, help="Claims too.")
@out_option("FILE.svg|.pdf|.png|.html", "Draw the years there instead.")
@paper_options
@graph_options
@format_option
def timeline(
    graph: Graph,
    a: str,
    b: str | None,
    out: Path | None,
    paper: Paper | None,
    form: str | None,
    **chosen: Any,  # noqa: ANN401  # fields of a selection
) -> None:
    """Print the relations of a node, or what links two, by time; undated ones last.

    \b
    Example: relgraph timeline CHN RUS --since 2022-02 --issue-area energy
    Example: relgraph timeline gazprom --format csv
    Example: relgraph timeline CHN RUS --issue-area energy --width 170mm -o years.pdf
    """
    from relgraph.cli.output import is_narrow, print_rows
    from relgraph.report.timeline import KEYS, NARROW, narrow, timeline

    if b is None:
        narrowed = graph.select(around=named_node(graph, a), **chosen)
    else:
        ends = named_node(graph, a, actor=True), named_node(graph, b, actor=True)
        narrowed = graph.select(between=ends, **chosen)
    if out is not None:
        narrowed.map(out, view="time", paper=paper)
        click.echo(f"open {out}", err=True)
        return
    rows = timeline(narrowed.subgraph())
    if is_narrow(form):
        print_rows(NARROW, [narrow(row) for row in rows], form)
    else:
        print_rows(KEYS, rows, form)


@click.command()
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@click.option("--as-of", "by_day", is_flag=True,
              help="OLD and NEW are days: what began and what ended after the one and "
                   "until the other; no plans, claims and figures.")  # fmt: skip
@out_option("FILE.html|.json", "A map of what differs, or all of it as JSON, beside the rows.")
@click.option("--db", metavar="FOLDER|URL", help="The data set, of whose revisions or days it is.")
@format_option
def diff(
    *, old: str, new: str, by_day: bool, out: Path | None, db: str | None, form: str | None
) -> None:
    """Tell what changed: added, removed, ended, corrected, re-sourced, or otherwise.

    OLD and NEW are folders, servers, or revisions of git in which the folder of --db is.

    \b
    Example: relgraph diff HEAD~5 HEAD --db data
    Example: relgraph diff data ../their-data -o changes.html
    Example: relgraph diff 2021 2022 --as-of
    """
    from relgraph.cli.output import is_narrow, print_rows
    from relgraph.report.changes import KEYS, NARROW
    from relgraph.report.diff import compare

    with waiting("comparing"):
        found = compare(old, new, db=db, by_day=by_day)
        if out is not None:
            found.save(out)
    if is_narrow(form):
        print_rows(NARROW, [each.narrow() for each in found.changes], form)
    else:
        print_rows(KEYS, [each.row() for each in found.changes], form)
    click.echo(f"relgraph: {found.summary}", err=True)


@click.command()
@click.argument("ids", nargs=-1, metavar="[SOURCE]…")
@click.option("--style", type=click.Choice(["bibtex", "csl", "ris"]), default="bibtex",
              show_default=True, help="BibTeX, CSL-JSON or RIS.")  # fmt: skip
@selection_options
def cite(graph: Graph, ids: tuple[str, ...], style: Style) -> None:
    """Print the sources of what is selected, or those of some ids, as references.

    \b
    Example: relgraph cite --between CHN RUS --issue-area energy > energy.bib
    Example: relgraph cite tass-2025-12-05-power-of-siberia --style ris
    """
    from relgraph.export.cite import cite, sources_of

    click.echo(cite(sources_of(graph.exported(), ids), style), nl=False)
