"""What a query is made of, found wherever it stands: patterns and expressions."""

from __future__ import annotations

from msgspec import Struct

from relgraph.cypher.syntax import tree

Element = tree.NodePattern | tree.RelationPattern


class Pieces(Struct, frozen=True):
    """All expressions of a query, all nodes and relationships of its patterns, its parameters."""

    expressions: list[tree.Expression]
    elements: list[Element]
    parameters: list[tree.Parameter]

    @classmethod
    def of(cls, query: tree.Query) -> Pieces:
        """Walk a query once, inner queries too.

        >>> from relgraph.cypher.syntax.clauses import parse
        >>> pieces = Pieces.of(parse("MATCH (n {id: $id}) RETURN n.name"))
        >>> len(pieces.elements), pieces.parameters[0].name
        (1, 'id')
        """
        found = cls([], [], [])
        for each in tree.parts(query):
            if isinstance(each, tree.Expression):
                found.expressions.append(each)
                if isinstance(each, tree.Parameter):
                    found.parameters.append(each)
            elif isinstance(each, (tree.NodePattern, tree.RelationPattern)):
                found.elements.append(each)
        return found
