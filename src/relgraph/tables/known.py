"""Nodes that have been read, so that rows after them can name them."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property

from relgraph.errors import nearest
from relgraph.model.records import Node
from relgraph.model.text import name_key


class KnownNodes(dict[str, Node]):
    """Nodes by id, which also know whom a name means.

    A node of unknown kind has none: that much is known of a row with a fault.
    """

    @cached_property
    def _by_name(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for node in self.values():
            for name in (node.id, node.name, *node.names.values(), *node.aliases):
                found[name_key(name)].add(node.id)
        return found

    def meant(self, text: str) -> str:
        """Return the id that was probably meant by a text that is none; empty if none is like it.

        The id of the only node of that name, else the id that is most alike.
        """
        named = self._by_name.get(name_key(text), set()) if text else set()
        return next(iter(named)) if len(named) == 1 else nearest(text, self)
