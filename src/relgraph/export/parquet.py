"""Parquet for pandas, polars, duckdb and R's arrow, by pyarrow: the extra ``parquet``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from relgraph.errors import Refused
from relgraph.export.flat import tables
from relgraph.model.text import dated_title

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from relgraph.graph.property_graph import PropertyGraph


def write_parquet(graph: PropertyGraph, path: Path, said: str = "") -> list[Path]:
    """Write ``NAME-relations.parquet``, ``NAME-nodes.parquet`` and ``NAME-sources.parquet``.

    A column has one type: what mixes kinds is text. The title of the data set and the selection
    stand in the metadata of each file.

    Raises
    ------
    Refused
        When pyarrow is not installed.
    """
    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ImportError:
        raise Refused("a .parquet needs pyarrow: pip install 'relgraph[parquet]'") from None
    about = {"data set": dated_title(graph.meta), "selection": said}
    files = []
    for table in tables(graph):
        columns = list(zip(*table.rows, strict=True)) or [()] * len(table.columns)
        arrays = [pa.array(_alike(values)) for values in columns]
        made = pa.table(arrays, names=list(table.columns)).replace_schema_metadata(about)
        files.append(path.with_name(f"{path.stem}-{table.name}.parquet"))
        parquet.write_table(made, files[-1])
    return files


def _alike(values: Sequence[Any]) -> Sequence[Any]:
    """Return values of one kind; of several, but for numbers, their texts."""
    kinds = {type(value) for value in values if value is not None}
    if len(kinds) < 2 or kinds == {int, float}:  # noqa: PLR2004
        return [float(value) if kinds == {int, float} and value is not None else value
                for value in values]  # fmt: skip
    return [None if value is None else str(value) for value in values]
