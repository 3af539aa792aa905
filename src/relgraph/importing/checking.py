"""Whether a mapping can be used: with a schema, with those who resolve codes, with its files."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from relgraph.errors import FaultyMapping, did_you_mean
from relgraph.importing.frame import columns_of
from relgraph.importing.grammar import KindBy, Value, When, ends
from relgraph.importing.places import line_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from relgraph.importing.grammar import (
        EdgeRule,
        NodeRule,
        Spells,
        Step,
        TableRule,
    )  # fmt: skip
    from relgraph.importing.grammar import (
        Mapping as Whole,
    )
    from relgraph.model.types import EdgeType, Property, Schema

    Problem = tuple[str, str]
    """A dotted key, and what is wrong with it."""

_DATASET_NAME = re.compile(r"[a-z0-9][a-z0-9-]*")


def check_mapping(
    mapping: Whole, text: str, path: str, schema: Schema, schemes: Collection[str]
) -> None:
    """Refuse a mapping that asks for what a schema, or those who resolve codes, do not have.

    Raises
    ------
    FaultyMapping
        With every problem, its line and its key.
    """
    _raise(text, path, list(_problems(mapping, schema, schemes)))


def check_columns(
    mapping: Whole, text: str, path: str, files: Mapping[str, Collection[str]]
) -> None:
    """Refuse a mapping that asks for columns that its files do not have; raises as above."""
    found = []
    for number, table in enumerate(mapping.tables):
        found += list(_columns(table, f"tables[{number}]", files))
    _raise(text, path, found)


def _raise(text: str, path: str, problems: list[Problem]) -> None:
    if problems:
        raise FaultyMapping(path, [(line_of(text, key), key, what) for key, what in problems])


def _problems(mapping: Whole, schema: Schema, schemes: Collection[str]) -> Iterator[Problem]:
    if not _DATASET_NAME.fullmatch(mapping.name):
        yield "name", f"{mapping.name!r} is no name: expected small letters, digits and -"
    rules = [rule.as_ for table in mapping.tables for rule in table.nodes]
    for number, table in enumerate(mapping.tables):
        key = f"tables[{number}]"
        yield from _unknown(table.file, mapping.files, "file", f"{key}.file")
        for at, step in enumerate(table.steps):
            yield from _step(step, mapping, f"{key}.steps[{at}]")
        for at, node in enumerate(table.nodes):
            yield from _node(node, schema, f"{key}.nodes[{at}]")
        for at, edge in enumerate(table.edges):
            yield from _edge(
                edge, schema, {*schemes, *(f"@{rule}" for rule in rules)}, f"{key}.edges[{at}]"
            )
    for number, check in enumerate(mapping.checks):
        yield from _unknown(check.type, schema.edges, "type", f"checks[{number}].type")


def _unknown(name: str, known: Collection[str], what: str, key: str) -> Iterator[Problem]:
    if name not in known:
        yield key, f"unknown {what} {name!r}{did_you_mean(name, known)}"


def _step(step: Step, mapping: Whole, key: str) -> Iterator[Problem]:
    if not step.name:
        yield key, f"a step is exactly one of {', '.join(step.__struct_fields__)}"
    if step.lookup:
        yield from _unknown(step.lookup.file, mapping.files, "file", f"{key}.lookup.file")
    if step.unpivot:
        try:
            groups = re.compile(step.unpivot.pattern).groupindex
        except re.error as error:
            yield f"{key}.unpivot.pattern", f"is no pattern: {error}"
            return
        if "column" not in groups:
            yield (
                f"{key}.unpivot.pattern",
                "needs a group (?P<column>…): the name of the new column",
            )


def _node(rule: NodeRule, schema: Schema, key: str) -> Iterator[Problem]:
    kinds = (
        [kind for _, kind in rule.kind.patterns] if isinstance(rule.kind, KindBy) else [rule.kind]
    )
    unknown = [kind for kind in kinds if kind not in schema.kinds]
    for kind in unknown:
        yield from _unknown(kind, schema.kinds, "kind", f"{key}.kind")
    for name in rule.names:
        yield from _unknown(name, schema.name_columns, "column of names", f"{key}.names")
    if not unknown:
        known = schema.node_properties(schema.kinds[kinds[0]].family)
        yield from _properties(rule.properties, known, f"{key}.properties")


def _edge(rule: EdgeRule, schema: Schema, schemes: Collection[str], key: str) -> Iterator[Problem]:
    yield from _unknown(rule.issue_area, schema.issue_areas, "issue area", f"{key}.issue_area")
    for end, ways in (("from", ends(rule.source)), ("to", ends(rule.target))):
        for way in ways:
            scheme = way.partition(":")[0]
            yield from _unknown(scheme, schemes, "scheme or node", f"{key}.{end}")
    if rule.type not in schema.edges:
        yield from _unknown(rule.type, schema.edges, "type", f"{key}.type")
        return
    type = schema.edges[rule.type]
    yield from ((f"{key}.{field}", what) for field, what in _unfit(rule, type))
    yield from _properties(rule.properties, type.properties, f"{key}.properties")


def _unfit(rule: EdgeRule, type: EdgeType) -> Iterator[Problem]:
    """Tell what a rule says that its type does not have."""
    if rule.target and type.figure:
        yield "to", "a figure is about one thing, and has no to"
    elif not rule.target and not type.figure:
        yield "to", "is missing"
    if type.dated == "instant" and rule.until:
        yield "until", f"{rule.type} is an instant, and has no end"
    if rule.spells and type.dated != "spell":
        yield "spells", f"{rule.type} is no spell"
    for name, prop in type.properties.items():
        if prop.required and name not in rule.properties:
            yield "properties", f"{rule.type} needs {name}: {prop.definition}"


def _properties(
    rules: Mapping[str, object], known: Mapping[str, Property], key: str
) -> Iterator[Problem]:
    for name in rules:
        yield from _unknown(name, known, "property", f"{key}.{name}")
        if name in known and known[name].type == "node":
            yield f"{key}.{name}", "names a node, which a mapping cannot fill in"


def _columns(table: TableRule, key: str, files: Mapping[str, Collection[str]]) -> Iterator[Problem]:
    known = set(files[table.file])
    for at, step in enumerate(table.steps):
        place = f"{key}.steps[{at}]"
        yield from _lacking(_asked(step), known, place)
        if step.lookup:
            asked = [step.lookup.key or step.lookup.on, *step.lookup.take]
            yield from _lacking(asked, files[step.lookup.file], place)
        if step.unpivot and not any(map(re.compile(step.unpivot.pattern).fullmatch, known)):
            yield place, f"no column matches {step.unpivot.pattern!r}"
        known = _after(step, known)
    for at, node in enumerate(table.nodes):
        yield from _lacking(_of_node(node), known, f"{key}.nodes[{at}]")
    for at, edge in enumerate(table.edges):
        yield from _lacking(_of_edge(edge), known, f"{key}.edges[{at}]")


def _after(step: Step, known: set[str]) -> set[str]:
    """Return the columns that there are after a step."""
    if step.unpivot:
        pattern = re.compile(step.unpivot.pattern)
        found = {name: match for name in known if (match := pattern.fullmatch(name))}
        new = {match["column"] for match in found.values()} | pattern.groupindex.keys()
        return (known - found.keys() | new) - {"column"}
    if step.lookup:
        return known | set(step.lookup.take)
    made = step.number or step.derive
    return known | {made.column} if made else known


def _of_node(rule: NodeRule) -> list[str]:
    templates = [
        rule.id, rule.name, rule.aliases, rule.note, rule.same.partition(":")[2],
        *rule.names.values(), *map(_text, rule.properties.values()),
        *([rule.kind.text] if isinstance(rule.kind, KindBy) else []),
    ]  # fmt: skip
    return [*_of(templates), *(each.column for each in rule.when)]


def _lacking(asked: Iterable[str], known: Collection[str], key: str) -> Iterator[Problem]:
    for name in dict.fromkeys(asked):
        if name not in known:
            yield key, f"no column {name!r}{did_you_mean(name, known)}"


def _of(templates: Iterable[str]) -> list[str]:
    return [name for template in templates for name in columns_of(template)]


def _asked(step: Step) -> list[str]:
    """List the columns that a step needs."""
    if step.where is not None:
        return [each.column for each in step.where]
    if step.split:
        return [step.split.column]
    if step.lookup:
        return [step.lookup.on]
    if step.distinct is not None:
        return list(step.distinct)
    if step.number:
        return list(step.number.within)
    if step.derive:
        return [*columns_of(step.derive.text), *(each.column for each in step.derive.when)]
    return []


def _of_edge(rule: EdgeRule) -> list[str]:
    templates = [
        *(way.partition(":")[2] for end in (rule.source, rule.target) for way in ends(end)),
        rule.series, rule.note, rule.locator, *rule.key, *map(_text, rule.properties.values()),
        *_of_when(rule.since), *_of_when(rule.until), *_of_spells(rule.spells),
    ]  # fmt: skip
    return [*_of(templates), *(each.column for each in (*rule.when, *rule.covers))]


def _of_when(when: str | When | None) -> list[str]:
    if not isinstance(when, When):
        return [when or ""]
    return [when.text, when.year, when.month, when.day]


def _of_spells(spells: Spells | None) -> list[str]:
    return [spells.year, spells.first, spells.last] if spells else []


def _text(value: str | Value) -> str:
    return value if isinstance(value, str) else value.text
