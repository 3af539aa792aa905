"""A dossier as JSON: the same lines, with the marks of their notes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from relgraph.report.parts import Drawing, Line

if TYPE_CHECKING:
    from relgraph.report.parts import Contents, Part


def as_json(contents: Contents) -> str:
    """Write the dossier; a drawing is its words, its figures stand in the table after it."""
    tree = {
        "title": contents.title,
        "data": contents.data,
        "scope": contents.scope,
        "as_of": contents.as_of,
        "sections": [
            {"title": section.title, "parts": [_part(contents, part) for part in section.parts]}
            for section in contents.sections
        ],
        "left_out": list(contents.left_out),
        "sources": [
            {
                "number": source.number,
                **{key: value for key, value in source.facts.items() if key != "locator"},
                "places": {source.mark(at): place for at, place in enumerate(source.places)},
            }
            for source in contents.sources
        ],
    }
    return json.dumps(tree, ensure_ascii=False, indent=1) + "\n"


def _part(contents: Contents, part: Part) -> dict[str, Any]:
    if isinstance(part, Line):
        return _line(contents, part)
    if isinstance(part, Drawing):
        return {"drawing": part.title}
    rows = [[[_line(contents, line) for line in cell] for cell in row] for row in part.rows]
    return {"table": part.title, "told": part.told, "columns": list(part.columns), "rows": rows}


def _line(contents: Contents, line: Line) -> dict[str, Any]:
    return {"text": line.text, "notes": contents.marks(line)}
