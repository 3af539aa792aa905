"""A folder as a data set: every file read in turn, every fault found, records handed on."""

from __future__ import annotations

import tomllib
import uuid
from dataclasses import replace
from typing import TYPE_CHECKING

from relgraph.errors import FaultyData, FaultySchema, NotFound, nearest
from relgraph.faults import Fault
from relgraph.model.records import Dataset, Node, Source
from relgraph.model.schema import read_schema
from relgraph.paths import shipped
from relgraph.tables import reading
from relgraph.tables.across import Across
from relgraph.tables.known import KnownNodes
from relgraph.tables.rows import read_rows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from relgraph.model.records import Coverage, DatedName, Edge
    from relgraph.model.types import Schema
    from relgraph.tables.row import Layout, Report, Row

_OF_A_FILE = (
    "unreadable",
    "encoding",
    "quoting",
    "separator",
    "no-header",
    "missing-column",
    "missing-file",
)
_FOLDERS = ("nodes", "edges")
_TABLES = (".csv", ".tsv", ".xlsx", ".xls", ".ods")
_FILES = ("sources.csv", "names.csv", "codes.csv", "coverage.csv")


def read_folder(folder: Path) -> Dataset:
    """Read a folder whose rows are all sound.

    Raises
    ------
    FaultyData
        With every fault of every file.
    FaultySchema, NotFound
        When the folder's schema cannot be used, or there is no such folder.
    """
    dataset, found = _read(folder, keep=True)
    faults = [fault for fault in found if not fault.warning]
    if faults or dataset is None:
        raise FaultyData(faults)
    return dataset


def check_folder(folder: Path) -> list[Fault]:
    """Return every fault and warning of every file, causes before what follows from them.

    Edges are checked one by one and let go, so that memory holds their ids and no more.

    Raises
    ------
    NotFound
        When there is no such folder.
    """
    return _read(folder, keep=False)[1]


def _read(folder: Path, *, keep: bool) -> tuple[Dataset | None, list[Fault]]:
    if not folder.is_dir():
        raise NotFound(f"no folder {folder}")
    faults: list[Fault] = []
    try:
        schema, schema_text = folder_schema(folder)
    except FaultySchema as error:
        return None, [
            Fault("schema.toml", 1, 1, key, "schema", what) for key, what in error.problems.items()
        ]
    reading = _Reading(folder, schema, schema_text, faults.append)
    dataset = reading.dataset(keep=keep)
    return dataset, sorted(dict.fromkeys(_without_consequences(faults)), key=_place)


def _place(fault: Fault) -> tuple[int, str, int, int]:
    """Order faults as files depend on each other, so that a cause stands before what follows."""
    folder = fault.path.partition("/")[0]
    order = ("dataset.toml", "schema.toml", "sources.csv", "nodes", "edges")
    rank = order.index(folder) if folder in order else len(order)
    return rank, fault.path, fault.line, fault.column


def _without_consequences(faults: list[Fault]) -> list[Fault]:
    """Leave out what only follows from a file that could not be read as a table."""
    broken = {fault.path for fault in faults if fault.code in _OF_A_FILE}
    hidden = set()
    if any(path.startswith("nodes/") for path in broken):
        hidden.add("unknown-node")
    if "sources.csv" in broken:
        hidden |= {"unknown-source", "weak-correction"}
    return [fault for fault in faults if fault.code not in hidden]


def schema_path(folder: Path) -> Path:
    """Find a folder's own ``schema.toml``, or the shipped one."""
    own = folder / "schema.toml"
    return own if own.is_file() else shipped("graph") / "schema.toml"


def folder_schema(folder: Path) -> tuple[Schema, str]:
    """Read a folder's own schema, or the shipped one, and its text."""
    path = schema_path(folder)
    return read_schema(path), path.read_text("utf-8-sig")


class _Reading:
    """One folder being read."""

    def __init__(self, folder: Path, schema: Schema, schema_text: str, report: Report) -> None:
        self.folder = folder
        self.schema = schema
        self.schema_text = schema_text
        self.report = report
        self.sources: dict[str, Source] = {}
        self.nodes = KnownNodes()
        self.folded: dict[str, str] = {}
        self.twins: dict[int, str] = {}

    def dataset(self, *, keep: bool) -> Dataset:
        """Read all files; edges are kept if they are asked for."""
        dataset = self._title()
        self._stray_files()
        self._read_sources()
        for path in self._files("nodes"):
            self._read_nodes(path)
        edges = self._edges()
        if keep:
            dataset.edges.extend(edges)
        else:
            for _ in edges:
                pass
        dataset.names.extend(self._named(reading.NAMES, reading.read_name))
        dataset.codes.extend(self._named(reading.CODES, reading.read_code))
        dataset.coverage.extend(self._coverage())
        dataset.nodes.extend(self.nodes.values())
        dataset.sources.extend(self.sources.values())
        return dataset

    def _title(self) -> Dataset:
        name = "dataset.toml"
        text, tree = "", {}
        try:
            text = (self.folder / name).read_text("utf-8-sig")
            tree = tomllib.loads(text)
            text = text or "\n"
        except FileNotFoundError:
            self.report(Fault(name, 1, 1, "", "missing", "no such file: title, licence and id"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            self.report(Fault(name, 1, 1, "", "toml", str(error)))
        values: dict[str, str] = {}
        for key in ("id", "title", "licence"):
            value = tree.get(key)
            values[key] = value if isinstance(value, str) else ""
            if text and not values[key]:
                line = _line_of(key, text)
                self.report(Fault(name, line, 1, key, "missing", "expected a text"))
        if values["id"] and not _is_uuid(values["id"]):
            message = f"{values['id']!r} is no UUID"
            self.report(Fault(name, _line_of("id", text), 1, "id", "bad-id", message))
        return Dataset(
            values["id"], values["title"], values["licence"], self.schema, self.schema_text
        )

    def _stray(self, path: str, what: str, stem: str, known: Iterable[str]) -> None:
        """Name a CSV file that nobody reads: a misspelt name must not lose its rows."""
        self.report(Fault(path, 1, 1, "", "stray-file", f"is no {what}", nearest(stem, known)))

    def _stray_files(self) -> None:
        for sub in _FOLDERS:
            for path in sorted((self.folder / sub).glob("*")):
                if path.suffix != ".csv" and path.suffix.lower() in _TABLES:
                    name = f"{sub}/{path.name}"
                    self._stray(name, "CSV file (its ending must be .csv)", name, ())
        for path in sorted(self.folder.glob("*.csv")):
            if path.name not in _FILES:
                self._stray(path.name, "file of a data set", path.name, _FILES)

    def _files(self, sub: str) -> list[Path]:
        return sorted((self.folder / sub).glob("*.csv"))

    def _read_sources(self) -> None:
        path = self.folder / "sources.csv"
        if not path.is_file():
            self.report(Fault("sources.csv", 1, 1, "", "missing-file", "no such file"))
            return
        for row in read_rows(path, reading.SOURCES, self.report):
            source = reading.read_source(_sure(row))
            self._take_id(row, source.id, taken=source.id in self.sources)
            self.sources.setdefault(source.id, source)

    def _read_nodes(self, path: Path) -> None:
        name = f"nodes/{path.name}"
        family = self.schema.family_of_file(path.stem)
        if family is None:
            known = [family.file for family in self.schema.families.values()]
            self._stray(name, "family of the schema", path.stem, known)
            return
        for row in read_rows(path, reading.node_layout(name, self.schema, family), self.report):
            node = reading.read_node(_sure(row), self.schema, family)
            taken = node.id in self.nodes or node.id in self.sources
            self._take_id(row, node.id, taken=taken)
            if not taken:
                self._check_twin(node, row)
                self.nodes[node.id] = node

    def _take_id(self, row: Row, id: str, *, taken: bool) -> None:
        """Report an id that is taken already, or is another but for the case of its letters."""
        if taken:
            row.fault("id", "duplicate-id", f"the id {id!r} is taken already")
        elif (other := self.folded.setdefault(id.casefold(), id)) != id:
            row.fault("id", "case-of-id", f"the ids {other!r} and {id!r} differ in case only")

    def _check_twin(self, node: Node, row: Row) -> None:
        """Report a node that is all that another is, but for its id."""
        twin = self.twins.setdefault(hash(tuple(row.cells[1:])), node.id)
        if twin != node.id and not row.broken:
            row.fault("name", "same-node", f"all that {node.id!r} is, {twin!r} is too")

    def _edges(self) -> Iterator[Edge]:
        across = Across(self.schema, self.nodes, self.sources)
        for path in self._files("edges"):
            name = f"edges/{path.name}"
            if path.stem not in self.schema.issue_areas:
                self._stray(name, "issue area of the schema", path.stem, self.schema.issue_areas)
                continue
            for row in read_rows(path, reading.edge_layout(name, self.schema), self.report):
                if row.broken:
                    across.lose(row["id"])
                    continue
                edge = reading.read_edge(row, self.schema, self.nodes, self.sources, path.stem)
                if edge is not None:
                    across.see(edge, row)
                    yield edge
        across.finish()

    def _named(
        self,
        layout: Layout,
        read: Callable[[Row, KnownNodes, dict[str, Source]], DatedName],
    ) -> Iterator[DatedName]:
        path = self.folder / layout.path
        if path.is_file():
            for row in read_rows(path, layout, self.report):
                if not row.broken:
                    yield read(row, self.nodes, self.sources)

    def _coverage(self) -> Iterator[Coverage]:
        path = self.folder / reading.COVERAGE.path
        if path.is_file():
            rows = read_rows(path, reading.COVERAGE, self.report)
            for row in (row for row in rows if not row.broken):
                yield reading.read_coverage(row, self.schema, self.sources)


def _sure(row: Row) -> Row:
    """Return a row whose faults are not reported if its cells may stand in another place."""
    return replace(row, report=lambda _fault: None) if row.broken else row


def _line_of(key: str, text: str) -> int:
    """Find the line that sets a key at the top of a TOML text."""
    lines = enumerate(text.splitlines(), 1)
    return next((at for at, line in lines if line.partition("=")[0].strip() == key), 1)


def _is_uuid(text: str) -> bool:
    try:
        return str(uuid.UUID(text)) == text.lower()
    except ValueError:
        return False
