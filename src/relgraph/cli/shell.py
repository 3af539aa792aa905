"""The command shell: queries one after the other, with completion and history."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from relgraph.cli.options import graph_options
from relgraph.errors import RelgraphError

if TYPE_CHECKING:
    from prompt_toolkit import PromptSession

    from relgraph.api import Graph
    from relgraph.saved import SavedQuery

HELP = """\
A query goes on until a line that ends in ; or is empty. Tab completes.
:param NAME VALUE   give $NAME a value (JSON or text); without a value it is taken back
:param NAME => EXPRESSION   give it what Cypher makes of an expression, as date('2020-01-01')
:params             what is given
:saved [NAME]       the saved queries, or the answer of one
:schema             labels and types, with how many there are
:sources            print under each row what it rests on, or no longer
:help, :quit"""
_SCHEMA = (
    "MATCH (n) UNWIND labels(n) AS label RETURN label, count(*) AS nodes ORDER BY label",
    "MATCH ()-[r]->() RETURN type(r) AS type, count(*) AS relationships ORDER BY type",
)


@click.command()
@graph_options
def shell(graph: Graph) -> None:
    """Ask one query after the other, with completion, history and parameters.

    \b
    Example: relgraph shell
    """
    asked = Shell(graph)
    asked.run(_typed(graph, asked.given) if sys.stdin.isatty() else iter(sys.stdin))


class Shell:
    """What is remembered between two queries."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.given: dict[str, Any] = {}
        self.sources = False

    def run(self, lines: Any) -> None:  # noqa: ANN401  # texts, of queries or of their lines
        """Answer what comes, until it ends or says so; what goes wrong is told, and it goes on."""
        begun = ""
        for line in lines:
            begun += line if line.endswith("\n") else f"{line}\n"
            text = begun.strip()
            if text.startswith(":") or text.endswith(";") or (text and not line.strip()):
                begun = ""
                if text.rstrip(";") in (":quit", ":exit"):
                    return
                self._answer(text)
        if begun.strip():
            self._answer(begun.strip())

    def _answer(self, text: str) -> None:
        try:
            if text.startswith(":"):
                self._command(*text.rstrip(";").split(maxsplit=1))
            else:
                from relgraph.saved import SavedQuery

                self._ask(SavedQuery.of("the query", text))
        except RelgraphError as error:
            click.echo(f"{error}", err=True)

    def _command(self, name: str, rest: str = "") -> None:
        commands = {
            ":help": lambda: click.echo(HELP),
            ":param": lambda: self._param(rest),
            ":params": self._params,
            ":saved": lambda: self._saved(rest),
            ":schema": self._schema,
            ":sources": self._switch,
        }
        if name not in commands:
            from relgraph.errors import did_you_mean

            click.echo(
                f"no command {name}{did_you_mean(name, commands)}; :help lists them", err=True
            )
            return
        commands[name]()

    def _param(self, rest: str) -> None:
        from relgraph.cli.query import value_of

        name, _, value = rest.partition(" ")
        name = name.lstrip("$").rstrip(":=")
        value = value.strip()
        if not value:
            self.given.pop(name, None)
        elif value.startswith("=>"):
            self.given[name] = self.graph.query(f"RETURN {value[2:]}").records[0][0]
        else:
            self.given[name] = value_of(value)

    def _params(self) -> None:
        for name, value in self.given.items():
            click.echo(f"${name} = {value!r}")

    def _switch(self) -> None:
        self.sources = not self.sources
        click.echo("sources are printed" if self.sources else "sources are not printed")

    def _saved(self, name: str) -> None:
        from relgraph.cli.output import print_rows
        from relgraph.saved import saved_queries, saved_query

        if name:
            self._ask(saved_query(name))
            return
        rows = [[each.name, each.title] for each in saved_queries().values()]
        print_rows(["name", "title"], rows, "table")

    def _schema(self) -> None:
        from relgraph.cli.output import print_rows

        for query in _SCHEMA:
            found = self.graph.query(query)
            print_rows(found.keys, found.records, "table")

    def _ask(self, asked: SavedQuery) -> None:
        from relgraph.cli.output import print_rows
        from relgraph.cli.sourced import print_blocks
        from relgraph.resting import rests

        wanted = {k: v for k, v in self.given.items() if f"${k}" in asked.text}
        result = self.graph.ask(asked, wanted, provenance=self.sources)
        for notice in result.summary.notices:
            click.echo(f"notice: {notice}", err=True)
        if self.sources:
            print_blocks(result.keys, result.records, rests(result))
        else:
            print_rows(result.keys, result.records, "table")


def _typed(graph: Graph, given: dict[str, Any]) -> Any:  # noqa: ANN401  # an iterator of texts
    """Yield what is typed, a query at a time."""
    session = _session(graph, given)
    click.echo(f"relgraph shell on {graph.engine!r}; :help tells more", err=True)
    while True:
        try:
            yield session.prompt("relgraph> ") + "\n\n"
        except KeyboardInterrupt:
            continue
        except EOFError:
            return


def _session(graph: Graph, given: dict[str, Any]) -> PromptSession[str]:
    from pathlib import Path

    from platformdirs import user_state_dir
    from prompt_toolkit import PromptSession
    from prompt_toolkit.history import FileHistory
    from prompt_toolkit.key_binding import KeyBindings

    from relgraph.cli.completing import QueryCompleter
    from relgraph.cli.vocabulary import Vocabulary

    folder = Path(user_state_dir("relgraph"))
    folder.mkdir(parents=True, exist_ok=True)
    keys = KeyBindings()

    @keys.add("enter")
    def enter(event: Any) -> None:  # noqa: ANN401  # a key press
        buffer = event.current_buffer
        text = buffer.text.strip()
        whole = not text or text[0] == ":" or text[-1] == ";" or buffer.text.endswith("\n")
        if whole:
            buffer.validate_and_handle()
        else:
            buffer.insert_text("\n")

    return PromptSession(
        history=FileHistory(str(folder / "history")),
        completer=QueryCompleter(Vocabulary(graph), given),
        complete_while_typing=False, multiline=True, key_bindings=keys,
    )  # fmt: skip
