"""A node found by its id, by a whole name in any script and form, or by a code."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from relgraph.errors import Ambiguous, NotFound, nearest
from relgraph.model.text import name_key
from relgraph.select import event_families

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from relgraph.engine import Engine

_QUERY = """
MATCH (n:Entity) WHERE $dataset IS NULL OR n.dataset = $dataset
RETURN n.id AS id, n.name AS name, coalesce(n.kind, n.claims, '') AS kind,
       [k IN keys(n) WHERE k STARTS WITH 'name_' OR k STARTS WITH 'short_name' | n[k]]
       + coalesce(n.aliases, [])
       + coalesce(n.names, []) AS others,
       coalesce(n.codes, []) AS codes, n:Source AS source, labels(n) AS labels
ORDER BY id
"""
_ID = "MATCH (n:Entity {id: $id}) WHERE $dataset IS NULL OR n.dataset = $dataset RETURN n:Source"
_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Found:
    """The node that a text means; ``by`` says how it was found, and is empty for the id itself."""

    id: str
    name: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True)
class _Known:
    """A node with all that it may be called."""

    id: str
    name: str
    kind: str
    names: tuple[str, ...]
    codes: tuple[str, ...]
    source: bool
    event: bool

    @property
    def choice(self) -> str:
        """The line for a list of choices."""
        return f"{self.id}  {self.name} ({self.kind or 'Source'})"

    def by(self, asked: str) -> str:
        """Return by what the normal form of a text means this node; nothing if it does not."""
        if asked in map(name_key, (self.id, self.name, *self.names)):
            return "name"
        named = [code for code in self.codes if _means(code, asked)]
        return f"code {' and '.join(dict.fromkeys(named))}" if named else ""

    def distance(self, asked: str) -> tuple[bool, int]:
        """Order what a part of a name may mean: names that begin with it, then short ones."""
        names = [name_key(each) for each in (self.name, *self.names, self.id)]
        return not any(each.startswith(asked) for each in names), len(self.name)

    def has_part(self, asked: str) -> bool:
        """Return whether a text is a part of the id or of a name, from the start of a word on."""
        start = r"\b" if asked.isascii() else ""  # Chinese has no spaces
        part = re.compile(start + re.escape(asked))
        return any(part.search(name_key(each)) for each in (self.id, self.name, *self.names))


def _means(code: str, asked: str) -> bool:
    """Return whether a text is ``scheme:code``, or the code without its scheme."""
    return asked in (name_key(code), name_key(code.partition(":")[2]))


def find_node(
    engine: Engine, text: str, dataset: str | None = None, *, actor: bool = False
) -> Found:
    """Return the one node that a text means.

    It is an id, or a whole name or alias in any script, case and form aside, or a code with its
    scheme (``cow:710``); a code without scheme counts if it is one node's in every scheme that
    has it, on every date. A part of a name is never an answer. A source or an event yields to
    anything else.

    Parameters
    ----------
    actor
        Whether an end of a dyad is asked for: a source is none, and an event only by its id.

    Raises
    ------
    Ambiguous
        When several fit, or the text is a part of names; ``choices`` lists the nodes.
    NotFound
        When none does.

    Examples
    --------
    >>> import relgraph
    >>> engine = relgraph.open().engine
    >>> find_node(engine, "中国")
    Found(id='CHN', name='China', by='name')
    >>> find_node(engine, "iso2:ru").id
    'RUS'
    """
    asked = name_key(text)
    if not asked:
        raise NotFound("an empty text names no node")
    rows = engine.run(_ID, {"id": text, "dataset": dataset}).records
    if rows and not (actor and rows[0][0]):
        return Found(text)
    events = event_families(engine)
    known = [
        _Known(id, name or id, kind, tuple(map(str, others)), tuple(map(str, codes)), source,
               event=not events.isdisjoint(labels))
        for id, name, kind, others, codes, source, labels in engine.run(
            _QUERY, {"dataset": dataset}
        ).records
    ]  # fmt: skip
    fits = _rather(known, lambda each: bool(each.by(asked)), actor=actor)
    if len(fits) == 1:
        return Found(fits[0].id, fits[0].name, fits[0].by(asked))
    if fits:
        raise Ambiguous(f"{text!r} fits {len(fits)} nodes:", [each.choice for each in fits])
    if rows:
        raise NotFound(f"{text!r} is a source, and no end of a relation")
    parts = _rather(known, lambda each: each.has_part(asked), actor=actor)
    if parts:
        raise _part_of(text, sorted(parts, key=lambda each: each.distance(asked)))
    raise NotFound(f"no node {text!r}{_did_you_mean(asked, known)}")


def _rather(
    known: Iterable[_Known], test: Callable[[_Known], bool], *, actor: bool
) -> list[_Known]:
    """List the nodes that pass, each id once: sources and events only if nothing else does."""
    fits = {each.id: each for each in known if test(each)}
    sure = [each for each in fits.values() if not (each.source or each.event)]
    if sure or actor:
        return sure
    return [each for each in fits.values() if each.event] or list(fits.values())


def _part_of(text: str, parts: list[_Known]) -> Ambiguous:
    count = "one node" if len(parts) == 1 else f"{len(parts)} nodes"
    shown = [each.choice for each in parts[:_SHOWN]]
    if len(parts) > _SHOWN:
        shown.append(f"… and {len(parts) - _SHOWN} more")
    return Ambiguous(f"no node {text!r}; it is a part of a name of {count}:", shown)


def _did_you_mean(asked: str, known: Iterable[_Known]) -> str:
    """Name the nearest name of a node that is no source, with its id."""
    names = {
        name_key(name): (name, each.id)
        for each in known
        if not each.source
        for name in (each.id, each.name, *each.names)
    }
    near = nearest(asked, names)
    if not near:
        return ""
    name, id = names[near]
    return f" (did you mean {name!r}{'' if name == id else f', which is {id}'}?)"
