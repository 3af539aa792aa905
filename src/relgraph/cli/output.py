"""Rows on standard output, in one of six formats."""

from __future__ import annotations

import csv
import json
import math
import sys
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from relgraph.cli.options import BOM
from relgraph.cypher.functions.texts import to_string
from relgraph.cypher.values.entities import Node, Path, Relationship
from relgraph.graph.times import TIMES

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Rows = Sequence[Sequence[Any]]


_SHORT = 14
"""Width up to which a column is never folded: a date, a type, a number."""


def print_rows(keys: Sequence[str], rows: Rows, form: str | None) -> None:
    """Print rows; without a format a table on a terminal, JSON lines in a pipe."""
    chosen = form or ("table" if sys.stdout.isatty() else "jsonl")
    _PRINTERS[chosen](keys, rows)
    sys.stdout.flush()  # here, where click hears of a closed pipe


def is_narrow(form: str | None) -> bool:
    """Return whether rows are for the eye, which few columns serve better."""
    return form in ("table", "markdown") or (form is None and sys.stdout.isatty())


def plain(value: Any) -> Any:  # noqa: ANN401  # any value of a result
    """Turn a value into what JSON has: nodes and relationships become objects, dates texts."""
    if isinstance(value, Node):
        return {"labels": sorted(value.labels), **plain(value.properties)}
    if isinstance(value, Relationship):
        ends = {"from": value.start_node["id"], "to": value.end_node["id"]}
        return {"type": value.type, **ends, **plain(value.properties)}
    if isinstance(value, Path):
        return {
            "nodes": plain(list(value.nodes)),
            "relationships": plain(list(value.relationships)),
        }
    if isinstance(value, list):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, float) and not math.isfinite(value):
        return to_string(value)  # JSON has no NaN and no Infinity
    return str(value) if isinstance(value, (date, *TIMES)) else value


def cell(value: Any) -> str:  # noqa: ANN401  # any value of a result
    """Turn a value into the text of a cell; null is empty."""
    if value is None:
        return ""
    if isinstance(value, Node):
        return f"({':'.join(sorted(value.labels))} {value['id']})"
    if isinstance(value, Relationship):
        return f"[{value.type} {value['id']}]"
    if isinstance(value, Path):
        return " - ".join(map(cell, value.nodes))
    if isinstance(value, list):
        return "; ".join(map(cell, value))
    if isinstance(value, dict):
        return json.dumps(plain(value), ensure_ascii=False)
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:  # noqa: PLR2004  # exact
        return str(int(value))
    return to_string(value)


def _table(keys: Sequence[str], rows: Rows) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for at, key in enumerate(keys):
        numbers = all(isinstance(row[at], (int, float, type(None))) for row in rows) and bool(rows)
        short = max((len(cell(row[at])) for row in rows), default=0) <= _SHORT
        table.add_column(
            Text(key), justify="right" if numbers else "left", overflow="fold", no_wrap=short
        )
    for row in rows:
        table.add_row(*(Text(cell(value)) for value in row))
    Console(file=sys.stdout, highlight=False, emoji=False).print(table)
    click.echo(f"{len(rows)} row{'' if len(rows) == 1 else 's'}", err=True)


def _separated(separator: str) -> Callable[[Sequence[str], Rows], None]:
    def write(keys: Sequence[str], rows: Rows) -> None:
        if click.get_current_context().meta.get(BOM):
            sys.stdout.write("\ufeff")
        writer = csv.writer(sys.stdout, delimiter=separator, lineterminator="\n")
        writer.writerow(keys)
        writer.writerows([cell(value) for value in row] for row in rows)

    return write


def _objects(keys: Sequence[str], rows: Rows) -> list[dict[str, Any]]:
    return [dict(zip(keys, map(plain, row), strict=True)) for row in rows]


def _json(keys: Sequence[str], rows: Rows) -> None:
    click.echo(json.dumps(_objects(keys, rows), ensure_ascii=False, indent=2))


def _jsonl(keys: Sequence[str], rows: Rows) -> None:
    for row in _objects(keys, rows):
        click.echo(json.dumps(row, ensure_ascii=False))


def _markdown(keys: Sequence[str], rows: Rows) -> None:
    def line(cells: Sequence[str]) -> str:
        escaped = (c.replace("\\", "\\\\").replace("|", "\\|").replace("\n", " ") for c in cells)
        return f"| {' | '.join(escaped)} |"

    click.echo(line(keys))
    click.echo(f"|{'---|' * len(keys)}")
    for row in rows:
        click.echo(line([cell(value) for value in row]))


_PRINTERS: dict[str, Callable[[Sequence[str], Rows], None]] = {
    "table": _table,
    "csv": _separated(","),
    "tsv": _separated("\t"),
    "json": _json,
    "jsonl": _jsonl,
    "markdown": _markdown,
}
