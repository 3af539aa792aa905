"""Cells to values; each reader reports what is wrong and gives None or a neutral value."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from relgraph.errors import nearest
from relgraph.model.amounts import amount
from relgraph.model.quantity import QuantityFault, Written, quantity
from relgraph.model.records import Citation

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from relgraph.model.quantity import Quantity
    from relgraph.model.types import Property
    from relgraph.tables.known import KnownNodes
    from relgraph.tables.row import Row

_ID = re.compile(r"[^\W_][\w.-]*")
_IDS = re.compile(rf"(?:{_ID.pattern}\|)*")


def is_id(text: str) -> bool:
    """Return whether a text has the form of an id."""
    return _ID.fullmatch(text) is not None


def odd_ids(texts: Sequence[str]) -> list[int]:
    """Return the rows of texts that have not the form of an id."""
    joined = "|".join([*texts, ""])
    if joined.count("|") == len(texts) and _IDS.fullmatch(joined):
        return []
    return [row for row, text in enumerate(texts) if not is_id(text)]


def read_id(row: Row, column: str = "id") -> str:
    """Read an id: letters, digits, ``-``, ``_`` and ``.``, beginning with a letter or digit."""
    text = row[column]
    if not text:
        row.fault(column, "missing", "is empty")
    elif not is_id(text):
        row.fault(column, "bad-id", _NO_ID.format(text), _as_id(text))
    return text


_NO_ID = "{!r} is no id: letters, digits, - _ . only"


def _as_id(text: str) -> str:
    return re.sub(r"[^\w.-]+", "-", text).strip("-_.").lower()


def read_choice(row: Row, column: str, choices: Iterable[str], default: str | None = None) -> str:
    """Read one of a few words; an empty cell is the default, or a fault without one."""
    text = row[column]
    if not text and default is not None:
        return default
    known = list(choices)
    if text not in known:
        if not text:
            row.fault(column, "missing", f"is empty: expected one of {', '.join(known)}")
        else:
            hint = nearest(text, known)
            expected = "" if hint else f": expected one of {', '.join(known)}"
            row.fault(column, "unknown-word", f"unknown {column} {text!r}{expected}", hint)
    return text


def read_list(row: Row, column: str) -> tuple[str, ...]:
    """Read texts separated by semicolons."""
    return tuple(part for part in (raw.strip() for raw in row[column].split(";")) if part)


def read_required(row: Row, column: str) -> str:
    """Read a text that must be there."""
    if not row[column]:
        row.fault(column, "missing", "is empty")
    return row[column]


def read_url(row: Row, column: str) -> str:
    """Read an http or https address; it may be empty."""
    text = row[column]
    if text:
        try:
            parts = urlsplit(text)
            sound = parts.scheme in ("http", "https") and bool(parts.hostname)
        except ValueError:
            sound = False
        if not sound or re.search(r"\s", text):
            hint = f"https://{text}" if re.match(r"[\w-]+(\.[\w-]+)+(/\S*)?$", text) else ""
            row.fault(column, "bad-url", f"{text!r} is no http(s) address", hint)
    return text


def read_node_id(row: Row, column: str, nodes: KnownNodes) -> str:
    """Read the id of a node that must be there; its name is no id, and suggests it."""
    text = row[column]
    if text not in nodes:
        message = f"no node {text!r}" if text else "is empty"
        row.fault(column, "unknown-node", message, nodes.meant(text))
    elif not is_id(text):
        row.fault(column, "bad-id", _NO_ID.format(text), _as_id(text))
    return text


def read_citations(row: Row, known: Mapping[str, object]) -> tuple[Citation, ...]:
    """Read ``source-id#locator`` separated by semicolons; each source must be known."""
    citations = []
    for part in read_list(row, "sources"):
        source, _, locator = (piece.strip() for piece in part.partition("#"))
        hint = nearest(source, known) if source not in known else ""
        if source in known:
            citations.append(Citation(source, locator))
        if source in known and not is_id(source):
            cell = _instead(row, source, _as_id(source))
            row.fault("sources", "bad-id", _NO_ID.format(source), cell)
        elif source not in known:
            message = f"no source {source!r} in sources.csv"
            row.fault("sources", "unknown-source", message, hint and _instead(row, source, hint))
    return tuple(citations)


def _instead(row: Row, source: str, other: str) -> str:
    """Write the cell of sources with another id for one of them; locators stay."""
    parts = [part.partition("#") for part in read_list(row, "sources")]
    return ";".join(
        f"{other if id.strip() == source else id.strip()}{mark}{locator.strip()}"
        for id, mark, locator in parts
    )


def read_property(
    row: Row, column: str, prop: Property, nodes: KnownNodes
) -> str | int | float | bool | Quantity | None:
    """Read a typed cell that is not empty."""
    text = row[column]
    if prop.type == "choice":
        return read_choice(row, column, prop.choices)
    if prop.type == "node":
        return read_node_id(row, column, nodes)
    reader = _READERS.get(prop.type)
    return text if reader is None else reader(row, column, prop)


def _read_quantity(row: Row, column: str, prop: Property) -> Quantity | None:
    try:
        found = quantity(row[column], prop.unit)
    except QuantityFault as error:
        code = "unit" if error.words else "bad-quantity"
        row.fault(column, code, str(error), error.suggestion)
        return None
    if found.text[0] == "~":
        _check_bounds(row, column, prop, float(found.text[1:]))
        return found.within(prop.min, prop.max)
    for bound in {found.min, found.max}:
        _check_bounds(row, column, prop, bound)
    return found


def _check_bounds(row: Row, column: str, prop: Property, value: float | None) -> None:
    low = prop.min is not None and value is not None and value < prop.min
    high = prop.max is not None and value is not None and value > prop.max
    if low or high:
        bound = f"less than {prop.min:g}" if low else f"more than {prop.max:g}"
        row.fault(column, "implausible", f"{row[column]} is {bound} {prop.unit}".rstrip())


def _read_number(row: Row, column: str, prop: Property) -> int | float | None:
    value: int | float
    try:
        value = int(row[column]) if prop.type == "integer" else Written(row[column])
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        what = "a whole number" if prop.type == "integer" else "a number"
        meant = amount(row[column], prop.unit).meant
        hint = meant if re.fullmatch(r"-?\d+(\.\d+)?", meant) else ""
        row.fault(column, "bad-number", f"{row[column]!r} is not {what}", hint)
        return None
    _check_bounds(row, column, prop, value)
    return value


def _read_boolean(row: Row, column: str, _prop: Property) -> bool | None:
    value = {"true": True, "false": False}.get(row[column].lower())
    if value is None:
        row.fault(column, "bad-boolean", f"{row[column]!r} is neither true nor false")
    return value


_READERS: dict[str, Callable[[Row, str, Property], int | float | bool | Quantity | None]] = {
    "quantity": _read_quantity,
    "number": _read_number,
    "integer": _read_number,
    "boolean": _read_boolean,
}
