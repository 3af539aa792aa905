"""Rows once they are checked: nodes, edges, sources, names, codes, coverage, the data set."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from relgraph.model.dates import Span
    from relgraph.model.quantity import Quantity
    from relgraph.model.types import Schema


@dataclass(frozen=True, slots=True)
class Node:
    """One row of ``nodes/*.csv``; ``names`` are the others, by column."""

    id: str
    kind: str
    family: str
    name: str
    names: Mapping[str, str]
    aliases: tuple[str, ...]
    rank: str
    note: str
    properties: dict[str, str | int | float | bool | Quantity]


@dataclass(frozen=True, slots=True)
class Citation:
    """A source and where in it."""

    source: str
    locator: str

    def __str__(self) -> str:
        """Render as ``source-id#locator``."""
        return f"{self.source}#{self.locator}" if self.locator else self.source


@dataclass(frozen=True, slots=True)
class Edge:
    """One row of ``edges/*.csv``: one assertion."""

    id: str
    type: str
    source: str
    target: str
    issue_area: str
    since: str
    until: str
    span: Span
    citations: tuple[Citation, ...]
    status: str
    rank: str
    confidence: str
    fact: str
    series: str
    superseded_by: tuple[str, ...]
    note: str
    properties: dict[str, str | int | float | bool | Quantity]


@dataclass(frozen=True, slots=True)
class Source:
    """One row of ``sources.csv``; ``day`` is the first day that its date may mean."""

    id: str
    title: str
    publisher: str
    author: str
    published: str
    language: str
    url: str
    kind: str
    reliability: str
    access: str
    licence: str
    day: date | None


@dataclass(frozen=True, slots=True)
class DatedName:
    """One row of ``names.csv`` or ``codes.csv``: a name in a language, a code in a scheme."""

    node: str
    text: str
    scheme: str
    since: str
    until: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """One row of ``coverage.csv``: what a source covers, and what absence means in it.

    ``rows`` is how many assertions it has of that, where all of them are to be in.
    """

    source: str
    type: str
    actors: str
    since: str
    until: str
    grain: str
    absence: str
    rows: str = ""


@dataclass(frozen=True, slots=True)
class Dataset:
    """A checked folder: ``as_of`` is the last day that its rows speak of."""

    id: str
    title: str
    licence: str
    version: str
    as_of: date | None
    schema: Schema
    schema_text: str
    nodes: list[Node] = field(default_factory=list)
    edges: list[Edge] = field(default_factory=list)
    sources: list[Source] = field(default_factory=list)
    names: list[DatedName] = field(default_factory=list)
    codes: list[DatedName] = field(default_factory=list)
    coverage: list[Coverage] = field(default_factory=list)
