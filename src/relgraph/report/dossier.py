"""The dossier: who the two are, what ties them, since when, what is disputed, who says so."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from relgraph.errors import NotFound, Refused
from relgraph.model.dates import DateFault, days
from relgraph.page.scope import scope
from relgraph.report import MOST, details, overview
from relgraph.report.basis import read
from relgraph.report.parts import Contents

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from relgraph.engine import Engine
    from relgraph.page.paper import Paper
    from relgraph.report.basis import Basis
    from relgraph.report.parts import Section
    from relgraph.select import Selection


@dataclass(frozen=True, slots=True, repr=False)
class Dossier:
    """A dossier that can be saved, or that a notebook shows by itself."""

    contents: Contents

    def __repr__(self) -> str:
        """Return how much is in it."""
        made = self.contents
        return f"<Dossier {made.title}: {len(made.sections)} sections, {len(made.sources)} sources>"

    @property
    def markdown(self) -> str:
        """The dossier as Markdown with pipe tables."""
        from relgraph.report.markdown import markdown

        return markdown(self.contents)

    @property
    def html(self) -> str:
        """The dossier as a page that prints to A4."""
        from relgraph.report.html import html

        return html(self.contents)

    def save(self, path: str | Path) -> None:
        """Write the dossier: ``.html``, ``.md``, ``.docx`` or ``.json``; all say the same.

        Raises
        ------
        NotFound
            For another ending.
        """
        path = Path(path)
        path.write_bytes(writer(path)(self.contents))

    def draw(self, folder: str | Path, paper: Paper | None = None) -> list[Path]:
        """Write each drawing into a folder as ``.svg``, ``.pdf``, ``.png``; return the files.

        Raises
        ------
        Refused
            Without the package that makes PDF and PNG.
        """
        from relgraph.page.paper import Paper
        from relgraph.page.printed import PRINTED, printed
        from relgraph.report.parts import Drawing

        parts = (part for section in self.contents.sections for part in section.parts)
        sized, written = paper or Paper(), []
        Path(folder).mkdir(parents=True, exist_ok=True)
        for at, part in enumerate((each for each in parts if isinstance(each, Drawing)), 1):
            svg = part.draw(sized)
            for ending in (".svg", *PRINTED):
                path = Path(folder) / f"figure-{at:02}{ending}"
                path.write_bytes(svg.encode() if ending == ".svg" else printed(svg, ending, sized))
                written.append(path)
        return written

    def _repr_html_(self) -> str:
        """Show the dossier in a frame of its own."""
        from relgraph.page.render import frame

        return frame(self.html, self.contents.title, 640)


def writer(path: Path) -> Callable[[Contents], bytes]:
    """Return what writes a dossier in the format that a file's ending names.

    Raises
    ------
    NotFound
        For another ending.
    """
    found = _writers().get(path.suffix.lower())
    if found is None:
        known = ", ".join(_writers())
        raise NotFound(f"no dossier {path.suffix or path.name!r}: name it one of {known}")
    return found


def _writers() -> Mapping[str, Callable[[Contents], bytes]]:
    from relgraph.report.html import html
    from relgraph.report.json import as_json
    from relgraph.report.markdown import markdown
    from relgraph.report.word import word

    return {
        ".html": lambda made: html(made).encode(),
        ".md": lambda made: markdown(made).encode(),
        ".docx": word,
        ".json": lambda made: as_json(made).encode(),
    }


def dossier(
    engine: Engine, selection: Selection, *, since: str | None = None, most: int | None = MOST
) -> Dossier:
    """Write the dossier of the two nodes that a selection is between, or the one it is around.

    Parameters
    ----------
    since
        A day, month or year: what changed since is told; a year before the data's own day
        without it.
    most
        How many rows a table has at most, the newest ones; None for all.

    Raises
    ------
    Refused
        For a selection of neither, and for a day that is none.
    """
    poles = selection.between or ((selection.around,) if selection.around else ())
    if not poles:
        raise Refused("a dossier is of two nodes or one: select between(…) or around(…) first")
    basis = read(engine, selection, poles, most)
    changed = _since(basis.day, since)
    written = {title: part() for title, part in _parts(basis, changed).items()}
    found = [section for part in written.values() for section in part]
    names = {id: node["name"] for id, node in basis.nodes.items()}
    left_out = [title for title, part in written.items() if not part]
    contents = Contents(
        title=overview.subjects(basis), data=str(basis.meta.get("title", "")),
        scope=scope(selection, names), as_of=basis.day, sections=found, left_out=left_out,
        sources=basis.notes.sources,
    )  # fmt: skip
    return Dossier(contents)


def _parts(basis: Basis, since: str) -> dict[str, Callable[[], list[Section]]]:
    """List the sections in order, each with the title under which it is missed."""

    def one(write: Callable[[], Section | None]) -> Callable[[], list[Section]]:
        return lambda: [section for section in [write()] if section is not None]

    return {
        "Who they are": one(lambda: overview.who(basis)),
        "In figures": one(lambda: overview.counted(basis)),
        "The years": one(lambda: overview.years(basis)),
        "Activity by issue area": one(lambda: overview.activity(basis)),
        "What changed": one(lambda: details.changed(basis, since) if since else None),
        "Disputes and claims": one(lambda: details.disputes(basis)),
        "Figures by year": one(lambda: details.figures(basis)),
        "Relations by type": one(lambda: details.direct(basis)),
        "Things that tie them": lambda: details.of_kinds(basis),
        "Votes together and apart": one(lambda: details.votes(basis)),
        "What is said of whom": one(lambda: details.positions(basis)),
    }


def _since(day: str, since: str | None) -> str:
    """Return the day since which changes are told; a year before the last of ``day`` by itself."""
    try:
        if since is not None:
            first = days(since).first.isoformat()
            if day and first > days(day).last.isoformat():
                raise Refused(f"since {since} is after {day}, as of which all is told")
            return first
        if not day:
            return ""
        last = days(day).last
    except DateFault as fault:
        raise Refused(f"since is no date: {fault}") from None
    year = max(last.year - 1, 1)
    leap = (last.month, last.day) == (2, 29)
    return last.replace(year=year, day=28 if leap else last.day).isoformat()
