"""Options that commands share."""

from __future__ import annotations

import sys
from contextlib import nullcontext
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from relgraph.cli.waiting import waiting

if TYPE_CHECKING:
    from collections.abc import Callable

    from relgraph.api import Graph

    Command = Callable[..., Any]

BOM = "relgraph.bom"
"""Key under which the context of a command keeps whether CSV begins with a mark."""
FORMATS = ("table", "csv", "tsv", "json", "jsonl", "markdown")

_PLACE = (
    click.option(
        "--db", metavar="FOLDER|URL",
        help="Data set: a folder, or a server as neo4j://host "
             "[default: RELGRAPH_DB, else this folder, else ./data, else the shipped data].",
    ),
    click.option("--database", help="Database of the server [default: the server's]."),
    click.option("--dataset", metavar="UUID",
                 help="Data set, where several are in one database."),
)  # fmt: skip

_SELECTION = (
    click.option("--around", metavar="ID|NAME", help="Edges near this node."),
    click.option("--hops", type=click.IntRange(1, 5), default=1, show_default=True,
                 help="How many steps from it."),
    click.option("--between", nargs=2, metavar="ID|NAME ID|NAME",
                 help="All that links the two, and what their texts say of others."),
    click.option("--type", "types", multiple=True, help="Edges of this type; may be repeated."),
    click.option("--kind", "kinds", multiple=True,
                 help="Nodes of this kind and edges between them; may be repeated."),
    click.option("--issue-area", "issue_areas", multiple=True,
                 help="Edges of this issue area; may be repeated."),
    click.option("--since", metavar="DATE", help="Edges that may hold on this day or later."),
    click.option("--until", metavar="DATE", help="Edges that may hold on this day or earlier."),
    click.option("--started-since", metavar="DATE",
                 help="Edges that may have begun on this day or later, of a known start."),
    click.option("--as-of", metavar="DATE",
                 help="Edges that may hold on some day of this period; undated ones too."),
    click.option("--certain/--possible", default=False,
                 help="For --as-of: what surely holds on every day [default: possible]."),
    click.option("--claims", is_flag=True, help="Claims too."),
    click.option("--source", metavar="ID", help="Edges that cite this source."),
    click.option("--query", "query_file", metavar="FILE",
                 type=click.Path(exists=True, dir_okay=False, path_type=Path),
                 help="Nodes, edges and paths that this query returns, and nothing else."),
    click.option("--explain", is_flag=True, help="Only print the Cypher that this compiles to."),
)  # fmt: skip


def opened(db: str | None, database: str | None, dataset: str | None) -> Graph:
    """Open what ``--db`` and its companions name; asks for a password if it must."""
    from relgraph.api import Graph
    from relgraph.engine import is_server

    where = named_place(db)
    with nullcontext() if is_server(where) else waiting("reading the data set"):
        graph = Graph.at(where, database=database, ask=ask_password)
    click.get_current_context().call_on_close(graph.close)
    return graph.select(dataset=dataset)


def named_place(named: str | Path | None) -> str | Path:
    """Return the place that is named, or the default one; tell when that is the shipped data."""
    from relgraph.paths import default_place, shipped

    where = named or default_place()
    if named is None and where == shipped("data"):
        told = "no data set is here (dataset.toml), nor named by --db"
        click.echo(f"relgraph: {told}: the shipped data on China and Russia answer", err=True)
    return where


def ask_password(prompt: str) -> str | None:
    """Ask on the terminal, not showing what is typed; without one there is no answer."""
    return str(click.prompt(prompt, hide_input=True, err=True)) if sys.stdin.isatty() else None


def graph_options(command: Command) -> Command:
    """Add ``--db``, ``--database``, ``--dataset``; the command gets the opened ``graph``."""

    @wraps(command)
    def run(*, db: str | None, database: str | None, dataset: str | None, **rest: Any) -> Any:  # noqa: ANN401
        return command(graph=opened(db, database, dataset), **rest)

    for option in reversed(_PLACE):
        run = option(run)
    return run


def selection_options(command: Command) -> Command:
    """Add the options of a selection and of the graph; the command gets the narrowed ``graph``."""

    @wraps(command)
    def run(  # one argument an option that needs a word
        *, graph: Graph, around: str | None, query_file: Path | None, explain: bool,
        between: tuple[str, str] | None, **rest: Any,  # noqa: ANN401  # the fields of a selection
    ) -> Any:  # fmt: skip  # noqa: ANN401
        from relgraph.select import Selection

        fields = {key: rest.pop(key) for key in Selection.__dataclass_fields__ if key in rest}
        query = read_query(query_file.read_bytes()) if query_file else None
        if query and (any(fields[key] for key in fields if key != "hops") or around or between):
            raise click.UsageError("--query stands alone: put the conditions into the query")
        around = around and named_node(graph, around)
        ends = None
        if between:
            one, other = (named_node(graph, end, actor=True) for end in between)
            ends = (one, other)
        narrowed = graph.select(around=around, between=ends, query=query, **fields)
        if explain:
            return _explain(narrowed)
        return command(graph=narrowed, **rest)

    for option in reversed(_SELECTION):
        run = option(run)
    return graph_options(run)


def named_node(graph: Graph, text: str, *, actor: bool = False) -> str:
    """Find the id of the node that a text means; tell whom it is if that is not the id itself."""
    from relgraph.find import find_node

    with waiting("looking for the name"):
        found = find_node(graph.engine, text, graph.selection.dataset, actor=actor)
    if found.by:
        click.echo(f"relgraph: {text!r} is {found.id} ({found.name}), by {found.by}", err=True)
    return found.id


def read_query(data: bytes) -> str:
    """Decode the text of a query."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise click.UsageError(f"the query is not UTF-8: byte {error.start + 1}") from None


def _explain(graph: Graph) -> None:
    from relgraph.select import explain

    click.echo(explain(graph.selection, graph.engine))


def format_option(command: Command) -> Command:
    """Add ``--format``: a table on a terminal, JSON lines in a pipe, or what is named."""
    mark = click.option(
        "--bom", is_flag=True, expose_value=False, callback=_marked,
        help="Begin CSV with the mark by which Excel knows UTF-8.",
    )  # fmt: skip
    return click.option(
        "--format",
        "form",
        type=click.Choice(FORMATS),
        is_eager=True,
        help="How to print [default: table on a terminal, jsonl in a pipe].",
    )(mark(command))


def _marked(context: click.Context, _option: object, wanted: bool) -> None:  # noqa: FBT001
    if wanted and context.params.get("form") not in ("csv", "tsv"):
        raise click.UsageError("--bom goes with --format csv or tsv")
    context.meta[BOM] = wanted
