"""A data set in one object: ask it, cut it, draw it, hand it on."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from relgraph import outputs
from relgraph.engine.embedded import Embedded
from relgraph.errors import Refused
from relgraph.paths import default_place
from relgraph.select import Selection, subgraph

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path
    from typing import Self

    from relgraph.cypher.result import Result
    from relgraph.engine import Engine
    from relgraph.graph.property_graph import PropertyGraph
    from relgraph.saved import SavedQuery


EVERYTHING = Selection()


@dataclass(frozen=True, slots=True, repr=False)
class Graph:
    """A data set, in a folder or on a server, and what of it is selected.

    A selection makes a new object and leaves the old one as it is; ``owner`` says which of them
    closes the connection to a server.

    >>> import relgraph
    >>> graph = relgraph.open()
    >>> graph.describe("中国")["name"]
    'China'
    >>> graph.between("CHN", "RUS").as_of("2021").to_networkx().number_of_nodes() > 10
    True
    """

    engine: Engine
    selection: Selection = EVERYTHING
    owner: bool = field(default=True, compare=False)

    @classmethod
    def at(
        cls,
        place: str | Path | None = None,
        *,
        database: str | None = None,
        ask: Callable[[str], str | None] | None = None,
    ) -> Graph:
        """Open a folder or a server; without a place the default of `relgraph.paths`.

        ``database`` is the server's, ``ask`` is called for a password that is not in the
        environment.
        """
        from relgraph.engine.opening import open_engine

        return cls(open_engine(default_place() if place is None else place, database, ask))

    def __enter__(self) -> Self:
        """Return the graph itself; at the end of the block its connection is closed."""
        return self

    def __exit__(self, *_exception: object) -> None:
        self.close()

    def __repr__(self) -> str:
        """Return where the graph lives, how large it is, and what of it is selected."""
        from relgraph.page.scope import scope

        return f"<relgraph.Graph on {self.engine!r}: {scope(self.selection, {})}>"

    def _repr_html_(self) -> str | None:
        """Show how many relations of each type are selected; of a server only what `repr` says."""
        if not isinstance(self.engine, Embedded):
            return None
        import pandas as pd

        counts = {table.name: len(table) for table in self.subgraph().tables}
        frame = pd.DataFrame({"relations": counts}).sort_values("relations", ascending=False)
        return str(frame.to_html())

    def close(self) -> None:
        """Close the connection, if there is one; a selection leaves that to the whole graph."""
        if self.owner:
            self.engine.close()

    def select(  # noqa: PLR0913  # one argument a field of a selection
        self,
        *,
        around: str | None = None,
        hops: int | None = None,
        between: tuple[str, str] | None = None,
        types: str | Iterable[str] | None = None,
        kinds: str | Iterable[str] | None = None,
        issue_areas: str | Iterable[str] | None = None,
        since: str | None = None,
        until: str | None = None,
        started_since: str | None = None,
        as_of: str | None = None,
        certain: bool | None = None,
        claims: bool | None = None,
        source: str | None = None,
        dataset: str | None = None,
        query: str | None = None,
        params: Mapping[str, Any] | None = None,
    ) -> Graph:
        """Narrow the selection: the fields are those of `relgraph.Selection`; None leaves one.

        >>> import relgraph
        >>> chosen = relgraph.open().select(types="SIGNED", since="2001", until="2001")
        >>> len(chosen.to_pandas()) > 3
        True
        """
        given: dict[str, Any] = {  # of the arguments, there is nothing else yet
            key: value for key, value in locals().items() if key != "self" and value is not None
        }
        return replace(self, selection=replace(self.selection, **given), owner=False)

    def between(self, a: str, b: str) -> Graph:
        """Select all that links two nodes, and what their texts say of others.

        Each is named as `relgraph.find.find_node` says.

        >>> import relgraph
        >>> relgraph.open().between("China", "Россия").selection.between
        ('CHN', 'RUS')
        """
        return self.select(between=(self.found(a, actor=True), self.found(b, actor=True)))

    def around(self, id: str, hops: int = 1) -> Graph:
        """Select the edges within so many steps of a node, named by id, whole name or code.

        >>> import relgraph
        >>> relgraph.open().around("Ямал СПГ", hops=2).selection.around
        'yamal-lng'
        """
        return self.select(around=self.found(id), hops=hops)

    def found(self, name: str, *, actor: bool = False) -> str:
        """Return the id of a node named by id, whole name or code: see `relgraph.find.find_node`.

        >>> import relgraph
        >>> relgraph.open().found("Ямал СПГ")
        'yamal-lng'
        """
        from relgraph.find import find_node

        return find_node(self.engine, name, self.selection.dataset, actor=actor).id

    def as_of(self, date: str, *, certain: bool = False) -> Graph:
        """Select what possibly (or certainly) holds throughout a day, month or year.

        >>> import relgraph
        >>> pair = relgraph.open().between("CHN", "RUS")
        >>> len(pair.as_of("2021").to_pandas()) > len(pair.as_of("1950").to_pandas())
        True
        """
        return self.select(as_of=date, certain=certain)

    @property
    def whole(self) -> Graph:
        """The graph without its selection; of a server's data sets it keeps the one."""
        return replace(self, selection=Selection(dataset=self.selection.dataset), owner=False)

    def query(
        self,
        query: str,
        params: Mapping[str, Any] | None = None,
        *,
        timeout: float | None = None,
        max_rows: int | None = None,
        provenance: bool = False,
    ) -> Result:
        """Answer a Cypher query, or a saved one by its name, on the whole graph.

        ``timeout`` is in seconds; an answer of more than ``max_rows`` is an error, and none of its
        rows is given. A saved query takes its nodes by id, name or code. With ``provenance`` the
        answer has the relationships that each row rests on: see `relgraph.resting.rests`.

        Raises
        ------
        CypherError
            For a query that cannot be answered, with line, column and a caret.
        NotFound, Ambiguous
            For a saved query, or a node that one asks for, that is not there.
        Refused
            When the graph is a selection: a query does not know of it.

        >>> import relgraph
        >>> relgraph.open().query("owners", {"thing": "Ямал СПГ"}).records[0]["owner"]
        'Novatek'
        """
        from relgraph.saved import SavedQuery, is_name, saved_query

        asked = saved_query(query) if is_name(query) else SavedQuery.of("the query", query)
        return self.ask(asked, params or {}, timeout=timeout, max_rows=max_rows,
                        provenance=provenance)  # fmt: skip

    def ask(
        self, asked: SavedQuery, given: Mapping[str, Any], *,
        timeout: float | None = None, max_rows: int | None = None, provenance: bool = False,
    ) -> Result:  # fmt: skip
        """Answer a saved query, as `query` does."""
        from relgraph.cypher.limits import Limits
        from relgraph.saved import answer

        if self.selection != self.whole.selection:
            from relgraph.select.compiled import where

            raise Refused(
                "a query asks the whole graph, and this is a selection: ask graph.whole.query(…), "
                f"with the selection's own condition on r: WHERE {where(self.selection)}"
            )
        return answer(
            self.engine, asked, given, dataset=self.selection.dataset,
            limits=Limits(timeout, max_rows), provenance=provenance,
        )  # fmt: skip

    def changed(
        self, query: str, params: Mapping[str, Any] | None = None, *, name: str = "the query"
    ) -> Graph:
        """Return a copy in which Cypher has changed what it says; this graph stays as it is.

        Several statements are parted by semicolons. If one fails nothing is changed at all. A
        question of the kind *what if*: the copy is asked, drawn and exported as any graph is.

        Raises
        ------
        CypherError
            For a statement that cannot be done, with its place.
        Refused
            For a graph on a server, and for a selection.

        >>> import relgraph
        >>> graph = relgraph.open()
        >>> without = graph.changed("MATCH ()-[r:ALLIED_WITH]->() DELETE r")
        >>> asked = "MATCH ()-[r:ALLIED_WITH]->() RETURN count(r) > 0 AS some"
        >>> graph.query(asked).records, without.query(asked).records
        ([(True,)], [(False,)])
        """
        from relgraph.cypher.query import changed
        from relgraph.cypher.syntax.lexer import statements

        if not isinstance(self.engine, Embedded):
            raise Refused(f"{name} is for a copy in this process: relgraph pull makes one")
        if self.selection != self.whole.selection:
            raise Refused("the whole graph is changed, and this is a selection: graph.whole")
        found = self.engine.graph
        for statement in statements(query):
            found, _ = changed(found, statement, params)
        return replace(self, engine=Embedded(found), owner=False)

    def subgraph(self, *, claims: bool = False) -> PropertyGraph:
        """Return what is selected as a graph in columns: of a folder a view, which copies nothing.

        >>> import relgraph
        >>> relgraph.open().select(types="OWNS").subgraph().tables[0].name
        'OWNS'
        """
        selection = replace(self.selection, claims=True) if claims else self.selection
        return subgraph(self.engine, selection)

    def exported(self) -> PropertyGraph:
        """Return the graph that `export` writes: without a selection, claims are in it."""
        return self.subgraph(claims=self.selection == self.whole.selection)

    to_networkx = outputs.to_networkx
    to_pandas = outputs.to_pandas
    describe = outputs.describe
    stats = outputs.stats
    map = outputs.map
    dyad = outputs.dyad
    dossier = outputs.dossier
    export = outputs.export
    value = outputs.value
    panel = outputs.panel
