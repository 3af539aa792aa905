"""A dossier as one page of HTML: it opens offline and prints to A4 with running heads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relgraph.model.text import safe_text
from relgraph.page.render import template
from relgraph.report.chart import TEMPLATES

if TYPE_CHECKING:
    from markupsafe import Markup

    from relgraph.report.parts import Contents, Drawing, Part


def html(contents: Contents) -> str:
    """Write the page; all text in it is escaped, and the drawings are SVGs of our own."""
    import markupsafe

    def inline(drawing: Drawing) -> Markup:
        return markupsafe.Markup(drawing.draw(None))  # noqa: S704  # a template escaped what is in it

    text = template("dossier.html", TEMPLATES).render(
        contents=contents,
        kind=_kind,
        inline=inline,
        css=markupsafe.Markup(_css(contents)),  # noqa: S704  # escaped there
    )
    return safe_text(text)


def _kind(part: Part) -> str:
    return type(part).__name__


def _css(contents: Contents) -> str:
    """Fill in the running head: in a string of CSS each character stands by its number."""
    head = safe_text(contents.running_head)
    written = "".join(f"\\{ord(character):06x}" for character in head)
    return (TEMPLATES / "dossier.css").read_text("utf-8").replace("{{ head }}", written)
