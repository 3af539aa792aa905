"""Where a key stands in a TOML file: its parser does not tell."""

from __future__ import annotations

import re
from collections import Counter

_HEADER = re.compile(r"\s*(\[\[?)([^\[\]]+)\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"\s*([\w.\"'-]+)\s*=")


def line_of(text: str, key: str) -> int:
    r"""Return the line of a key like ``tables[0].edges[1].since``, or of the nearest above it.

    >>> line_of("a = 1\n[[b]]\nc = 2\n[[b]]\nc = 3\n", "b[1].c")
    5
    >>> line_of("[b]\nc = {d = 1}", "b.c.d")
    2
    """
    wanted = _parts(key)
    best, line = -1, 1
    counts: Counter[tuple[str, ...]] = Counter()
    header: tuple[str, ...] = ()
    for number, each in enumerate(text.splitlines(), 1):
        opened, given = _HEADER.match(each), _KEY.match(each)
        if opened:
            header = _numbered(tuple(_names(opened[2])), counts, array=opened[1] == "[[")
            found = header
        elif given:
            found = (*header, *_names(given[1]))
        else:
            continue
        if len(found) > best and _fits(found, wanted):
            best, line = len(found), number
    return line


def _parts(key: str) -> tuple[str, ...]:
    """Return the parts of a key; ``[...]`` stands for any name."""
    return tuple(re.findall(r"[^.\[\]]+", key.replace("[...]", ".*")))


def _fits(found: tuple[str, ...], wanted: tuple[str, ...]) -> bool:
    return len(found) <= len(wanted) and all(
        own in (name, "*") for name, own in zip(found, wanted, strict=False)
    )


def _names(text: str) -> list[str]:
    return [part.strip().strip("\"'") for part in text.split(".")]


def _numbered(
    names: tuple[str, ...], counts: Counter[tuple[str, ...]], *, array: bool
) -> tuple[str, ...]:
    """Put the numbers of arrays of tables between the names of a header."""
    found: tuple[str, ...] = ()
    for at, name in enumerate(names):
        last = at == len(names) - 1
        found = (*found, name)
        if last and array:
            counts[found] += 1
        if counts[found]:
            found = (*found, str(counts[found] - 1))
    return found
