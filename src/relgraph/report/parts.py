"""What a dossier consists of: lines that rest on notes, tables of them, drawings, and sources."""

from __future__ import annotations

from dataclasses import dataclass, field
from string import ascii_lowercase
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from relgraph.page.facts import Facts
    from relgraph.page.paper import Paper

Note = tuple[int, int]
"""Number of a source, and which of the places in it that are cited."""


@dataclass(frozen=True, slots=True)
class Line:
    """A text, and the notes that it rests on; a text without notes counts, or heads others."""

    text: str
    notes: Sequence[Note] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells, each of which is some lines."""

    columns: Sequence[str]
    rows: Sequence[Sequence[Sequence[Line]]]
    title: str = ""
    told: str = ""
    """What is to be known of the rows: that they are the newest of more."""
    numbers: int = 0
    """How many of the last columns hold numbers."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawing, and in words what it shows; a format without drawings has the words alone.

    It is drawn for a paper, with what it rests on, or without one as it stands in a text.
    """

    title: str
    draw: Callable[[Paper | None], str]


Part = Line | Table | Drawing


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it."""

    title: str
    parts: Sequence[Part]


@dataclass(slots=True)
class Source:
    """A source that is cited: its number, what it is, and the places that are cited."""

    number: int
    facts: Facts
    places: list[str] = field(default_factory=list)

    def mark(self, place: int) -> str:
        """Return how a place is cited: ``12`` alone, else ``12a``, ``12b``.

        >>> Source(12, {}, ["p. 1", "p. 2"]).mark(1)
        '12b'
        >>> Source(12, {}, ["p. 1"]).mark(0)
        '12'
        """
        if len(self.places) == 1:
            return str(self.number)
        letters = ""
        while place >= 0:
            place, at = divmod(place, len(ascii_lowercase))
            letters, place = ascii_lowercase[at] + letters, place - 1
        return f"{self.number}{letters}"

    def said(self) -> str:
        """Return title, publisher, date, and what the source is worth."""
        facts = self.facts
        worth = f"reliability {facts['reliability']}" if facts["reliability"] else ""
        access = "" if facts["access"] in ("", "read") else f"known from {facts['access']}"
        known = [facts["title"] or facts["id"], facts["publisher"], facts["published"]]
        return ". ".join(filter(None, [*known, ", ".join(filter(None, [worth, access]))]))

    def found(self) -> str:
        """Return the places that are cited, each with its mark where there are several.

        >>> Source(12, {}, ["p. 1", ""]).found()
        'a: p. 1; b: no place given'
        """
        if len(self.places) == 1:
            return self.places[0]
        return "; ".join(
            f"{self.mark(at).removeprefix(str(self.number))}: {place or 'no place given'}"
            for at, place in enumerate(self.places)
        )

    def whole(self) -> str:
        """Return all that is known of the source, in a line."""
        places, url = self.found(), self.facts["url"]
        return f"{self.said()}." + (f" {places}." if places else "") + (f" {url}" if url else "")


class Notes:
    """Sources in the order in which they are first cited."""

    def __init__(self) -> None:
        self._sources: dict[str, Source] = {}

    def cite(self, edges: Iterable[Facts]) -> tuple[Note, ...]:
        """Return the notes of what some edges rest on, in order, each once."""
        found: dict[Note, None] = {}
        for edge in edges:
            for facts in edge["sources"]:
                source = self._sources.setdefault(
                    facts["id"], Source(len(self._sources) + 1, facts)
                )
                if facts["locator"] not in source.places:
                    source.places.append(facts["locator"])
                found[source.number, source.places.index(facts["locator"])] = None
        return tuple(sorted(found))

    @property
    def sources(self) -> tuple[Source, ...]:
        """The sources, by number."""
        return tuple(self._sources.values())


@dataclass(frozen=True, slots=True)
class Contents:
    """All that a dossier says, in sections, with numbered sources."""

    title: str
    data: str
    """The title of the data set."""
    scope: str
    as_of: str
    sections: Sequence[Section]
    left_out: Sequence[str]
    """Titles of sections that have nothing in this data."""
    sources: Sequence[Source]

    @property
    def heading(self) -> str:
        """What the dossier is of, as of when, and on how many sources it rests."""
        as_of = f"; as of {self.as_of}" if self.as_of else ""
        count = len(self.sources)
        return f"{self.data}: {self.scope}{as_of}. {count} source{'' if count == 1 else 's'}."

    @property
    def running_head(self) -> str:
        """What stands at the head of each page."""
        return f"{self.title}, as of {self.as_of}" if self.as_of else self.title

    def marks(self, line: Line) -> list[str]:
        """Return how the notes of a line are cited, as ``12`` or ``12b``."""
        return [self.sources[number - 1].mark(place) for number, place in line.notes]
