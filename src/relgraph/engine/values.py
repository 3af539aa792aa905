"""The driver's values as relgraph's: nodes and relationships of one answer become one graph."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta, tzinfo
from typing import TYPE_CHECKING, Any

from relgraph.cypher.values.entities import Node, Path, Relationship
from relgraph.graph.gather import Gatherer
from relgraph.graph.property_graph import Elements
from relgraph.graph.times import (
    SECOND,
    TIMES,
    DateTime,
    Duration,
    LocalDateTime,
    LocalTime,
    Time,
)

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence

    from relgraph.graph.adjacency import Relation
    from relgraph.graph.property_graph import PropertyGraph


def _time(value: Any) -> Any:  # noqa: ANN401  # of the driver; one of Cypher's here
    """Turn a time of the driver into the same one of relgraph."""
    if hasattr(value, "months"):
        return Duration.of(value.months, value.days, value.seconds, value.nanoseconds)
    ticks = ((value.hour * 60 + value.minute) * 60 + value.second) * SECOND + value.nanosecond
    offset = value.utcoffset()
    seconds = None if offset is None else round(offset.total_seconds())
    if not hasattr(value, "year"):
        return LocalTime(ticks) if seconds is None else Time(ticks, seconds)
    day = value.date().to_native()
    if seconds is None:
        return LocalDateTime(day, ticks)
    zone = getattr(value.tzinfo, "zone", None) or ""
    return DateTime(day, ticks, seconds, "" if zone == "UTC" else zone)


def sent(value: Any) -> Any:  # noqa: ANN401  # any value of the language
    """Turn a parameter into what the driver sends: its own times, and all else as it is."""
    if isinstance(value, list):
        return [sent(item) for item in value]
    if isinstance(value, dict):
        return {key: sent(item) for key, item in value.items()}
    if not isinstance(value, TIMES):
        return value
    import neo4j.time

    if isinstance(value, Duration):
        return neo4j.time.Duration(
            months=value.months, days=value.days, seconds=value.seconds,
            nanoseconds=value.nanoseconds,
        )  # fmt: skip
    clock = (value.hour, value.minute, value.second, value.nanosecond)
    zone = _zone(value) if isinstance(value, (Time, DateTime)) else None
    if isinstance(value, (LocalTime, Time)):
        return neo4j.time.Time(*clock, tzinfo=zone)
    day = value.day
    return neo4j.time.DateTime(day.year, day.month, day.day, *clock, tzinfo=zone)


def _zone(value: Time | DateTime) -> tzinfo:
    named = isinstance(value, DateTime) and value.zone
    return value.tzinfo if named else _Offset(value.offset)


class _Offset(tzinfo):
    """So many seconds from Greenwich, for the driver's times as well as for Python's."""

    def __init__(self, seconds: int) -> None:
        self.offset = timedelta(seconds=seconds)

    def utcoffset(self, _moment: object) -> timedelta:
        return self.offset

    def dst(self, _moment: object) -> None:
        return None

    def tzname(self, _moment: object) -> None:
        return None


class Decoder:
    """Decodes the rows of one answer.

    What is a node or relationship in them is gathered first, and built into a graph in columns;
    the values then are nodes and relationships of that graph, as those of the embedded engine are.
    ``origin`` is the server, so that a node of two answers is one.
    """

    def __init__(self, origin: Hashable) -> None:
        self.origin = origin
        self.nodes: dict[str, tuple[Sequence[str], Mapping[str, Any]]] = {}
        self.relations: dict[str, Any] = {}
        self.graph: PropertyGraph | None = None
        self.numbers: dict[str, int] = {}
        self.keys: dict[str, Relation] = {}

    def rows(self, rows: list[list[Any]]) -> list[list[Any]]:
        """Decode all rows."""
        import neo4j.graph

        self._entities = (neo4j.graph.Node, neo4j.graph.Relationship, neo4j.graph.Path)
        for row in rows:
            self._gather(row)
        self._build()
        return [[self._value(value) for value in row] for row in rows]

    def _gather(self, value: Any) -> None:  # noqa: ANN401  # any value of the driver
        node, relationship, path = self._entities
        if isinstance(value, node):
            known = self.nodes.get(value.element_id)
            if known is None or not known[1]:
                properties = {key: self._value(item) for key, item in value.items()}
                self.nodes[value.element_id] = (sorted(value.labels), properties)
        elif isinstance(value, relationship):
            self.relations[value.element_id] = value
            for end in value.nodes:
                self._gather(end)
        elif isinstance(value, path):
            self._gather([*value.nodes, *value.relationships])
        elif isinstance(value, (list, dict)):
            for item in value.values() if isinstance(value, dict) else value:
                self._gather(item)

    def _build(self) -> None:
        gatherer = Gatherer()
        self.numbers = {name: gatherer.node(*node) for name, node in self.nodes.items()}
        places = {}
        for name, relation in self.relations.items():
            start, end = (self.numbers[node.element_id] for node in relation.nodes)
            properties = {key: self._value(item) for key, item in relation.items()}
            places[name] = (relation.type, gatherer.edge(relation.type, start, end, properties))
        found = gatherer.graph()
        types = found.type_numbers
        self.keys = {name: (types[type_], row) for name, (type_, row) in places.items()}
        names = {key: name for name, key in self.keys.items()}
        self.graph = replace(found, elements=Elements(self.origin, list(self.nodes), names))

    def _value(self, value: Any) -> Any:  # noqa: ANN401  # any value of the driver
        import neo4j.time

        node, relationship, path = self._entities
        if isinstance(value, list):
            return [self._value(item) for item in value]
        if isinstance(value, dict):
            return {key: self._value(item) for key, item in value.items()}
        if isinstance(value, neo4j.time.Date):
            return value.to_native()
        if isinstance(value, (neo4j.time.Time, neo4j.time.DateTime, neo4j.time.Duration)):
            return _time(value)
        if isinstance(value, path):
            return Path(
                tuple(self._value(item) for item in value.nodes),
                tuple(self._value(item) for item in value.relationships),
            )
        if isinstance(value, (node, relationship)):
            return self._entity(value, of_nodes=isinstance(value, node))
        return value

    def _entity(self, value: Any, *, of_nodes: bool) -> Node | Relationship:  # noqa: ANN401
        assert self.graph is not None  # noqa: S101  # built before any entity is decoded
        if of_nodes:
            return Node(self.graph, self.numbers[value.element_id])
        return Relationship(self.graph, self.keys[value.element_id])
