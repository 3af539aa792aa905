"""Nodes found by id, by the beginning of one, or by a name in any script."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from relgraph.errors import Ambiguous, NotFound, nearest

if TYPE_CHECKING:
    from relgraph.engine import Engine

_QUERY = """
MATCH (n:Entity) WHERE $dataset IS NULL OR n.dataset = $dataset
RETURN n.id AS id, n.name AS name, n.name_zh AS zh, n.name_ru AS ru,
       coalesce(n.aliases, []) + coalesce(n.names, []) AS others, n:Source AS source
ORDER BY id
"""


def find_node(engine: Engine, text: str, dataset: str | None = None) -> str:
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
    >>> find_node(relgraph.open().engine, "中国")
    'CHN'
    """
    asked = text.casefold().strip()
    known = []
    for id, name, zh, ru, others, source in engine.run(_QUERY, {"dataset": dataset}).records:
        if id == text:
            return text
        names = [each.casefold() for each in (id, name, zh, ru, *others) if each]
        known.append((id, name, names, source))
    tests = (
        lambda names: names[0] == asked,
        lambda names: asked in names,
        lambda names: any(each.startswith(asked) for each in names),
        lambda names: any(asked in each for each in names),
    )
    for of_sources, test in product((False, True), tests if asked else ()):
        fits = [(id, name) for id, name, names, source in known
                if source is of_sources and test(names)]  # fmt: skip
        if len(fits) == 1:
            return str(fits[0][0])
        if fits:
            choices = [f"{id}  {name or ''}" for id, name in fits]
            raise Ambiguous(f"{text!r} fits {len(fits)} nodes:", choices)
    near = nearest(asked, {each for _, _, names, _ in known for each in names})
    hint = f" (did you mean {near!r}?)" if near else ""
    raise NotFound(f"no node {text!r}{hint}")
