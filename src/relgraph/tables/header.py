"""The header of a CSV file: which cell names which column, and what is wrong with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relgraph.errors import nearest
from relgraph.faults import Fault
from relgraph.tables.texts import language_code

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from relgraph.tables.row import Layout, Report

_SEPARATORS = {";": "semicolons", "\t": "tabs"}
_ALIKE = 0.75
"""Likeness from which an unknown column is taken for a misspelt one."""
_MEANT = {
    "note": "comment comments remark remarks notes description",
    "since": "start begin from_date start_date date_from started begins valid_from",
    "until": "end finish to_date end_date date_to ended ends valid_to",
    "sources": "source reference references citation citations ref refs",
    "from": "source_id subject origin sender exporter actor1 a",
    "to": "target_id target object destination recipient importer actor2 b",
    "type": "relation relationship edge_type predicate",
    "kind": "type category class label",
    "name": "title label name_en english",
    "title": "name", "published": "date publication_date year", "language": "lang",
    "aliases": "alias synonyms other_names",
    "lat": "latitude", "lon": "longitude lng long", "url": "link address website uri",
    "licence": "license", "node": "id node_id", "id": "key identifier uid",
}  # fmt: skip
"""Columns of the model, and what people call them."""


def read_header(cells: Sequence[str], layout: Layout, line: int, report: Report) -> dict[str, int]:
    """Return the number of each column; an empty result says that the file cannot be read.

    A column whose name is misspelt is read as the one that was meant, so that the one mistake
    does not look like many.
    """
    names = [cell.strip() for cell in cells]
    while names and not names[-1]:
        names.pop()
    if separator := _separator(names, cells):
        message = f"is separated by {separator}: save it with commas"
        report(Fault(layout.path, line, 1, "", "separator", message))
        return {}
    names = _in_lower_case(names, cells, layout, line, report)
    known = [(name, at) for at, name in enumerate(names) if name in layout.columns]
    numbers = dict(reversed(known))
    for at, name in enumerate(names):
        if numbers.get(name) != at:
            _misnamed(
                at, name, numbers, layout, lambda *told: report(Fault(layout.path, line, *told))
            )
    for column in layout.required:
        if column not in numbers:
            report(Fault(layout.path, line, 1, column, "missing-column", f"no column {column!r}"))
    return numbers


def _separator(names: Sequence[str], cells: Sequence[str]) -> str:
    """Name what separates the cells where that is no comma."""
    used = (what for mark, what in _SEPARATORS.items() if names and cells[0].count(mark) > 1)
    return next(used, "") if len(names) == 1 else ""


def _in_lower_case(
    names: list[str], cells: Sequence[str], layout: Layout, line: int, report: Report
) -> list[str]:
    """Take ``ID,Kind,Name`` for what it is, with one fault for all of it."""
    lowered = [
        low if name not in layout.columns and (low := name.lower()) in layout.columns else name
        for name in names
    ]
    if lowered != names:
        wrong = [name for name, low in zip(names, lowered, strict=True) if name != low]
        message = f"columns are written in lower case, and {', '.join(wrong)} are not"
        at = names.index(wrong[0]) + 1
        row = ",".join([*lowered, *cells[len(lowered) :]])
        report(Fault(layout.path, line, at, wrong[0], "header-case", message, row))
    return lowered


def _misnamed(
    at: int, name: str, numbers: dict[str, int], layout: Layout, report: Callable[..., None]
) -> None:
    """Report a cell of the header that names no column, or one that is there already."""
    free = [column for column in layout.columns if column not in numbers]
    code = "duplicate-column" if name in layout.columns else "unknown-column"
    hint = ""
    if code == "unknown-column":
        named = f"name_{language_code(name)}"  # "chinese" and "zh" are meant for name_zh
        called = (c for c in free if c == named or name.lower() in _MEANT.get(c, "").split())
        hint = next(called, "") or nearest(name, free, likeness=_ALIKE)
    report(at + 1, name, code, f"{code.replace('-', ' ')} {name!r}", hint)
    if hint:
        numbers[hint] = at
