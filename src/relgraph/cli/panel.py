"""The panel of dyads or states, and what its columns are."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from relgraph.cli.options import format_option, graph_options
from relgraph.cli.waiting import waiting

if TYPE_CHECKING:
    from relgraph.api import Graph


@click.command()
@click.argument("of", nargs=-1, metavar="[STATE]...")
@click.option("--unit", type=click.Choice(["dyad", "state"]), default="dyad", show_default=True,
              help="A row a dyad, or a state, and period.")  # fmt: skip
@click.option("--directed/--undirected", default=False, show_default=True,
              help="Each dyad both ways, or once.")  # fmt: skip
@click.option("--grain", type=click.Choice(["year", "quarter"]), default="year", show_default=True,
              help="The period of a row.")  # fmt: skip
@click.option("--states", type=click.Choice(["cow", "gw"]), default="cow", show_default=True,
              help="Whose list of members of the system.")  # fmt: skip
@click.option("--since", type=click.IntRange(1816), default=1816, show_default=True,
              metavar="YEAR", help="The first year.")  # fmt: skip
@click.option("--until", type=click.IntRange(1816), metavar="YEAR",
              help="The last year [default: the last of the list].")  # fmt: skip
@click.option("--add", default="", metavar="COLUMN,...",
              help="Columns, as trade,alliance:defence,lag(mid,1); --columns lists.")  # fmt: skip
@click.option("--columns", "listing", is_flag=True, help="List the columns that can be added.")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
              help="A .csv, .dta, .parquet or .xlsx; the codebook is beside it.")  # fmt: skip
@format_option
@graph_options
def panel(
    graph: Graph,
    of: tuple[str, ...],
    add: str,
    output: Path | None,
    form: str | None,
    *,
    listing: bool,
    **asked: Any,  # noqa: ANN401  # what a panel is
) -> None:
    """Write the panel of the field: each dyad (or state) and year, with the columns asked for.

    Dyads are pairs that are both members of the system of states on some same day of the year. A
    cell is empty where no source covers it: nothing is a zero unless a source says so. Of one
    STATE its dyads with all others are written, of several those among them.

    \b
    Example: relgraph panel CHN --add votes -o china.csv --db my-data
    Example: relgraph panel --add alliance,trade,mid,peace_years -o panel.dta --db my-data
    """
    from relgraph.panel.build import panel as build
    from relgraph.panel.measures import MEASURES
    from relgraph.panel.write import write_panel

    if listing:
        from relgraph.cli.output import print_rows

        rows = [[name, each.definition, ", ".join(each.types)] for name, each in MEASURES.items()]
        print_rows(["column", "what it is", "made of"], rows, form)
        return
    if output is None:
        raise click.UsageError("say where it is to be written: -o panel.csv")
    from relgraph.outputs import embedded

    own, place = embedded(graph)
    with waiting("making the panel"):
        states = [graph.found(each, actor=True) for each in of]
        made = build(own, place, _names(add), of=states, **asked)
        title = f"Panel of {asked['unit']}s by {asked['grain']}: {own.meta['title']}"
        files = write_panel(made, output, title)
    click.echo(f"{len(made.frame)} rows; wrote {' and '.join(map(str, files))}", err=True)


def _names(text: str) -> list[str]:
    """Part names at commas, but for those within parentheses."""
    names, depth = [""], 0
    for letter in text:
        depth += (letter == "(") - (letter == ")")
        if letter == "," and not depth:
            names.append("")
        else:
            names[-1] += letter
    return [name.strip() for name in names if name.strip()]
