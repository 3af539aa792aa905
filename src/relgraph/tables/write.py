"""Records to a folder of CSV that reads back as the same records."""

from __future__ import annotations

import csv
import shutil
import tempfile
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from relgraph.errors import Refused
from relgraph.model.fields import EDGE_COLUMNS, EDGE_FIELDS, NODE_FIELDS, SOURCE_FIELDS
from relgraph.model.quantity import Quantity, number_text
from relgraph.paths import shipped
from relgraph.tables.new import title_text
from relgraph.tables.reading import CODES, COVERAGE, NAMES, SOURCES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from relgraph.model.fields import Field
    from relgraph.model.records import Dataset, DatedName, Edge, Node, Source

    R = TypeVar("R", Node, Edge, Source)

Row = dict[str, Any]


def write_folder(dataset: Dataset, folder: Path) -> None:
    """Write a data set as a new folder; whole, or not at all.

    Raises
    ------
    Refused
        When the folder is there already and not empty.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Refused(f"{folder} is there already and not empty: nothing is written over")
    folder.parent.mkdir(parents=True, exist_ok=True)
    place = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}"))
    try:
        _write(dataset, place)
        if folder.exists():
            folder.rmdir()
        place.chmod(0o755)
        place.rename(folder)
    except BaseException:
        shutil.rmtree(place, ignore_errors=True)
        raise


def _write(dataset: Dataset, folder: Path) -> None:
    (folder / "nodes").mkdir()
    (folder / "edges").mkdir()
    text = title_text(dataset.title, dataset.licence, dataset.id, dataset.version, dataset.as_of)
    (folder / "dataset.toml").write_text(text, "utf-8", newline="\n")
    if dataset.schema_text != (shipped("graph") / "schema.toml").read_text("utf-8-sig"):
        (folder / "schema.toml").write_text(dataset.schema_text, "utf-8", newline="\n")
    schema = dataset.schema
    for name, family in schema.families.items():
        rows = [_node_row(node) for node in _by_id(dataset.nodes) if node.family == name]
        columns = (*schema.node_columns, *schema.node_properties(name))
        if rows:
            _table(folder / f"nodes/{family.file}.csv", columns, rows)
    for area in schema.issue_areas:
        edges = [_edge_row(edge) for edge in _by_id(dataset.edges) if edge.issue_area == area]
        used = {key for row in edges for key in row}
        typed = [key for key in schema.edge_properties() if key in used]
        if edges:
            _table(folder / f"edges/{area}.csv", (*EDGE_COLUMNS, *typed), edges)
    sources = [{key: getattr(s, key) for key in SOURCE_FIELDS} for s in _by_id(dataset.sources)]
    _table(folder / SOURCES.path, SOURCES.columns, sources)
    _table(
        folder / NAMES.path, NAMES.columns, [_dated(r, "name", "language") for r in dataset.names]
    )
    _table(folder / CODES.path, CODES.columns, [_dated(r, "code", "scheme") for r in dataset.codes])
    coverage = [{key: getattr(row, key) for key in COVERAGE.columns} for row in dataset.coverage]
    _table(folder / COVERAGE.path, COVERAGE.columns, coverage)


def _by_id(rows: Iterable[R]) -> list[R]:
    return sorted(rows, key=lambda row: row.id)


def _table(path: Path, columns: Sequence[str], rows: Iterable[Row]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, columns, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def _cell(value: Any) -> str:  # noqa: ANN401  # any value of a record
    if isinstance(value, Quantity):
        return value.text
    if isinstance(value, tuple):
        return ";".join(map(str, value))
    if isinstance(value, bool):
        return "true" if value else "false"
    return number_text(value) if isinstance(value, float) else str(value)


def _cells(record: Node | Edge, fields: tuple[Field, ...]) -> Row:
    """Write the fields of a record and its typed properties; what is usual is an empty cell."""
    values = {field: attrgetter(field.name)(record) for field in fields if field.column}
    cells = {
        field.column: "" if value == field.default else _cell(value)
        for field, value in values.items()
    }
    return cells | {key: _cell(value) for key, value in record.properties.items()}


def _node_row(node: Node) -> Row:
    return {**_cells(node, NODE_FIELDS), **node.names}


def _edge_row(edge: Edge) -> Row:
    return _cells(edge, EDGE_FIELDS)


def _dated(row: DatedName, text: str, scheme: str) -> Row:
    return {
        "node": row.node, text: row.text, scheme: row.scheme, "since": row.since,
        "until": row.until, "sources": ";".join(map(str, row.citations)),
    }  # fmt: skip
