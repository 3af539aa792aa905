"""Names to nodes: exactly, by a judgement, or as guesses with a score, never silently."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz import fuzz, process

from relgraph.model.text import name_key
from relgraph.store.registry import FOREVER

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from relgraph.store.registry import Held, Registry

_LIKELY = 80
"""Score from which a name is a guess."""
_SHOWN = 5


class Match(NamedTuple):
    """What a text may be: ``sure`` if it is a name, a code or judged, else a guess."""

    text: str
    id: str
    score: float
    reason: str
    name: str
    sure: bool


def resolve(
    texts: Iterable[str],
    registry: Registry,
    judged: Mapping[str, str],
    when: tuple[int, int] = FOREVER,
) -> list[Match]:
    """Return for each text the node that it is, or the guesses, the likeliest first.

    A text without even a guess has one match without an id. Dated
    names and codes count only if they held on some day from the first to the last of ``when``
    (ordinals).

    The score of a guess is the similarity of rapidfuzz's ``token_sort_ratio`` (0 to 100), of the
    forms in which spellings are equal (`relgraph.model.text.name_key`).

    >>> from relgraph.paths import shipped
    >>> from relgraph.store.cache import open_curated
    >>> from relgraph.store.registry import Registry
    >>> states = Registry([open_curated(shipped("data") / "states")])
    >>> [(each.id, each.sure) for each in resolve(["Viet-Nam", "Czechoslavakia"], states, {})]
    [('VNM', True), ('CSK', False)]
    """
    return [match for text in texts for match in _matches(text, registry, judged, when)]


def _matches(
    text: str, registry: Registry, judged: Mapping[str, str], when: tuple[int, int]
) -> list[Match]:
    if text in judged:
        [held] = registry.find("name", text)
        return [_match(text, held.node, 100, "judged", registry, sure=True)]
    exact = _exact(text, registry, when)
    if exact:
        sure = len(exact) == 1
        reasons = exact.items()
        return [
            _match(text, id, 100, why if sure else f"{why}, as others", registry, sure=sure)
            for id, why in reasons
        ]
    guesses: dict[str, tuple[float, str]] = {}
    found = process.extract(
        name_key(text),
        list(registry.names),
        scorer=fuzz.token_sort_ratio,
        score_cutoff=_LIKELY,
        limit=20,
    )
    for name, score, _ in found:
        for held in _on(registry.names[name], when):
            if score > guesses.get(held.node, (0, ""))[0]:
                guesses[held.node] = (score, name)
    likely = sorted(guesses.items(), key=lambda each: (-each[1][0], each[0]))[:_SHOWN]
    return [
        _match(text, id, round(score, 1), f"like {name!r}", registry, sure=False)
        for id, (score, name) in likely
    ] or [Match(text, "", 0, "nobody is called so", "", sure=False)]


def _exact(text: str, registry: Registry, when: tuple[int, int]) -> dict[str, str]:
    """Return the ids that a text is the id, a name or a code of, and which of it."""
    if text in registry.places:
        return {text: "id"}
    named = {held.node: _dated("name", held) for held in _on(registry.find("name", text), when)}
    if named:
        return named
    scheme, mark, code = text.partition(":")
    if mark:
        return {
            held.node: _dated(f"code {text}", held)
            for held in _on(registry.find(scheme, code), when)
        }
    return {}


def _on(held: Iterable[Held], when: tuple[int, int]) -> list[Held]:
    return [each for each in held if each.meets(*when)]


def _dated(what: str, held: Held) -> str:
    return what if held.last == FOREVER[1] else f"{what} until {date.fromordinal(held.last)}"


def _match(  # what a match has
    text: str, id: str, score: float, reason: str, registry: Registry, *, sure: bool
) -> Match:
    place = registry.places.get(id)
    name = str(registry.graphs[place[0]].property(place[1], "name")) if place else ""
    return Match(text, id, score, reason, name, sure)
