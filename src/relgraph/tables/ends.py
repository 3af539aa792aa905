"""Ends of edges, whole columns at once: numbers of nodes, and whether a type may join them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from relgraph.tables.among import weight
from relgraph.tables.cells import is_id
from relgraph.tables.coded import hashes
from relgraph.tables.rows import FORMULA
from relgraph.tables.sound import is_sound

if TYPE_CHECKING:
    from collections.abc import Iterable

    from relgraph.graph.blocks import Numbers
    from relgraph.graph.words import Array
    from relgraph.model.types import Schema
    from relgraph.tables.batch import Batch
    from relgraph.tables.known import KnownNodes


class _Numbers(dict[str, int]):
    """Numbers of nodes by the cells that name them; -1 is none."""

    def __missing__(self, cell: str) -> int:
        text = cell.strip()
        sound = text != cell and not cell.startswith(FORMULA) and is_sound(text)
        self[cell] = found = self.get(text, -1) if sound else -1
        return found


class Ends:
    """Reads the ends of edges between known nodes; a node of unknown kind may stand anywhere."""

    def __init__(self, schema: Schema, nodes: KnownNodes) -> None:
        self._numbers = _Numbers(nodes.numbers)
        kinds = list(schema.kinds)
        at = {kind: number for number, kind in enumerate(kinds)}
        self._kinds = np.array([*(at.get(kind, -1) for kind in nodes.kinds), -1])
        self._deprecated = np.array([*nodes.deprecated, False])
        ids = list(nodes.numbers)
        self._unsound = np.ones(len(self._kinds), bool)
        self._hashes = np.zeros(len(self._kinds), np.int64)
        numbers = np.fromiter(nodes.numbers.values(), np.int64, len(ids))
        self._hashes[numbers] = hashes(ids)
        self._unsound[numbers] = [not (is_id(id) and is_sound(id)) for id in ids]
        types = [*schema.edges.values()]
        sides = {
            "from": [type.sources for type in types],
            "to": [type.targets or type.sources for type in types],
        }
        self._figure = np.array([*(type.figure for type in types), False])
        self._symmetric = np.array([*(type.symmetric for type in types), False])
        families = [(name, kind.family) for name, kind in schema.kinds.items()]
        self._admits = {
            side: np.array(
                [
                    *(_admitted(allowed, families) for allowed in of_types),
                    [True] * (1 + len(families)),
                ]
            )
            for side, of_types in sides.items()
        }

    def see(self, batch: Batch) -> None:
        """Read both ends of a block as numbers of nodes; -1 is none."""
        for side in ("from", "to"):
            cells = batch.block.cells(side)
            nodes = np.fromiter(map(self._numbers.__getitem__, cells), np.int32, len(cells))
            batch.put(side, nodes)
            unknown = np.flatnonzero(nodes < 0).tolist()
            if unknown:
                said = np.zeros(len(cells), np.int64)
                said[unknown] = hashes([cells[row].strip() for row in unknown])
                batch.put(f"{side}?", said)

    def judge(self, batch: Batch, types: Array) -> tuple[Array, Array]:
        """Return a mask of the edges whose ends may be wrong, and a hash of what they say."""
        source, target = batch.numbers["from"], batch.numbers["to"]
        suspect = (source == target) != self._figure[types]
        said = []
        for side, nodes in (("from", source), ("to", target)):
            suspect |= self._unsound[nodes] | ~self._admits[side][types, self._kinds[nodes]]
            said.append(np.where(nodes < 0, batch.numbers[f"{side}?"], self._hashes[nodes]))
        symmetric = self._symmetric[types]
        first, second = said
        both = (first + second) * weight("from")
        return suspect, np.where(symmetric, both, first * weight("from") + second * weight("to"))

    def deprecated(self, ends: Numbers) -> Array:
        """Return a mask of the edges that speak of a node which only claims may speak of."""
        found: Array = self._deprecated[ends["from"]] | self._deprecated[ends["to"]]
        return found

    def pairs(self, ends: Numbers, *, ordered: Array | bool) -> Array:
        """Return a number for the two ends of each edge, whichever comes first if not ordered."""
        source, target = ends["from"], ends["to"]
        low, high = np.minimum(source, target), np.maximum(source, target)
        first, second = np.where(ordered, source, low), np.where(ordered, target, high)
        return (first.astype(np.int64) << 32) | second

    def directed(self, types: Array) -> Array:
        """Return a mask of the edges whose types are not symmetric."""
        found: Array = ~self._symmetric[types]
        return found


def _admitted(allowed: Iterable[str], kinds: Iterable[tuple[str, str]]) -> list[bool]:
    """Return which kinds, given with their families, may stand at an end; the last is unknown."""
    names = set(allowed)
    return [*(kind in names or family in names for kind, family in kinds), True]
