"""Panels as files, each with a codebook beside it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from relgraph.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from relgraph.panel.build import Panel

_LABEL = 80
"""Characters of the label of a variable in Stata."""


def write_panel(panel: Panel, path: Path, title: str) -> list[Path]:
    """Write a panel as ``.csv``, ``.dta``, ``.parquet`` or ``.xlsx``, and ``NAME.codebook.md``.

    Raises
    ------
    Refused
        For another ending, without the package that it needs, for too many rows for a sheet, and
        where there is no folder.
    """
    if path.suffix not in _WRITERS:
        raise Refused(f"{path.name}: a panel is written as {', '.join(_WRITERS)}")
    if not path.parent.is_dir():
        raise Refused(f"{path}: there is no folder {path.parent}")
    _WRITERS[path.suffix](panel, path)
    codebook = path.with_suffix(".codebook.md")
    codebook.write_text(codebook_of(panel, title), "utf-8")
    return [path, codebook]


def codebook_of(panel: Panel, title: str) -> str:
    """Return what each column is, who says it and what they cover, as Markdown."""
    frame = panel.frame
    lines = [
        f"# {title}",
        "",
        f"{len(frame)} rows. An empty cell is one that no source covers.",
        "",
    ]
    for column in panel.columns:
        lines += [f"## {column.name}", "", f"{column.definition}.", ""]
        known = int(frame[column.name].notna().sum())
        facts = [("Source", column.source), ("Coverage", column.coverage)]
        lines += [f"- {key}: {text}" for key, text in facts if text]
        lines += [f"- Known in {known} of {len(frame)} rows", ""]
    return "\n".join(lines)


def _csv(panel: Panel, path: Path) -> None:
    panel.frame.to_csv(path, index=False, float_format="%.10g", lineterminator="\n")


def _stata(panel: Panel, path: Path) -> None:
    names = {name: re.sub(r"\W", "_", name)[:32] for name in panel.frame.columns}
    labels = {names[column.name]: column.definition[:_LABEL] for column in panel.columns}
    frame = panel.frame.rename(columns=names)
    for name in frame.columns:
        if frame[name].dtype == "category":
            frame[name] = frame[name].astype(str).astype(object)
    frame.to_stata(path, write_index=False, version=118, variable_labels=labels)


def _parquet(panel: Panel, path: Path) -> None:
    try:
        panel.frame.to_parquet(path, index=False, engine="pyarrow")
    except ImportError:
        raise Refused("a .parquet needs pyarrow: pip install 'relgraph[parquet]'") from None


def _excel(panel: Panel, path: Path) -> None:
    most = 1_048_575
    if len(panel.frame) > most:
        raise Refused(
            f"{len(panel.frame)} rows, and a sheet has {most}: write .csv, .dta or .parquet"
        )
    try:
        panel.frame.to_excel(path, index=False, engine="xlsxwriter")
    except ImportError:
        raise Refused("an .xlsx needs xlsxwriter: pip install 'relgraph[xlsx]'") from None


_WRITERS: dict[str, Callable[[Panel, Path], None]] = {
    ".csv": _csv, ".dta": _stata, ".parquet": _parquet, ".xlsx": _excel,
}  # fmt: skip
