"""What a query is made of, found wherever it stands: patterns and expressions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relgraph.cypher.syntax import tree

if TYPE_CHECKING:
    from collections.abc import Iterator

    Element = tree.NodePattern | tree.RelationPattern


def expressions(query: tree.Query) -> Iterator[tree.Expression]:
    """Walk all expressions of a query, with all inside them; those of inner queries too."""
    return (each for each in tree.parts(query) if isinstance(each, tree.Expression))


def elements(query: tree.Query) -> Iterator[Element]:
    """Walk the nodes and relationships of all patterns, inner ones too."""
    kinds = (tree.NodePattern, tree.RelationPattern)
    return (each for each in tree.parts(query) if isinstance(each, kinds))
