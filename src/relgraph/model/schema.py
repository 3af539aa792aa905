"""The types of nodes and edges, read from ``schema.toml``: data, not code."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Any, Literal, TypeVar

import msgspec

from relgraph.errors import FaultySchema, NotFound, did_you_mean
from relgraph.model.dates import Dated  # noqa: TC001  # msgspec reads annotations at run time

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

PropertyType = Literal["text", "integer", "number", "boolean", "choice", "quantity", "node"]
NODE_COLUMNS = ("id", "kind", "name", "name_zh", "name_ru", "aliases", "rank", "note")
EDGE_COLUMNS = (
    "id", "type", "from", "to", "since", "until", "sources",
    "status", "rank", "fact", "superseded_by", "note",
)  # fmt: skip
COMPUTED = (
    "dataset", "issue_area", "since_latest", "until_earliest", "since_edtf", "until_edtf",
    "dated", "ongoing", "counts", "claims", "verdict", "source_ids", "family", "names", "codes",
    "labels", "source", "target", "key",
)  # fmt: skip
STATUSES = ("actual", "planned", "contracted", "announced")
RANKS = ("preferred", "normal", "deprecated")
CLAIMED = "CLAIMED"


class Property(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One typed column of a kind or edge type."""

    type: PropertyType
    definition: str
    unit: str = ""
    min: float | None = None
    max: float | None = None
    choices: tuple[str, ...] = ()
    required: bool = False


class Family(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A family of nodes and the name of its file in ``nodes/``."""

    file: str
    definition: str


class Kind(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A kind of node."""

    family: str
    definition: str
    properties: dict[str, Property] = {}


class EdgeType(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A type of edge: what it may join, how it is dated, what it carries.

    With ``seasons``, ``2019-21`` in its dates is the spring of 2019, and else a fault.
    """

    dated: Dated
    definition: str
    sources: tuple[str, ...] = msgspec.field(name="from")
    targets: tuple[str, ...] = msgspec.field(name="to", default=())
    symmetric: bool = False
    figure: bool = False
    belongs: bool = False
    seasons: bool = False
    properties: dict[str, Property] = {}


class Schema(msgspec.Struct, frozen=True):
    """All types of a data set.

    >>> from relgraph.paths import shipped
    >>> schema = read_schema(shipped("graph") / "schema.toml")
    >>> schema.edges["SIGNED"].dated
    'instant'
    >>> schema.admits("State", schema.edges["SIGNED"].sources)
    True
    """

    families: dict[str, Family]
    kinds: dict[str, Kind]
    edges: dict[str, EdgeType]
    issue_areas: dict[str, str]

    def admits(self, kind: str, endpoints: Iterable[str]) -> bool:
        """Tell whether a node of this kind may stand where these kinds and families may."""
        allowed = set(endpoints)
        return kind in allowed or self.kinds[kind].family in allowed

    def family_of_file(self, stem: str) -> str | None:
        """Find the family whose nodes stand in ``nodes/<stem>.csv``."""
        return next((name for name, family in self.families.items() if family.file == stem), None)

    def node_properties(self, family: str) -> dict[str, Property]:
        """List the typed columns of a family's file: those of all its kinds."""
        return {
            name: prop
            for kind in self.kinds.values()
            if kind.family == family
            for name, prop in kind.properties.items()
        }

    def edge_properties(self) -> dict[str, Property]:
        """List the typed columns that a file of edges may have: those of all types."""
        return {
            name: prop for edge in self.edges.values() for name, prop in edge.properties.items()
        }

    def find(self, name: str) -> Family | Kind | EdgeType:
        """Find a family, kind or edge type by name.

        Raises
        ------
        NotFound
            When there is none; the message names the nearest.
        """
        known: dict[str, Family | Kind | EdgeType] = {**self.families, **self.kinds, **self.edges}
        if name not in known:
            raise NotFound(f"no type {name!r} in the schema{did_you_mean(name, known)}")
        return known[name]


T = TypeVar("T")
_TABLES: dict[str, tuple[type[Any], str, str]] = {
    "families": (Family, r"[A-Z][A-Za-z]+", "a name like Actor"),
    "kinds": (Kind, r"[A-Z][A-Za-z]+", "a name like State"),
    "edges": (EdgeType, r"[A-Z][A-Z0-9]*(_[A-Z0-9]+)*", "a name like MEMBER_OF"),
}


def read_schema(path: Path) -> Schema:
    """Read and check a ``schema.toml``.

    Raises
    ------
    FaultySchema
        With every problem under its dotted key, as in ``edges.SIGNED.dated``.
    """
    try:
        tree = tomllib.loads(path.read_text("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise FaultySchema(path.name, {"(file)": str(error)}) from None
    except OSError as error:
        raise NotFound(f"cannot read the schema {path}: {error.strerror}") from None
    return schema_of(tree, path.name)


def schema_of(tree: dict[str, Any], path: str = "schema.toml") -> Schema:
    """Make a schema of its parsed tables; raises as `read_schema` does."""
    problems: dict[str, str] = {}
    for key in tree.keys() - {*_TABLES, "issue_areas"}:
        problems[key] = f"unknown table{did_you_mean(key, [*_TABLES, 'issue_areas'])}"
    tables = {name: _read_table(tree, name, problems) for name in _TABLES}
    areas = _convert(tree.get("issue_areas", {}), dict[str, str], "issue_areas", problems) or {}
    schema = Schema(issue_areas=areas, **tables)
    if not problems:
        problems = dict(_cross_check(schema))
    if problems:
        raise FaultySchema(path, dict(sorted(problems.items())))
    return schema


def _convert(value: object, type_: type[T], key: str, problems: dict[str, str]) -> T | None:
    try:
        return msgspec.convert(value, type_)
    except msgspec.ValidationError as error:
        what, _, where = str(error).partition(" - at `$")
        inner = re.sub(r"\[\.\.\.\]", "", where.rstrip("`"))
        problems[key + inner] = what
        return None


def _read_table(tree: dict[str, Any], table: str, problems: dict[str, str]) -> dict[str, Any]:
    type_, form, expected = _TABLES[table]
    rows = tree.get(table)
    if not isinstance(rows, dict) or not rows:
        problems[table] = "expected a table of types, and at least one"
        return {}
    read = {}
    for name, row in rows.items():
        key = f"{table}.{name}"
        if not re.fullmatch(form, name) or name == CLAIMED:
            problems[key] = f"expected {expected}"
        properties = row.pop("properties", {}) if isinstance(row, dict) else {}
        found = _convert(row, type_, key, problems)
        typed = _read_properties(properties, f"{key}.properties", problems)
        if found is not None:
            read[name] = msgspec.structs.replace(found, properties=typed) if typed else found
    return read


def _read_properties(
    rows: dict[str, Any], key: str, problems: dict[str, str]
) -> dict[str, Property]:
    read = {}
    for name, row in rows.items():
        prop = _convert(row, Property, f"{key}.{name}", problems)
        if not re.fullmatch(r"[a-z][a-z0-9_]*", name):
            problems[f"{key}.{name}"] = "expected a name of lower-case letters, digits and _"
        elif name in {*NODE_COLUMNS, *EDGE_COLUMNS, *COMPUTED}:
            problems[f"{key}.{name}"] = "this name is a column of every node or edge already"
        elif prop is not None:
            read[name] = prop
    return read


def _cross_check(schema: Schema) -> Iterable[tuple[str, str]]:
    for name, kind in schema.kinds.items():
        if kind.family not in schema.families:
            hint = did_you_mean(kind.family, schema.families)
            yield f"kinds.{name}.family", f"unknown family {kind.family!r}{hint}"
        yield from _check_properties(kind.properties, f"kinds.{name}.properties")
    endpoints = {*schema.families, *schema.kinds}
    for name, edge in schema.edges.items():
        yield from _check_edge(edge, f"edges.{name}", endpoints)
        yield from _check_properties(edge.properties, f"edges.{name}.properties")


def _check_edge(edge: EdgeType, key: str, endpoints: set[str]) -> Iterable[tuple[str, str]]:
    for side, names in (("from", edge.sources), ("to", edge.targets)):
        for name in names:
            if name not in endpoints:
                hint = did_you_mean(name, endpoints)
                yield f"{key}.{side}", f"unknown family or kind {name!r}{hint}"
    if not edge.sources:
        yield f"{key}.from", "expected at least one family or kind"
    if edge.figure and (edge.targets or edge.symmetric or edge.belongs):
        yield f"{key}.figure", "a figure runs from a thing to itself: no to, symmetric or belongs"
    if not edge.figure and not edge.targets:
        yield f"{key}.to", "expected at least one family or kind"


def _check_properties(properties: dict[str, Property], key: str) -> Iterable[tuple[str, str]]:
    for name, prop in properties.items():
        if (prop.type == "choice") != bool(prop.choices):
            yield f"{key}.{name}.choices", "a choice has choices, and nothing else has"
        if prop.min is not None and prop.max is not None and prop.min > prop.max:
            yield f"{key}.{name}.min", f"{prop.min:g} is more than max, {prop.max:g}"
        if prop.type == "quantity" and not prop.unit:
            yield f"{key}.{name}.unit", "a quantity needs a unit"
