"""Files for ``neo4j-admin database import full``: the way of a large graph into a server.

The format is that of the *Neo4j Operations Manual* 5, "Import", CSV header format.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from relgraph.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from relgraph.graph.columns import Column
    from relgraph.graph.property_graph import PropertyGraph

ARRAYS = "\x1f"
"""What parts the items of a list: the unit separator, which no text of a data set has."""
_TYPES = {"int": "long", "float": "double", "bool": "boolean", "date": "date", "text": "string",
          "textlist": "string[]"}  # fmt: skip
_ROWS = 50_000
_COMMAND = """\
# Loads the graph into an empty database; the server must not run (or use another database).
# The folder of these files is the working one:
neo4j-admin database import full neo4j \\
  --overwrite-destination --id-type=integer --multiline-fields=true --array-delimiter=U+001F \\
  --nodes=nodes.csv {relationships}
# Then, in the server, what `relgraph push` makes:
# CREATE CONSTRAINT relgraph_entity IF NOT EXISTS FOR (n:Entity)
#   REQUIRE (n.dataset, n.id) IS UNIQUE;
# CREATE INDEX relgraph_id IF NOT EXISTS FOR (n:Entity) ON (n.id);
"""


def write_admin(graph: PropertyGraph, folder: Path) -> list[Path]:
    """Write ``nodes.csv``, a file a type of edge, and ``import.sh`` with the command.

    A list of one empty text is left out: neo4j-admin takes it for an empty list.

    Raises
    ------
    Refused
        When the folder is there and not empty, and for properties of several types.
    """
    if folder.exists() and any(folder.iterdir()):
        raise Refused(f"{folder} is not empty")
    folder.mkdir(parents=True, exist_ok=True)
    labels = [ARRAYS.join(each) for each in graph.label_sets]
    files = [folder / "nodes.csv"]
    _write(
        files[0], graph.columns, graph.node_count,
        {":ID": list(map(str, range(graph.node_count))),
         ":LABEL": [_quoted(labels[code]) for code in graph.label_code.tolist()]},
    )  # fmt: skip
    for table in graph.tables:
        files.append(folder / f"{table.name}.csv")
        ends = {":START_ID": list(map(str, table.source.tolist())),
                ":END_ID": list(map(str, table.target.tolist()))}  # fmt: skip
        _write(files[-1], table.columns, len(table), ends)
    told = " ".join(f"--relationships={path.stem}={path.name}" for path in files[1:])
    command = folder / "import.sh"
    command.write_text(_COMMAND.format(relationships=told), "utf-8")
    return [*files, command]


def _write(
    path: Path, columns: Mapping[str, Column], size: int, first: Mapping[str, Sequence[str]]
) -> None:
    header = list(first)
    for name, column in columns.items():
        if column.kind not in _TYPES:
            raise Refused(f"{name} has values of several types, and neo4j-admin takes one")
        header.append(f"{name}:{_TYPES[column.kind]}")
    with path.open("w", encoding="utf-8", newline="") as stream:
        stream.write(",".join(map(_quoted, header)) + "\n")
        for start in range(0, size, _ROWS):
            rows = np.arange(start, min(start + _ROWS, size))
            cells: list[Iterable[str]] = [each[start : start + _ROWS] for each in first.values()]
            cells += [_cells(column.take(rows)) for column in columns.values()]
            stream.writelines(f"{','.join(row)}\n" for row in zip(*cells, strict=True))


def _cells(column: Column) -> Iterator[str]:
    """Yield the values of a column as cells; an empty one is no property, ``""`` an empty text."""
    values = column.values()
    if column.kind == "text":
        return ("" if each is None else _quoted(each) for each in values)
    if column.kind == "textlist":
        return ("" if each is None else _quoted(ARRAYS.join(each)) for each in values)
    if column.kind == "bool":
        return ("" if each is None else str(each).lower() for each in values)
    return ("" if each is None else str(each) for each in values)


def _quoted(text: str) -> str:
    return f'"{text.replace(chr(34), chr(34) * 2)}"'
