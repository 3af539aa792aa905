"""What a query gives back, shaped as the neo4j driver's ``execute_query`` shapes it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, ClassVar

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import pandas as pd

    from relgraph.cypher.provenance import Provenance


_SHOWN = 60
EXPLAINED = ("operator", "details", "estimated rows")
"""The columns of a plan, wherever it is explained; PROFILE has more."""


class Record(tuple[Any, ...]):
    """One row: a tuple whose class also knows the names of its columns.

    >>> record = Record.of(("name",))(["China"])
    >>> record["name"], record[0], record.data()
    ('China', 'China', {'name': 'China'})
    """

    __slots__ = ()
    _keys: ClassVar[tuple[str, ...]] = ()

    @staticmethod
    @lru_cache(maxsize=256)
    def of(keys: tuple[str, ...]) -> type[Record]:
        """Return the class of the records with some columns; it takes the values of a row."""
        return type("Record", (Record,), {"__slots__": (), "_keys": keys, "__module__": __name__})

    def __reduce__(self) -> tuple[Any, ...]:
        """Return how the record is made again elsewhere, where its class is not known."""
        return _record, (self._keys, tuple(self))

    def __getitem__(self, key: Any) -> Any:  # noqa: ANN401  # a name, a number or a slice
        if isinstance(key, str):
            if key not in self._keys:
                raise KeyError(key)
            return super().__getitem__(self._keys.index(key))
        return super().__getitem__(key)

    def keys(self) -> list[str]:
        """Names of the columns."""
        return list(self._keys)

    def data(self) -> dict[str, Any]:
        """Columns by name."""
        return dict(zip(self._keys, self, strict=True))


def _record(keys: tuple[str, ...], values: tuple[Any, ...]) -> Record:
    return Record.of(keys)(values)


@dataclass(frozen=True, slots=True)
class Summary:
    """The query that was run, its parameters, how long it took (milliseconds), and notices.

    A notice names what the query speaks of and the graph does not have; a server gives none.
    """

    query: str
    parameters: Mapping[str, Any]
    milliseconds: float
    notices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, repr=False)
class Result:
    """All rows of a query, with the names of their columns, and what they rest on if asked for.

    >>> from relgraph.cypher import run
    >>> import networkx as nx
    >>> result = run(nx.DiGraph(), "UNWIND [1, 2] AS x RETURN x")
    >>> result, len(result), [row["x"] for row in result]
    (<Result of 2 rows: x>, 2, [1, 2])
    """

    records: list[Record]
    summary: Summary
    keys: list[str]
    provenance: Provenance | None = None

    def __iter__(self) -> Iterator[Record]:
        return iter(self.records)

    def __len__(self) -> int:
        return len(self.records)

    def __repr__(self) -> str:
        count = "1 row" if len(self) == 1 else f"{len(self)} rows"
        return f"<Result of {count}: {', '.join(self.keys)}>"

    def _repr_html_(self) -> str:
        """Show the rows as a table in a notebook, the middle of a long one left out."""
        return str(self.to_pandas().to_html(max_rows=_SHOWN, index=False))

    def to_pandas(self) -> pd.DataFrame:
        """Rows as a data frame; values stay what they are (dates are ``datetime.date``)."""
        import pandas as pd

        columns = zip(*self.records, strict=True) if self.records else ((),) * len(self.keys)
        return pd.DataFrame(
            {key: pd.Series(list(column), dtype=None if column else object)
             for key, column in zip(self.keys, columns, strict=True)},
            columns=self.keys,
        )  # fmt: skip
