"""Colours, shapes and words: what a kind of node and an issue area look like on every figure."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from relgraph.model.text import in_words, words
from relgraph.model.types import PLAIN

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from relgraph.page.facts import Facts

_HUES = Path(__file__).parent / "web" / "hues.json"
OTHERS = "others"


@dataclass(frozen=True, slots=True)
class Palette:
    """How the kinds and issue areas of a graph look, as its schema says, in the schema's order.

    What the schema does not have is plain and comes last, by the alphabet.

    >>> import relgraph
    >>> palette = Palette.of(relgraph.open().subgraph().meta)
    >>> palette.kind_style("State"), palette.kind_label("ArmedForce", 2)
    (('#6f7782', 'hexagon'), 'armed forces')
    >>> sorted(["Place", "Sect", "State"], key=palette.kind_order)
    ['State', 'Place', 'Sect']
    """

    kinds: Mapping[str, Mapping[str, Any]]
    areas: Mapping[str, Mapping[str, Any]]
    acts: tuple[str, ...] = ()
    middles: tuple[str, ...] = ()
    """Families whose nodes happen, are agreed on, built or founded: no actors and no places."""
    areas_called: str = "issue areas"
    """What the issue areas are called: a graph may have something else in their place."""

    @classmethod
    def of(cls, meta: Mapping[str, Any]) -> Palette:
        """Return the palette of a graph by what it remembers of its schema."""
        acts, middles = (tuple(meta.get(key, ())) for key in ("acts", "middles"))
        called = meta.get("areas", "issue areas")
        return cls(meta.get("kinds", {}), meta.get("issue_areas", {}), acts, middles, called)

    def kind_style(self, kind: str) -> tuple[str, str]:
        """Return the colour and the shape of a kind."""
        known = self.kinds.get(kind, {})
        return known.get("colour", PLAIN), known.get("shape", "dot")

    def kind_label(self, kind: str, count: int = 1) -> str:
        """Return what a node of a kind, or several, are called."""
        known = self.kinds.get(kind, {})
        return str(known.get("label" if count == 1 else "plural", words(kind)))

    def kind_family(self, kind: str) -> str:
        """Return the family of a kind; empty where the schema does not have it."""
        return str(self.kinds.get(kind, {}).get("family", ""))

    def is_thing(self, kind: str) -> bool:
        """Return whether nodes of a kind happen, are agreed on, built or founded."""
        return self.kind_family(kind) in self.middles

    def kind_order(self, kind: str) -> tuple[int, str]:
        """Return the key that sorts kinds as legends and bands show them."""
        return _place(kind, self.kinds)

    def area_colour(self, area: str) -> str:
        """Return the colour of an issue area."""
        return str(self.areas.get(area, {}).get("colour", PLAIN))

    def area_group(self, area: str) -> str:
        """Return what the issue areas of its colour are called together."""
        return str(self.areas.get(area, {}).get("group", self.area_label(area)))

    def area_label(self, area: str) -> str:
        """Return what an issue area is called."""
        return str(self.areas.get(area, {}).get("label", words(area)))

    def area_order(self, area: str) -> tuple[int, str]:
        """Return the key that sorts issue areas as legends and bands show them."""
        return _place(area, self.areas)


def line_colours(palette: Palette, edges: Iterable[Facts]) -> dict[str, tuple[str, str]]:
    """Return the colour and what it means of each edge, by id, as a page opens.

    Issue areas tell edges apart, by their groups; where all are of one colour, types do: the
    commonest have a hue each, the others are plain.

    >>> edges = [{"id": id, "area": "", "type": id} for id in "ab"]
    >>> line_colours(Palette({}, {}), edges)["a"]
    ('#604730', 'a')
    """
    drawn = list(edges)
    if len({palette.area_colour(edge["area"]) for edge in drawn}) > 1:
        return {
            edge["id"]: (palette.area_colour(edge["area"]), palette.area_group(edge["area"]))
            for edge in drawn
        }
    hues = json.loads(_HUES.read_text("utf-8"))["light"]
    counts = Counter(edge["type"] for edge in drawn)
    types = sorted(counts, key=lambda each: (-counts[each], each))
    apart = types if len(types) <= len(hues) else types[: len(hues) - 1]
    named = [in_words(each) for each in apart]
    look = dict(zip(apart, zip(hues, named, strict=False), strict=True))
    return {edge["id"]: look.get(edge["type"], (PLAIN, OTHERS)) for edge in drawn}


def line_widths() -> dict[str, float]:
    """Return how wide a line of each hue is in print, so that in grey no two are alike.

    >>> line_widths()["#604730"]
    0.8
    """
    hues = json.loads(_HUES.read_text("utf-8"))
    return dict(zip(hues["light"], hues["widths"], strict=True))


def _place(name: str, known: Mapping[str, object]) -> tuple[int, str]:
    order = list(known)
    return order.index(name) if name in known else len(order), name


def shared_colour(colours: list[str]) -> str:
    """Return the commonest colour; of several the first."""
    return max(dict.fromkeys(colours), key=colours.count)
