"""Mapping files read: TOML, with the line of what is wrong in it."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Any

import msgspec

from relgraph.errors import FaultyMapping, NotFound
from relgraph.importing.grammar import Mapping
from relgraph.importing.places import line_of

if TYPE_CHECKING:
    from pathlib import Path


def read_mapping(path: Path) -> tuple[Mapping, str]:
    """Read and check a mapping file; return it with its text.

    Raises
    ------
    NotFound
        When the file cannot be read.
    FaultyMapping
        When it is no TOML, or says what a mapping cannot say; with the line.
    """
    try:
        text = path.read_text("utf-8-sig")
    except OSError as error:
        raise NotFound(f"cannot read the mapping {path}: {error.strerror}") from None
    except UnicodeDecodeError as error:
        raise FaultyMapping(path.name, [(0, "(file)", f"is not UTF-8: {error}")]) from None
    return mapping_of(text, path.name), text


def mapping_of(text: str, path: str) -> Mapping:
    """Make a mapping of its text; raises as `read_mapping` does."""
    try:
        tree: dict[str, Any] = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"at line (\d+)", str(error))
        line = int(found[1]) if found else text.count("\n") + 1  # at the end of the document
        raise FaultyMapping(path, [(line, "(file)", str(error))]) from None
    try:
        mapping = msgspec.convert(tree, Mapping)
    except msgspec.ValidationError as error:
        what, _, where = str(error).partition(" - at `$")
        key = where.rstrip("`").lstrip(".")
        unknown = re.search("unknown field `(.+?)`", what)
        key = f"{key}.{unknown[1]}".lstrip(".") if unknown else key
        raise FaultyMapping(path, [(line_of(text, key), key or "(file)", what)]) from None
    return mapping
