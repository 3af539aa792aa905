"""A first mapping for a file of one's own, guessed from its headers and values, to be edited."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from relgraph.errors import Refused
from relgraph.importing.grammar import FileRule
from relgraph.importing.reading import read_files
from relgraph.importing.times import in_form
from relgraph.model.dates import DateFault
from relgraph.model.quantity import QuantityFault, quantity

if TYPE_CHECKING:
    from relgraph.importing.frame import Frame
    from relgraph.store.registry import Registry

_SAMPLE = 500
"""Distinct texts of a column that are looked at."""
_MOSTLY = 0.8
"""Share of the texts of a column that must be of a kind."""
_SCHEMES = ("iso3", "iso2", "cow", "cowc", "gw", "iso3n", "name")
_FORMATS = (
    "edtf",
    "yyyymm",
    "yyyymmdd",
    "%d.%m.%Y",
    "%d/%m/%Y",
    "%m/%d/%Y",
    "%Y/%m/%d",
    "%d %B %Y",
)
_FORMS = {
    ".tsv": "csv", ".txt": "csv", ".xlsx": "xlsx", ".dta": "dta", ".rds": "rds",
    ".parquet": "parquet", ".json": "json", ".jsonl": "jsonl",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Guess:
    """What a column seems to be: ``state``, ``year``, ``date``, ``number`` or ``text``."""

    column: str
    kind: str
    how: str
    texts: int
    fits: int


def draft(path: Path, registry: Registry) -> str:
    """Return the text of a mapping for a file, with what was guessed in comments.

    Raises
    ------
    Refused
        When no two columns of the file hold states.
    NotFound, FaultyFile
        When the file cannot be read.
    """
    form = _FORMS.get(Path(path.name.removesuffix(".gz")).suffix.lower(), "csv")
    delimiter = _delimiter(path) if form == "csv" else ","
    rule = FileRule(match=path.name, format=form, delimiter=delimiter)  # type: ignore[arg-type]
    frame = read_files(rule, [path], lambda _column: True).frame
    guesses = [_guess(frame, column, registry) for column in frame.columns]
    states = [guess for guess in guesses if guess.kind == "state"]
    if len(states) < 2:  # noqa: PLR2004  # the two ends of a dyad
        told = "; ".join(f"{each.column}: {each.kind}" for each in guesses)
        raise Refused(f"{path.name}: no two columns hold states ({told}): write it by hand")
    return _written(path, rule, guesses, states)


def _delimiter(path: Path) -> str:
    """Return the mark that parts most cells of the first line."""
    from relgraph.importing.reading import whole_bytes

    line = whole_bytes(path).split(b"\n", 1)[0].decode("utf-8", "replace")
    return max(",;\t|", key=line.count)


def _guess(frame: Frame, column: str, registry: Registry) -> Guess:
    words = [word for word in frame.columns[column].used()[1] if word][:_SAMPLE]
    if not words:
        return Guess(column, "text", "always empty", 0, 0)
    if all(re.fullmatch(r"1[5-9]\d\d|20\d\d", word) for word in words):
        return Guess(column, "year", "edtf", len(words), len(words))
    for scheme in _by_header(column):
        fits = sum(bool(registry.find(scheme, word.removesuffix(".0"))) for word in words)
        if fits >= _MOSTLY * len(words):
            return Guess(column, "state", scheme, len(words), fits)
    for form in _FORMATS:
        fits = sum(_is_date(form, word) for word in words)
        if fits >= _MOSTLY * len(words):
            return Guess(column, "date", form, len(words), fits)
    fits = sum(map(_is_number, words))
    kind = "number" if fits >= _MOSTLY * len(words) else "text"
    return Guess(column, kind, "", len(words), fits)


def _by_header(column: str) -> list[str]:
    """Return the schemes in which a column may be, those that its header speaks of first."""
    header = column.lower()
    first = [scheme for scheme in _SCHEMES if scheme in header]
    if "ccode" in header:
        first.insert(0, "cow")
    numbers = ("cow", "gw", "iso3n")  # small numbers are codes of somebody by chance
    rest = [scheme for scheme in _SCHEMES if scheme not in first and scheme not in numbers]
    return [*first, *rest]


def _is_date(form: str, word: str) -> bool:
    try:
        in_form(form, word)
    except (DateFault, ValueError):
        return False
    return True


def _is_number(word: str) -> bool:
    try:
        quantity(word, "")
    except QuantityFault:
        return False
    return True


def _written(path: Path, rule: FileRule, guesses: list[Guess], states: list[Guess]) -> str:
    name = re.sub(r"[^a-z0-9]+", "-", path.name.split(".", maxsplit=1)[0].lower()).strip("-")
    when = next((each for each in guesses if each.kind in ("date", "year")), None)
    figure = next((each for each in guesses if each.kind == "number"), None)
    told = "\n".join(
        f"#   {each.column}: {each.kind}{f' ({each.how})' if each.how else ''}, "
        f"{each.fits} of {each.texts} distinct texts fit" for each in guesses
    )  # fmt: skip
    since = "# since = no column looked like a date"
    if when:
        since = f'since = {{ text = "{{{when.column}}}", formats = ["{when.how}"] }}'
    value = f'properties = {{ value = "{{{figure.column}}}" }}' if figure else ""
    lines = [
        f"# A first mapping for {path.name}: all of it is guessed, so look at every line.",
        told,
        f'name = "{name}"',
        'gives = "EXPORTED_TO: say what"',
        "",
        "[source]",
        f'id = "{name}"',
        f'title = "{path.name}"',
        'publisher = "say who"',
        'licence = "say which"',
        'citation = "say how it wants to be cited"',
        "",
        "[files.rows]",
        f'match = "{path.name}"',
        f'format = "{rule.format}"',
        *([f"delimiter = {json.dumps(rule.delimiter)}"] if rule.delimiter != "," else []),
        '# missing = { "*" = ["NA"] }   # what means nothing',
        "whole = true                     # 365.0 is 365",
        "",
        "[[tables]]",
        'file = "rows"',
        "[[tables.edges]]",
        'type = "EXPORTED_TO"             # relgraph schema lists the types',
        f'from = "{states[0].how}:{{{states[0].column}}}"',
        f'to = "{states[1].how}:{{{states[1].column}}}"',
        'issue_area = "economy"',
        since,
        value,
        "",
        "[[coverage]]",
        'type = "EXPORTED_TO"',
        'actors = "states -> states"',
        'since = ".."',
        'until = ".."',
        'grain = "year"',
        'absence = "say what it means if nothing is there"',
    ]
    return "\n".join(lines) + "\n"
