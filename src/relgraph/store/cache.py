"""Folders opened as graphs, through a cache that is only ever a shortcut."""

from __future__ import annotations

import hashlib
import json
import os
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from platformdirs import user_cache_path

from relgraph._version import __version__
from relgraph.errors import NotFound
from relgraph.graph.file import FORMAT, Unusable, load, save
from relgraph.paths import shipped
from relgraph.store.imported import GRAPH, MANIFEST, imported_sets
from relgraph.store.judgements import judgements

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from relgraph.graph.property_graph import PropertyGraph

_SETTLED = 2_000_000_000
"""Nanoseconds after which a file's time is trusted to change when its content does."""


def open_folder(folder: Path) -> PropertyGraph:
    """Open a folder, and what was imported into it, as one graph.

    It is opened from the cache if its content is known, else by reading it.

    Size and time of the files are compared first, then a hash of their content. A cache that is
    foreign, cut short or not writable costs time and nothing else. Other content is another file:
    one that is mapped cannot be replaced everywhere.

    Raises
    ------
    FaultyData, FaultySchema, NotFound
        As `relgraph.tables.folder.read_folder` does.
    Refused
        When an imported set cannot be used.
    """
    if not folder.is_dir():
        raise NotFound(f"no folder {folder}")
    sets = imported_sets(folder)
    if not sets:
        return open_curated(folder)
    files = _files(folder) | {
        f"imported/{name}/{part}": path / part
        for name, path in sets.items() for part in (GRAPH, MANIFEST)
    }  # fmt: skip
    whole = {name: path for name, path in files.items() if not name.endswith(GRAPH)}
    return _kept(folder, "with-imports", files, whole, lambda: _with_sets(folder, sets))


def open_curated(folder: Path) -> PropertyGraph:
    """Open a folder without what was imported into it; raises as `open_folder` does."""
    if not folder.is_dir():
        raise NotFound(f"no folder {folder}")
    files = _files(folder)
    return _kept(folder, "", files, files, lambda: _built(folder))


def _built(folder: Path) -> PropertyGraph:
    from relgraph.store.from_tables import build_graph
    from relgraph.tables.folder import read_folder

    return build_graph(read_folder(folder))


def _with_sets(folder: Path, sets: Mapping[str, Path]) -> PropertyGraph:
    from relgraph.store.imported import manifest_of, read_set, with_sets

    return with_sets(
        open_curated(folder), [(manifest_of(path), read_set(path)) for path in sets.values()],
        judgements(folder),
    )  # fmt: skip


def _kept(
    folder: Path, what: str, files: dict[str, Path], whole: dict[str, Path],
    make: Callable[[], PropertyGraph],
) -> PropertyGraph:  # fmt: skip
    """Return a graph from the cache, or make it and keep it.

    It is known by the times of ``files``, and else by the content of ``whole`` ones.
    """
    cache = user_cache_path("relgraph")
    name = hashlib.sha256(os.fsencode(folder.resolve()) + what.encode()).hexdigest()[:24]
    stamps = _stamps(files)
    key = _known_key(cache / f"{name}.json", stamps)
    fresh = key is None
    if key is None:
        key = _content_key(whole)
    path = cache / f"{name}-{key[:24]}.graph"
    try:
        graph = load(path, key)
    except Unusable:
        graph = make()
        fresh = _keep(graph, path, key)
        _remove_others(cache, name, path)
    if fresh:
        _remember(cache / f"{name}.json", stamps, key)
    return graph


def _files(folder: Path) -> dict[str, Path]:
    """List the files that decide what the graph is; a folder without a schema has the shipped."""
    found = {
        str(path.relative_to(folder).as_posix()): path
        for pattern in ("*.csv", "nodes/*.csv", "edges/*.csv", "*.toml")
        for path in folder.glob(pattern)
        if path.is_file()
    }
    found.setdefault("schema.toml", shipped("graph") / "schema.toml")
    return dict(sorted(found.items()))


def _stamps(files: dict[str, Path]) -> dict[str, list[int]]:
    stats = {name: path.stat() for name, path in files.items()}
    return {name: [stat.st_size, stat.st_mtime_ns] for name, stat in stats.items()}


def _known_key(path: Path, stamps: dict[str, list[int]]) -> str | None:
    """Return the key remembered for files of these sizes and times, all long enough unchanged."""
    try:
        known: Any = json.loads(path.read_text("utf-8"))
        settled = known["at"] - max(stamp[1] for stamp in stamps.values()) > _SETTLED
        if known["stamps"] == stamps and settled:
            return str(known["key"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return None


def _content_key(files: dict[str, Path]) -> str:
    digest = hashlib.sha256(f"{__version__} {FORMAT}".encode())
    for name, path in files.items():
        content = hashlib.sha256(path.read_bytes()).hexdigest()
        digest.update(f"\n{name} {content}".encode())
    return digest.hexdigest()


def _keep(graph: PropertyGraph, path: Path, key: str) -> bool:
    """Save the graph if the cache can be written."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        save(graph, path, key)
    except OSError:
        return False
    return True


def _remove_others(cache: Path, name: str, path: Path) -> None:
    """Remove the files of other content; one that somebody has mapped may go the next time."""
    for other in cache.glob(f"{name}*.graph"):
        if other != path:
            with suppress(OSError):
                other.unlink()


def _remember(path: Path, stamps: dict[str, list[int]], key: str) -> None:
    try:
        text = json.dumps({"stamps": stamps, "key": key, "at": time.time_ns()})
        path.write_text(text, "utf-8")
    except OSError:
        return
