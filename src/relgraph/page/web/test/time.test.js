import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { active, histogram, span, started } from "../src/time.js";
import { edge } from "./data.js";

const DAYS = ["2000-01-01", "2000-01-02", "2000-01-03", "2000-01-04", "2000-01-05"];

/** All ways in which the bounds can be read: pairs of a first and a last day, null is unknown. */
function* readings([since, sinceLatest, untilEarliest, until]) {
  const known = (low, high) => DAYS.filter((day) => (low === null || day >= low) && (high === null || day <= high));
  for (const start of known(since, sinceLatest)) {
    for (const end of known(untilEarliest, until)) if (start <= end) yield [start, end];
  }
}

test("a spell is active for certain exactly when every reading of its dates has a day in the window", () => {
  let compared = 0;
  for (const a of DAYS) for (const b of DAYS) for (const c of DAYS) for (const d of DAYS) {
    if (!(a <= b && c <= d && b <= d && a <= c)) continue;
    for (const first of DAYS) for (const last of DAYS) {
      if (first > last) continue;
      const spans = [...readings([a, b, c, d])];
      const meeting = spans.filter(([start, end]) => start <= last && end >= first);
      const expected = meeting.length === spans.length ? "certain" : meeting.length ? "possible" : "no";
      assert.equal(active(edge({ bounds: [a, b, c, d] }), first, last), expected, `${[a, b, c, d, first, last]}`);
      compared += 1;
    }
  }
  assert.ok(compared > 500);
});

for (const [name, given, first, last, expected] of [
  ["a signature on its day", { dated: "instant", bounds: ["2001-07-16", "2001-07-16", "2001-07-16", "2001-07-16"] }, "2001-01-01", "2001-12-31", "certain"],
  ["a signature in another year", { dated: "instant", bounds: ["2001-07-16", "2001-07-16", "2001-07-16", "2001-07-16"] }, "2002-01-01", "2002-12-31", "no"],
  ["a signature some time in two years", { dated: "instant", bounds: ["2001-01-01", "2002-12-31", "2001-01-01", "2002-12-31"] }, "2001-01-01", "2001-12-31", "possible"],
  ["a spell that goes on, before its source", { bounds: ["2012-05-07", "2012-05-07", "2020-01-01", null] }, "2015-01-01", "2015-12-31", "certain"],
  ["a spell that goes on, after its source", { bounds: ["2012-05-07", "2012-05-07", "2020-01-01", null] }, "2022-01-01", "2022-12-31", "possible"],
  ["a spell whose end is unknown", { bounds: ["2012-05-07", "2012-05-07", null, null] }, "2013-01-01", "2013-12-31", "possible"],
  ["a spell whose end is unknown, in its first year", { bounds: ["2012-05-07", "2012-05-07", null, null] }, "2012-01-01", "2012-12-31", "certain"],
  ["a spell of which only the end is known, up to it", { bounds: [null, null, "2012-05-01", "2012-05-31"] }, "2012-01-01", "2012-12-31", "certain"],
  ["a spell of which only the end is known, long before", { bounds: [null, null, "2012-05-01", "2012-05-31"] }, "2002-01-01", "2002-12-31", "possible"],
  ["what goes on since nobody knows when, by its source", { bounds: [null, null, "2020-03-01", null] }, "2020-01-01", "2020-12-31", "certain"],
  ["what has no date", {}, "2012-01-01", "2012-12-31", "undated"],
  ["the year 1", { bounds: ["0001-01-01", "0001-12-31", "0001-12-31", "0001-12-31"] }, "0001-01-01", "0001-12-31", "certain"],
]) {
  test(`active: ${name}`, () => assert.equal(active(edge(given), first, last), expected));
}

const cases = readFileSync(new URL("../../../../../tests/cases/holds.tsv", import.meta.url), "utf8");
for (const line of cases.split("\n").filter((each) => each && !each.startsWith("#"))) {
  const [dated, ...days] = line.split("\t");
  const expected = days.pop(), day = days.pop() ?? "";
  const bounds = days.map((each) => (each === "-" ? null : each));
  test(`on a day: ${line}`, () => assert.equal(active(edge({ dated, bounds }), day, day), expected));
}

test("started asks for the start only", () => {
  const given = edge({ bounds: ["2012-05-07", "2012-05-07", "2020-01-01", null] });
  assert.equal(started(given, "2012-01-01", "2012-12-31"), "certain");
  assert.equal(started(given, "2013-01-01", "2013-12-31"), "no");
  assert.equal(started(edge({ bounds: [null, null, null, "2010-01-01"] }), "2012-01-01", "2012-12-31"), "no");
  assert.equal(started(edge({}), "2012-01-01", "2012-12-31"), "undated");
});

test("the span leaves out ends after the newest source, and holds without any date", () => {
  assert.deepEqual(span([edge({ bounds: ["2001-01-01", "2001-01-01", null, "9999-12-31"] })], 9998), [2001, 2001]);
  assert.deepEqual(span([edge({ bounds: ["2001-01-01", "2001-01-01", "2049-12-31", "2049-12-31"] })], 2024), [2001, 2001]);
  assert.deepEqual(span([edge({ bounds: ["2001-01-01", "2001-01-01", "2010-12-31", "2010-12-31"] })], 2024), [2001, 2010]);
  assert.equal(span([edge({})], 9998), null);
  assert.deepEqual(span([edge({ bounds: ["9999-01-01", "9999-12-31", null, null] })], 9998), [9999, 9999]);
});

test("a histogram counts each start once, in at most 120 bins", () => {
  const edges = ["0001-05-01", "1999-01-01", "2000-01-01", "2000-06-01"].map((day) => edge({ bounds: [day, day, null, null] }));
  const { width, counts } = histogram(edges, [1, 2000]);
  assert.ok(counts.length <= 120 && width * counts.length >= 2000);
  assert.equal(counts.reduce((sum, count) => sum + count, 0), 4);
  assert.deepEqual(histogram(edges.slice(1), [1999, 2000]), { width: 1, counts: [1, 2] });
});
