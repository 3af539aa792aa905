"""Nodes found by id, by the beginning of one, or by a name in any script."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from relgraph.errors import Ambiguous, NotFound, nearest

if TYPE_CHECKING:
    from collections.abc import Iterable

    from relgraph.cypher.graph import PropertyGraph

_NAMES = ("name", "name_zh", "name_ru")


def find_node(graph: PropertyGraph, text: str) -> str:
    """Find the one node that a reader means, and give its id.

    An id counts before a name, a whole name before the beginning of an id or name, that before
    a part of a name; anything counts before a source; case does not matter.

    Raises
    ------
    Ambiguous
        When several fit equally well; ``choices`` lists them.
    NotFound
        When none does.

    Examples
    --------
    >>> import relgraph
    >>> find_node(relgraph.open().store, "中国")
    'CHN'
    """
    asked = text.casefold().strip()
    known = [
        (id, [id.casefold(), *(name.casefold() for name in _names(graph, node))], node)
        for node in range(graph.node_count)
        if (id := graph.property(node, "id")) and "Dataset" not in graph.labels_of(node)
    ]
    exact = [id for id, _, _ in known if id == text]
    if exact:
        return str(exact[0])
    tests = (
        lambda names: names[0] == asked,
        lambda names: asked in names,
        lambda names: any(name.startswith(asked) for name in names),
        lambda names: any(asked in name for name in names),
    )
    sources = {node for _, _, node in known if "Source" in graph.labels_of(node)}
    for among_sources, test in product((False, True), tests if asked else ()):
        fits = [
            (id, node)
            for id, names, node in known
            if (node in sources) is among_sources and test(names)
        ]
        if len(fits) == 1:
            return str(fits[0][0])
        if fits:
            raise Ambiguous(f"{text!r} fits {len(fits)} nodes:", list(_choices(graph, fits)))
    near = nearest(asked, {name for _, names, _ in known for name in names})
    hint = f" (did you mean {near!r}?)" if near else ""
    raise NotFound(f"no node {text!r}{hint}")


def _names(graph: PropertyGraph, node: int) -> list[str]:
    names = [graph.property(node, key) for key in _NAMES]
    for key in ("aliases", "names"):
        names.extend(graph.property(node, key) or ())
    return [name for name in names if name]


def _choices(graph: PropertyGraph, fits: Iterable[tuple[str, int]]) -> Iterable[str]:
    for id, node in fits:
        yield f"{id}  {graph.property(node, 'name') or ''}"
