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
    names = dict.fromkeys([*node["names"], *node["aliases"]])
    for words in (names, node["codes"], [node["note"]]):
        if any(words):
            click.echo("  " + " · ".join(words))


def _row(edge: dict[str, Any], here: str) -> list[Any]:
    relation = f"claimed {edge['type']}" if edge["claim"] else edge["type"]
    status = [edge["status"]] if edge["status"] != "actual" else []
    if edge["verdict"] not in ("stated", ""):
        status.append(edge["verdict"])
    return [
        edge["dates"],
        relation,
        _ends(edge, here),
        edge["figures"],
        status,
        [_citation(source) for source in edge["sources"]],
        edge["id"],
    ]


def _ends(edge: dict[str, Any], here: str) -> str:
    """Return with what an edge ties this node, or, for a source, what it ties."""
    arrow = "–" if edge["symmetric"] else "→"
    if here not in (edge["from"], edge["to"]):
        return f"{edge['from']} {arrow} {edge['to']}"
    if edge["from"] == edge["to"]:
        return ""
    if edge["from"] == here:
        return f"{arrow} {edge['to']}"
    return f"{arrow.replace('→', '←')} {edge['from']}"


def _citation(source: dict[str, Any]) -> str:
    return f"{source['id']}#{source['locator']}" if source["locator"] else source["id"]
