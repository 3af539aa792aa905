"""The words of a data set, for the shell: asked for once, when they are first needed."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from relgraph.api import Graph

    Words = list[tuple[str, str]]

_NODES = """
MATCH (n) WHERE n.id IS NOT NULL
RETURN n.id AS id, n.name AS name, n.name_zh AS zh, n.name_ru AS ru, n.aliases AS aliases
"""


class Vocabulary:
    """Labels, types, properties, ids and names of a graph, wherever it lives."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph

    def _column(self, query: str) -> list[Any]:
        return [row[0] for row in self.graph.query(query)]

    @cached_property
    def labels(self) -> Words:
        """Labels of nodes."""
        return [
            (each, "label") for each in self._column("CALL db.labels() YIELD label RETURN label")
        ]

    @cached_property
    def types(self) -> Words:
        """Types of relationships."""
        asked = "CALL db.relationshipTypes() YIELD relationshipType AS t RETURN t"
        return [(each, "type") for each in self._column(asked)]

    @cached_property
    def properties(self) -> Words:
        """Names of properties."""
        asked = "CALL db.propertyKeys() YIELD propertyKey AS k RETURN k"
        return [(each, "property") for each in self._column(asked)]

    @cached_property
    def functions(self) -> Words:
        """Functions of the language."""
        from relgraph.cypher.functions.aggregations import AGGREGATIONS
        from relgraph.cypher.functions.table import FUNCTIONS

        return [(f"{name}(", "function") for name in sorted({**FUNCTIONS, **AGGREGATIONS})]

    @cached_property
    def saved(self) -> Words:
        """Saved queries."""
        from relgraph.saved import saved_queries

        return [(saved.name, saved.title) for saved in saved_queries().values()]

    @cached_property
    def _named(self) -> list[tuple[str, str]]:
        """Ids with names, and names in any script with the ids that they are of."""
        found: dict[str, str] = {}
        for id, *names in self.graph.query(_NODES):
            *plain, aliases = names
            known = [each for each in (*plain, *(aliases or ())) if each]
            found.setdefault(str(id), str(known[0]) if known else "")
            for name in known:
                found.setdefault(str(name), str(id))
        return list(found.items())

    def names(self, begun: str) -> Words:
        """Return ids and names that go on from what is begun; the shortest ones first."""
        folded = begun.casefold()
        found = [pair for pair in self._named if pair[0].casefold().startswith(folded)]
        return sorted(found, key=lambda pair: len(pair[0]))
