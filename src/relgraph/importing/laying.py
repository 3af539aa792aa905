"""The edges of an import as columns of a graph: the same properties as those of a folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from relgraph.graph.build import Edges
from relgraph.graph.columns import Column
from relgraph.graph.joined import constant, laid
from relgraph.graph.words import Words
from relgraph.importing.ids import id_column
from relgraph.model.fields import EDGE_FIELDS
from relgraph.store.columns import coded, in_order, known, typed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from relgraph.graph.words import Array
    from relgraph.importing.frame import Texts
    from relgraph.importing.parts import Part
    from relgraph.importing.reading import Read
    from relgraph.model.types import EdgeType
    from relgraph.store.columns import Columns


def edges_of(
    name: str, dataset: str, source: str, type: EdgeType, parts: Sequence[tuple[Part, Read]]
) -> Edges:
    """Lay out all edges of a type.

    Parameters
    ----------
    name
        The name of the import.
    dataset
        The id of the data set that they belong to.
    source
        The id of the source that they cite.
    type
        Their type in the schema.
    parts
        What rules made of rows, with the files that the rows are of.
    """
    of_parts = [_columns(part, read, source, type) for part, read in parts]
    sizes = [len(part.source) for part, _ in parts]
    size = sum(sizes)
    columns: Columns = {
        key: laid([(each.get(key), count) for each, count in zip(of_parts, sizes, strict=True)])
        for key in dict.fromkeys(key for each in of_parts for key in each)
    }
    columns |= {
        "id": id_column(f"{name}-", np.concatenate([part.hashes for part, _ in parts])),
        "dated": constant(type.dated, size),
        "status": constant("actual", size),
        "rank": constant("normal", size),
        "verdict": constant("stated", size),
        "dataset": constant(dataset, size),
        "imported": constant(name, size),
    }
    ordered = known(in_order(columns, EDGE_FIELDS))
    starts = np.concatenate([part.source for part, _ in parts]).astype(np.int32)
    ends = np.concatenate([part.target for part, _ in parts]).astype(np.int32)
    return Edges(starts, ends, {**ordered, **known(columns)})


def _columns(part: Part, read: Read, source: str, type: EdgeType) -> dict[str, Column]:
    assert part.time is not None  # noqa: S101  # spells have got theirs
    size, bounds = len(part.source), part.time.bounds
    series = part.frame.text(part.rule.series)
    columns: Columns = {
        "issue_area": constant(part.rule.issue_area, size),
        **{
            key: _days(getattr(bounds, key))
            for key in ("since", "until", "since_latest", "until_earliest")
        },
        "since_edtf": _text(part.time.since),
        "until_edtf": _text(part.time.until),
        "ongoing": Column("bool", bounds.ongoing),
        "series": _text(series),
        "note": _text(part.frame.text(part.rule.note)),
        "counts": Column("bool", series.mask(lambda word: word in ("", type.series))),
        "source_ids": _cited([source], np.broadcast_to(np.int32(0), size)),
        **_places(part, read, source),
    }
    for key, each in part.properties.items():
        columns |= typed(key, each.codes, each.values)
    return known(columns)


def _places(part: Part, read: Read, source: str) -> Mapping[str, Column]:
    """Return what edges cite, and the row of the file that each is of, from 1."""
    firsts = np.array([each.first for each in read.parts])
    at = np.searchsorted(firsts, part.frame.rows, side="right") - 1
    rows = Column("int", part.frame.rows - firsts[at] + 1)
    files = [f"{source}#{each.name}" for each in read.parts]
    if part.rule.locator:
        where = part.frame.text(part.rule.locator)
        cited = _cited(
            [f"{source}#{word}" if word else source for word in where.words], where.codes
        )
    elif len(files) == 1:
        cited = _cited(files, np.broadcast_to(np.int32(0), len(at)))
    else:
        cited = _cited(files, at.astype(np.int32))
    return {"sources": cited, "row": rows}


def _cited(texts: Sequence[str], codes: Array) -> Column:
    """Return a column of lists of one text each."""
    words = Words.of(texts)
    at = np.array([words.find(text) for text in texts], np.int32)
    inner = codes if len(texts) == 1 else at[codes]
    return Column("textlist", np.arange(len(codes) + 1, dtype=np.int64), None, words, inner)


def _text(texts: Texts) -> Column | None:
    used = texts.used()[1]
    if not any(used):
        return None
    if len(used) == 1:
        return constant(used[0], len(texts))
    return coded(texts.codes, texts.words)


def _days(ordinals: Array) -> Column | None:
    there = ordinals > 0
    if not there.any():
        return None
    return Column("date", ordinals.astype(np.int32), None if there.all() else there)
