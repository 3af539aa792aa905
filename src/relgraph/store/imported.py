"""Imported sets of a folder: a graph's file each, under ``imported/NAME``, and what it is of."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from relgraph.errors import NotFound, Refused
from relgraph.graph.file import Unusable, load, save
from relgraph.graph.joined import union
from relgraph.graph.splice import spliced
from relgraph.graph.view import view

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from relgraph.graph.columns import Column
    from relgraph.graph.property_graph import PropertyGraph
    from relgraph.graph.words import Array

GRAPH, LOOKED, MANIFEST, MAPPING = "set.graph", "looked.graph", "import.json", "mapping.toml"


def imported_sets(folder: Path) -> dict[str, Path]:
    """List the imported sets of a folder, in the order of their names.

    Raises
    ------
    Refused
        When something lies there that is none: its relations must not be missing unseen.
    """
    found = sorted(path for path in folder.glob("imported/*") if not path.name.startswith("."))
    for path in found:
        if not (path / MANIFEST).is_file():
            raise Refused(f"{path} is no imported set: import it again, or remove it")
    return {path.name: path for path in found}


def manifest_of(path: Path) -> dict[str, Any]:
    """Return what an imported set is of: files and their hashes, source, counts, coverage.

    Raises
    ------
    Refused
        When it cannot be read.
    """
    try:
        found: dict[str, Any] = json.loads((path / MANIFEST).read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise Refused(f"{path / MANIFEST} cannot be read ({error}): import it again") from None
    return found


def read_set(path: Path, part: str = GRAPH) -> PropertyGraph:
    """Open an imported set, or another part of it.

    Raises
    ------
    Refused
        When its file is cut short, changed, or of another version of relgraph.
    """
    try:
        return load(path / part, str(manifest_of(path)["key"]))
    except (Unusable, KeyError) as error:
        raise Refused(f"{path / part} cannot be used ({error}): import it again") from None


def with_sets(
    curated: PropertyGraph, sets: Sequence[tuple[dict[str, Any], PropertyGraph]],
    judged: Mapping[str, str],
) -> PropertyGraph:  # fmt: skip
    """Return a folder and its imported sets as one graph; the node of the data set knows of them.

    Of a node that several have, what is curated wins, then the set that comes first. A node that
    is ``judged`` to be another one is that one.

    Raises
    ------
    NotFound
        When that other one is in none of them.
    """
    ids = [graph.node_ids for graph in (curated, *(graph for _, graph in sets)) if graph.node_ids]
    there = {
        id for pair in judged.items() for id in pair if any(each.find(id) >= 0 for each in ids)
    }
    for text, id in judged.items():
        if text in there and id not in there:
            raise NotFound(f"{text!r} is judged to be {id!r}: there is no such node in the folder")
    names = [str(manifest["name"]) for manifest, _ in sets]
    whole = union(
        [curated, *(graph for _, graph in sets)], {**curated.meta, "imported": names}, judged
    )
    [node] = curated.with_label("Dataset")
    lines = [*(curated.property(node, "coverage") or []),
             *(line for manifest, _ in sets for line in manifest["coverage"])]  # fmt: skip
    told = {"coverage": lines or None, "imports": names}
    columns = {
        **whole.columns,
        **{key: spliced(whole.columns.get(key), whole.node_count, {node: value})
           for key, value in told.items() if value}
    }  # fmt: skip
    return replace(whole, columns=columns)


def parted(graph: PropertyGraph) -> tuple[PropertyGraph, dict[str, PropertyGraph]]:
    """Return what is curated of a graph, and each imported set by its name: views, no copies.

    A node says of which set it is; of one that a set shares with what is curated, or with another
    set, each has it.
    """
    names = sorted(_sets(graph))
    nodes = graph.columns.get("imported")
    of_set = np.zeros(graph.node_count, bool) if nodes is None else nodes.known()
    apart = {}
    for name in names:
        edges = {table.name: _of(table.columns.get("imported"), name, len(table))
                 for table in graph.tables}  # fmt: skip
        own = np.zeros(graph.node_count, bool) if nodes is None else nodes.equal_to([name])
        for table in graph.tables:
            own[table.source[edges[table.name]]] = True
            own[table.target[edges[table.name]]] = True
        apart[name] = view(graph, own & ~graph.labelled("Dataset"), edges, {"imported": name})
    rest = {
        table.name: ~np.any([_of(table.columns.get("imported"), name, len(table)) for name in names]
                            or [np.zeros(len(table), bool)], axis=0)
        for table in graph.tables
    }  # fmt: skip
    kept = ~of_set
    for table in graph.tables:
        kept[table.source[rest[table.name]]] = True
        kept[table.target[rest[table.name]]] = True
    return view(graph, kept, rest), apart


def _sets(graph: PropertyGraph) -> set[str]:
    """Return the names of the sets of which a graph has nodes or edges."""
    columns = [graph.columns.get("imported"), *(t.columns.get("imported") for t in graph.tables)]
    return {
        str(name)
        for column in columns if column is not None and column.words is not None
        for name in column.words.texts(np.arange(len(column.words)))
    }  # fmt: skip


def _of(column: Column | None, name: str, size: int) -> Array:
    return np.zeros(size, bool) if column is None else column.equal_to([name])


def keep_set(
    folder: Path, graph: PropertyGraph, looked: PropertyGraph | None, manifest: dict[str, Any],
    mapping: str,
) -> Path:  # fmt: skip
    """Write an imported set into a folder: the new one whole, or the old one stays."""
    name = str(manifest["name"])
    home = folder / "imported"
    home.mkdir(parents=True, exist_ok=True)
    target = home / name
    for old in home.glob(f".{name}-*"):  # of an import that was killed
        shutil.rmtree(old, ignore_errors=True)
    temporary = Path(tempfile.mkdtemp(dir=home, prefix=f".{name}-"))
    try:
        save(graph, temporary / GRAPH, str(manifest["key"]))
        if looked is not None:
            save(looked, temporary / LOOKED, str(manifest["key"]))
        (temporary / MAPPING).write_text(mapping, "utf-8")
        text = json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True)
        (temporary / MANIFEST).write_text(f"{text}\n", "utf-8")
        _readable(temporary)
        _exchange(temporary, target)
    finally:
        shutil.rmtree(temporary, ignore_errors=True)
    return target


def _readable(folder: Path) -> None:
    """Give a folder and its files the rights that new ones have: temporary ones are private."""
    mask = os.umask(0)
    os.umask(mask)
    folder.chmod(0o777 & ~mask)
    for path in folder.iterdir():
        path.chmod(0o666 & ~mask)


def _exchange(new: Path, target: Path) -> None:
    """Put a folder in the place of another."""
    if not target.exists():
        new.replace(target)
        return
    old = new.with_name(f"{new.name}-old")
    target.replace(old)
    try:
        new.replace(target)
    except OSError:
        old.replace(target)
        raise
    shutil.rmtree(old, ignore_errors=True)


def remove_set(folder: Path, name: str) -> None:
    """Remove an imported set."""
    shutil.rmtree(folder / "imported" / name)
    parent = folder / "imported"
    if not os.listdir(parent):  # noqa: PTH208  # one look
        parent.rmdir()
