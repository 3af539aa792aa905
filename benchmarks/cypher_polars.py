"""The queries as programs of polars."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import cypher_world as forms
from cypher_engine import Engine

with suppress(ImportError):  # then the engine is left out
    import polars as pl
    from polars import col

if TYPE_CHECKING:
    from datetime import date

    from cypher_engine import Call
    from cypher_queries import Case
    from cypher_world import World


class Polars(Engine):
    """Polars: eager frames for little work, lazy ones for much."""

    def load(self, world: World) -> None:
        """Take the world as frames."""
        self.frames = forms.polars_of(world)
        self.nodes = pl.concat([self.frames[name].select("id", "name") for name in world.nodes])
        self.links: dict[tuple[str, ...], pl.DataFrame] = {}

    def ready(self, case: Case) -> Call:
        """Return a call of the program, and of the rows of its frame."""
        program = super().ready(case)
        return lambda: program().rows()

    def _node(self, id: str) -> int:
        return (self.nodes["id"] == id).arg_max()

    def _of(self, name: str, numbers: pl.Series) -> pl.Series:
        return self.nodes[name].gather(numbers)

    def _both(self, *types: str) -> pl.DataFrame:
        if types not in self.links:
            parts = [self.frames[type].select("source", "target") for type in types]
            turned = [part.select(source="target", target="source") for part in parts]
            self.links[types] = pl.concat([*parts, *turned]).unique()
        return self.links[types]

    def _dyad(self, state: str, other: str, since: date, until: date) -> pl.DataFrame:
        a, b = self._node(state), self._node(other)
        wanted = col("source").is_in([a, b]) & col("target").is_in([a, b])
        wanted &= (col("source") != col("target")) & _within(since, until)
        found = [(type, self.frames[type].filter(wanted)) for type in ("TRADED", "ALLIED")]
        return pl.concat([each.select(pl.lit(type), "date") for type, each in found])

    def _cosigned(self, state: str) -> pl.DataFrame:
        me, signed = self._node(state), self.frames["SIGNED"]
        mine = signed.filter(col("source") == me).select("target")
        others = signed.filter(col("source") != me).join(mine, on="target")
        counted = others.group_by("source").len("n")
        return _first_ten(counted.select(self._of("id", counted["source"]), "n"))

    def _pairs(self) -> pl.DataFrame:
        signed = self.frames["SIGNED"].lazy().select("source", "target")
        pairs = signed.join(signed, on="target").filter(col("source") != col("source_right"))
        counted = pairs.group_by("source", "source_right").len("n").collect(engine="streaming")
        ends = [self._of("id", counted[end]) for end in ("source", "source_right")]
        found = counted.select(ends[0], ends[1].alias("other"), "n")
        return _first_ten(found.filter(col("id") < col("other")), "other")

    def _allies(self, lone: str) -> pl.DataFrame:
        link, me = self._both("ALLIED"), self._node(lone)
        near = link.filter(col("source") == me).select(source="target")
        far = link.join(near, on="source", how="semi").select(source="target").unique()
        far = far.join(near, on="source", how="anti").filter(col("source") != me)
        return self._of("id", far["source"]).to_frame()

    def _path(self, *types: str, **ends: str) -> pl.DataFrame:
        link, (start, end) = self._both(*types), map(self._node, ends.values())
        edge = seen = pl.Series("target", [start], pl.Int32)
        length = 0
        while len(edge) and end not in edge:
            edge = link.filter(col("source").is_in(edge.implode()))["target"].unique()
            edge = edge.filter(~edge.is_in(seen.implode()))
            seen, length = pl.concat([seen, edge]), length + 1
        return pl.DataFrame({"length": [length] if len(edge) else []})

    def _years(self) -> pl.DataFrame:
        years = self.frames["TRADED"].group_by(col("date").dt.year())
        return years.agg(pl.len(), col("value").sum()).sort("date")

    def _busiest(self, *ends: pl.LazyFrame) -> pl.DataFrame:
        counted = pl.concat(ends).group_by("node").len("n").collect()
        return _first_ten(counted.select(self._of("id", counted["node"]), "n"))

    def _degree(self) -> pl.DataFrame:
        knows, served = self.frames["KNOWS"].lazy(), self.frames["WORKED_FOR"].lazy()
        turned = knows.filter(col("source") != col("target")).select(node="target")
        return self._busiest(knows.select(node="source"), turned, served.select(node="source"))

    def _filtered(self, late: date) -> pl.DataFrame:
        knows = self.frames["KNOWS"].lazy().filter(col("date") >= late)
        turned = knows.filter(col("source") != col("target")).select(node="target")
        return self._busiest(knows.select(node="source"), turned)

    def _optional(self, late: date) -> pl.DataFrame:
        signed = self.frames["SIGNED"].filter(col("date") >= late)
        counted = signed.group_by(node="target").len("n")
        found = self.frames["Treaty"].join(counted, on="node", how="left")
        return found.select("id", col("n").fill_null(0))

    def _collected(self, since: date, until: date) -> pl.DataFrame:
        served = self.frames["WORKED_FOR"].filter(_within(since, until))
        named = served.select("target", self._of("name", served["source"]))
        lists = named.group_by("target").agg("name")
        return lists.select(self._of("id", lists["target"]), "name")

    def _reached(self, person: str) -> pl.DataFrame:
        knows = self.frames["KNOWS"].select("source", "target")
        edge, found = pl.DataFrame({"source": [self._node(person)]}, {"source": pl.Int32}), []
        for _ in range(3):
            edge = knows.join(edge, on="source", how="semi").select(source="target").unique()
            found.append(edge)
        return pl.concat(found).select(col("source").n_unique())

    def _contains(self, syllable: str) -> pl.DataFrame:
        found = col("name").str.contains(syllable, literal=True)
        return self.frames["Person"].filter(found).select("id", "name")

    def _projected(self, since: date, soon: date) -> pl.DataFrame:
        served = self.frames["WORKED_FOR"].filter(_within(since, soon))
        names = [self._of("name", served[end]).alias(end) for end in ("source", "target")]
        return served.select(*names, "role", "date")

    def _types(self, region: str, late: date) -> pl.DataFrame:
        part = self.frames["State"].filter(col("region") == region)["node"].implode()
        ends = [(type, "source") for type in ("TRADED", "ALLIED", "SIGNED")]
        ends += [(type, "target") for type in ("TRADED", "ALLIED", "WORKED_FOR")]
        found = []
        for type, end in ends:
            wanted = (col("date") >= late) & col(end).is_in(part)
            wanted &= (col("source") != col("target")) | (end == "source")
            found.append((type, self.frames[type].filter(wanted).height))
        counted = pl.DataFrame(found, ["type", "count"], orient="row")
        return counted.group_by("type").sum()

    def _grouped(self) -> pl.DataFrame:
        return self.frames["TRADED"].group_by("kind").agg(pl.len(), col("value").mean())

    def _distincts(self) -> pl.DataFrame:
        served = self.frames["WORKED_FOR"].select("role", node="target")
        states = self.frames["State"].select("node", "region")
        return served.join(states, on="node").select("role", "region").unique()

    def _first(self) -> pl.DataFrame:
        knows = self.frames["KNOWS"].lazy().select("weight", "date", "id")
        knows = knows.sort("weight", "date", "id", descending=[True, False, False])
        return knows.head(20).collect()


def _first_ten(frame: pl.DataFrame, *more: str) -> pl.DataFrame:
    order = frame.lazy().sort("n", "id", *more, descending=[True, False, *(False for _ in more)])
    return order.select("id", *more, "n").head(10).collect()


def _within(since: date, until: date) -> pl.Expr:
    return col("date").is_between(since, until, closed="left")
