"""A node as a page of text: names first, then its relations."""

from __future__ import annotations

import sys
from typing import Any

import click

from relgraph.cli.output import print_rows

_KEYS = ["date", "relation", "with", "figures", "status", "sources", "id"]


def print_node(node: dict[str, Any], form: str | None) -> None:
    """Print a node: a heading and a table on a terminal, one JSON object a relation in a pipe."""
    if form == "table" or (form is None and sys.stdout.isatty()):
        _print_heading(node)
    rows = [_row(edge, node["id"]) for edge in node["relations"]]
    print_rows(_KEYS, rows, form)


def _print_heading(node: dict[str, Any]) -> None:
    click.echo(f"{node['name']}  ({node['kind']} {node['id']})")
    for words in ([*node["names"], *node["aliases"]], node["codes"], [node["note"]]):
        if any(words):
            click.echo("  " + " · ".join(words))


def _row(edge: dict[str, Any], here: str) -> list[Any]:
    other = edge["to"] if edge["from"] == here else edge["from"]
    arrow = "–" if edge["symmetric"] else "→" if edge["from"] == here else "←"
    relation = f"claimed {edge['type']}" if edge["claim"] else edge["type"]
    status = [edge["status"]] if edge["status"] != "actual" else []
    if edge["verdict"] not in ("stated", ""):
        status.append(edge["verdict"])
    return [
        edge["dates"],
        relation,
        f"{arrow} {other}" if other != here else "",
        edge["figures"],
        status,
        [_citation(source) for source in edge["sources"]],
        edge["id"],
    ]


def _citation(source: dict[str, Any]) -> str:
    return f"{source['id']}#{source['locator']}" if source["locator"] else source["id"]
