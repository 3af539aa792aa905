"""Whether a mapping can be used: with a schema, and with those who resolve codes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from relgraph.errors import FaultyMapping, did_you_mean
from relgraph.importing.forms import compiled, malformed
from relgraph.importing.grammar import KindBy, When, ends
from relgraph.importing.needing import columns_lacking
from relgraph.importing.places import line_of
from relgraph.importing.times import unfit
from relgraph.importing.values import CONFIDENCE
from relgraph.model.dates import DateFault, days
from relgraph.model.meant import OPEN

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from relgraph.importing.forms import Problem
    from relgraph.importing.grammar import Condition, CoverageRule, EdgeRule, NodeRule, Step
    from relgraph.importing.grammar import Mapping as Whole
    from relgraph.model.types import EdgeType, Property, Schema

_NAME = re.compile(r"[a-z0-9][a-z0-9-]*")


def check_mapping(
    mapping: Whole, text: str, path: str, schema: Schema, schemes: Collection[str]
) -> None:
    """Refuse a mapping that asks for what a schema, or those who resolve codes, do not have.

    Raises
    ------
    FaultyMapping
        With every problem, its line and its key.
    """
    _raise(text, path, list(malformed(mapping, "")))
    _raise(text, path, list(_problems(mapping, schema, schemes)))


def check_columns(
    mapping: Whole, text: str, path: str, files: Mapping[str, Collection[str]]
) -> None:
    """Refuse a mapping that asks for columns that its files do not have; raises as above."""
    _raise(text, path, list(columns_lacking(mapping, files)))


def _raise(text: str, path: str, problems: list[Problem]) -> None:
    if problems:
        raise FaultyMapping(path, [(line_of(text, key), key, what) for key, what in problems])


def _problems(mapping: Whole, schema: Schema, schemes: Collection[str]) -> Iterator[Problem]:
    if not _NAME.fullmatch(mapping.name):
        yield "name", f"{mapping.name!r} is no name: expected small letters, digits and -"
    if mapping.source.published:
        yield from _dates(mapping.source.published, "source.published")
    rules = [rule.as_ for table in mapping.tables for rule in table.nodes]
    ways = {*schemes, *(f"@{rule}" for rule in rules)}
    for number, table in enumerate(mapping.tables):
        key = f"tables[{number}]"
        yield from _unknown(table.file, mapping.files, "file", f"{key}.file")
        for at, step in enumerate(table.steps):
            yield from _step(step, mapping, f"{key}.steps[{at}]")
        for at, node in enumerate(table.nodes):
            yield from _node(node, schema, f"{key}.nodes[{at}]")
        for at, edge in enumerate(table.edges):
            yield from _edge(edge, schema, ways, f"{key}.edges[{at}]")
    yield from _said(mapping, schema)


def _said(mapping: Whole, schema: Schema) -> Iterator[Problem]:
    """Tell of what is wrong in coverage and checks."""
    for number, covered in enumerate(mapping.coverage):
        yield from _covered(covered, schema, f"coverage[{number}]")
    for number, check in enumerate(mapping.checks):
        yield from _unknown(check.type, schema.edges, "type", f"checks[{number}].type")
        if check.sum and check.type in schema.edges:
            known = schema.edges[check.type].properties
            yield from _unknown(check.sum, known, "property", f"checks[{number}].sum")


def _unknown(name: str, known: Collection[str], what: str, key: str) -> Iterator[Problem]:
    if name not in known:
        yield key, f"unknown {what} {name!r}{did_you_mean(name, known)}"


def _condition(condition: Condition, key: str) -> Iterator[Problem]:
    tests = (condition.is_, condition.matches, condition.above, condition.below, condition.empty)
    if not (condition.in_ or condition.not_) and all(test is None for test in tests):
        yield key, "tests nothing: say is, in, not, matches, above, below or empty"


def _step(step: Step, mapping: Whole, key: str) -> Iterator[Problem]:
    if not step.name:
        yield key, f"a step is exactly one of {', '.join(step.__struct_fields__)}"
    for at, condition in enumerate(step.where or ()):
        yield from _condition(condition, f"{key}.where[{at}]")
    if step.lookup:
        yield from _unknown(step.lookup.file, mapping.files, "file", f"{key}.lookup.file")
    turned = step.unpivot
    if turned and not turned.into and "column" not in compiled(turned.pattern).groupindex:
        what = "needs a group (?P<column>…), the name of the new column, or else into"
        yield f"{key}.unpivot.pattern", what
    if step.derive and step.derive.pattern and not compiled(step.derive.pattern).groups:
        yield f"{key}.derive.pattern", "needs a group (…): what is taken of the text"


def _node(rule: NodeRule, schema: Schema, key: str) -> Iterator[Problem]:
    by = rule.kind
    kinds = [kind for _, kind in by.patterns] if isinstance(by, KindBy) else [by]
    unknown = [kind for kind in kinds if kind not in schema.kinds]
    for kind in unknown:
        yield from _unknown(kind, schema.kinds, "kind", f"{key}.kind")
    for name in rule.names:
        yield from _unknown(name, schema.name_columns, "column of names", f"{key}.names")
    if kinds and not unknown:
        families = {schema.kinds[kind].family for kind in kinds}
        if len(families) > 1:
            yield f"{key}.kind", f"is of several families: {', '.join(sorted(families))}"
        known = schema.node_properties(min(families))
        yield from _properties(rule.properties, known, f"{key}.properties", "")


def _edge(rule: EdgeRule, schema: Schema, ways: Collection[str], key: str) -> Iterator[Problem]:
    yield from _unknown(rule.issue_area, schema.issue_areas, "issue area", f"{key}.issue_area")
    for end, given in (("from", ends(rule.source)), ("to", ends(rule.target))):
        for way in given:
            yield from _unknown(way.partition(":")[0], ways, "scheme or node", f"{key}.{end}")
    for name, conditions in (("when", rule.when), ("covers", rule.covers)):
        for at, condition in enumerate(conditions):
            yield from _condition(condition, f"{key}.{name}[{at}]")
    yield from _when(rule.since, f"{key}.since")
    yield from _when(rule.until, f"{key}.until")
    if rule.type not in schema.edges:
        yield from _unknown(rule.type, schema.edges, "type", f"{key}.type")
        return
    type = schema.edges[rule.type]
    yield from ((f"{key}.{field}", what) for field, what in _unfit(rule, type))
    known = {**type.properties, **CONFIDENCE}
    yield from _properties(rule.properties, known, f"{key}.properties")


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
    rules: Mapping[str, object], known: Mapping[str, Property], key: str, ends: str = "from to"
) -> Iterator[Problem]:
    for name in rules:
        yield from _unknown(name, known, "property", f"{key}.{name}")
        if name in known and known[name].type == "node" and rules[name] not in ends.split():
            what = "from or to, an end of the relation" if ends else "nothing: it cannot be filled"
            yield f"{key}.{name}", f"names a node: say {what}"


def _dates(text: str, key: str) -> Iterator[Problem]:
    try:
        days(text)
    except DateFault as error:
        yield key, error.told


def _when(when: str | When | None, key: str) -> Iterator[Problem]:
    """Tell of formats of which no day can be told, and of two ways to say one date."""
    if not isinstance(when, When):
        return
    if bool(when.text) == bool(when.year):
        yield key, "needs either a text or a year (with month and day)"
    for form in when.formats:
        what = unfit(form)
        if what:
            yield f"{key}.formats", f"{form!r} {what}"
    if when.epoch:
        yield from _dates(when.epoch, f"{key}.epoch")
    for text in when.censored:
        if text not in when.unknown and when.year:
            yield from _dates(text, f"{key}.censored")


def _covered(rule: CoverageRule, schema: Schema, key: str) -> Iterator[Problem]:
    yield from _unknown(rule.type, schema.edges, "type", f"{key}.type")
    for end in ("since", "until"):
        text = getattr(rule, end)
        if text in ("", OPEN):
            if rule.zero:
                yield f"{key}.{end}", "must be a date where nothing is a zero"
            continue
        yield from _dates(text, f"{key}.{end}")
