"""The command query: an answer, with its sources, on the graph as it is or as it might be."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from relgraph.cli.options import format_option, graph_options, read_query
from relgraph.cli.waiting import waiting
from relgraph.errors import CypherReadOnly

if TYPE_CHECKING:
    from relgraph.api import Graph
    from relgraph.cypher.result import Result
    from relgraph.saved import SavedQuery


_SHOWN = 3
"""Files that a refusal names."""


def _parameters(_context: object, _option: object, given: tuple[str, ...]) -> dict[str, str]:
    """Read ``name=value`` pairs."""
    found: dict[str, str] = {}
    for pair in given:
        name, equals, text = pair.partition("=")
        if not equals or not name:
            raise click.BadParameter(f"{pair!r} is not name=value")
        found[name] = text
    return found


def value_of(text: str) -> Any:  # noqa: ANN401  # any value of JSON
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
@click.option("--sources", is_flag=True,
              help="Print under each row what it rests on: its sources, and whether they are of "
                   "one publisher, rival values or claims.")  # fmt: skip
@click.option("--what-if", "what_if", type=click.Path(exists=True, dir_okay=False, path_type=Path),
              metavar="FILE", help="Ask a copy that the changes of this Cypher file are made in; "
                                   "they are parted by semicolons.")  # fmt: skip
@click.option("--timeout", type=float, help="Seconds that the query may take.")
@click.option("--max-rows", type=click.IntRange(0), help="Rows that the answer may have.")
@graph_options
@format_option
def query(  # noqa: PLR0913, PLR0917  # one argument an option
    graph: Graph, text: str | None, file: Path | None, params: dict[str, str], sources: bool,  # noqa: FBT001
    what_if: Path | None, timeout: float | None, max_rows: int | None, form: str | None,
) -> None:  # fmt: skip
    """Answer a Cypher query, or a saved one by its name; - reads standard input.

    \b
    Example: relgraph query "MATCH (a)-[r:SIGNED]->(t:Treaty) RETURN a.name, t.name, r.since"
    Example: relgraph query claims --format markdown
    Example: relgraph query "MATCH (:State)-[r:ALLIED_WITH]-(b) RETURN DISTINCT b.name" --sources
    """
    from relgraph.cli.output import print_rows

    asked = _query(text, file)
    given = {
        name: value if name in asked.parameters and asked.parameters[name].type else value_of(value)
        for name, value in params.items()
    }
    with waiting("answering"):
        if what_if is not None:
            graph = graph.changed(read_query(what_if.read_bytes()), name=what_if.name)
        try:
            result = graph.ask(asked, given, timeout=timeout, max_rows=max_rows, provenance=sources)
        except CypherReadOnly as error:
            raise _told(graph, error) from None
    for notice in result.summary.notices:
        click.echo(f"relgraph: notice: {notice}", err=True)
    if sources:
        _print_with_sources(result, form)
    else:
        print_rows(result.keys, result.records, form)


def _told(graph: Graph, error: CypherReadOnly) -> CypherReadOnly:
    """Add to a refusal which files of the folder hold what the query would change."""
    from relgraph.engine.embedded import Embedded
    from relgraph.tables.where import files_of

    folder = graph.engine.place if isinstance(graph.engine, Embedded) else None
    files = [] if folder is None else files_of(folder, error.names)
    named = " and ".join(map(str, files[:_SHOWN])) or f"the tables of {folder}"
    if len(files) > _SHOWN:
        named += f" (or {len(files) - _SHOWN} others)"
    return CypherReadOnly(
        f"{error}\nThe data are CSV: edit {named}, or ask a changed copy: --what-if FILE.cypher"
    )


def _print_with_sources(result: Result, form: str | None) -> None:
    from relgraph.cli.output import is_narrow, print_rows
    from relgraph.cli.sourced import KEYS, cells, print_blocks
    from relgraph.resting import rests

    found = rests(result)
    if is_narrow(form) and form != "markdown":
        print_blocks(result.keys, result.records, found)
        return
    rows = [[*row, *cells(rest, form)] for row, rest in zip(result.records, found, strict=True)]
    print_rows([*result.keys, *KEYS], rows, form)
