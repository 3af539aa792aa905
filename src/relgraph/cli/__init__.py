"""The command line: each command reads options, makes one call, prints."""

from __future__ import annotations

import io
import sys

import click

from relgraph._version import __version__
from relgraph.cli import ask, data, draw, importing, panel, query, report, server, shell
from relgraph.errors import Ambiguous, NotFound, Refused, RelgraphError, ServerUnreachable

_CODES = (
    (NotFound, 3),
    (Ambiguous, 3),
    (ServerUnreachable, 4),
    (Refused, 5),
    (RelgraphError, 1),
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, package_name="relgraph")
def cli() -> None:
    """Ask, draw and check a graph of bilateral relationships.

    Each command reads the data set of --db, else RELGRAPH_DB, else the folder that it is called
    in, else ./data, else (and it says so) the shipped one on China and Russia. Data goes to
    standard output, all else to standard error.

    \b
    Exit codes: 0 fine, 1 faults or a bad query, 2 wrong usage,
    3 not found or ambiguous, 4 server unreachable, 5 refused.

    \b
    Example: relgraph query claims
    """


for command in (
    data.check, data.new, data.schema,
    query.query, shell.shell, ask.queries, ask.show, ask.coverage, ask.conflicts, ask.resolve,
    draw.map_, draw.export, draw.stats,
    report.dyad, report.dossier, report.timeline, report.diff, report.cite,
    importing.import_, importing.codes, panel.panel, server.push, server.pull,
):  # fmt: skip
    cli.add_command(command)


def main() -> None:
    """Run the command line; errors become a message and an exit code, a closed pipe nothing."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # names are in every script, and those of files in any encoding
            stream.reconfigure(encoding="utf-8", errors="surrogateescape")
    try:
        code = cli.main(standalone_mode=False)
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except click.Abort:
        code = 130
    except SystemExit:  # click's way to say that the pipe is closed, and it quiets the streams
        code = 0
    except OSError as error:
        click.echo(f"relgraph: {error.strerror}: {error.filename or 'output'}", err=True)
        code = 1
    except RelgraphError as error:
        click.echo(f"relgraph: {error}", err=True)
        code = next(code for kind, code in _CODES if isinstance(error, kind))
    sys.exit(code)
