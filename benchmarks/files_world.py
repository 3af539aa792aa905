"""A made-up folder of CSV: states, persons and treaties, and as many edges as are asked for."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

STATES, SOURCES = 200, 300
HEADER = "id,type,from,to,since,until,sources,status,rank,fact,superseded_by,note"
DATASET = 'title = "Made up"\nlicence = "CC0"\nid = "11111111-1111-4111-8111-111111111111"\n'


class Rows:
    """Makes the rows of edges: 40 % trade of a year, 30 % signatures, 30 % terms of office.

    One in six cites two sources, one in fifteen rests on an unreliable one alone.
    """

    def __init__(self, edges: int) -> None:
        self.dice = random.Random(1990)  # noqa: S311  # no secret
        self.states = [f"s{number:03}" for number in range(STATES)]
        self.persons = [f"p{number:06}" for number in range(edges // 15)]
        self.treaties = [f"t{number:05}" for number in range(edges // 60)]

    def cited(self) -> str:
        """Return a cell of sources, with locators."""
        pick = self.dice.randrange
        found = f"source-{pick(SOURCES)}#p. {pick(400)}"
        return found if pick(6) else f"{found}; source-{pick(SOURCES)}"

    def trade(self, number: int) -> str:
        """Return a figure for a year."""
        dice = self.dice
        one, two = dice.sample(self.states, 2)
        exact = (f"{dice.lognormvariate(3, 1.5):.2f}", f"{dice.randrange(1, 9000)}")
        value = dice.choice((*exact, "~4.5", f">{dice.randrange(100)}"))
        year = 1990 + number % 35
        return f"trade-{number},TRADED_WITH,{one},{two},{year},,{self.cited()},,,,,,{value}"

    def signature(self, number: int) -> str:
        """Return a signature, one in three with a note."""
        dice = self.dice
        day = f"{dice.randrange(1990, 2025)}-{dice.randrange(1, 13):02}-{dice.randrange(1, 29):02}"
        ends = f"{dice.choice(self.states)},{dice.choice(self.treaties)}"
        note = f'"a note on it, of its own: {number}"' if number % 3 == 0 else ""
        return f"signature-{number},SIGNED,{ends},{day},,{self.cited()},,,,,{note}"

    def office(self, number: int) -> str:
        """Return a term of office, one in five of which goes on."""
        dice = self.dice
        since = dice.randrange(1950, 2020)
        until = since + dice.randrange(5) if dice.randrange(5) else ".."
        ends = f"{dice.choice(self.persons)},{dice.choice(self.states)}"
        office = f"Minister of {dice.randrange(200)}"
        return f"office-{number},HOLDS_OFFICE,{ends},{since},{until},{self.cited()},,,,,,{office}"


def write(folder: Path, edges: int, bad: Callable[[int], bool] = lambda _number: False) -> None:
    """Write a folder of so many edges; of the bad ones the source is misspelt."""
    rows = Rows(edges)
    (folder / "nodes").mkdir(parents=True)
    (folder / "edges").mkdir()
    (folder / "dataset.toml").write_text(DATASET, "utf-8")
    _table(folder / "sources.csv", _sources())
    actors = [
        f"{state},State,State {state},,,The {state};{state} republic," for state in rows.states
    ]
    actors += [f"{person},Person,Person {person},,,," for person in rows.persons]
    _table(folder / "nodes/actors.csv", ["id,kind,name,name_zh,name_ru,aliases,note", *actors])
    treaties = [f"{treaty},Treaty,Treaty {treaty}" for treaty in rows.treaties]
    _table(folder / "nodes/instruments.csv", ["id,kind,name", *treaties])
    first = 0
    for area, column, share, make in (
        ("economy", ",value", 4, rows.trade),
        ("diplomacy", "", 3, rows.signature),
        ("governance", ",office", 3, rows.office),
    ):
        numbers = range(first, first + edges * share // 10)
        lines = (make(n).replace(",source-", ",surce-", int(bad(n))) for n in numbers)
        _table(folder / f"edges/{area}.csv", (HEADER + column, *lines))
        first = numbers.stop


def _sources() -> Iterator[str]:
    yield "id,title,publisher,published,url,reliability,access"
    for number in range(SOURCES):
        published = f"{1990 + number % 35}-06-{1 + number % 9:02}"
        letter = "E" if number % 15 == 0 else "ABCD"[number % 4]
        named = f"source-{number},Yearbook {number},Press {number % 40}"
        yield f"{named},{published},https://example.org/{number},{letter},read"


def _table(path: Path, lines: Iterator[str] | list[str] | tuple[str, ...]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        stream.writelines(f"{line}\n" for line in lines)
