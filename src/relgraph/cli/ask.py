"""Commands that ask: query, queries, show, coverage."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from relgraph.cli.options import format_option, graph_options, named_node, read_query
from relgraph.cli.waiting import waiting

if TYPE_CHECKING:
    from relgraph.api import Graph
    from relgraph.saved import SavedQuery


def _parameters(_context: object, _option: object, given: tuple[str, ...]) -> dict[str, str]:
    """Read ``name=value`` pairs."""
    found: dict[str, str] = {}
    for pair in given:
        name, equals, text = pair.partition("=")
        if not equals or not name:
            raise click.BadParameter(f"{pair!r} is not name=value")
        found[name] = text
    return found


def _value(text: str) -> Any:  # noqa: ANN401  # any value of JSON
    """Read a value as JSON if it can be, else as text."""
    try:
        return json.loads(text)
    except ValueError:
        return text


def _query(text: str | None, file: Path | None) -> SavedQuery:
    """Find what to ask: a file, standard input, a saved query, or the text itself."""
    from relgraph.saved import SavedQuery, is_name, saved_query

    if (text is None) == (file is None):
        raise click.UsageError("give a query, the name of a saved one, or --file, and only one")
    if file is not None:
        return SavedQuery.of(file.name, read_query(file.read_bytes()))
    if text == "-":
        return SavedQuery.of("-", read_query(sys.stdin.buffer.read()))
    if is_name(text or ""):
        return saved_query(text or "")
    return SavedQuery.of("the query", text or "")


@click.command()
@click.argument("text", metavar="[QUERY|NAME|-]", required=False)
@click.option("--file", type=click.Path(exists=True, dir_okay=False, path_type=Path),
              help="Read the query from a file.")  # fmt: skip
@click.option("-p", "params", multiple=True, metavar="NAME=VALUE", callback=_parameters,
              help="Give $NAME a value, JSON or text; a node by id, name or code where a saved "
                   "query asks for one; may be repeated.")  # fmt: skip
@click.option("--timeout", type=float, help="Seconds that the query may take.")
@click.option("--max-rows", type=click.IntRange(0), help="Rows that the answer may have.")
@graph_options
@format_option
def query(  # noqa: PLR0913, PLR0917  # one argument an option
    graph: Graph, text: str | None, file: Path | None, params: dict[str, str],
    timeout: float | None, max_rows: int | None, form: str | None,
) -> None:  # fmt: skip
    """Answer a Cypher query, or a saved one by its name; - reads standard input.

    \b
    Example: relgraph query "MATCH (a)-[r:SIGNED]->(t:Treaty) RETURN a.name, t.name, r.since"
    Example: relgraph query claims --format markdown
    """
    from relgraph.cli.output import print_rows

    asked = _query(text, file)
    given = {
        name: value if name in asked.parameters and asked.parameters[name].type else _value(value)
        for name, value in params.items()
    }
    with waiting("answering"):
        result = graph.ask(asked, given, timeout=timeout, max_rows=max_rows)
    for notice in result.summary.notices:
        click.echo(f"relgraph: notice: {notice}", err=True)
    print_rows(result.keys, result.records, form)


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
