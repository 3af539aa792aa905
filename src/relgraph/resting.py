"""What each row of an answer rests on: relations, sources, and what is to be known of them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from relgraph.cypher.result import Result
    from relgraph.cypher.values.entities import Relationship
    from relgraph.graph.property_graph import PropertyGraph

ABSENCE, SINGLE = "an absence", "a single publisher"
RIVALS, CLAIMS = "rival values", "claims"


@dataclass(frozen=True, slots=True)
class Cited:
    """A place in a source, and the relations that are said there."""

    id: str
    locator: str
    title: str
    publisher: str
    url: str
    relations: tuple[str, ...]

    def said(self) -> str:
        """Return title, publisher, place and address."""
        known = [self.title or self.id, self.publisher, self.locator, self.url]
        return ", ".join(filter(None, known))


@dataclass(frozen=True, slots=True)
class Rest:
    """The relations behind a row by id, their sources, and the marks that it needs."""

    relations: tuple[str, ...]
    sources: tuple[Cited, ...]
    marks: tuple[str, ...]


def rests(result: Result) -> list[Rest]:
    """Return what each row of an answer rests on; the query was asked with ``provenance=True``.

    A row is marked where something was looked for and not found, where all that says it is of one
    publisher, where a relation is rivalled by another of its fact, and where one is a claim.

    >>> import relgraph
    >>> asked = "MATCH ({id: 'CHN'})-[r:SIGNED]->(t {id: $id}) RETURN t.name"
    >>> treaty = {"id": "good-neighbourliness-treaty-2001"}
    >>> found = rests(relgraph.open().query(asked, treaty, provenance=True))
    >>> len(found[0].sources) > 0
    True
    """
    behind = result.provenance
    if behind is None:
        return []
    teller = _Teller(behind.graph)
    return [
        teller.told(behind.of_row(row), absent=bool(behind.absent[row]))
        for row in range(len(result))
    ]


class _Teller:
    def __init__(self, graph: PropertyGraph) -> None:
        self.graph = graph
        self.source = lru_cache(maxsize=None)(self._source)
        self.facts = _facts(graph)

    def _source(self, id: str) -> dict[str, Any]:
        nodes = self.graph.seek("id", id) or []
        return self.graph.properties(nodes[0]) if nodes else {}

    def told(self, edges: list[Relationship], *, absent: bool) -> Rest:
        relations = tuple(_name(edge) for edge in edges)
        places: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
        for edge, name in zip(edges, relations, strict=True):
            for text in edge.get("sources") or ():
                id, _, locator = text.partition("#")
                places[id, locator].append(name)
        sources = tuple(self._cited(*place, names) for place, names in places.items())
        marks = self._marks(edges, sources)
        return Rest(relations, sources, (*([ABSENCE] if absent else []), *marks))

    def _cited(self, id: str, locator: str, names: list[str]) -> Cited:
        known = self.source(id)
        title, publisher, url = (str(known.get(k) or "") for k in ("title", "publisher", "url"))
        return Cited(id, locator, title, publisher, url, tuple(names))

    def _marks(self, edges: list[Relationship], sources: tuple[Cited, ...]) -> Iterator[str]:
        if len({each.publisher or each.id for each in sources}) == 1:
            yield SINGLE
        if any(self.facts.get((edge.type, edge.get("fact") or ""), 0) > 1 for edge in edges):
            yield RIVALS
        if any(edge.get("claims") for edge in edges):
            yield CLAIMS


def _name(edge: Relationship) -> str:
    ends = (edge.start_node.get("id"), edge.end_node.get("id"))
    return str(edge.get("id") or f"{ends[0]} {edge.type} {ends[1]}")


def _facts(graph: PropertyGraph) -> dict[tuple[str, str], int]:
    """Count the relations that are said to be about one fact."""
    found: defaultdict[tuple[str, str], int] = defaultdict(int)
    for table in graph.tables:
        column = table.columns.get("fact")
        for fact in column.values() if column is not None else ():
            if fact is not None:
                found[table.name, fact] += 1
    return dict(found)
