"""Everything that relgraph raises on purpose.

::

    RelgraphError
    ├── FaultyData         rows that break the model, each with file, line and column
    ├── FaultySchema       a schema.toml that cannot be used
    ├── FaultyMapping      a mapping that cannot be used, with line and key
    ├── FaultyFile         a file to import that is not what the mapping says, with its line
    ├── FaultyRows         rows to import that break the model, if they are not to be skipped
    ├── NotFound           no such node, query, type or folder
    ├── Ambiguous          a name that fits several things
    ├── Refused            an action that would lose something, or that a server does not allow
    ├── ServerUnreachable  a server that does not answer
    └── CypherError        a query that cannot be answered, with line, column and a caret
        ├── CypherSyntaxError      not Cypher
        ├── CypherSemanticError    Cypher that has no meaning (an unknown variable)
        ├── CypherUnsupported      Cypher that relgraph does not speak yet
        ├── CypherReadOnly         a query that changes what may only be read
        ├── CypherRuntimeError     a value that does not fit while running
        ├── CypherTimeout          the time given is over
        ├── CypherRowLimit         more rows than the answer may have
        └── CypherItemLimit        more items than the query may keep on its way
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from relgraph.faults import Fault, Told


class RelgraphError(Exception):
    """Base of all errors that relgraph raises on purpose."""


class FaultyData(RelgraphError):
    """A folder whose files break the model; ``faults`` has every one of them."""

    SHOWN = 20

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        lines = [str(fault) for fault in self.faults[: self.SHOWN]]
        if len(self.faults) > self.SHOWN:
            lines.append(f"… and {len(self.faults) - self.SHOWN} more: relgraph check shows all")
        super().__init__("\n".join(lines))


class FaultySchema(RelgraphError):
    """A ``schema.toml`` that cannot be used; ``problems`` maps dotted keys to what is wrong."""

    def __init__(self, path: str, problems: dict[str, str]) -> None:
        self.path = path
        self.problems = problems
        super().__init__("\n".join(f"{path}: {key}: {what}" for key, what in problems.items()))


class FaultyMapping(RelgraphError):
    """A mapping that cannot be used; ``problems`` has line, dotted key, and what is wrong."""

    def __init__(self, path: str, problems: Sequence[tuple[int, str, str]]) -> None:
        self.path = path
        self.problems = tuple(problems)
        super().__init__(
            "\n".join(f"{path}:{line or 1}: {key}: {what}" for line, key, what in problems)
        )


class FaultyFile(RelgraphError):
    """A file to import that is not what its mapping says; ``line`` is 0 for the whole file."""

    def __init__(self, path: str, line: int, message: str) -> None:
        self.path = path
        self.line = line
        super().__init__(f"{path}:{line}: {message}" if line else f"{path}: {message}")


class FaultyRows(RelgraphError):
    """Rows to import that are at fault, where none is to be skipped; ``faults`` has them all."""

    SHOWN = 20

    def __init__(self, faults: Sequence[Told]) -> None:
        self.faults = tuple(faults)
        lines = [str(fault) for fault in self.faults[: self.SHOWN]]
        count = len(self.faults)
        lines.append(f"{count} fault{'s' * (count != 1)} in all, and nothing is written")
        super().__init__("\n".join(lines))


class NotFound(RelgraphError):
    """No such thing; near matches are named in the message."""


class Ambiguous(RelgraphError):
    """A name that fits several things; ``choices`` lists them."""

    def __init__(self, message: str, choices: Sequence[str]) -> None:
        self.choices = tuple(choices)
        super().__init__("\n".join([message, *(f"  {choice}" for choice in choices)]))


class Refused(RelgraphError):
    """An action that is not done: it would lose something, or a server does not allow it."""


class DamagedFile(RelgraphError):
    """The file of a graph was changed on the disk while it was in use; opening again helps."""


class ServerUnreachable(RelgraphError):
    """A server that does not answer."""


class CypherError(RelgraphError):
    """A query that cannot be answered.

    Parameters
    ----------
    message
        What is wrong.
    text, offset
        The query and where in it, if known: the message then ends in the line and a caret.
    detail
        The openCypher name of the fault, such as ``UndefinedVariable``.
    """

    def __init__(
        self, message: str, *, text: str = "", offset: int | None = None, detail: str = ""
    ) -> None:
        self.detail = detail
        self.plain = message
        self.line: int | None = None
        self.column: int | None = None
        if offset is not None:
            message = self._locate(message, text, offset)
        super().__init__(message)

    def _locate(self, message: str, text: str, offset: int) -> str:
        before = text[:offset]
        self.line = before.count("\n") + 1
        start = before.rfind("\n") + 1
        self.column = offset - start + 1
        source, at = _window(text[start:].split("\n", 1)[0], self.column - 1)
        caret = "".join("\t" if c == "\t" else " " * _width(c) for c in source[:at]) + "^"
        return f"{message} (line {self.line}, column {self.column})\n  {source}\n  {caret}"


_SHOWN = 76
"""Columns of a line that are shown, so that it fits a terminal of 80."""


def _width(letter: str) -> int:
    """Return how many columns of a terminal a letter takes."""
    if unicodedata.combining(letter):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1


def _window(line: str, at: int) -> tuple[str, int]:
    """Return the part of a line around a place that fits, and where the place is in it."""
    line = line.rstrip("\r")
    if sum(map(_width, line)) <= _SHOWN:
        return line, at
    begin = end = min(at, len(line))
    left = _SHOWN - 2
    while left > 0 and (begin > 0 or end < len(line)):
        if begin > 0 and (at - begin <= end - at or end == len(line)):
            begin -= 1
            left -= _width(line[begin])
        else:
            left -= _width(line[end])
            end += 1
    before, after = "…" * (begin > 0), "…" * (end < len(line))
    return f"{before}{line[begin:end]}{after}", at - begin + len(before)


class CypherSyntaxError(CypherError):
    """Text that is not Cypher."""


class CypherSemanticError(CypherError):
    """Cypher without a meaning: an unknown variable, an aggregation in the wrong place."""


class CypherUnsupported(CypherError):
    """Cypher that relgraph does not speak yet, refused by name."""


class CypherReadOnly(CypherError):
    """A query that changes the graph where it may only be read.

    ``names`` are the labels and types that it speaks of.
    """

    names: tuple[str, ...] = ()


class CypherRuntimeError(CypherError):
    """A value that does not fit while the query runs."""


class CypherTimeout(CypherError):
    """The query took longer than it was given."""


class CypherRowLimit(CypherError):
    """The answer has more rows than it may have."""


class CypherItemLimit(CypherError):
    """The query keeps more items on its way than it may."""


def nearest(word: str, known: Iterable[str], *, likeness: float = 0.6) -> str:
    """Return the known word that was probably meant, or ``""``; ``likeness`` is from 0 to 1.

    >>> nearest("Stat", ["State", "Person"])
    'State'
    >>> nearest("zzz", ["State"])
    ''
    """
    from rapidfuzz import fuzz, process

    names = list(known)
    folded = word.casefold()
    exact = next((name for name in names if name.casefold() == folded), None)
    if exact is not None:
        return exact
    alike = process.extractOne(word, names, scorer=fuzz.ratio, score_cutoff=100 * likeness)
    return alike[0] if alike else ""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Build the tail of a message: `` (did you mean 'State'?)`` or nothing.

    >>> did_you_mean("state", ["State"])
    " (did you mean 'State'?)"
    """
    match = nearest(word, known)
    return f" (did you mean {match!r}?)" if match else ""
