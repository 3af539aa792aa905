"""Mappings that relgraph ships, by name."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from relgraph.errors import NotFound, did_you_mean
from relgraph.importing.mapping import read_mapping
from relgraph.paths import shipped

if TYPE_CHECKING:
    from relgraph.importing.grammar import Mapping


def recipes() -> dict[str, Path]:
    """Return the files of the shipped mappings by name.

    >>> "cow-trade" in recipes()
    True
    """
    return {path.stem: path for path in sorted((shipped("graph") / "mappings").glob("*.toml"))}


def found_mapping(name: str) -> tuple[Mapping, str, str]:
    """Return a shipped mapping by its name, or one of a file; with its text and its file's name.

    Raises
    ------
    NotFound
        When there is no such recipe and no such file.
    FaultyMapping
        When it is no mapping.
    """
    known = recipes()
    path = known.get(name, Path(name))
    if name not in known and not path.is_file():
        raise NotFound(f"no recipe and no file {name!r}{did_you_mean(name, known)}")
    mapping, text = read_mapping(path)
    return mapping, text, path.name
