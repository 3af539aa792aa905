"""Saved queries: Cypher files that say in comments what they answer and what they ask for.

The first comment is the title; a comment ``// $name = value  meaning`` declares a parameter,
its default as a Cypher literal, and what it means.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from relgraph.cypher.engine import run
from relgraph.cypher.graph import build
from relgraph.errors import NotFound, did_you_mean
from relgraph.paths import shipped

if TYPE_CHECKING:
    from pathlib import Path

_PARAMETER = re.compile(r"//\s*\$(\w+)\s*=\s*(.+?)\s{2,}(.*)")


@dataclass(frozen=True, slots=True)
class SavedQuery:
    """A query with a name, a title, and parameters with defaults and meanings."""

    name: str
    title: str
    text: str
    defaults: dict[str, Any]
    meanings: dict[str, str]


def saved_queries(folder: Path | None = None) -> dict[str, SavedQuery]:
    """Read all saved queries by name.

    >>> "claims" in saved_queries()
    True
    """
    paths = sorted((folder or shipped("graph") / "queries").glob("*.cypher"))
    return {path.stem: _read(path) for path in paths}


def saved_query(name: str) -> SavedQuery:
    """Find a saved query.

    Raises
    ------
    NotFound
        When there is none of that name.
    """
    known = saved_queries()
    if name not in known:
        raise NotFound(
            f"no saved query {name!r}{did_you_mean(name, known)}: relgraph queries lists them"
        )
    return known[name]


def _read(path: Path) -> SavedQuery:
    text = path.read_text("utf-8")
    comments = [line for line in text.splitlines() if line.startswith("//")]
    title = comments[0].removeprefix("//").strip() if comments else path.stem
    found = [match for line in comments if (match := _PARAMETER.match(line))]
    empty = build([], {})
    defaults = {
        match[1]: run(empty, f"RETURN {match[2]} AS value").records[0]["value"] for match in found
    }
    return SavedQuery(path.stem, title, text, defaults, {match[1]: match[3] for match in found})
