"""A graph as one file of aligned arrays: mapped when it is opened, each checked when it is used."""

from __future__ import annotations

import json
import mmap
import os
import struct
import tempfile
import zlib
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from relgraph.errors import DamagedFile
from relgraph.graph.adjacency import Csr
from relgraph.graph.columns import Column
from relgraph.graph.edges import EdgeTable
from relgraph.graph.lazy import Lazy
from relgraph.graph.property_graph import PropertyGraph
from relgraph.graph.words import Array, Words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

MAGIC = b"RELGRAPH"
FORMAT = 8
_HEAD = struct.Struct("<8sIIQQ")
"""Magic, format, checksum of the JSON, length of the JSON, length of the file."""
_ALIGN = 64


class Unusable(Exception):
    """A file that is no graph of this format, is cut short, or was changed."""


class _Writer:
    """Arrays laid one after the other, and where each of them lies."""

    def __init__(self) -> None:
        self.arrays: list[Array] = []
        self.size = 0

    def add(self, array: Array | None) -> dict[str, Any] | None:
        if array is None:
            return None
        same = len(array) > 1 and array.strides == (0,)  # all of it is one item
        data = np.ascontiguousarray(array[:1] if same else array)
        place = {
            "at": self.size, "dtype": array.dtype.str, "size": len(array), "same": same,
            "sum": zlib.crc32(data.view(np.uint8).data),
        }  # fmt: skip
        self.arrays.append(data)
        self.size += data.nbytes + -data.nbytes % _ALIGN
        return place

    def bytes(self) -> Iterator[memoryview | bytes]:
        """Yield the arrays, each with what fills it up."""
        for array in self.arrays:
            yield array.view(np.uint8).data
            yield b"\0" * (-array.nbytes % _ALIGN)

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
    size = _HEAD.size + len(text) + writer.size
    head = _HEAD.pack(MAGIC, FORMAT, zlib.crc32(text), len(text), size)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=path.name)
    try:
        with os.fdopen(handle, "wb") as stream:
            for part in (head, text, *writer.bytes()):
                stream.write(part)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def load(path: Path, key: str) -> PropertyGraph:
    """Map a graph that was saved under this key: an array is read, and its sum taken, at its use.

    A file whose array turns out to be changed is removed, so that the next opening makes another;
    the use ends in `relgraph.errors.DamagedFile`.

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
    text = view[_HEAD.size : _HEAD.size + length]
    if zlib.crc32(text) != checksum:
        raise Unusable("changed")
    header = json.loads(bytes(text))
    if header["key"] != key:
        raise Unusable("of other content")
    try:
        return _Reader(path, view[_HEAD.size + length :]).graph(header)
    except DamagedFile as error:
        raise Unusable(str(error)) from None


class _Reader:
    """Makes the parts of a graph when they are asked for."""

    def __init__(self, path: Path, body: memoryview) -> None:
        self.path = path
        self.body = body

    def graph(self, header: Mapping[str, Any]) -> PropertyGraph:
        codes = self._sure(header["label_code"])
        edges = {
            name: self._table(name, each, len(codes)) for name, each in header["edges"].items()
        }
        labels = tuple(tuple(labels) for labels in header["label_sets"])
        return PropertyGraph(labels, codes, self._columns(header["columns"]), edges, header["meta"])

    def _array(self, place: Mapping[str, Any] | None) -> Array | None:
        return None if place is None else self._sure(place)

    def _sure(self, place: Mapping[str, Any]) -> Array:
        dtype = np.dtype(place["dtype"])
        size = 1 if place["same"] else place["size"]
        part = self.body[place["at"] : place["at"] + size * dtype.itemsize]
        if zlib.crc32(part) != place["sum"]:
            self._give_up()
        found = np.frombuffer(part, dtype)
        return np.broadcast_to(found[0], place["size"]) if place["same"] else found

    def _ascending(self, place: Mapping[str, Any], last: int) -> Array:
        """Return where parts of something begin, and where the last one ends."""
        found = self._sure(place)
        if found[0] != 0 or found[-1] != last or (found[1:] < found[:-1]).any():
            self._give_up()
        return found

    def _give_up(self) -> None:
        with suppress(OSError):  # a mapped file may have to stay; it is never read unchecked
            self.path.unlink(missing_ok=True)
        raise DamagedFile(f"{self.path} was changed on the disk: open the graph again")

    def _columns(self, header: Mapping[str, Any]) -> Lazy[Column]:
        return Lazy(lambda: list(header), lambda name: self._column(header[name]))

    def _column(self, header: Mapping[str, Any]) -> Column:
        words = None
        if header["offsets"] is not None:
            blob = self._sure(header["blob"])
            words = Words(self._ascending(header["offsets"], len(blob)), blob)
        return Column(
            header["kind"], self._sure(header["data"]), self._array(header["valid"]), words,
            self._array(header["codes"]),
        )  # fmt: skip

    def _table(self, name: str, header: Mapping[str, Any], nodes: int) -> EdgeTable:
        size = header["source"]["size"]

        def csr(way: str) -> Csr:
            starts = self._ascending(header[f"{way}_starts"], size)
            return Csr(starts, self._sure(header[f"{way}_rows"]))

        return EdgeTable(
            name, size, lambda: (self._sure(header["source"]), self._sure(header["target"])),
            self._columns(header["columns"]), nodes, csr,
        )  # fmt: skip
