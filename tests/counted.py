"""Random queries that count steps, or ask only where walks lead."""

from __future__ import annotations

from queries import Writer

LENGTHS = ["*", "*1..2", "*0..2", "*0..", "*2..3", "*0..1", "*1..3", "*..4", "*0..0"]


class CountWriter(Writer):
    """Writes queries that may be answered without a row for each step or walk."""

    def step(self, length=""):
        types = self.pick("", ":R", ":S", ":R|S")
        return self.pick("-[{}]-", "-[{}]->", "<-[{}]-").format(f"r{types}{length}")

    def label(self):
        return self.pick("", "", ":A", ":B")

    def counted(self):
        counts = self.pick("count(*)", "count(r)", "count(b)", "count(a)", "count(r), count(*)")
        key = self.pick("a.id", "labels(a)", "b.id", "b.x", "a.id, a:A", "1")
        test = self.pick(
            "", "", "WHERE a.x > 0", "WHERE b.x > 0", "WHERE r.x > 0", "WHERE EXISTS { (a)--(:B) }"
        )
        start = f"(a{self.label()})"
        step = f"{start}{self.step()}(b{self.label()})"
        return self.pick(
            f"MATCH {step} {test} RETURN {key}, {counts}",
            f"MATCH {step} {test} RETURN {counts}",
            f"MATCH {start} OPTIONAL MATCH {step} {test} RETURN a.id, {counts}",
            f"OPTIONAL MATCH (a:C) OPTIONAL MATCH {step} RETURN a.id, {counts}",
        )

    def reached(self):
        walk = f"(a{self.label()}){self.step(self.pick(*LENGTHS))}(b{self.label()})"
        test = self.pick(
            "", "", "WHERE a.x > 0", "WHERE b.x > 0", "WHERE all(s IN r WHERE s.x > 0)",
            "WHERE a <> b",
        )  # fmt: skip
        ends = self.pick(
            "DISTINCT a.id, b.id", "DISTINCT b.id", "a.id, count(DISTINCT b.x), min(DISTINCT b.id)",
            "count(DISTINCT b)", "DISTINCT size(r)", "a.id, count(DISTINCT b), count(*)",
        )  # fmt: skip
        return f"MATCH {walk} {test} RETURN {ends}"

    def query(self):
        return self.counted() if self.dice.random() < 0.5 else self.reached()
