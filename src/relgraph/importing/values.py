"""Typed properties of the rows of a file: each distinct text read once, by the schema."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple, cast

import numpy as np

from relgraph.importing.grammar import Value
from relgraph.importing.steps import valued
from relgraph.model.fields import CONFIDENCES
from relgraph.model.types import Property
from relgraph.tables.cells import read_property
from relgraph.tables.row import Row

if TYPE_CHECKING:
    from collections.abc import Mapping

    from relgraph.faults import Fault
    from relgraph.graph.words import Array
    from relgraph.importing.faults import Faults
    from relgraph.importing.frame import Frame, Texts
    from relgraph.tables.known import KnownNodes


CONFIDENCE = {
    "confidence": Property("choice", "How sure the source is of it", choices=CONFIDENCES),
}
"""What an edge of any type may say beside the properties of its type."""


class Typed(NamedTuple):
    """A property of rows: a code for each, the values by code (None is null), and the texts."""

    codes: Array
    values: list[Any]
    texts: Texts

    def take(self, rows: Array) -> Typed:
        """Return the property of some rows."""
        return Typed(self.codes[rows], self.values, self.texts.take(rows))


def text_of(frame: Frame, name: str, rule: str | Value, faults: Faults) -> Texts:
    """Return the texts of a property before they are typed."""
    value = Value(text=rule) if isinstance(rule, str) else rule
    texts = frame.text(value.text)
    if value.values:
        texts = valued(frame, texts, value.values, name, faults)
    if value.decimal:
        texts = texts.map(partial(_with_point, value.decimal))
    return texts.map(partial(_scaled, value.scale)) if value.scale else texts


def _with_point(decimal: str, text: str) -> str:
    """Write a number with a point and nothing between its digits."""
    other = "." if decimal == "," else ","
    return re.sub(rf"[\s{other}]", "", text).replace(decimal, ".")


def _scaled(scale: int, text: str) -> str:
    """Multiply a number by a power of ten, exactly; what is none stays for the schema to refuse."""
    try:
        return f"{Decimal(text).scaleb(scale).normalize():f}"
    except InvalidOperation:
        return text


def read_properties(
    frame: Frame, rules: Mapping[str, str | Value], schema: Mapping[str, Property], faults: Faults
) -> dict[str, Typed]:
    """Read the properties of rows; what the schema does not allow goes to the faults."""
    found = {}
    for name, rule in rules.items():
        texts = text_of(frame, name, rule, faults)
        values, wrong = _typed(name, schema[name], texts)
        faults.add(
            frame, np.flatnonzero(texts.mask(wrong.__contains__)), name, texts, "bad-value",
            {text: fault.message for text, fault in wrong.items()}.__getitem__,
            {text: fault.suggestion for text, fault in wrong.items()}.__getitem__,
        )  # fmt: skip
        if schema[name].required:
            faults.add(
                frame, np.flatnonzero(texts.mask(lambda word: not word)), name, texts, "missing",
                f"{name} is empty, and must be given",
            )  # fmt: skip
        found[name] = Typed(texts.codes, values, texts)
    return found


def _typed(name: str, prop: Property, texts: Texts) -> tuple[list[Any], dict[str, Fault]]:
    """Read each text, as a cell of a CSV file is read."""
    told: list[Fault] = []
    cells = [""]
    row = Row("", 0, cells, {name: 0}, told.append)
    nobody = cast("KnownNodes", None)  # a mapping has no property that names a node
    values, wrong = [], {}
    for word in texts.words:
        cells[0] = word
        told.clear()
        values.append(read_property(row, name, prop, nobody) if word else None)
        if told:
            wrong[word] = told[0]
    return values, wrong
