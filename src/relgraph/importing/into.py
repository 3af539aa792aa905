"""An import into a folder: read, held against what is there, kept under ``imported/NAME``."""

from __future__ import annotations

import hashlib
import shutil
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from relgraph._version import __version__
from relgraph.errors import FaultyRows, Refused
from relgraph.graph.file import FORMAT
from relgraph.graph.joined import union
from relgraph.importing.compare import Changes, changes
from relgraph.importing.recipes import found_mapping
from relgraph.importing.run import import_files
from relgraph.importing.told import told
from relgraph.paths import shipped
from relgraph.store.cache import open_curated
from relgraph.store.imported import imported_sets, keep_set, read_set
from relgraph.store.judgements import judgements
from relgraph.store.registry import Registry
from relgraph.store.to_records import dataset_of
from relgraph.tables.folder import folder_schema
from relgraph.tables.write import write_folder

if TYPE_CHECKING:
    from collections.abc import Mapping as Map
    from collections.abc import Sequence

    from relgraph.graph.property_graph import PropertyGraph
    from relgraph.importing.given import Given
    from relgraph.importing.grammar import CoverageRule, Mapping
    from relgraph.importing.run import Outcome


@dataclass(frozen=True, slots=True)
class Kept:
    """An import that was read, and what it changes in the folder; ``place`` is where it is."""

    mapping: Mapping
    outcome: Outcome
    changes: Changes
    place: Path | None


def import_into(
    folder: str | Path,
    recipe: str,
    given: Given,
    *,
    dry_run: bool = False,
    stop: bool = False,
    as_csv: bool = False,
) -> Kept:
    """Import files into a folder by a recipe's name, or by a mapping's file.

    Codes are resolved by the nodes of the folder, then by the shipped table of states.

    Parameters
    ----------
    given
        Paths of files, or data frames (pandas, polars) and paths by the mapping's name of a file.
    dry_run
        Read and count all, and write nothing.
    as_csv
        Write relgraph's CSV into the folder, which must have no rows yet, instead of a set.
    stop
        Whether one row at fault keeps everything from being written; else it is left out.

    Raises
    ------
    FaultyMapping, FaultyFile, NotFound
        When the mapping or a file cannot be used.
    FaultyRows
        When a row is at fault and ``stop`` is said, or all rows are.
    Refused
        When there is not one row to be loaded.

    Examples
    --------
    >>> import tempfile, pandas as pd, relgraph
    >>> from relgraph.tables.new import new_dataset
    >>> place = tempfile.mkdtemp() + "/mine"
    >>> _ = new_dataset(Path(place), "Mine", "CC0")
    >>> borders = pd.DataFrame({"cca3": ["CHN"], "borders": [["RUS", "MNG"]]})
    >>> relgraph.import_into(place, "countries", {"countries": borders}).changes.added
    2
    """
    folder = Path(folder)
    mapping, text, path = found_mapping(recipe)
    curated = open_curated(folder)
    [node] = curated.with_label("Dataset")
    dataset = str(curated.property(node, "id"))
    schema, _ = folder_schema(folder)
    states = open_curated(shipped("data") / "states")
    registry = Registry([curated, states], judgements(folder))
    outcome = import_files(
        mapping, text, path, given, schema=schema, registry=registry, dataset=dataset
    )
    nothing = not any(account.loaded for account in outcome.accounts)
    if outcome.faults and (stop or nothing):
        raise FaultyRows(told(outcome.faults, mapping.files, outcome.files))
    if nothing:
        raise Refused("not one row could be loaded, and nothing is written")
    sets = imported_sets(folder)
    others = [read_set(path) for name, path in sets.items() if name != mapping.name]
    _refuse_taken(outcome.own, [curated, *others])
    place, old = None, _usable(sets.get(mapping.name))
    found = Changes(outcome.graph.edge_count, 0, 0, 0)
    if old is not None:
        found = changes(old, outcome.graph)
    if as_csv and not dry_run:
        place = _as_csv(folder, curated, outcome.graph)
    elif not dry_run:
        manifest = _manifest(mapping, text, outcome)
        place = keep_set(folder, outcome.graph, outcome.looked, manifest, text)
    return Kept(mapping, outcome, found, place)


def _as_csv(folder: Path, curated: PropertyGraph, graph: PropertyGraph) -> Path:
    """Write what was imported as rows that a person edits; the folder must have none."""
    if curated.node_count > 1 or imported_sets(folder):
        raise Refused(f"{folder} has rows already: CSV is written into a new data set")
    whole = union([curated, graph], curated.meta)
    with TemporaryDirectory(dir=folder.resolve().parent) as home:
        write_folder(dataset_of(whole), Path(home) / "made")
        shutil.rmtree(folder)
        (Path(home) / "made").replace(folder)
    return folder


def _usable(path: Path | None) -> PropertyGraph | None:
    """Return the set that is there; one that is damaged is replaced as if there were none."""
    try:
        return None if path is None else read_set(path)
    except Refused:
        return None


def _refuse_taken(own: Map[str, tuple[str, str]], graphs: Sequence[PropertyGraph]) -> None:
    """Refuse ids of which something else in the folder has one: two things would be one."""
    taken = []
    for graph in graphs:
        for id, (kind, name) in own.items():
            node = graph.node_ids.find(id) if graph.node_ids else -1
            if node < 0:
                continue
            there = graph.property(node, "kind"), graph.property(node, "name")
            if there != (kind, name):
                taken.append(f"{id}: {kind} {name!r} here, {there[0]} {there[1]!r} there")
    if taken:
        more = f" (and {len(taken) - 3} more)" if len(taken) > 3 else ""  # noqa: PLR2004  # examples
        raise Refused(
            f"ids of nodes are those of others in the folder: {'; '.join(taken[:3])}{more}. "
            "Give the id of the rule a prefix of its own, or say same"
        )


def _manifest(mapping: Mapping, text: str, outcome: Outcome) -> dict[str, Any]:
    """Say what a set is of; the same files and mapping give the same text."""
    files = [
        {"file": name, "name": part.name, "sha256": part.sha256, "rows": part.rows}
        for name, read in outcome.files.items() for part in read.parts
    ]  # fmt: skip
    digest = hashlib.sha256(f"{__version__} {FORMAT} {text}".encode())
    for each in files:
        digest.update(str(each["sha256"]).encode())
    origin = mapping.source
    return {
        "name": mapping.name,
        "key": digest.hexdigest(),
        "files": files,
        "source": origin.id,
        "title": origin.title,
        "licence": origin.licence,
        "citation": origin.citation,
        "rows": [
            {"file": each.file, "read": each.read, "loaded": each.loaded,
             "skipped": each.skipped, "rejected": each.rejected}
            for each in outcome.accounts
        ],
        "nodes": outcome.graph.node_count,
        "edges": outcome.graph.edge_count,
        "coverage": [_covered(origin.id, each) for each in mapping.coverage],
        "zeros": [each.zero for each in mapping.coverage],
    }  # fmt: skip


def _covered(source: str, rule: CoverageRule) -> str:
    """Return a line of coverage as the node of a data set has it."""
    own = (rule.type, rule.actors, rule.since, rule.until, rule.grain, rule.absence)
    return "\t".join([source, *own, ""])
