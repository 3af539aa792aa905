"""The faults of an import with file and line: the first of each kind, or all as a table."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from relgraph.faults import Told
from relgraph.importing.dialect import Dialect, decoded
from relgraph.importing.reading import whole_bytes

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from relgraph.importing.faults import RowFault
    from relgraph.importing.grammar import FileRule
    from relgraph.importing.reading import Part, Read


@dataclass(frozen=True, slots=True)
class Group:
    """The faults of one rule and column: how many, and the first of them."""

    code: str
    column: str
    count: int
    first: tuple[Told, ...]


def grouped(
    faults: Sequence[RowFault], rules: Mapping[str, FileRule], files: Mapping[str, Read], shown: int
) -> list[Group]:
    """Group faults by rule and column, the most frequent first, with the first of each."""
    groups: dict[tuple[str, str, str], list[RowFault]] = defaultdict(list)
    for fault in faults:
        groups[fault.file, fault.code, fault.column].append(fault)
    heads = [fault for each in groups.values() for fault in each[:shown]]
    placed = iter(told(heads, rules, files))
    found = [
        Group(code, column, len(each), tuple(next(placed) for _ in each[:shown]))
        for (_, code, column), each in groups.items()
    ]
    return sorted(found, key=lambda group: -group.count)


def told(
    faults: Sequence[RowFault], rules: Mapping[str, FileRule], files: Mapping[str, Read]
) -> list[Told]:
    """Return faults with their places."""
    places = {
        name: _places(
            rules[name], files[name], {fault.row for fault in faults if fault.file == name}
        )
        for name in {fault.file for fault in faults}
    }
    return [
        Told(*places[each.file].get(each.row, (rules[each.file].match, 0)), each.column, each.code,
             each.message, each.suggestion)
        for each in faults
    ]  # fmt: skip


def _places(rule: FileRule, read: Read, rows: Iterable[int]) -> dict[int, tuple[str, int]]:
    found: dict[int, tuple[str, int]] = {}
    for part in read.parts:
        own = {row - part.first for row in rows if part.first <= row < part.first + part.rows}
        lines = _lines(rule, part, own) if own else {}
        found |= {row + part.first: (part.name, line) for row, line in lines.items()}
    return found


def _lines(rule: FileRule, part: Part, rows: set[int]) -> dict[int, int]:
    """Return the lines of rows; of a file that has none, the numbers of rows with the header."""
    if rule.format != "csv" or part.path is None:
        return {row: row + 2 + rule.skip for row in rows}
    text = decoded(whole_bytes(part.path), rule.encoding, part.name)
    return Dialect(rule, text).lines(rows)
