"""Commands that tell: queries, show, coverage."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

import click

from relgraph.cli.options import format_option, graph_options, named_node
from relgraph.cli.waiting import waiting

if TYPE_CHECKING:
    from relgraph.api import Graph
    from relgraph.conflicts import Statement


@click.command()
@format_option
def queries(form: str | None) -> None:
    """List the saved queries, with titles and parameters.

    \b
    Example: relgraph queries
    """
    from relgraph.cli.output import print_rows
    from relgraph.saved import saved_queries

    rows = [
        [saved.name, saved.title, list(map(str, saved.parameters.values()))]
        for saved in saved_queries().values()
    ]  # fmt: skip
    print_rows(["name", "title", "parameters"], rows, form)


@click.command()
@click.argument("node", metavar="ID|NAME")
@graph_options
@format_option
def show(graph: Graph, node: str, form: str | None) -> None:
    """Show a node: its names, its dated relations, and who says so.

    An id, a whole name in any script, or a code (cow:710) finds it; a part of a name lists
    whom it may mean.

    \b
    Example: relgraph show 西伯利亚力量
    """
    from relgraph.cli.shown import print_node

    id = named_node(graph, node)
    with waiting("gathering relations"):
        found = graph.describe(id)
    print_node(found, form)


@click.command()
@click.option("--decades", is_flag=True,
              help="A map of how many relations each has in each decade.")  # fmt: skip
@graph_options
@format_option
def coverage(graph: Graph, form: str | None, *, decades: bool) -> None:
    """List what each source covers, how much of it is in, and what a missing row means.

    The exit code is 1 if a source has rows that are to be in and are not.

    \b
    Example: relgraph coverage
    """
    from relgraph.cli.output import is_narrow, print_rows
    from relgraph.coverage import by_decade, coverage

    if decades:
        with waiting("counting"):
            print_rows(*by_decade(graph.engine, shaded=is_narrow(form)), form)
        return
    with waiting("counting"):
        lines = coverage(graph.engine, graph.selection.dataset)
    keys = ("source", "type", "actors", "since", "until", "grain", "absence")
    shown = ("source", "type", "since", "until") if is_narrow(form) else keys
    rows = [
        [*(getattr(each.line, key) for key in shown), each.found, each.whole, each.met]
        for each in lines
    ]
    print_rows([*shown, "in", "of", "met"], rows, form)
    click.get_current_context().exit(1 if any(each.met is False for each in lines) else 0)


@click.command()
@click.option("--agreeing", is_flag=True, help="Also what they say alike.")
@graph_options
@format_option
def conflicts(graph: Graph, form: str | None, *, agreeing: bool) -> None:
    """List side by side what several sets say of the same two at the same time.

    \b
    Example: relgraph conflicts --db my-data
    """
    from relgraph.cli.output import is_narrow, print_rows
    from relgraph.conflicts import Statement, conflicts
    from relgraph.outputs import embedded

    own, _ = embedded(graph)
    with waiting("comparing"):
        found = conflicts(own, agreeing=agreeing)
    if not is_narrow(form):
        print_rows(list(Statement._fields), found, form)
        return
    keys = ["", "type", "between", "voice", "since", "until", "says"]
    print_rows(keys, [[each.conflict, each.type, *_shown(each)] for each in found], form)


def _shown(each: Statement) -> list[str]:
    """Return what a narrow table has room for."""
    ends = each.source if each.source == each.target else f"{each.source} {each.target}"
    return [ends, each.voice, each.since, each.until, each.says]


@click.command()
@click.argument("texts", nargs=-1, metavar="TEXT...")
@click.option("--file", "file", type=click.File(encoding="utf-8"), metavar="FILE",
              help="A text a line.")  # fmt: skip
@click.option("--on", "day", metavar="DATE", help="Names and codes that were theirs on this day.")
@graph_options
@format_option
def resolve(
    graph: Graph, texts: tuple[str, ...], file: IO[str] | None, day: str | None, form: str | None
) -> None:
    """Tell whom names mean: exactly, as judged in judgements.csv, or as guesses with a score.

    Guesses and names of several are listed, never taken. The exit code is 3 if a text is not sure.

    \b
    Example: relgraph resolve "Viet Nam" 苏联 Rusia cow:345 --on 1990-01-01
    """
    from relgraph.cli.output import print_rows
    from relgraph.model.dates import days
    from relgraph.outputs import embedded
    from relgraph.paths import shipped
    from relgraph.resolve import Match, resolve
    from relgraph.store.cache import open_curated
    from relgraph.store.judgements import judgements
    from relgraph.store.registry import FOREVER, Registry

    asked = [*texts, *(line.strip() for line in file or () if line.strip())]
    if not asked:
        raise click.UsageError("name a text, or a --file of them")
    own, place = embedded(graph)
    judged = judgements(place)
    registry = Registry([own, open_curated(shipped("data") / "states")], judged)
    with waiting("resolving"):
        when = days(day) if day else None
        span = (when.first.toordinal(), when.last.toordinal()) if when else FOREVER
        found = resolve(asked, registry, judged, span)
    print_rows(list(Match._fields), found, form)
    click.get_current_context().exit(0 if all(each.sure for each in found) else 3)
