"""An SVG as PDF or PNG, by typst: the extra ``print``."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from relgraph.errors import Refused

if TYPE_CHECKING:
    from relgraph.page.paper import Paper

PRINTED = (".pdf", ".png")
_INCH = 300.0
"""Points of a PNG on an inch."""


def printed(svg: str, ending: str, paper: Paper) -> bytes:
    """Turn an SVG into a page of PDF, its texts as text, or a PNG of 300 points an inch.

    Raises
    ------
    Refused
        When typst is not installed.
    """
    try:
        import typst
    except ImportError:
        raise Refused(f"a {ending} needs typst: pip install 'relgraph[print]'") from None
    wide = f"{paper.width:g}mm"
    with tempfile.TemporaryDirectory(prefix="relgraph-") as made:
        page = Path(made) / "page.typ"
        (Path(made) / "figure.svg").write_text(svg, "utf-8")
        page.write_text(
            f'#set page(width: {wide}, height: auto, margin: 0mm)\n'
            f'#image("figure.svg", width: {wide})\n', "utf-8",
        )  # fmt: skip
        if ending == ".png":
            return bytes(typst.compile(str(page), root=made, format="png", ppi=_INCH))
        return bytes(typst.compile(str(page), root=made))
