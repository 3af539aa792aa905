"""What a mapping says: how files are read, which row steps are done, what rows become.

The classes are the grammar; ``docs/import.md`` tells it, ``mapping.schema.json`` is made of it.
"""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

Format = Literal["csv", "xlsx", "dta", "rds", "parquet", "jsonl", "json"]
Unit = Literal["second", "minute", "hour", "day"]


class _Table(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    pass


class Origin(_Table, frozen=True, kw_only=True):
    """The source: what the set cites, where one gets it, and how its authors want to be cited."""

    id: str
    title: str
    publisher: str
    licence: str
    citation: str
    url: str = ""
    author: str = ""
    published: str = ""
    version: str = ""
    language: str = "en"
    reliability: Literal["A", "B", "C", "D", "E", "F"] = "B"


class FileRule(_Table, frozen=True, kw_only=True):
    """How one file is read; every cell is text.

    ``match`` is a pattern of its name (``un_votes*.csv*``); several files that match are read one
    after the other. ``header`` names the columns of a file that has no header, ``lower`` writes
    their names in small letters, and those of ``optional_columns`` are empty where they lack.
    ``skip`` is the number of lines before the header. ``missing`` lists texts that mean nothing by
    column, ``*`` for all. ``short`` says what becomes of rows with too few cells.
    """

    match: str
    format: Format = "csv"
    delimiter: Annotated[str, Meta(min_length=1, max_length=1)] = ","
    encoding: str = "utf-8"
    header: tuple[str, ...] = ()
    skip: Annotated[int, Meta(ge=0)] = 0
    quoting: bool = True
    short: Literal["refuse", "fill"] = "refuse"
    sheet: str = ""
    trim: bool = False
    whole: bool = False
    optional: bool = False
    lower: bool = False
    optional_columns: tuple[str, ...] = ()
    missing: dict[str, tuple[str, ...]] = {}


class Condition(_Table, frozen=True, kw_only=True):
    """A test of a cell; all that are given must hold, and an empty cell passes only `empty`."""

    column: str
    is_: str | None = msgspec.field(name="is", default=None)
    in_: tuple[str, ...] = msgspec.field(name="in", default=())
    not_: tuple[str, ...] = msgspec.field(name="not", default=())
    matches: str | None = None
    above: float | None = None
    below: float | None = None
    empty: bool | None = None


class Unpivot(_Table, frozen=True, kw_only=True):
    """Columns to rows: the group ``column`` of the pattern names the new column.

    Without such a group it is called ``into``. Every other named group becomes a column, with what
    it matched.
    """

    pattern: str
    into: str = ""
    keep_empty: bool = False


class Split(_Table, frozen=True, kw_only=True):
    """A list in a cell to a row for each item."""

    column: str
    by: Annotated[str, Meta(min_length=1)] = ";"


class Lookup(_Table, frozen=True, kw_only=True):
    """Columns of another file, by a key; ``several`` joins the texts of all rows with the key."""

    file: str
    on: str
    take: tuple[str, ...]
    key: str = ""
    required: bool = False
    several: str | None = None


class Number(_Table, frozen=True, kw_only=True):
    """A running number within rows that agree in some columns."""

    column: str
    within: tuple[str, ...] = ()


class Derived(_Table, frozen=True, kw_only=True):
    """A column of a text with columns in braces, its whole values replaced if listed.

    With a ``pattern`` it is its first group; where ``when`` does not hold the column stays.
    """

    column: str
    text: str
    when: tuple[Condition, ...] = ()
    pattern: str = ""
    values: dict[str, str] = {}


class Step(_Table, frozen=True, kw_only=True):
    """One row step: exactly one of these."""

    where: tuple[Condition, ...] | None = None
    unpivot: Unpivot | None = None
    split: Split | None = None
    lookup: Lookup | None = None
    distinct: tuple[str, ...] | None = None
    number: Number | None = None
    derive: Derived | None = None

    @property
    def name(self) -> str:
        """The name of the step that it is; empty if it is none, or several."""
        given = [field for field in self.__struct_fields__ if getattr(self, field) is not None]
        return given[0] if len(given) == 1 else ""


class Value(_Table, frozen=True, kw_only=True):
    """A text with columns in braces; ``values`` must list every text, ``*`` stands for the rest.

    A number is multiplied by ten to the power of ``scale``: -6 makes millions of units. With
    ``decimal`` spaces and the other mark are left out: ``1.234,5`` is 1234.5 with ``,``.
    """

    text: str
    values: dict[str, str] = {}
    scale: int = 0
    decimal: Literal["", ".", ","] = ""


class KindBy(_Table, frozen=True, kw_only=True):
    """A kind chosen by the first pattern that the whole text matches."""

    text: str
    patterns: tuple[tuple[str, str], ...]


class When(_Table, frozen=True, kw_only=True):
    """A date: a text in one of some formats, or parts.

    Formats are ``edtf``, ``year``, ``yyyymm``, ``yyyymmdd`` or those of `time.strptime`; the first
    that fits counts. ``unknown`` are texts of a part that is not known. ``open`` means that it
    goes on, ``censored`` that the source stops looking there. ``epoch`` counts ``unit``s from a
    day.
    """

    text: str = ""
    year: str = ""
    month: str = ""
    day: str = ""
    formats: Annotated[tuple[str, ...], Meta(min_length=1)] = ("edtf",)
    unknown: tuple[str, ...] = ()
    open: tuple[str, ...] = ()
    censored: tuple[str, ...] = ()
    epoch: str = ""
    unit: Unit = "day"


class Grain(_Table, frozen=True, kw_only=True):
    """How often a source looks, in years, up to a year."""

    years: Annotated[int, Meta(ge=1)]
    until: int = 9999


class Spells(_Table, frozen=True, kw_only=True):
    """Years of one thing to spells: of a ``year`` column, or of ``first`` and ``last`` years.

    Years up to the grain apart are one spell. A spell whose last year is ``censored`` does not
    end there: the source does.
    """

    year: str = ""
    first: str = ""
    last: str = ""
    grain: Annotated[tuple[Grain, ...], Meta(min_length=1)] = (Grain(years=1),)
    censored: int | None = None


class NodeRule(_Table, frozen=True, kw_only=True):
    """A node of each distinct ``id`` of the rows; ``as`` is how edges speak of it: ``@call``.

    ``same`` is a code or name (``cow-igo:{igoAbbr}``): whoever alone has it is the node.
    ``differing`` says what becomes of a row that has another name for the same id.
    """

    as_: str = msgspec.field(name="as")
    kind: str | KindBy
    id: str
    name: str
    when: tuple[Condition, ...] = ()
    same: str = ""
    differing: Literal["refuse", "first"] = "refuse"
    aliases: str = ""
    note: str = ""
    names: dict[str, str] = {}
    properties: dict[str, str | Value] = {}


class EdgeRule(_Table, frozen=True, kw_only=True):
    """An edge of each row.

    Ends are ``scheme:code`` (``cow:{ccode1}``, ``name:{country}``), resolved as of the row's date,
    or a node of the mapping, ``@call`` (``@call:unga-{rcid}`` where columns are called otherwise
    than in its id); of several the first counts whose cell is not empty.
    ``key`` says what tells edges apart, beside type, ends,
    start and series; without it that are the properties that the type requires. ``covers`` are the
    rows that tell of the two ends, also if they make no edge: there the source says zero.
    """

    type: str
    source: str | tuple[str, ...] = msgspec.field(name="from")
    target: str | tuple[str, ...] = msgspec.field(name="to", default=())
    issue_area: str
    when: tuple[Condition, ...] = ()
    covers: tuple[Condition, ...] = ()
    since: str | When | None = None
    until: str | When | None = None
    spells: Spells | None = None
    series: str = ""
    note: str = ""
    key: tuple[str, ...] = ()
    properties: dict[str, str | Value] = {}
    duplicates: Literal["refuse", "drop", "keep"] = "refuse"
    as_of: Literal["row", "ever"] = "row"
    locator: str = ""


class TableRule(_Table, frozen=True, kw_only=True):
    """What the rows of one file become."""

    file: str
    steps: tuple[Step, ...] = ()
    nodes: tuple[NodeRule, ...] = ()
    edges: tuple[EdgeRule, ...] = ()


class Check(_Table, frozen=True, kw_only=True):
    """A count of edges (or a sum of a property) that somebody else vouches for.

    It is made only where the file has as many rows as the release that ``says`` speaks of.
    """

    type: str
    equals: float
    says: str
    sum: str = ""
    rows: int | None = None
    where: dict[str, str] = {}


class CoverageRule(_Table, frozen=True, kw_only=True):
    """What the source covers of a type, and what it means if it has nothing.

    ``zero`` says where that is a zero: ``system``, between members of the system of states (of
    those ids that ``actors`` names, if it does); ``rows``, where a row that an edge ``covers`` has
    told of the two in that year; else nowhere.
    """

    type: str
    actors: str
    since: str
    until: str
    grain: str
    absence: str
    zero: Literal["", "system", "rows"] = ""


class Mapping(_Table, frozen=True, kw_only=True):
    """A whole mapping."""

    name: str
    gives: str
    source: Origin
    files: dict[str, FileRule]
    tables: tuple[TableRule, ...]
    checks: tuple[Check, ...] = ()
    coverage: tuple[CoverageRule, ...] = ()


def ends(rule: str | tuple[str, ...]) -> tuple[str, ...]:
    """Return the ways in which an end is found, in their order."""
    return (rule,) if isinstance(rule, str) else rule
