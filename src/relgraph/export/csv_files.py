"""CSV for spreadsheets, R, Stata and pandas: nodes, edges, and a table of their columns.

A text is written as it is. Only one that would do harm is written as JSON, in quotation marks:
what a spreadsheet runs as a formula, what R and pandas take for a missing value (``NA`` is
Namibia), a carriage return (readers make a line feed of it), an empty text, and one that begins
with a quotation mark itself.
"""

from __future__ import annotations

import csv
import json
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from relgraph.export.columns import EDGE_WORDS, NODE_WORDS, columns_of, kinds_of
from relgraph.export.names import put_back, set_apart
from relgraph.export.rows import edge_rows, node_rows
from relgraph.graph.gather import Gatherer
from relgraph.graph.tagged import from_json, to_json
from relgraph.model.text import dated_title

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from relgraph.graph.property_graph import PropertyGraph

    What = Literal["nodes", "edges"]
    Row = dict[str, Any]

_PARTS: tuple[What, What] = ("nodes", "edges")
_WORDS = {"nodes": NODE_WORDS, "edges": EDGE_WORDS}
_HARMFUL = ("=", "+", "@", "\t", '"')
_MISSING = {"", "NA", "NULL", "NaN", "nan", "null", "N/A", "n/a", "None", "<NA>", "#N/A"}
_QUALIFIER = "qualifier"


def write_csv(graph: PropertyGraph, path: Path, *, bom: bool = False) -> list[Path]:
    """Write ``NAME-nodes.csv``, ``NAME-edges.csv`` and ``NAME-columns.csv`` beside each other.

    Lists and maps are JSON, dates ISO, booleans ``true`` and ``false``; an empty cell is null. A
    quantity that is not exact has its bounds as numbers, and what makes it inexact (``>``, ``~``)
    in a column of its own. ``bom`` makes Excel see that the files are UTF-8.
    """
    coding = "utf-8-sig" if bom else "utf-8"
    for what, rows in zip(_PARTS, (node_rows(graph), edge_rows(graph)), strict=True):
        kinds = kinds_of(graph, what)
        named = dict(zip(set_apart(kinds, _WORDS[what]), kinds.values(), strict=True))
        qualified = _qualified(kinds)
        keys = [*columns_of(graph, what), *(f"{name}_{_QUALIFIER}" for name in qualified)]
        with _place(path, what).open("w", encoding=coding, newline="") as stream:
            writer = csv.writer(stream, lineterminator="\n")
            writer.writerow(keys)
            for row in rows:
                marks = {
                    f"{name}_{_QUALIFIER}": _mark(row.get(f"{name}_text")) for name in qualified
                }
                cells = {**row, **marks}
                writer.writerow([_cell(cells.get(key), named.get(key, "")) for key in keys])
    with _place(path, "columns").open("w", encoding=coding, newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(["table", "column", "kind", "unit"])
        writer.writerows(_columns(graph))
        writer.writerow(["data set", dated_title(graph.meta), "", ""])
    return [_place(path, part) for part in (*_PARTS, "columns")]


def _place(path: Path, part: str) -> Path:
    return path.with_name(f"{path.stem}-{part}.csv")


def _columns(graph: PropertyGraph) -> Iterable[tuple[str, str, str, str]]:
    """Walk the columns of both tables with their kinds and, of figures, units."""
    units: dict[str, set[str]] = {}
    for of_type in graph.meta.get("units", {}).values():
        for name, unit in of_type.items():
            units.setdefault(name, set()).update([unit] if unit else [])
    for what in _PARTS:
        kinds = kinds_of(graph, what)
        for name, column in zip(kinds, set_apart(kinds, _WORDS[what]), strict=True):
            figure = name.removesuffix("_min").removesuffix("_max")
            yield what, column, kinds[name], " or ".join(sorted(units.get(figure, ())))
        for name in _qualified(kinds):
            yield what, f"{name}_{_QUALIFIER}", _QUALIFIER, ""


def _qualified(kinds: Iterable[str]) -> list[str]:
    """Name the quantities: they have a text and bounds."""
    known = set(kinds)
    names = (name.removesuffix("_text") for name in sorted(known) if name.endswith("_text"))
    return [name for name in names if {f"{name}_min", f"{name}_max"} & known]


def _mark(text: object) -> str | None:
    """Return what is before or between the numbers of a quantity; None for an exact one."""
    if not isinstance(text, str):
        return None
    return ".." if ".." in text else text.rstrip("0123456789.").rstrip("-") or None


def _cell(value: Any, kind: str) -> str:  # noqa: ANN401  # any property
    if value is None:
        return ""
    if isinstance(value, str):
        harmful = value.startswith(_HARMFUL) or value in _MISSING or "\r" in value
        mistaken = kind == "object" and _mixed(value) != value  # a number beside numbers
        return to_json(value) if harmful or mistaken else value
    return value.isoformat() if kind == "date" else to_json(value)


def read_csv(path: Path) -> PropertyGraph:
    """Read the files that `write_csv` wrote, value for value and type for type."""
    with _place(path, "columns").open(encoding="utf-8-sig", newline="") as stream:
        kinds = {(row["table"], row["column"]): row["kind"] for row in csv.DictReader(stream)}
    tables: dict[str, list[Row]] = {}
    for what in _PARTS:
        with _place(path, what).open(encoding="utf-8-sig", newline="") as stream:
            readers = {
                key: _reader(key, kinds.get((what, key), "text"))
                for key in next(csv.reader(stream))
            }
            stream.seek(0)
            tables[what] = [_known(row, readers) for row in csv.DictReader(stream)]
    gatherer = Gatherer()
    numbers = {
        row["id"]: gatherer.node(row.pop("labels"), put_back(row, NODE_WORDS))
        for row in tables["nodes"]
    }
    for row in tables["edges"]:
        ends = numbers[row.pop("from")], numbers[row.pop("to")]
        gatherer.edge(row.pop("type"), *ends, put_back(row, EDGE_WORDS))
    return gatherer.graph()


def _known(row: dict[str, str], readers: dict[str, Callable[[str], Any]]) -> Row:
    values = ((key, readers[key](cell)) for key, cell in row.items() if cell)
    return {key: value for key, value in values if value is not None}


def _reader(column: str, kind: str) -> Callable[[str], Any]:
    """Return what reads the cells of a column; labels and ends are in no table of columns."""
    if kind == _QUALIFIER:
        return lambda _cell: None
    if kind == "date":
        return date.fromisoformat
    if kind == "text" and column != "labels":
        return lambda cell: json.loads(cell) if cell[0] == '"' else cell
    return _mixed if kind == "object" else from_json


def _mixed(cell: str) -> Any:  # noqa: ANN401  # any property
    """Read a cell of a column of several kinds: a text is no JSON there, or quoted."""
    try:
        return from_json(cell)
    except ValueError:
        return cell
