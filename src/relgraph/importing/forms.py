"""The texts of a mapping that must have a form: patterns, and columns in braces."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterator

    Problem = tuple[str, str]
    """A dotted key, and what is wrong with it."""

_PATTERNS = ("pattern", "matches")
_PLAIN = ("match", "gives", "citation", "title", "licence", "absence", "actors", "says", "grain")
"""Texts of which braces are no part of the grammar."""


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """Return a pattern that was checked."""
    return re.compile(pattern)


def malformed(tree: object, key: str) -> Iterator[Problem]:
    """Tell of patterns that are none, and of braces that are not those of a column.

    >>> from relgraph.importing.grammar import Condition
    >>> [key for key, _ in malformed(Condition(column="a", matches="("), "where[0]")]
    ['where[0].matches']
    """
    for place, field, text in _texts(tree, key, ""):
        if field in _PATTERNS:
            try:
                re.compile(text)
            except re.error as error:
                yield place, f"{text!r} is no pattern: {error}"
        elif field not in _PLAIN and re.search(r"[{}]", re.sub(r"\{[^{}]+\}", "", text)):
            yield place, f"{text!r} has a brace that does not belong to a {{column}}"


def _texts(tree: object, key: str, field: str) -> Iterator[tuple[str, str, str]]:
    """Yield the dotted key, the field and the text of each text in a part of a mapping."""
    if isinstance(tree, str):
        yield key, field, tree
    elif isinstance(tree, msgspec.Struct):
        names = zip(tree.__struct_fields__, tree.__struct_encode_fields__, strict=True)
        for attribute, name in names:
            yield from _texts(getattr(tree, attribute), f"{key}.{name}".lstrip("."), name)
    elif isinstance(tree, tuple):
        # the pairs of a kind by patterns are a pattern and a kind
        inner = "pattern" if field == "patterns" else field
        for at, each in enumerate(tree):
            yield from _texts(each, f"{key}[{at}]", inner)
    elif isinstance(tree, dict):
        for name, each in tree.items():
            yield from _texts(each, f"{key}.{name}", field)
