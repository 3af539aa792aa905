"""The types of nodes and edges as a schema has them: data, not code."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import msgspec

from relgraph.errors import NotFound, did_you_mean
from relgraph.model.dates import Dated  # noqa: TC001  # msgspec reads annotations at run time
from relgraph.model.fields import NODE_FIELDS
from relgraph.model.text import words

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

PropertyType = Literal["text", "integer", "number", "boolean", "choice", "quantity", "node"]
Shape = Literal["dot", "square", "diamond", "triangle", "triangleDown", "star", "hexagon"]
PLAIN = "#6f7782"
"""Colour of what the schema gives none."""


class Property(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One typed column of a kind or edge type.

    A ``detail`` is a text that two assertions of one thing may word differently.
    """

    type: PropertyType
    definition: str
    unit: str = ""
    min: float | None = None
    max: float | None = None
    choices: tuple[str, ...] = ()
    required: bool = False
    detail: bool = False


class Family(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A family of nodes and the name of its file in ``nodes/``.

    Nodes of a family that ``acts`` are part of the actor that they belong to. What links two
    actors may run through nodes of a family that is a ``middle``: those that do not act, unless
    it says otherwise. One that ``happens`` has events, which yield to others in a search.
    """

    file: str
    definition: str
    acts: bool = False
    middle: bool | None = None
    happens: bool = False

    @property
    def links(self) -> bool:
        """Whether what links two actors may run through its nodes."""
        return not self.acts if self.middle is None else self.middle


class Kind(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A kind of node, and how it is called and drawn.

    One that ``extends`` another has its family, properties, colour and shape, unless it gives its
    own; it is another kind all the same.
    """

    definition: str
    family: str = ""
    extends: str = ""
    label: str = ""
    plural: str = ""
    colour: str = ""
    shape: Shape | None = None
    properties: dict[str, Property] = {}


class IssueArea(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An issue area, whose edges stand in one file of ``edges/``; a ``group`` shares a colour."""

    definition: str
    label: str = ""
    group: str = ""
    colour: str = ""


class EdgeType(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A type of edge: what it may join, how it is dated, what it carries.

    With ``seasons``, ``2019-21`` in its dates is the spring of 2019, and else a fault. Only
    figures of its default ``series`` count; those of a row that names none belong to it. A note
    with one of the words ``denied_by`` says that the type is another. With ``speaks`` the source
    says something of the target: where a text links two, what it says goes with it.
    """

    dated: Dated
    definition: str
    sources: tuple[str, ...] = msgspec.field(name="from")
    targets: tuple[str, ...] = msgspec.field(name="to", default=())
    symmetric: bool = False
    figure: bool = False
    belongs: bool = False
    speaks: bool = False
    seasons: bool = False
    series: str = ""
    denied_by: tuple[str, ...] = ()
    properties: dict[str, Property] = {}


class Schema(msgspec.Struct, frozen=True):
    """All types of a data set, and the languages of its names: English words for them by code.

    >>> from relgraph.model.schema import read_schema
    >>> from relgraph.paths import shipped
    >>> schema = read_schema(shipped("graph") / "schema.toml")
    >>> schema.edges["SIGNED"].dated
    'instant'
    >>> schema.admits("State", schema.edges["SIGNED"].sources)
    True
    """

    families: dict[str, Family]
    kinds: dict[str, Kind]
    edges: dict[str, EdgeType]
    issue_areas: dict[str, IssueArea]
    names: dict[str, str]

    def denial(self, type: str, note: str) -> str:
        """Return the words of a note that deny the type of its edge; empty if there are none."""
        said = note.casefold()
        return next((words for words in self.edges[type].denied_by if words in said), "")

    def admits(self, kind: str, endpoints: Iterable[str]) -> bool:
        """Return whether a node of this kind may stand where these kinds and families may."""
        allowed = set(endpoints)
        return kind in allowed or self.kinds[kind].family in allowed

    def family_of_file(self, stem: str) -> str | None:
        """Find the family whose nodes stand in ``nodes/<stem>.csv``."""
        return next((name for name, family in self.families.items() if family.file == stem), None)

    @property
    def name_columns(self) -> tuple[str, ...]:
        """Columns of names beside ``name``: in the languages of the schema, and short ones."""
        names = [f"name_{code}" for code in self.names]
        return (*names, "short_name", *(f"short_{name}" for name in names))

    @property
    def node_columns(self) -> tuple[str, ...]:
        """Columns that every file of nodes may have."""
        found = []
        for column in (field.column for field in NODE_FIELDS if field.column):
            found += [column, *(self.name_columns if column == "name" else ())]
        return tuple(found)

    def node_properties(self, family: str) -> dict[str, Property]:
        """List the typed columns of a family's file: those of all its kinds."""
        return {
            name: prop
            for kind in self.kinds.values()
            if kind.family == family
            for name, prop in kind.properties.items()
        }

    def edge_properties(self) -> dict[str, Property]:
        """List the typed columns that a file of edges may have: those of all types."""
        return {
            name: prop for edge in self.edges.values() for name, prop in edge.properties.items()
        }

    def meta(self, title: str, as_of: date | None = None) -> dict[str, Any]:
        """Return what a graph remembers of its types: those who draw, select and export it ask."""
        types = self.edges
        return {
            "title": title,
            "as_of": as_of.isoformat() if as_of else "",
            "kinds": {
                name: {
                    "label": kind.label or words(name),
                    "plural": kind.plural or f"{kind.label or words(name)}s",
                    "colour": kind.colour or PLAIN,
                    "shape": kind.shape or "dot",
                    "family": kind.family,
                }
                for name, kind in self.kinds.items()
            },
            "issue_areas": {
                name: {
                    "label": area.label or words(name),
                    "colour": area.colour or PLAIN,
                    "group": area.group or area.label or words(name),
                }
                for name, area in self.issue_areas.items()
            },
            "names": {f"name_{code}": language for code, language in self.names.items()},
            "symmetric": sorted(name for name, type in types.items() if type.symmetric),
            "figures": sorted(name for name, type in types.items() if type.figure),
            "belongs": sorted(name for name, type in types.items() if type.belongs),
            "speaks": sorted(name for name, type in types.items() if type.speaks),
            "choices": {
                name: key
                for name, type in types.items()
                for key, prop in type.properties.items()
                if prop.type == "choice" and prop.required and not type.figure
            },
            "acts": [name for name, family in self.families.items() if family.acts],
            "happens": [name for name, family in self.families.items() if family.happens],
            "middles": [name for name, family in self.families.items() if family.links],
            "dated": {name: type.dated for name, type in types.items()},
            "series": {name: type.series for name, type in types.items()},
            "units": {
                name: {key: prop.unit for key, prop in type.properties.items()}
                for name, type in types.items()
            },
        }

    def find(self, name: str) -> Family | Kind | EdgeType:
        """Find a family, kind or edge type by name.

        Raises
        ------
        NotFound
            When there is none; the message names the nearest.
        """
        known: dict[str, Family | Kind | EdgeType] = {**self.families, **self.kinds, **self.edges}
        if name not in known:
            raise NotFound(f"no type {name!r} in the schema{did_you_mean(name, known)}")
        return known[name]
