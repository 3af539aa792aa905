"""A graph as one file of aligned arrays, mapped when it is opened, checked before it is used."""

from __future__ import annotations

import json
import mmap
import os
import struct
import tempfile
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from relgraph.graph.adjacency import Csr
from relgraph.graph.build import Edges
from relgraph.graph.columns import Column
from relgraph.graph.edges import EdgeTable
from relgraph.graph.property_graph import PropertyGraph
from relgraph.graph.words import Array, Words

if TYPE_CHECKING:
    from collections.abc import Mapping

MAGIC = b"RELGRAPH"
FORMAT = 4
_HEAD = struct.Struct("<8sIIQQ")
"""Magic, format, checksum of all that follows the head, length of the JSON, length of the file."""
_ALIGN = 64


class Unusable(Exception):
    """A file that is no graph of this format, is cut short, or was changed."""


class _Writer:
    """Arrays laid one after the other, and where each of them lies."""

    def __init__(self) -> None:
        self.parts: list[bytes] = []
        self.size = 0

    def add(self, array: Array | None) -> dict[str, Any] | None:
        if array is None:
            return None
        data = np.ascontiguousarray(array).tobytes()
        place = {"at": self.size, "dtype": array.dtype.str, "size": len(array)}
        padded = data + b"\0" * (-len(data) % _ALIGN)
        self.parts.append(padded)
        self.size += len(padded)
        return place

    def column(self, column: Column) -> dict[str, Any]:
        words = column.words
        return {
            "kind": column.kind,
            "data": self.add(column.data),
            "valid": self.add(column.valid),
            "offsets": self.add(words.offsets if words else None),
            "blob": self.add(words.blob if words else None),
            "codes": self.add(column.codes),
        }

    def columns(self, columns: Mapping[str, Column]) -> dict[str, Any]:
        return {name: self.column(column) for name, column in columns.items()}

    def table(self, table: EdgeTable) -> dict[str, Any]:
        arrays = {
            "source": table.source, "target": table.target,
            "out_starts": table.out.starts, "out_rows": table.out.rows,
            "into_starts": table.into.starts, "into_rows": table.into.rows,
        }  # fmt: skip
        places = {name: self.add(array) for name, array in arrays.items()}
        return {**places, "columns": self.columns(table.columns)}


def save(graph: PropertyGraph, path: Path, key: str) -> None:
    """Write a graph so that a reader sees the old file or the new one, never a part.

    Raises
    ------
    OSError
        When the folder cannot be written.
    """
    writer = _Writer()
    header = {
        "key": key,
        "meta": dict(graph.meta),
        "label_sets": graph.label_sets,
        "label_code": writer.add(graph.label_code),
        "columns": writer.columns(graph.columns),
        "edges": {name: writer.table(table) for name, table in graph.edges.items()},
    }
    text = json.dumps(header).encode()
    text += b" " * (-(len(text) + _HEAD.size) % _ALIGN)
    body = b"".join((text, *writer.parts))
    head = _HEAD.pack(MAGIC, FORMAT, zlib.crc32(body), len(text), _HEAD.size + len(body))
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=path.name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(head)
            stream.write(body)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def load(path: Path, key: str) -> PropertyGraph:
    """Map a graph that was saved under this key.

    Raises
    ------
    Unusable
        When the file is absent, foreign, cut short, changed, or has another key.
    """
    try:
        with path.open("rb") as stream:
            data = mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)
    except (OSError, ValueError) as error:
        raise Unusable(str(error)) from None
    if len(data) < _HEAD.size:
        raise Unusable("cut short")
    magic, version, checksum, length, size = _HEAD.unpack_from(data)
    if (magic, version, size) != (MAGIC, FORMAT, len(data)):
        raise Unusable("foreign or cut short")
    view = memoryview(data)
    if zlib.crc32(view[_HEAD.size :]) != checksum:
        raise Unusable("changed")
    header = json.loads(bytes(view[_HEAD.size : _HEAD.size + length]))
    if header["key"] != key:
        raise Unusable("of other content")
    return _graph(header, view[_HEAD.size + length :])


def _array(place: dict[str, Any] | None, body: memoryview) -> Array | None:
    if place is None:
        return None
    return np.frombuffer(body, np.dtype(place["dtype"]), place["size"], place["at"])


def _sure(place: dict[str, Any], body: memoryview) -> Array:
    array = _array(place, body)
    assert array is not None  # noqa: S101  # the writer always has it
    return array


def _column(header: dict[str, Any], body: memoryview) -> Column:
    words = None
    if header["offsets"] is not None:
        words = Words(_sure(header["offsets"], body), _sure(header["blob"], body))
    return Column(
        header["kind"],
        _sure(header["data"], body),
        _array(header["valid"], body),
        words,
        _array(header["codes"], body),
    )


def _columns(header: dict[str, Any], body: memoryview) -> dict[str, Column]:
    return {name: _column(column, body) for name, column in header.items()}


def _graph(header: dict[str, Any], body: memoryview) -> PropertyGraph:
    codes = _sure(header["label_code"], body)
    return PropertyGraph(
        tuple(tuple(labels) for labels in header["label_sets"]),
        codes,
        _columns(header["columns"], body),
        {name: _table(name, table, body, len(codes)) for name, table in header["edges"].items()},
        header["meta"],
    )


def _table(name: str, header: dict[str, Any], body: memoryview, nodes: int) -> EdgeTable:
    columns = _columns(header["columns"], body)
    edges = Edges(_sure(header["source"], body), _sure(header["target"], body), columns)
    kept = (
        Csr(_sure(header["out_starts"], body), _sure(header["out_rows"], body)),
        Csr(_sure(header["into_starts"], body), _sure(header["into_rows"], body)),
    )
    return EdgeTable(name, len(edges.source), edges.ends, columns, nodes, kept)
