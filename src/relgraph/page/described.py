"""A node with all that is said of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from relgraph.page.facts import Reader
from relgraph.select import subgraph

if TYPE_CHECKING:
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
