"""A new data set: header-only files made from the schema."""

from __future__ import annotations

import json
import uuid
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from relgraph.errors import Refused
from relgraph.model.fields import EDGE_COLUMNS
from relgraph.model.schema import read_schema
from relgraph.paths import shipped
from relgraph.tables.reading import CODES, COVERAGE, NAMES, SOURCES

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from relgraph.model.types import Schema


def new_dataset(folder: Path, title: str, licence: str) -> list[Path]:
    """Write the files of an empty data set, and give their paths.

    Each file of edges has the columns that every edge has; the columns of a type
    (``relgraph schema TYPE``) are added when they are needed.

    Raises
    ------
    Refused
        When the folder has any file already.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Refused(f"{folder} is there already and not empty: nothing is written over")
    if not title.strip() or not licence.strip():
        raise Refused("a data set needs a title and a licence")
    schema = read_schema(shipped("graph") / "schema.toml")
    files = {
        "dataset.toml": title_text(title, licence, str(uuid.uuid4()), "", datetime.now(UTC).date()),
        "README.md": (shipped("graph") / "new-dataset.md").read_text("utf-8"),
        **{layout.path: _line(layout.columns) for layout in (SOURCES, NAMES, CODES, COVERAGE)},
        **_node_files(schema),
        **{f"edges/{area}.csv": _line(EDGE_COLUMNS) for area in schema.issue_areas},
    }
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8", newline="\n")
    return [folder / name for name in files]


def _node_files(schema: Schema) -> dict[str, str]:
    return {
        f"nodes/{family.file}.csv": _line((*schema.node_columns, *schema.node_properties(name)))
        for name, family in schema.families.items()
    }


def title_text(title: str, licence: str, id: str, version: str, as_of: date | None) -> str:
    """Write the text of a ``dataset.toml``."""

    def text(value: str) -> str:
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")

    texts = {"title": title, "licence": licence, "id": id, "version": version}
    lines = [f"{key} = {text(value)}\n" for key, value in texts.items() if value]
    return "".join(lines) + (f"as_of = {as_of.isoformat()}\n" if as_of else "")


def _line(columns: Iterable[str]) -> str:
    return ",".join(columns) + "\n"
