"""What is wanted of a graph, compiled to Cypher.

The text is linear in the graph: nodes first, then their edges, no path variable. No hop goes
over a claim; sources are no neighbours.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from relgraph.errors import Refused
from relgraph.model.dates import DateFault, days
from relgraph.model.schema import CLAIMED

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_MOST_HOPS = 5
RETURN_EDGES = "RETURN DISTINCT r, startNode(r).id AS source, endNode(r).id AS target"


@dataclass(frozen=True, slots=True)
class Selection:
    """What is wanted of a graph; every field narrows it, none is everything but claims.

    Parameters
    ----------
    around, hops
        Id of a node, and how many steps from it an edge may lie.
    between
        Ids of two nodes: all that links them, directly or through one instrument, project,
        event, institution or measure, their own agencies, forces and companies included.
    types, kinds, issue_areas
        One name or several: of edge types, of the kinds at both ends, of issue areas.
    since, until
        EDTF: edges that may hold at some time from ``since`` to ``until``.
    started_since
        EDTF: edges that may have begun on its first day or later; an unknown start is none.
    as_of, certain
        EDTF: edges that may hold on some day of this day, month or year, or (certain) surely
        hold on every one. An edge of unknown date may always hold.
    claims
        Whether claims are wanted too.
    source, dataset
        Id of a source that must be cited, UUID of the data set.
    query, params
        A query instead of all that: the nodes, edges and paths that it returns.

    Raises
    ------
    Refused
        For a date that is none, and for what contradicts itself.
    """

    around: str | None = None
    hops: int = 1
    between: tuple[str, str] | None = None
    types: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    issue_areas: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    started_since: str | None = None
    as_of: str | None = None
    certain: bool = False
    claims: bool = False
    source: str | None = None
    dataset: str | None = None
    query: str | None = None
    params: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Take one name for a tuple of it, and refuse at once what contradicts itself."""
        for name in ("types", "kinds", "issue_areas"):
            value = getattr(self, name)
            object.__setattr__(self, name, (value,) if isinstance(value, str) else tuple(value))
        self.parameters()

    @property
    def whole(self) -> bool:
        """Whether everything is wanted, claims too."""
        return self == Selection(claims=True, dataset=self.dataset)

    def where(self, edge: str = "r") -> str:
        """Give the condition that an edge must meet."""
        tests = [] if self.claims else [f"type({edge}) <> '{CLAIMED}'"]
        if self.types:
            tests.append(f"(type({edge}) IN $types OR {edge}.claims IN $types)")
        if self.issue_areas:
            tests.append(f"{edge}.issue_area IN $issue_areas")
        if self.source:
            tests.append(f"$source IN {edge}.source_ids")
        if self.dataset:
            tests.append(f"{edge}.dataset = $dataset")
        tests += self._when(edge)
        return " AND ".join(tests) or "true"

    def _when(self, edge: str) -> list[str]:
        tests = []
        if self.started_since is not None:
            tests.append(f"coalesce({edge}.since_latest, {edge}.since) >= $started")
        if self.since is not None or self.as_of is not None:
            tests.append(f"({edge}.until IS NULL OR {edge}.until >= $first)")
        if self.until is not None or self.as_of is not None:
            tests.append(f"({edge}.since IS NULL OR {edge}.since <= $last)")
        if self.as_of is not None and self.certain:
            tests.append(
                f"CASE {edge}.dated WHEN 'instant' "
                f"THEN {edge}.since >= $first AND {edge}.until <= $last "
                f"ELSE {edge}.since_latest <= $first AND {edge}.until_earliest >= $last END"
            )
        return tests

    def parameters(self) -> dict[str, Any]:
        """Give the values of the parameters in the texts.

        Raises
        ------
        Refused
            For a date that is none, or a time that is said twice.
        """
        given: dict[str, Any] = {
            "around": self.around, "types": list(self.types), "kinds": list(self.kinds),
            "issue_areas": list(self.issue_areas), "source": self.source, "dataset": self.dataset,
        }  # fmt: skip
        if self.between:
            given |= {"a": self.between[0], "b": self.between[1]}
        self._check()
        try:
            if self.started_since is not None:
                given["started"] = days(self.started_since).first
            if self.since is not None or self.as_of is not None:
                given["first"] = days(str(self.since if self.as_of is None else self.as_of)).first
            if self.until is not None or self.as_of is not None:
                given["last"] = days(str(self.until if self.as_of is None else self.as_of)).last
        except DateFault as fault:
            raise Refused(fault.told) from None
        if "first" in given and "last" in given and given["first"] > given["last"]:
            raise Refused(f"until ({self.until}) lies before since ({self.since})")
        return {key: value for key, value in given.items() if value not in (None, [])}

    def _check(self) -> None:
        """Refuse what contradicts itself."""
        ends = self.between or ("", "-")
        wrong = {
            "a selection is as of a day, or since and until, not both":
                self.as_of is not None and (self.since, self.until) != (None, None),
            "a selection is around a node, or between two, not both":
                bool(self.around and self.between),
            f"between {ends[0]} and itself there is nothing": ends[0] == ends[1],
            f"hops go from 1 to {_MOST_HOPS}, not {self.hops}": not 1 <= self.hops <= _MOST_HOPS,
            "hops are counted around a node: name it": self.hops != 1 and not self.around,
            "certain goes with as-of: name the day or period": self.certain and self.as_of is None,
        }  # fmt: skip
        for message, applies in wrong.items():
            if applies:
                raise Refused(message)

    def edges_text(self, belongs: Iterable[str] = (), middles: Iterable[str] | None = None) -> str:
        """Compile to the query that gives the edges, with the ids of their ends.

        Types ``belongs`` tie an actor to its end of a dyad; ``middles`` are the families through
        which two are linked (None: any node).
        """
        if self.query:
            return self.query
        if self.between:
            test = "true" if middles is None else " OR ".join(f"m:{name}" for name in middles)
            return self._between_text("|".join(belongs), test or "false")
        if self.around:
            pattern = f"{self._around_text()}\nMATCH (n)-[r]-(x:Entity)"
        else:
            pattern = "MATCH (n:Entity)-[r]->(x:Entity)"
        return f"{pattern}\n{self._where_ends('n', 'x')}\n{RETURN_EDGES}"

    def nodes_text(self) -> str | None:
        """Compile to the query for nodes that stay even without an edge; None: there are none."""
        named = [name for name in (self.around, *(self.between or ())) if name]
        if named:
            return f"MATCH (n:Entity) WHERE n.id IN $named{self.in_dataset('n')}\nRETURN n"
        if self.query or self._narrows_edges():
            return None
        hidden = "" if self.claims else " AND NOT n:Claimed"
        kinds = " AND n.kind IN $kinds" if self.kinds else ""
        return f"MATCH (n:Entity) WHERE NOT n:Source{hidden}{kinds}{self.in_dataset('n')}\nRETURN n"

    def _narrows_edges(self) -> bool:
        return bool(
            self.types
            or self.issue_areas
            or self.since
            or self.until
            or self.started_since
            or self.as_of
            or self.source
        )

    def in_dataset(self, name: str) -> str:
        """Give the rest of a condition: of the data set that is named, if one is."""
        return f" AND {name}.dataset = $dataset" if self.dataset else ""

    def _where_ends(self, *names: str) -> str:
        tests = [self.where()]
        if self.kinds:
            tests += [f"coalesce({name}.kind, {name}.claims) IN $kinds" for name in names]
        return "WHERE " + " AND ".join(tests)

    def _around_text(self) -> str:
        hop = replace(self, claims=False).where("h")
        text = f"MATCH (n:Entity {{id: $around}})\nWHERE true{self.in_dataset('n')}"
        for _ in range(self.hops - 1):
            text += (
                f"\nOPTIONAL MATCH (n)-[h]-(m:Entity) WHERE {hop}"
                "\nWITH collect(DISTINCT n) + collect(DISTINCT m) AS found"
                "\nUNWIND found AS n\nWITH DISTINCT n"
            )
        return text

    def _own_text(self, end: str, belongs: str, kept: str = "") -> str:
        """Compile to what binds ``own``: an end of a dyad and the actors that belong to it."""
        own = f"OPTIONAL MATCH ({end})<-[:{belongs}*1..2]-(own:Actor)\n"
        return (
            f"MATCH ({end}:Entity {{id: ${end}}}) WHERE true{self.in_dataset(end)}\n"
            f"{own if belongs else ''}"
            f"WITH {kept}{end}, {'collect(DISTINCT own)' if belongs else '[]'} AS own\n"
        )

    def _between_text(self, belongs: str, middle: str) -> str:
        ends = (
            f"{self._own_text('a', belongs)}WITH own + [a] AS left\n"
            f"{self._own_text('b', belongs, 'left, ')}WITH left, own + [b] AS right\n"
            "UNWIND left AS p\n"
        )
        hop = replace(self, claims=False)
        middles = "WITH left, right, collect(DISTINCT m) AS middles\nUNWIND middles AS m\n"
        direct = f"MATCH (p)-[r]-(q:Entity)\nWHERE q IN right AND {self.where()}\n{RETURN_EDGES}"
        through = (
            f"MATCH (p)-[h]-(m:Entity)\nWHERE ({middle}) AND {hop.where('h')}\n{middles}"
            f"MATCH (m)-[h]-(q:Entity)\nWHERE q IN right AND {hop.where('h')}\n{middles}"
            "MATCH (m)-[r]-(e:Entity)\nWHERE (e IN left OR e IN right) "
            f"AND {self.where()}\n{RETURN_EDGES}"
        )
        return f"{ends}{direct}\nUNION\n{ends}{through}"
