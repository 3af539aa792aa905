"""The nodes of an import: those that its rows make, and those that are known by a code."""

from __future__ import annotations

import re
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

import numpy as np

from relgraph.graph.columns import column_of
from relgraph.graph.joined import constant
from relgraph.importing.frame import numbered
from relgraph.importing.steps import holding
from relgraph.importing.values import read_properties
from relgraph.model.fields import SOURCE_FIELDS
from relgraph.store.columns import typed

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from relgraph.graph.columns import Column
    from relgraph.graph.words import Array
    from relgraph.importing.faults import Faults
    from relgraph.importing.frame import Frame, Texts
    from relgraph.importing.grammar import KindBy, NodeRule, Origin
    from relgraph.importing.identity import Resolver
    from relgraph.model.types import Schema

    Labels = tuple[str, ...]


class Nodes:
    """Gathers the nodes of an import, by the numbers that a resolver gives."""

    def __init__(
        self, name: str, resolver: Resolver, schema: Schema, dataset: str,
        rules: Iterable[NodeRule],
    ) -> None:  # fmt: skip
        self.name = name
        self._owner: dict[str, str] = {}
        self._rows: list[tuple[str, Frame, Texts, Faults]] = []
        self.templates = {rule.as_: rule.id for rule in rules}
        self.resolver = resolver
        self.schema = schema
        self.dataset = dataset
        self.labels: dict[int, Labels] = {}
        self.properties: dict[int, dict[str, Any]] = {}
        self.texts: dict[str, dict[str, int]] = {}

    def make(self, frame: Frame, rule: NodeRule, faults: Faults) -> None:
        """Make the nodes of a rule, one of each text of its id; the first row of it counts."""
        frame = frame.take(np.flatnonzero(holding(frame, rule.when)))
        texts = frame.text(rule.id).merged()
        self._rows.append((rule.as_, frame, texts, faults))
        made = self.texts.setdefault(rule.as_, {})
        faults.add(
            frame, np.flatnonzero(texts.mask(lambda word: not word)), rule.as_, texts, "no-id",
            f"nothing to make the id of a node of: {rule.id} is empty",
        )  # fmt: skip
        new = self._new(frame, rule, texts, made, faults)
        number, first = numbered(texts.codes)
        names = frame.text(rule.name).merged()
        if rule.differing == "refuse":
            faults.add(
                frame, np.flatnonzero(names.codes != names.codes[first][number]), rule.as_, names,
                "another-name", lambda name: f"{name!r}: an earlier row has another name for it",
            )  # fmt: skip
        rows = np.array([row for row in first.tolist() if texts[row] in new], np.int64)
        if len(rows):
            self._lay(
                frame.take(rows),
                rule,
                [new[text] for text in map(texts.__getitem__, rows.tolist())],
                faults,
            )

    def _new(
        self, frame: Frame, rule: NodeRule, texts: Texts, made: dict[str, int], faults: Faults
    ) -> dict[str, str]:
        """Return the ids of the nodes that are not known yet, by text."""
        words = [word for word in texts.words if word and word not in made]
        if rule.same:
            scheme, _, template = rule.same.partition(":")
            same = frame.text(template)
            _, first = numbered(texts.codes)
            for row in first.tolist():
                held = self.resolver.registry.find(scheme, same[row]) if same[row] else []
                if len({each.node for each in held}) == 1:
                    made[texts[row]] = self.resolver.number(held[0].node)
            words = [word for word in words if word not in made]
        ids: dict[str, str] = {}
        for word in words:
            id = slug(word)
            if self._owner.setdefault(id, word) == word:
                ids[word] = id
        faults.add(
            frame, np.flatnonzero(texts.mask((set(words) - ids.keys()).__contains__)), rule.as_,
            texts, "same-id", lambda word: f"{word!r} has the id of {self._owner[slug(word)]!r}",
        )  # fmt: skip
        made |= {word: self.resolver.number(id) for word, id in ids.items()}
        return {word: id for word, id in ids.items() if self.resolver.ids[id] not in self.labels}

    def _lay(self, frame: Frame, rule: NodeRule, ids: Sequence[str], faults: Faults) -> None:
        kinds = _kinds(frame, rule.kind)
        nothing = np.array([not kind for kind in kinds], bool)
        if nothing.any():
            texts = frame.text(rule.kind if isinstance(rule.kind, str) else rule.kind.text)
            faults.add(
                frame, np.flatnonzero(nothing), rule.as_, texts, "no-kind",
                lambda text: f"no pattern of the rule fits {text!r}",
            )  # fmt: skip
            rest = np.flatnonzero(~nothing)
            if len(rest):
                self._lay(frame.take(rest), rule, [ids[row] for row in rest.tolist()], faults)
            return
        wanted = self.schema.node_properties(self.schema.kinds[kinds[0]].family)
        values = read_properties(frame, rule.properties, wanted, faults)
        columns: dict[str, Sequence[Any]] = {
            "id": ids, "kind": kinds, "name": _all(frame, rule.name),
            "note": _all(frame, rule.note),
            "aliases": [_listed(text) for text in _all(frame, rule.aliases)],
            **{key: _all(frame, template) for key, template in rule.names.items()},
        }  # fmt: skip
        for key, each in values.items():
            columns |= {
                name: column.values()
                for name, column in typed(key, each.codes, each.values).items()
                if column
            }
        for at, id in enumerate(ids):
            own = {
                key: column[at]
                for key, column in columns.items()
                if column[at] not in ("", [], None)
            }
            family = self.schema.kinds[own["kind"]].family
            number = self.resolver.number(id)
            self.labels[number] = tuple(dict.fromkeys(("Entity", family, own["kind"])))
            self.properties[number] = {
                **own,
                "family": family,
                "name": own.get("name", id),
                "dataset": self.dataset,
            }

    def source(self, origin: Origin) -> None:
        """Add the node of the source itself."""
        given = {key: getattr(origin, key, "") for key in SOURCE_FIELDS}
        given |= {"kind": "data set", "access": "read"}
        more = {"name": origin.title, "citation": origin.citation, "version": origin.version}
        number = self.resolver.number(origin.id)
        self.labels[number] = ("Entity", "Source")
        own = {key: value for key, value in {**given, **more}.items() if value}
        self.properties[number] = {**own, "dataset": self.dataset}

    def cited(self, used: Array) -> None:
        """Add the sources of the names and codes of the nodes that a registry gave."""
        ids = list(self.resolver.ids)
        places = self.resolver.registry.places
        for number in np.flatnonzero(used).tolist():
            if number not in self.properties and ids[number] in places:
                of, node = places[ids[number]]
                graph = self.resolver.registry.graphs[of]
                for source in _sources(graph.properties(node)):
                    found = graph.node_ids.find(source) if graph.node_ids else -1
                    if found >= 0:
                        new = self.resolver.number(source)
                        self.labels[new] = graph.labels_of(found)
                        self.properties[new] = {**graph.properties(found), "dataset": self.dataset}

    def own(self) -> dict[str, tuple[str, str]]:
        """Return kind and name of the nodes that rows made, by id."""
        ids = list(self.resolver.ids)
        return {
            ids[number]: (str(of.get("kind", "")), str(of.get("name", "")))
            for number, of in self.properties.items() if "kind" in of
        }  # fmt: skip

    def sound(self) -> Array:
        """Return a mask of the nodes that a row without a fault made, or that are known."""
        found = np.ones(len(self.resolver.ids), bool)
        found[list(self.properties)] = False
        for rule, frame, texts, faults in self._rows:
            good = texts.take(np.flatnonzero(faults.good(frame)))
            made = self.texts[rule]
            found[[made[text] for text in good.used()[1] if text in made]] = True
        return found

    def kinds(self) -> list[Labels]:
        """Return the labels of all nodes by number; one of a registry has its own."""
        found = []
        for id, number in self.resolver.ids.items():
            if number not in self.labels:
                graph, node = self.resolver.registry.places[id]
                self.labels[number] = self.resolver.registry.graphs[graph].labels_of(node)
            found.append(self.labels[number])
        return found

    def columns(self, numbers: Array) -> dict[str, Column]:
        """Return the properties of some nodes."""
        ids = list(self.resolver.ids)
        rows = []
        for number in numbers.tolist():
            if number not in self.properties:
                graph, node = self.resolver.registry.places[ids[number]]
                own = self.resolver.registry.graphs[graph].properties(node)
                self.properties[number] = {**own, "dataset": self.dataset}
            rows.append(self.properties[number])
        names = dict.fromkeys(name for row in rows for name in row)
        columns = {name: column_of([row.get(name) for row in rows]) for name in names}
        return {**columns, "imported": constant(self.name, len(rows))}


def _sources(node: dict[str, Any]) -> set[str]:
    """Return the ids of the sources of a node's names and codes."""
    cells = [*node.get("names_sources", ()), *node.get("codes_sources", ())]
    return {each.partition("#")[0] for cell in cells for each in cell.split(";")}


def _listed(text: str) -> list[str]:
    return [each for each in map(str.strip, re.split("[;\n]", text)) if each]


def _all(frame: Frame, template: str) -> list[str]:
    texts = frame.text(template)
    return [texts.words[code] for code in texts.codes.tolist()]


def _kinds(frame: Frame, rule: str | KindBy) -> list[str]:
    """Return the kind of each node: the first of the rule whose pattern its text matches."""
    if isinstance(rule, str):
        return [rule] * len(frame)
    texts = frame.text(rule.text)
    of_words = [
        next((kind for pattern, kind in rule.patterns if re.fullmatch(pattern, word)), "")
        for word in texts.words
    ]
    return [of_words[code] for code in texts.codes.tolist()]


def slug(text: str) -> str:
    """Return the id of a text: the same whatever else there is.

    Where more is lost than spaces, a hash of the text tells it from others.

    >>> slug("visit 12"), slug("TRGNFC_2001A"), slug("Citizen (India)")
    ('visit-12', 'TRGNFC_2001A', 'Citizen-India-214c373a')
    """
    plain = re.sub(r"[^\w.-]+", "-", text).strip("-_.")
    lossless = plain == text.replace(" ", "-")
    return plain if plain and lossless else f"{plain or 'node'}-{_short(text)}"


def _short(text: str) -> str:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=4).hexdigest()
