"""What is said of a node, and what corrects it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from relgraph.page.facts import Reader
from relgraph.select import edges_by_id, subgraph

if TYPE_CHECKING:
    from collections.abc import Sequence

    from relgraph.engine import Engine
    from relgraph.page.facts import Facts
    from relgraph.select import Selection


def describe(engine: Engine, selection: Selection, id: str) -> Facts:
    """Return the facts of a node with its relations, or of a source with those that cite it.

    >>> import relgraph
    >>> graph = relgraph.open()
    >>> found = describe(graph.engine, graph.selection, "yamal-lng")
    >>> found["name"], len(found["relations"]) > 3
    ('Yamal LNG', True)
    """
    text = "MATCH (s:Source {id: $id}) RETURN count(s) AS n"
    a_source = engine.run(text, {"id": id}).records[0]["n"]
    wanted = replace(
        selection, claims=True, source=id if a_source else None, around=None if a_source else id
    )
    graph = subgraph(engine, wanted)
    number = next(iter(graph.seek("id", id) or ()))
    reader = Reader(graph)
    return {**reader.node(number), "relations": reader.relations_of(number)}


def corrections(engine: Engine, selection: Selection, edges: Sequence[Facts]) -> list[Facts]:
    """Return what corrects a claim from outside the selection, each with the names of its ends."""
    there = {edge["id"] for edge in edges}
    wanted = sorted({id for edge in edges for id in edge["superseded_by"]} - there)
    if not wanted:
        return []
    reader = Reader(edges_by_id(engine, selection, wanted))
    names = {node["id"]: node["name"] for node in reader.nodes()}
    return [{**edge, "ends": [names[edge["from"]], names[edge["to"]]]} for edge in reader.edges()]
