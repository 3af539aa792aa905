"""A folder being read: whole columns first, then the rows that need a look of their own."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import normalize

from relgraph.errors import nearest
from relgraph.faults import Fault
from relgraph.tables import reading
from relgraph.tables.across import Across
from relgraph.tables.edges import EdgeColumns
from relgraph.tables.known import KnownNodes
from relgraph.tables.nodes import NodeColumns
from relgraph.tables.sheet import Sheet, read_rows
from relgraph.tables.title import read_title

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import date
    from pathlib import Path

    from relgraph.graph.words import Array
    from relgraph.model.records import Coverage, Dataset, DatedName, Source
    from relgraph.model.types import Schema
    from relgraph.tables.row import Layout, Report, Row
    from relgraph.tables.sheet import Block

_FOLDERS = ("nodes", "edges")
_TABLES = (".csv", ".tsv", ".xlsx", ".xls", ".ods")
_FILES = ("sources.csv", "names.csv", "codes.csv", "coverage.csv", "judgements.csv")


@dataclass(frozen=True, slots=True)
class Checked:
    """A folder that was read: nodes and edges in columns, the rest in rows."""

    rest: Dataset
    nodes: NodeColumns
    edges: EdgeColumns


class _At(NamedTuple):
    """A block of a file that was read, and how many rows came before it."""

    sheet: Sheet
    of: str
    block: Block
    start: int


class FolderReader:
    """One folder being read: whole columns first, then the rows that need a look of their own."""

    def __init__(self, folder: Path, schema: Schema, schema_text: str, report: Report) -> None:
        self.folder = folder
        self.schema = schema
        self.schema_text = schema_text
        self.report = report
        self.sources: dict[str, Source] = {}
        self.nodes = KnownNodes(self._names)
        self.folded: dict[str, str] = {}
        self.as_of: date | None = None

    def checked(self, *, keep: bool) -> Checked:
        """Read all files; what nodes and edges say is kept if it is asked for."""
        rest = read_title(self.folder, self.schema, self.schema_text, self.report)
        self.as_of = rest.as_of
        self._stray_files()
        self._read_sources()
        nodes = self._read_nodes(keep=keep)
        edges = self._read_edges(keep=keep)
        rest.names.extend(self._named(reading.NAMES, reading.read_name))
        rest.codes.extend(self._named(reading.CODES, reading.read_code))
        rest.coverage.extend(self._coverage())
        rest.sources.extend(self.sources.values())
        return Checked(rest, nodes, edges)

    def _stray(self, path: str, what: str, stem: str, known: Iterable[str]) -> None:
        """Name a CSV file that nobody reads: a misspelt name must not lose its rows."""
        self.report(Fault(path, 1, 1, "", "stray-file", f"is no {what}", nearest(stem, known)))

    def _stray_files(self) -> None:
        for sub in _FOLDERS:
            for path in self._files(sub, ending=None):
                if path.suffix != ".csv" and path.suffix.lower() in _TABLES:
                    name = f"{sub}/{path.name}"
                    self._stray(name, "CSV file (its ending must be .csv)", name, ())
        for path in self._files("."):
            if path.name not in _FILES:
                self._stray(path.name, "file of a data set", path.name, _FILES)
        families = [family.file for family in self.schema.families.values()]
        self._strays("nodes", "family of the schema", families)
        self._strays("edges", "issue area of the schema", list(self.schema.issue_areas))

    def _strays(self, sub: str, what: str, known: Sequence[str]) -> None:
        for path in self._files(sub):
            if _stem(path) not in known:
                self._stray(f"{sub}/{path.name}", what, path.stem, known)

    def _files(self, sub: str, ending: str | None = ".csv") -> list[Path]:
        """List files in the order of their names, which is the same on every system.

        Some take .CSV for .csv, too; it is a stray file on all of them.
        """
        found = (self.folder / sub).glob("*")
        files = (path for path in found if ending is None or path.suffix == ending)
        return sorted(files, key=lambda path: path.name)

    def _read_sources(self) -> None:
        path = self.folder / "sources.csv"
        if not path.is_file():
            self.report(Fault("sources.csv", 1, 1, "", "missing-file", "no such file"))
            return
        for row in read_rows(path, reading.SOURCES, self.report):
            source = reading.read_source(sure(row))
            self._take_id(row, source.id, taken=source.id in self.sources)
            self.sources.setdefault(source.id, source)

    def _node_sheets(self, report: Report) -> Iterator[tuple[str, Sheet]]:
        for path in self._files("nodes"):
            family = self.schema.family_of_file(_stem(path))
            if family is not None:
                layout = reading.node_layout(f"nodes/{path.name}", self.schema, family)
                yield family, Sheet(path, layout, report)

    def _edge_sheets(self, report: Report) -> Iterator[tuple[str, Sheet]]:
        for path in self._files("edges"):
            if _stem(path) in self.schema.issue_areas:
                layout = reading.edge_layout(f"edges/{path.name}", self.schema)
                yield _stem(path), Sheet(path, layout, report)

    def _names(self) -> Iterator[tuple[str, list[str]]]:
        """Read the id and the names of each node once more."""
        for _, sheet in self._node_sheets(_nobody):
            for block in sheet.blocks():
                columns = ("id", "name", *self.schema.name_columns, "aliases")
                for id, *names, aliases in zip(*map(block.cells, columns), strict=True):
                    yield id.strip(), [*filter(None, names), *aliases.split(";")]

    def _edge_ids(self) -> Iterator[str]:
        """Read the ids of all edges once more."""
        for _, sheet in self._edge_sheets(_nobody):
            for block in sheet.blocks():
                yield from map(str.strip, block.cells("id"))

    def _read_nodes(self, *, keep: bool) -> NodeColumns:
        columns = NodeColumns(self.schema, self.nodes, keep=keep)
        places = list(_blocks_of(self._node_sheets(self.report), columns))
        seen: set[str] = set()
        twins: dict[int, str] = {}
        for number, family, row in _rows(places, columns.suspects(self.sources)):
            node = reading.read_node(sure(row), self.schema, family)
            self.nodes.kinds[number] = node.kind
            taken = node.id in seen or node.id in self.sources
            self._take_id(row, node.id, taken=taken)
            seen.add(node.id)
            if not taken:
                check_twin(twins, node.id, row)
        return columns

    def _take_id(self, row: Row, id: str, *, taken: bool) -> None:
        """Report an id that is taken already, or is another but for the case of its letters."""
        if taken:
            row.fault("id", "duplicate-id", f"the id {id!r} is taken already")
        elif (other := self.folded.setdefault(id.casefold(), id)) != id:
            row.fault("id", "case-of-id", f"the ids {other!r} and {id!r} differ in case only")

    def _read_edges(self, *, keep: bool) -> EdgeColumns:
        columns = EdgeColumns(self.schema, self.nodes, self.sources, self.as_of, keep=keep)
        places = list(_blocks_of(self._edge_sheets(self.report), columns))
        untyped: set[str] = set()
        across = Across(
            self.schema, self.nodes, self.sources, self.as_of,
            lambda: (id for id in self._edge_ids() if id not in untyped or id in across.corrects),
        )  # fmt: skip
        for _, area, row in _rows(places, columns.suspects()):
            if row.broken:
                across.lose(row["id"])
                continue
            edge = reading.read_edge(row, self.schema, self.nodes, self.sources, area)
            if edge is None:
                untyped.add(row["id"])
            else:
                across.see(edge, row)
        across.finish()
        return columns

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


def _blocks_of(
    sheets: Iterable[tuple[str, Sheet]], columns: NodeColumns | EdgeColumns
) -> Iterator[_At]:
    """Read the columns of files, and list the blocks that they came in."""
    rows = 0
    for of, sheet in sheets:
        for block in sheet.blocks():
            yield _At(sheet, of, replace(block, columns={}), rows)
            rows += block.size
            columns.see(block, of)
        columns.end(of)


def _rows(places: Iterable[_At], wanted: Array) -> Iterator[tuple[int, str, Row]]:
    """Read the rows of a mask, each with its number and what it is of."""
    for sheet, of, block, start in places:
        own = wanted[start : start + block.size].nonzero()[0].tolist()
        if own:
            for number, row in sheet.rows(block, set(own)):
                yield start + number, of, row


def _stem(path: Path) -> str:
    """Return the name of a file without its ending; macOS may part letters and their accents."""
    return normalize("NFC", path.stem)


def check_twin(twins: dict[int, str], id: str, row: Row) -> None:
    """Report a node that is all that another is, but for its id."""
    twin = twins.setdefault(hash(tuple(row.cells[1:])), id)
    if twin != id and not row.broken:
        row.fault("name", "same-node", f"all that {id!r} is, {twin!r} is too")


def _nobody(_fault: Fault) -> None:
    """Tell nobody: what is read once more was reported."""


def sure(row: Row) -> Row:
    """Return a row whose faults are not reported if its cells may stand in another place."""
    return replace(row, report=_nobody) if row.broken else row
