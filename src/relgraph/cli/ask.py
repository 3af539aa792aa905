"""Commands that tell: queries, show, coverage."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from relgraph.cli.options import format_option, graph_options, named_node
from relgraph.cli.waiting import waiting

if TYPE_CHECKING:
    from relgraph.api import Graph


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
@graph_options
@format_option
def coverage(graph: Graph, form: str | None) -> None:
    """List what each source covers, how much of it is in, and what a missing row means.

    The exit code is 1 if a source has rows that are to be in and are not.

    \b
    Example: relgraph coverage
    """
    from relgraph.cli.output import print_rows
    from relgraph.coverage import coverage

    with waiting("counting"):
        lines = coverage(graph.engine, graph.selection.dataset)
    keys = ("source", "type", "actors", "since", "until", "grain", "absence")
    rows = [
        [*(getattr(each.line, key) for key in keys), each.found, each.whole, each.met]
        for each in lines
    ]
    print_rows([*keys, "in", "of", "met"], rows, form)
    click.get_current_context().exit(1 if any(each.met is False for each in lines) else 0)
