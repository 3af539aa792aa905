"""A data set in one object: ask it, draw it, hand it on."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from relgraph.cypher.engine import run
from relgraph.paths import default_folder

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    import networkx as nx
    import pandas as pd

    from relgraph.cypher.graph import PropertyGraph
    from relgraph.cypher.result import Result
    from relgraph.store.to_networkx import Extra


@dataclass(frozen=True, slots=True)
class Graph:
    """A checked data set as a graph.

    >>> import relgraph
    >>> graph = relgraph.open()
    >>> graph.describe("中国")["name"]
    'China'
    """

    store: PropertyGraph

    @classmethod
    def of_folder(cls, path: str | Path | None = None) -> Graph:
        """Open a folder; without one the default of `relgraph.paths.default_folder`."""
        from relgraph.store.cache import open_folder

        return cls(open_folder(default_folder() if path is None else Path(path)))

    def query(
        self,
        query: str,
        params: Mapping[str, Any] | None = None,
        *,
        timeout: float | None = None,
    ) -> Result:
        """Answer a Cypher query; ``timeout`` is in seconds.

        Raises
        ------
        CypherError
            For a query that cannot be answered, with line, column and a caret.
        """
        return run(self.store, query, params, timeout=timeout)

    def to_networkx(
        self,
        edges: Iterable[str] | None = None,
        *,
        directed: bool = True,
        multigraph: bool = True,
        weight: str | None = None,
        include: Collection[Extra] = (),
    ) -> nx.Graph:
        """Make a plain networkx graph: see `relgraph.store.to_networkx.to_networkx`."""
        from relgraph.store.to_networkx import to_networkx

        return to_networkx(
            self.store, edges, directed=directed, multigraph=multigraph, weight=weight,
            include=include,
        )  # fmt: skip

    def to_pandas(self, what: Literal["edges", "nodes"] = "edges") -> pd.DataFrame:
        """Give all edges (with ``type``, ``from``, ``to``) or all nodes as a data frame."""
        import pandas as pd

        store = self.store
        if what == "nodes":
            rows = [
                {"labels": list(store.labels_of(node)), **store.properties(node)}
                for node in range(store.node_count)
            ]
            return pd.DataFrame(rows)
        rows = []
        for number, table in enumerate(store.tables):
            for row in range(len(table.source)):
                ends = (store.property(end, "id") for end in store.ends((number, row)))
                named = dict(zip(("from", "to"), ends, strict=True))
                rows.append(
                    {"type": table.name, **named, **store.relation_properties((number, row))}
                )
        return pd.DataFrame(rows)

    def describe(self, name: str) -> dict[str, Any]:
        """Tell a node's names, and its dated relations with their sources.

        Parameters
        ----------
        name
            An id, the beginning of one, or a name in any script.

        Raises
        ------
        NotFound, Ambiguous
            When no node, or more than one, fits.
        """
        from relgraph.page.facts import Reader
        from relgraph.store.find import find_node

        found = self.store.seek("id", find_node(self.store, name)) or [0]
        reader = Reader(self.store)
        return {**reader.node(found[0]), "relations": reader.relations_of(found[0])}

    def map(self, path: str | Path) -> dict[str, int]:
        """Write the map as one HTML file; returns how many nodes and edges are drawn."""
        from relgraph.page.render import write_map

        return write_map(self.store, Path(path))

    def export(self, path: str | Path) -> None:
        """Write the whole graph in the format that the file's ending names.

        Raises
        ------
        NotFound
            For an ending that no format has.
        """
        from relgraph.export import write

        write(self.store, Path(path))
