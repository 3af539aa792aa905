"""The columns that a mapping needs of its files, and those that they do not have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relgraph.errors import did_you_mean
from relgraph.importing.forms import compiled
from relgraph.importing.frame import columns_of
from relgraph.importing.grammar import KindBy, Value, When, ends

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

    from relgraph.importing.forms import Problem
    from relgraph.importing.grammar import EdgeRule, NodeRule, Spells, Step, TableRule
    from relgraph.importing.grammar import Mapping as Whole


def wanted(mapping: Whole, file: str) -> Callable[[str], bool]:
    """Return what tells whether a column of a file is spoken of: the others are not read."""
    named, patterns = set(), []
    for table in mapping.tables:
        lookups = [step.lookup for step in table.steps if step.lookup]
        for lookup in lookups:
            if lookup.file == file:
                named |= {lookup.key or lookup.on, *lookup.take}
        if table.file == file:
            named |= set(_of_table(table, _ids(mapping)))
            patterns += [compiled(step.unpivot.pattern) for step in table.steps if step.unpivot]
    return lambda column: column in named or any(each.fullmatch(column) for each in patterns)


def columns_lacking(mapping: Whole, files: Mapping[str, Collection[str]]) -> Iterator[Problem]:
    """Tell of columns that are spoken of and are not there, step by step."""
    for number, table in enumerate(mapping.tables):
        if table.file in files:
            yield from _lacking_of(table, f"tables[{number}]", files, _ids(mapping))


def _lacking_of(
    table: TableRule, key: str, files: Mapping[str, Collection[str]], ids: Mapping[str, str]
) -> Iterator[Problem]:
    known = set(files[table.file])
    for at, step in enumerate(table.steps):
        place = f"{key}.steps[{at}]"
        yield from _lacking(_asked(step), known, place)
        if step.lookup and step.lookup.file in files:
            asked = [step.lookup.key or step.lookup.on, *step.lookup.take]
            yield from _lacking(asked, files[step.lookup.file], place)
        if step.unpivot and not any(map(compiled(step.unpivot.pattern).fullmatch, known)):
            yield place, f"no column matches {step.unpivot.pattern!r}"
        after = _after(step, known)
        if not step.derive:
            for name in sorted(_made(step, known) & _kept(step, known)):
                yield place, f"the column {name!r} is there already, and would be lost"
        known = after
    for at, node in enumerate(table.nodes):
        yield from _lacking(_of_node(node), known, f"{key}.nodes[{at}]")
    for at, edge in enumerate(table.edges):
        yield from _lacking(_of_edge(edge, ids), known, f"{key}.edges[{at}]")


def _ids(mapping: Whole) -> dict[str, str]:
    """Return what the ids of the nodes of each rule are made of."""
    return {rule.as_: rule.id for table in mapping.tables for rule in table.nodes}


def _of_table(table: TableRule, ids: Mapping[str, str]) -> list[str]:
    return [
        *(name for step in table.steps for name in _asked(step)),
        *(name for node in table.nodes for name in _of_node(node)),
        *(name for edge in table.edges for name in _of_edge(edge, ids)),
    ]


def _kept(step: Step, known: set[str]) -> set[str]:
    """Return the columns that a step leaves as they are."""
    if not step.unpivot:
        return known
    return {name for name in known if not compiled(step.unpivot.pattern).fullmatch(name)}


def _made(step: Step, known: set[str]) -> set[str]:
    """Return the columns that a step makes."""
    if step.unpivot:
        pattern, into = compiled(step.unpivot.pattern), step.unpivot.into
        matches = [match for name in known if (match := pattern.fullmatch(name))]
        new = {into} if into else {match["column"] for match in matches}
        return new | (pattern.groupindex.keys() - {"column"})
    if step.lookup:
        return set(step.lookup.take)
    made = step.number or step.derive
    return {made.column} if made else set()


def _after(step: Step, known: set[str]) -> set[str]:
    """Return the columns that there are after a step."""
    return _kept(step, known) | _made(step, known)


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


def _of_node(rule: NodeRule) -> list[str]:
    templates = [
        rule.id, rule.name, rule.aliases, rule.note, rule.same.partition(":")[2],
        *rule.names.values(), *map(_text, rule.properties.values()),
        *([rule.kind.text] if isinstance(rule.kind, KindBy) else []),
    ]  # fmt: skip
    return [*_of(templates), *(each.column for each in rule.when)]


def _of_edge(rule: EdgeRule, ids: Mapping[str, str]) -> list[str]:
    ways = [*ends(rule.source), *ends(rule.target)]
    templates = [
        *(way.partition(":")[2] or ids.get(way[1:], "") for way in ways),
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
