"""A schema read from ``schema.toml`` and checked."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from relgraph.errors import FaultySchema, NotFound, did_you_mean
from relgraph.model.fields import CLAIMED, TAKEN
from relgraph.model.types import EdgeType, Family, IssueArea, Kind, Property, Schema
from relgraph.paths import not_portable, shipped

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

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
    known = [*_TABLES, "issue_areas", "names"]
    for key in tree.keys() - set(known):
        problems[key] = f"unknown table{did_you_mean(key, known)}"
    names = _read_names(tree, problems)
    taken = TAKEN | {f"name_{code}" for code in names}
    tables = {name: _read_table(tree, name, taken, problems) for name in _TABLES}
    schema = Schema(issue_areas=_read_areas(tree, problems), names=names, **tables)
    if not problems:
        schema, problems = _extended(schema)
    if not problems:
        problems = dict(_cross_check(schema))
    if problems:
        raise FaultySchema(path, dict(sorted(problems.items())))
    return schema


def _read_areas(tree: dict[str, Any], problems: dict[str, str]) -> dict[str, IssueArea]:
    """Read the issue areas; a text alone is a definition."""
    rows = _convert(tree.get("issue_areas", {}), dict[str, Any], "issue_areas", problems) or {}
    found = {}
    for name, row in rows.items():
        given = {"definition": row} if isinstance(row, str) else row
        area = _convert(given, IssueArea, f"issue_areas.{name}", problems)
        if area is not None:
            found[name] = area
    return found


def _read_names(tree: dict[str, Any], problems: dict[str, str]) -> dict[str, str]:
    """Read the languages of names; a schema that says nothing of them has the shipped ones."""
    if "names" not in tree:
        return dict(_shipped_names())
    found = _convert(tree["names"], dict[str, str], "names", problems) or {}
    for code in found:
        if not re.fullmatch(r"[a-z]{2,3}", code):
            problems[f"names.{code}"] = "expected a code of ISO 639, like zh"
    return found


@cache
def _shipped_names() -> dict[str, str]:
    tree = tomllib.loads((shipped("graph") / "schema.toml").read_text("utf-8"))
    return {str(code): str(language) for code, language in tree["names"].items()}


def _extended(schema: Schema) -> tuple[Schema, dict[str, str]]:
    """Fill in what kinds do not say from those that they extend."""
    problems: dict[str, str] = {}
    done: dict[str, Kind] = {}

    def whole(name: str, way: tuple[str, ...]) -> Kind:
        kind = schema.kinds[name]
        if name in done or not kind.extends:
            return done.setdefault(name, kind)
        if kind.extends not in schema.kinds or kind.extends in way:
            hint = did_you_mean(kind.extends, schema.kinds)
            unknown = f"unknown kind {kind.extends!r}{hint}"
            what = "it extends itself" if kind.extends in way else unknown
            problems[f"kinds.{name}.extends"] = what
            return done.setdefault(name, kind)
        base = whole(kind.extends, (*way, kind.extends))
        return done.setdefault(name, msgspec.structs.replace(
            kind,
            family=kind.family or base.family,
            colour=kind.colour or base.colour,
            shape=kind.shape or base.shape,
            properties={**base.properties, **kind.properties},
        ))  # fmt: skip

    for name in schema.kinds:
        whole(name, (name,))
    return msgspec.structs.replace(schema, kinds={n: done[n] for n in schema.kinds}), problems


def _convert(value: object, type_: type[T], key: str, problems: dict[str, str]) -> T | None:
    try:
        return msgspec.convert(value, type_)
    except msgspec.ValidationError as error:
        what, _, where = str(error).partition(" - at `$")
        inner = re.sub(r"\[\.\.\.\]", "", where.rstrip("`"))
        problems[key + inner] = what
        return None


def _read_table(
    tree: dict[str, Any], table: str, taken: frozenset[str], problems: dict[str, str]
) -> dict[str, Any]:
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
        typed = _read_properties(properties, f"{key}.properties", taken, problems)
        if found is not None:
            read[name] = msgspec.structs.replace(found, properties=typed) if typed else found
    return read


def _read_properties(
    rows: dict[str, Any], key: str, taken: frozenset[str], problems: dict[str, str]
) -> dict[str, Property]:
    read = {}
    for name, row in rows.items():
        prop = _convert(row, Property, f"{key}.{name}", problems)
        if not re.fullmatch(r"[a-z][a-z0-9_]*", name):
            problems[f"{key}.{name}"] = "expected a name of lower-case letters, digits and _"
        elif name in taken:
            problems[f"{key}.{name}"] = "this name is a column of every node or edge already"
        elif prop is not None:
            read[name] = prop
    return read


def _cross_check(schema: Schema) -> Iterable[tuple[str, str]]:
    yield from _check_families(schema)
    for name, family in schema.families.items():
        yield from _check_file(family.file, f"families.{name}.file")
    for name, area in schema.issue_areas.items():
        yield from _check_file(name, f"issue_areas.{name}")
        yield from _check_colour(area.colour, f"issue_areas.{name}")
    yield from _check_groups(schema)
    for name, kind in schema.kinds.items():
        yield from _check_colour(kind.colour, f"kinds.{name}")
        if not kind.family:
            yield f"kinds.{name}.family", "expected the family, or the kind that it extends"
        elif kind.family not in schema.families:
            hint = did_you_mean(kind.family, schema.families)
            yield f"kinds.{name}.family", f"unknown family {kind.family!r}{hint}"
        yield from _check_properties(kind.properties, f"kinds.{name}.properties")
    endpoints = {*schema.families, *schema.kinds}
    for name, edge in schema.edges.items():
        yield from _check_edge(edge, f"edges.{name}", endpoints)
        yield from _check_properties(edge.properties, f"edges.{name}.properties")


def _check_groups(schema: Schema) -> Iterable[tuple[str, str]]:
    """Refuse a group of issue areas in two colours: a reader tells groups apart by them."""
    first: dict[str, str] = {}
    for name, area in schema.issue_areas.items():
        other = first.setdefault(area.group or name, name)
        colour = schema.issue_areas[other].colour
        if colour != area.colour:
            what = f"{area.colour!r}, and {other} of the same group has {colour!r}"
            yield f"issue_areas.{name}.colour", f"{what}: a group has one colour"


def _check_families(schema: Schema) -> Iterable[tuple[str, str]]:
    """Refuse a schema in which types belong to actors, and nobody acts."""
    belongs = sorted(name for name, edge in schema.edges.items() if edge.belongs)
    if belongs and not any(family.acts for family in schema.families.values()):
        what = f"no family acts, and {belongs[0]} says what belongs to an actor"
        yield "families", f"{what}: say acts = true of the families whose nodes act"


def _check_file(name: str, key: str) -> Iterable[tuple[str, str]]:
    what = not_portable(name)
    if what:
        yield key, f"{what}: its rows could not stand in {name}.csv"


def _check_colour(colour: str, key: str) -> Iterable[tuple[str, str]]:
    if colour and not re.fullmatch(r"#[0-9a-fA-F]{6}", colour):
        yield f"{key}.colour", f"{colour!r} is no colour: expected one like #1f3a68"


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
