"""Saved queries: Cypher files that say in comments what they answer and what they ask for.

The first comment is the title; a comment ``// $name: type = value  meaning`` declares a parameter.
Its default is a Cypher literal; its type is ``node`` (an id, a name or a code of the data set),
``date``, or left out for any value.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from relgraph.cypher.limits import USUAL, Limits
from relgraph.cypher.query import run
from relgraph.errors import NotFound, Refused, did_you_mean
from relgraph.find import find_node
from relgraph.graph.build import build
from relgraph.model.dates import DateFault, days
from relgraph.paths import shipped

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from relgraph.cypher.result import Result
    from relgraph.engine import Engine

_PARAMETER = re.compile(r"//\s*\$(\w+)(?::\s*(node|date))?\s*=\s*(.+?)\s{2,}(.*)")


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a saved query asks for; ``type`` is ``node``, ``date`` or nothing."""

    name: str
    type: str
    default: Any
    meaning: str

    def __str__(self) -> str:
        """Render as ``a='CHN' (one of the two)``."""
        default = str(self.default) if isinstance(self.default, date) else repr(self.default)
        return f"{self.name}={default} ({self.meaning})"


@dataclass(frozen=True, slots=True)
class SavedQuery:
    """A query with a name, a title, and the parameters that it declares."""

    name: str
    title: str
    text: str
    parameters: dict[str, Parameter]

    @classmethod
    def of(cls, name: str, text: str) -> SavedQuery:
        """Read the title and the parameters out of the comments of a query."""
        comments = [line for line in text.splitlines() if line.startswith("//")]
        title = comments[0].removeprefix("//").strip() if comments else name
        found = [match for line in comments if (match := _PARAMETER.match(line))]
        empty = build([], {}, {})
        parameters = {
            match[1]: Parameter(
                match[1], match[2] or "",
                run(empty, f"RETURN {match[3]} AS value").records[0]["value"], match[4],
            )
            for match in found
        }  # fmt: skip
        return cls(name, title, text, parameters)

    def fill(
        self, engine: Engine, given: Mapping[str, Any], dataset: str | None = None
    ) -> tuple[dict[str, Any], list[str]]:
        """Return the values of all parameters, and what to tell of those that are nodes.

        Raises
        ------
        NotFound, Ambiguous
            When a parameter is none of the query's, or names no node or several; when a default
            is needed that the data set does not have.
        Refused
            When a date is none, or no single day.
        """
        for name in given if self.parameters else ():
            if name not in self.parameters and f"${name}" not in self.text:
                has = ", ".join(self.parameters)
                raise NotFound(f"{self.name} has no parameter {name!r}: it has {has}")
        values, told = dict(given), []
        for name, parameter in self.parameters.items():
            value = given.get(name, parameter.default)
            if parameter.type == "node" and value is not None:
                value, by = _node(engine, parameter, str(value), dataset, asked=name in given)
                told += [f"{name}: {by}"] if by else []
            elif parameter.type == "date":
                value = _day(name, value)
            values[name] = value
        return values, told


def _node(
    engine: Engine, parameter: Parameter, text: str, dataset: str | None, *, asked: bool
) -> tuple[str, str]:
    """Find the node that a parameter names; a default must be there by its id."""
    try:
        found = find_node(engine, text, dataset)
    except NotFound as error:
        if asked:
            raise NotFound(f"{parameter.name}: {error}") from None
        found = None
    if found is None or (found.by and not asked):
        raise NotFound(
            f"give {parameter.name} ({parameter.meaning}), as in -p {parameter.name}=ID: "
            f"{text}, its default, is not in this data set"
        )
    return found.id, f"{text!r} is {found.id} ({found.name})" if found.by else ""


def _day(name: str, value: object) -> date:
    """Read a day; a month or a year is none."""
    if isinstance(value, date):
        return value
    try:
        span = days(str(value))
    except DateFault as error:
        raise Refused(f"{name}: {error.told}") from None
    if span.first != span.last:
        raise Refused(f"{name}: {str(value)!r} is no single day: expected 2019-06-05")
    return span.first


def answer(
    engine: Engine, asked: SavedQuery, given: Mapping[str, Any], *,
    dataset: str | None = None, limits: Limits = USUAL, provenance: bool = False,
) -> Result:  # fmt: skip
    """Return the answer to a saved query; what was found or taken for granted is a notice.

    Raises what `SavedQuery.fill` and the engine raise.

    >>> import relgraph
    >>> engine = relgraph.open().engine
    >>> answer(engine, saved_query("owners"), {"thing": "Ямал СПГ"}).records[0]["owner"]
    'Novatek'
    """
    params, told = asked.fill(engine, given, dataset)
    if dataset and "$dataset" in asked.text:
        params.setdefault("dataset", dataset)
    elif dataset:
        told.append("the query asks every data set: put {dataset: $dataset} into it")
    result = engine.run(asked.text, params, limits=limits, provenance=provenance)
    notices = (*told, *result.summary.notices)
    return replace(result, summary=replace(result.summary, notices=notices))


def is_name(text: str) -> bool:
    """Return whether a text can only be the name of a saved query.

    >>> is_name("votes-apart"), is_name("RETURN 1")
    (True, False)
    """
    return re.fullmatch(r"[\w-]+", text) is not None


def saved_queries(folder: Path | None = None) -> dict[str, SavedQuery]:
    """Return all saved queries by name.

    >>> "claims" in saved_queries()
    True
    """
    paths = sorted((folder or shipped("graph") / "queries").glob("*.cypher"))
    return {path.stem: SavedQuery.of(path.stem, path.read_text("utf-8")) for path in paths}


def saved_query(name: str) -> SavedQuery:
    """Return a saved query.

    Raises
    ------
    NotFound
        When there is none of that name.
    """
    path = shipped("graph") / "queries" / f"{name}.cypher"
    if not path.is_file():
        hint = did_you_mean(name, [each.stem for each in path.parent.glob("*.cypher")])
        raise NotFound(f"no saved query {name!r}{hint}: relgraph queries lists them")
    return SavedQuery.of(name, path.read_text("utf-8"))
